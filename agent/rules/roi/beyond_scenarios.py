"""A target lies above what the most hopeful scenario reaches.

Claim: the plan gives the recurring revenue or the paying customers of a month in scenarios, one of them the optimistic, and a goal for the
same month that names no scenario is above it.

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
BEST = "optimistic"


def _find(view: View) -> Iterator[Draft]:
    best = [figure for figure in view.named if figure.term in TERMS and figure.scenario == BEST and moment_of(figure.window)]
    found: dict[tuple[str, frozenset[str]], list[tuple[Named, Named]]] = defaultdict(list)
    for figure in view.named if best else ():
        moment = moment_of(figure.window) if figure.term in TERMS and not figure.scenario else None
        for hoped in best if moment else ():
            if moment and _is_same(figure, hoped) and (at := moment_of(hoped.window)) and at.meets(moment):
                found[figure.term, figure.rest].append((figure, hoped))
    for pairs in found.values():
        above = [(figure, hoped) for figure, hoped in pairs if allowed(figure.value).low > allowed(hoped.value).high]
        if above and len(above) == len(pairs):
            yield _draft(above)


def _is_same(figure: Named, hoped: Named) -> bool:
    """Whether both are of one thing in one currency; a cell seldom repeats the noun that it counts."""
    alike = (figure.term, figure.rest, figure.value.kind) == (hoped.term, hoped.rest, hoped.value.kind)
    return alike and (figure.value.kind == "count" or figure.value.unit == hoped.value.unit)


def _draft(above: list[tuple[Named, Named]]) -> Draft:
    figure, hoped = above[0]
    stated, best = stated_of(figure.value), stated_of(hoped.value)
    name, when = " ".join(figure.name.split()), " ".join(figure.window.text.split()) if figure.window else ""
    more = f" (and {len(above) - 1} more)" if len(above) > 1 else ""
    return Draft(
        f'"{name}" is to be {stated} at {when}, above the {best} of the optimistic scenario{more}',
        tuple(dict.fromkeys((*(one.span for one, _ in above), *(one.span for _, one in above)))),
        key=f"{name}|{stated}|{best}",
        computation=Computation(formula=f"{stated} > {best}", expected=f"at most {best}", stated=stated),
        suggestion=f"lower {stated}, or say why the optimistic scenario does not reach it",
    )


RULE = Rule("RA216", "beyond-scenarios", "roi", "question", "computed", _find, __doc__)
