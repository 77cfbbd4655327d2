"""What is kept apart: lines that stand in no week, figures of other things, and somebody's name from what is only about such people."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

THEATRE = roadmap(
    """# Theatre reopening

## Curtain notes
- The stage curtain is red
- Curtain cleaning needs two people

## Week 2: Stage
- Hang the stage curtain
- Assign a designer to the lights

## Week 4: Opening
- 3 ushers are trained
- Sell 900 tickets
""",
    "theatre.md",
)

CASTING = roadmap(
    """# Casting

- Designer of the lights: Ilse Brandt
- Ushers: to be found
""",
    "casting.md",
)


def test_where_a_week_is_asked_for_only_lines_that_stand_in_one_are_said() -> None:
    found = answer("In which week is the stage curtain hung?", [THEATRE])
    assert "Week 2" in found.answer
    assert "Curtain cleaning" not in found.answer
    assert all(citation.line >= 7 for citation in found.citations)


@pytest.mark.parametrize("question", ["Which designer has been assigned to the lights?", "What is the name of the designer of the lights?"])
def test_which_designer_asks_for_a_name(question: str) -> None:
    assert not answer(question, [THEATRE]).answered
    found = answer("Who is the designer of the lights?", [CASTING])
    assert found.answered
    assert "Ilse Brandt" in found.answer


def test_counts_of_other_things_are_not_said_to_differ() -> None:
    found = answer("Does the number of ushers agree with the tickets for the opening?", [THEATRE])
    assert not found.answer.startswith(("Yes", "No")), found.answer
    assert "3 ushers" in found.answer
    assert "900 tickets" in found.answer


MILL = roadmap(
    """# Mill

## Sites
- 18 sites (11 large, 7 small)

## Savings
- Grinding: 80 hours → 28 hours
- Sieving: 120 hours → 32 hours

## Why
- The two cuts save 140 hours
""",
    "mill.md",
)


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("Do the large and the small sites add up to the number given?", "11 + 7 = 18 sites"),
        ("Is the claim that the cuts save 140 hours correct?", "(80 hours − 28 hours) + (120 hours − 32 hours) = 140 hours"),
    ],
)
def test_a_figure_that_its_own_parts_make_is_right(question: str, formula: str) -> None:
    found = answer(question, [MILL])
    assert found.answer.startswith("Yes"), found.answer
    assert formula in found.answer
    assert found.computation is not None
