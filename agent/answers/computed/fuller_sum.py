"""A sum over what a question names, where it names it; over the series that fits best where that holds the same and more."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.computed.computing import sum_answer
from agent.answers.computed.reckoning import reckoned_answer
from agent.answers.reading.matching import Matching
from agent.answers.wording.draft import Draft


def fuller_sum(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The figures that the words of a question meet in one table or list, added up; a series that has all of them goes before."""
    named, series = reckoned_answer(question, matchings), sum_answer(question, matchings)
    if named is None or series is None or named.computation is None or series.computation is None:
        return series or named
    return series if _addends(named.computation.formula) <= _addends(series.computation.formula) else named


def _addends(formula: str) -> frozenset[str]:
    """The figures in front of the result, without the time they are for."""
    return frozenset(figure.partition("/")[0] for figure in formula.partition(" = ")[0].split(" + "))
