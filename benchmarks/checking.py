"""What a check costs in one process: its start, its growth, and what documents add to the start, as ratios, which hold on any machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.measure import ROADMAP, Measured, child, processor_seconds, samples
from benchmarks.reading import LIMIT, plan_of

MEGABYTE = 1_000_000
START_LIMIT = 6.0  # times as long as `roadmap --version`
FIRST_DOCUMENTS = 2.0  # starts: what is made ready when it first comes up, and the start itself
STARTS_A_MEGABYTE = 12.0
CHAPTERS = 64  # of the plan that is doubled
RUNS = 3


def measure() -> Iterator[Measured]:
    """Processor time of the quickest of three runs of each command; BENCH_DOCUMENTS names the folder that is checked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "roadmap.toml").write_text("processes = 1\n", encoding="utf-8")
        for file, text in (("line.md", "# Plan\n"), ("one.md", plan_of(CHAPTERS)), ("two.md", plan_of(2 * CHAPTERS))):
            (folder / file).write_text(text, encoding="utf-8")
        bare = _quickest((*ROADMAP, "--version"), folder)
        start, one, two = (_check([file], folder) for file in ("line.md", "one.md", "two.md"))
        yield Measured("start of a check / roadmap --version", start / bare, START_LIMIT, "x", f"{start:.2f} s / {bare:.2f} s")
        yield Measured("check a plan twice as long", (two - start) / (one - start), LIMIT, "x", f"{two:.2f} s / {one:.2f} s")
        documents = samples()
        size = sum(Path(document).stat().st_size for document in documents) / MEGABYTE
        whole = _check(documents, folder)
        detail = f"{len(documents)} documents, {size:.2f} MB in {whole:.2f} s"
        limit = FIRST_DOCUMENTS + STARTS_A_MEGABYTE * size
        yield Measured("check the documents / start of a check", whole / start, limit, "x", detail)


def _check(documents: Sequence[str], folder: Path) -> float:
    return _quickest((*ROADMAP, "check", "--fail-on", "never", "--json", *documents), folder)


def _quickest(command: Sequence[str], folder: Path) -> float:
    return min(processor_seconds(partial(child, command, folder)) for _ in range(RUNS))
