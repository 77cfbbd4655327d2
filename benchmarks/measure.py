"""One measurement and its limit; clocks and child processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROADMAP = (sys.executable, "-c", "from cli import app; app()")


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` must not exceed `limit`; both are in `unit`. `detail` says what was compared."""

    name: str
    value: float
    limit: float
    unit: str
    detail: str = ""

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        verdict = "ok  " if self.holds else "OVER"
        return f"{verdict}  {self.name:<44} {self.value:>9.2f} {self.unit:<3} (limit {self.limit:g})  {self.detail}"


def best(run: Callable[[], object], times: int = 5) -> float:
    """Seconds of the quickest of some runs: what the machine can do when nobody else uses it."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        found.append(time.perf_counter() - began)
    return min(found)


def processor_seconds(run: Callable[[], object]) -> float:
    """Processor time of the children that a run starts."""
    began = os.times()
    run()
    ended = os.times()
    return ended.children_user + ended.children_system - began.children_user - began.children_system


def child(arguments: Sequence[str], folder: Path = ROOT) -> None:
    """Run a command to its end, silently; exit codes of the contract are no failure here."""
    done = subprocess.run(arguments, capture_output=True, cwd=folder, env=environment(), check=False)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"error: {' '.join(arguments)} failed: {done.stderr.decode(errors='replace')}")


def environment() -> dict[str, str]:
    """That of the caller, with the repository importable and compiled modules kept, as on a user's machine."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def samples() -> tuple[str, ...]:
    """Roadmaps to read: the folder named by BENCH_DOCUMENTS, else the sample roadmaps."""
    folder = Path(os.environ.get("BENCH_DOCUMENTS", ROOT / "corpus"))
    return tuple(str(path) for path in sorted(folder.iterdir()) if path.suffix in (".md", ".txt"))
