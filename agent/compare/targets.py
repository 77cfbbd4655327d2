"""Targets of one measure on one scale: what each roadmap promises, and which promise is the strictest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.compare.figures import conversion, quantity_text, size_of
from agent.compare.promises import LESS, MORE, Target, changes_of, levels, qualifier
from agent.compare.sides import Side, cell, flat, listed_more, missing, not_shown, shown, stated_time
from agent.facts import normalise
from agent.model.comparison import Cell, Dimension
from agent.model.roadmap import Metric

ALWAYS = ("latency", "uptime", "throughput", "accuracy", "languages", "users")  # shown when one roadmap alone states them
SHOWN = 5  # values of one measure in a cell
USERS = ("daily active users", "monthly active users", "weekly active users")  # shown beside users, each a measure of its own
GROWTH = ("revenue", "users", *USERS, "customers", "retention", "conversion", "engagement", "adoption", "ARR", "MRR")
# A bound on all requests is stricter than one on most, and that is stricter than one on half.
STRENGTH = {"maximum": 5, "P99.9": 4.9, "P99": 4.5, "P95": 4, "P90": 3, "P75": 2.5, "average": 2, "median": 2, "P50": 2}


def targets(sides: Sequence[Side]) -> tuple[Dimension, ...]:
    """One row a measure: those that several roadmaps promise, and the main ones that any promises."""
    found = {side.path: levels(side) for side in sides}
    rows = [_dimension(measure, sides, found) for measure in (*ALWAYS, *_others(sides, found))]
    return (*(row for row in rows if any(cell.stated for cell in row.cells)), *_growth(sides))


def _others(sides: Sequence[Side], found: Mapping[str, Mapping[str, Sequence[Target]]]) -> list[str]:
    """Measures besides the main ones that two roadmaps state, or that count users."""
    names = [name for name in (*USERS, *LESS, *MORE) if name not in ALWAYS]
    shared = [name for name in names if sum(bool(found[side.path].get(name)) for side in sides) > 1]
    return list(dict.fromkeys((*(name for name in USERS if any(found[side.path].get(name) for side in sides)), *shared)))


def _dimension(measure: str, sides: Sequence[Side], found: Mapping[str, Mapping[str, Sequence[Target]]]) -> Dimension:
    stated = {side.path: list(found[side.path].get(measure, ())) for side in sides}
    binding = {path: _strictest(measure, promises) for path, promises in stated.items() if promises}
    best, note = _best(measure, binding)
    unit = _unit(measure, [promise for promises in stated.values() for promise in promises])
    cells = tuple(_cell(side, measure, stated[side.path], unit, is_best=side.path in best) for side in sides)
    return Dimension(name=measure, section="targets", cells=cells, note=note)


def _strictest(measure: str, promises: Sequence[Target]) -> Target:
    """The promise of a roadmap that binds most: the best number, at the strongest statistic."""
    sign = 1 if measure in LESS else -1
    return min(promises, key=lambda promise: (sign * promise.size, -_strength(promise)))


def _strength(promise: Target) -> float:
    return STRENGTH.get(promise.metric.statistic, 0.0)


def _best(measure: str, binding: Mapping[str, Target]) -> tuple[frozenset[str], str]:
    """The roadmaps with the strictest promise, and what makes the comparison less than certain."""
    if len(binding) < 2:
        return frozenset(), ""
    if len({promise.scale for promise in binding.values()}) > 1:
        return frozenset(), "not compared: the units differ"
    sign = 1 if measure in LESS else -1
    least = min(sign * promise.size for promise in binding.values())
    equal = {path: promise for path, promise in binding.items() if abs(sign * promise.size - least) <= 1e-9 * max(1.0, abs(least))}
    strongest = max(map(_strength, equal.values()))
    best = frozenset(path for path, promise in equal.items() if _strength(promise) == strongest)
    weaker = strongest > 0 and any(path not in best and _strength(promise) > strongest for path, promise in binding.items())
    if len(equal) == len(binding) == len(best):
        return frozenset(), "the same in all that state it"
    unsaid = len({_strength(promise) for promise in binding.values()}) > 1
    subjects = {normalise(qualifier(promise.metric)) for promise in binding.values()}
    if weaker:
        return frozenset(), "not compared: the lowest number is of a weaker statistic"
    doubts = [
        *(["not every roadmap says of which statistic"] if unsaid else []),
        *(["what is measured differs"] if len(subjects) > 1 else []),
    ]
    return best, f"compared by the number; {'; '.join(doubts)}" if doubts else ""


def _unit(measure: str, promises: Sequence[Target]) -> str:
    """The unit in which a row is written: the one that most of its promises use, the finer of equals."""
    units = [promise.value.unit for promise in promises if promise.value.kind in ("duration", "rate")]
    return max(sorted(set(units)), key=lambda unit: (units.count(unit), -size_of(unit)), default="")


def _telling(measure: str, promises: Sequence[Target]) -> Sequence[Target]:
    """The first promises, the strictest among them."""
    if len(promises) <= SHOWN:
        return promises
    strictest = _strictest(measure, promises)
    first = promises[:SHOWN]
    return first if strictest in first else (*first[:-1], strictest)


def _cell(side: Side, measure: str, promises: Sequence[Target], unit: str, *, is_best: bool) -> Cell:
    if not promises:
        return missing(side)
    stated, promises = promises, _telling(measure, promises)
    steps = [step for promise in promises if (step := conversion(promise.value, unit))]
    times = [None if promise.anytime else stated_time(side, promise.metric.fact, promise.metric.period) for promise in promises]
    timed = zip(promises, times, strict=True)
    texts = [_shown(promise, unit, _subject(promise, promises), timed=time is not None) for promise, time in timed]
    rest = len(stated) - len(promises)
    value = "; ".join([*texts, *([f"and {rest} more"] if rest else [])])
    formula = "; ".join([*(step.formula for step in steps), *([f"{len(stated)} values; {rest} not shown"] if rest else [])])
    computation = shown(formula, "; ".join(step.expected for step in steps)) if formula else None
    spans = [span for promise in promises for span in promise.spans]
    made = cell(side, value, [*spans, *(time for time in times if time is not None)], computation)
    return made.model_copy(update={"best": is_best})


def _subject(promise: Target, others: Sequence[Target]) -> str:
    """What a figure is of; its whole name where the words beside the measure do not tell it from another of the cell."""
    own = qualifier(promise.metric)
    names = {normalise(other.metric.name) for other in others if qualifier(other.metric) == own}
    return flat(promise.metric.name) if len(names) > 1 and not promise.metric.statistic else own


def _shown(promise: Target, unit: str, subject: str, *, timed: bool) -> str:
    """`< 50 ms P95 (API, Q1 2026)`: in the unit of the row, with what it is of where that narrows it, and its time where one is written."""
    metric, converted = promise.metric, conversion(promise.value, unit)
    written = converted.expected if converted else quantity_text(promise.value)
    statistic = f" {metric.statistic}" if metric.statistic else ""
    period = flat(metric.period.text).split(" (")[0] if metric.period and timed else ""
    narrowed = [text for text in (subject, period) if text]
    return f"{written}{statistic}" + (f" ({', '.join(narrowed)})" if narrowed else "")


def _growth(sides: Sequence[Side]) -> Iterator[Dimension]:
    """Promised changes of one measure ("+40%"): those of revenue and users, others where two roadmaps promise one."""
    for measure in GROWTH:
        changes = {side.path: changes_of(side, measure) for side in sides}
        if sum(bool(found) for found in changes.values()) > (0 if measure in ("revenue", "users") else 1):
            cells = tuple(_change_cell(side, changes[side.path]) for side in sides)
            yield Dimension(name=f"growth of {measure}", section="targets", cells=cells)


def _change_cell(side: Side, changes: Sequence[Metric]) -> Cell:
    if not changes:
        return missing(side)
    times = [stated_time(side, metric.fact, metric.period) for metric in changes]
    texts = list(dict.fromkeys(_changed(metric, timed=time is not None) for metric, time in zip(changes, times, strict=True)))
    spans = [span for metric, time in zip(changes, times, strict=True) for span in (metric.fact.span, time) if span is not None]
    return cell(side, listed_more(texts, SHOWN), spans, not_shown(texts, "changes", SHOWN))


def _changed(metric: Metric, *, timed: bool) -> str:
    assert metric.value is not None
    period = f" ({flat(metric.period.text).split(' (')[0]})" if metric.period and timed else ""
    return f"{quantity_text(metric.value)} {flat(metric.name)}{period}"
