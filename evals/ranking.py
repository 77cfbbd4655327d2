"""How good a ranked list of passages is, measured on lines: independent of how documents were cut into chunks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from agent.model.answer import Passage
from evals.cases import Judged
from evals.metrics import name_of

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """One query's figures, each between 0 and 1.

    `ndcg` at 10 with gain 2^grade - 1, every place counted once, where it first comes up; `recall` is the share of grade 2 places among
    the first ten passages; `reciprocal` is one over the rank of the first passage that holds one of them.
    """

    ndcg: float
    recall: float
    reciprocal: float


def ranking(passages: Sequence[Passage], relevant: Sequence[Judged]) -> Ranking:
    """Score the first ten passages against the judged places of a query."""
    first = [_first(passages[:DEPTH], place) for place in relevant]
    gained = sum(_gain(place) / log2(rank + 1) for place, rank in zip(relevant, _apart(first), strict=True) if rank)
    best = sorted((_gain(place) for place in relevant), reverse=True)[:DEPTH]
    ideal = sum(gain / log2(rank + 1) for rank, gain in enumerate(best, 1))
    answers = [rank for place, rank in zip(relevant, first, strict=True) if place.grade == 2]
    hit = [rank for rank in answers if rank]
    recall = len(hit) / len(answers) if answers else 0.0
    return Ranking(min(1.0, gained / ideal) if ideal else 0.0, recall, 1 / min(hit) if hit else 0.0)


def _gain(place: Judged) -> int:
    return int(2**place.grade - 1)


def _first(passages: Sequence[Passage], place: Judged) -> int:
    """The rank of the first passage that holds a line of the place; 0 when none does."""
    for rank, passage in enumerate(passages, 1):
        if name_of(passage.path) == place.document and not place.numbers.isdisjoint(range(passage.line, passage.end_line + 1)):
            return rank
    return 0


def _apart(ranks: Sequence[int]) -> Sequence[int]:
    """Ranks as if each place had a passage of its own: one passage that holds two places counts for the second a rank later."""
    taken: set[int] = set()
    moved = []
    for rank in ranks:
        place = rank
        while place and place in taken:
            place += 1
        taken.add(place)
        moved.append(place)
    return moved
