"""A target lies above what the most hopeful scenario reaches, or below what the most cautious one does.

Claim: the plan gives the recurring revenue or the customers of a month in scenarios, and a goal for the same month that names no scenario
is above the optimistic one, or far below the pessimistic one.

Why it matters: the team is measured by a figure that the plan itself does not expect in the best case.

Flagged:

    ## Conservative scenario

    - Month 6: $10K MRR

    ## Optimistic scenario

    - Month 6: $20K MRR

    ## Goals

    - Month 6: $30K MRR

Fine:

    ## Conservative scenario

    - Month 6: $10K MRR

    ## Optimistic scenario

    - Month 6: $20K MRR

    ## Goals

    - Month 6: $15K MRR
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.levels import moment_of
from agent.rules.reading.named import Named

TERMS = frozenset({"mrr", "arr", "payers", "users"})
BEST, WORST = "optimistic", "pessimistic"
NEAR = 0.9  # of the worst scenario: a goal a little below it is cautious
FARTHEST = 40.0  # times: beyond that something else is counted


def _find(view: View) -> Iterator[Draft]:
    for scenario in (BEST, WORST):
        bounds = [figure for figure in view.named if figure.term in TERMS and figure.scenario == scenario and moment_of(figure.window)]
        found: dict[tuple[str, frozenset[str]], list[tuple[Named, Named]]] = defaultdict(list)
        for figure in view.named if bounds else ():
            moment = moment_of(figure.window) if figure.term in TERMS and not figure.scenario else None
            for bound in bounds if moment else ():
                if moment and _is_same(figure, bound) and (at := moment_of(bound.window)) and at.meets(moment):
                    found[figure.term, figure.rest].append((figure, bound))
        for pairs in found.values():
            outside = [(figure, bound) for figure, bound in pairs if _is_outside(figure, bound)]
            if outside and len(outside) == len(pairs):
                yield _draft(outside)


def _is_outside(figure: Named, bound: Named) -> bool:
    """Whether a goal is above the best scenario, or below most of the worst."""
    stated, said = allowed(figure.value), allowed(bound.value)
    return stated.low > said.high if bound.scenario == BEST else said.low / FARTHEST < stated.high < NEAR * said.low


def _is_same(figure: Named, hoped: Named) -> bool:
    """Whether both are of one thing in one currency; a cell seldom repeats the noun that it counts."""
    alike = (figure.term, figure.rest, figure.value.kind) == (hoped.term, hoped.rest, hoped.value.kind)
    return alike and (figure.value.kind == "count" or figure.value.unit == hoped.value.unit)


def _draft(above: list[tuple[Named, Named]]) -> Draft:
    figure, hoped = above[0]
    stated, best = stated_of(figure.value), stated_of(hoped.value)
    name, when = " ".join(figure.name.split()), " ".join(figure.window.text.split()) if figure.window else ""
    side, limit = ("above", "at most") if hoped.scenario == BEST else ("below", "at least")
    more = f" (and {len(above) - 1} more)" if len(above) > 1 else ""
    return Draft(
        f'"{name}" is to be {stated} at {when}, {side} the {best} of the {hoped.scenario} scenario{more}',
        tuple(dict.fromkeys((*(one.span for one, _ in above), *(one.span for _, one in above)))),
        key=f"{name}|{stated}|{best}",
        computation=Computation(formula=f"{stated} {'>' if limit == 'at most' else '<'} {best}", expected=f"{limit} {best}", stated=stated),
        suggestion=f"correct {stated}, or say why the {hoped.scenario} scenario does not bound it",
    )


RULE = Rule("RA216", "beyond-scenarios", "roi", "question", "computed", _find, __doc__)
