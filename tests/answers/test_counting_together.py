"""How many there are over all parts of a plan: lists of one name, tables behind a column of ids, steps under phases."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

MUSEUM = roadmap(
    """# Clock museum

## Rooms

### Ground floor

#### Tasks
- [ ] Paint the hall
- [x] Lay the cables
- [ ] Hang the lamps

### Upper floor

#### Tasks
- [ ] Sand the boards
- [ ] Glaze the roof

## Outstanding permits

### Building

| ID | Permit | Office |
|---|---|---|
| P1 | Fire escape | City |
| P2 | Lift | City |

### Opening

| ID | Permit | Office |
|---|---|---|
| P3 | Café | Health |

## Phase 1: Move

1. Pack the clocks
2. Hire the vans

## Phase 2: Open

1. Wind the clocks
2. Print the tickets
3. Ring the bells
""",
    "museum.md",
)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("How many tasks are there in the whole plan?", "5 tasks"),
        ("How many outstanding permits are there in all?", "3 "),
        ("How many steps are there over all phases?", "5 steps"),
    ],
)
def test_entries_of_all_parts_are_counted_together(question: str, begins: str) -> None:
    found = answer(question, [MUSEUM])
    assert found.answer.startswith(begins), found.answer
    assert found.citations


def test_entries_of_one_part_are_counted_alone() -> None:
    found = answer("How many tasks are there on the upper floor?", [MUSEUM])
    assert found.answer.startswith("2 "), found.answer


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("How many boxes are ticked and how many are open?", "1 done, 4 open, 5 in all"),
        ("How many checkboxes are still unchecked?", "1 done, 4 open, 5 in all"),
        ("How many boxes on the ground floor are ticked?", "1 done, 2 open, 3 in all"),
    ],
)
def test_boxes_are_counted_by_their_state(question: str, begins: str) -> None:
    found = answer(question, [MUSEUM])
    assert found.answered
    assert found.answer.startswith(begins), found.answer


def test_days_of_the_whole_are_no_entries_of_its_parts() -> None:
    assert "5 + " not in answer("How many person-days does the whole project take?", [MUSEUM]).answer


@pytest.mark.parametrize(
    ("question", "named", "not_named"),
    [
        ("What is still open on the ground floor?", "Hang the lamps", "Lay the cables"),
        ("What is still open on the upper floor?", "Glaze the roof", "Hang the lamps"),
    ],
)
def test_what_is_still_open_of_a_part_is_told_by_its_boxes(question: str, named: str, not_named: str) -> None:
    found = answer(question, [MUSEUM])
    assert named in found.answer
    assert not_named not in found.answer
