"""What a change does to a plan, for a person who decides about it: what changed between both sides, most consequential first."""

from __future__ import annotations

from agent.model.review import ChangeKind, PlanChange
from agent.review.pairs import Pair
from agent.review.saying import brief, difference, named
from agent.versions import Change, changes

# What is decided about first: what the plan contains and when, what it costs, what it waits for, what it promises; then how it goes.
ORDER: tuple[tuple[ChangeKind, ...], ...] = (
    ("document_added", "document_removed"),
    ("added", "dropped", "moved", "cost", "dependency_added", "dependency_removed", "target"),
    ("status", "figure"),
    ("renamed", "scope", "word"),
)
LARGE = ("phase", "milestone")
# Coming and going of these is told last, unless others are inside them.
SMALL = frozenset(("task", "deliverable", "team_role", "risk"))
OF_THE_PLAN = frozenset(("cost", "figure"))
ALIKE = 80  # of 100: a description in so many of the same words is only reworded


def plan_changes(changed: Pair) -> tuple[PlanChange, ...]:
    """What is different in the plan of one document, most consequential first, each with its line."""
    if changed.before is None or changed.after is None:
        return _whole(changed)
    language = changed.after.language
    found = (_told(change, changed.path, language) for change in changes(changed.before, changed.after, changed.lines) if _counts(change))
    # A sentence with two measures may tell one step twice: the longer name of what changed says more.
    told = sorted(found, key=lambda change: len(change.subject))
    distinct = {(c.kind, c.line or c.old_line, c.attribute, c.before, c.after, c.subject if c.kind != "target" else ""): c for c in told}
    return tuple(sorted(distinct.values(), key=_consequence))


def _counts(change: Change) -> bool:
    """Whether a change is one of the plan: a figure that came or went alone, and words that say the same again, are remarks."""
    two_sided = bool(change.before and change.after)
    if change.item is None and not two_sided:
        return change.is_target
    if change.kind == "re-scoped" and change.what != "title" and change.amounts is None:
        return two_sided and _reworked(change.was, change.now)
    return True


def _reworked(was: str, now: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(was, now) < ALIKE


def _told(change: Change, path: str, language: str) -> PlanChange:
    kind = _kind(change)
    subject = named(change.item) if change.item is not None else brief(change.about)
    attribute = brief(change.what) if change.what != "title" else change.item.kind if change.item and change.item.kind in LARGE else ""
    if kind == "target":
        subject, attribute = brief(change.what), brief(", ".join(filter(None, (named(change.item) if change.item else "", change.scope))))
    elif kind in ("dependency_added", "dependency_removed") and change.what == "depends on":
        attribute = ""
    return PlanChange(
        kind=kind,
        subject=subject,
        attribute=attribute,
        before=brief(change.was),
        after=brief(change.now),
        difference=difference(*change.amounts, language) if change.amounts else "",
        path=path,
        line=change.after[0].line if change.after else change.right.span.line if change.right else 0,
        old_line=change.before[0].line if change.before else change.left.span.line if change.left else 0,
        count=change.inside,
    )


def _kind(change: Change) -> ChangeKind:
    if change.kind == "re-linked":
        return "dependency_added" if change.now else "dependency_removed"
    if change.kind == "progressed":
        return "status" if change.what == "status" else "figure"
    if change.kind == "re-targeted":
        return "target" if change.is_target else "figure"
    if change.kind == "re-scoped":
        return "figure" if change.amounts is not None else "scope"
    if change.kind in ("re-staffed", "re-prioritised"):
        return "figure" if change.amounts is not None else "word"
    plain: dict[str, ChangeKind] = {"re-costed": "cost", "re-estimated": "figure"}
    simple: dict[str, ChangeKind] = {"added": "added", "dropped": "dropped", "moved": "moved", "renamed": "renamed"}
    return (plain | simple)[change.kind]


def _consequence(change: PlanChange) -> tuple[int, int, bool, int, str, str, str]:
    """Most consequential first; among equals, what comes and goes before what stays, then the order of the document."""
    rank = next(at for at, kinds in enumerate(ORDER) if change.kind in kinds)
    if change.kind in ("added", "dropped") and change.attribute in SMALL and not change.count:
        rank = len(ORDER)
    if change.kind in OF_THE_PLAN and change.subject == change.attribute:
        return 1, -1, False, change.line or change.old_line, change.subject, change.attribute, change.before  # of the whole plan
    if change.kind in ("renamed", "scope") and change.attribute in LARGE:
        rank = 1  # what a phase is about says what the plan is about
    kind = ORDER[rank].index(change.kind if change.kind in ORDER[rank] else "moved") if rank < len(ORDER) else 0
    part = not change.count and change.attribute not in LARGE
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
