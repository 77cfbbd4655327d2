"""Figures as bars with whiskers: where everything stands in the drawing, in its own units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.reports.words import label, written
from evals.summary import Figure

WIDTH, LEFT, RIGHT, STEP, FOOT = 720, 210, 560, 26, 20
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    y: int
    length: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars from `left` to `right`, which stand for 0 and 1."""

    title: str
    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    ticks: tuple[Tick, ...] = tuple(Tick(LEFT + tick * (RIGHT - LEFT), f"{tick:g}") for tick in TICKS)


def drawing_of(title: str, figures: Sequence[Figure]) -> Drawing:
    """A chart of figures between 0 and 1, in their order."""
    bars = tuple(_bar(figure, number) for number, figure in enumerate(figures))
    return Drawing(title, bars, len(bars) * STEP + FOOT)


def _bar(figure: Figure, number: int) -> Bar:
    return Bar(
        label=label(figure),
        value=written(figure),
        y=number * STEP + 2,
        length=_at(figure.value) - LEFT,
        low=_at(figure.low),
        high=_at(figure.high),
    )


def _at(value: float) -> float:
    return round(LEFT + min(1.0, max(0.0, value)) * (RIGHT - LEFT), 1)
