"""A count that is to grow is planned lower at a later time.

Claim: one list or table says how many users or paying customers there are to be, or how much recurs, at the months or years of the plan;
from one of them to the next it falls, and it grows from all others. Scenarios are held apart; what is dated, and may have happened, is
left out.

Why it matters: the later figure is left over from an earlier plan, or two rows were swapped.

Flagged:

    ## Goals

    - Month 6: 4,000 buyers
    - Month 12: 12,000 buyers
    - Month 24: 9,000 buyers

Fine:

    ## Goals

    - Month 6: 4,000 buyers
    - Month 12: 12,000 buyers
    - Month 24: 19,000 buyers
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.levels import moment_of
from agent.rules.reading.named import Named
from agent.rules.reading.period import written

TERMS = frozenset({"users", "payers", "mrr", "arr"})
FEWEST = 3  # figures: of two, either may be meant
ROUNDING = 0.02


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[object, ...], list[tuple[float, Named]]] = defaultdict(list)
    for one in view.named:
        moment = moment_of(one.window) if one.term in TERMS and not one.value.change else None
        if moment is not None and not moment.dated and one.value.comparator not in ("<", "<="):
            groups[one.term, one.rest, one.scenario, one.section, one.place[0], one.value.unit].append((moment.at, one))
    for figures in groups.values():
        if len(figures) >= FEWEST:
            yield from _falls(sorted(figures, key=lambda figure: figure[0]))


def _falls(figures: Sequence[tuple[float, Named]]) -> Iterator[Draft]:
    times = [at for at, _ in figures]
    if len(set(times)) < len(times):
        return  # two of one time are of two things
    falls = [(one, other) for (_, one), (_, other) in pairwise(figures) if _is_less(other, one)]
    grows = sum(_is_less(one, other) for (_, one), (_, other) in pairwise(figures))
    if len(falls) == 1 and grows == len(figures) - 2:
        yield _draft(*falls[0])


def _is_less(one: Named, other: Named) -> bool:
    return allowed(one.value).high < allowed(other.value).low * (1 - ROUNDING)


def _draft(earlier: Named, later: Named) -> Draft:
    first, second = stated_of(earlier.value), stated_of(later.value)
    name = " ".join(later.name.split())
    when, before = (written(one.window) if one.window else "" for one in (later, earlier))
    return Draft(
        f'"{name}" is to be {second} at {when}, less than the {first} at {before}',
        tuple(dict.fromkeys((later.span, earlier.span))),
        key=f"{name}|{first}|{second}",
        computation=Computation(formula=f"{second} < {first}", expected=f"at least {first}", stated=second),
        suggestion=f"correct {second} or {first}, or say why it falls",
    )


RULE = Rule("RA634", "falling-target", "conflict", "question", "computed", _find, __doc__)
