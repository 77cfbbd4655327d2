"""Totals and averages that a document states under a label, wherever: in a line, a heading, a row of two cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.facts import canonical_terms
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.grid import Grid
from agent.rules.reading.records import Field
from agent.rules.reading.vocabulary import pattern

COMPOUND = expression(r"\bgesamt(?=[^\W\d_]{4})", re.IGNORECASE)
HEADING = expression(r"([^\W\d][^:：=\n]{1,60}?)[\s*_]*[:：=(（–—-][\s*_~≈约約]*$")
COUNTED = expression(r"^(.*[^\s(（\[【])\s*[(（\[【][^()（）\[\]【】\d]*$")
BEHIND = expression(r"[^()（）\[\]【】\d]{0,30}[)）\]】][\s*_:：.]*$")
CLOSED = expression(r"[\s*_.:)）]*$")


class StatedTotal(Struct, frozen=True):
    """`of` are the terms of what is summed up, none where the label is a word for a sum and nothing else."""

    label: str
    of: frozenset[str]
    average: bool
    quantity: Quantity
    line: int
    section: int | None


def core_terms(label: str, language: str) -> frozenset[str]:
    """The terms of a label without the words that make it a total or an average: those of "hours worked" for "Total hours worked"."""
    plain = COMPOUND.sub("", label)
    for words in ("sum_words", "mean_words"):
        plain = pattern(words).sub(" ", plain)
    return frozenset(canonical_terms(plain, language))


def is_average(label: str) -> bool:
    return bool(pattern("mean_words").search(label))


def is_sum(label: str) -> bool:
    return (
        names_total(label)
        or bool(COMPOUND.match(label))
        or bool((match := pattern("sum_words").search(label)) and match.end() - match.start() < len(label))
    )


def stated_totals_of(roadmap: Roadmap, fields: Sequence[Field], grids: Sequence[Grid]) -> tuple[StatedTotal, ...]:
    """In the order of the document."""
    found = [
        _made(roadmap, field.label, field.quantity, field.line, field.section)
        for field in fields
        if is_average(field.label) or is_sum(field.label)
    ]
    found += [_made(roadmap, *place) for place in (*_in_headings(roadmap), *_in_rows(grids))]
    return tuple(sorted(found, key=lambda total: total.line))


def _made(roadmap: Roadmap, label: str, quantity: Quantity, line: int, section: int | None) -> StatedTotal:
    return StatedTotal(label, core_terms(label, roadmap.language), is_average(label), quantity, line, section)


Place = tuple[str, Quantity, int, int | None]


def _in_headings(roadmap: Roadmap) -> Iterator[Place]:
    """ "Total effort: 467 hours", "Total cost (120,000 €)"."""
    for block in roadmap.document.blocks:
        tokens = roadmap.tokens[block.index] if block.kind == "heading" and block.index < len(roadmap.tokens) else ()
        values = [token for token in tokens if isinstance(token.value, Quantity)]
        if len(values) == 1 and (place := _of_heading(block, values[0])):
            yield place


def _of_heading(block: Block, token: Token) -> Place | None:
    match = HEADING.search(block.text[: token.start])
    named = match is not None and CLOSED.match(block.text, token.end) and (is_sum(match[1]) or is_average(match[1]))
    return (match[1].strip(), token.value, block.line, block.index) if match and named and isinstance(token.value, Quantity) else None


def _in_rows(grids: Sequence[Grid]) -> Iterator[Place]:
    """Rows of tables that give one value for each label."""
    for grid in grids:
        for line in grid.lines if grid.width == 2 else ():
            value = line.cells[1].quantity
            if value and (is_sum(line.cells[0].text) or is_average(line.cells[0].text)):
                yield line.cells[0].text, value, line.line, grid.block.section


def announced_counts(roadmap: Roadmap) -> Iterator[StatedTotal]:
    """Counts in the brackets that a heading ends with: "Functions (37 in total)", "Offene Punkte (12)"."""
    for block in roadmap.document.blocks:
        tokens = roadmap.tokens[block.index] if block.kind == "heading" and block.index < len(roadmap.tokens) else ()
        values = [token for token in tokens if isinstance(token.value, Quantity)]
        token = values[-1] if values else None
        if token is None or not isinstance(token.value, Quantity) or token.value.kind != "count" or token.value.is_range:
            continue
        match = COUNTED.match(block.text[: token.start].replace("\n", " "))
        if match and BEHIND.match(block.text, token.end) and not is_sum(match[1]):
            yield _made(roadmap, match[1].strip(), token.value, block.line, block.index)
