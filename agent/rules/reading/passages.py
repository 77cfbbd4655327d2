"""Sentences with what stands before them in their section: figures of one thought are often spread over several sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.label_periods import LabelPeriod, label_period
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

REACH = 8  # sentences or list items before
PROSE = frozenset({"paragraph", "item", "footnote"})
# A clause ends here, but for a comma inside a number; what stands before a colon still speaks of what stands behind it.
CLAUSE_END = expression(r"[,;()、，；（）。–—\n]")
WORDED = expression(r"[^\W\d_]{2,}")
# "In a year", "after one month" say when, not how often.
WITHIN = expression(
    r"(?<!\w)(?:after|within|in|for|over|during|nach|innerhalb|binnen|em|após|durante|en|tras|après|dans|pendant|sur|dopo|entro|за|через)\s"
    r"(?:an?|one|eine[mrs]?|uma?|une?|una|uno|один|одну)\s\w+",
    re.IGNORECASE,
)


class Figure(Struct, frozen=True):
    """A quantity with the sentence it stands in."""

    quantity: Quantity
    token: Token
    sentence: Sentence


class Passage(Struct, frozen=True):
    """A sentence of running text, its own figures, and those of the sentences before it, nearest first."""

    sentence: Sentence
    own: tuple[Figure, ...]
    before: tuple[Figure, ...]


def passages_of(roadmap: Roadmap, sentences: Sequence[Sentence]) -> Iterator[Passage]:
    """Every sentence of paragraphs and lists with the figures before it in the same section."""
    earlier: deque[tuple[Figure, ...]] = deque(maxlen=REACH)
    section: int | None = -1
    for sentence in sentences:
        if sentence.kind not in PROSE:
            continue
        at = roadmap.document.blocks[sentence.block].section
        if at != section:
            earlier.clear()
            section = at
        own = figures_of_sentence(sentence)
        if own:
            yield Passage(sentence, own, tuple(figure for figures in reversed(earlier) for figure in figures))
        earlier.append(own)


def figures_of_sentence(sentence: Sentence) -> tuple[Figure, ...]:
    """The quantities of a sentence; an amount of money has the period that other words of its clause name ("$16,000 of margin a month")."""
    if not sentence.tokens:
        return ()
    figures = tuple([Figure(token.value, token, sentence) for token in sentence.tokens if isinstance(token.value, Quantity)])
    money = [figure for figure in figures if figure.quantity.kind == "money"]
    if not money or all(figure.quantity.per for figure in money):
        return figures
    ends, starts = _clause_ends(sentence), [figure.token.start for figure in money]
    return tuple(
        _with_period(figure, ends, starts) if figure.quantity.kind == "money" and not figure.quantity.per else figure for figure in figures
    )


def _clause_ends(sentence: Sentence) -> Sequence[int]:
    """Where clauses of a sentence end, outside its tokens."""
    inside = {at for token in sentence.tokens for at in range(token.start, token.end)}
    return [match.start() for match in CLAUSE_END.finditer(sentence.text) if match.start() not in inside]


def _with_period(figure: Figure, ends: Sequence[int], money: Sequence[int]) -> Figure:
    """The figure by time where its clause names a period and no other amount; `ends` of clauses and where `money` begins are in order."""
    text, token = figure.sentence.text, figure.token
    ahead, behind = bisect_left(ends, token.start), bisect_left(ends, token.end)
    begin = ends[ahead - 1] + 1 if ahead else 0
    end = ends[behind] if behind < len(ends) else len(text)
    if begin and pattern("worth").fullmatch(text[begin : token.start].strip()):
        earlier = [other for other in figure.sentence.tokens if other.end < begin and isinstance(other.value, Quantity)]
        counted = earlier[-1].value if earlier else None
        if isinstance(counted, Quantity) and counted.per in UNIT_DAYS:  # "16,800 hours a year, worth $756,000"
            return structs.replace(figure, quantity=replace(figure.quantity, per=counted.per))
        before = text[earlier[-1].end if earlier else begin : begin]
        period = label_period(WITHIN.sub(" ", before))
    elif bisect_left(money, end) - bisect_left(money, begin) > 1:
        period = _own_period(text, token, begin, end, money)
    else:
        period = label_period(WITHIN.sub(" ", f"{text[begin : token.start]} {text[token.end : end]}"))
    return structs.replace(figure, quantity=replace(figure.quantity, per=period.per)) if period is not None else figure


def _own_period(text: str, token: Token, begin: int, end: int, money: Sequence[int]) -> LabelPeriod | None:
    """The period behind the last amount of a clause, where words set it apart from the one before it: "€880K of investment and €44K of
    savings a month"."""
    at = bisect_left(money, token.start)
    if at + 1 < len(money) and money[at + 1] < end:
        return None
    between = text[max(begin, money[at - 1]) : token.start]
    return label_period(WITHIN.sub(" ", text[token.end : end])) if len(WORDED.findall(between)) > 1 else None


def is_told(roadmap: Roadmap, passage: Passage, kind: str = "") -> bool:
    """Whether the sentence writes its computation out, which other rules judge; with `kind` only one that has a quantity of it."""
    lines = range(passage.sentence.line, passage.sentence.end_line + 1)
    return any(
        equation.span.line in lines
        and len(equation.terms) > 1
        and equation.text in passage.sentence.text
        and (not kind or any(value.kind == kind for value in (equation.stated, *equation.terms)))
        for equation in roadmap.equations
    )


def is_slip(one: float, other: float) -> bool:
    """Whether two numbers look like one mistyped: the same digits in another order, or one digit of at least three changed."""
    whole, turned = (sorted(f"{abs(value):.0f}") for value in (one, other))
    if one != other and whole == turned and len(set(whole)) > 2:
        return True
    first, second = (f"{abs(value):.10g}".replace(".", "").strip("0") for value in (one, other))
    if len(first) != len(second) or first == second or len(first) < 2:
        return False
    changed = sum(a != b for a, b in zip(first, second, strict=True))
    return sorted(first) == sorted(second) or (changed == 1 and len(first) > 2)
