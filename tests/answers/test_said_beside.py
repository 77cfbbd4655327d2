"""What is said beside the best statement: other figures of the same thing, and whole sections of an explanation, each line once."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.lookups.fitness import ranked
from agent.answers.reading.matching import match
from agent.answers.reading.view import view_of
from tests.answers.plans import roadmap

MILL = roadmap(
    """# Mill plan

## Decision on the trial

- Go on when the trial run keeps 97% availability and millers like it

## Doubled drive for availability

**Aim**: 99.8% availability of the drive
**Effort**: 70 hours

### Tasks

- Second belt
- Second motor
- Lubrication by itself

## Trial run

- 98.5% availability over 30 days
- All sieves clean

## Costs

| Case | Flour lost per month |
|---|---|
| Usual | 5% |

## Bright case

- Flour lost: 3% per month

## Yard for children

Aim: let visitors meet in the yard

- Fence as high as a grown-up
- Wheel stands still (safe before all)
- Bell for the keeper

## Numbers to reach

- Nine of ten parents like the yard for children
- Twenty visits a week

## Closing words

Next year: the yard for children opens, and deals with bakers are made safe.
The second year brings a shop.
"""
)


def test_a_second_figure_of_the_same_thing_in_another_place_is_said_too() -> None:
    said = answer("Which availability does the trial have to reach?", [MILL])
    for figure in ("97%", "98.5%"):
        assert figure in said.answer
    assert "99.8%" not in said.answer


def test_the_heading_of_what_is_said_does_not_bring_its_whole_section() -> None:
    said = answer("Which availability does the doubled drive have to reach?", [MILL])
    assert "99.8%" in said.answer
    assert "Second motor" not in said.answer
    assert "70 hours" not in said.answer


@pytest.mark.parametrize(("question", "own", "other"), [("How much flour is lost per month in the bright case?", "3%", "5%")])
def test_the_figure_of_another_case_is_not_said_beside(question: str, own: str, other: str) -> None:
    said = answer(question, [MILL])
    assert own in said.answer
    assert other not in said.answer


def test_an_explanation_prefers_the_section_whose_lines_say_the_rest_of_the_question() -> None:
    said = answer("How are visitors kept safe in the yard for children?", [MILL])
    for line in ("Fence", "Wheel stands still", "Bell for the keeper"):
        assert line in said.answer


@pytest.mark.parametrize("question", ["How are visitors kept safe in the yard for children?", "How is the trial run done?"])
def test_an_explanation_says_no_line_twice(question: str) -> None:
    lines = [line.partition(" [")[0].partition(" (")[0].lstrip("• ") for line in answer(question, [MILL]).answer.splitlines()]
    assert len(lines) > 1
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(("heading", "more"), [("Yard for children", True), ("Closing words", False)])
def test_lines_of_a_section_speak_for_its_heading_where_it_is_said_whole(heading: str, more: bool) -> None:
    asked = read_question("How are children kept safe in the yard near the wheel?", ["en"])
    view = view_of(MILL)
    unit = next(found.index for found in view.units if found.text == heading)
    matching = match(asked, view)
    alone, whole = ({place: score for score, place in ranked(asked, matching, whole=said)}.get(unit, 0.0) for said in (False, True))
    assert (whole > alone) is more
