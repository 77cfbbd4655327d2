"""The same thing in several parts of a plan added up, and stages by their state."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = roadmap(
    """# Ferry plan

## Phase 1: Hull (done) ✅

- Keel laid

### Money of year one

| Stream | Q1 | Q2 | Total Y1 |
|---|---|---|---|
| Tickets | $100 | $300 | $400 |
| Poster space | $10 | $30 | $40 |

## Phase 2: Deck ✅

### Money of year two

| Stream | Total Y2 |
|---|---|
| Tickets | $900 |
| Poster space | $70 |

## Phase 3: Engine

- Loan round of $200K
""",
    "ferry.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much does poster space bring in over all both years?", "$40 + $70 = $110"),
        ("What does poster space bring in altogether?", "$40 + $70 = $110"),
    ],
)
def test_figures_of_one_thing_in_several_parts_are_added_up(question: str, said: str) -> None:
    assert said in answer(question, [FERRY]).answer


def test_the_stages_that_are_done_are_listed() -> None:
    found = answer("Which phases are already completed?", [FERRY])
    assert "Hull" in found.answer
    assert "Deck" in found.answer
    assert "Engine" not in found.answer


def test_what_comes_first_is_told_by_the_times_of_both() -> None:
    plan = roadmap("# Plan\n\n## Q1 2027\n\n- Seat reservations\n\n## Q3 2027\n\n- Winter timetable\n", "plan.md")
    assert "Seat reservations (Q1 2027)" in answer("What ships first, the winter timetable or the seat reservations?", [plan]).answer


def test_how_many_things_are_spoken_of_is_read_from_han() -> None:
    plan = roadmap("# 计划\n\n## 春\n\n- 种子轮融资 $200 万\n\n## 夏\n\n- A 轮融资 $900 万\n", "plan.md")
    assert "1100 万" in answer("两轮融资加起来一共要多少钱？", [plan]).answer.replace(",", "")
