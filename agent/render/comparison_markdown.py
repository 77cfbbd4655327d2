"""A comparison as Markdown: one table a section, every text of a document as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.comparison import Cell, Comparison, Conflict, Planned, VersionChanges
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
from agent.render.markdown import escaped
from agent.render.wording import credit, sentences_of

SHOWN_ONLY = 40


def comparison_markdown(comparison: Comparison) -> str:
    """A document with a legend, a table a section, what is shared, what is alone, conflicts and changes."""
    parts = ["# Comparison", _legend(comparison), *_summary(comparison)]
    for title, dimensions in sections_of(comparison):
        parts += [f"## {title}", _table([Row(one.name, one.cells, one.note) for one in dimensions], comparison)]
        parts += [f"- {escaped(one.name)}: {escaped(one.note)}" for one in dimensions if one.note]
        if title == "Time" and (comparison.calendar or comparison.relative):
            parts += ["### Calendar", _table(calendar_rows(comparison), comparison)]
    parts += [*_shared(comparison), *_only(comparison), *_conflicts(comparison)]
    parts += [part for versions in comparison.versions for part in _changes(versions)]
    parts += ["\n".join(f"- {escaped(note)}" for note in comparison.notes)] if comparison.notes else []
    return "\n\n".join(parts) + "\n"


def _legend(comparison: Comparison) -> str:
    lines = ["| | Roadmap | File | Language | Lines | Items |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {one.key} | {escaped(one.title)} | {escaped(one.path)} | {escaped(one.language)} | {one.lines} | {one.items} |"
        for one in comparison.roadmaps
    ]
    return "\n".join(lines)


def _summary(comparison: Comparison) -> Iterator[str]:
    if comparison.wording is not None:
        yield "## Summary"
        said = [(escaped(text), escaped(where)) for text, where in sentences_of(comparison)]
        yield " ".join(f"{text} <sub>{where}</sub>" if where else text for text, where in said)
        yield f"_{escaped(credit(comparison.wording))}_"


def _table(rows: Sequence[Row], comparison: Comparison) -> str:
    keys = [roadmap.key for roadmap in comparison.roadmaps]
    lines = [f"| | {' | '.join(keys)} |", f"|---|{'---|' * len(keys)}"]
    lines += [f"| {escaped(row.name)} | {' | '.join(_cell(cell) for cell in row.cells)} |" for row in rows]
    return "\n".join(lines)


def _cell(cell: Cell) -> str:
    if not cell.stated:
        return escaped(cell.value)
    value = f"**{escaped(cell.value)}** ★" if cell.best else escaped(cell.value)
    cited = f" <sub>{escaped(places(cell.evidence))}</sub>" if cell.evidence else ""
    return f"{value}{cited}"


def _shared(comparison: Comparison) -> Iterator[str]:
    if comparison.shared:
        yield f"## Planned by several ({len(comparison.shared)})"
        rows = [(shared, shared_row(shared, comparison)) for shared in comparison.shared]
        yield _table([Row(f"{row.name} ({likeness(shared)})", row.cells) for shared, row in rows], comparison)
        yield "★ begins first on the calendar. The number is how sure the match is, the word what it rests on."
        notes = [f"- {escaped(row.name)}: {escaped(row.note)}" for _, row in rows if row.note]
        if notes:
            yield "\n".join(notes)


def _only(comparison: Comparison) -> Iterator[str]:
    keys = keys_of(comparison)
    for path, planned in comparison.only.items():
        if planned:
            yield f"## Only in {keys[path]} ({len(planned)})"
            yield "\n".join(_entry(one) for one in planned[:SHOWN_ONLY])
            if len(planned) > SHOWN_ONLY:
                yield f"and {len(planned) - SHOWN_ONLY} more."


def _entry(planned: Planned) -> str:
    return f"- {escaped(planned_text(planned))} <sub>{escaped(places(planned.evidence, 1))}</sub>"


def _conflicts(comparison: Comparison) -> Iterator[str]:
    if comparison.conflicts:
        yield f"## Conflicts ({len(comparison.conflicts)})"
        yield "\n".join(_conflict(conflict) for conflict in comparison.conflicts)


def _conflict(conflict: Conflict) -> str:
    return f"- **{conflict.kind}** {escaped(conflict.message)} <sub>{escaped(places(conflict.evidence))}</sub>"


def _changes(versions: VersionChanges) -> Iterator[str]:
    yield f"## From {escaped(versions.before)} to {escaped(versions.after)} ({len(versions.changes)})"
    lines = ["| Change | What | How | Lines |", "|---|---|---|---|"]
    lines += [
        f"| {change.kind} | {escaped(change.subject)} | {escaped(change_text(change))} | {escaped(change_places(change))} |"
        for change in versions.changes
    ]
    yield "\n".join(lines)
