"""The scan: every scanner at every place where one may start, longest match wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from agent.facts.amounts import amount_at
from agent.facts.calendar_words import months, ordinals, phrases_of, relative_units
from agent.facts.convention import Convention
from agent.facts.folding import is_ideographic, is_letter
from agent.facts.ids import label_at, label_words, name_end
from agent.facts.lexicon import section, strings
from agent.facts.marks import mark_at, operator_at, priority_words, reference_words, statistic_words, status_words
from agent.facts.numerals import number_words
from agent.facts.phrases import Phrases
from agent.facts.quantities import comparator_words, quantity_at
from agent.facts.relative import coming_at, next_word_end, reads_as_window, relative_at
from agent.facts.shares import share_at
from agent.facts.units import currency_words
from agent.facts.view import View
from agent.facts.windows import window_at
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_MASKED = re.compile(
    r"(?:https?|ftp)://[^\s<>\"')\]}]+|www\.[^\s<>\"')\]}]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|24/7(?!\d)|\d{1,2}h\d{2}(?!\w)"
    r"|\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",
    re.ASCII,
)
_LINK = re.compile(r"(?:https?|ftp)://|www\.|[^\s@]{1,64}@")
_NUMERIC_RUN = re.compile(r"[\d.,:/'a-z_-]*[\da-z_]", re.ASCII)
_WORD_RUN = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff]+(?:[_.-]?\d[^\W\u2e80-\u9fff]*)?")
Scanner = Callable[[View, int], Token | None]


def scan(text: str, convention: Convention) -> tuple[Token, ...]:
    """All typed tokens of a text, sorted and disjoint. Time is linear in the length of the text."""
    view = View.of(text, convention)
    return tuple(_with_statistics(_kept_operators(view, tuple(_tokens(view)))))


@cache
def _trigger(language: str) -> re.Pattern[str]:
    """Where a token may start: a digit, a word, one of the signs or ideographs that some table knows."""
    signs = {phrase[0] for table in _tables(language) for phrase in table if not is_letter(phrase[0]) and not phrase[0].isdigit()}
    signs |= set("<>≤≥~≈±+-$#§=×*/÷→⇒➜➡·()第百") - set("()")
    return re.compile(rf"\d|[^\W\d_\u2e80-\u9fff\uf900-\ufaff]|[{re.escape(''.join(sorted(signs)))}]")


def _tables(language: str) -> tuple[Phrases[str], ...]:
    marks = [mark for status in section("marks", "status") for mark in strings(section("marks", "status", status).get("marks"))]
    tables: list[Phrases[str]] = [Phrases((mark, mark) for mark in marks)]
    for table in (
        status_words(),
        priority_words(),
        reference_words(),
        statistic_words(),
        comparator_words(),
        label_words(),
        relative_units(),
        months(),
        ordinals(),
        number_words(language),
        currency_words("USD", "JPY"),
    ):
        tables.append(Phrases((phrase, phrase) for phrase in table))
    tables.append(phrases_of("next", "until", "from", "early", "middle", "late", "quarter_words", "half_words", "fiscal"))
    tables.append(Phrases((str(word), str(word)) for word in section("numbers", "between")))
    tables.append(Phrases((word, word) for word in strings(section("numbered").get("named"))))
    return tuple(tables)


@cache
def _starters(language: str) -> frozenset[str]:
    """First words of every phrase that a scanner knows."""
    first = re.compile(r"[^\W\d_]+")
    words = {match.group() for table in _tables(language) for phrase in table if (match := first.match(phrase))}
    return frozenset(words | {"q", "t", "h", "s", "fy", "gj", "fj", "of", "de", "von", "du", "di", "из", "от", "x"})


def _tokens(view: View) -> Iterator[Token]:
    trigger = _trigger(view.convention.language)
    at = 0
    while match := trigger.search(view.folded, at):
        start = match.start()
        token, at = _token_at(view, start)
        if token is not None:
            yield token


def _token_at(view: View, at: int) -> tuple[Token | None, int]:
    """The longest token at a place, and where to go on."""
    character = view.folded[at]
    if character.isdigit():
        return _at_digit(view, at)
    if is_letter(character):
        return _at_word(view, at)
    token = _longest(view, at, (window_at, relative_at, quantity_at, label_at, mark_at)) or operator_at(view, at)
    return token, token.end if token else at + 1


def _at_digit(view: View, at: int) -> tuple[Token | None, int]:
    masked = _MASKED.match(view.folded, at)
    if masked:
        return None, masked.end()
    if not view.starts_word(at):
        return None, _numeric_end(view, at)
    token = _longest(view, at, (window_at, share_at, quantity_at, relative_at, label_at))
    return token, token.end if token else _numeric_end(view, at)


def _numeric_end(view: View, at: int) -> int:
    match = _NUMERIC_RUN.match(view.folded, at)
    return match.end() if match else at + 1


def _at_word(view: View, at: int) -> tuple[Token | None, int]:
    run = _WORD_RUN.match(view.folded, at)
    end = run.end() if run else at + 1
    if _LINK.match(view.folded, at):
        masked = _MASKED.match(view.folded, at)
        if masked:
            return Token("url", at, masked.end(), view.text[at : masked.end()], view.text[at : masked.end()]), masked.end()
    word = re.compile(r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff]+").match(view.folded, at)
    numbered = word is not None and word.end() < len(view.folded) and (view.char(word.end()).isdigit() or view.char(word.end()) == "-")
    if word is None or (word.group() not in _starters(view.convention.language) and not numbered):
        return None, end
    name = name_end(view, at)
    if name is not None:
        return None, max(name, end)
    token = _longest(view, at, (window_at, relative_at, _coming_at, share_at, quantity_at, label_at, mark_at)) or operator_at(view, at)
    return token, token.end if token else end


def _coming_at(view: View, at: int) -> Token | None:
    end = next_word_end(view, at)
    return coming_at(view, at, quantity_at(view, end)) if end is not None else None


def _longest(view: View, at: int, scanners: tuple[Scanner, ...]) -> Token | None:
    best: Token | None = None
    for scanner in scanners:
        token = scanner(view, at)
        if token is not None and (best is None or token.end > best.end):
            best = token
    if best is not None and isinstance(best.value, Quantity) and reads_as_window(best.value):
        quantity = best.value
        last = None if quantity.comparator == ">=" else quantity.most
        window = Window(best.text, unit=quantity.unit, first=quantity.least, last=last, precision="relative", open_ended=last is None)
        return replace(best, kind="window", value=window)
    return best


def _kept_operators(view: View, tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Operators count beside an amount; arrows beside anything."""
    for index, token in enumerate(tokens):
        if token.kind != "operator" or token.value == "->":
            yield token
            continue
        neighbours = [*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2]]
        if any(_is_beside(view, token, other) for other in neighbours):
            yield token


def _is_beside(view: View, operator: Token, other: Token) -> bool:
    if other.kind not in {"quantity", "number"}:
        return False
    between = view.text[operator.end : other.start] if other.start >= operator.end else view.text[other.end : operator.start]
    return len(between) <= 3 and not between.strip(" ()\u00a0")


def _with_statistics(tokens: Iterator[Token]) -> Iterator[Token]:
    """Quantities with the statistic that stands beside them: "50ms median", "P95 < 200 ms"."""
    listed = list(tokens)
    for index, token in enumerate(listed):
        if not isinstance(token.value, Quantity) or token.kind != "quantity":
            yield token
            continue
        beside = [other for other in listed[max(0, index - 1) : index + 2] if other.kind == "statistic" and _touches(token, other)]
        yield replace(token, value=replace(token.value, statistic=str(beside[-1].value))) if beside else token


def _touches(token: Token, statistic: Token) -> bool:
    gap = statistic.start - token.end if statistic.start >= token.end else token.start - statistic.end
    return gap <= (2 if statistic.start >= token.end else 12)


__all__ = ["amount_at", "is_ideographic", "scan"]
