"""What every test starts from: no key, no setting of the person who runs it."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# How long an example takes is for the benchmarks: here it would only tell how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("ROADMAP_", "OPENAI_", "LANGCHAIN_", "LANGSMITH_")) or name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            monkeypatch.delenv(name)
