"""Figures that a change sets: costs, efforts, owners of items, totals of the plan, targets of metrics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from agent.facts.folding import fold
from agent.model.review import ChangeKind, PlanChange
from agent.model.roadmap import Fact, Metric
from agent.review.saying import brief, difference, named
from agent.review.sides import Sides

Told = TypeVar("Told", Fact, Metric)
# Told by the item itself, or only the words around a figure.
ELSEWHERE = frozenset(("status", "progress", "depends_on", "blocks", "window", "start", "end", "metric", "risk", "mitigation")) | {
    *("id", "title", "version", "as_of", "note", "scope", "objective", "deliverable"),
}
WORDS = frozenset(("owner", "priority", "team"))
MONEY = frozenset(("cost", "revenue", "price", "saving", "benefit", "total", "subtotal"))
STATED = frozenset(("field", "column", "heading", "front_matter", "bullet"))


def figure_changes(sides: Sides) -> Iterator[PlanChange]:
    """Every figure on a touched line that is other than it was. A figure without a counterpart is told when its item stayed."""
    yield from _targets(sides)
    old, new = _figures(sides.before.facts), _figures(sides.after.facts)
    for one, other in _paired(old, new, lambda fact: _identity(fact, sides.keys), lambda fact: _identity(fact, {}), sides, _fact_line):
        change = _changed(one, other, sides)
        if change is not None:
            yield change


def _targets(sides: Sides) -> Iterator[PlanChange]:
    old, new = sides.before.metrics, sides.after.metrics
    pairs = _paired(
        old, new, lambda metric: _metric_identity(metric, sides.keys), lambda metric: _metric_identity(metric, {}), sides, _metric_line
    )
    for one, other in pairs:
        if one is None or other is None or one.value is None or other.value is None or one.value == other.value:
            continue
        if not sides.touches(one.fact.span, other.fact.span):
            continue
        yield PlanChange(
            kind="target",
            subject=brief(other.name or other.measure),
            attribute=brief(" ".join(part for part in (other.scope, other.role) if part)),
            before=brief(one.fact.text),
            after=brief(other.fact.text),
            difference=difference(one.value, other.value, sides.after.language),
            path=sides.path,
            line=other.fact.span.line,
            old_line=one.fact.span.line,
        )


def _figures(facts: Iterable[Fact]) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.source in STATED and fact.attribute not in ELSEWHERE and (fact.quantities or (fact.attribute in WORDS and fact.item))
    ]


def _identity(fact: Fact, keys: Mapping[str, str]) -> Hashable:
    """What a figure is about: the item (under its new key), else subject and section, then the label."""
    item = keys.get(fact.item, fact.item)
    section = "" if item or not fact.headings else fold(fact.headings[-1])
    return item, fact.attribute, fold(fact.label), "" if item and not fact.subject else fold(fact.subject), section, fact.scenario


def _metric_identity(metric: Metric, keys: Mapping[str, str]) -> Hashable:
    item = keys.get(metric.fact.item, metric.fact.item)
    period = metric.period.text if metric.period is not None else ""
    return item, fold(metric.name), metric.measure, metric.statistic, fold(metric.scope), metric.role, fold(period), metric.fact.scenario


def _fact_line(fact: Fact) -> int:
    return fact.span.line


def _metric_line(metric: Metric) -> int:
    return metric.fact.span.line


def _paired(
    old: Sequence[Told],
    new: Sequence[Told],
    old_identity: Callable[[Told], Hashable],
    new_identity: Callable[[Told], Hashable],
    sides: Sides,
    line: Callable[[Told], int],
) -> Iterator[tuple[Told | None, Told | None]]:
    """Figures of both sides about the same thing. Those on unchanged lines are the same figures and are left out."""
    olds: dict[Hashable, list[Told]] = defaultdict(list)
    news: dict[Hashable, list[Told]] = defaultdict(list)
    for told in old:
        if line(told) in sides.lines.deleted:
            olds[old_identity(told)].append(told)
    for told in new:
        if line(told) in sides.lines.added:
            news[new_identity(told)].append(told)
    for identity in dict.fromkeys((*olds, *news)):
        one, other = olds[identity], news[identity]
        if len(one) <= 1 and len(other) <= 1:
            yield (one[0] if one else None), (other[0] if other else None)
        elif len(one) == len(other):
            yield from zip(one, other, strict=True)


def _changed(one: Fact | None, other: Fact | None, sides: Sides) -> PlanChange | None:
    if one is not None and other is not None and _same_value(one, other):
        return None
    told = other if other is not None else one
    if told is None:
        return None
    item = sides.after.by_key.get(told.item) if told is other else sides.after.by_key.get(sides.keys.get(told.item, ""))
    if (one is None or other is None) and (item is None or item.key not in sides.keys.values()):
        return None  # it came or went with its item, or is a remark without one
    figure = difference(one.quantities[0], other.quantities[0], sides.after.language) if one and other and _single(one, other) else ""
    return PlanChange(
        kind=_kind(told),
        subject=named(item) if item is not None else brief(told.subject or (told.headings[-1] if told.headings else told.label)),
        attribute=brief(told.label or told.attribute),
        before=brief(one.text) if one is not None else "",
        after=brief(other.text) if other is not None else "",
        difference=figure,
        path=sides.path,
        line=other.span.line if other is not None else 0,
        old_line=one.span.line if one is not None else 0,
    )


def _kind(fact: Fact) -> ChangeKind:
    if fact.attribute in WORDS and not fact.quantities:
        return "word"
    return "cost" if fact.attribute in MONEY or any(quantity.kind == "money" for quantity in fact.quantities) else "figure"


def _same_value(one: Fact, other: Fact) -> bool:
    if one.quantities and one.quantities == other.quantities:
        return True
    return " ".join(fold(one.text).split()) == " ".join(fold(other.text).split())


def _single(one: Fact, other: Fact) -> bool:
    return len(one.quantities) == len(other.quantities) == 1
