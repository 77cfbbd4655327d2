"""Which of two it is: both places where a plan states both, the one that it states, and no choice between things."""

from __future__ import annotations

from datetime import date

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.model.answer import Answer
from agent.rules import check
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery plan

## Summary
- Opening of the second shop: March 2027
- Price of the bread box: €49

## Timeline
- Second shop opens in April 2027
- Bread box costs €59 a month
- Ovens: 12 from the maker

## Phase 3: Delivery (Q3 2027)
- Vans (2 months)
- Routes (3 months)
- App (4 months)

## Phase 4: Markets (6 weeks)
- Stalls (2-3 weeks)
- Permits (2 weeks)
- Staff (3-4 weeks)
""",
    "bakery.md",
)


def ask(question: str) -> Answer:
    return answer(question, [BAKERY], findings=check([BAKERY], today=date(2026, 7, 1)))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("When does the second shop open: March or April 2027?", ("March 2027", "April 2027")),
        ("Which price is it for the bread box, €49 or €59?", ("€49", "€59")),
        ("When do we open the second shop - do the sections agree?", ("March 2027", "April 2027")),
    ],
)
def test_both_places_are_said_where_the_plan_states_both(question: str, values: tuple[str, ...]) -> None:
    found = ask(question)
    assert found.answer.startswith("No"), found.answer
    assert all(value in found.answer.splitlines()[0] for value in values), found.answer


def test_the_one_that_the_plan_states_is_said() -> None:
    found = ask("How many ovens do we get, 12 or 15?")
    assert "12" in found.answer
    assert not found.answer.startswith("No")


def test_work_is_set_against_a_calendar_quarter() -> None:
    found = ask("Does the delivery phase fit into Q3 2027?")
    assert found.answer.startswith("No: 2 months + 3 months + 4 months = 9 months"), found.answer


def test_times_are_added_up_against_the_time_above_them() -> None:
    found = ask("Does the duration of phase 4 match the sum of its items?")
    assert found.answer.startswith("No"), found.answer
    assert "7-9 weeks" in found.answer


@pytest.mark.parametrize(
    "text",
    [
        "What is the launch date, Q2 or Q3?",
        "The summary says 12 ovens, but does the list get there?",
        "How many shops are planned, and is that the same in the table?",
        "Est-ce que les durées des phases correspondent au total ?",
        "Сколько недель, 8 или 10?",
    ],
)
def test_such_questions_ask_for_a_verdict(text: str) -> None:
    assert read_question(text).is_verdict


@pytest.mark.parametrize(
    "text",
    [
        "Which phase costs more, phase 1 or phase 2?",
        "Which is cheaper, the box for €49 or the one for €59?",
        "Which colour is it, red or blue?",
        "How many ovens are bought, and who pays for them?",
    ],
)
def test_a_choice_between_things_asks_for_none(text: str) -> None:
    assert not read_question(text).is_verdict
