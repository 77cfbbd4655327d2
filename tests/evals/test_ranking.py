"""Ranked passages are scored on the lines that a reader needs, each place once."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.answer import Passage
from evals.cases import Judged
from evals.ranking import ranking


def passage(line: int, end_line: int | None = None, path: str = "plan.md") -> Passage:
    return Passage(path=path, line=line, end_line=end_line or line, score=0.5)


def place(*lines: int, grade: int = 2, document: str = "plan.md") -> Judged:
    return Judged.model_validate({"document": document, "lines": lines, "grade": grade})


def test_a_perfect_ranking_scores_one() -> None:
    scored = ranking([passage(3), passage(8), passage(20)], [place(3), place(7, 9, grade=1)])
    assert (scored.ndcg, scored.recall_10, scored.reciprocal) == (1.0, 1.0, 1.0)


def test_a_later_passage_is_worth_less() -> None:
    scored = ranking([passage(1), passage(3)], [place(3)])
    assert (scored.ndcg, scored.recall_10, scored.reciprocal) == (pytest.approx(1 / log2(3)), 1.0, 0.5)


def test_passages_after_the_tenth_do_not_count() -> None:
    scored = ranking([passage(50)] * 10 + [passage(3)], [place(3)])
    assert (scored.ndcg, scored.recall_10, scored.reciprocal) == (0.0, 0.0, 0.0)


def test_the_same_place_twice_gains_once() -> None:
    assert ranking([passage(3), passage(3)], [place(3), place(9)]).ndcg == pytest.approx(1 / (1 + 1 / log2(3)))


def test_another_document_with_the_same_lines_does_not_count() -> None:
    assert ranking([passage(3, path="other.md")], [place(3)]).reciprocal == 0.0


def test_help_is_no_answer() -> None:
    scored = ranking([passage(3)], [place(3, grade=1), place(9)])
    assert (scored.recall_10, scored.reciprocal) == (0.0, 0.0)
    assert 0 < scored.ndcg < 1


@given(
    st.lists(st.integers(1, 12).map(lambda line: passage(line, line + 2)), max_size=15),
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from([1, 2])).map(lambda pair: place(pair[0], grade=pair[1])), min_size=1, max_size=6
    ),
)
def test_figures_stay_between_zero_and_one(passages: list[Passage], relevant: list[Judged]) -> None:
    scored = ranking(passages, relevant)
    assert all(0 <= figure <= 1 for figure in (scored.ndcg, scored.recall_10, scored.reciprocal))
