"""What the parts of something may spend is more than the line of the budget that is for it.

Claim: sections side by side below a heading ("Marketing campaigns") have a budget each, a list or table of costs has one amount for what
the heading names ("Marketing: $50,000 (Year 1)"), and the budgets, of those that fall in that year where the line names one, are more.

Why it matters: the last campaign of the year will find no money.

Flagged:

    ## Marketing campaigns

    ### Launch (Month 6)
    - **Budget**: $25,000

    ### Back to school (Month 8)
    - **Budget**: $30,000

    ### Spring (Month 13)
    - **Budget**: $35,000

    ## Costs

    - **Development**: $150,000 (Year 1)
    - **Marketing**: $50,000 (Year 1)

Fine:

    ## Marketing campaigns

    ### Launch (Month 6)
    - **Budget**: $25,000

    ### Back to school (Month 8)
    - **Budget**: $20,000

    ### Spring (Month 13)
    - **Budget**: $35,000

    ## Costs

    - **Development**: $150,000 (Year 1)
    - **Marketing**: $50,000 (Year 1)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, stated_of
from agent.rules.reading.levels import moment_of
from agent.rules.reading.records import Field
from agent.rules.reading.vocabulary import pattern

COSTS = expression(
    r"\bcost|budget|spend|expens|kosten|ausgab|coût|cout|dépens|presupuest|\bcoste|gasto|custo|despes|orçament|費用|予算|コスト|成本|费用|预算",
    re.IGNORECASE,
)
FEWEST = 2
ROUNDING = 0.05
FARTHEST = 10.0
YEAR = 12.0


class Spent(Struct, frozen=True):
    """The budget of one of several parts, and the month in which it ends."""

    value: Quantity
    line: int
    month: float | None


class Allotted(Struct, frozen=True):
    """An amount for something, by the stems of its name, with the year that it is for."""

    label: str
    terms: frozenset[str]
    value: Quantity
    line: int
    section: int | None
    year: float | None


def _find(view: View) -> Iterator[Draft]:
    parts = {above: spent for above, spent in _parts(view).items() if len(spent) >= FEWEST}
    if not parts:
        return
    blocks = view.document.blocks
    for allotted in _allotted(view):
        for above, spent in parts.items():
            named = frozenset(canonical_terms(blocks[above].text, view.roadmap.language))
            if allotted.terms <= named and not _inside(blocks, allotted.section, above) and (draft := _judge(view, allotted, spent)):
                yield draft


def _parts(view: View) -> Mapping[int, list[Spent]]:
    """The one budget that each section states, by the heading above the sections."""
    blocks = view.document.blocks
    stated: dict[int, list[Field]] = defaultdict(list)
    for field in view.fields:
        if field.section is not None and _is_amount(field.quantity) and pattern("budget_label").fullmatch(field.label.strip()):
            stated[field.section].append(field)
    found: dict[int, list[Spent]] = defaultdict(list)
    for section, fields in stated.items():
        above = blocks[section].section
        if above is not None and len(fields) == 1:
            tokens = view.scanned.tokens[section]
            windows = [token.value for token in tokens if isinstance(token.value, Window)]
            moment = moment_of(windows[0]) if len(windows) == 1 else None
            found[above].append(Spent(fields[0].quantity, fields[0].line, moment.at if moment and not moment.dated else None))
    return found


def _allotted(view: View) -> Iterator[Allotted]:
    """The amounts that lines below a heading of costs state for something, with the year of the line."""
    language, blocks = view.roadmap.language, view.document.blocks
    costs = {block.index for block in blocks if block.kind == "heading" and COSTS.search(block.text)}
    fields = [field for field in view.fields if field.section in costs and _is_amount(field.quantity)]
    lines = {field.line for field in fields}
    windows = {sentence.line: sentence.windows for sentence in view.sentences if sentence.line in lines} if lines else {}
    for field in fields:
        terms, told = frozenset(canonical_terms(field.label, language)), windows.get(field.line, ())
        year = _year(told[0]) if len(told) == 1 else None
        if terms and (not told or year is not None) and not pattern("budget_label").fullmatch(field.label.strip()):
            yield Allotted(field.label, terms, field.quantity, field.line, field.section, year)


def _year(window: Window) -> float | None:
    return float(window.last) if window.unit == "year" and window.last is not None and window.first == window.last else None


def _is_amount(value: Quantity) -> bool:
    return value.kind == "money" and not value.per and not value.change and value.least > 0 and value.comparator in ("=", "~", "<=")


def _inside(blocks: Sequence[Block], section: int | None, above: int) -> bool:
    while section is not None:
        if section == above:
            return True
        section = blocks[section].section
    return False


def _judge(view: View, allotted: Allotted, spent: Sequence[Spent]) -> Draft | None:
    year = allotted.year
    if year is not None and any(one.month is None for one in spent):
        return None
    own = [one for one in spent if year is None or (one.month is not None and YEAR * (year - 1) < one.month <= YEAR * year)]
    if len(own) < FEWEST or {one.value.unit for one in own} != {allotted.value.unit}:
        return None
    made = sum(one.value.least for one in own)
    if not allotted.value.most * (1 + ROUNDING) < made <= allotted.value.most * FARTHEST:
        return None
    total, stated = amount(made, allotted.value), stated_of(allotted.value)
    formula = " + ".join(stated_of(one.value) for one in own)
    of_year = f" of year {year:g}" if year is not None else ""
    return Draft(
        f'the {len(own)} budgets{of_year} make {total}, but "{allotted.label}" is {stated}',
        (view.document.span(allotted.line), *(view.document.span(one.line) for one in own)),
        key=f"{allotted.label}|{stated}",
        computation=Computation(formula=f"{formula} = {total}", expected=f"at least {total}", stated=stated),
        suggestion=f"change {stated} to {total}, or spend less on one of the {len(own)}",
    )


RULE = Rule("RA168", "budgets-of-line", "arithmetic", "question", "computed", _find, __doc__)
