"""Words as questions and documents are compared."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.asking.words import stem
from tests.answers.plans import roadmap

DEUDA = roadmap(
    """# Taller: deuda pendiente

## Sección A — Se resuelve en casa: completa

| ID | Trabajo | Estimación |
|---|---|---|
| A1 | Cerraduras | 2h |
| A2 | Persianas | 3h |

## Sección B — Depende de otros: pendiente

| ID | Trabajo | Estimación |
|---|---|---|
| B1 | Ascensor | 8h |
| B2 | Caldera | 5h |

## Metas por semana

- Semanas 1-4: 10 visitas/semana
- Semanas 5-8: 15 visitas/semana
- Semanas 9-12: 20 visitas/semana

## Lo que se deja para después

- Terraza: se difiere a 2028
- Sótano
""",
    "taller.md",
)


@pytest.mark.parametrize(
    ("language", "singular", "plural"),
    [
        ("es", "tarea", "tareas"),
        ("es", "prioridad", "prioridades"),
        ("es", "dificultad", "dificultades"),
        ("es", "imagen", "imagenes"),
        ("es", "vez", "veces"),
        ("es", "alto", "altos"),
        ("pt", "vantagem", "vantagens"),
        ("pt", "item", "itens"),
        ("pt", "nuvem", "nuvens"),
        ("pt", "perfil", "perfis"),
        ("pt", "erro", "erros"),
        ("fr", "commission", "commissions"),
        ("fr", "forfait", "forfaits"),
    ],
)
def test_a_plural_is_the_word_of_its_singular(language: str, singular: str, plural: str) -> None:
    assert stem(singular, language) == stem(plural, language)


def test_tasks_are_tasks_in_the_plural_too() -> None:
    assert "task" in read_question("¿Cuántas tareas tiene el plan?").concepts


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("¿Cuántas horas suma la sección A?", "2h", "8h"),
        ("¿Qué incluye la sección B?", "Caldera", "Persianas"),
        ("¿Cuántas visitas por semana se esperan en las semanas 5-8?", "15 visitas", "1 de 3"),
        ("¿Qué se difiere a 2028?", "Terraza", "difieren"),
    ],
)
def test_sections_told_apart_by_a_capital_and_lines_that_say_how_many(question: str, said: str, unsaid: str) -> None:
    found = answer(question, [DEUDA])
    assert said in found.answer
    assert unsaid not in found.answer
