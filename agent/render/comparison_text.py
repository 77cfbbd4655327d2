"""A comparison for a terminal: a table where the columns have room, else one block a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from agent.model.comparison import Cell, Comparison, VersionChanges
from agent.render.amounts import counted
from agent.render.comparison_rows import (
    Row,
    calendar_rows,
    change_places,
    change_text,
    keys_of,
    likeness,
    places,
    planned_text,
    sections_of,
    shared_row,
)
from agent.render.page import Page
from agent.render.terminal import fit, printed
from agent.render.visible import one_line
from agent.render.wording import credit, sentences_of

NAME_WIDTH, LEAST_WIDTH = 16, 21  # cells of the first column, and what each other one needs at least
SHOWN_SHARED, SHOWN_ONLY, SHOWN_CHANGES, SHOWN_CONFLICTS = 30, 12, 40, 20
VALUE_LENGTH = 220
MARK = "★"


def comparison_text(comparison: Comparison, page: Page) -> str:
    """The comparison within the width of the page. Long lists are cut, and say so."""
    parts: list[RenderableType] = [_legend(comparison), *_summary(comparison)]
    for title, dimensions in sections_of(comparison):
        rows = [Row(dimension.name, dimension.cells, dimension.note) for dimension in dimensions]
        parts += _section(title, rows, comparison, page)
        if title == "Time" and comparison.calendar:
            parts += _section("Calendar", calendar_rows(comparison), comparison, page)
        elif title == "Time" and comparison.relative:
            parts += _section("Relative time", calendar_rows(comparison), comparison, page)
    parts += _shared(comparison, page)
    parts += _only(comparison, page)
    parts += _conflicts(comparison)
    for versions in comparison.versions:
        parts += _changes(versions)
    parts += ["", *(Text(one_line(note), style="faint") for note in comparison.notes)] if comparison.notes else []
    return printed(parts, page)


def _legend(comparison: Comparison) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for roadmap in comparison.roadmaps:
        about = f"{roadmap.language}, {counted(roadmap.lines, 'line')}, {counted(roadmap.items, 'item')}"
        grid.add_row(
            Text(roadmap.key, style="key"), Group(Text(one_line(roadmap.title)), Text(f"{one_line(roadmap.path)} ({about})", style="faint"))
        )
    return grid


def _summary(comparison: Comparison) -> Iterator[RenderableType]:
    if comparison.wording is not None:
        yield ""
        yield Text("Summary", style="heading")
        said = [(one_line(text), one_line(where)) for text, where in sentences_of(comparison)]
        yield Text(" ").join(Text.assemble(text, (f" {where}" if where else "", "place")) for text, where in said)
        yield Text(credit(comparison.wording), style="faint")


def _section(title: str, rows: Sequence[Row], comparison: Comparison, page: Page) -> Iterator[RenderableType]:
    yield ""
    yield Text(title, style="heading")
    if _is_wide(comparison, page):
        yield _table(rows, comparison)
    else:
        yield from _blocks(rows, comparison)
    for row in rows:
        if row.note:
            yield Text(f"{one_line(row.name)}: {one_line(row.note)}", style="faint")


def _is_wide(comparison: Comparison, page: Page) -> bool:
    return page.width >= NAME_WIDTH + len(comparison.roadmaps) * (LEAST_WIDTH + 3)


def _table(rows: Sequence[Row], comparison: Comparison) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=True, header_style="key")
    table.add_column("", width=NAME_WIDTH, style="label", overflow="fold")
    for roadmap in comparison.roadmaps:
        table.add_column(roadmap.key, ratio=1, overflow="fold")
    for row in rows:
        if any(cell.value for cell in row.cells):
            table.add_row(Text(one_line(row.name)), *(_cell(cell) for cell in row.cells))
    return table


def _cell(cell: Cell) -> Text:
    if not cell.stated:
        return Text("–" if cell.value else "", style="faint")
    text = Text()
    if cell.best:
        text.append(f"{MARK} ", style="good")
    text.append(fit(cell.value, VALUE_LENGTH), style="good" if cell.best else "default")
    if cell.evidence:
        text.append(f" {one_line(places(cell.evidence, 3))}", style="place")
    return text


def _blocks(rows: Sequence[Row], comparison: Comparison) -> Iterator[RenderableType]:
    """One row below the other: the name, then each roadmap that says something."""
    keys = keys_of(comparison)
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=2, style="key", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for row in rows:
        if not any(cell.value for cell in row.cells):
            continue
        grid.add_row(Text(""), Text(one_line(row.name), style="label"))
        for cell in row.cells:
            if cell.stated:
                grid.add_row(Text(keys[cell.roadmap]), _cell(cell))
        silent = [keys[cell.roadmap] for cell in row.cells if not cell.stated and cell.value]
        if silent:
            reason = next(cell.value for cell in row.cells if not cell.stated and cell.value)
            grid.add_row(Text("–", style="faint"), Text(f"{', '.join(silent)}: {one_line(reason)}", style="faint"))
    yield grid


def _shared(comparison: Comparison, page: Page) -> Iterator[RenderableType]:
    if not comparison.shared:
        return
    rows = [shared_row(shared, comparison) for shared in comparison.shared[:SHOWN_SHARED]]
    named = [Row(f"{row.name} ({likeness(shared)})", row.cells, row.note) for row, shared in zip(rows, comparison.shared, strict=False)]
    yield from _section(f"Planned by several ({len(comparison.shared)}; {MARK} begins first)", named, comparison, page)
    if len(comparison.shared) > SHOWN_SHARED:
        yield Text(f"and {len(comparison.shared) - SHOWN_SHARED} more; see --format json or html", style="faint")


def _only(comparison: Comparison, page: Page) -> Iterator[RenderableType]:
    keys = keys_of(comparison)
    for path, planned in comparison.only.items():
        if planned:
            yield ""
            yield Text(f"Only in {keys[path]} ({len(planned)})", style="heading")
            for one in planned[:SHOWN_ONLY]:
                yield Text.assemble(fit(planned_text(one), page.width - 12), " ", (one_line(places(one.evidence, 1)), "place"))
            if len(planned) > SHOWN_ONLY:
                yield Text(f"and {len(planned) - SHOWN_ONLY} more", style="faint")


def _conflicts(comparison: Comparison) -> Iterator[RenderableType]:
    if comparison.conflicts:
        yield ""
        yield Text(f"Conflicts ({len(comparison.conflicts)})", style="heading")
    for conflict in comparison.conflicts[:SHOWN_CONFLICTS]:
        yield Text.assemble(
            (f"{conflict.kind}  ", "warning"), one_line(conflict.message), " ", (one_line(places(conflict.evidence)), "place")
        )
    if len(comparison.conflicts) > SHOWN_CONFLICTS:
        yield Text(f"and {len(comparison.conflicts) - SHOWN_CONFLICTS} more", style="faint")


def _changes(versions: VersionChanges) -> Iterator[RenderableType]:
    yield ""
    yield Text(
        f"From {one_line(versions.before)} to {one_line(versions.after)} ({counted(len(versions.changes), 'change')})", style="heading"
    )
    for change in versions.changes[:SHOWN_CHANGES]:
        subject = f"{one_line(change.subject)}  " if change.subject else ""
        line = Text.assemble(
            (f"{change.kind}  ", "when"),
            subject,
            (fit(change_text(change), VALUE_LENGTH), "default"),
            " ",
            (one_line(change_places(change)), "place"),
        )
        yield Padding(line, (0, 0, 0, 0))
    if len(versions.changes) > SHOWN_CHANGES:
        yield Text(f"and {len(versions.changes) - SHOWN_CHANGES} more; see --format json or html", style="faint")
