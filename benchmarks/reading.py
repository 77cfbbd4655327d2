"""Reading in linear time: a document twice as long takes about twice as long to read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.document import Document
from benchmarks.measure import Measured

DOUBLINGS = 4
FIRST = 16  # chapters of the shortest document
LIMIT = 2.6  # times as long for twice the text: 2 and what a noisy machine adds


def measure() -> Iterator[Measured]:
    """How many times as long each doubling of a plan takes to parse, and to extract."""
    texts = [plan_of(FIRST << step) for step in range(DOUBLINGS + 1)]
    documents = [parse_markdown(text, "plan.md") for text in texts]
    extract(documents[0])
    yield _growth("parse a plan twice as long", [_seconds(partial(parse_markdown, text, "plan.md")) for text in texts])
    yield _growth("extract a plan twice as long", [_seconds(partial(extract, one)) for one in documents])
    yield _growth("extract one paragraph twice as long", [_seconds(partial(extract, one)) for one in _paragraphs()])


def _growth(name: str, seconds: list[float]) -> Measured:
    ratios = [after / before for before, after in pairwise(seconds)]
    detail = " ".join(f"{ratio:.2f}" for ratio in ratios) + f"  ({seconds[0] * 1000:.0f} ms to {seconds[-1] * 1000:.0f} ms)"
    return Measured(name, max(ratios), LIMIT, "x", detail)


def _seconds(run: Callable[[], object]) -> float:
    """Processor time of the quickest of three runs: other programs on the machine do not count."""
    found = []
    for _ in range(3):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return min(found)


def plan_of(chapters: int) -> str:
    """A roadmap of so many phases with fields, tasks, a table and prose."""
    return "# Harbour plan 2026\n\n" + "\n".join(_chapter(number) for number in range(1, chapters + 1))


def _chapter(number: int) -> str:
    rows = "\n".join(f"| H{number}-{row} | Berth {row} | Ana Reis | €{row * 15}K | H{number}-{row - 1} |" for row in range(1, 9))
    tasks = "\n".join(f"- [ ] Survey quay {task} (2 weeks), needs H{number}-{task}" for task in range(1, 9))
    return (
        f"## Phase {number}: Quay {number} (months {number}-{number + 2})\n\n**Owner**: Ines | **Budget**: €{number * 90}K\n\n"
        f"The quay takes {number * 12} ships a day by May 2026, up from {number * 7}; waiting falls by 20%.\n\n{tasks}\n\n"
        f"| ID | Berth | Owner | Cost | Depends on |\n|---|---|---|---|---|\n{rows}\n"
    )


def _paragraphs() -> list[Document]:
    sentence = "The quay takes 12 ships a day by May 2026, up from 7, at a cost of €90K per berth. "
    return [parse_markdown(f"# Plan\n\n{sentence * (100 << step)}\n", "plan.md") for step in range(DOUBLINGS)]
