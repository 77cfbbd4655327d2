"""Long lists of words and phrases as one pattern, of which only what may stand in a text is compiled and searched for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence


class KeyedPattern:
    """Any of some entries in a text, with the searches of a compiled pattern.

    Each entry has a key, and `keys_in` tells the keys of a text: at least those of every entry that stands in it. Most texts hold the key
    of no entry, which costs a third to a sixth of the pattern; else only the entries of its keys are searched for, and compiled by
    `compiled` in the order given: few entries are compiled in no time, and found sooner than all of a list.
    """

    def __init__(
        self, entries: Mapping[str, str], keys_in: Callable[[str], frozenset[str]], compiled: Callable[[Sequence[str]], re.Pattern[str]]
    ) -> None:
        self._entries = entries
        self._keys_in = keys_in
        self._compile = compiled
        self._by_keys: dict[frozenset[str], re.Pattern[str]] = {}
        self.keys = frozenset(entries.values())

    def _compiled(self, keys: frozenset[str]) -> re.Pattern[str]:
        """The entries that have some keys."""
        if keys not in self._by_keys:
            self._by_keys[keys] = self._compile([entry for entry, key in self._entries.items() if key in keys])
        return self._by_keys[keys]

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The first place of an entry from `at` on."""
        found = self._keys_in(text)
        return None if self.keys.isdisjoint(found) else self._compiled(self.keys & found).search(text, at)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """An entry that begins at `at`."""
        found = self._keys_in(text)
        return None if self.keys.isdisjoint(found) else self._compiled(self.keys & found).match(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """An entry that is all of the text."""
        found = self._keys_in(text)
        return None if self.keys.isdisjoint(found) else self._compiled(self.keys & found).fullmatch(text)

    def finditer(self, text: str, at: int = 0) -> Iterator[re.Match[str]]:
        """All places, from left to right."""
        found = self._keys_in(text)
        return iter(()) if self.keys.isdisjoint(found) else self._compiled(self.keys & found).finditer(text, at)

    def findall(self, text: str) -> list[str]:
        """All entries as they are written."""
        return [match[0] for match in self.finditer(text)]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """The text with something else for each place."""
        found = self._keys_in(text)
        return text if self.keys.isdisjoint(found) else self._compiled(self.keys & found).sub(by, text, count=count)
