"""So many units at the price of each do not make the amount that stands for them.

Claim: a line says how many of something there are and what one of them costs, and the item it belongs to has a budget that all of them
exceed ("440 tablets at £310 each" under a budget of £130k); or a line of labels has a number, a price and an amount that is not their
product, in no reading of the period.

Why it matters: what is ordered cannot be paid, or what is earned is not what is planned with.

Flagged:

    ### Ward tablets

    - **Budget**: £130k
    - **What it buys**: 440 tablets at £310 each

Fine:

    ### Ward tablets

    - **Budget**: £140k
    - **What it buys**: 440 tablets at £310 each
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.lines import READ, TextLine, by_line
from agent.rules.reading.passages import is_slip
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.records import Field
from agent.rules.reading.vocabulary import pattern

AT = expression(r"(?:\bat|\bzu(?: je)?|\bje|\bà|\ba|@|単価|单价|[1一]\w{1,2}(?:あたり)?)\W{0,3}$", re.IGNORECASE)
REACH = 24  # characters between the units and their price
LEAST_UNITS = 2
ROUNDING = 0.005
NEAREST, FARTHEST = 0.4, 2.5  # beyond that the amount is of something else
FACTORS = (1.0, 12.0, 1 / 12, 4.0, 3.0, 52.0)
KINDS = frozenset({"count", "money"})
COSTS = frozenset({"cost", "budget"})


class Bought(Struct, frozen=True):
    """So many units at one price, with the words that say so."""

    count: Quantity
    price: Quantity
    text: str

    @property
    def made(self) -> Interval:
        return Interval(self.count.least * self.price.least, self.count.most * self.price.most)


class Budget(Struct, frozen=True):
    """What an item or a section may cost, and where it says so: `item` is a key, `section` the block of a heading."""

    value: Quantity
    place: Span
    item: str
    section: int | None


def _find(view: View) -> Iterator[Draft]:
    yield from _labelled(view)
    budgets = _budgets(view)
    for line in _priced_lines(view.scanned) if budgets else ():
        bought = tuple(_bought(line))
        budget = _around(view.roadmap, budgets, line) if bought else None
        if budget and (draft := _exceeds(view, line, bought, budget)):
            yield draft


def _priced_lines(roadmap: Roadmap) -> Iterator[TextLine]:
    """The lines that hold an amount and count something."""
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind in READ and {token.value.kind for token in tokens if isinstance(token.value, Quantity)} >= KINDS:
            for at, text, own in by_line(block.text, tokens):
                if {token.value.kind for token in own if isinstance(token.value, Quantity)} >= KINDS:
                    yield TextLine(text, block.line + at, block.index, block.section, "", own)


def _budgets(view: View) -> tuple[Budget, ...]:
    """The one amount that each item costs, and that each section states, where it states one only."""
    found = [budget for item in view.roadmap.items if item.kind != "phase" and (budget := _budget(item)) is not None]
    stated: dict[int | None, list[Field]] = {}
    for field in view.fields:
        if field.quantity.kind == "money" and not field.quantity.per and pattern("budget_label").fullmatch(field.label.strip()):
            stated.setdefault(field.section, []).append(field)
    for section, fields in stated.items():
        if len(fields) == 1 and section is not None:
            found.append(Budget(fields[0].quantity, view.document.span(fields[0].line), "", section))
    return tuple(found)


def _bought(line: TextLine) -> Iterator[Bought]:
    """The units of a line with the price behind each."""
    figures = [token for token in line.tokens if isinstance(token.value, Quantity)]
    before: Token | None = None
    for token in figures:
        value = token.value
        if not isinstance(value, Quantity):
            continue
        if value.kind == "count" and value.unit and value.most >= LEAST_UNITS and not value.is_range and not value.change:
            before = token
        elif value.kind == "money" and before is not None:
            if _is_price(line.text, before, token, value) and isinstance(before.value, Quantity):
                yield Bought(before.value, value, line.text[before.start : token.end])
            before = None


def _is_price(text: str, units: Token, token: Token, value: Quantity) -> bool:
    """Whether an amount is the price of each of the units before it."""
    between = text[units.end : token.start]
    if len(between) > REACH or (value.per and value.per in UNIT_DAYS):
        return False
    return bool(value.per) or bool(AT.search(between)) or bool(pattern("apiece").match(text[token.end :].lstrip(" ,")))


def _budget(item: Item) -> Budget | None:
    """The one amount that an item costs."""
    facts = [fact for fact in item.facts if fact.attribute in COSTS and len(fact.quantities) == 1 and not fact.scenario]
    amounts = {fact.quantities[0] for fact in facts}
    found = [value for value in amounts if value.kind == "money" and not value.per and not value.change and not value.is_range]
    return Budget(found[0], facts[0].span, item.key, None) if len(found) == len(amounts) == 1 else None


def _around(roadmap: Roadmap, budgets: Sequence[Budget], line: TextLine) -> Budget | None:
    """The budget of the innermost item whose lines hold a line, or else of its section; a phase has one for more than one thing."""
    inner = [item for item in roadmap.items if item.span.line <= line.line <= item.end_line]
    nearest = max(inner, key=lambda item: (item.span.line, -item.end_line), default=None)
    own = next((budget for budget in budgets if nearest and budget.item == nearest.key), None)
    return own or next((budget for budget in budgets if budget.section is not None and budget.section == line.section), None)


def _exceeds(view: View, line: TextLine, bought: Sequence[Bought], budget: Budget) -> Draft | None:
    cost = budget.value
    if {one.price.unit for one in bought} != {cost.unit} or cost.comparator in ("<", ">", ">="):
        return None
    made = Interval(sum(one.made.low for one in bought), sum(one.made.high for one in bought))
    limit = allowed(cost)
    over = made.low > limit.high * (1 + ROUNDING)
    if not (over or is_slip(made.high, cost.most)) or not NEAREST <= made.high / max(cost.most, 1.0) <= FARTHEST:
        return None
    sums = " + ".join(f"{number(one.count.most)} x {stated_of(one.price)}" for one in bought)
    total, said = amount(made.high, cost), stated_of(cost)
    return Draft(
        f"{sums} make {total}, but the budget is {said}",
        (view.document.span(line.line), budget.place),
        key=f"{budget.item}|{sums}",
        computation=Computation(formula=f"{sums} = {total}", expected=total, stated=said),
        suggestion=f"correct the numbers or {said}",
    )


def _labelled(view: View) -> Iterator[Draft]:
    """Lines of labels with a number, a price and an amount."""
    lines: dict[int, list[Field]] = {}
    for field in view.fields:
        lines.setdefault(field.line, []).append(field)
    for line, fields in lines.items():
        if len(fields) > LEAST_UNITS:
            yield from _judged(view, line, fields)


def _judged(view: View, line: int, fields: Sequence[Field]) -> Iterator[Draft]:
    money = [field for field in fields if field.quantity.kind == "money"]
    prices = [field for field in money if pattern("price_label").search(field.label)]
    counts = [
        field for field in fields if field.quantity.kind == "count" and (field.quantity.unit or pattern("units_label").search(field.label))
    ]
    results = [field for field in money if field not in prices and pattern("amount_label").search(field.label)]
    if len(prices) != 1 or len(counts) != 1 or len(results) != 1 or results[0].quantity.unit != prices[0].quantity.unit:
        return
    count, price, result = counts[0].quantity, prices[0].quantity, results[0].quantity
    if any(value.is_range or value.change or not value.most for value in (count, price, result)):
        return
    made = Interval(count.low * price.low, count.high * price.high)
    if any(made.scaled(factor).meets(allowed(result)) for factor in FACTORS):
        return
    product = count.most * price.most
    if not NEAREST <= result.most / product <= FARTHEST:
        return
    expected, said = amount(product, result), stated_of(result)
    formula = f"{number(count.most)} x {stated_of(price)} = {expected}"
    yield Draft(
        f"{formula}, but {said} is stated",
        (view.document.span(line),),
        key=formula,
        computation=Computation(formula=formula, expected=expected, stated=said),
        suggestion=f"correct the number, the price or {said}",
    )


RULE = Rule("RA154", "units-and-price", "arithmetic", "question", "computed", _find, __doc__)
