"""Annual recurring revenue is not twelve times the monthly one.

Claim: one list, one row or one line gives recurring revenue a month (MRR) and a year (ARR) for the same time, and the second is not twelve
times the first.

Why it matters: the two are one figure in two units; whoever computes with the wrong one plans too much or too little.

Flagged:

    ## Revenue targets

    - MRR: $50K
    - ARR: $500K

Fine:

    ## Revenue targets

    - MRR: $50K
    - ARR: $600K
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.named import Named as Figure
from agent.rules.reading.naming import further
from agent.rules.reading.remarks import Remark
from agent.rules.reading.statements import time_of_window
from agent.rules.reading.vocabulary import pattern

MONTHLY, ANNUAL = "MRR", "ARR"
TERMS = ("mrr", "arr")
MONTHS = 12
ROUNDING = 0.03
FARTHEST = 4.0  # times, between rows of a table
CLOSE = 4  # lines between the two

LABELLED = expression(r"\W*[^\W\d][^:：()（）\d|]{1,40}[:：][^()（）]*$")  # not "50 Enterprise customers ($2.5M ARR)"
WORD = expression(r"\b(?:MRR|ARR)\b")

Named = tuple[Fact, Quantity]
Stated = tuple[Span, Quantity]


def _find(view: View) -> Iterator[Draft]:
    places: dict[tuple[object, ...], dict[str, list[Named]]] = defaultdict(lambda: defaultdict(list))
    for fact in view.roadmap.facts:
        money = [quantity for quantity in fact.quantities if quantity.kind == "money" and not quantity.change]
        told = fact.source in ("field", "column", "front_matter")
        name = _name(view, fact) if told and len(money) == len(fact.quantities) == 1 else ""
        if name:
            row = fact.span.line if fact.source == "column" else -1
            places[fact.headings, fact.scenario, fact.item, fact.role, time_of_window(fact.window), row][name].append((fact, money[0]))
    drafts: list[Draft] = []
    for named in places.values():
        month, year = named[MONTHLY], named[ANNUAL]
        if len(month) == len(year) == 1:
            drafts += _judge((month[0][0].span, month[0][1]), (year[0][0].span, year[0][1]), year[0][0].item)
    for remark in view.remarks:
        drafts += _in_line(remark)
    yield from drafts
    lines = {span.line for draft in drafts for span in draft.evidence}
    yield from (draft for draft in _in_lists(view) if not lines & {span.line for span in draft.evidence})
    yield from _in_columns(view)


def _in_lists(view: View) -> Iterator[Draft]:
    """Lines of a section, close together, that give both for the same time under a name that says more: "ARR run rate"."""
    lists: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in view.named:
        told = figure.term in TERMS and figure.place[0] == "lines" and figure.value.comparator in ("=", "~")
        if told and LABELLED.match(view.document.lines[figure.span.line - 1]):
            lists[figure.place, figure.rest, figure.scenario, time_of_window(figure.window)][figure.term].append(figure)
    for named in lists.values():
        months, years = named[TERMS[0]], named[TERMS[1]]
        if len(months) != 1 or len(years) != 1 or pattern("averages").search(months[0].name):
            continue
        if abs(months[0].span.line - years[0].span.line) <= CLOSE and _is_near(months[0].value, years[0].value):
            yield from _judge((months[0].span, months[0].value), (years[0].span, years[0].value), "")


def _in_columns(view: View) -> Iterator[Draft]:
    """Rows of a table that give both for the same times: its first column speaks for all."""
    columns: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in view.named:
        if figure.term in TERMS and figure.place[1:2] == ("column",):
            columns[(*figure.place, figure.rest, figure.scenario)][figure.term].append(figure)
    found: dict[object, list[Draft]] = defaultdict(list)
    for place, named in columns.items():
        months, years = named[TERMS[0]], named[TERMS[1]]
        if len(months) == len(years) == 1 and not pattern("averages").search(months[0].name) and _is_near(months[0].value, years[0].value):
            found[place[0]] += _judge((months[0].span, months[0].value), (years[0].span, years[0].value), "")
    for drafts in found.values():
        more = f" (and so in {further(len(drafts) - 1, 'column')})" if len(drafts) > 1 else ""
        for draft in drafts[:1]:
            yield replace(
                draft, message=draft.message + more, evidence=tuple(dict.fromkeys(span for one in drafts for span in one.evidence))
            )


def _is_near(month: Quantity, year: Quantity) -> bool:
    """Whether a year may be meant for that of a month: an ARR thousands of times the MRR is that of all customers."""
    return month.most > 0 and 1 / FARTHEST <= year.most / (MONTHS * month.most) <= FARTHEST


def _in_line(remark: Remark) -> Iterator[Draft]:
    """ "$20K MRR → $240K ARR": two amounts of one time, each with its name."""
    if MONTHLY not in remark.text or ANNUAL not in remark.text:
        return
    tokens = [token for token in remark.tokens if isinstance(token.value, Quantity) and token.value.kind == "money"]
    words = list(WORD.finditer(remark.text)) if len(tokens) == len((MONTHLY, ANNUAL)) else []
    times = sum(isinstance(token.value, Window) for token in remark.tokens)
    if any(remark.text[word.end() : word.end() + 1] == "+" for word in words):
        return  # "$100K MRR = $1M ARR+"
    if times > 1 or sorted(word[0] for word in words) != [ANNUAL, MONTHLY]:
        return
    behind = all(token.end <= word.start() for token, word in zip(tokens, words, strict=True))
    between = tokens[0].end <= words[0].start() and words[0].end() <= tokens[1].start
    ahead = words[0].end() <= tokens[0].start and tokens[0].end <= words[1].start() and words[1].end() <= tokens[1].start
    if (behind and between) or ahead:
        stated = {word[0]: token.value for token, word in zip(tokens, words, strict=True) if isinstance(token.value, Quantity)}
        yield from _judge((remark.span, stated[MONTHLY]), (remark.span, stated[ANNUAL]), "")


def _name(view: View, fact: Fact) -> str:
    """Which of the two a figure is called, by its label or its subject, written out or short; "" for neither."""
    language = view.roadmap.language
    names = [frozenset(canonical_terms(name, language)) for name in (fact.label, fact.subject) if name]
    return next((short for short in (MONTHLY, ANNUAL) if frozenset(canonical_terms(short, language)) in names), "")


def _judge(monthly: Stated, annual: Stated, item: str) -> Iterator[Draft]:
    (month_at, month), (year_at, year) = monthly, annual
    computed = allowed(month).scaled(MONTHS)
    widened = Interval(computed.low * (1 - ROUNDING), computed.high * (1 + ROUNDING))
    if month.unit != year.unit or widened.meets(allowed(year)) or month.is_range or year.is_range or month.change or year.change:
        return
    expected = amount(month.most * MONTHS, year)
    yield Draft(
        f"{stated_of(month)} a month is {expected} a year, not {stated_of(year)}",
        tuple(dict.fromkeys((year_at, month_at))),
        key=f"{item}|{stated_of(month)}",
        computation=Computation(formula=f"{stated_of(month)} x 12 = {expected}", expected=expected, stated=stated_of(year)),
        suggestion=f"change {stated_of(year)} to {expected}, or correct the monthly figure",
    )


RULE = Rule("RA120", "annual-recurring-revenue", "arithmetic", "question", "computed", _find, __doc__)
