"""Stated progress against the boxes under it, and the stage behind the one that is named."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

MILL = roadmap(
    """# Mill repair

## Phase 1: Wheel (60% complete)
**Timeline:** Week 1

- [x] Drain the race
- [x] Lift the wheel
- [x] Replace the paddles
- [ ] Balance the wheel
- [ ] Paint

## Phase 2: Gears (80% complete)
**Timeline:** Week 2

- [x] Measure
- [ ] Cut
- [ ] Fit
- [ ] Grease

## Phase 3: Opening day
**Timeline:** Week 7

## Review

- Week 2: gears review
""",
    "mill.md",
)


def test_progress_is_held_against_its_boxes() -> None:
    assert answer("Does the progress of the wheel match the items that are ticked?", [MILL]).answer.startswith("Yes")
    found = answer("Does the progress of the gears match the items that are ticked?", [MILL])
    assert found.answer.startswith("No")
    assert "1 / 4 = 25%" in found.answer
    assert "80%" in found.answer


def test_progress_without_boxes_is_held_against_nothing() -> None:
    found = answer("Does the progress of the opening day match the items that are ticked?", [MILL])
    assert " / 4 = " not in found.answer


def test_the_stage_behind_is_found_by_the_name_of_a_heading() -> None:
    found = answer("What follows directly on the gears, and in which week?", [MILL])
    assert "Opening day" in found.answer
    assert "Week 7" in found.answer


RIVER = roadmap(
    """# River walk

## Phase 1: Path
**Status: 100% done**

### 1.1 Gravel
- [x] Order
- [x] Spread

### 1.2 Benches
- [x] Build
- [ ] Paint

## Phase 2: Lamps
**Status: 0% done**

- [ ] Cable

## Phase 3: Signs
**Status: 0% done**

- [ ] Draw
""",
    "river.md",
)


def test_the_progress_of_a_numbered_phase_is_held_against_the_boxes_of_its_parts() -> None:
    found = answer("Is phase 1 really 100% done if we look at the items?", [RIVER])
    assert found.answer.startswith("No")
    assert "3 / 4 = 75%" in found.answer


def test_phases_are_counted_by_the_progress_they_state() -> None:
    assert "2 of 3" in answer("How many phases are at 0%?", [RIVER]).answer
