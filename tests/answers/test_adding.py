"""Sums over named things, and cells of tables of periods."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from tests.answers.plans import roadmap

MILL = """# Mill reopened

## Phase 1: Wheel (January to April 2027)

- **Budget**: €40,000

## Phase 2: Flour (May to September 2027)

- **Budget**: €65,000

## Phase 3: Shop (October to December 2027)

- **Budget**: €25,000

## Costs by year

| Line | 2026 | 2027 |
|------|-----:|-----:|
| Stones | 4,000 | 9,000 |
| Carpenter | 6,000 | 2,500 |
| **Total** | **10,000** | **11,500** |

## Extras

- Millstone crane: €3,000
- Signboard: €450
"""

PLAN = roadmap(MILL, "mill.md")


def ask(question: str) -> Answer:
    return answer(question, [PLAN])


@pytest.mark.parametrize(
    ("question", "said", "lines"),
    [
        ("What do phase 1 and phase 2 cost together?", "€105,000", {5, 9}),
        ("cost of the crane + the signboard", "€3,450", {25, 26}),
        ("How much more is spent in 2027 than in 2026?", "1,500", {21}),
        ("Total for 2026?", "10,000", {21}),
        ("What does the carpenter cost in 2027?", "2,500", {20}),
    ],
)
def test_figures_of_named_things_are_put_together(question: str, said: str, lines: set[int]) -> None:
    found = ask(question)
    assert said in found.answer.splitlines()[0]
    assert lines <= {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)}


def test_a_year_without_a_column_has_no_cell() -> None:
    assert "11,500" not in ask("What is spent in 2031?").answer


WELL = """# Village well

## Phase 1: Water (Months 1-2)

### 1.1 Dig the shaft

**Effort**: 40 hours

#### Tasks

- [ ] Mark the place
- [ ] Dig

### 1.2 Line the shaft

**Effort**: 30 hours

#### Tasks

- [ ] Order the rings
- [ ] Lower the rings

## Comfort

### 2.1 Pump

**Effort**: 20 hours

#### Background

The old pump squeaks.

### 2.2 Bench

**Effort**: 5 hours

#### Background

There is shade in the afternoon.
"""


def test_everything_added_up_leaves_no_section_out() -> None:
    found = answer("Adding everything up, how many hours is this plan?", [roadmap(WELL, "well.md")])
    assert "95 hours" in found.answer.splitlines()[0]
    assert {7, 16, 27, 35} <= {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)}


def test_a_part_added_up_stays_that_part() -> None:
    found = answer("Adding up phase 1, how many hours is it?", [roadmap(WELL, "well.md")])
    assert "70 hours" in found.answer.splitlines()[0]
