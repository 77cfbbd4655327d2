"""What became of the items that both versions have: renamed, moved, another state, other dependencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agent.facts import canonical_terms, normalise
from agent.model.comparison import ChangeKind
from agent.model.roadmap import Dependency, Fact, Item, Roadmap
from agent.rules.reading.naming import name_of
from agent.versions.change import Change
from agent.versions.figures import figure_in_title
from agent.versions.pair import VersionPair, places
from agent.versions.times import bounds, restated, same_time, time_shown, written_at

LINKS = {"depends_on": "depends on", "blocks": "blocks", "after": "comes after", "before": "comes before"}


@dataclass(frozen=True, slots=True)
class _Sections:
    """The names of all sections with items, folded, in both versions."""

    before: frozenset[str]
    after: frozenset[str]


def item_changes(versions: VersionPair) -> Iterator[Change]:
    """The changes of every item that stayed."""
    sections = _Sections(*(frozenset(normalise(_section(item, plan)) for item in plan.items) for plan in (versions.before, versions.after)))
    for one, other in versions.items():
        yield from _title(versions, one, other)
        yield from _time(versions, one, other, sections)
        yield from _links(versions, one, other)
    yield from _statuses(versions)


def _title(versions: VersionPair, one: Item, other: Item) -> Iterator[Change]:
    if normalise(one.title) == normalise(other.title) or not versions.touches([one.span], [other.span]):
        return
    figure = figure_in_title(versions, one, other)
    if figure is not None:
        yield figure
        return
    was, now = (
        frozenset(canonical_terms(one.title, versions.before.language)),
        frozenset(canonical_terms(other.title, versions.after.language)),
    )
    kind: ChangeKind = "renamed" if was == now or was & now else "re-scoped"
    yield Change(kind, "title", _flat(one.title), _flat(other.title), (one.span,), (other.span,), one, other)


def _time(versions: VersionPair, one: Item, other: Item, sections: _Sections) -> Iterator[Change]:
    """Another time, or another section; an item that only follows the part of the plan around it is told with that."""
    resettled = _resettled(versions, one, other, sections)
    follows = one.window_inherited and other.window_inherited and (versions.moved_along(one, other) or not resettled)
    spans = written_at(versions.before, one), written_at(versions.after, other)
    same = same_time(one.window, other.window) or restated(versions.before, versions.after, one, other)
    if not same and not follows and versions.touches(*spans) and _is_set(versions, other):
        was, now = time_shown(one.window), time_shown(other.window)
        yield Change("moved", "window", was, now, *spans, one, other, inside=versions.following[one.key, other.key])
        return
    if same:
        yield from _beside(versions, one, other)
    yield from _ends(versions, one, other)
    if resettled:
        was, now = _section(one, versions.before), _section(other, versions.after)
        yield Change("moved", "section", was, now, (one.span,), (other.span,), one, other)


def _beside(versions: VersionPair, one: Item, other: Item) -> Iterator[Change]:
    """A second time of an item that stayed by its first: "Month 2 (February 2026)" that is in March now."""
    before, after = ([fact for fact in item.all("window") if len(fact.windows) == 1] for item in (one, other))
    kept = {bounds(fact.windows[0]) for fact in before} & {bounds(fact.windows[0]) for fact in after}
    was, now = ([fact for fact in facts if bounds(fact.windows[0]) not in kept] for facts in (before, after))
    if len(was) == len(now) == 1 and not same_time(was[0].windows[0], now[0].windows[0]) and versions.touches([was[0].span], [now[0].span]):
        shown = time_shown(was[0].windows[0]), time_shown(now[0].windows[0])
        inside = versions.following[one.key, other.key]
        yield Change("moved", "window", *shown, (was[0].span,), (now[0].span,), one, other, inside=inside)


def _is_set(versions: VersionPair, other: Item) -> bool:
    """Whether the later version can have set this time; an item read from untouched lines has the time it always had there."""
    return other.window is None or other.window_inherited or versions.lines.wrote(places(other))


def _ends(versions: VersionPair, one: Item, other: Item) -> Iterator[Change]:
    """The start and the end, where both versions state one and they differ."""
    found = [
        (attribute, before, after)
        for attribute in ("start", "end")
        if (before := one.first(attribute)) is not None
        and (after := other.first(attribute)) is not None
        and _other_words(before, after)
        and versions.touches([before.span], [after.span])
    ]
    if not found:
        return
    was, now = (" – ".join(_flat(fact.text) for fact in side) for side in zip(*(end[1:] for end in found), strict=True))
    spans = tuple(before.span for _, before, _ in found), tuple(after.span for _, _, after in found)
    yield Change("moved", found[0][0] if len(found) == 1 else "window", was, now, *spans, one, other)


def _other_words(one: Fact, other: Fact) -> bool:
    if one.windows and other.windows:
        return bounds(one.windows[0]) != bounds(other.windows[0])
    return normalise(one.text) != normalise(other.text)


def _resettled(versions: VersionPair, one: Item, other: Item, sections: _Sections) -> bool:
    """Whether the item itself was taken from one section to another, rather than its section being renamed."""
    if not (versions.lines.removed([one.span]) and versions.lines.wrote([other.span])):
        return False
    before, after = (normalise(_section(item, plan)) for item, plan in ((one, versions.before), (other, versions.after)))
    if not before or not after or before == after or (one.parent and versions.pairs.get(one.parent) == other.parent):
        return False
    return before in sections.after or after in sections.before


def _section(item: Item, roadmap: Roadmap) -> str:
    parent = roadmap.by_key.get(item.parent)
    return _flat(name_of(parent)).strip('"') if parent is not None else _flat(item.headings[-1]) if item.headings else ""


def _statuses(versions: VersionPair) -> Iterator[Change]:
    """States that changed; parts that came to the state of what is around them are counted with that."""
    found = {other.key: (one, other) for one, other in versions.items() if _is_in_another_state(versions, one, other)}
    tops = {key: _top(versions, other, found) for key, (_, other) in found.items()}
    inside = Counter(top for key, top in tops.items() if top != key)
    for key, (one, other) in found.items():
        if tops[key] == key:
            spans = (one.status_span or one.span,), (other.status_span or other.span,)
            yield Change("progressed", "status", _words(one.status), _words(other.status), *spans, one, other, inside=inside[key])


def _is_in_another_state(versions: VersionPair, one: Item, other: Item) -> bool:
    return one.status != other.status and versions.touches([one.status_span or one.span], [other.status_span or other.span])


def _top(versions: VersionPair, item: Item, found: Mapping[str, tuple[Item, Item]]) -> str:
    """The outermost item around an item that came to the same state with it, itself when there is none."""
    at, seen = item, {item.key}
    while at.parent in found and at.parent not in seen and found[at.parent][1].status == item.status:
        seen.add(at.parent)
        at = versions.after.by_key[at.parent]
    return at.key


def _links(versions: VersionPair, one: Item, other: Item) -> Iterator[Change]:
    """Dependencies that came or went; a renamed target is the same dependency."""
    was = {_aim(link, versions.pairs.get(link.target, link.target)): link for link in one.dependencies}
    now = {_aim(link, link.target): link for link in other.dependencies}
    for aim, link in was.items():
        if aim not in now and versions.lines.removed([link.span]):
            yield Change("re-linked", LINKS[link.kind], _named(link, versions.before), "", (link.span,), (other.span,), one, other)
    for aim, link in now.items():
        if aim not in was and versions.lines.wrote([link.span]):
            yield Change("re-linked", LINKS[link.kind], "", _named(link, versions.after), (one.span,), (link.span,), one, other)


def _aim(link: Dependency, target: str) -> tuple[str, str]:
    return link.kind, target or normalise(link.text)


def _named(link: Dependency, roadmap: Roadmap) -> str:
    """The item that is depended on, or the words that name it."""
    target = roadmap.by_key.get(link.target)
    if target is None:
        return _flat(link.text)
    title = _flat(target.title)
    return title if not target.id or normalise(target.id) in normalise(title) else f"{target.id} {title}"


def _words(status: str) -> str:
    return status.replace("_", " ")


def _flat(text: str) -> str:
    return " ".join(text.split())
