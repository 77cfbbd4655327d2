"""Lists by priority, by state and by ordinal, in the part of the plan that the question names."""

from __future__ import annotations

from agent.answers import answer
from agent.model.answer import Answer
from tests.answers.plans import roadmap

PLAN = roadmap(
    """# Observatory

## v1.2.0

| Title | Priority | State |
|-------|----------|-------|
| Dome motor | P0 | ✅ |
| Rain sensor | P1 | ✅ |

## v1.3.0

| Title | Priority | State |
|-------|----------|-------|
| Mirror wash | P0 | ⬜ |
| Star catalogue | P1 | ⬜ |
| Night log | P1 | ✅ |

## Goals

### Goal 1: See further

- Larger mirror

### Goal 2: See more often

- Faster cooling
- Dry air in the dome

## Team growth

### Q3 2027

- Optician
- Night guard

### Q4 2027

- Guide
""",
    "observatory.md",
)


def ask(question: str) -> Answer:
    return answer(question, [PLAN])


def test_a_priority_is_listed_for_the_version_that_is_named() -> None:
    found = ask("Which P1 items are planned for v1.3.0?")
    assert "Star catalogue" in found.answer
    assert "Night log" in found.answer
    assert "Rain sensor" not in found.answer
    assert "Mirror wash" not in found.answer


def test_open_points_are_counted_in_the_list_that_is_named() -> None:
    found = ask("How many points of v1.3.0 are still open?")
    assert "2 open, 3 in all" in found.answer
    assert "Mirror wash" in found.answer


def test_the_second_goal_is_the_one_with_that_number() -> None:
    found = ask("What belongs to the second goal?")
    assert "Faster cooling" in found.answer
    assert "Larger mirror" not in found.answer


def test_who_is_hired_is_a_list_of_roles() -> None:
    found = ask("Who do we hire in Q3 2027?")
    assert found.answered
    assert "Optician" in found.answer
    assert "Night guard" in found.answer
    assert "Guide" not in found.answer


HARBOUR = roadmap(
    """# Harbour

## Cranes

Goals:

- Crane cables: ✅ Complete
- Crane lights: ⏳ Pending
- Crane brakes: ✅ Complete

## Quays

- Quay bollards: ⏳ Pending

## Sprint 1

- Move the buoys
- Paint the fence

## Fees

| Berth | Fee |
|-------|-----|
| Small | $90K-150K |
| Middle | $120K-210K |
| Large | $180K-190K |
""",
    "harbour.md",
)


def test_what_is_open_is_listed_for_the_thing_that_is_named() -> None:
    found = answer("What is still open for the cranes?", [HARBOUR]).answer
    assert "lights" in found
    assert "cables" not in found
    assert "bollards" not in found


def test_tasks_of_a_sprint_are_asked_for_not_the_sprint() -> None:
    found = answer("Which sprint 1 tasks are there?", [HARBOUR]).answer
    assert "Move the buoys" in found
    assert "Paint the fence" in found


def test_a_limit_is_the_amount_not_the_number_of_things() -> None:
    found = answer("Which of the ten berths stay below $200K even at the top of their range?", [HARBOUR]).answer
    assert "Small" in found
    assert "Large" in found
    assert "Middle" not in found


def test_what_is_not_finished_is_open() -> None:
    found = ask("What is still not finished in v1.3.0?").answer
    assert "Mirror wash" in found
    assert "Star catalogue" in found
    assert "Night log" not in found
