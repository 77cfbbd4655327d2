"""What an index costs: against the bare embedding of the same texts, again when nothing changed, and in memory."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from agent import app
from agent.ingestion import embedder_of
from agent.settings import Settings
from benchmarks.measure import ROOT, Measured, best, environment

VOCABULARY = """
ledger tariff quota harbor signal beacon relay canvas archive pipeline meter fabric gateway replica shard tenant catalog invoice
migration schema cluster snapshot webhook console audit locale voucher refund session token bucket cursor digest lattice
"""
WORDS = tuple(VOCABULARY.split())
PHASES, ITEMS = 2, 3
SMALL, LARGE, HUGE = 100, 1_000, 10_000
ROUNDS = 3


def write_roadmaps(folder: Path, number: int) -> None:
    """Roadmaps of about a kilobyte, no two sentences alike, the same ones every time."""
    chance = random.Random(20260101)
    for at in range(number):
        lines = [f"# {_name(chance)} roadmap {at}"]
        for phase in range(1, PHASES + 1):
            lines += ["", f"## Phase {phase}: {_name(chance)} (Q{chance.randint(1, 4)} {chance.randint(2026, 2029)})"]
            for item in range(1, ITEMS + 1):
                lines += ["", f"### A{at}-{phase}{item} {_name(chance)}", ""]
                lines += [f"- **Cost**: ${chance.randint(20, 900)}K", f"- **Effort**: {chance.randint(2, 40)} weeks"]
                lines += ["", " ".join(chance.choices(WORDS, k=14)).capitalize() + f" {chance.randint(1, 10**6)}."]
        (folder / f"{at:05}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _name(chance: random.Random) -> str:
    return " ".join(chance.sample(WORDS, 2)).title()


def measure() -> Iterator[Measured]:
    """Overhead and repetition with the default embedder, memory with the one that has no weights."""
    with tempfile.TemporaryDirectory() as temporary:
        room = Path(temporary)
        yield from _overhead(room)
        yield from _repetition(room)
        yield from _memory(room)


def _overhead(room: Path) -> Iterator[Measured]:
    folder = _folder(room, SMALL)
    settings = Settings()
    texts = _texts(folder, settings)
    embedder = embedder_of(settings, _say)
    bare = whole = float("inf")
    for at in range(ROUNDS):  # in turns, so that a busy machine slows both
        bare = min(bare, best(lambda: embedder.embed(texts), 1))
        whole = min(whole, best(partial(_ingest, folder, Settings(index=room / f"overhead-{at}")), 1))
    yield Measured("indexing / bare embedding", whole / bare, 1.15, "x", f"{whole:.1f} s / {bare:.1f} s, {len(texts):,} texts")


def _texts(folder: Path, settings: Settings) -> list[str]:
    from agent.index import chunks

    embedder = embedder_of(settings, _say)
    read = app.read(app.Sources((str(folder),)), settings)
    return list(
        {chunk.text: None for roadmap in read.roadmaps for chunk in chunks(roadmap.document, roadmap, embedder.count, embedder.max_tokens)}
    )


def _repetition(room: Path) -> Iterator[Measured]:
    folder = _folder(room, LARGE)
    settings = Settings(index=room / "repetition")
    took = []
    for _ in range(3):
        began = time.perf_counter()
        _ingest(folder, settings)
        took.append(time.perf_counter() - began)
    first, again = took[0], min(took[1:])
    yield Measured("ingesting again / first time", 100 * again / first, 2, "%", f"{again:.2f} s / {first:.1f} s, {LARGE:,} documents")


def _memory(room: Path) -> Iterator[Measured]:
    small, huge = _peak(room, LARGE), _peak(room, HUGE)
    yield Measured(f"memory of ingesting {HUGE:,} documents", huge, 1200, "MB", f"{small:.0f} MB for {LARGE:,}")


def _peak(room: Path, number: int) -> float:
    """Megabytes of a process that ingests so many documents."""
    command = [sys.executable, "-m", "benchmarks.indexing", str(_folder(room, number)), str(room / f"memory-{number}")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment(), check=True)
    return float(done.stdout)


def _ingest(folder: Path, settings: Settings) -> None:
    app.ingest(app.Sources((str(folder),)), settings, _say, lambda done, total: None)


def _folder(room: Path, number: int) -> Path:
    folder = room / f"documents-{number}"
    if not folder.exists():
        folder.mkdir()
        write_roadmaps(folder, number)
    return folder


def _say(line: str) -> None:
    print(f"      {line}", file=sys.stderr)


if __name__ == "__main__":
    _ingest(Path(sys.argv[1]), Settings(index=Path(sys.argv[2]), embedder="hash"))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
