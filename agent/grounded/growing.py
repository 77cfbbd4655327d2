"""A reply while it streams in: each statement is told as soon as it is complete and verified, never before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from agent.grounded.brief import Step, Watch

_DECODER = json.JSONDecoder()


@dataclass
class GrowingReply:
    """Given the text of a reply as it grows, tells the statements that hold; each once, also when the reply begins anew.

    The statements are the list under `name`; `held` gives the words of one that holds, "" for any other value.
    """

    name: str
    held: Callable[[object], str]
    watch: Watch
    _judged: int = 0
    _said: set[str] = field(default_factory=set)

    def __call__(self, text: str) -> None:
        entries = list(complete_entries(text, self.name))
        if len(entries) < self._judged:
            self._judged = 0
        for entry in entries[self._judged :]:
            words = self.held(entry)
            if words and words not in self._said:
                self._said.add(words)
                self.watch(Step("claim", words))
        self._judged = len(entries)


def complete_entries(text: str, name: str) -> Iterator[object]:
    """The members of the list under a name that a beginning of a JSON object holds whole; none where it is no such object."""
    _, found, rest = text.partition(f'"{name}"')
    at = rest.find("[")
    if not found or at < 0 or rest[:at].strip() != ":":
        return
    at += 1
    while True:
        while at < len(rest) and rest[at] in " \t\r\n,":
            at += 1
        try:
            value, at = _DECODER.raw_decode(rest, at)
        except (ValueError, RecursionError):
            return
        yield value
