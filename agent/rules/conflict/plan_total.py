"""The budget of the plan is not the total of its table.

Claim: the document states one budget for the whole plan (front matter, a line such as "Total budget"), and the one table or list of all
work ends in another total. Where the work itself adds up to the budget, the total is what is wrong (RA101).
A question where the first lines only say "Budget".

Why it matters: the headline is approved and the table is spent.

Flagged:

    Total budget: $500K

    | ID | Package | Cost |
    |---|---|---|
    | W1 | Intake | $210K |
    | W2 | Payments | $340K |
    | | **Total** | **$550K** |

Fine:

    Total budget: $550K

    | ID | Package | Cost |
    |---|---|---|
    | W1 | Intake | $210K |
    | W2 | Payments | $340K |
    | | **Total** | **$550K** |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agent.extract.facts.amounts import reconciles
from agent.model.finding import Computation, Severity
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Total
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, edit, stated_of
from agent.rules.reading.budgets import DEEPEST, Costed, greatest_total, headline_amount, headline_budgets, is_of_all, says_total

LEAST_PARTS = 2
NEAR = 0.005  # of a difference
FARTHEST = 4.0  # times: a budget that is not called the total may be of a part


def _find(view: View) -> Iterator[Draft]:
    totals = [total for total in view.roadmap.totals if _is_grand(total)]
    headlines = headline_budgets(view.roadmap)
    named = [one for one in headlines if says_total(one[0])]
    if len(named) == 1 and totals:  # several budgets are of several things, and which of them a table lists is a guess
        yield from _judge(view, *named[0], max(totals, key=lambda total: total.value.most), None)
    elif not named and (headlines := headlines or _opening(view)) and (greatest := greatest_total(view.roadmap)):
        fact, value = headlines[0]
        alone = sum(other[0].headings == fact.headings for other in headlines) == 1 and fact.span.line < greatest.stated.span.line
        if alone and 1 / FARTHEST <= value.most / max(greatest.value.most, 1) <= FARTHEST:
            yield from _judge(view, fact, value, greatest, "question")


def _opening(view: View) -> tuple[Costed, ...]:
    """Labelled amounts of the first chapter, one heading deeper than headlines stand: "1.1 Definition of the project"."""
    chapters = [block.text for block in view.document.blocks if block.kind == "heading" and block.depth <= DEEPEST]
    deeper = (replace(fact, headings=fact.headings[:DEEPEST]) for fact in view.roadmap.facts if _opens(fact, chapters))
    return tuple((fact, value) for fact in deeper if is_of_all(fact) and (value := headline_amount(fact)))


def _opens(fact: Fact, chapters: Sequence[str]) -> bool:
    return len(fact.headings) == DEEPEST + 1 and fact.headings[1] in chapters[: DEEPEST + 1] and not fact.item


def _judge(view: View, fact: Fact, value: Quantity, largest: Total, severity: Severity | None) -> Iterator[Draft]:
    stated = [other for total in view.roadmap.totals for other in (total.value, *(part for group in total.groupings for _, part in group))]
    if value.unit != largest.value.unit or any(allowed(value).meets(allowed(other)) for other in stated):
        return
    if any(reconciles(value, parts) for parts in largest.groupings):  # the work comes to the budget: the total alone is wrong, RA101
        return
    if not _is_told(view, fact, value, largest.value):
        yield _draft(fact, value, largest, severity)


def _is_told(view: View, fact: Fact, budget: Quantity, total: Quantity) -> bool:
    """Whether other running text names the difference: "on top come 90,000 in reserve, 1,180,000 in all"."""
    gap = abs(budget.most - total.most)
    told = (
        token.value
        for block in view.document.blocks
        if not block.rows and block.index not in (fact.block, -1) and block.index < len(view.roadmap.tokens)
        for token in view.roadmap.tokens[block.index]
    )
    return any(
        isinstance(one, Quantity) and one.kind == "money" and one.unit == total.unit and not one.per and abs(one.most - gap) <= NEAR * gap
        for one in told
    )


def _is_grand(total: Total) -> bool:
    """A table's own total of costs, of several rows, that no part of the plan owns."""
    parts = max((len(group) for group in total.groupings), default=0)
    return (
        total.measure == "cost"
        and total.basis == "table"
        and not total.stated.item
        and not total.stated.scenario
        and not total.stated.role
        and parts >= LEAST_PARTS
    )


def _draft(fact: Fact, value: Quantity, total: Total, severity: Severity | None) -> Draft:
    stated, summed = stated_of(value), stated_of(total.value)
    return Draft(
        f'"{" ".join(fact.label.split())}" is {stated}, but the table that lists the work comes to {summed}',
        (fact.span, total.stated.span),
        key=f"{fact.label}|{total.stated.label}",
        computation=Computation(formula=f"total of the table = {summed}", expected=summed, stated=stated),
        suggestion=f"{edit(stated, summed)}, or say what the difference is for",
        severity=severity,
    )


RULE = Rule("RA604", "budget-not-the-total", "conflict", "question", "computed", _find, __doc__)
