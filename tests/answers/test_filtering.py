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
