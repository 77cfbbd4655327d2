"""What a plan says of itself at its head or foot, and counts that a line states."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

MOVE = """# Archive Migration Plan

**Status:** 22/26 priority tasks done
**Estimated Time:** 4-6 hours

## Phase 1: Copy (30 minutes)

- [ ] Copy the shelves
- [ ] Check the copies

## Phase 2: Post-Migration (15 minutes)

**Owner:** Ida Berg

- [ ] Empty the cellar
- [ ] Sweep the cellar

## What is left

- Old shelves: 15 boxes need sorting
- Total work to do: ~250 tasks across 9 rooms
- Done so far: 40 boxes of maps, 12 boxes of letters

---

**Created:** November 2025
**Prepared by:** Archive desk
**Owner:** Reading Room Team
"""
PLAN = [roadmap(MOVE)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How long does the migration take?", "4-6 hours"),
        ("How long will the project take?", "4-6 hours"),
        ("Who owns this document?", "Reading Room Team"),
        ("Who wrote this plan?", "Archive desk"),
        ("How many priority tasks are finished?", "22/26"),
        ("How many boxes still need sorting?", "15 boxes"),
        ("How much work is left in total?", "250 tasks"),
    ],
)
def test_what_the_plan_says_of_itself_is_told(question: str, said: str) -> None:
    assert said in answer(question, PLAN).answer


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        ("How long does phase 2 take?", "4-6 hours"),
        ("How long does it take to copy the shelves?", "4-6 hours"),
        ("Who owns phase 2?", "Reading Room"),
        ("How many tasks of phase 1 are finished?", "22/26"),
    ],
)
def test_parts_are_not_the_whole(question: str, unsaid: str) -> None:
    assert unsaid not in answer(question, PLAN).answer
