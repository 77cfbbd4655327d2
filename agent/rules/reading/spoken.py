"""The values of a sentence, those in words with them: "three in monitoring", "a third less", "from 12 to 20" as two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.phrases import Phrases, spans
from agent.model.quantity import Quantity
from agent.rules.reading.sentences import Sentence
from agent.word_lists import read_lists

PARTS = {
    "half": 1 / 2, "third": 1 / 3, "two-thirds": 2 / 3, "quarter": 1 / 4, "three-quarters": 3 / 4, "fifth": 1 / 5, "two-fifths": 2 / 5,
    "three-fifths": 3 / 5, "four-fifths": 4 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10,
}  # fmt: skip
# Between where a value comes from and where it goes to, right before the second.
WAY = expression(r"(?:^|\s)(?:to|auf|à|a|al|para|até|hasta|zu|bis)[\s*_~≈$€£]*$|→|->|⇒|➜|=>")
JOINED = expression(r"\s(?:to|auf|à|a|al|para|até|hasta|zu|bis)\s|→|->|⇒|➜|=>")  # "200-300%" is one value
MULTIPLES = {"double": 2.0, "triple": 3.0, "quadruple": 4.0, "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4}


class Value(Struct, frozen=True):
    """A quantity at its place in a sentence.

    `spoken` when a word without a noun says it, `course` when it is where the value before it goes to.
    """

    quantity: Quantity
    start: int
    end: int
    text: str
    spoken: bool = False
    course: bool = False

    @property
    def kind(self) -> str:
        return self.quantity.kind

    @property
    def most(self) -> float:
        return self.quantity.most


class Part(Struct, frozen=True):
    """A fraction or a multiple in words."""

    factor: float
    start: int
    end: int
    text: str


def values_in(sentence: Sentence, language: str) -> tuple[Value, ...]:
    """Quantities and bare numbers of a sentence from left to right, numbers in words between them."""
    found = [
        value
        for token in sentence.tokens
        if isinstance(token.value, Quantity)
        for value in _values(token.value, token.start, token.end, token.text)
    ]
    taken = [(token.start, token.end) for token in sentence.tokens]
    taken += [(part.start, part.end) for part in parts_in(sentence.text)]
    for start, end, number in _numbers_in(sentence.text, language):
        if not any(start < last and first < end for first, last in taken):
            found.append(Value(Quantity(number, number, number, number, "count"), start, end, sentence.text[start:end], spoken=True))
    return tuple(_with_units(sentence.text, sorted(found, key=lambda value: value.start)))


def number_said(word: str, language: str) -> float | None:
    """The number that a folded word says."""
    return _numbers(language).get(word)


@lru_cache(maxsize=4096)
def _numbers_in(text: str, language: str) -> tuple[tuple[int, int, float], ...]:
    """Start, end and value of the numbers in words."""
    return tuple(spans(fold(text), _numbers(language)))


def _with_units(text: str, values: list[Value]) -> Iterator[Value]:
    """A bare number on the way to a value has its unit: "from 42 to 21 hours"."""
    for at, value in enumerate(values):
        after = values[at + 1] if at + 1 < len(values) else None
        bare = after is not None and value.kind == "count" and not value.quantity.unit and after.kind in ("duration", "percent", "money")
        if after is not None and bare and WAY.search(text[value.end : after.start].casefold()):
            yield replace(
                value, quantity=replace(value.quantity, kind=after.quantity.kind, unit=after.quantity.unit, per=after.quantity.per)
            )
        else:
            yield value


def _values(quantity: Quantity, start: int, end: int, text: str) -> Iterator[Value]:
    if not quantity.is_range or quantity.comparator != "=" or not JOINED.search(text.casefold()):
        yield Value(quantity, start, end, text)
        return
    low, high = quantity.least, quantity.most
    yield Value(replace(quantity, low=low, high=low, least=low, most=low), start, start, text)
    yield Value(replace(quantity, low=high, high=high, least=high, most=high), end, end, text, course=True)


@lru_cache(maxsize=4096)  # several rules ask of one sentence
def parts_in(text: str) -> tuple[Part, ...]:
    """Fractions: "a third", "la moitié"."""
    return tuple(Part(PARTS[name], start, end, text[start:end]) for start, end, name in spans(fold(text), _phrases("parts")))


def multiples_in(text: str) -> tuple[Part, ...]:
    """Words that say to how many times something goes: "double", "halve"."""
    return tuple(Part(MULTIPLES[name], start, end, text[start:end]) for start, end, name in spans(fold(text), _phrases("multiples")))


@cache
def _lists(name: str) -> dict[str, object]:
    return cast("dict[str, object]", read_lists("agent.rules", "spoken_numbers.yaml")[name])


@cache
def _phrases(name: str) -> Phrases[str]:
    return Phrases((word, meaning) for meaning, words in _lists(name).items() for word in cast("list[str]", words))


@cache
def _numbers(language: str) -> Phrases[float]:
    words = cast("dict[str, int]", _lists("numbers").get(language) or _lists("numbers")["en"])
    return Phrases((word, float(number)) for word, number in words.items())
