"""A list of figures stands in the document twice, and one figure differs.

Claim: two tables, or a table and a list, give figures for the same names; most of the figures are the same, so that both must mean the
same, and one or a few differ. Columns of different times, scenarios or roles (target, actual) are not compared. A question where
only two figures are the same.

Why it matters: one of the two was brought up to date, and nothing tells which.

Flagged:

    ## Prices

    | Plan | Price |
    |---|---|
    | Dinghy | $397 |
    | Sloop | $997 |
    | Ketch | $1,997 |
    | Schooner | $3,997 |

    ## What a guest saves

    | Plan | Costs | Saves |
    |---|---|---|
    | Dinghy | $397 | $1,000 |
    | Sloop | $997 | $2,000 |
    | Ketch | $1,997 | $4,000 |
    | Schooner | $4,997 | $9,000 |

Fine:

    ## Prices

    | Plan | Price |
    |---|---|
    | Dinghy | $397 |
    | Sloop | $997 |
    | Ketch | $1,997 |
    | Schooner | $3,997 |

    ## What a guest saves

    | Plan | Costs | Saves |
    |---|---|---|
    | Dinghy | $397 | $1,000 |
    | Sloop | $997 | $2,000 |
    | Ketch | $1,997 | $4,000 |
    | Schooner | $3,997 | $9,000 |
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.scenarios import scenario_of
from agent.facts import normalise, role_of
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.naming import further

FEWEST_EQUAL = 2
CERTAIN = 3
EQUAL_SHARE = 0.6
NEAREST = 12  # records of the same names before a record that it is compared with
LEAST_COUNT = 20  # smaller counts are often equal by chance
DIGITS = expression(r"\d+")


class Figure(Struct, frozen=True):
    name: str
    value: Quantity
    line: int


class Record(Struct, frozen=True):
    """A column of a table or a list: figures by name, and what tells its time, scenario and role."""

    block: int
    section: int | None
    figures: Mapping[str, Figure]
    time: frozenset[str]
    scenario: str
    role: str


def _find(view: View) -> Iterator[Draft]:
    records = [record for record in (*_columns(view), *_lists(view)) if len(record.figures) > FEWEST_EQUAL]
    told: set[int] = set()
    for one, other in _sharing(sorted(records, key=lambda record: record.block)):
        if one.block == other.block or _are_variants(view, one, other):
            continue
        differing = _differing(one, other)
        if differing and differing[0][1].line not in told:
            told.add(differing[0][1].line)
            yield _draft(view, one, other, differing)


def _sharing(records: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Pairs that share enough names, each record with the nearest ones before it."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        shared: Counter[int] = Counter(place for name in record.figures for place in places[name][-NEAREST:])
        yield from ((records[place], record) for place, count in sorted(shared.items()) if count > FEWEST_EQUAL)
        for name in record.figures:
            places[name].append(at)


def _are_variants(view: View, one: Record, other: Record) -> bool:
    """Whether they stand under sibling headings of one section ("Model A", "Model B"), or are lists below one heading."""
    blocks = view.document.blocks
    if one.section is None or other.section is None or one.section == other.section:
        return one.section == other.section and not all(blocks[record.block].kind == "table" for record in (one, other))
    around = blocks[one.section].section
    return around == blocks[other.section].section and around is not None and blocks[around].depth > 1


def _columns(view: View) -> Iterator[Record]:
    for grid in view.grids:
        for column in range(1, grid.width):
            if grid.is_series((column,)):
                continue
            header = grid.headers[column]
            figures = [
                Figure(line.label, quantity, line.line)
                for line in grid.lines
                if not line.total and (quantity := line.cells[column].quantity) and line.cells[column].text != line.label
            ]
            yield _record(view, grid.block.index, grid.block.section, header, figures)


def _lists(view: View) -> Iterator[Record]:
    """The amounts of the lines of one section that are no totals."""
    sections: dict[int | None, list[tuple[int, Figure]]] = defaultdict(list)
    for entry in view.entries:
        if len(entry.amounts) == 1 and entry.label and not entry.total and not entry.several:
            sections[entry.section].append((entry.block, Figure(entry.label, entry.amounts[0], entry.line)))
    for section, found in sections.items():
        yield _record(view, found[0][0], section, "", [figure for _, figure in found])


def _record(view: View, block: int, section: int | None, header: str, figures: Sequence[Figure]) -> Record:
    by_name: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_name[normalise(figure.name.rstrip(" (（[:："))].append(figure)
    headings = view.document.heading_path(view.document.blocks[block])
    time = frozenset(DIGITS.findall(header)) | frozenset(_windows(view, section))
    single = {name: found[0] for name, found in by_name.items() if name and len(found) == 1}
    return Record(block, section, single, time, scenario_of(" ".join((*headings, header))), role_of(header) or "")


def _windows(view: View, section: int | None) -> Iterator[str]:
    """The times that the headings above name."""
    while section is not None:
        yield from (normalise(token.text) for token in view.scanned.tokens[section] if isinstance(token.value, Window))
        section = view.document.blocks[section].section


def _differing(one: Record, other: Record) -> list[tuple[Figure, Figure]]:
    """The figures that differ where most of them are the same."""
    if (one.time, one.scenario, one.role) != (other.time, other.scenario, other.role):
        return []
    pairs = [(one.figures[name], other.figures[name]) for name in one.figures if name in other.figures]
    pairs = [(a, b) for a, b in pairs if (a.value.kind, a.value.unit) == (b.value.kind, b.value.unit) and not a.value.change]
    equal = [(a, b) for a, b in pairs if a.value.most == b.value.most and a.value.least == b.value.least]
    unlike = [(a, b) for a, b in pairs if not allowed(a.value).meets(allowed(b.value))]
    telling = {a.value.most for a, _ in equal if a.value.kind == "money" or a.value.most >= LEAST_COUNT or a.value.is_range}
    enough = len(telling) >= FEWEST_EQUAL and len(equal) >= EQUAL_SHARE * len(pairs)
    return unlike if enough else []


def _draft(view: View, one: Record, other: Record, differing: Sequence[tuple[Figure, Figure]]) -> Draft:
    first, second = differing[0]
    equal = sum(one.figures[name].value == other.figures[name].value for name in one.figures if name in other.figures)
    stated, again = stated_of(first.value), stated_of(second.value)
    name = " ".join(first.name.split()).rstrip(" (（[:：")
    others = (
        f"; {further(len(differing) - 1, 'figure')} of theirs {'differs' if len(differing) == 2 else 'differ'}"
        if len(differing) > 1
        else ""
    )
    lines = dict.fromkeys(line for a, b in differing for line in (a.line, b.line))
    return Draft(
        f'"{name}" is {stated} in line {first.line} but {again} in line {second.line}, where {equal} other figures are the same{others}',
        tuple(view.document.span(line) for line in lines),
        key=normalise(first.name),
        computation=Computation(formula=f"{stated} ≠ {again}", expected=stated, stated=again),
        suggestion=f"keep one of {stated} and {again}",
        severity="warning" if equal >= CERTAIN else "question",
    )


RULE = Rule("RA620", "list-twice", "conflict", "question", "rule", _find, __doc__)
