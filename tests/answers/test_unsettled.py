"""What is said where nothing in a plan settles a comparison: both sides, and no yes that rests on something else."""

from __future__ import annotations

from datetime import date

import pytest

from agent.answers import answer
from agent.rules import check
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery plan

## Members
- Premium members: 40 in year 1, 120 in year 2
- Premium price: 9 € a month

## Income
- Planned revenue: 12,000 € in year 1, 96,000 € in year 2

## Oven
- Warranty of the oven: 24 months
- The oven is delivered in May 2027

## Rent
- Monthly rent: 1,500 €
- Rent deposit: 4,500 €
""",
    "bakery.md",
)

BOATS = roadmap(
    """# Boat yard

## Budget

| Item | Cost |
| --- | --- |
| Slipway | $40,000 |
| Crane | $25,000 |
| Paint shop | $15,000 |
| Total | $90,000 |
""",
    "boats.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Do the premium members fit the planned revenue?", ("Premium members", "Planned revenue")),
        ("We want a warranty on the oven. Does the delivery respect that?", ("Warranty of the oven",)),
    ],
)
def test_what_nothing_settles_is_answered_with_the_places_and_no_verdict(question: str, said: tuple[str, ...]) -> None:
    found = answer(question, [BAKERY])
    assert found.answered
    assert "do not settle" in found.answer.splitlines()[0]
    assert all(piece in found.answer for piece in said), found.answer
    assert found.citations


def test_one_figure_in_two_places_is_no_yes_for_something_else() -> None:
    found = answer("Does the number of premium members agree with the rent of the second oven?", [BAKERY])
    assert not found.answer.startswith("Yes"), found.answer


def test_a_plain_question_whether_something_is_there_is_told_in_the_words_of_the_plan() -> None:
    found = answer("Is there a warranty of the oven?", [BAKERY])
    assert "do not settle" not in found.answer
    assert "24 months" in found.answer


def test_a_finding_about_the_same_figures_stands_against_a_yes() -> None:
    findings = check([BOATS], today=date(2027, 1, 1))
    found = answer("Do slipway, crane and paint shop add up to the total?", [BOATS], findings=findings)
    assert found.answer.startswith("No"), found.answer
    assert found.findings
