"""What the report shows in every format: the numbers of risks, the cells of the heat map, how scores read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from agent.model.report import Bar, Reason, Risk

ScoreRow = tuple[str, str, str]  # factor, points, what for


def heat_cells(risks: Sequence[Risk]) -> dict[tuple[int, int], tuple[int, ...]]:
    """The ranks of risks by likelihood and impact."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for rank, risk in enumerate(risks, 1):
        cells[risk.likelihood, risk.impact].append(rank)
    return {place: tuple(ranks) for place, ranks in cells.items()}


def steps(risk: Risk, factor: str) -> tuple[Reason, ...]:
    """The reasons of one factor, in order."""
    return tuple(reason for reason in risk.reasons if reason.factor == factor)


def ends(bar: Bar) -> tuple[str, str]:
    """Where a bar begins and ends, as days or as time since the start."""
    if bar.axis == "calendar":
        return bar.start or "open", "open" if bar.open_ended else bar.end or "open"
    return _since(bar.first, bar.unit), "open" if bar.open_ended else _since(bar.last, bar.unit)


def _since(count: float, unit: str) -> str:
    return f"after {count:g} {unit}{'' if count == 1 else 's'}" if count else "the start"


def signed(points: int, *, first: bool) -> str:
    """Points as a step: where a factor starts without a sign, what moves it with one."""
    if first:
        return str(points)
    return f"+{points}" if points > 0 else f"−{-points}"
