"""The gravest risk by its levels, on the scale that is named or on all that there are."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

VINEYARD = """# Vineyard

## Risks

| Risk | Probability | Impact | Answer |
|---|---|---|---|
| Late frost | Medium | High | Candles |
| Hail | Low | High | Nets |
| Labels late | High | Low | Second printer |

## Prices

| Wine | Bottle |
|---|---|
| White | €9 |
| Red | €12 |
"""
PLAN = [roadmap(VINEYARD)]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("What is the biggest risk?", "Highest: Late frost (Probability: Medium; Impact: High)."),
        ("Which risk is the most serious?", "Highest: Late frost (Probability: Medium; Impact: High)."),
        ("What is our main risk?", "Highest: Late frost (Probability: Medium; Impact: High)."),
        ("Which risk has the highest impact?", "Highest: Late frost (Impact: High); Hail (Impact: High)."),
        ("What is the most likely risk?", "Highest: Labels late (Probability: High)."),
    ],
)
def test_the_gravest_is_named_first(question: str, lead: str) -> None:
    assert answer(question, PLAN).answer.startswith(lead)


@pytest.mark.parametrize("question", ["What are the risks?", "Which wine is the most expensive?", "Which risk costs the most?"])
def test_other_questions_are_not_answered_by_levels(question: str) -> None:
    assert "Highest: Late frost" not in answer(question, PLAN).answer


def test_risks_of_one_level_are_not_ranked() -> None:
    text = "# Plan\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n| Frost | High |\n| Hail | High |\n"
    assert "Highest" not in answer("What is the biggest risk?", [roadmap(text)]).answer
