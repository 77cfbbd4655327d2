"""How much of the long trials a run does: a sample, or with FULL_TRIALS=1 in the environment the full counts of docs/reliability.md."""

from __future__ import annotations

import os

FULL = os.environ.get("FULL_TRIALS") == "1"


def trials(sample: int, full: int) -> int:
    return full if FULL else sample
