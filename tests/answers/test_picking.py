"""Sums and counts of what a question picks out by state, time, number or place; with neighbours that stay as they are."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.answer import Answer

LIGHTHOUSE = """# Lighthouse Repair

## Sprint 1: Lamp

### Figures
- **Total Points**: 12
- **Finished Points**: 12
- **Status**: DONE

### Work
- Write 8+ tests of the lamp
- Write the manual

## Sprint 2: Tower

### Figures
- **Total Points**: 20
- **Finished Points**: 5
- **Status**: NOT STARTED

### Work
- Write 14+ tests of the stairs

## Sprint 3: Quay

### Figures
- **Total Points**: 9
- **Finished Points**: 0
- **Status**: NOT STARTED

### Work
- Write 30+ tests of the quay

## Crews by quarter

| Quarter | Working days | Focus |
|---------|--------------|-------|
| Q3 2030 | 60 | Survey |
| Q4 2030 | 70 | Scaffold |
| Q1 2031 | 80 | Masonry |
| Q2 2031 | 90 | Paint |

## Stage A — Keeper's house

### A1 — Roof
- **What:** New slates
- **How:** With the old lead
- **Check:** No drop after rain

### A2 — Stove
- **What:** A new flue
- **How:** From inside
- **Check:** Draws in fog

## Open questions for the harbour master

1. Who pays the night shift?
2. May the horn be moved?
3. Is the old lens ours?
"""


def _asked(question: str) -> Answer:
    return answer(question, [extract(parse_markdown(LIGHTHOUSE, "light.md"))])


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many points are in the sprints that have not started?", "20 + 9 = 29"),
        ("How many tests at least are written in total in the first two sprints?", "22"),
        ("How many working days are planned for all of 2031 in total?", "80 + 90 = 170"),
        ("How many tasks does the stage of the keeper's house have?", "2 tasks"),
        ("How many questions are still open for the harbour master?", "3 questions"),
    ],
)
def test_what_is_picked_out_is_added_or_counted(question: str, figure: str) -> None:
    assert figure in _asked(question).answer.split("\n")[0]


def test_the_most_points_are_those_of_the_whole_sprint() -> None:
    assert ": 20." in _asked("Which sprint has the most points?").answer.split("\n")[0]


def test_every_line_of_a_sum_is_cited() -> None:
    lines = {citation.line for citation in _asked("How many points are in the sprints that have not started?").citations}
    assert lines == {17, 27}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many working days are planned in Q1 2031?", "80"),
        ("How many points does sprint 2 have in total?", "20"),
    ],
)
def test_one_member_is_no_sum(question: str, figure: str) -> None:
    found = _asked(question).answer
    assert figure in found
    assert "170" not in found
    assert "29" not in found
