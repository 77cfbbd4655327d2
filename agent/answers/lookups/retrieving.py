"""What the search of the index adds to the words of a question: passages that mean the same in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy

from agent.answers.asking.question import Question
from agent.answers.reading.matching import Matching
from agent.model.chunk import Retrieved
from agent.ports import Search

PASSAGES = 12
LIFTED = 0.15  # a line that matches by its words gains so much of its score in the best passage
MEANT = 0.45  # of the best line's score: what a line of the best passage gets by meaning alone
SURE_MEANING, ALONE = 0.5, 0.5  # a passage this near counts even when no word of the question stands anywhere
LEAST_MEANING = 0.35  # cosine: below it two texts are about different things


def with_passages(question: Question, matchings: Sequence[Matching], search: Search | None) -> list[Matching]:
    """The matchings with the lines of the best passages raised; themselves when there is no search."""
    found = search.search(question.text, PASSAGES, [matching.view.document.path for matching in matchings]) if search is not None else []
    if not found or found[0].score <= 0:
        return list(matchings)
    sure = found[0].semantic is not None and found[0].semantic >= SURE_MEANING
    best = max(ALONE if sure else 0.0, *(float(matching.scores.max(initial=0.0)) for matching in matchings))
    return [_raised(matching, [passage for passage in found if passage.chunk.path == matching.view.document.path], found[0].score, best)
            for matching in matchings]  # fmt: skip


def _raised(matching: Matching, passages: Sequence[Retrieved], top: float, best: float) -> Matching:
    if not passages:
        return matching
    scores = matching.scores.copy()
    lifted = numpy.zeros_like(scores)
    meant = numpy.zeros_like(scores)
    for passage in passages:
        share = passage.score / top
        near = share if passage.semantic is not None and passage.semantic >= LEAST_MEANING else 0.0
        for line in range(passage.chunk.line, passage.chunk.end_line + 1):
            for unit in matching.view.on_line(line):
                lifted[unit] = max(lifted[unit], share)
                meant[unit] = max(meant[unit], near)
    return replace(matching, raised=scores * (1 + LIFTED * lifted) + MEANT * best * meant)
