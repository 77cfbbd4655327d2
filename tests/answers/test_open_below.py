"""What is open in a part of a plan, its whole list of dependencies, and lists told with what stands below their entries."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# Orchard roadmap

## Ground rules
1. Hands first, machines second
2. Bees matter as much as trees

## Phase 1: Saplings (2 months) ✅ COMPLETED

**Success Criteria:** Pickers find a tree within 10 minutes

### Features
- [x] Row planting
- [ ] Frost alarm

## Phase 2: Sensors (3 months)

**Success Criteria:** Forecasts within 15 % of the harvest

### Features Completed
- [x] Weather probes

### Features Remaining
- [ ] Drone survey
- [ ] Pest camera

### Dependencies
- Phase 1 rows (completed)
- Radio mast on the hill
- Data plan with the carrier

## Tasting
- **Evening**
  - Cider
  - Cheese
- **Morning**
  - Juice

## Pilot
- The pilot takes in picking → washing → pressing → labels
- Rent a press
- Print the labels
""",
    "orchard.md",
)


def test_only_open_entries_of_a_part_are_still_missing() -> None:
    found = answer("What's still missing from the sensor phase?", [ORCHARD]).answer
    assert "Drone survey" in found
    assert "Pest camera" in found
    assert "Weather probes" not in found
    assert "Radio mast" not in found


def test_what_did_not_make_it_is_open() -> None:
    found = answer("Which features didn't make it in the sapling phase?", [ORCHARD]).answer
    assert "Frost alarm" in found
    assert "Row planting" not in found


def test_all_dependencies_of_a_list_are_told_not_only_items() -> None:
    found = answer("What does the sensor phase depend on?", [ORCHARD]).answer
    assert "Radio mast" in found
    assert "Data plan" in found
    assert "Phase 1" in found


def test_rules_are_principles() -> None:
    assert "Hands first" in answer("What are the guiding principles?", [ORCHARD]).answer


def test_an_explanation_leaves_out_the_headings_above_it() -> None:
    found = answer("How do we know the sapling phase succeeded?", [ORCHARD]).answer
    assert "within 10 minutes" in found.splitlines()[0]
    assert "Row planting" not in found


def test_what_stands_below_an_entry_is_told_below_it() -> None:
    lines = answer("What belongs to the tasting?", [ORCHARD]).answer.splitlines()
    assert [line[:4] for line in lines if "Evening" in line] == ["• Ev"]
    assert [line[:4] for line in lines if "Cider" in line] == ["  – "]


def test_the_next_half_year_is_a_time_not_a_neighbour() -> None:
    plan = roadmap(
        """# Kite plan

## 1. String winder
- Winds itself

## 2. Tail weights
- Three sizes

## What to build (next 6 months)
1. Tail weights
2. Night lights
"""
    )
    found = answer("Which two features should we build in the next half year?", [plan]).answer
    assert "Tail weights" in found
    assert "Night lights" in found
