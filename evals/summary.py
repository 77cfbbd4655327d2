"""Samples to figures: the JSON contract `roadmap/eval/1`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

from agent.model.answer import Usage
from evals.gates import GateResult
from evals.grouping import DIMENSIONS
from evals.kinds import KINDS, Kind
from evals.sample import Sample
from evals.statistics import Observation, Rate, clustered_interval, kappa, kappa_interval

WEAKEST = 10
# What fails there is told by another case too, or says nothing of the product.
ELSEWHERE: tuple[Kind, ...] = ("reported", "matcher", "judge")
DIGITS = 4


class Figure(BaseModel):
    """One figure: of all (`by` empty) or of one group in a dimension, with a 95% interval.

    A share of cases has a Wilson interval and says how many cases are `right` of how many; pooled rates and means have an interval
    bootstrapped over documents. `count` is how many samples it rests on.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    by: str = ""
    group: str = ""
    value: float
    low: float
    high: float
    right: int | None = None
    of: int | None = None
    count: int


class Weak(BaseModel):
    """A failing case, and what came of it."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    said: str


class Summary(BaseModel):
    """A run in figures, with what its gates said. `unscored` counts the samples that entered no figure, by status; `usage` is what a
    language model took for the whole run, None without one; `note` says what else a reader must know to believe the figures."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/eval/1", serialization_alias="schema", validation_alias="schema")
    suite: str
    data: str
    cases: int
    unscored: dict[str, int]
    figures: tuple[Figure, ...]
    gates: tuple[GateResult, ...] = ()
    passed: bool = True
    weakest: tuple[Weak, ...] = ()
    usage: Usage | None = None
    note: str = ""

    def figure(self, name: str, by: str = "", group: str = "") -> Figure | None:
        """The figure of that name and group, if it was measured."""
        return next((one for one in self.figures if (one.name, one.by, one.group) == (name, by, group)), None)


def figures_of(samples: Sequence[Sample]) -> tuple[Figure, ...]:
    """All figures of a run, in a fixed order: kind by kind, the whole before its groups."""
    scored = [sample for sample in samples if sample.status == "ok"]
    by_kind = {kind: [sample for sample in scored if sample.kind == kind] for kind in KINDS}
    found = [figure for kind, members in by_kind.items() if members for figure in _kind(kind, members)]
    return (*found, *_balanced(found), *_agreement("matcher", by_kind["matcher"]), *_agreement("judge", by_kind["judge"]))


def weakest_of(samples: Sequence[Sample], count: int = WEAKEST) -> tuple[Weak, ...]:
    """The cases that fail worst: those that state or score least, the ones every reader would expect to pass (`must`) first."""
    failed = [sample for sample in samples if sample.status == "ok" and not sample.right and sample.kind not in ELSEWHERE]
    worst = sorted(failed, key=lambda sample: (not sample.must, _merit(sample), sample.kind, sample.id))
    by_kind: dict[Kind, list[Sample]] = defaultdict(list)
    for sample in worst:
        by_kind[sample.kind].append(sample)
    taken = [by_kind[kind][at] for at in range(count) for kind in sorted(by_kind) if at < len(by_kind[kind])]
    return tuple(Weak(id=sample.id, kind=sample.kind, said=sample.said) for sample in taken[:count])


def unscored_of(samples: Iterable[Sample]) -> dict[str, int]:
    """How many samples entered no figure, by status."""
    counts: dict[str, int] = {}
    for sample in samples:
        if sample.status != "ok":
            counts[sample.status] = counts.get(sample.status, 0) + 1
    return dict(sorted(counts.items()))


def _merit(sample: Sample) -> float:
    rates = [rate.share for rate in sample.counts.values() if rate.share is not None]
    values = [*rates, *sample.scores.values()]
    return sum(values) / len(values) if values else 0.0


def _kind(kind: Kind, samples: Sequence[Sample]) -> Iterator[Figure]:
    yield _share(f"{kind}.right", samples)
    for name in dict.fromkeys(name for sample in samples for name in sample.counts):
        yield _pooled(kind, name, samples)
    for name in dict.fromkeys(name for sample in samples for name in sample.scores):
        yield _mean(kind, name, samples)
    for by, order in {**DIMENSIONS, "split": ("dev", "held")}.items():
        present = {sample.groups.get(by) for sample in samples}
        for group in (member for member in order if member in present):
            yield _share(f"{kind}.right", [sample for sample in samples if sample.groups.get(by) == group], by, group)


def _share(name: str, samples: Sequence[Sample], by: str = "", group: str = "") -> Figure:
    rate = Rate(sum(sample.right for sample in samples), len(samples))
    low, high = rate.interval or (0.0, 1.0)
    return Figure(
        name=name,
        by=by,
        group=group,
        right=rate.right,
        of=rate.of,
        count=rate.of,
        value=_round(rate.share),
        low=_round(low),
        high=_round(high),
    )


def _pooled(kind: Kind, name: str, samples: Sequence[Sample]) -> Figure:
    holding = [sample for sample in samples if name in sample.counts]
    total = sum((sample.counts[name] for sample in holding), Rate())
    interval = clustered_interval([Observation(one.cluster, one.counts[name].right, one.counts[name].of) for one in holding])
    plain, _, place = name.partition("|")
    by, _, group = place.partition("=")
    if interval is None or total.right in (0, total.of):  # resampling cannot leave 0 or 1; Wilson's interval can
        interval = total.interval
    low, high = interval or (0.0, 1.0)
    return Figure(
        name=f"{kind}.{plain}",
        by=by,
        group=group,
        right=total.right,
        of=total.of,
        count=len(holding),
        value=_round(total.share),
        low=_round(low),
        high=_round(high),
    )


def _mean(kind: Kind, name: str, samples: Sequence[Sample]) -> Figure:
    holding = [sample for sample in samples if name in sample.scores]
    low, high = clustered_interval([Observation(one.cluster, one.scores[name]) for one in holding]) or (0.0, 0.0)
    value = sum(one.scores[name] for one in holding) / len(holding)
    return Figure(name=f"{kind}.{name}", value=_round(value), low=_round(low), high=_round(high), count=len(holding))


def _balanced(figures: Sequence[Figure]) -> Iterator[Figure]:
    """F1 of findings by family: the harmonic mean of the share found and the share of reports that are real."""
    found = {(figure.name, figure.by, figure.group): figure for figure in figures}
    for group in ("", *DIMENSIONS["family"]):
        by = "family" if group else ""
        recall, precision = found.get(("finding.right", by, group)), found.get(("reported.precision", by, group))
        if recall and precision:
            yield _f1(recall, precision, by, group)


def _f1(recall: Figure, precision: Figure, by: str, group: str) -> Figure:
    """Its interval is that of both ends: the true one is narrower."""
    ends = [_harmonic(getattr(recall, end), getattr(precision, end)) for end in ("value", "low", "high")]
    return Figure(name="finding.F1", by=by, group=group, value=ends[0], low=ends[1], high=ends[2], count=recall.count)


def _agreement(kind: Kind, samples: Sequence[Sample]) -> Iterator[Figure]:
    """Cohen's kappa between a judge and the labels of people."""
    for group in ("", *DIMENSIONS["written"]):
        members = [sample for sample in samples if not group or sample.groups.get("written") == group]
        pairs = [(holds := sample.groups.get("label") in ("supported", "right"), holds == sample.right) for sample in members]
        if pairs:
            value, (low, high) = kappa(pairs), kappa_interval(pairs)
            yield Figure(
                name=f"{kind}.kappa with the labels",
                by="written" if group else "",
                group=group,
                value=_round(value),
                low=_round(low),
                high=_round(high),
                count=len(pairs),
            )


def _harmonic(one: float, other: float) -> float:
    return _round(2 * one * other / (one + other)) if one + other else 0.0


def _round(value: float | None) -> float:
    """Figures are stored to four places; None was nothing to count, which never becomes a figure."""
    return round(value or 0.0, DIGITS)
