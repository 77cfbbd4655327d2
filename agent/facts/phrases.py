"""Tables of words and phrases, matched at one place of a folded text, longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from agent.expressions import expression
from agent.facts.folding import fold, is_letter

Meaning = TypeVar("Meaning")
_PREFIX = 3
_HEAD = expression(r"[a-z]+|[^ a-z]")  # what a phrase is known to stand in a text by: its letters up to another sign, or its first sign
_WORD_START = expression(r"(?<![0-9A-Za-z])[^ ]")
_UNSPACED = r"\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\uff66-\uff9f"  # what `is_ideographic` says
_SIGN_START = expression(rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}])|(?=[{_UNSPACED}]))[^ ]")


class Phrases(Generic[Meaning]):
    """Phrases and what they mean. A phrase that ends in a letter ends at a word's end; Han and kana need no boundary.

    Spaces in a phrase also match hyphens and no-break spaces. Looking up costs the same however long the text is: candidates
    are found by their first three characters.
    """

    __slots__ = ("_by_prefix", "_heads", "_meanings", "_short")

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[str, Meaning] = {}
        for phrase, meaning in entries:
            folded = fold(phrase)
            for spelling in _spellings(folded) if " " in folded else (folded,):
                self._meanings.setdefault(spelling, meaning)
        self._by_prefix: dict[str, list[str]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(self._meanings, key=len, reverse=True):
            self._by_prefix[phrase[:_PREFIX]].append(phrase)
            if len(phrase) < _PREFIX:
                self._short[phrase[:1]].append(phrase)
        self._heads: frozenset[str] = frozenset()  # made when a text is first asked

    def match(self, folded: str, at: int) -> tuple[Meaning, int] | None:
        """The meaning of the longest phrase that starts at `at`, and where it ends."""
        start = folded[at : at + _PREFIX]
        if start in self._by_prefix:  # as seldom as the next
            for phrase in self._by_prefix[start]:
                if folded.startswith(phrase, at) and _ends_word(folded, phrase, at):
                    return self._meanings[phrase], at + len(phrase)
        if start[:1] in self._short:
            for phrase in self._short[start[:1]]:
                if folded.startswith(phrase, at) and _ends_word(folded, phrase, at):
                    return self._meanings[phrase], at + len(phrase)
        return None

    def may_stand_in(self, folded: str) -> bool:
        """Whether a text has the first word of a phrase: most texts have that of none, and need no look at each of their words."""
        if not self._heads:
            self._heads = frozenset([head[0] for phrase in self._meanings if (head := _HEAD.match(phrase))])
        return not self._heads.isdisjoint(_HEAD.findall(folded))

    def match_at(self, folded: str, starts: Iterable[int]) -> list[tuple[int, int, Meaning]]:
        """Start, end and meaning of the phrases at some places, in rising order, that do not overlap."""
        found: list[tuple[int, int, Meaning]] = []
        prefixes, short, at = self._by_prefix, self._short, 0
        for start in starts:
            head = folded[start : start + _PREFIX]
            if start < at or not (head in prefixes or head[:1] in short):
                continue  # most words
            phrase = self.match(folded, start)
            if phrase:
                at = phrase[1]
                found.append((start, at, phrase[0]))
        return found

    def get(self, phrase: str) -> Meaning | None:
        """The meaning of a whole folded phrase."""
        return self._meanings.get(phrase)

    def __iter__(self) -> Iterator[str]:
        return iter(self._meanings)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._meanings


def _spellings(phrase: str) -> tuple[str, ...]:
    return (phrase, phrase.replace(" ", "-"), phrase.replace(" ", "\u00a0"))


def _ends_word(folded: str, phrase: str, at: int) -> bool:
    end = at + len(phrase)
    return end >= len(folded) or not (is_letter(phrase[-1]) and (is_letter(folded[end]) or folded[end] == "_"))


def by_words(meanings: Mapping[Meaning, Iterable[str]]) -> Phrases[Meaning]:
    """Phrases from lists of words under their meaning."""
    return Phrases((word, meaning) for meaning, words in meanings.items() for word in words)


def spans(plain: str, table: Phrases[Meaning]) -> list[tuple[int, int, Meaning]]:
    """Non-overlapping phrases of the table in a folded text with start, end and meaning, the longest at each place."""
    if not table.may_stand_in(plain):
        return []
    starts = _WORD_START if plain.isascii() else _SIGN_START
    return table.match_at(plain, [word.start() for word in starts.finditer(plain)])
