"""The figures of tables: each with the name of its row, and where the column says of what it is, with the words of its header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.extract.wording.roles import column_role
from agent.extract.wording.words import names_total
from agent.facts import lookup_label
from agent.facts.changes import speaks_of_change
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.claims import MOSTLY, Claim, Name, Setting, signed, strong, terms_in, without_values
from agent.rules.reading.claims_in_text import WORDS_OF_TOTAL, counted_words
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.marks import Places, parts_in
from agent.rules.reading.vocabulary import pattern

LETTERS = expression(r"[^\W\d_]{2}")
MOST_IN_CELL = 8
# Headers that say which figure of the thing a column holds, not what of it.
VALUES = frozenset(
    {
        "cost",
        "budget",
        "total",
        "amount",
        "value",
        "metric",
        "target",
        "baseline",
        "actual",
        "people",
        "effort",
        "duration",
        "result",
        "status",
    }
)
TIMES = frozenset({"window", "start", "end", "id", "priority", "depends_on"})


def claims_in_table(roadmap: Roadmap, places: Places, grid: Grid) -> Iterator[Claim]:
    """The claims of the cells of a table; a number that begins a row names it."""
    rows = [at for at, row in enumerate(grid.block.rows) if row.header]
    tokens = [tuple(t for at in rows for t in roadmap.cells.get((grid.block.index, at, column), ())) for column in range(grid.width)]
    headers = [_Header(text, roadmap.language, own) for text, own in zip(grid.headers, tokens, strict=True)]
    for line in grid.lines:
        first = _naming_cell(line) if any(_figures(cell) for cell in line.cells) else None
        label = _label(first, roadmap.language) if first else frozenset()
        if not first or not strong(label) or (names_total(first.text) and len(strong(label)) < WORDS_OF_TOTAL):
            continue
        kinds = Counter(value.kind for cell in line.cells for _, value in _figures(cell))
        for at, cell in enumerate(line.cells):
            if at and cell is not first:
                for token, value in _figures(cell):
                    if not headers[at].skips(value):
                        counted = value.kind != "count" or bool(value.unit)
                        alone = headers[at].plain or (counted and kinds[value.kind] == 1)
                        yield _claim(roadmap, places, grid, line, first, label, cell, (token, value), headers[at], alone=alone)


class _Header:
    """What the header of a column makes of its figures."""

    def __init__(self, text: str, language: str, tokens: tuple[Token, ...]) -> None:
        meaning = lookup_label(text)
        attribute = meaning.attribute if meaning else ""
        self.text = text
        self.times = tuple(token for token in tokens if isinstance(token.value, Window))
        for token in self.times:
            text = text.replace(token.text, " ")
        self.terms = terms_in(text, language)
        self.plain = attribute in VALUES or bool(column_role(text)) or not strong(self.terms)
        self.timed = attribute in TIMES
        self.changes = not LETTERS.search(self.text) or speaks_of_change(text) or bool(pattern("sort_of_change").search(text))

    def skips(self, value: Quantity) -> bool:
        """Whether the column holds changes, numbers of things or times: "Completion" is a date or a percentage."""
        return self.changes or (self.timed and value.kind not in ("percent", "duration"))


def _figures(cell: GridCell) -> tuple[tuple[Token, Quantity], ...]:
    """The figures of a cell that a reader may take from it: the last of a change, those of words and of a computation."""
    found = tuple((token, token.value) for token in cell.tokens if isinstance(token.value, Quantity) and token.kind != "ordinal")
    if len(found) > MOST_IN_CELL:
        return ()
    return found[-1:] if any(token.value == "->" for token in cell.tokens) else found


def _naming_cell(line: Line) -> GridCell | None:
    """The first cell of a row that is a name: no number and no time."""
    for cell in line.cells:
        timed = sum(token.end - token.start for token in cell.tokens if isinstance(token.value, Window))
        if cell.quantity is None and LETTERS.search(cell.text) and timed <= MOSTLY * len(cell.text):
            return cell
    return None


def _label(cell: GridCell, language: str) -> Name:
    plain = without_values(cell.text, cell.tokens)
    return terms_in(plain, language) | parts_in(plain)


def _claim(
    roadmap: Roadmap,
    places: Places,
    grid: Grid,
    line: Line,
    first: GridCell,
    label: Name,
    cell: GridCell,
    figure: tuple[Token, Quantity],
    header: _Header,
    *,
    alone: bool,
) -> Claim:
    """`alone` tells that the name of the row names the figure without the header."""
    token, value = figure
    own = _beside(cell, token, value, roadmap.language)
    whole = label | header.terms
    names = [label, whole] if header.plain else [whole, label] if alone else [whole]
    names += [name | own for name in names]
    if strong(own):
        names.append(own)
    times = tuple(token for other in line.cells for token in other.tokens if isinstance(token.value, Window))
    times += header.times
    told = " | ".join((first.text, header.text, *(other.text for other in line.cells if other is cell or other.quantity is None)))
    words = terms_in(" ".join(other.text for other in line.cells if other.quantity is None), roadmap.language)
    return Claim(
        tuple(dict.fromkeys(name for name in names if strong(name))),
        signed(value, cell.text, token.start),
        line.line,
        line.end_line,
        Setting(places, roadmap, grid.block, told, f"{first.text}; {header.text}", times),
        label,
        header.text,
        words | label | header.terms | own,
        operand=_is_operand(cell.tokens, token),
    )


def _beside(cell: GridCell, token: Token, value: Quantity, language: str) -> Name:
    """The words of a cell that belong to one of its figures."""
    quantities = [other for other in cell.tokens if isinstance(other.value, Quantity)]
    since = max((other.end for other in quantities if other.end <= token.start), default=0)
    until = min((other.start for other in quantities if other.start >= token.end), default=len(cell.text))
    around = f"{cell.text[since : token.start]} {cell.text[token.end : until]}"
    windows = [other for other in cell.tokens if isinstance(other.value, Window) and since <= other.start and other.end <= until]
    for window in windows:
        around = around.replace(window.text, " ")
    return terms_in(f"{counted_words(token, value)} {around}", language)


def _is_operand(tokens: Sequence[Token], token: Token) -> bool:
    result = max((other.end for other in tokens if other.value == "="), default=0)
    return token.start < result or (not result and any(other.value == "x" for other in tokens))
