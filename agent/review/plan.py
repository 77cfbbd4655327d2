"""What a change does to a plan: read from the typed facts of both sides, told only where the change touched a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from agent.model.review import PlanChange
from agent.model.roadmap import Item
from agent.review.figures import figure_changes
from agent.review.items import item_changes
from agent.review.matching import matched_items
from agent.review.pairs import Pair
from agent.review.saying import brief, dates_of, named
from agent.review.sides import Sides, overlaps

ORDER = (
    ("document_added", "document_removed"),
    ("added", "dropped", "moved", "cost", "target"),
    ("dependency_added", "dependency_removed", "status", "figure"),
    ("renamed", "word"),
)
# Coming and going of these is told last, unless others are inside them.
SMALL = frozenset(("task", "deliverable", "team_role", "risk"))


def plan_changes(changed: Pair) -> tuple[PlanChange, ...]:
    """What is different in the plan of one document, most consequential first, each with its line."""
    if changed.before is None or changed.after is None:
        return _whole(changed)
    keys = matched_items(changed.before.items, changed.after.items, changed.lines)
    sides = Sides(changed.path, changed.before, changed.after, keys, changed.lines)
    found = (*_dropped(sides), *_added(sides), *item_changes(sides), *figure_changes(sides))
    # A sentence with two measures may tell one step twice: the longer name of what changed says more.
    told = sorted(found, key=lambda change: len(change.subject))
    distinct = {(c.kind, c.line or c.old_line, c.attribute, c.before, c.after, c.subject if c.kind != "target" else ""): c for c in told}
    return tuple(sorted(distinct.values(), key=_consequence))


def _consequence(change: PlanChange) -> tuple[int, int, bool, int, str, str, str]:
    """Most consequential first; among equals, what comes and goes before what stays, then the order of the document."""
    rank = next(at for at, kinds in enumerate(ORDER) if change.kind in kinds)
    if change.kind in ("added", "dropped") and change.attribute in SMALL and not change.count:
        rank = len(ORDER)
    if change.kind == "figure" and change.subject == change.attribute:
        return 1, -1, False, change.line or change.old_line, change.subject, change.attribute, change.before  # of the whole plan
    kind = ORDER[rank].index(change.kind) if rank < len(ORDER) else 0
    part = not change.count and change.attribute not in ("phase", "milestone")
    return rank, kind, part, change.line or change.old_line, change.subject, change.attribute, change.before


def _whole(changed: Pair) -> tuple[PlanChange, ...]:
    """A document that came or went is one change."""
    if changed.after is not None:
        title, items = brief(changed.after.title or changed.path), len(changed.after.items)
        return (PlanChange(kind="document_added", subject=title, path=changed.path, line=1, count=items),)
    if changed.before is not None:
        title, items = brief(changed.before.title or changed.path), len(changed.before.items)
        return (PlanChange(kind="document_removed", subject=title, path=changed.path, old_line=1, count=items),)
    return ()


def _dropped(sides: Sides) -> Iterator[PlanChange]:
    gone = {item.key: item for item in sides.before.items if item.key not in sides.keys and overlaps([item.span], sides.lines.deleted)}
    inside = _inside(gone)
    for item in _outermost(gone):
        yield PlanChange(
            kind="dropped",
            subject=named(item),
            attribute=item.kind,
            before=_terms(item),
            path=sides.path,
            old_line=item.span.line,
            count=inside[item.key],
        )


def _added(sides: Sides) -> Iterator[PlanChange]:
    known = set(sides.keys.values())
    new = {item.key: item for item in sides.after.items if item.key not in known and overlaps([item.span], sides.lines.added)}
    inside = _inside(new)
    for item in _outermost(new):
        yield PlanChange(
            kind="added",
            subject=named(item),
            attribute=item.kind,
            after=_terms(item),
            path=sides.path,
            line=item.span.line,
            count=inside[item.key],
        )


def _outermost(items: Mapping[str, Item]) -> Iterator[Item]:
    """Those that are part of no other of them."""
    return (item for item in items.values() if item.parent not in items and item.title.strip())


def _inside(items: Mapping[str, Item]) -> Counter[str]:
    """How many of the items are part of each of them, at any depth."""
    counts: Counter[str] = Counter()
    for item in items.values():
        seen = {item.key}
        parent = item.parent
        while parent in items and parent not in seen:
            counts[parent] += 1
            seen.add(parent)
            parent = items[parent].parent
    return counts


def _terms(item: Item) -> str:
    """When it is planned and what it costs, as written."""
    cost = item.first("cost")
    parts = (dates_of(item.window), brief(cost.text) if cost is not None and cost.quantities else "")
    return ", ".join(part for part in parts if part)
