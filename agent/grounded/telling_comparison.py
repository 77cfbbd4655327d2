"""A comparison as results that a model may word: contradictions and changes first, then each cell that says something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.grounded.telling import Known, Telling, shown_work
from agent.model.comparison import Cell, Change, Comparison, Planned, Shared
from agent.model.finding import Computation, Evidence
from agent.model.roadmap import Roadmap

FEWEST, MOST = 3, 6
MOST_CHANGES, MOST_SHARED, MOST_ALONE = 60, 40, 8


def comparison_telling(comparison: Comparison, roadmaps: Sequence[Roadmap]) -> Telling:
    """What a model is asked about a comparison of these roadmaps."""
    keys = {roadmap.path: roadmap.key for roadmap in comparison.roadmaps}
    titles: dict[str, tuple[str, ...]] = {}
    for roadmap in comparison.roadmaps:
        titles[roadmap.title] = (*titles.get(roadmap.title, ()), roadmap.path)
    known = (
        *_columns(comparison),
        *_conflicts(comparison),
        *_changes(comparison),
        *_cells(comparison, keys),
        *(_shared(one, keys) for one in comparison.shared[:MOST_SHARED]),
        *_alone(comparison, keys),
    )
    return Telling("compare", known, tuple(roadmaps), titles, FEWEST, MOST)


def _columns(comparison: Comparison) -> Iterator[Known]:
    for one in comparison.roadmaps:
        yield Known(f"roadmap {one.key}", f'{one.key} is "{one.title}" ({one.path}), {one.items} items', paths=(one.path,))


def _conflicts(comparison: Comparison) -> Iterator[Known]:
    for at, conflict in enumerate(comparison.conflicts, 1):
        yield _known(
            f"conflict {at}", f"conflict of {conflict.kind}: {conflict.message}", conflict.evidence, conflict.computation, ordered=True
        )


def _changes(comparison: Comparison) -> Iterator[Known]:
    for versions in comparison.versions:
        name = f"{versions.before} to {versions.after}"
        text = f"from {versions.before} to {versions.after}: {len(versions.changes)} changes"
        yield Known(f"versions {name}", text, paths=(versions.before, versions.after))
        for at, change in enumerate(versions.changes[:MOST_CHANGES], 1):
            told = _change(change)
            yield _known(f"change {at} of {name}", told, (*change.before[:2], *change.after[:2]), change.computation, ordered=True)


def _change(change: Change) -> str:
    inside = f", with {change.inside} inside" if change.inside else ""
    if change.kind in ("added", "dropped"):
        return f"{change.kind}: {change.what} {change.now or change.was}".strip() + inside
    return f"{change.kind}: {change.subject} {change.what}, was {change.was or 'not stated'}, is {change.now or 'not stated'}{inside}"


def _cells(comparison: Comparison, keys: dict[str, str]) -> Iterator[Known]:
    """A result for each cell that says something, and one for all of a row that say nothing."""
    for dimension in comparison.dimensions:
        yield from (_cell(dimension.name, cell, keys) for cell in dimension.cells if cell.stated)
        silent = [cell for cell in dimension.cells if not cell.stated and cell.value]
        if silent:
            letters = ", ".join(keys[cell.roadmap] for cell in silent)
            text = f"{dimension.name} of {letters}: {silent[0].value}"
            yield Known(f"{dimension.name}, {letters}", text, paths=tuple(cell.roadmap for cell in silent))


def _cell(name: str, cell: Cell, keys: dict[str, str]) -> Known:
    best = " (the strictest)" if cell.best else ""
    text = f"{name} of {keys[cell.roadmap]}: {cell.value}{best}"
    return _known(f"{name}, {keys[cell.roadmap]}", text, cell.evidence, cell.computation, (cell.roadmap,))


def _shared(shared: Shared, keys: dict[str, str]) -> Known:
    members = "; ".join(f"{keys[one.roadmap]} {_planned(one)}" for one in shared.members)
    first = f"; {keys[shared.earliest]} has it first" if shared.earliest else ""
    evidence = tuple(place for one in shared.members for place in one.evidence[:1])
    return _known(f"shared {shared.name}", f"planned by several: {members}{first}", evidence, None)


def _alone(comparison: Comparison, keys: dict[str, str]) -> Iterator[Known]:
    for path, planned in comparison.only.items():
        if planned:
            shown = "; ".join(_planned(one) for one in planned[:MOST_ALONE])
            evidence = tuple(place for one in planned[:MOST_ALONE] for place in one.evidence[:1])
            yield _known(f"only {keys[path]}", f"{len(planned)} items only in {keys[path]}, first: {shown}", evidence, None, (path,))


def _planned(one: Planned) -> str:
    return f"{one.id} {one.title}".strip() + (f" ({one.when})" if one.when else "")


def _known(
    key: str,
    text: str,
    evidence: tuple[Evidence, ...],
    computation: Computation | None,
    paths: tuple[str, ...] = (),
    *,
    ordered: bool = False,
) -> Known:
    named = paths or tuple({place.path: None for place in evidence})
    return Known(key, text, evidence, shown_work(computation), named, ordered=ordered)
