"""Field look-ups: the field asked for, of the one thing named, or nothing."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from tests.answers.plans import roadmap

BAKERY = """---
title: Bakery on wheels
sponsor: Ms Okafor
---

# Bakery on wheels

| Key | Package | Lead | Start | End | Cost (k€) | Needs |
|-----|---------|------|-------|-----|----------:|-------|
| B1 | Oven van, purchase and conversion | Priya | 2026-03-02 | 2026-06-26 | 84 | – |
| B2 | Order app | Tom | 2026-04-06 | 2026-07-31 | 45 | – |
| B3 | Test route | Priya | 2026-08-03 | 2026-10-30 | 19 | B1, B2 |
| | **Total** | | | | **148** | |

## Staff

| Team | Q3 2026 | Q4 2026 |
|------|--------:|--------:|
| Bakers | 3 | 5 |
| Drivers | 2 | 4 |

- Insurance: as the broker quotes
"""

PLAN = roadmap(BAKERY, "bakery.md")


def ask(question: str) -> Answer:
    return answer(question, [PLAN])


@pytest.mark.parametrize(
    ("question", "said", "line"),
    [
        ("What does the oven van cost?", "Cost (k€): 84", 10),
        ("who leads B3 and what does it need", "Lead: Priya; Needs: B1, B2", 12),
        ("Wann endet die Order app?", "2026-07-31", 11),
        ("How many drivers will there be in Q4 2026?", "4", 20),
    ],
)
def test_a_field_is_said_with_its_line(question: str, said: str, line: int) -> None:
    found = ask(question)
    assert found.answered
    assert said in found.answer.splitlines()[0]
    assert line in {place for citation in found.citations for place in range(citation.line, citation.end_line + 1)}


def test_the_first_line_says_only_what_was_asked() -> None:
    first = ask("What does B2 cost?").answer.splitlines()[0]
    assert "45" in first
    assert "Tom" not in first


def test_an_id_beside_the_known_ones_is_refused() -> None:
    found = ask("What does B7 cost?")
    assert not found.answered
    assert "B7" in found.answer


def test_a_word_that_fits_no_name_is_no_lookup() -> None:
    found = ask("Who leads the oven factory?")
    assert "Priya" not in found.answer.splitlines()[0]
