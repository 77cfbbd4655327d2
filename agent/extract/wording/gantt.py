"""Mermaid Gantt charts: sections and tasks with their dates, status and what they come after."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.model.document import Block

_SECTION = expression(r"\s*section\s+(\S.*)")
_TITLE = expression(r"\s*title\s+(\S.*)")
_SETTING = expression(
    r"\s*(?:dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|inclusiveEndDates|topAxis|click|gantt|%%|acc)"
)
_DATE = expression(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DURATION = expression(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w|M|y)")
_AFTER = expression(r"after\s+(\S.*)")
_TAGS = {"done": "done", "active": "in_progress", "crit": "", "milestone": ""}
_DAYS = {"d": 1.0, "w": 7.0, "M": 30.0, "y": 365.0, "h": 1 / 24}


class ChartTask(Struct, frozen=True):
    """One line of a chart. `end` is the last day: plans mean written end dates inclusive, so they stay as written, although Mermaid draws
    them exclusive; a duration of n days ends n - 1 days after the start.
    """

    line: int
    name: str
    id: str
    section: str
    section_line: int
    status: str
    milestone: bool
    start: date | None
    end: date | None
    after: tuple[str, ...]
    text: str
    duration: str = ""  # as written, while the start it counts from is not known


def is_chart(block: Block) -> bool:
    """Whether a block is a fence with a Gantt chart."""
    if block.kind != "fence":
        return False
    lines = (line.strip() for line in block.text.split("\n"))
    first = next((line for line in lines if line and not line.startswith(("%%", "---"))), "")
    return first.split()[:1] == ["gantt"]


def chart_tasks(block: Block) -> tuple[ChartTask, ...]:
    """The tasks of a Gantt fence in order; empty for any other fence."""
    if not is_chart(block):
        return ()
    lines = block.text.split("\n")
    tasks: list[ChartTask] = []
    section, section_line = "", 0
    for offset, line in enumerate(lines):
        if found := _SECTION.match(line):
            section, section_line = found.group(1).strip(), block.line + offset
        elif ":" in line and not _TITLE.match(line) and not _SETTING.match(line):
            previous = tasks[-1] if tasks else None
            tasks.append(_task(line, block.line + offset, section, section_line, previous))
    return _resolved(tasks)


def _task(line: str, number: int, section: str, section_line: int, previous: ChartTask | None) -> ChartTask:
    name, _, rest = line.strip().rpartition(":") if line.count(":") == 1 else line.strip().partition(":")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    status, milestone, identifier = "", False, ""
    while parts and parts[0] in _TAGS:
        tag = parts.pop(0)
        status, milestone = _TAGS[tag] or status, milestone or tag == "milestone"
    if parts and not _DATE.fullmatch(parts[0]) and not _AFTER.match(parts[0]) and not _DURATION.fullmatch(parts[0]):
        identifier = parts.pop(0)
    after: tuple[str, ...] = ()
    start: date | None = None
    if parts and (found := _AFTER.match(parts[0])):
        after = tuple(found.group(1).split())
        parts.pop(0)
    elif parts and (day := _day(parts[0])):
        start = day
        parts.pop(0)
    elif previous is not None:
        start = previous.end + timedelta(days=1) if previous.end else None
    end = _end(start, parts[0]) if parts else None
    duration = parts[0] if start is None and parts else ""
    return ChartTask(number, name.strip(), identifier, section, section_line, status, milestone, start, end, after, line.strip(), duration)


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3) or 1))
    except ValueError:
        return None


def _end(start: date | None, text: str) -> date | None:
    if day := _day(text):
        return day
    found = _DURATION.fullmatch(text)
    if not found or start is None or found.group(2) not in _DAYS:
        return None
    days = float(found.group(1)) * _DAYS[found.group(2)]
    return start + timedelta(days=max(round(days) - 1, 0)) if days < 40000 else None


def _resolved(tasks: list[ChartTask]) -> tuple[ChartTask, ...]:
    """Tasks that come after others start on the day behind the latest of them."""
    ends = {task.id: task.end for task in tasks if task.id}
    done: list[ChartTask] = []
    for task in tasks:
        if task.after:
            known = [end for name in task.after if (end := ends.get(name)) is not None]
            start = max(known) + timedelta(days=1) if len(known) == len(task.after) else None
            task = replace(task, start=start, end=_end(start, task.duration) if task.duration else task.end)
            if task.id:
                ends[task.id] = task.end
        done.append(task)
    return tuple(done)
