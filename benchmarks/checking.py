"""What a check costs in one process: its start, its growth, and what documents add to the start, as ratios, which hold on any machine.

What documents add is held against parsing them with markdown-it alone: that yardstick is no part of the program, so what is added gets no
dearer when the start gets cheaper, and a user knows it: a check takes as long as rendering the documents so many times.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.measure import ROADMAP, Measured, child, processor_seconds, samples
from benchmarks.reading import LIMIT, plan_of

START_LIMIT = 6.0  # times as long as `roadmap --version`
PARSES = 25.0  # times as long as markdown-it takes, what is made ready when it first comes up included
PARSED = 20  # times in one process: a few hundredths of a second are lost in its start
PARSE = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable("table")
texts = [Path(path).read_text("utf-8", "replace") for path in sys.argv[2:]]
for _ in range(int(sys.argv[1])):
    for text in texts:
        parser.parse(text)
"""
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
        added, parsed = _check(documents, folder) - start, _parsing(documents, folder)
        kilobytes = sum(Path(document).stat().st_size for document in documents) / 1000
        detail = f"{len(documents)} documents, {1000 * added / kilobytes:.0f} ms / {1000 * parsed / kilobytes:.2f} ms a KB"
        yield Measured("check the documents / parse them", added / parsed, PARSES, "x", detail)


def _check(documents: Sequence[str], folder: Path) -> float:
    return _quickest((*ROADMAP, "check", "--fail-on", "never", "--json", *documents), folder)


def _parsing(documents: Sequence[str], folder: Path) -> float:
    """Seconds in which markdown-it parses all documents."""
    none, all_times = (_quickest((sys.executable, "-c", PARSE, str(times), *documents), folder) for times in (0, PARSED))
    return (all_times - none) / PARSED


def _quickest(command: Sequence[str], folder: Path) -> float:
    return min(processor_seconds(partial(child, command, folder)) for _ in range(RUNS))
