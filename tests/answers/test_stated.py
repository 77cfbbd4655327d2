"""A line that holds a figure beside most words of the question is an answer, whatever noun the figure counts."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

REGATTA = roadmap(
    """# Regatta plan

## Sponsors

- You will typically gather 4–12 sponsors to fill the purse
- Sponsor brochure (8–9 sheets): course, boats, prizes

## Boats

- Dinghies are checked in spring
- 30 buoys along the course
""",
    "regatta.md",
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [("How many local sponsors do we need to fill the purse?", "4–12"), ("How long should the sponsor brochure be?", "8–9")],
)
def test_a_figure_beside_the_words_asked_for_is_said(question: str, figure: str) -> None:
    found = answer(question, [REGATTA])
    assert found.answered
    assert figure in found.answer


@pytest.mark.parametrize("question", ["How many dinghies are checked in spring?", "What do the buoys cost?"])
def test_a_line_without_such_a_figure_is_still_no_answer(question: str) -> None:
    assert not answer(question, [REGATTA]).answered
