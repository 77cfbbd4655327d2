"""Every test here talks to a scripted server of its own, and keeps its cache to itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.grounded.plans import write_plan
from tests.openai_server import OpenAIServer, serving


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    monkeypatch.chdir(tmp_path)
    write_plan(tmp_path)
    for running in serving():
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted")
        monkeypatch.setenv("ROADMAP_MODEL__CACHE", str(tmp_path / "replies"))
        yield running
