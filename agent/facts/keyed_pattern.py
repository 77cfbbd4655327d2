"""Long lists of words and phrases as one pattern, of which only what may stand in a text is compiled and searched for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence


class KeyedPattern:
    """Any of some entries in a text, with the searches of a compiled pattern.

    Each entry has keys, and `keys_in` tells the keys of a text: at least all those of every entry that stands in it. Most texts hold the
    first key of no entry, which costs a third to a sixth of the pattern; else only the entries of which a text holds all keys are searched
    for, and compiled by `compiled` in the order given: few entries are compiled in no time, and found sooner than all of a list.
    """

    def __init__(
        self,
        entries: Mapping[str, Sequence[str]],
        keys_in: Callable[[str], frozenset[str]],
        compiled: Callable[[Sequence[str]], re.Pattern[str]],
    ) -> None:
        self._entries = {entry: frozenset(keys) for entry, keys in entries.items()}
        self._by_key: dict[str, list[str]] = {}
        for entry, keys in entries.items():
            self._by_key.setdefault(keys[0], []).append(entry)
        self._keys_in = keys_in
        self._compile = compiled
        self._patterns: dict[frozenset[str], re.Pattern[str] | None] = {}
        self.keys = frozenset(self._by_key)

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        """Of the entries that may stand in a text."""
        found = self._keys_in(text)
        if self.keys.isdisjoint(found):
            return None
        may = frozenset([entry for key in self.keys & found for entry in self._by_key[key] if self._entries[entry] <= found])
        if may not in self._patterns:
            self._patterns[may] = self._compile([entry for entry in self._entries if entry in may]) if may else None
        return self._patterns[may]

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The first place of an entry from `at` on."""
        if self.keys.isdisjoint(self._keys_in(text)):
            return None  # as most are: without another call
        pattern = self._pattern(text)
        return pattern.search(text, at) if pattern else None

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """An entry that begins at `at`."""
        pattern = self._pattern(text)
        return pattern.match(text, at) if pattern else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """An entry that is all of the text."""
        pattern = self._pattern(text)
        return pattern.fullmatch(text) if pattern else None

    def finditer(self, text: str, at: int = 0) -> Iterator[re.Match[str]]:
        """All places, from left to right."""
        pattern = self._pattern(text)
        return pattern.finditer(text, at) if pattern else iter(())

    def findall(self, text: str) -> list[str]:
        """All entries as they are written."""
        return [match[0] for match in self.finditer(text)]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """The text with something else for each place."""
        pattern = self._pattern(text)
        return pattern.sub(by, text, count=count) if pattern else text
