"""Two figures set against each other: by how much, how many times, which is more."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# Orchard cider plan

## Crews

| Stage | Heads | Wages | Tools | Total per year |
|---|---|---|---|---|
| Stage 1 | 12 | $600K | $90K | $690K |
| Stage 2 | 20 | $1.1M | $150K | $1.25M |

## Presses

- Basket press: €1,900 a month
- Belt press: €3,400 a month

## Repairs before the overhaul

| Measure | Value |
|---|---|
| Mean repair time | 9 hours |

## Repairs after the overhaul

| Measure | Value |
|---|---|
| Mean repair time | 4 hours |

## Outlook

| | Year 1 | Year 2 |
|---|---|---|
| Total income | $410K | $900K |
| Total outlay | $520K | $700K |

### Cautious scenario
- Profit: $40K

### Bold scenario
- Profit: $310K
""",
    "orchard.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which costs more a year, the 12-head or the 20-head stage, and by how much?", "$0.56M more ($1.25M − $690K"),
        ("What is dearer, the belt press or the basket press?", "Belt press"),
        ("How many hours faster is a repair after the overhaul than before it?", "9 hours − 4 hours = 5 hours"),
        ("In year 1, what is the difference between total income and total outlay?", "$520K − $410K = $110K"),
        ("How far apart is the profit in the best and the worst scenario?", "$310K − $40K = $270K"),
    ],
)
def test_the_two_figures_that_are_meant_are_set_against_each_other(question: str, said: str) -> None:
    found = answer(question, [ORCHARD])
    assert found.answered
    assert said in found.answer, found.answer


def test_figures_of_two_kinds_are_not_set_against_each_other() -> None:
    found = answer("How much more is the belt press than the mean repair time?", [ORCHARD])
    assert found.computation is None


def test_a_question_for_a_yes_or_no_is_not_answered_with_a_ratio() -> None:
    assert " times" not in answer("Is the belt press really two times the basket press?", [ORCHARD]).answer


def test_a_superlative_without_alternatives_looks_at_all_of_them() -> None:
    assert "Belt press" in answer("Which press is the most expensive, and what does it cost?", [ORCHARD]).answer
