"""How good a ranked list is: the measures of trec_eval, and the lines that a reader gets to see, whatever the chunks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from agent.model.answer import Passage
from evals.cases import Judged

DEPTH = 10
SHALLOW = 5

Lines = frozenset[tuple[str, int]]


def ndcg(gains: Sequence[float], ideal: Sequence[float], depth: int = DEPTH) -> float:
    """nDCG of the gains in ranked order (Järvelin and Kekäläinen 2002, with the logarithm that trec_eval uses); `ideal` are all gains."""
    best = _discounted(sorted(ideal, reverse=True), depth)
    return _discounted(gains, depth) / best if best else 0.0


def _discounted(gains: Sequence[float], depth: int) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains[:depth], 1))


def recall(found: Sequence[bool], relevant: int, depth: int) -> float:
    """The share of `relevant` things that are among the first `depth`; `found` says of each rank whether it holds a new one."""
    return sum(found[:depth]) / relevant if relevant else 0.0


def reciprocal_rank(found: Sequence[bool], depth: int = DEPTH) -> float:
    """One over the rank of the first right one among the first `depth`, else 0."""
    return next((1 / rank for rank, hit in enumerate(found[:depth], 1) if hit), 0.0)


@dataclass(frozen=True, slots=True)
class Ranking:
    """One query's figures, each between 0 and 1.

    `ndcg`, `recall` and `reciprocal` count judged places, each once, where it first comes up; `span_recall` is the share of judged lines
    that the first five passages show, `span_iou` those lines over all lines that they show or should.
    """

    ndcg: float
    recall_5: float
    recall_10: float
    reciprocal: float
    span_recall: float
    span_iou: float


def ranking(passages: Sequence[Passage], relevant: Sequence[Judged], answers_from: int = 2) -> Ranking:
    """Score passages, best first, against the judged places of a query; places of grade `answers_from` and more answer it."""
    first = [_first(passages, place) for place in relevant]
    gains: dict[int, float] = {rank: place.grade for place, rank in zip(relevant, _apart(first), strict=True) if rank}
    answers = [rank for place, rank in zip(relevant, first, strict=True) if place.grade >= answers_from]
    wanted = _lines_of_places([place for place in relevant if place.grade >= answers_from])
    shown = _lines_of_passages(passages[:SHALLOW])
    together = wanted | shown
    return Ranking(
        ndcg=ndcg([gains.get(rank, 0.0) for rank in range(1, DEPTH + 1)], [float(place.grade) for place in relevant]),
        recall_5=_share(answers, SHALLOW),
        recall_10=_share(answers, DEPTH),
        reciprocal=max((1 / rank for rank in answers if 0 < rank <= DEPTH), default=0.0),
        span_recall=len(wanted & shown) / len(wanted) if wanted else 0.0,
        span_iou=len(wanted & shown) / len(together) if together else 0.0,
    )


def document_ranking(ranked: Sequence[str], relevant: Mapping[str, int], depth: int = DEPTH) -> Mapping[str, float]:
    """The measures of trec_eval for whole documents: `ranked` ids, best first, and the grade of each relevant one."""
    found = [relevant.get(document, 0) > 0 for document in ranked]
    return {
        f"ndcg@{depth}": ndcg(
            [float(max(0, relevant.get(document, 0))) for document in ranked], [float(max(0, g)) for g in relevant.values()], depth
        ),
        f"recall@{depth}": recall(found, sum(grade > 0 for grade in relevant.values()), depth),
        f"mrr@{depth}": reciprocal_rank(found, depth),
    }


def _share(ranks: Sequence[int], depth: int) -> float:
    return sum(0 < rank <= depth for rank in ranks) / len(ranks) if ranks else 0.0


def _first(passages: Sequence[Passage], place: Judged) -> int:
    """The rank of the first passage that holds a line of the place; 0 when none does."""
    for rank, passage in enumerate(passages, 1):
        if passage.path == place.document and not place.numbers.isdisjoint(range(passage.line, passage.end_line + 1)):
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


def _lines_of_places(places: Sequence[Judged]) -> Lines:
    return frozenset((place.document, line) for place in places for line in place.numbers)


def _lines_of_passages(passages: Sequence[Passage]) -> Lines:
    return frozenset((passage.path, line) for passage in passages for line in range(passage.line, passage.end_line + 1))
