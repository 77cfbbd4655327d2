"""Questions in one process whose documents are read."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import date

from agent import app
from benchmarks.measure import Measured, samples

QUESTIONS = (
    "What is the total budget?",
    "Which items depend on the platform?",
    "What ships first?",
    "Who owns security?",
    "Which item is the most expensive?",
    "How many initiatives are there?",
    "What is the latency target?",
    "Does the budget add up?",
    "What is planned for Q3?",
    "Why is localization delayed?",
    "When does single sign-on land?",
    "Quanto custa a fase 2?",
)
ROUNDS = 5


def measure() -> Iterator[Measured]:
    """Median and 95th percentile of a warm answer, in milliseconds."""
    sources, settings = app.Sources(samples()), app.settings_here()
    today = date(2026, 1, 1)
    room = app.Room(app.library_of(sources, settings), sources.paths)
    for question in QUESTIONS:
        room.answer(question, today)
    took: list[float] = []
    for question in QUESTIONS * ROUNDS:
        began = time.perf_counter()
        room.answer(question, today)
        took.append((time.perf_counter() - began) * 1000)
    detail = f"{len(took)} questions, {len(sources.paths)} documents"
    yield Measured("a warm ask, median", statistics.median(took), 100, "ms", detail)
    yield Measured("a warm ask, 95th percentile", statistics.quantiles(took, n=20)[18], 300, "ms", detail)
