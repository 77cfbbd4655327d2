"""Targets of one measure on one scale: what each roadmap promises, and which promise is the strictest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.compare.sides import Side, cell, flat, missing, shown
from agent.facts import Convention, format_number, format_quantity, measure_of, normalise
from agent.index.concepts import concept_terms
from agent.model.comparison import Cell, Dimension
from agent.model.finding import Computation
from agent.model.quantity import Quantity, QuantityKind
from agent.model.roadmap import Metric
from agent.model.span import Span
from agent.rules.reading.amounts import number
from agent.rules.reading.vocabulary import pattern

# What measures count in, and whether less of them is better. Figures of another kind under the same name are of something else.
LESS: Mapping[str, QuantityKind] = {
    "latency": "duration", "downtime": "duration", "error rate": "percent", "churn": "percent", "CAC": "money", "lead time": "duration",
    "recovery time": "duration", "resolution time": "duration", "incidents": "count", "support tickets": "count", "payback": "duration",
}  # fmt: skip
MORE: Mapping[str, QuantityKind] = {
    "uptime": "percent", "throughput": "rate", "accuracy": "percent", "test coverage": "percent", "languages": "count", "users": "count",
    "daily active users": "count", "monthly active users": "count", "weekly active users": "count", "customers": "count",
    "developers": "count", "retention": "percent", "net revenue retention": "percent", "satisfaction": "score", "rating": "score",
    "NPS": "count", "ARR": "money", "MRR": "money", "revenue": "money", "conversion": "percent", "adoption": "percent",
    "countries": "count", "integrations": "count", "partners": "count", "market share": "percent", "GitHub stars": "count",
    "downloads": "count", "transactions": "count", "deployment frequency": "rate", "margin": "percent", "savings": "percent",
}  # fmt: skip
ALWAYS = ("latency", "uptime", "throughput", "accuracy", "languages", "users")  # shown when one roadmap alone states them
USERS = ("daily active users", "monthly active users", "weekly active users")  # shown beside users, each a measure of its own
GROWTH = ("revenue", "users", *USERS, "customers", "retention", "conversion", "engagement", "adoption", "ARR", "MRR")
LONGEST_NAME = 8  # words of a metric's name; what is longer is a sentence
FORM = (
    "system",
    "rate",
    "time",
    "score",
    "number",
    "count",
    "level",
    "reduce",
    "increase",
    "achieve",
    "maintain",
    "target",
    "of",
    "the",
    "a",
    "to",
)
PROMISES = ("", "target", "sla", "gate", "limit")
# A bound on all requests is stricter than one on most, and that is stricter than one on half.
STRENGTH = {"maximum": 5, "P99.9": 4.9, "P99": 4.5, "P95": 4, "P90": 3, "P75": 2.5, "average": 2, "median": 2, "P50": 2}
SECONDS = {
    "microsecond": 1e-6, "millisecond": 1e-3, "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0,
    "month": 2629800.0, "year": 31557600.0,
}  # fmt: skip
UNIT_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZµ%/- "
ENGLISH = Convention()
COVERING = frozenset({"concept0testcoverage", "concept0testing", "concept0code"})


@dataclass(frozen=True, slots=True)
class Target:
    """One promise on the scale of its measure: `size` in the base unit (seconds, per second, %), the end that binds."""

    metric: Metric
    value: Quantity
    size: float
    scale: str
    spans: tuple[Span, ...]
    anytime: bool = False  # repeated for another time or for none


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


def levels(side: Side) -> dict[str, list[Target]]:
    """The promised levels of a roadmap by measure, each value once with every place that states it, in document order."""
    levels: dict[str, dict[Hashable, Target]] = defaultdict(dict)
    for metric in side.roadmap.metrics:
        target = _target(metric, side.roadmap.language)
        if target:
            name = (target.size, metric.statistic, normalise(qualifier(metric)))
            known = levels[metric.measure].setdefault(name, target)
            if known is not target:
                again = (metric.period and metric.period.text) != (known.metric.period and known.metric.period.text)
                levels[metric.measure][name] = replace(known, spans=(*known.spans, *target.spans), anytime=known.anytime or again)
    return {measure: list(found.values()) for measure, found in levels.items()}


def _target(metric: Metric, language: str) -> Target | None:
    """A promised level of a measure, on its scale; a change ("+40%"), a figure for each user and a variant are none."""
    value = metric.value
    kind = LESS.get(metric.measure) or MORE.get(metric.measure)
    if value is None or kind is None or value.kind != kind or value.change or metric.role not in PROMISES or metric.fact.scenario:
        return None
    if _is_change(metric) or not _is_of(metric, language) or (value.per and value.kind not in ("rate", "money")):
        return None
    placed = _placed(value)
    if placed is None:
        return None
    low, high, scale = placed
    return Target(metric, value, high if metric.measure in LESS else low, scale, (metric.fact.span,))


def _is_change(metric: Metric) -> bool:
    """Whether the words say that a share is a difference ("improvement in retention")."""
    if metric.value is None or metric.value.kind not in ("percent", "ratio"):
        return False
    return bool(pattern("change_up").search(metric.name) or pattern("change_down").search(metric.name))


def _is_of(metric: Metric, language: str) -> bool:
    """Whether the figure is of the measure itself: coverage of tests, not of the documentation; users, not documents a user."""
    assert metric.value is not None
    unit = metric.value.unit
    if metric.value.kind == "count" and unit and measure_of(unit) != metric.measure and measure_of(f"active {unit}s") != metric.measure:
        return metric.fact.source in ("field", "column")
    if metric.measure != "test coverage":
        return True
    return bool(COVERING & set(concept_terms(f"{metric.name} {metric.fact.text}", (language,))))


def _placed(value: Quantity) -> tuple[float, float, str] | None:
    """A quantity on its scale: seconds, things a second, else its own unit."""
    if value.kind == "duration":
        factor = SECONDS.get(value.unit)
        return (value.least * factor, value.most * factor, "second") if factor else None
    if value.kind == "rate":
        noun, _, per = value.unit.partition("/")
        factor = SECONDS.get(per)
        return (value.least / factor, value.most / factor, f"{noun}/second") if factor else None
    if value.kind == "money":
        return value.least, value.most, f"{value.unit}/{value.per}"
    if value.kind == "score":
        return value.least, value.most, value.unit
    return value.least, value.most, value.kind


def _dimension(measure: str, sides: Sequence[Side], found: Mapping[str, Mapping[str, Sequence[Target]]]) -> Dimension:
    stated = {side.path: list(found[side.path].get(measure, ())) for side in sides}
    binding = {path: _strictest(measure, promises) for path, promises in stated.items() if promises}
    best, note = _best(measure, binding)
    unit = _unit(measure, [promise for promises in stated.values() for promise in promises])
    cells = tuple(_cell(side, stated[side.path], unit, is_best=side.path in best) for side in sides)
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
    weaker = [promise for path, promise in binding.items() if path not in best and _strength(promise) > strongest]
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
    return max(sorted(set(units)), key=lambda unit: (units.count(unit), -_size(unit)), default="")


def _size(unit: str) -> float:
    return SECONDS.get(unit.partition("/")[2] or unit, 1.0)


def _cell(side: Side, promises: Sequence[Target], unit: str, *, is_best: bool) -> Cell:
    if not promises:
        return missing(side)
    steps = [step for promise in promises if (step := _conversion(promise.value, unit))]
    value = "; ".join(_shown(promise, unit) for promise in promises)
    computation = shown("; ".join(step.formula for step in steps), "; ".join(step.expected for step in steps)) if steps else None
    made = cell(side, value, [span for promise in promises for span in promise.spans], computation)
    return made.model_copy(update={"best": is_best})


def _shown(promise: Target, unit: str) -> str:
    """`< 50 ms P95 (API response time, Q1 2026)`: in the unit of the row, with what it is of where that narrows it."""
    metric, converted = promise.metric, _conversion(promise.value, unit)
    written = converted.expected if converted else quantity_text(promise.value)
    statistic = f" {metric.statistic}" if metric.statistic else ""
    period = flat(metric.period.text).split(" (")[0] if metric.period and not promise.anytime else ""
    narrowed = [text for text in (qualifier(metric), period) if text]
    return f"{written}{statistic}" + (f" ({', '.join(narrowed)})" if narrowed else "")


def qualifier(metric: Metric) -> str:
    """What the figure is of, beyond its measure: its scope, or the words of its name beside those that name the measure."""
    if metric.scope and not any(letter.isdigit() for letter in metric.scope):
        return flat(metric.scope)
    words, start, end = _naming(metric)
    rest = " ".join(word for word in (*words[:start], *words[end:]) if normalise(word) not in (normalise(metric.statistic), *FORM))
    return rest if words and normalise(rest) else ""


def _naming(metric: Metric) -> tuple[list[str], int, int]:
    """The words of a metric's name, and which of them name its measure: as many as all are needed for it, the last of equals."""
    name = metric.name if measure_of(metric.name) == metric.measure else metric.fact.label
    words = flat(name).split()
    if measure_of(name) != metric.measure or len(words) > LONGEST_NAME:
        return [], 0, 0

    def named(start: int, end: int) -> bool:
        return end > start and measure_of(" ".join(words[start:end])) == metric.measure

    places = [(start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1) if named(start, end)]
    tight = [(start, end) for start, end in places if not named(start + 1, end) and not named(start, end - 1)]
    start, end = max(tight, key=lambda place: (place[1] - place[0], place[0]))
    return words, start, end


def _conversion(value: Quantity, unit: str) -> Computation | None:
    """The value in the unit of its row, with the computation; None where it is in it already."""
    if not unit or value.unit == unit or value.kind not in ("duration", "rate"):
        return None
    factor = _size(value.unit) / _size(unit)
    factor = factor if value.kind == "duration" else 1 / factor
    low, high = value.least * factor, value.most * factor
    result = number(low) if low == high else f"{number(low)}–{number(high)}"
    by = f"× {format_number(factor, ENGLISH)}" if factor >= 1 else f"÷ {format_number(1 / factor, ENGLISH)}"
    text = f"{mark(value)}{result} {unit_text(unit, high)}"
    return shown(f"{quantity_text(value)} {by} = {text}", text)


def mark(value: Quantity) -> str:
    """The comparator as signs."""
    return {"=": "", "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ ", "~": "~"}[value.comparator]


def unit_text(unit: str, size: float) -> str:
    """A unit behind a number: short where there is a sign for it, in the plural where there is a word."""
    sign = {"millisecond": "ms", "second": "s", "microsecond": "µs", "minute": "min", "hour": "h"}.get(unit)
    return sign or (unit if size == 1 or "/" in unit or unit.endswith("s") else f"{unit}s")


def quantity_text(value: Quantity) -> str:
    """A quantity in one style for all documents: `≥ 1,000 requests/second`, `$8M–$12M`, `3–5 engineers`, `99.95%`."""
    sign = "+" if value.change and value.least > 0 else ""
    per = f"/{value.per}" if value.per and value.kind != "rate" else ""
    low, high = _single(value, value.least), _single(value, value.most)
    text = high
    if low != high:
        ending = "" if value.kind == "money" else high[len(high.rstrip(UNIT_LETTERS)) :]
        text = f"{low.removesuffix(ending) if ending else low.split(' ')[0]}–{high}"
    return f"{mark(value)}{sign}{text}{per}"


def _single(value: Quantity, size: float) -> str:
    """One end of a quantity with its unit; counted nouns in the plural."""
    counted = value.kind == "count" and value.unit.endswith("y") and size != 1
    unit = value.unit[:-1] + "ies" if counted else value.unit
    return format_quantity(replace(value, least=size, most=size, low=size, high=size, unit=unit), ENGLISH)


def _growth(sides: Sequence[Side]) -> Iterator[Dimension]:
    """Promised changes of one measure ("+40%"): those of revenue and users, others where two roadmaps promise one."""
    for measure in GROWTH:
        changes = {side.path: _changes(side, measure) for side in sides}
        if sum(bool(found) for found in changes.values()) > (0 if measure in ("revenue", "users") else 1):
            cells = tuple(_change_cell(side, changes[side.path]) for side in sides)
            yield Dimension(name=f"growth of {measure}", section="targets", cells=cells)


def _changes(side: Side, measure: str) -> list[Metric]:
    return [
        metric
        for metric in side.roadmap.metrics
        if metric.measure == measure
        and metric.value is not None
        and metric.value.kind in ("percent", "ratio")
        and metric.role in PROMISES
        and (metric.value.change or _is_change(metric))
        and _ends_with_measure(metric)
    ]


def _ends_with_measure(metric: Metric) -> bool:
    """ "User base diversity" is no growth of users."""
    words, _, end = _naming(metric)
    after = " ".join(words[end:])
    return bool(words) and (not after or bool(pattern("change_up").fullmatch(after) or pattern("change_down").fullmatch(after)))


def _change_cell(side: Side, changes: Sequence[Metric]) -> Cell:
    if not changes:
        return missing(side)
    texts = [_changed(metric) for metric in changes]
    return cell(side, "; ".join(dict.fromkeys(texts)), [metric.fact.span for metric in changes])


def _changed(metric: Metric) -> str:
    assert metric.value is not None
    period = f" ({flat(metric.period.text).split(' (')[0]})" if metric.period else ""
    return f"{quantity_text(metric.value)} {flat(metric.name)}{period}"
