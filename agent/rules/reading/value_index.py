"""Sentences by the kinds of values in them: most rules look for one or two kinds, and most sentences hold none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from agent.model.quantity import Quantity, Window
from agent.rules.reading.sentences import Sentence

_ANY = "quantity"


class ValueIndex:
    """The sentences of a document by the kinds of their quantities ("money", "percent", ...), and those with a "window"."""

    __slots__ = ("_by_kind", "_sentences")

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._by_kind: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            for kind in _kinds(sentence) if sentence.tokens else ():
                self._by_kind[kind].append(at)

    def holding(self, *kinds: str) -> tuple[Sentence, ...]:
        """The sentences with a value of one of the kinds, in order; without a kind, those with any quantity."""
        wanted = kinds or (_ANY,)
        found = (
            self._by_kind.get(wanted[0], ()) if len(wanted) == 1 else sorted({at for kind in wanted for at in self._by_kind.get(kind, ())})
        )
        return tuple([self._sentences[at] for at in found])


def _kinds(sentence: Sentence) -> set[str]:
    values = [token.value for token in sentence.tokens]
    kinds: set[str] = {value.kind for value in values if isinstance(value, Quantity)}
    if kinds:
        kinds.add(_ANY)
    if any(isinstance(value, Window) for value in values):
        kinds.add("window")
    return kinds
