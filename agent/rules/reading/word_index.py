"""Texts by their words: what holds a word of the vocabulary is looked up, where most texts hold none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from agent.rules.reading.vocabulary import keys_in, pattern


class WordIndex:
    """The positions of texts by the keys of their words, and by lists of the vocabulary once they were asked for."""

    __slots__ = ("_by_key", "_by_list", "_texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_list: dict[str, tuple[int, ...]] = {}
        for at, text in enumerate(texts):
            for key in keys_in(text):
                self._by_key[key].append(at)

    def holding(self, name: str) -> tuple[int, ...]:
        """The positions of the texts in which a word or phrase of a list stands, in order."""
        if name not in self._by_list:
            words = pattern(name)
            found = {at for key in words.single if key in self._by_key for at in self._by_key[key]}
            may = {at for key in words.keys if key in self._by_key for at in self._by_key[key]} - found
            self._by_list[name] = tuple(sorted(found.union([at for at in may if words.search(self._texts[at])])))
        return self._by_list[name]
