"""The phases of a plan cost more than the plan.

Claim: all numbered phases state a budget, the plan states a total, and the phases add up to more. A total above the sum may hold costs
of its own and is left alone.

Why it matters: the money runs out before the last phase.

Flagged:

    # Plan

    ## Overview

    ### Money

    - **Total budget**: $328,000

    ## Phases

    | Phase | Duration | Budget | Focus |
    |---|---|---|---|
    | Phase 1 | 4 weeks | $80K | Base |
    | Phase 2 | 8 weeks | $160K | Reports |
    | Phase 3 | 4 weeks | $155K | Analytics |

Fine:

    # Plan

    ## Overview

    ### Money

    - **Total budget**: $395,000

    ## Phases

    | Phase | Duration | Budget | Focus |
    |---|---|---|---|
    | Phase 1 | 4 weeks | $80K | Base |
    | Phase 2 | 8 weeks | $160K | Reports |
    | Phase 3 | 4 weeks | $155K | Analytics |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, edit, span_of, stated_of, sum_text
from agent.rules.reading.interval import summed

FEWEST = 3
NUMBERED = expression(r"([^\W\d_]+)\s*(\d{1,2})")
NAMES_TOTAL = expression(r"(?:total|overall|gesamt|investimento total|budget total)", re.IGNORECASE)
ROUNDING = 0.02
LARGEST = 3.0  # times the total: beyond that the two do not speak of the same


def _find(view: View) -> Iterator[Draft]:
    totals = [(fact, fact.quantities[0]) for fact in view.roadmap.facts if _is_total(fact)]
    judged = {total.stated.span.line for total in view.roadmap.totals}
    for phases in _series(view.roadmap.items):
        known = [budget for phase in phases if (budget := _budget(phase))]
        if len(known) < max(FEWEST, len(phases)):
            continue
        for fact, total in totals:
            exceeds = summed(allowed(q) for _, q in known).low > allowed(total).high * (1 + ROUNDING)
            cumulative = any(allowed(q).meets(allowed(total)) for _, q in known)  # the last one gives what all have cost by then
            near = not cumulative and sum(q.least for _, q in known) < LARGEST * total.most
            if exceeds and near and fact.span.line not in judged and known[0][1].unit == total.unit:
                yield _draft(fact, total, known)
                break


def _is_total(fact: Fact) -> bool:
    """Whether a fact of no item states what the whole plan costs."""
    if (
        fact.item
        or fact.subject not in ("", fact.label)
        or fact.source == "column"
        or fact.attribute not in ("cost", "total")
        or len(fact.quantities) != 1
    ):
        return False
    meaning = lookup_label(fact.label)
    named = (meaning is not None and meaning.is_total) or bool(NAMES_TOTAL.match(fact.label))
    quantity = fact.quantities[0]
    return named and quantity.kind == "money" and not quantity.per and not fact.scenario and len(fact.headings) <= 3


def _series(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Phases numbered from one with one word, one for each number."""
    series: dict[str, dict[int, Item]] = defaultdict(dict)
    for item in items:
        match = NUMBERED.fullmatch(item.id.strip()) if item.kind == "phase" and not item.parent else None
        if match and (int(match[2]) not in series[match[1].casefold()] or _budget(item)):
            series[match[1].casefold()].setdefault(int(match[2]), item)
    for numbered in series.values():
        if sorted(numbered) == list(range(1, len(numbered) + 1)):
            yield [numbered[at] for at in sorted(numbered)]


def _budget(phase: Item) -> tuple[Fact, Quantity] | None:
    """The one amount of money a phase states as its cost."""
    facts = [fact for fact in phase.all("cost") if not fact.subject and fact.role != "actual"]
    found = {(q.least, q.most): (fact, q) for fact in facts for q in fact.quantities if q.kind == "money"}
    return next(iter(found.values())) if len(found) == 1 else None


def _draft(fact: Fact, total: Quantity, budgets: Sequence[tuple[Fact, Quantity]]) -> Draft:
    computed = span_of(sum(q.least for _, q in budgets), sum(q.most for _, q in budgets), total)
    return Draft(
        f'"{fact.label}" is {stated_of(total)}, but the {len(budgets)} phases add up to {computed}',
        (fact.span, *(budget.span for budget, _ in budgets)),
        key=fact.label,
        computation=Computation(formula=sum_text((q for _, q in budgets), computed), expected=computed, stated=stated_of(total)),
        suggestion=f"{edit(stated_of(total), computed)}, or cut the phases",
    )


RULE = Rule("RA110", "phases-exceed-total", "arithmetic", "warning", "computed", _find, __doc__)
