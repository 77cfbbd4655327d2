"""The stated fields of items as comparable values: cost, effort, people, priority, scope and metrics, each under its own name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from agent.facts import normalise
from agent.model.comparison import ChangeKind
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Metric, Roadmap
from agent.model.span import Span

# What a changed value of an attribute means for its item. Notes say nothing that can be compared; times and dependencies have their own.
_ATTRIBUTES: Mapping[ChangeKind, tuple[str, ...]] = {
    "re-costed": ("cost", "budget", "investment", "price", "saving", "benefit", "total", "subtotal"),
    "re-targeted": ("metric", "target", "revenue", "roi", "payback"),
    "re-estimated": ("effort", "duration"),
    "re-staffed": ("people", "headcount", "team", "owner"),
    "re-prioritised": ("priority",),
    "re-scoped": ("scope", "objective", "deliverable"),
    "progressed": ("progress",),
}
KINDS: Mapping[str, ChangeKind] = {attribute: kind for kind, attributes in _ATTRIBUTES.items() for attribute in attributes}
WORDED = frozenset({"scope", "objective", "deliverable", "owner", "team", "priority"})
PROMISED = ("", "target", "sla", "limit", "gate")
LONGEST_PROMISE = 60  # characters
# Told by the item itself, or nothing that a plan is held to.
ELSEWHERE = frozenset(
    {"status", "depends_on", "blocks", "window", "start", "end", "risk", "mitigation", "id", "title", "version", "as_of"}
) | {"note"}


@dataclass(frozen=True, slots=True)
class Field:
    """One stated value: `value` is what is compared, `text` what is written; `quantity` is there when it is a single amount.

    `subject` names what it is about when that is no item, `heading` is the one above it. `known` is that its attribute says what it
    means for the plan: another figure counts only where both versions state it. `scope` is what a target is about a part of, `period` the
    time that a column of a table has it for.
    """

    kind: ChangeKind
    label: str
    subject: str
    text: str
    value: Hashable
    quantity: Quantity | None
    span: Span
    known: bool = True
    is_metric: bool = False
    scope: str = ""
    heading: str = ""
    period: str = ""


Name: TypeAlias = tuple[Hashable, ...]
Named: TypeAlias = tuple[Name, Field]


def stated(roadmap: Roadmap) -> frozenset[tuple[str, Hashable]]:
    """Every (label, value) that a roadmap states anywhere: a line that only came to stand elsewhere has not changed."""
    return frozenset((normalise(field.label), field.value) for fact in roadmap.facts for _, field in _read(fact, {}))


def fields_of(roadmap: Roadmap) -> dict[str, tuple[Named, ...]]:
    """The fields of each item by its key, in document order; those that belong to no item under ""."""
    metrics = {_place(metric.fact): metric for metric in roadmap.metrics}
    found = {item.key: tuple(named for fact in item.facts for named in _read(fact, metrics)) for item in roadmap.items}
    loose = (fact for fact in roadmap.facts if fact.item not in roadmap.by_key and (fact.label or fact.subject))
    found[""] = tuple(named for fact in loose for named in _read(fact, metrics))
    return found


def paired(was: Sequence[Named], now: Sequence[Named]) -> Iterator[tuple[Field | None, Field | None]]:
    """Fields of one name that differ; then those left that alone have their label in both, whatever became of the headings above them."""
    left, right = _by_name(was), _by_name(now)
    alone: tuple[list[Field], list[Field]] = ([], [])
    for name in dict.fromkeys((*right, *left)):
        olds, news = _without_equal(left.get(name, []), right.get(name, []))
        if len(olds) == len(news):
            yield from zip(olds, news, strict=True)
        else:
            alone[0].extend(olds)
            alone[1].extend(news)
    wanted = _alone(alone[1])
    moved = {label: field for label, field in _alone(alone[0]).items() if label in wanted}
    for field in alone[1]:
        label = _label(field)
        yield (moved.get(label) if wanted.get(label) is field else None), field
    for field in alone[0]:
        if moved.get(_label(field)) is not field:
            yield field, None


def _by_name(fields: Iterable[Named]) -> dict[Name, list[Field]]:
    """Fields by their names, a value that is written twice once."""
    found: dict[Name, dict[Hashable, Field]] = defaultdict(dict)
    for name, field in fields:
        found[name].setdefault(field.value, field)
    return {name: list(values.values()) for name, values in found.items()}


def _without_equal(was: Sequence[Field], now: Sequence[Field]) -> tuple[list[Field], list[Field]]:
    olds, news = {field.value for field in was}, {field.value for field in now}
    return [field for field in was if field.value not in news], [field for field in now if field.value not in olds]


def _alone(fields: Iterable[Field]) -> dict[Hashable, Field]:
    found: dict[Hashable, list[Field]] = {}
    for field in fields:
        found.setdefault(_label(field), []).append(field)
    return {label: same[0] for label, same in found.items() if len(same) == 1}


def _label(field: Field) -> Hashable:
    return field.kind, normalise(field.label), normalise(field.subject)


def _place(fact: Fact) -> Hashable:
    return fact.span.line, fact.label, fact.subject, fact.text


def _read(fact: Fact, metrics: Mapping[Hashable, Metric]) -> Iterator[Named]:
    value = _value(fact)
    if value is None or fact.source == "prose" or fact.attribute in ELSEWHERE:
        return
    metric = metrics.get(_place(fact))
    kind = KINDS.get(fact.attribute) or _kind(fact.quantities)
    label = fact.label or fact.subject or fact.attribute
    name = (
        kind,
        normalise(label),
        normalise(fact.subject),
        fact.role,
        fact.scenario,
        _period(fact),
        tuple(map(normalise, fact.headings[1:])),
    )
    yield (
        name,
        Field(
            kind=kind,
            label=_flat(metric.name or label) if metric is not None else _flat(label),
            subject=_flat(fact.subject),
            text=_flat(fact.text),
            value=value,
            quantity=fact.quantities[0] if len(fact.quantities) == 1 else None,
            span=fact.span,
            known=fact.attribute in KINDS and (kind != "re-targeted" or _is_promise(fact, metric)),
            is_metric=metric is not None and metric.value is not None and metric.role in PROMISED,
            scope=_flat(metric.scope) if metric is not None else "",
            heading=_flat(fact.headings[-1]) if fact.headings else "",
            period=_flat(_period(fact)),
        ),
    )


def _is_promise(fact: Fact, metric: Metric | None) -> bool:
    """Whether a target says under a label of its own what is measured, and is short: other figures in sentences are remarks."""
    measured = any(quantity.unit or quantity.kind != "count" for quantity in fact.quantities)
    labelled = fact.source in ("field", "column", "front_matter") and fact.label[:1].isalpha()
    return measured and labelled and len(fact.text) <= LONGEST_PROMISE and (metric is None or metric.role in PROMISED)


def _kind(quantities: Sequence[Quantity]) -> ChangeKind:
    """What a figure under a label that is not known means: money is a cost, time an effort, anything else the extent of the work."""
    kinds = {quantity.kind for quantity in quantities}
    return "re-costed" if "money" in kinds else "re-estimated" if "duration" in kinds else "re-scoped"


def _period(fact: Fact) -> str:
    """A metric of another period is another metric; other fields keep their name when their time moves."""
    return fact.window.text if fact.window is not None and fact.attribute == "metric" and fact.source == "column" else ""


def _value(fact: Fact) -> Hashable | None:
    amounts = tuple((q.least, q.most, q.kind, q.unit, q.per, q.comparator, q.change) for q in fact.quantities)
    if amounts:
        return amounts
    return normalise(fact.text) or None if fact.attribute in WORDED else None


def _flat(text: str) -> str:
    return " ".join(text.split())
