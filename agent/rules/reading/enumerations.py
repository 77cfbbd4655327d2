"""A whole and the parts that one sentence lists for it: "14 people: 3 in design, 6 in engineering and 5 in support"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.reading.vocabulary import pattern

OPENS = expression(r"[:：]|[(（]|\s[—–-]\s|——")
CLOSING = {"(": ")", "（": "）"}
BETWEEN = expression(r",(?!\d)|[;、，；]|\s(?:and|und|sowie|et|y|e|и|plus)\s|\s?[&+]\s?|と|和|及び|以及")
ENDS = expression(r"[.。!?！？]\s*$")
SINGLE = expression(r"\s*(?:(?:and|und|et|y|e|и)\s)?(?:one|an?|eine?n?|une?|uno|una|uma?|один|одна)\s+[^\W\d_]", re.IGNORECASE)
OPEN_ENDED = expression(r"\.\.\.|…|\betc\b|\bu\. ?a\b|など|等[）)。]?$")
REACH = 40  # characters between the whole and the mark that opens its parts
FEWEST = 2
LONGEST_KIND = 5  # words of "14 Rust integration tests"
NAME_ONLY = expression(r"(?:\s?[^\W\d]+){0,3}[\s*_]*")
ONE = Quantity(1, 1, 1, 1, "count")


class Enumeration(Struct, frozen=True):
    """`parts` is complete: each of the pieces between the separators has one figure.

    `partly` says that the text calls them some of the whole, `kinds` that each is of a kind of its own ("47 views (29 new, 18 old)").
    """

    whole: Token
    parts: tuple[Quantity, ...]
    partly: bool
    kinds: bool = False

    @property
    def size(self) -> Quantity:
        assert isinstance(self.whole.value, Quantity)
        return self.whole.value


def enumerations_in(text: str, tokens: Sequence[Token]) -> Iterator[Enumeration]:
    """The first whole of a sentence whose parts follow, else one that stands behind its parts ("... , 14 in all")."""
    figures = [token for token in tokens if isinstance(token.value, Quantity)]
    if len(figures) <= FEWEST or OPEN_ENDED.search(text):
        return
    for token in figures[:-FEWEST]:
        found = _opened(text, figures, token)
        if found:
            yield found
            return
    last = figures[-1]
    if pattern("in_all").search(text[max(0, last.start - REACH // 2) : last.end + REACH // 2]):
        parts = parts_between(text, figures[:-1], 0, last.start, last)
        if parts:
            yield Enumeration(last, parts, False)


def _opened(text: str, figures: Sequence[Token], whole: Token) -> Enumeration | None:
    opening = OPENS.search(text, whole.end, whole.end + REACH)
    held = text.rfind("(", 0, whole.start) > text.rfind(")", 0, whole.start)
    if opening is not None and held and text.find(")", whole.end) < opening.start():
        return None  # a figure in brackets has no parts in other brackets
    if opening is None or any(whole.end <= token.start < opening.start() for token in figures):
        return None
    closing = text.find(CLOSING.get(opening[0], ""), opening.end()) if opening[0] in CLOSING else len(text)
    if closing < 0:
        return None
    parts = parts_between(text, figures, opening.end(), closing, whole)
    kinds = () if parts or opening[0] not in CLOSING else _kinds_between(text, figures, opening, closing, whole)
    around = text[max(0, whole.start - REACH) : opening.end() + REACH // 2]
    found = parts or kinds
    return Enumeration(whole, found, bool(pattern("some_of").search(around)), bool(kinds)) if found else None


def _kinds_between(text: str, figures: Sequence[Token], opening: re.Match[str], end: int, whole: Token) -> tuple[Quantity, ...]:
    """The counts that the pieces in brackets right behind a count begin with, each of another kind and smaller."""
    size = whole.value
    between = text[whole.end : opening.start()]
    if not isinstance(size, Quantity) or not _is_number_of_things(size) or "-" in whole.text or not NAME_ONLY.fullmatch(between):
        return ()
    found: list[Quantity] = []
    for first, last in _pieces(text, opening.end(), end):
        inside = [token for token in figures if first <= token.start and token.end <= last]
        value = inside[0].value if len(inside) == 1 else None
        if not isinstance(value, Quantity) or not _is_number_of_things(value) or not value.unit:
            return ()
        if text[first : inside[0].start].strip() or len(text[first:last].split()) > LONGEST_KIND:
            return ()
        found.append(value)
    if len(found) < FEWEST or len({value.unit for value in found}) == 1:
        return ()
    return tuple(replace(value, unit=size.unit) for value in found)


def _is_number_of_things(value: Quantity) -> bool:
    plain = value.kind == "count" and value.comparator == "=" and not value.per and not value.change
    return plain and value.least == value.most and float(value.least).is_integer()


def parts_between(text: str, figures: Sequence[Token], start: int, end: int, whole: Token) -> tuple[Quantity, ...]:
    """One figure for each piece between the separators, of the sort of the whole; none where a piece has none or several."""
    found: list[Quantity] = []
    for first, last in _pieces(text, start, end):
        inside = [token for token in figures if first <= token.start and token.end <= last]
        alike = [token.value for token in inside if isinstance(token.value, Quantity) and is_part_of(whole, token.value, text)]
        others = [
            token for token in inside if isinstance(token.value, Quantity) and token.value.kind == "count" and token.value not in alike
        ]
        if not inside and SINGLE.match(text, first, last):
            found.append(ONE)
        elif len(alike) == 1 and not others and not pattern("each").search(text[first:last]) and not _is_number(alike[0], inside, whole):
            found.append(alike[0])
        elif text[first:last].strip(" .。)）*_"):
            return ()
    return tuple(found) if len(found) >= FEWEST else ()


def _is_number(part: Quantity, inside: Sequence[Token], whole: Token) -> bool:
    """Whether a figure is the number of an entry and no amount: "2/4 done (1.2, 1.4)"."""
    bare = isinstance(whole.value, Quantity) and float(whole.value.least).is_integer() and part.kind == "count" and not part.unit
    return bare and any(token.value is part and "." in token.text for token in inside)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between separators, those in brackets aside."""
    depth, first = 0, start
    cuts = {match.start(): match.end() for match in BETWEEN.finditer(text, start, end)}
    at = start
    while at < end:
        depth += (text[at] in "(（") - (text[at] in ")）")
        if depth <= 0 and at in cuts:
            yield first, at
            first = at = min(cuts[at], end)
            continue
        at += 1
    yield first, end


def is_people(quantity: Quantity) -> bool:
    """Whether a figure counts people as such, not by what they do."""
    return quantity.kind == "count" and bool(quantity.unit) and bool(pattern("persons").fullmatch(quantity.unit))


def is_part_of(whole: Token, part: Quantity, text: str) -> bool:
    """Whether a figure may be a part of another one: of its unit, without any, or somebody where the whole counts people."""
    size = whole.value
    if not isinstance(size, Quantity) or size.per not in ("", part.per) or part.change or size.change:
        return False
    if (part.kind, part.unit) == (size.kind, size.unit):
        return bool(size.unit) or size.kind != "count" or _counts_people(whole, text)
    if part.kind != "count":
        return False
    return not part.unit or (_counts_people(whole, text) and size.kind == "count")


def _counts_people(whole: Token, text: str) -> bool:
    size = whole.value
    if not isinstance(size, Quantity):
        return False
    return is_people(size) or (not size.unit and bool(pattern("staff").search(text[: whole.start])))
