"""Tables with the same rows under different headings, rows that are counted by a bare number, sums in the imperative."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.counted import counted_things
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

ORCHARDS = roadmap(
    """# Orchard leases

## Northfield (leased since 2019)

| Item | Year 1 | Year 2 |
|---|---|---|
| Apples sold | €40K | €60K |
| Cider | €5K | €9K |
| **Net result** | **€12K** | **€31K** |

## Westbrook (leased since 2021)

| Item | Year 1 | Year 2 |
|---|---|---|
| Apples sold | €70K | €95K |
| Cider | €8K | €9.5K |
| **Net result** | **€21K** | **€47K** |

## Presses

| Year | Presses | Repairs |
|---|---|---|
| 1 | 2 | €300 |
| 2 | 3 | €450 |
| 3 | 5 | €900 |
| 4 | 6 | €1,000 |

## Hives

| Year | Colonies | Honey revenue |
|---|---|---|
| 1 | 4 | €200 |
| 2 | 9 | €700 |
| 3 | 14 | €1,300 |

## Trees

| Season | Saplings |
|---|---|
| Y1 | 110 |
| Y2 | 140 |
| Y3 | 150 |
| Y4 | 90 |
"""
)


def said(question: str) -> str:
    return answer(question, [ORCHARDS]).answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("By how much does the net result of Westbrook exceed that of Northfield in year 2?", "€16K"),
        ("How much more does Westbrook earn with apples sold than Northfield in yr 1?", "€30K"),
        ("How much more do repairs cost in year 4 than in year 2?", "€550"),
        ("Which is more in year 3, repairs or honey revenue, and by how much?", "€400"),
        ("Sum of saplings for years 2 to 4?", "380"),
    ],
)
def test_the_cells_meant_stand_in_like_tables_or_in_rows_counted_off(question: str, figure: str) -> None:
    assert figure in said(question)


def test_a_row_that_is_counted_off_is_called_by_its_column_too() -> None:
    assert "Year 4" in said("How much more do repairs cost in year 4 than in year 2?")


@pytest.mark.parametrize("text", ["Y2 to Y4", "y2-y4", "Years 2 to 4"])
def test_years_are_counted_off_by_their_letter_as_well(text: str) -> None:
    assert [(entry.kind, entry.first, entry.last) for entry in counted_things(text, "en")] == [("year", 2, 4)]


@pytest.mark.parametrize(
    "question", ["Add up the repairs of all years.", "Sum up the honey revenue before year 3", "Please add up the saplings"]
)
def test_who_says_add_up_asks_for_no_verdict(question: str) -> None:
    assert not read_question(question, ["en"]).is_verdict


@pytest.mark.parametrize("question", ["Do the repairs add up?", "Add up the repairs: is the total right?"])
def test_who_asks_whether_it_adds_up_does(question: str) -> None:
    assert read_question(question, ["en"]).is_verdict


FUNDS = roadmap(
    """# Three boats

| Outlay | Passengers | Fares in the first year |
|---|---|---|
| €10,000 | 800 | €36,000 |
| €25,000 | 2,100 | €90,000 |
| €50,000 | 4,300 | €180,000 |
"""
)


def test_a_sum_over_what_is_named_goes_before_one_over_what_is_near() -> None:
    assert "€306,000" in answer("What would the fares of the first year make if all three outlays were made together?", [FUNDS]).answer
