"""Two documents of one plan state another budget, length, team or date of it.

Claim: two of the documents that are read together are of one plan (their titles name the same, besides saying what kind of document
each is, or they plan much of the same work), and each states one figure of the whole plan: its budget, its length, its team, a date; the
two figures cannot both hold, and neither stands in the other document. Versions of one document, documents of different years and
documents that say they are superseded are left out: there the later one is a change.

Why it matters: a business plan is approved with one budget, and the roadmap is carried out with another.

Flagged:

    === budget.md

    # Harbor budget

    Total budget: $2.4M

    === roadmap.md

    # Harbor roadmap

    Total budget: $3.1M

Fine:

    === budget-2025.md

    # Harbor budget 2025

    Total budget: $2.4M

    === budget-2026.md

    # Harbor budget 2026

    Total budget: $3.1M
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.rules.base import Draft, Rule, View
from agent.rules.elsewhere import told_otherwise
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.period import UNIT_DAYS, before, period_of, written
from agent.rules.reading.wholes import Whole


def _find(view: View) -> Iterator[Draft]:
    own = view.plans.wholes(view.roadmap)
    for other, kinship in view.kin:
        if kinship != "one" or not own:
            continue
        theirs = view.plans.wholes(other)
        for name in dict.fromkeys(whole.name for whole in own):
            one, their = _only(own, name), _only(theirs, name)
            if one and their and _differ(one, their) and not _known(other, one) and not _known(view.roadmap, their):
                yield _draft(one, their)


def _only(wholes: tuple[Whole, ...], name: str) -> Whole | None:
    """The one figure of that name; a document that states several speaks of several things, or contradicts itself."""
    named = [whole for whole in wholes if whole.name == name]
    return named[0] if len({_text(whole) for whole in named}) == 1 else None


def _differ(one: Whole, other: Whole) -> bool:
    if one.value and other.value:
        first, second = _interval(one.value), _interval(other.value)
        same = one.value.kind == other.value.kind and (one.value.kind == "duration" or one.value.unit == other.value.unit)
        return same and first is not None and second is not None and not first.meets(second)
    first_time, second_time = period_of(one.window), period_of(other.window)
    return bool(first_time and second_time and (before(first_time, second_time) or before(second_time, first_time)))


def _interval(value: Quantity) -> Interval | None:
    """What a figure admits; lengths in days."""
    found = allowed(value)
    if value.kind != "duration":
        return found
    days = UNIT_DAYS.get(value.unit)
    return Interval(found.low * days, found.high * days) if days else None


def _known(roadmap: Roadmap, whole: Whole) -> bool:
    """Whether a document has the figure somewhere, too: then it is of something else, or explained."""
    value = whole.value
    if value is None:
        return False
    stated = (quantity for fact in roadmap.facts for quantity in fact.quantities)
    alike = (quantity for quantity in stated if (quantity.kind, quantity.unit) == (value.kind, value.unit))
    return any(abs(quantity.least - value.least) + abs(quantity.most - value.most) <= 1e-6 * abs(value.most) for quantity in alike)


def _text(whole: Whole) -> str:
    return stated_of(whole.value) if whole.value else written(whole.window) if whole.window else ""


def _draft(one: Whole, other: Whole) -> Draft:
    first, second = _text(one), _text(other)
    label = " ".join((one.fact.label or one.fact.subject).split())
    return told_otherwise(
        f'"{label}"',
        first,
        second,
        (one.fact.span, other.fact.span),
        key=one.name,
        suggestion=f"decide between {first} and {second}, or say in what the two documents differ",
    )


RULE = Rule("RA609", "plan-figure-across-documents", "conflict", "question", "computed", _find, __doc__)
