"""How many phases there are and which lasts longest: only what the plan calls phases counts."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

PIER = """# Pier renewal

## Phase 1: Piles (months 1-3)

- Drive the piles, $40,000

## Phase 2: Deck (months 4-6)

- Lay the planks, $90,000

## Phase 3: Lamps and benches (months 7-12)

- Set the lamps, $20,000
"""
SHARED_ENDS = """# Pier renewal

| Phase | When |
|---|---|
| Phase 1 | 0-6 months |
| Phase 2 | 6-18 months |
| Phase 3 | 18-24 months |
"""
BOLD = """# Steg

**Phase 0 — Vorbereitung (1–2 Monate):** Pläne, Genehmigung.

**Phase 1 — Bau (6 Monate):** Pfähle, Planken.
"""
TOLD_TWICE = """# Pier renewal

## Plan

### Phase 1: Piles

- Drive the piles

### Phase 2: Deck

- Lay the planks

## Costs

### Phase 1

- $40,000

### Phase 2

- $90,000
"""
NO_PHASES = """# Harbour café

Hiring is phased over the year.

## Checklist

- [ ] Rent the kiosk
- [ ] Buy the machine
- [ ] Paint the sign

## Rent

| Kiosk | Rent a month |
|---|---|
| North | $1,800 |
| South | $350 |
"""


@pytest.mark.parametrize(
    ("plan", "question", "said"),
    [
        (PIER, "Which phase is the longest?", "Highest: Phase 3 Lamps and benches (months 7-12)."),
        (PIER, "Which phase takes the longest?", "Highest: Phase 3"),
        (PIER, "Which phase takes the most time?", "Highest: Phase 3"),
        (PIER, "Which phase took the longest?", "Highest: Phase 3"),
        (PIER, "Which phase takes the least time?", "Lowest: Phase 1 Piles (months 1-3); Phase 2 Deck (months 4-6)."),
        (PIER, "Welche Phase braucht am meisten Zeit?", "Am höchsten: Phase 3"),
        (PIER, "Quelle est la phase la plus longue ?", "Le plus élevé: Phase 3"),
        (PIER, "Quelle phase prend le plus de temps ?", "Le plus élevé: Phase 3"),
        (SHARED_ENDS, "Which phase is the longest?", "Highest: Phase 2"),
        (PIER, "How many phases are there?", "3 phases."),
        (SHARED_ENDS, "How many phases are there?", "3 phases."),
        (TOLD_TWICE, "How many phases are there?", "2 phases."),
        (BOLD, "Wie viele Phasen gibt es?", "2 Phasen."),
    ],
)
def test_stages_are_counted_and_measured_by_what_they_are_called(plan: str, question: str, said: str) -> None:
    assert said in answer(question, [roadmap(plan, "plan.md")]).answer


@pytest.mark.parametrize("question", ["How many phases are there?", "Which phase is the longest?", "Which phase takes the longest?"])
def test_a_plan_without_phases_has_none_to_count_or_to_measure(question: str) -> None:
    found = answer(question, [roadmap(NO_PHASES, "cafe.md")])
    assert "Highest" not in found.answer
    assert not found.answer.startswith("3 ")
    assert "$1,800" not in found.answer


@pytest.mark.parametrize("plan", [PIER.replace(" (months 4-6)", ""), PIER.replace("months 4-6", "months 4+"), PIER.replace("7-12", "7-9")])
def test_no_phase_is_the_longest_where_one_has_no_length_or_all_have_the_same(plan: str) -> None:
    assert "Highest" not in answer("Which phase is the longest?", [roadmap(plan, "plan.md")]).answer
