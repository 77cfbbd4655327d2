"""What a roadmap promises of a measure: levels that can be compared, and changes, told apart from figures of other things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from agent.compare.figures import on_scale
from agent.compare.sides import Side, flat
from agent.facts import measure_of, normalise
from agent.index.concepts import concept_terms
from agent.model.quantity import Quantity, QuantityKind
from agent.model.roadmap import Metric
from agent.model.span import Span
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
PROMISES = ("", "target", "sla", "gate", "limit")
WHOLE = 100.0  # percent that no share exceeds
LONGEST_NAME = 8  # words of a metric's name; what is longer is a sentence
FORM = frozenset(
    (
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
)
KINDS_OF_USERS = frozenset(("active", "new", "registered", "paying", "daily", "monthly", "weekly", "in"))
COVERING = frozenset(("concept0testcoverage", "concept0testing", "concept0code"))


@dataclass(frozen=True, slots=True)
class Target:
    """One promise on the scale of its measure: `size` in the base unit (seconds, per second, %), the end that binds."""

    metric: Metric
    value: Quantity
    size: float
    scale: str
    spans: tuple[Span, ...]
    anytime: bool = False  # repeated for another time or for none


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


def changes_of(side: Side, measure: str) -> list[Metric]:
    """The promised changes of a measure, in document order."""
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


def _target(metric: Metric, language: str) -> Target | None:
    """A promised level of a measure, on its scale; a change ("+40%"), a figure for each user and a variant are none."""
    value = metric.value
    kind = LESS.get(metric.measure) or MORE.get(metric.measure)
    if value is None or kind is None or value.kind != kind or value.change or metric.role not in PROMISES or metric.fact.scenario:
        return None
    if _is_change(metric) or not _is_of(metric, language) or (value.per and value.kind not in ("rate", "money")):
        return None
    placed = on_scale(value)
    if placed is None:
        return None
    low, high, scale = placed
    return Target(metric, value, high if metric.measure in LESS else low, scale, (metric.fact.span,))


def _is_change(metric: Metric) -> bool:
    """Whether the words say that a share is a difference ("improvement in retention")."""
    if metric.value is None or metric.value.kind not in ("percent", "ratio"):
        return False
    if metric.value.most > WHOLE and pattern("bounded").search(metric.measure):
        return True
    return bool(pattern("change_up").search(metric.name) or pattern("change_down").search(metric.name))


def _is_of(metric: Metric, language: str) -> bool:
    """Whether the figure is of the measure itself: coverage of tests, not of the documentation; users, not documents a user."""
    assert metric.value is not None
    unit = metric.value.unit
    if metric.value.kind == "count" and unit and measure_of(unit) != metric.measure and measure_of(f"active {unit}s") != metric.measure:
        return metric.fact.source in ("field", "column") and len(metric.fact.quantities) == 1
    if metric.measure != "test coverage":
        return True
    return bool(COVERING & set(concept_terms(f"{metric.name} {metric.fact.text}", (language,))))


def _says_change(word: str) -> bool:
    return bool(pattern("change_up").fullmatch(word) or pattern("change_down").fullmatch(word))


def _ends_with_measure(metric: Metric) -> bool:
    """ "User base diversity" is no growth of users."""
    words, start, end = _naming(metric)
    after = " ".join(words[end:])
    before = [word for word in words[:start] if normalise(word) not in FORM and not _says_change(word)]
    if metric.measure == "users" and any(normalise(word) not in KINDS_OF_USERS for word in before):
        return False
    return bool(words) and (not after or _says_change(after))
