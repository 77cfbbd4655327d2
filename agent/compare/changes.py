"""What became of a roadmap between two of its versions: moved, dropped, added, re-scoped, re-costed, each with its lines in both."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agent.compare.fields import Field, Fields, fields_of, paired, plan_fields, stated
from agent.compare.matching import Chosen, Match, match_versions
from agent.facts import lookup_label, normalise
from agent.model.comparison import ChangeKind
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.rules.reading.amounts import span_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import written
from agent.rules.reading.pieces import terms_of

SENTENCE = 3  # words


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `subject` is the item as a reader knows it ("" for the plan itself), `what` the field as written, `was` and `now` its values as
    written ("" where there is none). `before` and `after` are the lines of either version; one of them is empty for what is added or
    dropped. `inside` counts the items within an added, dropped or moved one that share its fate: they have no change of their own.
    `computation` is the difference where both values are single amounts of one unit.
    """

    kind: ChangeKind
    subject: str
    what: str
    was: str
    now: str
    before: tuple[Span, ...]
    after: tuple[Span, ...]
    left: str = ""  # key of the item in the earlier version
    right: str = ""  # key of the item in the later version
    inside: int = 0
    computation: Computation | None = None


def changes(before: Roadmap, after: Roadmap, chosen: Sequence[Chosen] = (), matches: Sequence[Match] | None = None) -> tuple[Change, ...]:
    """Every difference between two versions of one roadmap, in the order of the later one; what was dropped comes last.

    `matches` says which items are the same; without it they are matched here. Pure: same versions, same changes.
    """
    versions = _Versions(before, after, match_versions(before, after, chosen) if matches is None else matches)
    found = [change for match in versions.matches for change in _of_pair(versions, match)]
    found += _of_fields(versions, "", plan_fields(before), plan_fields(after), "", "")
    found += _added(versions)
    found.sort(key=lambda change: _line(after, change))
    return (*found, *_dropped(versions))


def _line(after: Roadmap, change: Change) -> int:
    """Where a change belongs in the later version: its line, else that of its item, else the top."""
    if change.after:
        return change.after[0].line
    return after.by_key[change.right].span.line if change.right else 0


class _Versions:
    """Both versions and which item is which."""

    def __init__(self, before: Roadmap, after: Roadmap, matches: Sequence[Match]) -> None:
        self.before, self.after, self.matches = before, after, tuple(matches)
        self.pairs: Mapping[str, str] = {match.left: match.right for match in matches}
        self.matched_after = frozenset(self.pairs.values())
        self.stated = (stated(before), stated(after))
        self.fields: tuple[Mapping[str, Fields], Mapping[str, Fields]] = (fields_of(before), fields_of(after))


def _of_pair(versions: _Versions, match: Match) -> Iterator[Change]:
    one, other = versions.before.by_key[match.left], versions.after.by_key[match.right]
    subject = name_of(other)
    yield from _title(versions, one, other, subject)
    yield from _time(versions, one, other, subject)
    yield from _status(one, other, subject)
    yield from _links(versions, one, other, subject)
    yield from _of_fields(versions, subject, versions.fields[0].get(one.key, {}), versions.fields[1].get(other.key, {}), one.key, other.key)


def _title(versions: _Versions, one: Item, other: Item, subject: str) -> Iterator[Change]:
    if normalise(one.title) == normalise(other.title):
        return
    was, now = terms_of(one.title, versions.before.language), terms_of(other.title, versions.after.language)
    kind: ChangeKind = "renamed" if was == now or was & now else "re-scoped"
    yield Change(kind, subject, "title", _flat(one.title), _flat(other.title), (one.span,), (other.span,), one.key, other.key)


def _time(versions: _Versions, one: Item, other: Item, subject: str) -> Iterator[Change]:
    """A window of its own that changed, or a place under another part of the plan that has another time or none."""
    moved_along = versions.pairs.get(one.parent, "") == other.parent and (one.parent or not other.parent)
    inherits = one.window_inherited and other.window_inherited
    if _same_time(one.window, other.window) or _restated(versions, one, other) or (inherits and moved_along):
        if moved_along or not (one.parent and other.parent) or one.window or other.window:
            return
        was, now = versions.before.by_key[one.parent], versions.after.by_key[other.parent]
        if versions.pairs.get(one.parent) is None or was.kind != "phase" or now.kind != "phase":
            return
        yield Change("moved", subject, "place", _flat(name_of(was)), _flat(name_of(now)), (one.span,), (other.span,), one.key, other.key)
        return
    spans = _when(versions.before, one), _when(versions.after, other)
    inside = _following(versions, one, other)
    was_text, now_text = (written(window) if window else "" for window in (one.window, other.window))
    yield Change("moved", subject, "window", was_text, now_text, *spans, one.key, other.key, inside)


def _same_time(one: Window | None, other: Window | None) -> bool:
    if one is None or other is None:
        return one is other
    bounds = [
        (window.start, window.end, window.unit, window.first, window.last, window.months, window.open_ended) for window in (one, other)
    ]
    return bounds[0] == bounds[1]


def _restated(versions: _Versions, one: Item, other: Item) -> bool:
    """Whether a time is only given in another unit ("month 5", "sprints 9-10"), one that the other version has beside it, too."""
    was, now = one.window, other.window
    if was is None or now is None or was.unit == now.unit:
        return False
    stated = [(now, fact) for fact in _dating(versions.before, one).facts] + [(was, fact) for fact in _dating(versions.after, other).facts]
    return any(_same_time(wanted, window) for wanted, fact in stated for window in fact.windows)


def _dating(roadmap: Roadmap, item: Item) -> Item:
    """The item that an item has its time from: itself, or the part of the plan around it."""
    at, seen = item, {item.key}
    while at.window_inherited and at.parent in roadmap.by_key and at.parent not in seen:
        seen.add(at.parent)
        at = roadmap.by_key[at.parent]
    return at


def _when(roadmap: Roadmap, item: Item) -> tuple[Span, ...]:
    """Where the time of an item is written: its own fact, or the part of the plan it inherits it from."""
    at = _dating(roadmap, item)
    if at.window is None:
        return (item.span,)
    stated = next((fact.span for fact in at.facts if any(_same_time(window, at.window) for window in fact.windows)), at.span)
    return (item.span,) if item.span == stated else (item.span, stated)


def _following(versions: _Versions, one: Item, other: Item) -> int:
    """How many items under a moved one take their time from it."""
    return sum(
        versions.before.by_key[match.left].parent == one.key
        and versions.after.by_key[match.right].parent == other.key
        and versions.after.by_key[match.right].window_inherited
        for match in versions.matches
    )


def _status(one: Item, other: Item, subject: str) -> Iterator[Change]:
    if one.status != other.status and (one.status or other.status):
        before, after = one.status_span or one.span, other.status_span or other.span
        yield Change("progressed", subject, "status", _words(one.status), _words(other.status), (before,), (after,), one.key, other.key)


def _links(versions: _Versions, one: Item, other: Item, subject: str) -> Iterator[Change]:
    """Dependencies that came or went; a renamed target is the same dependency."""
    was = {versions.pairs.get(d.target, "") or normalise(d.text): d for d in one.dependencies}
    now = {d.target or normalise(d.text): d for d in other.dependencies}
    for name, dependency in was.items():
        if name not in now:
            yield Change(
                "re-linked", subject, "depends on", _flat(dependency.text), "", (dependency.span,), (other.span,), one.key, other.key
            )
    for name, dependency in now.items():
        if name not in was:
            yield Change(
                "re-linked", subject, "depends on", "", _flat(dependency.text), (one.span,), (dependency.span,), one.key, other.key
            )


def _of_fields(versions: _Versions, subject: str, was: Fields, now: Fields, left: str, right: str) -> Iterator[Change]:
    """Fields that have another value, or that only one version states at all."""
    for one, other in paired(was, now):
        if one is not None and other is not None:
            if one.value != other.value:
                yield _field_change(subject, one, other, left, right)
        elif not _stands_elsewhere(versions, one, other):
            yield _field_change(subject, one, other, left, right)


def _stands_elsewhere(versions: _Versions, one: Field | None, other: Field | None) -> bool:
    """Whether the other version has the line under another item or heading: a line that says itself what it is about, not "Owner: ..."."""
    field = one or other
    meaning = lookup_label(field.label) if field else None
    if field is not None and meaning is not None and meaning.confidence == 1.0 and not _is_sentence(field.value):
        return False
    was = one is not None and (normalise(one.label), one.value) in versions.stated[1]
    return was or (other is not None and (normalise(other.label), other.value) in versions.stated[0])


def _is_sentence(value: Hashable) -> bool:
    """Whether a value is so many words that it says itself what it is about."""
    return isinstance(value, str) and len(value.split()) >= SENTENCE


def _field_change(subject: str, one: Field | None, other: Field | None, left: str, right: str) -> Change:
    shown = other or one
    assert shown is not None
    return Change(
        shown.kind,
        subject or shown.subject,
        shown.label,
        one.text if one else "",
        other.text if other else "",
        (one.span,) if one else (),
        (other.span,) if other else (),
        left,
        right,
        computation=_difference(one.quantity, other.quantity) if one and other else None,
    )


def _difference(one: Quantity | None, other: Quantity | None) -> Computation | None:
    if one is None or other is None or (one.kind, one.unit, one.per, one.change) != (other.kind, other.unit, other.per, other.change):
        return None
    low, high = other.least - one.least, other.most - one.most
    first, second = span_of(other.least, other.most, other), span_of(one.least, one.most, one)
    result = span_of(min(low, high), max(low, high), other)
    return Computation(formula=f"{first} - {second} = {result}", expected=result, stated="")


def _added(versions: _Versions) -> list[Change]:
    free = {item.key for item in versions.after.items} - versions.matched_after
    return [_alone("added", item, count) for item, count in _topmost(versions.after, free)]


def _dropped(versions: _Versions) -> list[Change]:
    free = {item.key for item in versions.before.items} - set(versions.pairs)
    return [_alone("dropped", item, count) for item, count in _topmost(versions.before, free)]


def _topmost(roadmap: Roadmap, free: set[str]) -> list[tuple[Item, int]]:
    """The items of a set whose parent is not in it, each with how many items of the set are under it."""
    counts: dict[str, int] = {}
    for item in roadmap.items:
        if item.key in free:
            top = _top(roadmap, item, free)
            counts[top] = counts.get(top, -1) + 1
    return [(roadmap.by_key[key], count) for key, count in counts.items()]


def _top(roadmap: Roadmap, item: Item, free: set[str]) -> str:
    at = item
    seen = {item.key}
    while at.parent in free and at.parent not in seen:
        seen.add(at.parent)
        at = roadmap.by_key[at.parent]
    return at.key


def _alone(kind: Literal["added", "dropped"], item: Item, inside: int) -> Change:
    text = written(item.window) if item.window else ""
    change = Change(kind, name_of(item), item.kind, "", "", (), (), inside=inside)
    if kind == "added":
        return replace(change, now=text, after=(item.span,), right=item.key)
    return replace(change, was=text, before=(item.span,), left=item.key)


def _words(status: str) -> str:
    return status.replace("_", " ")


def _flat(text: str) -> str:
    return " ".join(text.split())
