"""Steps within the time of the part around them: what a heading, label or entry says of when, beside what stands below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.model.document import Block
from agent.model.quantity import Window
from agent.model.roadmap import Roadmap
from agent.rules.reading.moments import phase_in
from agent.rules.reading.runs import NUMBERING, Step, is_label, rows_in, steps_in, told_below

FEWEST_ROWS = 3
NUMBER = expression(r"\d{1,4}")


def framed(roadmap: Roadmap) -> Iterator[tuple[Step, Step]]:
    """Each step with the nearest heading, label or entry around it that tells a time on a scale like its own: of the plan or the calendar.

    A heading or label that speaks of a numbered phase and tells no time has that of the phase.
    """
    told = _steps_by_block(roadmap)
    for plan in (True, False):
        yield from _framed(roadmap, told, _phases(roadmap, told, plan=plan), plan=plan)


def _steps_by_block(roadmap: Roadmap) -> dict[int, tuple[Step, ...]]:
    """The steps of headings, paragraphs and entries, those told below a heading included."""
    below = told_below(roadmap)
    found: dict[int, tuple[Step, ...]] = {index: (step,) for index, step in below.items()}
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind in ("heading", "paragraph", "item") and any(isinstance(token.value, Window) for token in tokens):
            steps = tuple(steps_in(block.text.split("\n", 1)[0], tokens, block, leads=block.kind == "item"))
            if steps:
                found[block.index] = steps
    return found


def _phases(roadmap: Roadmap, told: Mapping[int, tuple[Step, ...]], *, plan: bool) -> dict[str, Step]:
    """The headings of numbered phases that tell a time, those phases left out that have several."""
    found: dict[str, Step | None] = {}
    for index in sorted(told):
        block = roadmap.document.blocks[index]
        step = _own(index, told, plan=plan) if block.kind == "heading" else None
        phase = phase_in(block.text, ()) if step else None
        if phase and step:
            key = f"{phase.period.axis} {phase.period.start}"
            found[key] = step if key not in found else None
    return {key: step for key, step in found.items() if step is not None}


def _framed(
    roadmap: Roadmap, told: Mapping[int, tuple[Step, ...]], phases: Mapping[str, Step], *, plan: bool
) -> Iterator[tuple[Step, Step]]:
    headings: list[tuple[int, Step | None]] = []
    label: Step | None = None
    entries: dict[int, Step | None] = {}
    for block in roadmap.document.blocks:
        if block.kind == "table" and plan and (around := label or _heading(headings)):
            yield from ((step, around) for step in _rows(roadmap, block, around.window.unit))
        if block.kind not in ("heading", "paragraph", "item"):
            continue
        own = _own(block.index, told, plan=plan)
        if block.kind == "heading":
            while headings and headings[-1][0] >= block.depth:
                headings.pop()
            around = _heading(headings)
            title = not plan and block.depth == 1  # the year of the whole document
            headings.append((block.depth, None if title else own or _named_phase(block, phases)))
            label, entries = None, {}
        elif block.kind == "paragraph":
            own = own if own and (own.leading or is_label(block)) else None
            around = _heading(headings)
            label, entries = own or (_named_phase(block, phases) if is_label(block) else None), {}
        else:
            around = entries.get(block.parent) if block.parent is not None else None
            around = around or label or _heading(headings)
            entries[block.index] = own or around
        if own and around and own.line != around.place and _is_counted(own.window) and not _goes_on(own, around):
            yield own, around


def _rows(roadmap: Roadmap, table: Block, unit: str) -> Iterator[Step]:
    """The times of the rows of a table, where one column tells them for most rows on the scale of the part around it."""
    steps = [(column, step) for column, step in rows_in(roadmap, table) if step.window.unit == unit]
    told = {column for column, _ in steps}
    if len(told) == 1 and len(steps) >= max(FEWEST_ROWS, sum(not row.header for row in table.rows) / 2):
        yield from (step for _, step in steps if _is_counted(step.window))


def _own(index: int, told: Mapping[int, tuple[Step, ...]], *, plan: bool) -> Step | None:
    """The one time that a heading, a paragraph or an entry tells on a scale of the plan, or on the calendar."""
    found = [step for step in told.get(index, ()) if bool(step.window.unit) is plan and step.window.unit not in NUMBERING]
    return found[0] if len(found) == 1 else None


def _named_phase(block: Block, phases: Mapping[str, Step]) -> Step | None:
    told = phase_in(block.text, ()) if phases else None
    return phases.get(f"{told.period.axis} {told.period.start}") if told and told.period.end == (told.period.start or 0) + 1 else None


def _is_counted(window: Window) -> bool:
    """Whether the number of the first unit is written: "the next 30 days" counts from any day."""
    return not window.unit or any(float(number) == window.first for number in NUMBER.findall(window.text))


def _goes_on(step: Step, around: Step) -> bool:
    """Whether both are called by their times and the second begins where the first ends: it stands beside it, whatever the indent says."""
    return step.leading and around.leading and around.kind != "heading" and step.first in (around.last, around.last + 1)


def _heading(headings: Sequence[tuple[int, Step | None]]) -> Step | None:
    return next((step for _, step in reversed(headings) if step), None)
