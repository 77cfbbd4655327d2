"""A verdict rests on what speaks most of the question: a line, a sum of the rules, or both values side by side."""

from __future__ import annotations

from datetime import date

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from agent.rules import check
from tests.answers.plans import roadmap

BAKERY = """# Bakery

## Summary

- Year 1 revenue: €210,000
- Year 1 costs: €46,800

## Ovens, month by month

- **Year 1 total revenue**: €700,000

## Running costs

- Months 1-3: €1,800/month
- Months 4-12: €5,230/month
- **Year 1 total costs**: €52,470
"""

STALLS = """# Market stalls

## Profit by number of stalls

| Stalls | Rent income | Commission | Fixed costs | Net profit |
|--------|-------------|------------|-------------|------------|
| 5 | €1,000 | €750 | €1,540 | -€290 |
| 10 | €2,000 | €1,500 | €1,540 | €1,960 |
| 20 | €4,000 | €3,000 | €1,540 | €5,460 |
| 30 | €6,000 | €4,500 | €1,540 | €8,960 |
"""

WORK = """# Week in the boatyard

## Time needed

| Task | Estimated hours | Priority |
|------|-----------------|----------|
| Scrape the hull | 6-8 | High |
| Caulk the seams | 1-2 | High |
| Paint the keel | 1-2 | Low |
| **TOTAL** | **11-16 hours** | |

One joiner can do all of it in 2-3 calendar days.
"""

FAIR = """# Fair

## Path to the opening

- Milestone 1: €10K pledged (month 8-10)
- Milestone 2: €25K pledged (month 14-16)
- Milestone 3: hall rented

## Measures

- Cost per guest: €50
- Hires of stewards: 4
"""


def asked(plan: str, question: str) -> Answer:
    read = roadmap(plan, "plan.md")
    return answer(question, [read], findings=check([read], today=date(2027, 1, 1)))


def test_a_sum_of_other_things_is_no_verdict_on_what_two_lines_say() -> None:
    found = asked(BAKERY, "Is year 1 revenue in the summary the same number as in the monthly model?")
    assert found.answer.startswith("No")
    assert "€210,000" in found.answer
    assert "€700,000" in found.answer


def test_what_the_rules_reckon_at_a_line_is_told_where_it_is_asked_if_the_line_is_right() -> None:
    found = asked(STALLS, "Is the loss at 5 stalls right?")
    assert "€210" in found.answer
    assert "-€290" in found.answer


def test_rows_named_by_their_tasks_are_added_by_the_column_they_stand_in() -> None:
    found = asked(WORK, "Do the hours of the tasks add up to the total?")
    assert found.answer.startswith("No")
    assert "8-12" in found.answer


def test_a_line_with_a_week_and_a_length_is_no_time_set_aside_for_itself() -> None:
    found = asked(WORK.replace("all of it", "all week 1 tasks"), "Do the 2-3 calendar days fit the duration in the table?")
    assert not found.answer.startswith("Yes")


def test_which_things_lead_to_another_asks_for_no_sum() -> None:
    found = asked(FAIR, "Which milestones lead to the opening?")
    assert "€35K" not in found.answer
    assert "hall rented" in found.answer


@pytest.mark.parametrize("question", ["How many stewards do we hire in year two?", "What does the whole plan cost?"])
def test_what_is_said_of_another_time_or_of_one_of_many_answers_nothing(question: str) -> None:
    assert not asked(FAIR, question).answered


def test_a_year_may_be_told_by_its_date() -> None:
    plan = "# Press\n\n| Item | 2027 | 2028 |\n|---|---|---|\n| Sales | €4,000 | €6,000 |\n| Wages | €1,000 | €2,000 |\n"
    assert "speaks of" not in asked(plan, "How much are the sales in year 2?").answer


def test_a_message_that_asks_ends_with_its_question_mark() -> None:
    assert "?." not in asked(BAKERY, "Do the costs of year 1 agree?").answer


MILL = """# Mill

## Year 1

```
Income: €12,000
  - Flour: €9,000
  - Bran: €3,000

Cost of income: €5,000
  - Grain: €3,500
  - Sacks: €1,000
```
"""


@pytest.mark.parametrize(
    ("question", "begins", "sum_"),
    [
        ("Does the income of year 1 equal the sum of its parts?", "Yes", "€9,000 + €3,000 = €12,000"),
        ("Is the sum of the cost of income right?", "No", "€3,500 + €1,000 = €4,500"),
    ],
)
def test_a_line_above_its_parts_is_set_against_their_sum(question: str, begins: str, sum_: str) -> None:
    found = asked(MILL, question)
    assert found.answer.startswith(begins)
    assert sum_ in found.answer
