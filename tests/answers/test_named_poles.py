"""What two sides of a comparison are called: sizes, scenarios, lists under a line for each year, ordinals with a word between."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.counted import counted_things
from tests.answers.plans import roadmap

GARAGE = roadmap(
    """# Bicycle garage

## Streams
| Stream | Share of takings |
|---|---|
| Repairs for clubs | 60% |
| Lessons | 40% |

## Plan tiers
- **Solo**: €30/month
- **Small club** (2-10): €20/rider/month
- **Mid club** (11-50): €15/rider/month
- **Large** (51+): €9/rider/month

## Scenarios
- **Conservative** (6 days a week): €4,800/month
- **Target** (10 days a week): €9,000/month
- **Optimistic** (15 days a week): €13,500/month

## Cash flow

**Year 1:**
- Starting cash: €50K
- Takings: €140K
- **Ending cash: €92K**

**Year 2:**
- Starting cash: €92K
- Takings: €360K
- **Ending cash: €306K**

**Year 3:**
- Starting cash: €306K
- Takings: €820K
- **Ending cash: €897K**
"""
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Per rider, how much cheaper is the large tier than the small club?", "€11"),
        ("How much more does the best case bring per month than the low case?", "€8,700"),
        ("How much more cash do we end year 3 with compared to year 1?", "€805K"),
        ("How much more do takings come to in year 2 than in year 1?", "€220K"),
    ],
)
def test_both_sides_are_found_by_what_they_are_called(question: str, figure: str) -> None:
    assert figure in answer(question, [GARAGE]).answer


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("in the third conservative year", [("year", 3)]),
        ("the first full quarter", [("quarter", 1)]),
        ("the first of the members pays this year", []),
        ("the second club opens", []),
    ],
)
def test_an_ordinal_counts_off_over_one_word_at_most(text: str, counted: list[tuple[str, int]]) -> None:
    assert [(entry.kind, entry.first) for entry in counted_things(text, "en")] == counted
