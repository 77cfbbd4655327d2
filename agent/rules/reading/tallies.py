"""Counts of states or categories as sentences state them: "four are out, two are in the works, six are planned"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from msgspec import Struct

from agent.expressions import expression
from agent.facts.folding import fold, is_ideographic
from agent.facts.numerals import number_words
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import Words

CLAUSE = expression(r"[,;:()。、，；]|\.(?!\d)|\s(?:and|und|e|y|et|и|while|plus)\s")
DIGITS = expression(r"\d{1,4}(?![\d.,%]|\s?(?:%|/))")
NONE = expression(r"(?:none|no|kein(?:e|er)?|nenhuma?|ninguna?|aucune?|никто)\b", re.IGNORECASE)
WORD = expression(r"\w[\w'-]*")
HAN = expression(
    r"(?:.*?(?:うち|中で?は?|のなかで|其中))?\D{0,4}?(?<!第)(\d{1,3}|[一二三四五六七八九十两兩]{1,3})(?:つ|件|個|个|項目|项|項|本|施策|タスク|条|家|個月)?(?=\D|$)"
)
HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"两": 2, "兩": 2}
SINGLE = expression(r"(?:une?|uno|uma?|una|один|одна)\s", re.IGNORECASE)
BEHIND_NAME = expression(
    r"\s?[:：=]?\s?[(（]?\s?(\d{1,3}|[一二三四五六七八九十两]{1,3})(?![\d.,]\d|[\d%/年月日])(?:つ|件|個|个|项|項)?", re.IGNORECASE
)
LATIN_MARK = expression(r"\s?[:：=(（]")
WORDS_BEFORE_NUMBER = 3
WORDS_AFTER_NUMBER = 7


class Tally(Struct, frozen=True):
    """`count` things of the category `name`."""

    count: int
    name: str
    text: str


def tallies_in(sentence: Sentence, categories: Mapping[str, re.Pattern[str] | Words], language: str) -> tuple[Tally, ...]:
    """One tally a clause that begins with a number and goes on to name one category, the longest name wins; else one for each name with a
    number behind it ("done: 3, open: 2", 完了3件)."""
    present = {name: known for name, known in categories.items() if known.search(sentence.text)}
    if not present:
        return ()
    return _numbers_first(sentence, present, language) or _names_first(sentence, present)


def _names_first(sentence: Sentence, present: Mapping[str, re.Pattern[str] | Words]) -> tuple[Tally, ...]:
    found = []
    for name, known in present.items():
        for match in known.finditer(sentence.text):
            behind = BEHIND_NAME.match(sentence.text, match.end())
            marked = is_ideographic(match[0][-1]) or LATIN_MARK.match(sentence.text, match.end())
            if behind and marked and (count := _han(behind[1])) is not None:
                found.append((match.start(), Tally(count, name, match[0])))
    return tuple(tally for _, tally in sorted(found, key=lambda one: one[0])) if len(found) > 1 else ()


def _numbers_first(sentence: Sentence, present: Mapping[str, re.Pattern[str] | Words], language: str) -> tuple[Tally, ...]:
    found = []
    edges = [0, *(edge for match in CLAUSE.finditer(sentence.text) for edge in match.span()), len(sentence.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        clause = sentence.text[start:end].strip()
        number = _leading_number(clause, language)
        if number is None:
            continue
        count, at = number
        rest = clause[at:]
        names = [(match.end() - match.start(), name) for name, known in present.items() for match in known.finditer(rest)]
        if names and len(WORD.findall(rest)) <= WORDS_AFTER_NUMBER:
            found.append(Tally(count, max(names)[1], clause))
    return tuple(found)


def _leading_number(clause: str, language: str) -> tuple[int, int] | None:
    """The number among the first words of a clause, and where it ends."""
    if SINGLE.match(clause):
        return 1, clause.index(" ") + 1
    if clause and is_ideographic(clause[0]) and (han := HAN.match(clause)) and (value := _han(han[1])) is not None:
        return value, han.end()
    folded = fold(clause)
    numbers = number_words(language)
    for match in islice(WORD.finditer(clause), WORDS_BEFORE_NUMBER):
        if (digits := DIGITS.match(clause, match.start())) and (match.start() < 2 or clause[match.start() - 1] not in ".,/"):
            return int(digits[0]), digits.end()
        if NONE.match(clause, match.start()):
            return 0, match.end()
        word = numbers.match(folded, match.start())
        if word and len(folded) == len(clause):
            return word[0], word[1]
        if match[0] and is_ideographic(match[0][0]):
            return None
    return None


def _han(text: str) -> int | None:
    """Digits, or Han numerals up to 99."""
    if text.isdecimal():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    if any(one not in HAN_DIGITS for one in (*tens, *ones)) or max(len(tens), len(ones)) > 1:
        return None
    return (HAN_DIGITS.get(tens, 1) * 10 if mark else 0) + HAN_DIGITS.get(ones, 0)


def numbers_in(text: str, language: str) -> set[int]:
    """Every number that is one word of a text, in digits or in letters."""
    words = (number_at_word(text, match.start(), match.end(), language) for match in WORD.finditer(text))
    return {number for number in words if number is not None}


def number_before(text: str, end: int, language: str) -> int | None:
    """The number directly before an offset, at most one word between: "the three first finished"."""
    words = list(WORD.finditer(text, 0, end))[-2:]
    for match in reversed(words):
        if digits := DIGITS.fullmatch(match[0]):
            return int(digits[0])
        word = number_words(language).match(fold(match[0]), 0)
        if word and word[1] == len(match[0]):
            return word[0]
    return None


def number_at_word(text: str, start: int, end: int, language: str) -> int | None:
    """The number that one word of a text is, in digits or in letters; None when it is none or only a part of one."""
    if end - start <= 3 and is_ideographic(text[start]):
        return _han(text[start:end])
    if digits := DIGITS.match(text, start):
        return int(digits[0]) if digits.end() == end and (start == 0 or text[start - 1] not in ".,") else None
    word = number_words(language).match(fold(text[start:end]), 0)
    return word[0] if word and word[1] == end - start else None
