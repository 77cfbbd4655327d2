"""Rates, intervals and tests, on numpy and the standard library. Every resampling has a fixed seed: same samples, same figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, sqrt

import numpy
from numpy.typing import NDArray

Z = 1.959964  # of a 95% interval
RESAMPLES = 2_000
SEED = 20_260_615


@dataclass(frozen=True, slots=True)
class Rate:
    """`right` of `of`, and how sure that is: a 95% Wilson interval (Wilson 1927)."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """None when there was nothing to count: no mean may take it for a figure."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.of:
            return None
        share = self.right / self.of
        middle = share + Z * Z / (2 * self.of)
        spread = Z * sqrt(share * (1 - share) / self.of + Z * Z / (4 * self.of * self.of))
        divisor = 1 + Z * Z / self.of
        # At 0 and 1 rounding would leave the share a hair outside.
        return (max(0.0, min(share, (middle - spread) / divisor)), min(1.0, max(share, (middle + spread) / divisor)))

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.of + other.of)


NOTHING = Rate()


def rate(hits: Iterable[bool]) -> Rate:
    """How many of them are true."""
    counted = tuple(hits)
    return Rate(sum(counted), len(counted))


@dataclass(frozen=True, slots=True)
class Observation:
    """Something measured in one cluster: `amount` of `weight` (a mean has weight 1 each, a pooled rate its denominator)."""

    cluster: str
    amount: float
    weight: float = 1.0


def clustered_interval(observations: Sequence[Observation]) -> tuple[float, float] | None:
    """A 95% percentile interval of the pooled ratio, resampling whole clusters (Davison and Hinkley 1997, 3.8).

    Questions about one document fail together, so documents are drawn, not questions. None for nothing to weigh.
    """
    amounts, weights = _by_cluster(observations)
    if not weights.sum():
        return None
    drawn = _draws(len(weights))
    totals = weights[drawn].sum(axis=1)
    ratios = amounts[drawn].sum(axis=1)[totals > 0] / totals[totals > 0]
    low, high = numpy.percentile(ratios, [2.5, 97.5])
    return float(low), float(high)


def paired_interval(before: Mapping[str, float], after: Mapping[str, float], clusters: Mapping[str, str]) -> tuple[float, float]:
    """A 95% interval of the mean difference `after` - `before` over the same cases, resampling clusters of cases."""
    differences = [Observation(clusters[case], after[case] - before[case]) for case in sorted(before)]
    return clustered_interval(differences) or (0.0, 0.0)


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p-value that as many cases flip one way as the other (McNemar 1947, with the binomial)."""
    flips = gained + lost
    if not flips:
        return 1.0
    tail: float = sum(comb(flips, count) for count in range(min(gained, lost) + 1)) / 2**flips
    return min(1.0, 2 * tail)


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two raters (Cohen 1960): 1 is agreement, 0 what chance would give; 0 when both always say the same."""
    if not pairs:
        return 0.0
    agree = sum(one == other for one, other in pairs) / len(pairs)
    first, second = (sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return (agree - chance) / (1 - chance) if chance < 1 else 0.0


def kappa_interval(pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    """A 95% percentile interval of kappa, resampling the rated things."""
    values = [kappa([pairs[at] for at in drawn]) for drawn in _draws(len(pairs)).tolist()]
    return percentile(values, 0.025), percentile(values, 0.975)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the values do not exceed, interpolated; 0 for none."""
    return float(numpy.quantile(numpy.asarray(values, numpy.float64), share)) if values else 0.0


def _by_cluster(observations: Sequence[Observation]) -> tuple[NDArray[numpy.float64], NDArray[numpy.float64]]:
    names = sorted({one.cluster for one in observations})
    at = {name: place for place, name in enumerate(names)}
    amounts, weights = numpy.zeros(len(names)), numpy.zeros(len(names))
    for one in observations:
        amounts[at[one.cluster]] += one.amount
        weights[at[one.cluster]] += one.weight
    return amounts, weights


def _draws(clusters: int) -> NDArray[numpy.int64]:
    return numpy.random.default_rng(SEED).integers(0, clusters, size=(RESAMPLES, clusters))
