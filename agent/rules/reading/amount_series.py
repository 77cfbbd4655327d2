"""Amounts that stand side by side, one to a line, and the figures that may be what they are together.

A series is the amounts of one kind of a list, of neighbouring headings, of the lines of a drawing, of a column without a total row, or of
one label that comes again in section after section. A whole is a figure of a line that calls it a total, or of a heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import names_total, passed_over
from agent.facts import canonical_terms
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.brackets import before_open_bracket
from agent.rules.reading.entries import BRACKETS
from agent.rules.reading.grid import Grid
from agent.rules.reading.lines import READ, by_line
from agent.rules.reading.records import Field
from agent.rules.reading.siblings import Siblings
from agent.rules.reading.stated_totals import core_terms, is_average, is_sum
from agent.rules.reading.vocabulary import pattern

FEWEST = 2
MOST = 40
LEAST_COUNT = 5
NUMBERS = expression(r"\d[\d.,]*")
LEADS = expression(r"[:：)）][\s*_]*$")
SHARE_OF = expression(r"\d\s*(?:of|/|von|de|sur|di|van|из)\s*$", re.IGNORECASE)
LABELLED = expression(r"[:：=][\s*_~≈约約]*$")
OPEN = ("<", "<=", ">", ">=")
LONGEST = 160  # characters of a line that states one amount
SUMMED = frozenset({"money", "count", "duration", "size"})

Sort = tuple[str, str, str]


class Part(Struct, frozen=True):
    """An amount and its line."""

    line: int
    value: Quantity


class Series(Struct, frozen=True):
    """`lead_line` is the line that names them all, `terms` what they are called, `form` of what they are made, `section` their heading."""

    form: str
    parts: tuple[Part, ...]
    lead_line: int
    section: int | None
    terms: frozenset[str]
    label: str

    @property
    def sort(self) -> Sort:
        return sort_of(self.parts[0].value)


class Whole(Struct, frozen=True):
    """A figure that may be of several: `named` where its line calls it a total."""

    line: int
    value: Quantity
    section: int | None
    terms: frozenset[str]
    label: str
    named: bool
    heading: bool


def sort_of(value: Quantity) -> Sort:
    return value.kind, value.unit, value.per


def series_of(roadmap: Roadmap, siblings: Sequence[Siblings], grids: Sequence[Grid], fields: Sequence[Field]) -> Iterator[Series]:
    """All of them, of amounts that add up."""
    language, blocks = roadmap.language, roadmap.document.blocks
    for group in siblings:
        if sum(_has_quantity(entry.tokens) for entry in group.entries) < FEWEST:
            continue
        entries = [entry for entry in group.entries if not names_total(_label(entry.text, entry.tokens)) and not _is_bare_lead(entry.text)]
        if not FEWEST <= len(entries) <= MOST or any(len(entry.text) > LONGEST for entry in entries):
            continue
        found = [_amounts(entry.text, entry.tokens) for entry in entries]
        shared = [sort for sort in (found[0] if found else ()) if all(sort in amounts for amounts in found)]
        if group.kind == "heading":
            shared = [
                sort for sort in dict.fromkeys(sort for amounts in found for sort in amounts) if sum(sort in a for a in found) >= FEWEST
            ]
        for sort in shared:
            parts = tuple(Part(entry.line, amounts[sort]) for entry, amounts in zip(entries, found, strict=True) if sort in amounts)
            terms = _terms((group.lead, *_headings(blocks, group.section)), language) | _units(parts, language)
            yield Series(group.kind, parts, group.lead_line, group.section, terms, group.lead.strip(" *#:：") or entries[0].text.strip())
    for grid in grids:
        lines = [line for line in grid.lines if any(cell.text.strip() for cell in line.cells)]
        if any(line.total for line in lines) or not FEWEST < len(lines) <= MOST:
            continue
        for at in range(1, grid.width):
            values = [line.cells[at].quantity for line in lines]
            known = [value for value in values if value is not None and _adds(value)]
            if len(known) == len(lines) and len({sort_of(value) for value in known}) == 1 and not pattern("price").search(grid.headers[at]):
                parts = tuple(Part(line.line, value) for line, value in zip(lines, known, strict=True))
                terms = _terms((grid.headers[at], *_headings(blocks, grid.block.section)), language) | _units(parts, language)
                yield Series("column", parts, 0, grid.block.section, terms, grid.headers[at])
    yield from _of_fields(roadmap, fields)


def _of_fields(roadmap: Roadmap, fields: Sequence[Field]) -> Iterator[Series]:
    """One label with an amount in several sections side by side."""
    blocks = roadmap.document.blocks
    found: dict[tuple[str, int | None, Sort], list[Field]] = defaultdict(list)
    for field in fields:
        if field.section is not None and _adds(field.quantity) and not is_sum(field.label) and not is_average(field.label):
            found[field.name, blocks[field.section].section, sort_of(field.quantity)].append(field)
    for (_, above, _), own in found.items():
        if FEWEST <= len(own) <= MOST and len({field.section for field in own}) == len(own):
            parts = tuple(Part(field.line, field.quantity) for field in own)
            terms = _terms((own[0].label, *_headings(blocks, above)), roadmap.language) | _units(parts, roadmap.language)
            yield Series("field", parts, blocks[above].line if above is not None else 0, above, terms, own[0].label)


def wholes_of(roadmap: Roadmap, kinds: Set[tuple[str, str]]) -> Iterator[Whole]:
    """Figures of these kinds and periods, of lines outside of tables that call them a total or may name what follows."""
    for block in roadmap.document.blocks:
        tokens = roadmap.tokens[block.index] if block.kind in (*READ, "heading") and block.index < len(roadmap.tokens) else ()
        if not _has_quantity(tokens):
            continue
        section = block.index if block.kind == "heading" else block.section
        leads = block.kind in ("heading", "item") or bool(block.bold)
        for at, text, own in by_line(block.text, tokens):
            amounts = _amounts(text, [token for token in own if not SHARE_OF.search(text[: token.start])]).values()
            values = [value for value in amounts if (value.kind, value.per) in kinds]
            if not values:
                continue
            label = _label(text, own)
            named = is_sum(label) and not passed_over(label)
            if not (named or leads or LEADS.search(text)) or is_average(label) or pattern("some_of").search(label):
                continue
            terms = core_terms(NUMBERS.sub(" ", text), roadmap.language)
            shown = before_open_bracket(label.strip(" *_#(（:：")) or " ".join(text.split())[:50]
            for value in values:
                yield Whole(block.line + at, value, section, terms, shown, named, block.kind == "heading")


def _amounts(text: str, tokens: Sequence[Token]) -> dict[Sort, Quantity]:
    """The one amount of each kind: behind the last sign of equality, else outside of brackets, else in them."""
    found = [token for token in tokens if isinstance(token.value, Quantity) and _adds(token.value)]
    if not found:
        return {}
    equal = max((token.end for token in tokens if token.kind == "operator" and token.value == "="), default=0)
    aside = [match.span() for match in BRACKETS.finditer(text)]
    sorts: dict[Sort, list[tuple[bool, Quantity]]] = defaultdict(list)
    for token in found:
        if token.start >= equal and isinstance(token.value, Quantity):
            sorts[sort_of(token.value)].append((any(a <= token.start < b for a, b in aside), token.value))
    amounts = {}
    for sort, values in sorts.items():
        outside = [value for inside, value in values if not inside] or [value for _, value in values]
        if len(outside) == 1 or (values[0][1] is found[0].value and LABELLED.search(text[: found[0].start])):
            amounts[sort] = outside[0]
    return amounts


def _has_quantity(tokens: Sequence[Token]) -> bool:
    return any([isinstance(token.value, Quantity) for token in tokens])  # noqa: C419 - a list is quicker


def _adds(value: Quantity) -> bool:
    return value.kind in SUMMED and not value.change and value.comparator not in OPEN and value.least > 0


def _label(text: str, tokens: Sequence[Token]) -> str:
    """What stands before the first figure."""
    starts = [token.start for token in tokens if isinstance(token.value, Quantity)]
    return text[: min(starts)] if starts else text


def _is_bare_lead(text: str) -> bool:
    return text.rstrip(" *_").endswith((":", "："))


def _headings(blocks: Sequence[Block], section: int | None) -> tuple[str, ...]:
    return (blocks[section].text,) if section is not None else ()


def _terms(texts: Sequence[str], language: str) -> frozenset[str]:
    words = frozenset(term for text in texts for term in canonical_terms(NUMBERS.sub(" ", text), language))
    return frozenset(word for word in words if len(word) > 2 or not word.isascii())


def _units(parts: Sequence[Part], language: str) -> frozenset[str]:
    units = {part.value.unit for part in parts if part.value.kind == "count"}
    return frozenset(canonical_terms(units.pop(), language)) if len(units) == 1 else frozenset()
