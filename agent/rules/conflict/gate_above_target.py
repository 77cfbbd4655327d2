"""A gate asks for more than the plan aims at.

Claim: a phase gate or exit criterion demands a figure that the target of the same thing, inside the same phase, does not reach: meeting the
target still fails the gate.

Why it matters: the phase cannot end although everything goes to plan.

Flagged:

    ## Phase 1 (months 0-6)

    ### Success metrics

    - 2,000+ active community members

    ## Phase 1 gate (month 6)

    **Go/no-go criteria**:

    - 5,000+ active community members

Fine:

    ## Phase 1 (months 0-6)

    ### Success metrics

    - 2,000+ active community members

    ## Phase 1 gate (month 6)

    **Go/no-go criteria**:

    - 1,500+ active community members
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.facts import canonical_terms
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Roadmap
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.statements import kindred

SHARE = 0.76  # of the words of the shorter text
LEAST_SHARED = 2
ATTRIBUTES = ("metric", "count", "target")


class Aim(Struct, frozen=True):
    """A figure to reach, with the words of its line."""

    fact: Fact
    value: Quantity
    terms: frozenset[str]


def _find(view: View) -> Iterator[Draft]:
    aims = tuple(_aims(view.roadmap))
    targets = [aim for aim in aims if aim.fact.role in ("target", "")]
    for gate in (aim for aim in aims if aim.fact.role == "gate"):
        same = [target for target in targets if _same_thing(view, gate, target)]
        if same and all(target.value.high < gate.value.low for target in same):
            yield _draft(gate, same[0])


def _aims(roadmap: Roadmap) -> Iterator[Aim]:
    """Facts of one figure that belong to an item and are to be reached from below."""
    for fact in roadmap.facts:
        figures = fact.quantities
        if fact.item and fact.attribute in ATTRIBUTES and len(figures) == 1 and figures[0].comparator[0] != "<":
            words = canonical_terms(f"{fact.subject} {fact.text}", roadmap.language)
            yield Aim(fact, figures[0], frozenset(word for word in words if word.isalpha()))


def _same_thing(view: View, gate: Aim, target: Aim) -> bool:
    shared = gate.terms & target.terms
    enough = len(shared) >= LEAST_SHARED and len(shared) >= SHARE * min(len(gate.terms), len(target.terms))
    first, second = gate.value, target.value
    alike = (first.kind, first.unit, first.change, first.per) == (second.kind, second.unit, second.change, second.per)
    return enough and alike and kindred(view.roadmap, gate.fact.item, target.fact.item)


def _draft(gate: Aim, target: Aim) -> Draft:
    asked, aimed = stated_of(gate.value), stated_of(target.value)
    return Draft(
        f'the gate asks for {asked}, but the target "{" ".join(target.fact.text.split())}" is {aimed}: meeting the target fails the gate',
        (gate.fact.span, target.fact.span),
        key=f"{gate.fact.item}|{'|'.join(sorted(gate.terms & target.terms))}",
        suggestion=f"raise the target to {asked} or lower the gate to {aimed}",
    )


RULE = Rule("RA602", "gate-above-target", "conflict", "question", "rule", _find, __doc__)
