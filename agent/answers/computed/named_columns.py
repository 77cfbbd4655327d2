"""What is computed over the columns of a table that a question calls by their names: extremes, sums, differences, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.answers.asking.question import Question
from agent.answers.asking.words import is_open
from agent.answers.computed.added import SHOWN, added
from agent.answers.computed.extremes import ranked
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import is_total_text
from agent.answers.reading.siblings import Family
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.answers.wording.draft import Draft, Statement, context_of, shorten, spoken
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.facts import lookup_label
from agent.facts.folding import fold
from agent.model.finding import Computation

LONGEST = 60
LISTED = 24
MOST = 3  # rows of one name
_THROUGH = expression(r"_\s*(?:-|–|to|through|until|bis|ate|a|hasta|al?|jusqu'a|fino a|t/m|tot)\s*(?:the\s)?_")


@dataclass(frozen=True)
class NamedTable:
    """The names of one table in a question: `columns` are places of cells, `named` the rows that each name means, `values` the cells.

    `naming` is the place of the cell that names a row; `asks_rows` that its column is called, as "risks" in "which risks are high".
    """

    matching: Matching
    header: int
    rows: tuple[int, ...]
    naming: int
    columns: tuple[int, ...] = ()
    named: tuple[tuple[int, ...], ...] = ()
    values: tuple[tuple[tuple[int, int], ...], ...] = ()
    asks_rows: bool = False

    @property
    def view(self) -> View:
        return self.matching.view

    def name(self, unit: int) -> str:
        cells = self.view.units[unit].cells
        return cells[self.naming] if self.naming < len(cells) else ""

    def is_total(self, unit: int) -> bool:
        return self.view.units[unit].line in self.view.total_lines or is_total_text(self.name(unit))

    def figure(self, unit: int, place: int) -> Entry | None:
        """The figure of a cell."""
        label = self.view.units[self.header].cells[place]
        return _figures(self.view).get((unit, label))


@lru_cache(maxsize=KEPT_VIEWS)
def _figures(view: View) -> dict[tuple[int, str], Entry]:
    return {(entry.unit, entry.label): entry for entry in reversed(all_figures(view))}


def _column(table: NamedTable, place: int) -> list[Entry]:
    """The figures of all rows that are no totals, where they are of one scale."""
    found = [entry for unit in table.rows if not table.is_total(unit) and (entry := table.figure(unit, place)) is not None]
    return found if len(found) > 1 and len({on_scale(entry.quantity)[0] for entry in found}) == 1 else []


def cells(question: Question, table: NamedTable, places: Sequence[int]) -> Draft | None:
    """Cells of the rows that are named."""
    view = table.view
    heads = view.units[table.header].cells
    if table.asks_rows and any(
        (meaning := lookup_label(heads[place])) is not None and meaning.attribute == "depends_on" for place in places
    ):
        return None  # which rows depend on this one stands in theirs
    said: list[Statement] = []
    for unit in dict.fromkeys(unit for units in table.named for unit in units):
        texts = view.units[unit].cells
        said_in = [place for place in places if place < len(texts) and texts[place].strip(" -–—")]
        values = " | ".join(f"{heads[place]}: {texts[place]}" for place in said_in)
        if question.has("who") and all(is_open(texts[place]) for place in said_in):
            return None
        if values:
            name = f"{heads[table.naming]} {texts[table.naming]}" if texts[table.naming].isdecimal() else texts[table.naming]
            said.append(Statement(view, (unit,), f"{name} | {values}", context_of(view, unit) if not said else ""))
    return Draft("lookup", tuple(said)) if 0 < len(said) <= MOST else None


def extreme(question: Question, table: NamedTable) -> Draft | None:
    """The row with the most, or the least, in a column."""
    entries = _column(table, table.columns[0])
    if len({on_scale(entry.quantity)[2] for entry in entries}) < 2:
        return None
    names = tuple(table.name(entry.unit) for entry in entries)
    common = table.view.units[table.header].cells[table.columns[0]]
    return ranked(question, table.view, Family("column", tuple(entries), names, common, 0, 0), range(len(entries)))


def summed(question: Question, table: NamedTable) -> Draft | None:
    """A column, or the rows of it that are named or hold the values that are named, added up, beside the total that the table states."""
    kept = _holding(table) if table.values else ()
    places = [place for place in table.columns if not any(place == held for cells in table.values for _, held in cells)]
    if len(places) != 1 or (table.values and not kept):
        return None
    view, place = table.view, places[0]
    entries = _column(table, place)
    through = _through(question, table)
    if through:
        table = replace(table, named=tuple((unit,) for unit in through))
    named = {unit for units in table.named for unit in units} | set(kept)
    if named and (len(named) != len(table.named) + len(kept) or not named <= {entry.unit for entry in entries}):
        return None
    entries = [entry for entry in entries if not named or entry.unit in named]
    if not entries or question.has("average") or any(entry.quantity.kind == "percent" for entry in entries):
        return None
    found = added(question, view, entries)
    totals = [unit for unit in table.rows if table.is_total(unit) and not named]
    stated = table.figure(totals[0], place) if len(totals) == 1 else None
    lead, gap = found.lead, ""
    if stated is not None:
        differs = stated.most < found.least or stated.least > found.most
        gap = like(abs(stated.least - found.least), abs(stated.most - found.most), [stated], view.convention) if differs else ""
        lead += " " + frame("stated_differs" if differs else "stated", question.language, stated=stated.text, difference=gap)
    statements = tuple(Statement(view, (entry.unit,), f"{table.name(entry.unit)}: {entry.text}", "", True) for entry in entries)
    cited = [(view, entry.unit) for entry in entries] if len(entries) > SHOWN else []
    cited += [(view, stated.unit)] if stated is not None else []
    return Draft(
        "aggregate",
        statements if len(entries) <= SHOWN else (),
        lead,
        found.computation.model_copy(update={"stated": stated.text}) if stated is not None else found.computation,
        cited=tuple(cited),
        counts=(len(entries),),
        figures=(gap,),
    )


def _through(question: Question, table: NamedTable) -> tuple[int, ...]:
    """The rows from one that is named to another one that is: "from 2026 to 2028"."""
    if len(table.named) != 2 or any(len(units) != 1 for units in table.named):
        return ()
    first, last = sorted(table.rows.index(units[0]) for units in table.named)
    joined = _THROUGH.search(fold(question.text))  # names are blanked there
    return table.rows[first : last + 1] if joined is not None and last > first + 1 else ()


def apart(question: Question, table: NamedTable) -> Draft | None:
    """How far two cells are apart: of two rows in one column, or of one row in two columns."""
    cells = [(unit, place) for units in table.named for unit in units[:1] for place in table.columns]
    if len(cells) != 2 or any(len(units) > 1 for units in table.named):
        return None
    entries = [entry for unit, place in cells if (entry := table.figure(unit, place)) is not None]
    if len(entries) != 2:
        return None
    one, other = entries
    same = [(entry.quantity.kind, entry.quantity.unit if entry.quantity.kind != "count" else "", entry.quantity.per) for entry in entries]
    if same[0] != same[1] or on_scale(one.quantity) == on_scale(other.quantity):
        return None
    more, less = sorted(entries, key=lambda entry: -on_scale(entry.quantity)[2])
    value = like(more.least - less.least, more.most - less.most, [more, less], table.view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    names = {entry: table.name(entry.unit) if len(table.named) == 2 else entry.label for entry in entries}
    values = "; ".join(f"{shorten(names[entry], LONGEST)}: {entry.text}" for entry in entries)
    lead = frame("difference_more", question.language, subject=shorten(names[more], LONGEST), value=value, formula=formula)
    units = dict.fromkeys(entry.unit for entry in entries)
    said = tuple(Statement(table.view, (unit,), spoken(table.view, unit), context_of(table.view, unit)) for unit in units)
    return Draft("compare", said, f"{lead} ({values})", Computation(formula=formula, expected=value, stated=""))


def counted(question: Question, table: NamedTable) -> Draft | None:
    """The rows that hold a value in the column that is named, or how many those are; the number also where only the rows are named."""
    kept = _holding(table)
    number = question.has("how_many")
    if not kept or not (table.columns or (table.asks_rows and number)) or not (number or table.asks_rows or question.has("which", "list")):
        return None
    view = table.view
    parts = [unit for unit in table.rows if not table.is_total(unit)]
    shown = kept[:LISTED] if len(kept) <= SHOWN else ()
    said = tuple(
        Statement(view, (unit,), spoken(view, unit), context_of(view, unit) if not at else "", True) for at, unit in enumerate(shown)
    )
    cited = tuple((view, unit) for unit in kept) if not shown else ()
    if not number:
        names = "; ".join(shorten(table.name(unit), LONGEST) for unit in kept)
        return Draft("list", said, names if not shown or len(kept) > 1 else "", cited=cited, counts=(len(kept),))
    noun = view.units[table.header].cells[table.naming]
    lead = f"{frame('count_of', question.language, count=len(kept), total=len(parts))} ({noun})." if noun else f"{len(kept)}."
    return Draft("aggregate", said, lead, cited=cited, counts=(len(kept), len(parts)))


def _holding(table: NamedTable) -> Sequence[int]:
    """The rows that hold every value named, each in one column; none where a value stands in several columns and none of them is named."""
    kept: set[int] | None = None
    for cells in table.values:
        places = {place for _, place in cells}
        meant = places & set(table.columns) or places
        if len(meant) != 1:
            return ()
        units = {unit for unit, place in cells if place in meant}
        kept = units if kept is None else kept & units
    return sorted(unit for unit in kept or () if not is_total_text(table.name(unit)))
