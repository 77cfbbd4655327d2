"""Two runs of the same cases side by side: what changed, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.cases import SuiteError
from evals.kinds import Kind
from evals.runs import Run
from evals.sample import Sample
from evals.statistics import mcnemar, paired_interval

Verdict = Literal["better", "worse", "tied"]
LEVEL = 0.05
# Fewer of these is better.
LOWER = ("false alarms a document",)


class Difference(BaseModel):
    """A figure before and after, over the cases that both runs scored.

    `low`..`high` is a 95% bootstrap interval of the mean difference over documents; `p` is McNemar's, for right or wrong only. The
    verdict is "tied" unless the interval leaves zero out and, where there is one, `p` is below 0.05.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    name: str
    cases: int
    before: float
    after: float
    low: float
    high: float
    p: float | None = None
    verdict: Verdict


class Flip(BaseModel):
    """A case that was right in one run and wrong in the other."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    to: Literal["right", "wrong"]
    must: bool = False
    said: str


class Comparison(BaseModel):
    """`roadmap/eval-comparison/1`. `alone` counts the scored cases that only one of the runs has."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/eval-comparison/1", serialization_alias="schema", validation_alias="schema")
    before: str
    after: str
    data: str
    alone: int
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]

    @property
    def verdict(self) -> Verdict:
        """Worse when anything got worse, better when only better things happened."""
        verdicts = {difference.verdict for difference in self.differences}
        return "worse" if "worse" in verdicts else "better" if "better" in verdicts else "tied"


def compare_runs(before: Run, after: Run) -> Comparison:
    """Compare case by case.

    Raises SuiteError when the runs were made on different cases or documents, or have no scored case in common.
    """
    if before.manifest.data != after.manifest.data:
        what = f"was made on data {before.manifest.data[:12]}, the other run on {after.manifest.data[:12]}"
        raise SuiteError(what, where="the first run", remedy="run both on the same cases and documents")
    old, new = _by_key(before.samples), _by_key(after.samples)
    shared = sorted(old.keys() & new.keys())
    if not shared:
        raise SuiteError("have no scored case in common", where="the runs", remedy="run the same kinds and split")
    return Comparison(
        before=before.manifest.commit,
        after=after.manifest.commit,
        data=after.manifest.data,
        alone=len(old.keys() ^ new.keys()),
        differences=tuple(_differences(shared, old, new)),
        flips=tuple(_flips(shared, old, new)),
    )


_Key = tuple[Kind, str]


def _by_key(samples: Sequence[Sample]) -> Mapping[_Key, Sample]:
    return {(sample.kind, sample.id): sample for sample in samples if sample.status == "ok"}


def _differences(shared: Sequence[_Key], old: Mapping[_Key, Sample], new: Mapping[_Key, Sample]) -> Iterator[Difference]:
    for kind in dict.fromkeys(kind for kind, _ in shared):
        keys = [key for key in shared if key[0] == kind]
        yield _of_right(kind, keys, old, new)
        for name in dict.fromkeys(name for key in keys for name in old[key].scores):
            both = [key for key in keys if name in old[key].scores and name in new[key].scores]
            yield _of_score(kind, name, both, old, new)


def _of_right(kind: Kind, keys: Sequence[_Key], old: Mapping[_Key, Sample], new: Mapping[_Key, Sample]) -> Difference:
    gained = sum(new[key].right and not old[key].right for key in keys)
    lost = sum(old[key].right and not new[key].right for key in keys)
    before, after = ({key[1]: float(run[key].right) for key in keys} for run in (old, new))
    p = mcnemar(gained, lost)
    return _difference(kind, "right", before, after, {key[1]: new[key].cluster for key in keys}, p)


def _of_score(kind: Kind, name: str, keys: Sequence[_Key], old: Mapping[_Key, Sample], new: Mapping[_Key, Sample]) -> Difference:
    before, after = ({key[1]: run[key].scores[name] for key in keys} for run in (old, new))
    return _difference(kind, name, before, after, {key[1]: new[key].cluster for key in keys}, None)


def _difference(
    kind: Kind, name: str, before: Mapping[str, float], after: Mapping[str, float], clusters: Mapping[str, str], p: float | None
) -> Difference:
    low, high = paired_interval(before, after, clusters)
    sure = (low > 0 or high < 0) and (p is None or p < LEVEL)
    up = (low > 0) != (name in LOWER)
    verdict: Verdict = "tied" if not sure else "better" if up else "worse"
    count = len(before)
    return Difference(
        kind=kind,
        name=name,
        cases=count,
        before=round(sum(before.values()) / count, 4) if count else 0.0,
        after=round(sum(after.values()) / count, 4) if count else 0.0,
        low=round(low, 4),
        high=round(high, 4),
        p=None if p is None else round(p, 4),
        verdict=verdict,
    )


def _flips(shared: Sequence[_Key], old: Mapping[_Key, Sample], new: Mapping[_Key, Sample]) -> Iterator[Flip]:
    for key in shared:
        if old[key].right != new[key].right:
            to: Literal["right", "wrong"] = "right" if new[key].right else "wrong"
            yield Flip(id=key[1], kind=key[0], to=to, must=new[key].must, said=new[key].said)
