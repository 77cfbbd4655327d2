"""A chain of dependencies takes longer than the phase it belongs to.

Claim: items of one phase depend on each other, and their efforts one after the other, even at their lower ends, exceed the length of
the phase (an error); or they fit only at their lower ends (a question). The longest chain of each phase is shown.

Why it matters: no amount of staff shortens a chain; the last item ends after the phase.

Flagged:

    ## Phase 1: Base (Months 0-6)

    ### A1. Accounts

    - **Effort**: 3-4 months
    - **Dependencies**: None

    ### A2. Billing

    - **Effort**: 3-4 months
    - **Dependencies**: A1

    ### A3. Reports

    - **Effort**: 2-3 months
    - **Dependencies**: A2

Fine:

    ## Phase 1: Base (Months 0-6)

    ### A1. Accounts

    - **Effort**: 2-3 months
    - **Dependencies**: None

    ### A2. Billing

    - **Effort**: 2-3 months
    - **Dependencies**: A1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from agent.model.finding import Computation
from agent.model.roadmap import Fact, Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.graph import longest_chain
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.lengths import duration_of, length_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import UNIT_DAYS, written

LEEWAY = 3.0  # days: October to February are five months and 151 days, five mean months 152


class Link(Struct, frozen=True):
    item: Item
    fact: Fact
    days: Interval


def _find(view: View) -> Iterator[Draft]:
    efforts = {
        item.key: Link(item, found[0], found[1]) for item in view.roadmap.items if (found := duration_of(item, "effort", "duration"))
    }
    inside: dict[str, list[Item]] = defaultdict(list)
    for link in efforts.values():
        inside[link.item.parent].append(link.item)
    for phase in view.roadmap.items:
        length = _length(phase) if phase.kind == "phase" else None
        members = tuple(inside.get(phase.key, ()))
        if length is None or len(members) < 2:
            continue
        shortest = longest_chain(view.graph, members, lambda item: efforts[item.key].days.low)
        longest = longest_chain(view.graph, members, lambda item: efforts[item.key].days.high)
        for chain, certain in ((shortest, True), (longest, False)):
            total = summed(efforts[item.key].days for item in chain)
            if len(chain) > 1 and (total.low if certain else total.high) > length + LEEWAY:
                yield _draft(view, phase, length, [efforts[item.key] for item in chain], total, certain=certain)
                break


def _length(phase: Item) -> float | None:
    """The longest that the phase may last, in days; an open end closes at the last gate the phase names."""
    window = phase.window
    if window is None or phase.window_inherited:
        return None
    if (span := length_of(window)) is not None:
        return span.high
    gates = [w.last for fact in phase.facts for w in fact.windows if w.unit == window.unit and w.last is not None and w.first == w.last]
    if window.first is None or not gates or max(gates) <= window.first:
        return None
    return (max(gates) - window.first) * UNIT_DAYS[window.unit]


def _draft(view: View, phase: Item, length: float, chain: list[Link], total: Interval, *, certain: bool) -> Draft:
    names = " → ".join(link.item.id or link.item.title for link in chain)
    months, limit = _months(total), f"{length / UNIT_DAYS['month']:.0f} months"
    window = written(phase.window) if phase.window else ""
    edges = {edge.waiting.key: edge for link in chain for edge in view.graph.needs.get(link.item.key, ())}
    dependencies = [edges[link.item.key].span for link in chain[1:] if link.item.key in edges]
    claim = "does not fit" if certain else "fits only if some of them stay below their upper estimates"
    return Draft(
        f"{names} takes {months} one after the other, which {claim} {name_of(phase)} ({window}, {limit})",
        (chain[-1].fact.span, *(link.fact.span for link in chain[:-1]), *dependencies, _window_place(phase)),
        key=f"{phase.key}|{names}",
        computation=Computation(formula=f"{' + '.join(_terms(chain))} = {months}", expected=f"at most {limit}", stated=months),
        suggestion="start the chain in an earlier phase, shorten it, or lengthen the phase",
        severity=None if certain else "question",
    )


def _window_place(phase: Item) -> Span:
    fact = phase.first("window")
    return fact.span if fact else phase.span


def _terms(chain: list[Link]) -> Iterator[str]:
    return (f"{link.item.id or link.item.title} {_months(link.days)}" for link in chain)


def _months(days: Interval) -> str:
    low, high = days.low / UNIT_DAYS["month"], days.high / UNIT_DAYS["month"]
    return f"{low:.3g} months" if abs(high - low) < 0.05 else f"{low:.3g}-{high:.3g} months"


RULE = Rule("RA403", "chain-longer-than-phase", "schedule", "warning", "computed", _find, __doc__)
