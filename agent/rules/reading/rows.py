"""Table rows that give one measure at several times, in the order of their columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from agent.model.roadmap import Metric, Roadmap


class MeasureRow(Struct, frozen=True):
    """`points` are the values of one kind and unit, earliest column first; at least two."""

    name: str
    block: int
    line: int
    points: tuple[Metric, ...]

    @property
    def is_share(self) -> bool:
        """Whether the values are percentages: a change of these may be meant in points."""
        return any(point.value is not None and point.value.kind == "percent" for point in self.points)


def measure_rows(metrics: Sequence[Metric]) -> tuple[MeasureRow, ...]:
    rows: dict[tuple[int, int, str], list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.fact.source == "column" and metric.value is not None and not metric.value.is_range:
            rows[metric.fact.block, metric.fact.span.line, metric.name].append(metric)
    found = []
    for (block, line, name), members in rows.items():
        sorts = {(m.value.kind, m.value.unit, m.value.per) for m in members if m.value}
        if len(members) >= 2 and len(sorts) == 1:
            found.append(MeasureRow(name, block, line, tuple(members)))
    return tuple(found)


def rows_of(roadmap: Roadmap) -> tuple[MeasureRow, ...]:
    """Every such row of a roadmap."""
    return measure_rows(roadmap.metrics)
