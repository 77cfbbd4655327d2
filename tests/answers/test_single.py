"""One thing that is asked for is told in the line that says it, not with the list around that line."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.asking.single import asks_for_one
from tests.answers.plans import roadmap

CAVE = roadmap(
    """# Show cave plan

## Tour desk
- Tickets are sold with the Stalagmo booking system
- Guides are rostered in a spreadsheet
- Helmets are counted every evening
- Lamps are charged over night
- The visitor book lies at the exit

## Hazards
- Falling stones
- Flooded passages
""",
    "cave.md",
)


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Which booking system sells the tickets?", True),
        ("What is the biggest hazard?", True),
        ("Which hazards do we track?", False),
        ("What are the hazards?", False),
        ("Which of the hazards are open?", False),
        ("What happens at the tour desk?", False),
        ("Qual sistema vende os bilhetes?", True),
        ("Quais sistemas vendem bilhetes?", False),
        ("¿Cuál es el sistema?", True),
        ("¿Cuáles son los sistemas?", False),
        ("Quel système vend les billets ?", True),
        ("Quels systèmes vendent les billets ?", False),
        ("Welches System verkauft die Karten?", True),
        ("Welche Systeme verkaufen Karten?", False),
        ("哪个系统卖票?", True),
    ],
)
def test_a_question_asks_for_one_thing_or_for_several(question: str, one: bool) -> None:
    assert asks_for_one(read_question(question)) is one


def test_one_thing_is_told_without_its_neighbours() -> None:
    found = answer("Which booking system sells the tickets?", [CAVE]).answer
    assert "Stalagmo" in found.splitlines()[0]
    assert "Helmets" not in found
    assert "Lamps" not in found


def test_several_things_are_listed() -> None:
    found = answer("Which hazards do we track?", [CAVE]).answer
    assert "Falling stones" in found
    assert "Flooded passages" in found
