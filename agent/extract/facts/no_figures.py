"""Numbers in running text that are no figures of the plan: shares of a sum, parts of names, sizes of others, what somebody says."""

from __future__ import annotations

import re
from functools import cache

from agent.expressions import compiled, expression
from agent.extract.facts.valued import is_class, sizes_firms
from agent.extract.wording.clauses import Clause, strip_joins, values_in
from agent.extract.wording.meanings import COUNTED
from agent.facts import lexicon, measure_of
from agent.facts.measures import counts_anyone, counts_people, measure_for
from agent.model.quantity import Quantity
from agent.model.roadmap import Source
from agent.model.token import Token

_SPLIT = expression(r"(?:[$€£¥₹₩]\s?\d|\d\s?(?:[kKmM]\s?)?[€£₽円元])[^()（）\n]*[(（][^()（）\n]*\Z")  # "$5M a year (30% premium"
_LINE = 200  # characters before a figure
_NAMED = expression(r"(?:\A|[\s(\[])(?P<name>[A-Z][A-Z-]*[A-Z])[  ]\Z")  # "FSMA 204 deadlines"
_QUOTES = expression(r"[\"“„«](?P<said>[^\"“”„«»\n]{1,300})[\"”»]")
_OPERATORS = frozenset({"x", "+", "-", "/"})
_OPENED, _CLOSED = frozenset('"“„«「『'), frozenset('"”“»」』')
_FEWEST_QUOTED = 3  # words
_WORDS_OF_A_MEASURE = 3
_NEAR = 24  # characters
_FEWEST_SAID = 4  # words
_LONGEST_NAME = 80  # characters
_FEWEST_BEFORE = 2  # words


def is_part_of_sum(text: str, token: Token, words: str) -> bool:
    """Whether a percentage in brackets behind an amount of money only says how much of it comes from where: "$5M (30% shops, 70% web)"."""
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "percent" or value.change or measure_for(words, value):
        return False
    return bool(_SPLIT.search(text, max(0, token.start - _LINE), token.start))


def is_of_others(text: str, token: Token) -> bool:
    """Whether a number is part of a name, of what somebody says, or tells how large others are."""
    return is_in_name(text, token) or is_said(text, token) or sizes_others(text, token)


def is_operand(clause: Clause, token: Token) -> bool:
    """Whether a number is only reckoned with, before an equals sign: the $50 of "LTV = $50 x 20 = $1,000"."""
    at = clause.tokens.index(token)
    beside = [*clause.tokens[max(0, at - 1) : at], *clause.tokens[at + 1 : at + 2]]
    reckoned = any(other.kind == "operator" and other.value in _OPERATORS for other in beside)
    return reckoned and any(other.kind == "operator" and other.value == "=" for other in clause.tokens[at + 1 :])


def is_in_name(text: str, token: Token) -> bool:
    """Whether a count stands behind the short name of a rule or standard and is the number of that: "FSMA 204 compliance deadlines"."""
    value = token.value
    plain = isinstance(value, Quantity) and value.kind == "count" and value.comparator == "=" and not value.is_range
    return plain and text[token.start : token.start + 1].isdecimal() and bool(_NAMED.search(text, max(0, token.start - 16), token.start))


def is_said(text: str, token: Token) -> bool:
    """Whether a number is part of what somebody says in some words: 'users hear "we found two ways to do it"'."""
    begin = text.rfind("\n", 0, token.start) + 1
    for quote in _QUOTES.finditer(text, begin) if any(mark in text for mark in '"“„«') else ():
        if quote.start() > token.start:
            return False
        if token.end <= quote.end() and len(quote["said"].split()) >= _FEWEST_SAID:
            return True
    return False


def sizes_others(text: str, token: Token) -> bool:
    """Whether people say how large firms are: a range as wide as classes of firms ("10-50 employees"), or those in brackets behind them
    ("Agencies and teams (50+ users)")."""
    value = token.value
    if not isinstance(value, Quantity) or not value.unit or value.kind != "count":
        return False
    if sizes_firms(value) and counts_anyone(value.unit):
        return True
    if text[token.start - 1 : token.start] not in {"(", "（"}:
        return False
    begin = text.rfind("\n", 0, token.start) + 1
    return text[token.end : token.end + 1] in {")", "）"} and bool(_organisations().search(text, max(begin, token.start - 40), token.start))


def some_who(text: str, clause: Clause, token: Token, words: str) -> str:
    """The whole clause as the name of a share of people or things that do something, where the words beside it do not tell what:
    "Offline mode used by 30% of users", "40% of students have 3 links"; "" where they name it."""
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "percent" or value.change or not words or measure_for(words, value):
        return ""
    before = strip_joins(text[clause.start : token.start])
    alone = len(words.split()) == 1 and words not in before and len(before.split()) >= _FEWEST_BEFORE
    following = next((other for other in values_in(clause.tokens) if other.start >= token.end), None)
    cut = following is not None and not before and isinstance(following.value, Quantity) and following.value.kind == "count"
    whole = strip_joins(text[clause.start : clause.end])
    return whole if (alone or cut) and len(whole) <= _LONGEST_NAME else ""


@cache
def _organisations() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, lexicon.word_list("nouns", "organisations")))
    return compiled(rf"(?<!\w)(?:{listed})\s*[(（]\Z", re.IGNORECASE)


def is_quoted(text: str) -> bool:
    """Whether a sentence is nothing but one quotation of some words."""
    said = text.strip(" \t\n.,;-–—•*_>")
    whole = said[:1] in _OPENED and said[-1:] in _CLOSED and len(said.split(maxsplit=_FEWEST_QUOTED)) >= _FEWEST_QUOTED
    return whole and not any(character in _OPENED | _CLOSED for character in said[1:-1])


def is_scope(text: str, clause: Clause, token: Token) -> bool:
    """Whether a count or length behind another figure says for what that one holds."""
    value = token.value
    plain = isinstance(value, Quantity) and value.kind in {"count", "duration", "size"} and not value.change and not counts_people(value)
    earlier = any(isinstance(other.value, Quantity) and other.end <= token.start for other in clause.tokens)
    if not earlier or not isinstance(value, Quantity):
        return False
    if value.kind == "duration":
        if value.comparator == "<=" and token.text[0].isalpha():
            return True  # "$50K more income within 6 months"
        if _over_time().search(text, max(clause.start, token.start - _NEAR), token.end) is not None:
            return True  # "99.9% uptime over 30 days"
    return plain and bool(_holds_for().search(text, max(clause.start, token.start - _NEAR), token.start))


@cache
def _holds_for() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, lexicon.word_list("befores", "holds_for")))
    return compiled(rf"\b(?:{listed})\s+(?:an?\s+|the\s+|each\s+|every\s+)?\Z", re.IGNORECASE)


@cache
def _over_time() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, lexicon.word_list("befores", "over_time")))
    return compiled(rf"\b(?:{listed})\s+(?:(?:a|the|o|os|un|una|les?|los|die|den)\s+)?\d[^\n]*\Z", re.IGNORECASE)


def sizes_customers(value: Quantity) -> bool:
    """Whether a count is a class of size: a range of people that is many times as wide as where it begins."""
    return is_class(value) and value.least > 0 and bool(value.unit) and measure_of(value.unit) in COUNTED


def is_of_nothing(value: Quantity, words: str) -> bool:
    """Whether a multiple or proportion is no figure of what follows it: "a copy 1:1 of what customers have", a name such as "20x"."""
    named = " ".join(words.split()[:_WORDS_OF_A_MEASURE])
    return not value.change and (value.unit.startswith(":") or not measure_of(named))


def is_beyond(value: Quantity, attribute: str, source: Source) -> bool:
    """Whether a sentence speaks of more than an amount, which is a threshold and no cost: "any budget > $50K goes to the board"."""
    return source == "prose" and attribute == "cost" and value.comparator == ">"
