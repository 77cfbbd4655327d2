"""Whether figures agree that stand in different places of a plan."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

KITES = roadmap(
    """# Kite shop plan

## Vision of the founder

Year 1: find our feet (0 → 90 workshops)

## Running costs

- Website rental: 30 EUR
- Rent: 400 EUR

## Targets

| Measure | Month 6 | Month 12 |
|---|---|---|
| Workshops | 40 | 210 |

## Technology

- Website rental: 250 EUR a year, paid to one host

## Strategy

Timeline: 20-26 hours across 3 stages

## Stage 1: Frames (6-8 hours)

## Stage 2: Sails (10-12 hours)

## Stage 3: Lines (4-6 hours)

The price search answers in 400 ms. The colour adviser answers in 2 seconds.
""",
    "kites.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Does the workshop target fit the founder's vision of the first year?", ("No", "90", "210")),
        ("Is the website rental the same everywhere?", ("No", "30 EUR", "250 EUR")),
        ("Is the overall timeline consistent with the hours of the individual stages?", ("Yes", "20-26")),
    ],
)
def test_figures_of_one_thing_are_compared(question: str, said: tuple[str, ...]) -> None:
    found = answer(question, [KITES])
    assert found.answered
    assert all(text in found.answer for text in said), found.answer


def test_a_thing_that_is_stated_once_is_not_called_contradicted() -> None:
    assert not answer("Is the rent the same everywhere?", [KITES]).answer.startswith("No")
