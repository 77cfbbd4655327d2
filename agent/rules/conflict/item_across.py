"""Two documents plan one item with another cost, time, effort, owner or priority.

Claim: two of the documents that are read together belong to one plan or product, both plan the same item (the same id with a word of the
title in common, or the same title of several words), and they give it costs, efforts or numbers of people that cannot both hold, times that
lie apart, other single owners, or other priorities; or one has it done and the other open (a question). Versions of one document and
documents of different years are left out: there the later one is a change. Where most of the shared items differ in the same respect, that
is one finding.

Why it matters: each team follows its own copy of the plan, and they part where nobody looks.

Flagged:

    === harbor-budget.md

    # Harbor budget

    | ID | Package | Cost |
    |---|---|---|
    | W1 | Intake forms | $210K |
    | W2 | Online payments | $340K |

    === harbor-roadmap.md

    # Harbor roadmap

    ### W2. Online payments

    - **Cost**: $430K

Fine:

    === harbor-budget.md

    # Harbor budget

    | ID | Package | Cost |
    |---|---|---|
    | W1 | Intake forms | $210K |
    | W2 | Online payments | $340K |

    === harbor-roadmap.md

    # Harbor roadmap

    ### W2. Online payments

    - **Cost**: $340K
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.model.finding import Severity
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Item, Roadmap
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict.item_field import owner_of, priority_of
from agent.rules.elsewhere import told_otherwise
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.naming import listed, name_of
from agent.rules.reading.period import before, period_of, written
from agent.rules.reading.states import Standing

FIGURES = {"cost": "money", "budget": "money", "investment": "money", "effort": "duration", "duration": "duration", "people": "count"}
STRUCTURED = ("column", "field", "heading", "bullet", "gantt")
MANY = 4  # items that differ in one respect, and more than half of those shared: one finding
NAMED = 3


class Clash(Struct, frozen=True):
    """One respect in which two documents differ about an item: what each says, and where."""

    item: Item
    other: Item
    what: str
    first: str
    second: str
    spans: tuple[Span, Span]
    severity: Severity | None = None


def _find(view: View) -> Iterator[Draft]:
    for other, kinship in view.kin:
        pairs = view.plans.shared_items(view.roadmap, other, whole=kinship == "one")
        clashes: dict[str, list[Clash]] = defaultdict(list)
        for one, their in pairs:
            for clash in _clashes(view, other, one, their):
                clashes[clash.what].append(clash)
        for found in clashes.values():
            if len(found) >= MANY and len(found) * 2 > len(pairs):
                yield _of_many(found, len(pairs))
            else:
                yield from map(_of_one, found)


def _clashes(view: View, other: Roadmap, one: Item, their: Item) -> Iterator[Clash]:
    for attribute, kind in FIGURES.items():
        yield from _figures(one, their, attribute, kind)
    yield from _times(one, their)
    for attribute, read in (("owner", owner_of), ("priority", priority_of)):
        first, second = _only_word(one, attribute), _only_word(their, attribute)
        if first and second and not read(first) & read(second):
            yield Clash(one, their, attribute, _flat(first.text), _flat(second.text), (first.span, second.span))
    yield from _states(one, their, view.plans.standing(view.roadmap).get(one.key), view.plans.standing(other).get(their.key))


def _figures(one: Item, their: Item, attribute: str, kind: str) -> Iterator[Clash]:
    first, second = _figure(one, attribute, kind), _figure(their, attribute, kind)
    if first is None or second is None or (first[1].unit, first[1].per) != (second[1].unit, second[1].per):
        return
    if not allowed(first[1]).meets(allowed(second[1])):
        yield Clash(one, their, attribute, stated_of(first[1]), stated_of(second[1]), (first[0].span, second[0].span))


def _figure(item: Item, attribute: str, kind: str) -> tuple[Fact, Quantity] | None:
    """The one figure that a labelled place gives the item itself."""
    stated = [fact for fact in item.all(attribute) if fact.source in STRUCTURED and _is_plain(fact)]
    found = [(fact, value) for fact in stated for value in fact.quantities if value.kind == kind and not value.change]
    values = {(value.least, value.most, value.unit, value.per) for _, value in found}
    return found[0] if len(values) == 1 and all(fact.label or fact.source != "bullet" for fact in stated) else None


def _is_plain(fact: Fact) -> bool:
    """Whether a fact is of the item itself, as planned: of no part, no variant, not of what has happened."""
    return not fact.subject and not fact.scenario and fact.role != "actual"


def _times(one: Item, their: Item) -> Iterator[Clash]:
    """Times that have no day in common, on the calendar or in the same relative unit."""
    first, second = period_of(one.window), period_of(their.window)
    if one.window and their.window and first and second and (before(first, second) or before(second, first)):
        yield Clash(one, their, "time", written(one.window), written(their.window), (_said(one, one.window), _said(their, their.window)))


def _said(item: Item, window: Window) -> Span:
    """The line that gives an item its time, its own line where the time comes from around it."""
    return next((fact.span for fact in item.facts if window in fact.windows), item.span)


def _only_word(item: Item, attribute: str) -> Fact | None:
    read = owner_of if attribute == "owner" else priority_of
    found = [fact for fact in item.all(attribute) if fact.source in STRUCTURED and read(fact)]
    return found[0] if len({read(fact) for fact in found}) == 1 else None


def _states(one: Item, their: Item, first: Standing | None, second: Standing | None) -> Iterator[Clash]:
    if first and second and {first.state, second.state} == {"done", "open"} and first.span and second.span:
        yield Clash(one, their, "status", first.state, second.state, (first.span, second.span), "question")


def _of_one(clash: Clash) -> Draft:
    return told_otherwise(
        f"{name_of(clash.item)}: {clash.what}",
        clash.first,
        clash.second,
        clash.spans,
        key=f"{clash.item.key}|{clash.what}",
        suggestion=f"make the {clash.what} the same in both documents",
        severity=clash.severity,
    )


def _of_many(clashes: Sequence[Clash], shared: int) -> Draft:
    first = clashes[0]
    path = first.spans[1].path
    names = [name_of(clash.item) for clash in clashes[:NAMED]]
    more = [f"{len(clashes) - NAMED} more"] if len(clashes) > NAMED else []
    return Draft(
        f"{len(clashes)} of {shared} items have another {first.what} in {path}: {listed(names + more)}",
        tuple(span for clash in clashes for span in clash.spans),
        key=f"{first.what}|{path}",
        suggestion=f"say which of the two documents holds, or make the {first.what} of the items the same",
        severity=first.severity,
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


RULE = Rule("RA610", "item-across-documents", "conflict", "question", "computed", _find, __doc__)
