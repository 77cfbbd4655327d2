"""Who works on the plan: the one list or table of a document that counts people by role, and what sentences say of the whole team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.amounts import allowed
from agent.rules.reading.enumerations import is_people
from agent.rules.reading.grid import Grid, row_span
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

FEWEST = 2
WORD = expression(r"[^\W\d_]{3,}")
MOST = 1000


class Roster(Struct, frozen=True):
    """People by role: `sizes` are their sums, one for each time the table knows, in its order; `stated` is the span of a total row."""

    section: int | None
    sizes: tuple[Interval, ...]
    parts: tuple[Span, ...]
    line: int


def rosters_of(roadmap: Roadmap, grids: Sequence[Grid], sentences: Sequence[Sentence]) -> tuple[Roster, ...]:
    """Every table and list that counts the people of a plan."""
    found = [roster for grid in grids if (roster := _of_table(roadmap, grid))]
    return (*found, *_of_lists(roadmap, sentences))


def _of_table(roadmap: Roadmap, grid: Grid) -> Roster | None:
    above = roadmap.document.blocks[grid.block.section].text if grid.block.section is not None else ""
    columns = [at for at in range(1, grid.width) if grid.numeric(at)]
    named = [at for at in columns if _is_head_of_people(grid.headers[at])]
    chosen = named or (columns if pattern("staff").search(above) else [])
    lines = [line for line in grid.lines if not line.total]
    if len(lines) < FEWEST or not (len(chosen) == 1 or (chosen and _are_times(roadmap, grid, chosen))):
        return None
    sizes = []
    for at in chosen:
        values = [quantity for line in lines if (quantity := line.cells[at].quantity)]
        if len(values) != len(lines) or any(value.kind != "count" or value.per for value in values):
            return None
        sizes.append(summed(map(allowed, values)))
    return Roster(grid.block.section, tuple(sizes), tuple(row_span(roadmap, line) for line in lines), grid.header_line)


def _are_times(roadmap: Roadmap, grid: Grid, columns: Sequence[int]) -> bool:
    """Whether the heads of all columns are times."""
    heads = [at for at, row in enumerate(grid.block.rows) if row.header]
    dated = (
        any(token.kind == "window" for head in heads for token in roadmap.cells.get((grid.block.index, head, at), ())) for at in columns
    )
    return grid.is_series(columns) or all(dated)


def _is_head_of_people(header: str) -> bool:
    return bool(pattern("persons").fullmatch(header.strip()) or pattern("heads_of_people").fullmatch(header.strip()))


def _of_lists(roadmap: Roadmap, sentences: Sequence[Sentence]) -> Iterator[Roster]:
    """Lists of a section about the team in which every entry counts people once."""
    blocks = roadmap.document.blocks
    sections: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        section = blocks[sentence.block].section
        if sentence.kind == "item" and section is not None:
            sections.setdefault(section, []).append(sentence)
    for section, entries in sections.items():
        counts = [people_in(entry.tokens) for entry in entries]
        alone = all(len(found) == 1 and len(entry.quantities) == 1 for found, entry in zip(counts, entries, strict=True))
        if len(entries) >= FEWEST and alone and pattern("staff").search(blocks[section].text):
            sizes = [found[0].value for found in counts if isinstance(found[0].value, Quantity)]
            spans = tuple(roadmap.document.span(entry.line, entry.end_line) for entry in entries)
            yield Roster(section, (summed(map(allowed, sizes)),), spans, entries[0].line)


def people_in(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The figures that count people as such."""
    return tuple(
        token for token in tokens if isinstance(token.value, Quantity) and _counts(token.value) and _is_of_people(token, token.value)
    )


def _is_of_people(token: Token, value: Quantity) -> bool:
    """Also where a verb was taken for the noun: "16 people deliver it"."""
    word = WORD.search(token.text)
    return is_people(value) or bool(value.kind == "count" and word and pattern("persons").fullmatch(word[0]))


def _counts(value: Quantity) -> bool:
    return not value.per and not value.change and 1 <= value.most <= MOST
