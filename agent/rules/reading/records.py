"""Labels that come again with a value in one section or entry after the other: records, as tables are that nobody drew.

Fourteen sprints that each end in "Hours: 13 h", "Effort: 3" and "Velocity: 4.3" are a table of fourteen rows and three columns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.lines import READ, TextLine, by_line

FEWEST = 4  # records: fewer have relations by chance
MOST_LABELS = 10
SIGNS = (":", "：", "=")
# One place of a line that states a value: from its start, a mark between statements or the end of the one before.
PARTS = expression(r"\s*[|•·;；]\s*|,\s+(?=[^\W\d])|\t+")
LABEL = expression(r"([^\W\d][^:：=\n]{0,48}?)[\s*_]*[:：=][\s*_~≈约約]*$")
ENDS = expression(r"[\s*_.)）!]*(?:$|[(（])")


class Field(Struct, frozen=True):
    """`label` as written, the one quantity stated for it, and where."""

    label: str
    name: str  # the label folded
    quantity: Quantity
    text: str
    line: int
    section: int | None
    entry: int  # the outermost list item it stands in, its own block where there is none
    tokens: tuple[Token, ...]


class Records(Struct, frozen=True):
    """`names` come in every record, or nearly; a record maps some of them to their fields."""

    names: tuple[str, ...]
    rows: tuple[Mapping[str, Field], ...]

    def column(self, name: str) -> tuple[Field, ...]:
        return tuple(row[name] for row in self.rows if name in row)


def fields_of(roadmap: Roadmap) -> tuple[Field, ...]:
    """Every "Label: 12 h" outside of tables, several on a line included."""
    blocks = roadmap.document.blocks
    return tuple(field for block in blocks for line in _lines(roadmap, block) for field in _stated(blocks, line))


def _lines(roadmap: Roadmap, block: Block) -> Iterator[TextLine]:
    """The lines of a block that may state something, none of most blocks."""
    tokens = roadmap.tokens[block.index] if block.kind in READ and block.index < len(roadmap.tokens) else ()
    if not any(sign in block.text for sign in SIGNS) or not any(isinstance(token.value, Quantity) for token in tokens):
        return
    for at, text, own in by_line(block.text, tokens):
        if own:
            yield TextLine(text, block.line + at, block.index, block.section, "", own)


def _stated(blocks: Sequence[Block], line: TextLine) -> Iterator[Field]:
    values = [token for token in line.tokens if isinstance(token.value, Quantity)]
    if not values or not any(sign in line.text for sign in SIGNS):
        return
    start = 0
    for cut in (*PARTS.finditer(line.text), None):
        end = cut.start() if cut else len(line.text)
        own = [token for token in values if start <= token.start and token.end <= end]
        last = own[-1] if own else None  # "Ward 1: Beds: 20": what stands before the label may have a number
        match = LABEL.search(line.text[start : last.start]) if last else None
        if match and last and ENDS.match(line.text, last.end, end):
            name, value = normalise(match[1]), last.value
            if name and isinstance(value, Quantity):
                yield Field(match[1].strip(" *_"), name, value, last.text, line.line, line.section, _entry(blocks, line.block), (last,))
        start = cut.end() if cut else end


def _entry(blocks: Sequence[Block], at: int) -> int:
    """The outermost list item around a block."""
    while (above := blocks[at].parent) is not None:
        at = above
    return at


def records_of(blocks: Sequence[Block], fields: Sequence[Field]) -> tuple[Records, ...]:
    """The sets of records: by section where a label stands once in each, else by the entries of lists."""
    by_name: dict[str, list[Field]] = defaultdict(list)
    for field in fields:
        by_name[field.name].append(field)
    common = {name: found for name, found in by_name.items() if len(found) >= FEWEST}
    sections = {name: found for name, found in common.items() if _once(field.section for field in found)}
    entries = {name: found for name, found in common.items() if name not in sections and _once(field.entry for field in found)}
    made = (_by_section(blocks, sections), _records(entries, lambda field: field.entry))
    return tuple(records for records in made if records)


def _by_section(blocks: Sequence[Block], columns: Mapping[str, Sequence[Field]]) -> Records | None:
    """The records of sections; where each label has sections of its own, those of the sections around them."""

    def around(field: Field) -> int | None:
        return blocks[field.section].section if field.section is not None else None

    records = _records(columns, lambda field: field.section)
    if records is None or len(records.rows) <= max(len(records.column(name)) for name in records.names):
        return records
    wider = {name: found for name, found in columns.items() if _once(around(field) for field in found)}
    return _records(wider, around) if len(wider) > 1 else records


def _once(keys: Iterator[int | None]) -> bool:
    """Whether all keys but one differ: the last record may be followed by the total of all."""
    counts = Counter(keys)
    return len(counts) >= FEWEST and sum(counts.values()) - len(counts) <= 1


def _records(columns: Mapping[str, Sequence[Field]], key: Callable[[Field], int | None]) -> Records | None:
    rows: dict[int | None, dict[str, Field]] = defaultdict(dict)
    for name, found in columns.items():
        for field in found:
            rows[key(field)].setdefault(name, field)
    names = tuple(columns)[:MOST_LABELS]
    ordered = sorted(rows.values(), key=lambda row: min(field.line for field in row.values()))
    return Records(names, tuple(ordered)) if names else None


def grid_of(records: Records, block: Block) -> Grid | None:
    """The records as a table, those of them that state two of the labels at least; None where nothing could be related."""
    rows = [row for row in records.rows if len(row) >= 2]
    names = [name for name in records.names if sum(name in row for row in rows) >= FEWEST]
    if len(names) < 2 or len(rows) < FEWEST:
        return None
    lines = tuple(_line(at, row, names) for at, row in enumerate(rows))
    headers = tuple(next(row[name].label for row in rows if name in row) for name in names)
    return Grid(block, headers, lines[0].line, lines)


def _line(at: int, row: Mapping[str, Field], names: Sequence[str]) -> Line:
    places = [field.line for field in row.values()]
    empty = GridCell("", min(places), min(places), (), None)
    cells = tuple(_cell(row[name]) if name in row else empty for name in names)
    return Line(at, "", cells, min(places), max(places))


def _cell(field: Field) -> GridCell:
    return GridCell(field.text, field.line, field.line, field.tokens, field.quantity)
