"""The stated fields of items as comparable values: cost, effort, people, priority, scope and metrics, each under its own name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from agent.facts import normalise
from agent.model.comparison import ChangeKind
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Roadmap
from agent.model.span import Span

# What a changed value of an attribute means for its item. Notes say nothing that can be compared; times and dependencies have their own.
_ATTRIBUTES: Mapping[ChangeKind, tuple[str, ...]] = {
    "re-costed": ("cost", "budget", "investment", "price"),
    "re-targeted": ("metric", "target", "revenue", "roi", "payback"),
    "re-estimated": ("effort", "duration"),
    "re-staffed": ("people", "headcount", "team", "owner"),
    "re-prioritised": ("priority",),
    "re-scoped": ("scope", "objective", "deliverable"),
    "progressed": ("progress",),
}
KINDS: Mapping[str, ChangeKind] = {attribute: kind for kind, attributes in _ATTRIBUTES.items() for attribute in attributes}
WORDED = frozenset({"scope", "objective", "deliverable", "owner", "team", "priority"})


@dataclass(frozen=True, slots=True)
class Field:
    """One stated value: `value` is what is compared, `text` what is written; `quantity` is there when it is a single amount."""

    kind: ChangeKind
    label: str
    subject: str
    text: str
    value: Hashable
    quantity: Quantity | None
    span: Span


Fields: TypeAlias = Mapping[Hashable, Field]


def stated(roadmap: Roadmap) -> frozenset[tuple[str, Hashable]]:
    """Every (label, value) that a roadmap states anywhere: a line that only came to stand elsewhere has not changed."""
    return frozenset((normalise(field.label), field.value) for fact in roadmap.facts for _, field in _read(fact))


def fields_of(roadmap: Roadmap) -> dict[str, Fields]:
    """The fields of each item by its key, in document order."""
    return {item.key: _named(item.facts) for item in roadmap.items}


def plan_fields(roadmap: Roadmap) -> Fields:
    """The fields that belong to no item: budgets and targets of the plan as a whole."""
    return _named(tuple(fact for fact in roadmap.facts if fact.item not in roadmap.by_key and (fact.label or fact.subject)))


def paired(was: Fields, now: Fields) -> Iterator[tuple[Field | None, Field | None]]:
    """Fields of one name; then those left that alone have their label in both, whatever became of the headings above them."""
    left = {name: field for name, field in was.items() if name not in now}
    by_label = _alone(left.values())
    wanted = _alone(field for name, field in now.items() if name not in was)
    moved = {label: field for label, field in by_label.items() if label in wanted}
    for name, field in now.items():
        if name in was:
            yield was[name], field
        else:
            label = _label(field)
            yield (moved.get(label) if wanted.get(label) is field else None), field
    for field in left.values():
        if moved.get(_label(field)) is not field:
            yield field, None


def _alone(fields: Iterable[Field]) -> dict[Hashable, Field]:
    found: dict[Hashable, list[Field]] = {}
    for field in fields:
        found.setdefault(_label(field), []).append(field)
    return {label: same[0] for label, same in found.items() if len(same) == 1}


def _label(field: Field) -> Hashable:
    return field.kind, normalise(field.label), normalise(field.subject)


def _named(facts: tuple[Fact, ...]) -> dict[Hashable, Field]:
    found: dict[Hashable, Field] = {}
    for fact in facts:
        for name, field in _read(fact):
            at = 0
            while (*name, at) in found:
                at += 1
            if not any(found[*name, earlier].value == field.value for earlier in range(at)):
                found[*name, at] = field
    return found


def _read(fact: Fact) -> Iterator[tuple[tuple[Hashable, ...], Field]]:
    kind = KINDS.get(fact.attribute)
    value = _value(fact)
    if kind is None or value is None or fact.source == "prose":
        return
    label = fact.label or fact.subject or fact.attribute
    quantities = fact.quantities
    name = (
        kind,
        normalise(label),
        normalise(fact.subject),
        fact.role,
        fact.scenario,
        _period(fact),
        tuple(map(normalise, fact.headings[1:])),
    )
    single = quantities[0] if len(quantities) == 1 else None
    yield name, Field(kind, " ".join(label.split()), " ".join(fact.subject.split()), " ".join(fact.text.split()), value, single, fact.span)


def _period(fact: Fact) -> Hashable:
    """A metric of another period is another metric; other fields keep their name when their time moves."""
    return fact.window.text if fact.window is not None and fact.attribute == "metric" and fact.source == "column" else ""


def _value(fact: Fact) -> Hashable | None:
    amounts = tuple((q.least, q.most, q.kind, q.unit, q.per, q.comparator, q.change) for q in fact.quantities)
    if amounts:
        return amounts
    return normalise(fact.text) or None if fact.attribute in WORDED else None
