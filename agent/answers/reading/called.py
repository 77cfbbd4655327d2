"""What a question calls by its very name: columns, rows and cells of tables, labels of fields, headings and what introduces a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agent.answers.asking.counted import is_kind
from agent.answers.asking.cues import number_words, stop_words
from agent.answers.asking.question import Question
from agent.answers.asking.words import stem, words
from agent.answers.reading.series import is_total_text
from agent.answers.reading.units import Unit
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.expressions import expression

Kind = Literal["column", "row", "value", "label", "part"]
LONGEST = 16  # words (characters of an unspaced script): longer texts are no names
LONGEST_VALUE = 8
TYPO = 0.7  # of a word that the document does not know, at most
_ASIDE = expression(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*")
_NUMBERED = expression(r"^[^\w]*(?:[A-Za-z]{1,4}[-.]?)?\d+(?:\.\d+)*[a-z]?(?:\s*[.:)–—-]\s*|\s+)(?=\S)")
_KIND_AND_NUMBER = expression(r"^[^\w]*[^\W\d_]+\s+\d+(?:\.\d+)*\s*[:–—-]\s*(?=\S)")
_LABEL = expression(r"[^:：|]{2,48}[:：]\s*\S")
_WORDY = expression(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Name:
    """`unit` is the header of a column, the row of a name or cell, the unit of a label or part; `place` the cell."""

    kind: Kind
    unit: int
    place: int
    words: tuple[str, ...]
    whole: bool  # not only a part of what is written there


@dataclass(frozen=True, slots=True)
class Called:
    """A name with where the question says it: `start`..`end` of its folded text."""

    name: Name
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    keys: frozenset[str]
    start: int
    end: int


def called_in(question: Question, view: View) -> tuple[Called, ...]:
    """Every name of a roadmap that stands in the question word for word, misspellings of single words forgiven."""
    spoken = _words_of(question, view)
    names = names_of(view)
    found: list[Called] = []
    for at, word in enumerate(spoken):
        for key in word.keys:
            for name in names.get(key, ()):
                last = at + len(name.words)
                if last <= len(spoken) and all(part in spoken[at + n].keys for n, part in enumerate(name.words)):
                    found.append(Called(name, word.start, spoken[last - 1].end))
    return tuple(found)


def _words_of(question: Question, view: View) -> list[_Word]:
    languages = tuple(dict.fromkeys((question.language, view.language, "en")))
    found: list[_Word] = []
    for word in words(question.text):
        if word.unspaced:
            found += [_Word(frozenset({letter}), word.start + at, word.start + at + 1) for at, letter in enumerate(word.text)]
            continue
        keys = {word.text, *(stem(word.text, language) for language in languages)}
        if word.text not in view.postings and not keys & view.by_stem(view.language).keys():
            keys |= {stem(other, view.language) for other, sure in view.like(word.text, languages).items() if sure <= TYPO}
        for kind in dict.fromkeys(entry.kind for entry in question.numbered):
            if is_kind(word.text, kind):  # "fase 2" is "Phase 2" of an English plan
                keys |= _words_for(kind, view)
        found.append(_Word(frozenset(keys), word.start, word.end))
    return found


@lru_cache(maxsize=KEPT_VIEWS)
def _words_for(kind: str, view: View) -> frozenset[str]:
    """What a roadmap calls a thing that is counted off, in any language."""
    return frozenset(stem(word, view.language) for word in view.postings if is_kind(word, kind))


@lru_cache(maxsize=KEPT_VIEWS)
def names_of(view: View) -> dict[str, tuple[Name, ...]]:
    """All names of a roadmap by their first word."""
    table: dict[str, dict[Name, None]] = {}
    for name in _names(view):
        table.setdefault(name.words[0], {})[name] = None
    return {first: tuple(names) for first, names in table.items()}


def _names(view: View) -> Iterator[Name]:
    for unit in view.units:
        if unit.kind == "header":
            for place, cell in enumerate(unit.cells):
                yield from _variants(view, "column", unit.index, place, cell)
        elif unit.kind == "row" and unit.header >= 0:
            yield from _of_row(view, unit)
        elif unit.kind in ("heading", "item", "line"):
            label = label_of(unit)
            if label:
                yield from _variants(view, "label", unit.index, 0, label)
            if unit.index in view.members:
                yield from _variants(view, "part", unit.index, 0, unit.text.rstrip(" :："))


def label_of(unit: Unit) -> str:
    """What stands before the colon of a line "label: value"; "" where there is none."""
    match = _LABEL.match(unit.text) if unit.kind in ("item", "line") else None
    return match.group().rpartition(":" if ":" in match.group() else "：")[0] if match is not None else ""


def _of_row(view: View, unit: Unit) -> Iterator[Name]:
    naming = naming_place(unit.cells)
    for place, cell in enumerate(unit.cells):
        if not cell:
            continue
        yield from _variants(view, "row" if place <= naming else "value", unit.index, place, cell)


@lru_cache(maxsize=4096)
def naming_place(cells: tuple[str, ...]) -> int:
    """The place of the cell that names a row: the first, or the one behind an empty one, a number, a letter or an id."""
    if len(cells) < 3 or not cells[0].strip():
        return 1 if len(cells) > 1 and not cells[0].strip() else 0
    short = len(cells[0].strip()) <= 6 and (len(cells[0].strip()) == 1 or any(map(str.isdecimal, cells[0])))
    return 1 if short and _WORDY.search(cells[0]) is None and _WORDY.search(cells[1]) else 0


def _variants(view: View, kind: Kind, unit: int, place: int, text: str) -> Iterator[Name]:
    """A name as it stands, and without what stands in brackets or before it in numbers."""
    known: set[tuple[str, ...]] = set()
    for at, variant in enumerate(_shortened(text, kind)):
        parts = tuple(_parts(variant, view.language))
        longest = LONGEST_VALUE if kind == "value" else LONGEST
        if not parts or len(parts) > longest or parts in known or _says_nothing(parts, view.language):
            continue
        if kind == "row" and len(parts) == 1 and is_total_text(variant):
            continue  # "the total" is asked for, not called
        known.add(parts)
        yield Name(kind, unit, place, parts, not at)


def _shortened(text: str, kind: Kind) -> Iterable[str]:
    yield text
    bare = _ASIDE.sub(" ", text)
    yield bare
    if kind in ("row", "part"):
        for written in (text, bare):
            yield _NUMBERED.sub("", written)
            yield _KIND_AND_NUMBER.sub("", written)


def _parts(text: str, language: str) -> Iterator[str]:
    for word in words(text):
        if word.unspaced:
            yield from word.text
        else:
            yield stem(word.text, language)


def _says_nothing(parts: Sequence[str], language: str) -> bool:
    """Whether a name is made of words only that every sentence holds."""
    small = _small(language)
    return all(part in small for part in parts)


@lru_cache(maxsize=16)
def _small(language: str) -> frozenset[str]:
    found = stop_words(language) | stop_words("en") | frozenset(number_words(language))
    return found | {stem(word, language) for word in found}
