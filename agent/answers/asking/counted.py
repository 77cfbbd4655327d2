"""Counted things of a plan: "phase 2", "weeks 8-10", "the first three phases", "the last quarter", "第3阶段"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from agent.answers.asking.cues import number_words, opens_with, ordinal_words, stop_words
from agent.answers.asking.glossary import forms
from agent.answers.asking.groups import group
from agent.answers.asking.words import words
from agent.expressions import compiled, expression
from agent.facts.folding import fold

KINDS = (
    "phase",
    "week",
    "month",
    "quarter",
    "year",
    "sprint",
    "milestone",
    "task",
    "section",
    "version",
    "priority",
    "day",
    "goal",
    "risk",
)
_OWN = "="  # before the name of things that are of no kind known here
_PERIODS = ("year", "quarter", "month", "week")
ENDING = r"\w{0,3}"
_RUSSIAN_ENDINGS = "аеийоуыьюя"
_NUMBER = r"(\d{1,3})(?:\.0)?(?![\d%]|[.,]\d)"
_TO = r"(?:-|~|to|bis|a|e|ate|up to|through|and|und|y|et|à|до|sampai|から|至|到|&|/)"
_RANGE = rf"{_NUMBER}(?:\s*{_TO}\s*{_NUMBER})?"
_BEFORE = {
    "quarter": r"\bq",
    "version": r"\bv",
    "day": r"\bt\s*\+\s*",
    "month": r"\bm|\bmo\s+",
    "week": r"\bw|\bkw\s*|\bwk\s*",
    "sprint": r"\bs",
    "year": r"\by|\byr\s*",
}
_LETTERS = {"quarter": "q", "month": "m", "week": "w", "sprint": "s", "year": "y"}
_BEHIND = ("phase", "week", "month", "quarter", "year", "day")


@dataclass(frozen=True, slots=True)
class Numbered:
    """Something counted: "phase 2" has kind "phase" and first = last = 2, "the first three phases" 1..3, "the last quarter" -1..-1."""

    kind: str
    first: int
    last: int


_HAN_DIGITS = "一二三四五六七八九"
_HAN_NUMBER = f"[十{_HAN_DIGITS}]{{1,3}}+"
TIMES = ("week", "month", "quarter", "year", "day")


@cache
def _han_counted() -> re.Pattern[str]:
    """A number in Han behind 第 or behind a kind of thing: 第三阶段, 阶段三."""
    kinds = {form.text for kind in KINDS if kind not in TIMES for form in forms().get(kind, ()) if form.unspaced and len(form.text) > 1}
    words_of_kinds = "|".join(sorted(map(re.escape, kinds), key=lambda word: (-len(word), word)))
    return compiled(
        rf"(第|{words_of_kinds})({_HAN_NUMBER})(?![个個つ年月周日共起样般直定旦些点下次切致步同])|(第)({_HAN_NUMBER})(?=[个個]?(?:年|月|季|周|週|日|天))"
    )


def arabic(text: str) -> str:
    """A folded text with the Han numbers of counted things in digits."""
    if not any(character in text for character in _HAN_DIGITS + "十"):
        return text
    return _han_counted().sub(lambda match: (match[1] or match[3]) + str(han_value(match[2] or match[4])), text)


def han_value(text: str) -> int:
    """A number below a hundred in Han: 三, 十二, 四十."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN_DIGITS.index(text[0]) + 1
    return (_HAN_DIGITS.index(tens) + 1 if tens else 1) * 10 + (_HAN_DIGITS.index(ones[0]) + 1 if ones else 0)


def own_kind(name: str) -> str:
    """The kind of the things that a plan counts by a name of its own: "option 2"."""
    return _OWN + name


@cache
def kind_words(kind: str) -> str:
    """The words for a kind of thing in all languages with their endings, longest first, as alternatives of a regular expression."""
    if kind.startswith(_OWN):
        return rf"(?<!\w){re.escape(kind.removeprefix(_OWN))}"
    listed = [form for form in forms().get(kind, ()) if form.unspaced or (" " not in form.text and len(form.text) > 1)]
    texts = {
        (form.text[:-1] if form.language == "ru" and form.text[-1] in _RUSSIAN_ENDINGS else form.text, form.unspaced) for form in listed
    }
    ordered = sorted(texts, key=lambda entry: (-len(entry[0]), entry[0]))
    return "|".join(
        re.escape(text) if unspaced else rf"(?<!\w){re.escape(text)}{ENDING if len(text) > 2 else ''}" for text, unspaced in ordered
    )


@lru_cache(maxsize=4096)
def is_kind(word: str, kind: str) -> bool:
    """Whether a folded word is an inflected form of a kind's word."""
    return re.fullmatch(rf"(?:{kind_words(kind)})", word) is not None


@cache
def counted_pattern(kind: str) -> re.Pattern[str]:
    """Places that count this kind of thing in a folded text: the word before the number, or behind it where a language writes so."""
    dated = r"(?<!\d[年月日週周])" if kind in TIMES else ""  # "2026年5月" counts no years
    before = rf"(?:{kind_words(kind)}){dated}[\s#:_-]{{0,3}}"
    short = _BEFORE.get(kind)
    opening = rf"(?:{before}|{short})" if short else rf"(?:{before})"
    letter = _LETTERS.get(kind)  # "M1 to M3", "Q1-Q4"
    found = rf"{opening}{_NUMBER}(?:\s*{_TO}\s*{letter}?{_NUMBER})?" if letter else rf"{opening}{_RANGE}"
    if kind in _BEHIND:
        marks = r"\.|º|o|ª|er|ere|e|eme|-?й|-?я|-?м|st|nd|rd|th|目"
        found += rf"|第\s*{_RANGE}\s*(?:{kind_words(kind)})|{_NUMBER}\s?(?:{marks})\s{{0,2}}(?:{kind_words(kind)})"
        found += rf"|{_NUMBER}\s?(?:{kind_words(kind)})目"
        found += rf"|{_NUMBER}\s?[-~]\s?{_NUMBER}[\s-]{{0,2}}(?:{kind_words(kind)})"
    return compiled(found)


def counted_range(match: re.Match[str]) -> tuple[int, int]:
    """First and last number of a match of `counted_pattern`."""
    numbers = [int(group) for group in match.groups() if group]
    return numbers[0], max(numbers[0], numbers[-1])


def counted_things(text: str, language: str) -> tuple[Numbered, ...]:
    """What a question counts off, in the order of writing, each once."""
    folded = arabic(fold(text))
    found: list[tuple[int, Numbered]] = []
    for kind in KINDS:
        for match in counted_pattern(kind).finditer(folded):
            found.extend((match.start(), numbered) for numbered in _counted(kind, match, folded))
            found.extend((match.end(), extra) for extra in _enumerated(kind, folded[match.end() :]))
    found.extend(lettered_things(text))
    found.extend(_ordinals(folded, language))
    found.extend(_in_words(folded, language))
    found.extend(_unspaced_ends(folded))
    return tuple(dict.fromkeys(entry for _, entry in sorted(found, key=lambda pair: (pair[0], pair[1].kind))))


def _counted(kind: str, match: re.Match[str], folded: str) -> list[Numbered]:
    """A range as one counted thing; "phases 2 and 4" are two, unless what lies between them is meant."""
    first, last = counted_range(match)
    if last > first and _both().search(match.group()) is not None and _between().search(folded[: match.start()]) is None:
        return [Numbered(kind, first, first), Numbered(kind, last, last)]
    return [Numbered(kind, first, last)]


@cache
def joining_words() -> frozenset[str]:
    """Words that join two things named one behind the other."""
    return group("and_words") | group("or_words")


def _any_of(texts: Iterable[str]) -> str:
    """Texts as alternatives of a regular expression, the longest first."""
    return "|".join(sorted(map(re.escape, texts), key=lambda text: (-len(text), text)))


@cache
def _both() -> re.Pattern[str]:
    """Two numbers joined by "and"."""
    return compiled(rf"\d\s*(?:\b(?:{_any_of(group('and_words'))})\b|&)\s*\D{{0,3}}\d")


@cache
def _between() -> re.Pattern[str]:
    """What stands before two numbers that bound a range: "between weeks"."""
    return compiled(rf"\b(?:{_any_of(group('between_words'))})\b[\w\s]{{0,24}}$")


@cache
def _also() -> re.Pattern[str]:
    """One more number of an enumeration."""
    return compiled(rf"\s*(?:,|{_any_of(joining_words())}|・|、|&)\s+{_NUMBER}|\s*[・、,]\s*{_NUMBER}")


LETTERED = "option"  # the kind of all that is told apart by a letter


@cache
def _lettered() -> re.Pattern[str]:
    """A capital behind a word for what capitals tell apart."""
    spaced, runs = _any_of(group("lettered_words")), _any_of(group("lettered_runs"))
    return compiled(rf"(?:(?<!\w)(?i:{spaced})\s+|(?:{runs})\s?)([A-H])(?![\w'’])")


_CAPITAL = expression(r"(?<!\w)[A-H](?![\w'’])|[^\x00-\u2e7f][A-H](?!\w)")


def lettered_things(text: str) -> list[tuple[int, Numbered]]:
    """(place, thing) for what a text tells apart by a capital: "Option A", "scénario B", 方案C."""
    found = []
    for match in _lettered().finditer(text) if _CAPITAL.search(text) is not None else ():
        number = ord(match[1]) - ord("A") + 1
        found.append((match.start(), Numbered(LETTERED, number, number)))
    return found


def _in_words(folded: str, language: str) -> list[tuple[int, Numbered]]:
    """A number in words behind what it counts: "year one", "Phase zwei"."""
    numbers = {**number_words("en"), **number_words(language)}
    listed = words(folded)
    found: list[tuple[int, Numbered]] = []
    for word, after in pairwise(listed):
        kind = next((kind for kind in KINDS if after.text in numbers and is_kind(word.text, kind)), "")
        if kind and not word.text.endswith("s"):  # "the first phases two teams ..."
            found.append((word.start, Numbered(kind, numbers[after.text], numbers[after.text])))
    for word, one, joint, other in zip(listed, listed[1:], listed[2:], listed[3:], strict=False):  # "years one and two"
        kind = next((kind for kind in KINDS if one.text in numbers and other.text in numbers and is_kind(word.text, kind)), "")
        if kind and joint.text in joining_words():
            found += [(word.start, Numbered(kind, numbers[number], numbers[number])) for number in (one.text, other.text)]
    return found


def _enumerated(kind: str, rest: str) -> list[Numbered]:
    """The other numbers of "phases 2, 3 and 5"."""
    found: list[Numbered] = []
    match = _also().match(rest)
    while match:
        number = int(next(group for group in match.groups() if group))
        found.append(Numbered(kind, number, number))
        rest = rest[match.end() :]
        match = _also().match(rest)
    return found


def _ordinals(folded: str, language: str) -> list[tuple[int, Numbered]]:
    ordinals = {**ordinal_words("en"), **ordinal_words(language)}
    numbers = {**number_words("en"), **number_words(language), "beiden": 2}
    found: list[tuple[int, Numbered]] = []
    bare: list[tuple[int, int, str]] = []
    listed = words(folded)
    for place, word in enumerate(listed):
        if word.text not in ordinals:
            continue
        value, at, size = ordinals[word.text], place + 1, 1
        if place and listed[place - 1].text in numbers and abs(value) == 1:
            size = numbers[listed[place - 1].text]  # "las dos primeras fases"
        elif at < len(listed) and (listed[at].text in numbers or listed[at].text.isdecimal()):
            size = numbers.get(listed[at].text) or min(int(listed[at].text), 99)
            at += 1
        if at + 1 < len(listed) and listed[at].text in joining_words():
            at = next(
                (
                    later
                    for later in range(at + 1, min(at + 4, len(listed)))
                    if listed[later].text not in ordinals and len(listed[later].text) > 3
                ),
                at,
            )
        kind = next((kind for kind in KINDS if at < len(listed) and is_kind(listed[at].text, kind)), "")
        if not kind and size == 1 and at + 1 < len(listed) and listed[at].text not in stop_words(language):
            kind = next((kind for kind in _PERIODS if is_kind(listed[at + 1].text, kind)), "")  # "the third conservative year"
        if at + 1 < len(listed) and listed[at + 1].text.isdecimal():
            continue  # "first, phase 2 or phase 3"
        if kind:
            found.append((word.start, _ordinal(kind, value, size)))
        elif size == 1 and place and listed[place - 1].text in stop_words(language):
            follower = listed[place + 1].text if place + 1 < len(listed) else ""
            bare.append((word.start, value, follower))
    return [*found, *_elliptical(found, bare, language), *([] if found else _coming_last(folded, language))]


def _coming_last(folded: str, language: str) -> list[tuple[int, Numbered]]:
    """What is asked for by its kind, and said to be the last at the end: "Which phase comes last?", "Qual fase vem por último?"."""
    ones = {word for code in ("en", language) for word, value in number_words(code).items() if value == 1}
    listed = [word for word in words(folded) if word.text not in ones]
    if len(listed) < 3 or ordinal_words(language).get(listed[-1].text) != -1 or not opens_with(folded, "which", language):
        return []
    if any(word.text not in group("coming_words") for word in listed[2:-1]):
        return []  # "which task was updated last"
    kind = next((kind for kind in KINDS if kind not in TIMES and is_kind(listed[1].text, kind)), "")
    return [(listed[-1].start, _ordinal(kind, -1, 1))] if kind else []


def _elliptical(found: list[tuple[int, Numbered]], bare: list[tuple[int, int, str]], language: str) -> list[tuple[int, Numbered]]:
    """Ordinals whose thing is named with another one only: "in the third year than in the first", "from the first to the last phase"."""
    kinds = {numbered.kind for _, numbered in found}
    if len(kinds) != 1:
        return []
    kind = next(iter(kinds))
    return [(start, _ordinal(kind, value, 1)) for start, value, follower in bare if not follower or follower in stop_words(language)]


@cache
def _unspaced_end() -> re.Pattern[str]:
    kinds = {form.text: kind for kind in KINDS for form in forms().get(kind, ()) if form.unspaced}
    listed = "|".join(re.escape(text) for text in sorted(kinds, key=lambda text: (-len(text), text)))
    return compiled(rf"(最后|最後|最終|最初|首)の?一?[个個]?({listed})")


@cache
def _unspaced_run() -> re.Pattern[str]:
    kinds = {form.text for kind in KINDS for form in forms().get(kind, ()) if form.unspaced}
    listed = "|".join(re.escape(text) for text in sorted(kinds, key=lambda text: (-len(text), text)))
    return compiled(rf"(?<![目年月之以])(前|后|後|最初の|最後の|头)([两二三四五六七八九十]|\d{{1,2}})[个個]?({listed})")


def _run_of(match: re.Match[str]) -> Numbered:
    """前三个月, 最初の2年: so many from the beginning or the end."""
    size = int(match[2]) if match[2].isdecimal() else 2 if match[2] == "两" else han_value(match[2])
    kind = next(kind for kind in KINDS for form in forms().get(kind, ()) if form.unspaced and form.text == match[3])
    return Numbered(kind, 1, size) if match[1] in ("前", "最初の", "头") else Numbered(kind, -size, -1)


def _unspaced_ends(folded: str) -> list[tuple[int, Numbered]]:
    """最后一个月, 最後の年: the last one of its kind."""
    if not any(mark in folded for mark in ("最后", "最後", "最終", "最初", "首", "前", "后", "後")):
        return []
    found = [(match.start(), _run_of(match)) for match in _unspaced_run().finditer(folded)]
    for match in _unspaced_end().finditer(folded):
        kind = next((kind for kind in KINDS for form in forms().get(kind, ()) if form.unspaced and form.text == match[2]), "")
        found.append((match.start(), _ordinal(kind, 1 if match[1] in ("最初", "首") else -1, 1)))
    return found


def _ordinal(kind: str, value: int, size: int) -> Numbered:
    if value < 0:
        return Numbered(kind, -size, -1)
    return Numbered(kind, value, value) if size == 1 else Numbered(kind, 1, size)
