"""The figures of one sentence or cell in a row, with what stands between them: what statements about their relation are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from agent.facts.lexicon import word_list
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

MOST = 5
LONGEST_GAP = 48
ARROWS = ("→", "->", "⇒", "➜")
UNSPACED = ("から", "到", "至")


class Figure(Struct, frozen=True):
    """`lead` is the text between the figure before, or the start, and this one; `ends` are both of a range that says "from ... to"."""

    quantity: Quantity
    text: str
    lead: str
    tail: str  # up to the next figure, or the end


class Pair(Struct, frozen=True):
    """Two amounts of one kind that the text sets against each other, in its order; `course` where it goes from the first to the second."""

    first: Quantity
    second: Quantity
    text: str
    course: bool


def figures_in(sentence: Sentence) -> tuple[Figure, ...]:
    """The figures of a sentence, none where it has a number that is none, or too many to be about one relation."""
    tokens = [token for token in sentence.tokens if isinstance(token.value, Quantity)]
    if not tokens or len(tokens) > MOST or (len(tokens) == 1 and not _is_range(tokens[0].value)):
        return ()
    found, start = [], 0
    for at, token in enumerate(tokens):
        end = tokens[at + 1].start if at + 1 < len(tokens) else len(sentence.text)
        if isinstance(token.value, Quantity):
            found.append(
                Figure(token.value, " ".join(token.text.split()), sentence.text[start : token.start], sentence.text[token.end : end])
            )
        start = token.end
    return tuple(found)


def _is_range(value: object) -> bool:
    return isinstance(value, Quantity) and value.is_range


def pairs_in(figures: tuple[Figure, ...], *, against: bool) -> Iterator[tuple[Pair, tuple[Figure, ...]]]:
    """Each pair with the figures beside it: from one to the other, or, where `against`, one held against the other."""
    for at, figure in enumerate(figures):
        if figure.quantity.is_range and _goes(figure):
            low, high = _ends(figure.quantity)
            yield Pair(low, high, figure.text, course=True), figures[:at] + figures[at + 1 :]
        if at + 1 < len(figures):
            other = figures[at + 1]
            course = _leads_to(figure, other)
            if same_kind(figure.quantity, other.quantity) and (course or (against and _is_held(other.lead))):
                text = f"{figure.text} {other.lead.strip()} {other.text}"
                yield Pair(figure.quantity, other.quantity, text, course), figures[:at] + figures[at + 2 :]


def same_kind(one: Quantity, other: Quantity) -> bool:
    """One kind and unit, bare numbers aside; neither a bound nor a range."""
    units = {one.unit, other.unit} - {""}
    alike = one.kind == other.kind and (len(units) <= 1 or one.kind == "count")
    return alike and not any(value.is_range or value.change or value.comparator in ("<", "<=", ">", ">=") for value in (one, other))


def _ends(quantity: Quantity) -> tuple[Quantity, Quantity]:
    low, high = quantity.least, quantity.most
    return replace(quantity, low=low, high=low, least=low, most=low), replace(quantity, low=high, high=high, least=high, most=high)


def _leads_to(figure: Figure, other: Figure) -> bool:
    gap = other.lead.strip(" \u00a0*_~≈")
    if any(gap.startswith(arrow) or gap.endswith(arrow) for arrow in ARROWS):
        return len(gap) <= LONGEST_GAP
    if gap.startswith(UNSPACED) or gap.endswith(UNSPACED):
        return len(gap) <= LONGEST_GAP
    words = gap.casefold().split()
    return bool(words) and words[-1] in _words("to") and len(words) <= 4 and _follows_from(figure.lead)


def _goes(figure: Figure) -> bool:
    """Whether a range is a way from its low end to its high one: "from 400 to 800", 200万円から400万円."""
    words = figure.text.casefold().split()
    spoken = any(word in _words("to") for word in words[1:-1]) or any(sign in figure.text for sign in UNSPACED)
    return spoken and (words[0] in _words("from") or _follows_from(figure.lead) or not figure.text.isascii() or len(words) == 3)


def _follows_from(lead: str) -> bool:
    words = lead.casefold().rstrip(" \u00a0~≈(").split()
    return bool(words) and (words[-1].lstrip("(") in _words("from") or words[-1][-1] in "从由")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in word_list("equations", key))


def _is_held(gap: str) -> bool:
    return len(gap) <= LONGEST_GAP and not re.search(r"[|;\n]", gap) and bool(pattern("held_against").search(gap))


def sentences_with_figures(roadmap: Roadmap, sentences: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, tuple[Figure, ...]]]:
    """Sentences whose computation no other reading has understood."""
    judged = {line for equation in roadmap.equations for line in range(equation.span.line, equation.span.end_line + 1)}
    for sentence in sentences:
        if sentence.line not in judged and (figures := figures_in(sentence)):
            yield sentence, figures
