"""How many entries the section, list or table has that a question names."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# Orchard renewal

## Phase 1: Soil ✅

### Drainage works (half done)
- [x] Dig the main ditch
- [x] Lay the pipes
- [ ] Test the outflow

### Fence
- [ ] Set the posts

## Phase 2: Planting
**Status:** Not started

## Phase 3: Harvest
**Status:** Not started

## Phase 4: Cider house
**Status:** In progress

## Grant calendar

| When | Fund | Status |
|------|------|--------|
| 2027-03-28 | Water board | IN PROGRESS |
| 2027-03-28 | Parish | NOT STARTED |
| 2027-04-02 | Beekeepers | NOT STARTED |
| 2027-05-11 | Museum | NOT STARTED |

### Pending permits (priority high)
1. Well
2. Road crossing
3. Storage shed
""",
    "orchard.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many phases are already complete?", "1 done"),
        ("How many of the phases have not been started?", "2 of 4"),
        ("How many entries in the grant calendar have not been started?", "3 of 4"),
        ("How many tasks do the drainage works have?", "3 tasks"),
        ("How many items of the drainage works are ticked off and how many are left?", "2 done, 1 open"),
        ("How many entries does the grant calendar have for 28 March 2027?", "2 of 4"),
        ("How many permits are still pending?", "3 permits"),
    ],
)
def test_entries_are_counted_where_the_question_points(question: str, said: str) -> None:
    found = answer(question, [ORCHARD])
    assert found.answered
    assert said in found.answer, found.answer


def test_what_no_part_is_called_is_not_counted() -> None:
    assert not answer("How many beehives are in the orchard?", [ORCHARD]).answered
