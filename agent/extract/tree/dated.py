"""Headings with a time or a length: which name what is planned then, and which only say when a text was written."""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.numbering import outline_of
from agent.extract.wording.scanned import Scanned
from agent.model.quantity import Quantity, Window

_PERIODS = frozenset({"month", "quarter", "half", "year", "relative"})
_CALENDAR = frozenset({"day", "week", "month", "quarter", "half"})
_STAMPS = frozenset({"month", "year"})
_NAME = expression(r"[^\W\d_]{3,}|[\u3040-\u9fff]{2,}")
_CHOICE = expression(r"[^\W\d_]{3,}\s(?:[A-H]|\d{1,2})\s?[:：.–-]")  # "Option A: ...", "Priority 2: ..." set things side by side
_MARKS = " \t()[]（）【】~≈–—-:：*_"
_FEWEST = 3


def is_period(node: Node) -> bool:
    """Whether a heading has a stretch of time: months, quarters, counted weeks, or several days before its name ("3-14 May: Survey")."""
    title = node.title
    if any(window.precision in _PERIODS for window in title.windows):
        return True
    leads = bool(title.name) and title.name_start > node.start + 3
    return leads and any(_lasts_days(window) for window in title.windows)


def _lasts_days(window: Window) -> bool:
    if window.start is not None and window.end is not None:
        return window.start < window.end
    different = window.months is not None and window.months[0] != window.months[1]
    return window.days is not None and (different or window.days[0] != window.days[1])


def names_and_dates(node: Node) -> bool:
    """Whether a line is the name of something and when it comes: the time stands apart from the name, and no other figure does."""
    title = node.title
    if not title.dated or not _NAME.search(title.name) or title.topic:
        return False
    timed = title.window is not None and title.window.precision in _CALENDAR
    return timed and all(token.kind == "window" for token in title.values)


def planned_sections(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Headings beside each other of which most have a name of their own and a day ("New shop (28 December 2026)"), or a length and nothing
    else: "1. Import (3h)", "2. Export (2 days)"; or a number, and below it boxes to tick, or around it a heading such as "Next steps"."""
    found: set[int] = set()
    busy = {
        above.index for node in tree.nodes if scanned.document.blocks[node.block].checked is not None for above in tree.above(node.parent)
    }
    for nodes in _siblings(tree):
        within = tree.nodes[nodes[0].parent].section_topic if nodes[0].parent is not None else ""
        for chosen in (
            [n for n in nodes if names_and_dates(n)],
            [n for n in nodes if _names_and_measures(scanned, n)],
            [n for n in nodes if (within == "tasks" or n.index in busy) and _is_numbered(scanned, n)],
        ):
            names = {node.title.name.casefold() for node in chosen}
            if len(names) == len(chosen) >= _FEWEST and len(chosen) * 3 >= len(nodes) * 2:
                found.update(node.index for node in chosen)
    return frozenset(found)


def _is_numbered(scanned: Scanned, node: Node) -> bool:
    """Whether a heading has a number in the order of the document and a name of its own."""
    named = not node.title.topic and bool(_NAME.search(node.title.name))
    return named and bool(outline_of(scanned.document.blocks[node.block].text[node.start : node.stop]))


def _names_and_measures(scanned: Scanned, node: Node) -> bool:
    """Whether a heading is the name of something and how long it takes."""
    title, lengths = node.title, [token for token in node.title.values if isinstance(token.value, Quantity)]
    if title.id or title.windows or len(title.values) != 1 or not lengths or not _NAME.search(title.name) or title.topic:
        return False
    if _CHOICE.match(title.name):
        return False
    length = lengths[0]
    text = scanned.document.blocks[node.block].text
    behind = text[title.name_start + len(title.name) : length.start] + text[length.end : node.stop]
    return isinstance(length.value, Quantity) and length.value.kind == "duration" and not length.value.per and not behind.strip(_MARKS)


def stamped(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Headings that a month or year in brackets only dates: alone among their siblings, and nothing below is to be done: "What works now
    (December 2025)", "Open positions (May 2026)"."""
    busy = {node.parent for node in tree.nodes if scanned.document.blocks[node.block].checked is not None}
    return frozenset(
        node.index
        for nodes in _siblings(tree)
        for node in nodes
        if len(nodes) > 1
        and node.index not in busy
        and _ends_in_stamp(scanned, node)
        and not any(other.title.windows for other in nodes if other is not node)
    )


def _ends_in_stamp(scanned: Scanned, node: Node) -> bool:
    """Whether a heading is a name and one month or year in brackets behind it."""
    title = node.title
    if title.id or not title.name or len(title.windows) != 1 or title.name_start > node.start + 8:
        return False
    window = title.windows[0]
    if window.is_relative or window.open_ended or window.precision not in _STAMPS or not _is_single(window):
        return False
    text = scanned.document.blocks[node.block].text[node.start : node.stop].rstrip(" *_:：")
    return text.endswith((")", "）", "]"))


def _is_single(window: Window) -> bool:
    if window.start is None or window.end is None:
        return window.months is not None and window.months[0] == window.months[1]
    one_month = (window.start.year, window.start.month) == (window.end.year, window.end.month)
    return one_month or (window.precision == "year" and window.start.year == window.end.year)


def _siblings(tree: Tree) -> Iterator[list[Node]]:
    """Headings of one rank beside each other, the first of the document left out."""
    found: dict[tuple[int | None, int], list[Node]] = {}
    for node in tree.nodes:
        if node.kind == "heading" and node.index > 0:
            found.setdefault((node.parent, node.rank), []).append(node)
    yield from found.values()
