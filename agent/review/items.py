"""What became of the items that both sides of a change have: moved, renamed, another state, other dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agent.facts.folding import fold
from agent.model.quantity import Window
from agent.model.review import PlanChange
from agent.model.roadmap import Dependency, Fact, Item, Roadmap
from agent.model.span import Span
from agent.review.matching import title_of
from agent.review.saying import brief, dates_of, dependency_name, named
from agent.review.sides import Sides, overlaps


@dataclass(frozen=True, slots=True)
class Sections:
    """The names of all sections with items, folded, on both sides."""

    before: frozenset[str]
    after: frozenset[str]


def item_changes(sides: Sides) -> Iterator[PlanChange]:
    """The changes of every item that stayed and that the change touched."""
    sections = Sections(*(frozenset(fold(_section(item, plan)) for item in plan.items) for plan in (sides.before, sides.after)))
    for old_key, new_key in sides.keys.items():
        old, new = sides.before.by_key[old_key], sides.after.by_key[new_key]
        if overlaps(_places(old), sides.lines.deleted) or overlaps(_places(new), sides.lines.added):
            yield from _told(old, new, sides, sections)


def _told(old: Item, new: Item, sides: Sides, sections: Sections) -> Iterator[PlanChange]:
    plain = PlanChange(kind="renamed", subject=named(new), path=sides.path, line=new.span.line, old_line=old.span.line)
    if title_of(old) != title_of(new) and new.span.line in sides.lines.added:
        yield plain.model_copy(update={"before": brief(old.title), "after": brief(new.title)})
    if old.status != new.status and _state_touched(old, new, sides):
        yield plain.model_copy(update={"kind": "status", "before": _words(old.status), "after": _words(new.status)})
    yield from _moved(old, new, sides, sections, plain)
    yield from _dependencies(old, new, sides, plain)


def _moved(old: Item, new: Item, sides: Sides, sections: Sections, plain: PlanChange) -> Iterator[PlanChange]:
    """Another time, or another section; an item that only follows its phase is told with the phase."""
    moved = plain.model_copy(update={"kind": "moved"})
    resettled = _resettled(old, new, sides, sections)
    follows = old.window_inherited and new.window_inherited and not resettled
    if not follows and _time(old.window) != _time(new.window) and _time_written(new, sides):
        yield moved.model_copy(update={"attribute": "window", "before": dates_of(old.window), "after": dates_of(new.window)})
        return
    ends = [(attribute, before, after) for attribute, before, after in _ends(old, new) if sides.touches(before.span, after.span)]
    if ends:
        attribute = ends[0][0] if len(ends) == 1 else "window"
        told, now = (" – ".join(brief(fact.text) for fact in side) for side in zip(*(end[1:] for end in ends), strict=True))
        yield moved.model_copy(update={"attribute": attribute, "before": told, "after": now})
    if resettled:
        yield moved.model_copy(update={"attribute": "section", "before": _section(old, sides.before), "after": _section(new, sides.after)})


def _time_written(new: Item, sides: Sides) -> bool:
    """Whether the change can have set this time; an item read from untouched lines has the time it always had there."""
    return new.window is None or new.window_inherited or overlaps(_places(new), sides.lines.added)


def _ends(old: Item, new: Item) -> Iterator[tuple[str, Fact, Fact]]:
    """The start and the end, where both sides state one and they differ."""
    for attribute in ("start", "end"):
        before, after = old.first(attribute), new.first(attribute)
        if before is not None and after is not None and _other_words(before, after):
            yield attribute, before, after


def _resettled(old: Item, new: Item, sides: Sides, sections: Sections) -> bool:
    """Whether the item itself was taken from one section to another, rather than its section being renamed."""
    if old.span.line not in sides.lines.deleted or new.span.line not in sides.lines.added:
        return False
    before, after = _section(old, sides.before), _section(new, sides.after)
    if not before or not after or fold(before) == fold(after) or (old.parent and sides.keys.get(old.parent) == new.parent):
        return False
    return fold(before) in sections.after or fold(after) in sections.before


def _section(item: Item, roadmap: Roadmap) -> str:
    parent = roadmap.by_key.get(item.parent)
    return named(parent) if parent is not None else brief(item.headings[-1]) if item.headings else ""


def _dependencies(old: Item, new: Item, sides: Sides, plain: PlanChange) -> Iterator[PlanChange]:
    before = {_aim(d, sides.keys.get(d.target, d.target)): d for d in old.dependencies}
    after = {_aim(d, d.target): d for d in new.dependencies}
    for aim in sorted(after.keys() - before.keys()):
        if overlaps([after[aim].span], sides.lines.added):
            update = {"kind": "dependency_added", "after": dependency_name(after[aim], sides.after), "line": after[aim].span.line}
            yield plain.model_copy(update=update)
    for aim in sorted(before.keys() - after.keys()):
        if overlaps([before[aim].span], sides.lines.deleted):
            yield plain.model_copy(update={"kind": "dependency_removed", "before": dependency_name(before[aim], sides.before)})


def _aim(dependency: Dependency, target: str) -> tuple[str, str]:
    return dependency.kind, target or " ".join(fold(dependency.text).split())


def _places(item: Item) -> Iterator[Span]:
    yield item.span
    yield from (fact.span for fact in item.facts)
    yield from (dependency.span for dependency in item.dependencies)
    if item.status_span is not None:
        yield item.status_span


def _state_touched(old: Item, new: Item, sides: Sides) -> bool:
    return sides.touches(old.status_span or old.span, new.status_span or new.span)


def _time(window: Window | None) -> tuple[date | None, date | None, str, float | None, float | None, tuple[int, int] | None, str]:
    """A window without its wording; the wording alone where nothing else is known."""
    if window is None:
        return None, None, "", None, None, None, ""
    known = window.is_dated or window.is_relative or window.months is not None
    return window.start, window.end, window.unit, window.first, window.last, window.months, "" if known else fold(window.text)


def _other_words(one: Fact, other: Fact) -> bool:
    return (_time(one.windows[0]) != _time(other.windows[0])) if one.windows and other.windows else fold(one.text) != fold(other.text)


def _words(status: str) -> str:
    return status.replace("_", " ")
