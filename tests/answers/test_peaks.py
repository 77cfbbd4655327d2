"""Which of several times has the most or the least of something: they head the columns of a table, name its rows or its parts."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# Orchard accounts

## Fixed costs (monthly)

| Item | Year 1 | Year 2 | Year 3 |
|---|---|---|---|
| Pickers | $50k | $60k | $55k |
| Ladders | $10k | $8k | $12k |
| **Total fixed** | **$60k** | **$68k** | **$67k** |

## Harvest

| Month | Cider sales | Fruit sales | Total sales |
|---|---|---|---|
| Month 1 | $4k | $9k | $13k |
| Month 2 | $7k | $3k | $10k |
| Month 3 | $5k | $2k | $7k |

## Trees planted in 2031

| Kind | Q1 | Q2 | Q3 | Total |
|---|---|---|---|---|
| Apple | 40 | 90 | 10 | 140 |
| Pear | 20 | 10 | 30 | 60 |

- Pruning starts in March 2031
"""
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which year has the highest fixed costs?", "Highest: Year 2: $68k."),
        ("Which year has the lowest cost of ladders?", "Lowest: Year 2: $8k."),
        ("Which month has the highest total sales?", "Highest: Month 1: $13k."),
        ("which month has the highest cider sales", "Highest: Month 2: $7k."),
        ("In which month are fruit sales lowest?", "Lowest: Month 3: $2k."),
    ],
)
def test_the_time_with_the_most(question: str, said: str) -> None:
    found = answer(question, [ORCHARD])
    assert found.answer.startswith(said)
    assert found.citations


@pytest.mark.parametrize(
    "question",
    [
        "Which year has the highest salary cost?",  # no such row
        "Which week has the highest cider sales?",  # no such times
        "Which month has the latest start?",  # a time is asked for, no figure
        "When does pruning start?",
    ],
)
def test_nothing_is_ranked_where_the_plan_has_no_such_figures(question: str) -> None:
    assert "ighest" not in answer(question, [ORCHARD]).answer
