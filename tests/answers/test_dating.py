"""Whether one thing has one time in all places that name it."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

PLAN = """# Cable car

| Field | Value |
|-------|-------|
| Start of passenger service | October 2026 |
| Colour | red |

## Calendar

### January 2027

- Start of passenger service with two cabins
- Party

### March 2027

- Paint the masts
"""


def test_two_dates_of_one_event_are_set_side_by_side() -> None:
    found = answer("Is the date on which passenger service starts the same everywhere?", [roadmap(PLAN, "car.md")])
    assert found.answer.startswith("No")
    assert "October 2026" in found.answer
    assert "January 2027" in found.answer
    assert "Paint" not in found.answer


def test_one_date_in_two_places_agrees() -> None:
    plan = PLAN.replace("January 2027", "October 2026")
    found = answer("Is the date on which passenger service starts the same everywhere?", [roadmap(plan, "car.md")])
    assert found.answer.startswith("Yes")


def test_when_a_named_thing_comes_is_not_answered_by_all_that_share_a_word() -> None:
    plan = roadmap(
        "# Depot\n\n| Step | Month | Team |\n|---|---|---|\n| Brake shop | M3 | Wheels |\n| Wheel lathe opens | M8 | Build |\n"
        "| Paint shop | M9 | Wheels |\n",
        "depot.md",
    )
    found = answer("When does the wheel lathe open?", [plan])
    assert "M8" in found.answer
    assert "M3" not in found.answer
