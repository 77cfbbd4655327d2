"""What became of a roadmap between two of its versions: moved, dropped, added, re-scoped, re-costed, each with its lines in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from agent.model.roadmap import Item, Roadmap
from agent.versions.change import Change
from agent.versions.figures import figure_changes
from agent.versions.items import item_changes
from agent.versions.lines import LineMap, map_of_texts
from agent.versions.match import Chosen
from agent.versions.matching import match_versions
from agent.versions.pair import VersionPair
from agent.versions.times import first_cost, time_shown


def changes(before: Roadmap, after: Roadmap, lines: LineMap | None = None, chosen: Sequence[Chosen] = ()) -> tuple[Change, ...]:
    """Every difference between two versions of one roadmap, in the order of the later one; what was dropped comes last.

    Nothing is told of what stands on lines that are the same in both: `lines` says which are, worked out from the texts where it is left
    out. `chosen` is what a person says of pairs of items. Pure: same versions, same changes.
    """
    known = lines if lines is not None else map_of_texts(before.document.raw_lines, after.document.raw_lines)
    versions = VersionPair(before, after, known, match_versions(before, after, known, chosen))
    found = [*item_changes(versions), *figure_changes(versions), *_added(versions)]
    found.sort(key=_line)
    return (*found, *_dropped(versions))


def _line(change: Change) -> int:
    """Where a change belongs in the later version: its line, else that of its item, else the top."""
    if change.after:
        return change.after[0].line
    return change.right.span.line if change.right is not None else 0


def _added(versions: VersionPair) -> Iterator[Change]:
    free = {item.key for item in versions.after.items if item.key not in versions.taken and versions.lines.wrote([item.span])}
    return (_alone("added", item, inside) for item, inside in _topmost(versions.after, free))


def _dropped(versions: VersionPair) -> Iterator[Change]:
    free = {item.key for item in versions.before.items if item.key not in versions.pairs and versions.lines.removed([item.span])}
    return (_alone("dropped", item, inside) for item, inside in _topmost(versions.before, free))


def _topmost(roadmap: Roadmap, free: set[str]) -> list[tuple[Item, int]]:
    """The items of a set whose parent is not in it, each with how many items of the set are under it."""
    counts: Counter[str] = Counter()
    for item in roadmap.items:
        if item.key in free:
            top = _top(roadmap, item, free)
            counts[top] += top != item.key
    return [(roadmap.by_key[key], count) for key, count in counts.items() if roadmap.by_key[key].title.strip()]


def _top(roadmap: Roadmap, item: Item, free: set[str]) -> str:
    at = item
    seen = {item.key}
    while at.parent in free and at.parent not in seen:
        seen.add(at.parent)
        at = roadmap.by_key[at.parent]
    return at.key


def _alone(kind: Literal["added", "dropped"], item: Item, inside: int) -> Change:
    """When it is planned and what it costs is its value."""
    text = ", ".join(filter(None, (time_shown(item.window), first_cost(item))))
    if kind == "added":
        return Change(kind, item.kind, "", text, (), (item.span,), None, item, inside=inside)
    return Change(kind, item.kind, text, "", (item.span,), (), item, None, inside=inside)
