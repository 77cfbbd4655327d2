"""Is it there by then, which comes first, how long does it all take: from where the plan places things in time."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

OBSERVATORY = roadmap(
    """# Plan del observatorio

### Fase 1: Cimientos - Semana 1
- Excavar la zanja
- Hormigonar el zócalo

### Fase 2: La cúpula giratoria - Semana 2
- Montar los raíles
- Instalar la cúpula giratoria

### Fase 3: El telescopio - Semana 3
- Alinear el espejo
- Visitas guiadas

### Fase 4: Apertura - Semana 4
- Invitar a la prensa
""",
    "observatorio.md",
)

HERBS = roadmap(
    """# Herb garden

## March 2027
- Raised beds
- Seed exchange

## June 2027
- Drip watering
- Tasting evening

## September 2027
- Drying loft
""",
    "herbs.md",
)


@pytest.mark.parametrize(
    ("question", "begins", "said"),
    [
        ("¿Se puede tener la cúpula giratoria en la primera semana?", "No", "Semana 2"),
        ("Can the drying loft be used by June 2027?", "No", "September 2027"),
        ("Can the seed exchange already happen in March 2027?", "Yes", "March 2027"),
    ],
)
def test_a_thing_is_there_only_from_its_place_in_the_plan_on(question: str, begins: str, said: str) -> None:
    plan = OBSERVATORY if question.startswith("¿") else HERBS
    found = answer(question, [plan])
    assert found.answer.startswith(begins), found.answer
    assert said in found.answer
    assert found.citations


@pytest.mark.parametrize(
    ("plan", "question", "first"),
    [
        (HERBS, "What comes first, the drip watering or the drying loft?", "Drip watering"),
        (HERBS, "Was kommt zuerst, drying loft oder raised beds?", "Raised beds"),
        (OBSERVATORY, "¿Qué se hace antes, el telescopio o la cúpula giratoria?", "Fase 2"),
    ],
)
def test_the_earlier_of_two_things_is_named_first(plan: object, question: str, first: str) -> None:
    said = answer(question, [plan]).answer.splitlines()[0]  # type: ignore[list-item]
    assert first in said
    assert said.find(first) < len(said) // 2


def test_numbered_weeks_that_follow_one_another_are_the_length_of_the_plan() -> None:
    assert "1-4 = 4" in answer("¿Cuántas semanas suma todo el proyecto?", [OBSERVATORY]).answer


@pytest.mark.parametrize("question", ["¿Cuántas semanas dura la fase 2?", "¿En qué semana se monta la cúpula?"])
def test_one_part_is_not_the_whole(question: str) -> None:
    assert "1-4 = 4" not in answer(question, [OBSERVATORY]).answer


def test_a_look_up_of_a_time_is_no_verdict() -> None:
    assert not answer("When is the drying loft planned?", [HERBS]).answer.startswith(("Yes", "No"))
