"""What all parts of a plan are said to cost is not what they cost.

Claim: a sentence, heading or field says what "all four phases", "the three stages", everything or the whole section come to, or what
the budget of the plan is; the phases, sections, entries or numbered sentences that it speaks of each state an amount, themselves or in
a list below them, and these make another sum. No other grouping gives the stated one, and no other amount or percentage of the document
explains the difference. A budget that does not say of what it is the sum is a question.

Why it matters: one of the parts was changed, and the total that was approved was not.

Flagged:

    ## Phase 1: Survey

    - Boats (€90,000)
    - Sensors (€45,000)

    ## Phase 2: Harbour

    - Pontoons (€120,000)

    ## Phase 3: Market

    - Stalls (€80,000)

    ## Money

    All three phases together cost €355,000.

Fine:

    ## Phase 1: Survey

    - Boats (€90,000)
    - Sensors (€45,000)

    ## Phase 2: Harbour

    - Pontoons (€120,000)

    ## Phase 3: Market

    - Stalls (€80,000)

    ## Money

    All three phases together cost €335,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import hypot

from msgspec import Struct

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.arithmetic import lines_and_total, phases, sum_of_list, total, total_above
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.breakdowns import WORK, Breakdown, Reader, Sort, is_priced, is_result
from agent.rules.reading.interval import Interval
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.spoken import values_in
from agent.rules.reading.vocabulary import pattern

NEAREST, FARTHEST = 0.6, 1.6
ROUNDING = 0.006
FEWEST_OF_BUDGET = 3
LEAST_SHARE = 0.05  # of a reserve on top
LARGEST_REST = 0.5  # of the sum: what else the stated amount may hold
SHOWN = 12
LONGEST = 220  # characters of a statement
READ = frozenset({"paragraph", "item", "heading", "footnote"})


class Statement(Struct, frozen=True):
    """A stated sum: how many parts it names (0 for none), whether it calls itself all, and where it stands."""

    value: Quantity
    span: Span
    line: int
    section: int | None
    block: int
    parts: int
    all: bool
    purse: bool
    heading: bool


def _find(view: View) -> Iterator[Draft]:
    rules = (total.RULE, sum_of_list.RULE, total_above.RULE, phases.RULE, lines_and_total.RULE)
    told = {draft.evidence[0].line for rule in rules for draft in view.drafts(rule)}
    for sort in _sorts(view):
        statements = [one for one in _statements(view, sort) if one.line not in told]
        if not statements:
            continue
        breakdowns = list(Reader(view.document.blocks, view.sentences, view.roadmap.language, sort).breakdowns())
        everything = _amounts(view, sort)
        for statement in statements:
            draft = _judge(view, statement, breakdowns, everything)
            if draft:
                yield draft


def _sorts(view: View) -> tuple[Sort, ...]:
    """The currencies and units of work in which at least three amounts stand."""
    counted: dict[Sort, int] = {}
    for sentence in view.stating("money", "duration"):
        for quantity in sentence.quantities if sentence.kind != "cell" else ():
            if quantity.kind == "money" or (quantity.kind == "duration" and quantity.unit in WORK):
                sort = Sort(quantity.kind, quantity.unit)
                counted[sort] = counted.get(sort, 0) + 1
    return tuple(sort for sort, number in counted.items() if number >= FEWEST_OF_BUDGET)


def _amounts(view: View, sort: Sort) -> list[Quantity]:
    tokens = [token.value for tokens in (*view.scanned.tokens, *view.scanned.cells.values()) for token in tokens]
    return [value for value in tokens if isinstance(value, Quantity) and (sort.has(value) or value.kind == "percent")]


def _statements(view: View, sort: Sort) -> Iterator[Statement]:
    for key, _text, line in view.document.metadata:
        quantities = _of_metadata(view, line, sort)
        if pattern("budget_keys").fullmatch(key) and len(quantities) == 1:
            yield Statement(quantities[0], view.document.span(line), line, None, -1, 0, False, True, False)
    for sentence in view.saying("all_of_it", "purse", "in_all"):
        if sentence.kind not in READ or len(sentence.text) > LONGEST:
            continue
        values = values_in(sentence, view.roadmap.language)
        money = [value for value in values if sort.has(value.quantity) and not is_priced(sentence.text, value)]
        if len(money) > 1:
            money = [value for value in money if is_result(sentence.text, value, money)] or money[:1]
        if len(money) != 1 or pattern("some_of").search(sentence.text) or pattern("brings_in").search(sentence.text):
            continue
        stated = money[0]
        front = sentence.text[: stated.end + 24]
        counts = [
            v for v in values if v.kind in ("count", "duration") and v.end <= stated.start and 2 <= v.most <= 12 and v.most == int(v.most)
        ]
        parts = int(counts[-1].most) if counts and pattern("all_of_it").search(front) else 0
        block = view.document.blocks[sentence.block]
        yield Statement(
            stated.quantity,
            span_of_sentence(view.scanned, sentence),
            sentence.line + sentence.text.count("\n", 0, stated.start),
            sentence.block if block.kind == "heading" else block.section,
            sentence.block,
            parts,
            bool(pattern("in_all").search(front) or pattern("all_of_it").search(front)),
            bool(pattern("purse").search(front)),
            block.kind == "heading",
        )


def _of_metadata(view: View, line: int, sort: Sort) -> list[Quantity]:
    for block, tokens in zip(view.document.blocks, view.scanned.tokens, strict=False):
        if block.line <= line <= block.end_line:
            return [t.value for t in tokens if isinstance(t.value, Quantity) and sort.has(t.value) and block.line_at(t.start) == line]
    return []


def _judge(view: View, statement: Statement, breakdowns: Sequence[Breakdown], everything: Sequence[Quantity]) -> Draft | None:
    if statement.value.comparator != "=":
        return None
    stated = allowed(statement.value)
    wide = Interval(stated.low * (1 - ROUNDING), stated.high * (1 + ROUNDING))
    free = [one for one in breakdowns if statement.line not in one.lines]
    if any(_meets(one, statement.value) for one in free) or _joined(free, wide):
        return None
    meant = [one for one in free if NEAREST <= statement.value.most / one.most <= FARTHEST and _speaks_of(view, statement, one)]
    if not meant:
        return None
    one = min(meant, key=lambda each: (abs(each.section != statement.section), abs(each.last_line - statement.line)))
    if any(portion.amount.meets(wide) for portion in one.portions) or _explained(one, wide, everything):
        return None
    return _draft(view, statement, one)


def _meets(one: Breakdown, value: Quantity) -> bool:
    """Whether a sum is a stated amount as far as rounding goes."""
    return abs(one.most - value.most) <= hypot(one.width, (value.high - value.low) / 2) + ROUNDING * value.most


def _speaks_of(view: View, statement: Statement, one: Breakdown) -> bool:
    """Whether a statement is of these parts: of so many, of all in its section, of the section that it heads, of the plan."""
    if not one.complete and not (statement.all and not statement.parts):
        return False
    if statement.parts:
        return statement.parts == len(one.portions)
    if one.kind == "nested":
        return False
    own = one.section == statement.section
    if statement.all and own and len(one.portions) >= 2 and one.kind != "headings":
        near = one.last_line < statement.line or statement.heading or statement.line < one.portions[0].line
        return near and one.complete
    if statement.purse and not statement.heading and one.kind == "headings" and one.complete and len(one.portions) >= FEWEST_OF_BUDGET:
        return not _inside(statement, one) and _is_above(view, statement, one)
    wide = one.kind in ("headings", "lines") and one.complete and len(one.portions) >= FEWEST_OF_BUDGET
    return statement.all and wide and not statement.heading and not _inside(statement, one) and _is_above(view, statement, one)


def _is_above(view: View, statement: Statement, one: Breakdown) -> bool:
    """Whether a statement stands in a section that is beside or above that of the parts: what it says may be of all of them."""
    blocks = view.document.blocks
    parent = None if statement.section is None else blocks[statement.section].section
    at = one.section
    while at is not None and at not in (parent, statement.section):
        at = blocks[at].section
    return at is not None or parent is None


def _inside(statement: Statement, one: Breakdown) -> bool:
    """Whether a statement stands within one of the parts."""
    return one.first_line <= statement.line <= one.last_line


def _joined(breakdowns: Sequence[Breakdown], wide: Interval) -> bool:
    """Whether two groups of the document together, or all lists of it, give the amount."""
    if any((one.total + other.total).meets(wide) for one, other in combinations(breakdowns[:20], 2)):
        return True
    for kind in ("items", "lines"):
        some = [one for one in breakdowns if one.kind == kind]
        if len(some) > 1 and Interval(sum(o.total.low for o in some), sum(o.total.high for o in some)).meets(wide):
            return True
    return False


def _explained(one: Breakdown, wide: Interval, everything: Sequence[Quantity]) -> bool:
    """Whether the sum with a percentage on top, or with or without another amount of the document, is the stated one."""
    whole = one.total
    percents = {quantity.most / 100 for quantity in everything if quantity.kind == "percent"}
    if any(whole.scaled(1 + share).meets(wide) for share in percents if LEAST_SHARE <= share < 1):
        return True
    own = {leaf for portion in one.portions for leaf in (portion.most, *portion.leaves)}
    others = {quantity.most for quantity in everything if quantity.kind != "percent" and quantity.most not in own}
    rest = Interval(wide.low - whole.high, wide.high - whole.low)
    return rest.low > 0 and any(rest.low <= other <= rest.high for other in others if other < whole.low * LARGEST_REST)


def _draft(view: View, statement: Statement, one: Breakdown) -> Draft:
    expected, stated = amount(one.most, statement.value), stated_of(statement.value)
    shown = " + ".join(amount(portion.most, statement.value) for portion in one.portions[:SHOWN])
    formula = f"{shown} = {expected}" if len(one.portions) <= SHOWN else f"{len(one.portions)} amounts = {expected}"
    lines = [line for portion in one.portions for line in portion.lines]
    return Draft(
        f"{stated} is stated for all of it, but the {len(one.portions)} parts add up to {expected}",
        (statement.span, *(view.document.span(line) for line in dict.fromkeys(lines))),
        key=f"{stated}|{formula}",
        computation=Computation(formula=formula, expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the {len(one.portions)} parts",
    )


RULE = Rule("RA160", "all-of-the-plan", "arithmetic", "question", "computed", _find, __doc__)
