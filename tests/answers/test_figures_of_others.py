"""A figure of something else is no answer: another column's, another subject's, a target where the present is asked for."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

PIER = roadmap(
    """# Pier plan

## Market
| Segment | Value |
|---|---|
| Total market | €5.8M a year |

## Marketing
- Flyers are printed by volunteers
- Marketing lead: open

## Memberships

| Tier | For whom | Fee |
|---|---|---|
| Angler | Clubs with less than €1M turnover | Flat fee, to be agreed |
| Sailor | Everybody else | €120 a year |

## Berths
- Target: 20-50 berths with a power socket
- Costs: €40,000 in 2026
- The berth plan is reviewed quarterly
- Lamps are checked every two weeks
- Rope is bought in Hamburg
""",
    "pier.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "What fee does an angler pay?",  # its column holds no figure, whatever the others hold
        "What is our marketing budget?",  # a market is no marketing
        "How many berths with a power socket are there at the moment?",
        "What do the berths cost in 2031?",
        "How often is rope bought?",
    ],
)
def test_a_figure_of_something_else_is_refused(question: str) -> None:
    assert not answer(question, [PIER]).answered


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What fee does a sailor pay?", "€120"),
        ("How many berths with a power socket do we aim for?", "20-50"),
        ("What do the berths cost in 2026?", "€40,000"),
        ("How often is the berth plan reviewed?", "quarterly"),
        ("How frequently do we check the lamps?", "every two weeks"),
        ("Wie oft werden die Lampen geprüft?", "every two weeks"),
    ],
)
def test_the_figure_itself_is_told(question: str, told: str) -> None:
    found = answer(question, [PIER])
    assert found.answered
    assert told in found.answer.splitlines()[0]


def test_a_name_that_owns_things_answers_who() -> None:
    mill = roadmap("# Mill\n\n## Work\n- **Sluice**: May W1 | Vera | level: high\n\n## Duty\n- Vera On-Call: May W3 | colour: red\n")
    found = answer("Who's on call in May?", [mill])
    assert found.answered
    assert "Vera" in found.answer


def test_the_smallest_number_is_the_one_stated_for_the_thing() -> None:
    found = answer(
        "What's the smallest number of seats a club can book?",
        [
            roadmap(
                """# Ferry plan

| Route | Partners |
|---|---|
| North loop | 9 partners |
| South loop | 14 partners |

- Club tickets: €12 a seat, clubs book min 5 seats
"""
            )
        ],
    )
    assert "min 5 seats" in found.answer.splitlines()[0]
