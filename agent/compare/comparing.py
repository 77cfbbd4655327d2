"""The comparison as a whole: who plans what, when, at what price, how surely; and what changed between versions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from agent.compare.calendar import calendar, horizon, relative
from agent.compare.conflicts import conflicts
from agent.compare.matching.across import Decided, groups_of
from agent.compare.matching.translations import counterparts
from agent.compare.matching.works import Work, works_of
from agent.compare.money import money
from agent.compare.people import people
from agent.compare.plan import plan
from agent.compare.planned import only_of, shared_of
from agent.compare.quality import quality, risks
from agent.compare.sides import Side, cited, flat, letter
from agent.compare.targets import targets
from agent.model.comparison import Change, ComparedRoadmap, Comparison, VersionChanges
from agent.versions import Change as Difference
from agent.versions import are_versions, changes

if TYPE_CHECKING:
    from agent.compare.matching.meaning import Meaning
    from agent.ports import Embedder


def compare(sides: Sequence[Side], chosen: Decided | None = None, embedder: Embedder | None = None, *, known: bool = False) -> Comparison:
    """Roadmaps side by side, in the order given. `chosen` is what a person says of pairs of items; `embedder` adds likeness of meaning.

    Two sides of one file, or with most titles in common, are versions of one roadmap; with `known` they all are. Consecutive ones get
    their changes, the later argument being the later version. Pure: the same roadmaps give the same comparison.
    """
    decided = chosen or {}
    roadmaps = [side.roadmap for side in sides]
    versions = tuple(pair for pair in combinations(range(len(sides)), 2) if _are_versions(sides[pair[0]], sides[pair[1]], known=known))
    works = tuple(works_of(at, roadmap) for at, roadmap in enumerate(roadmaps))
    parallel = {(one, other): counterparts(roadmaps[one], roadmaps[other]) for one, other in combinations(range(len(sides)), 2)}
    groups = groups_of(works, _meaning(works, embedder) if embedder else None, decided, parallel)
    return Comparison(
        roadmaps=tuple(_column(at, side) for at, side in enumerate(sides)),
        dimensions=(horizon(sides), *targets(sides), *money(sides), *people(sides), *plan(sides), *risks(sides), *quality(sides)),
        calendar=calendar(sides),
        relative=relative(sides),
        shared=shared_of(sides, groups),
        only=dict(only_of(sides, works, groups)),
        conflicts=conflicts(sides, works, groups, versions),
        versions=tuple(_versions(sides, pair, decided) for pair in pairwise(range(len(sides))) if pair in versions),
        notes=_notes(sides, versions),
    )


def _meaning(works: Sequence[Sequence[Work]], embedder: Embedder) -> Meaning:
    """Imported here, because vectors need numpy and most comparisons need no vectors."""
    from agent.compare.matching.meaning import Meaning

    return Meaning(works, embedder)


def _are_versions(one: Side, other: Side, *, known: bool) -> bool:
    return known or (bool(one.file) and one.file == other.file) or are_versions(one.roadmap, other.roadmap)


def _column(at: int, side: Side) -> ComparedRoadmap:
    roadmap = side.roadmap
    return ComparedRoadmap(
        key=letter(at),
        path=side.path,
        title=flat(roadmap.title) or side.path,
        language=roadmap.language,
        lines=len(roadmap.document.raw_lines),
        items=len(roadmap.items),
    )


def _versions(sides: Sequence[Side], pair: tuple[int, int], decided: Decided) -> VersionChanges:
    before, after = (sides[at] for at in pair)
    found = changes(before.roadmap, after.roadmap, chosen=decided.get(pair, ()))
    return VersionChanges(before=before.path, after=after.path, changes=tuple(_change(difference) for difference in found))


def _change(found: Difference) -> Change:
    return Change(
        kind=found.kind,
        subject=found.subject,
        what=found.what,
        was=found.was,
        now=found.now,
        before=cited(found.before),
        after=cited(found.after),
        inside=found.inside,
        computation=found.computation,
    )


def _notes(sides: Sequence[Side], versions: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    empty = tuple(f"{side.path}: nothing was read as planned work" for side in sides if not side.roadmap.items)
    pairs = tuple(f"{sides[one].path} and {sides[other].path} are taken for versions of one roadmap" for one, other in versions)
    return (*empty, *pairs)
