"""Questions in Italian and Dutch are read as such."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

CANTINA = roadmap(
    """# Piano della cantina

## Lavori

| Lavoro | Responsabile | Costo | Priorità |
|---|---|---|---|
| Botti nuove | Marta | 4.000 € | Alta |
| Etichette | Piero | 900 € | Bassa |
| Tetto | Marta | 7.500 € | Alta |

## Fase 1: Vendemmia

- Raccolta dell'uva

## Fase 2: Fermentazione

- Controllo dei tini
"""
)
KWEKERIJ = roadmap(
    """# Plan van de kwekerij

| Werk | Verantwoordelijke | Kosten | Prioriteit |
|---|---|---|---|
| Kas bouwen | Joris | € 4.000 | Hoog |
| Zaaien | Femke | € 900 | Laag |
| Pomp vervangen | Joris | € 700 | Hoog |

De planning is vastgesteld door het bestuur van de vereniging en wordt elk jaar herzien.
"""
)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Chi è responsabile di Etichette?", ("Piero",), ("Marta",)),
        ("Di cosa è responsabile Marta?", ("Botti nuove", "Tetto"), ("Etichette",)),
        ("Quali lavori hanno Priorità Alta?", ("Botti nuove", "Tetto"), ("Etichette",)),
        ("Quanto costa Tetto?", ("7.500",), ("900",)),
        ("Quale Lavoro ha il Costo più alto?", ("Tetto",), ()),
        ("Che cosa viene dopo Vendemmia?", ("Fermentazione",), ()),
    ],
)
def test_answers_italian_questions(question: str, said: tuple[str, ...], not_said: tuple[str, ...]) -> None:
    found = answer(question, [CANTINA])
    assert all(name in found.answer for name in said), found.answer
    assert not any(name in found.answer for name in not_said), found.answer


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Wie is verantwoordelijk voor Zaaien?", ("Femke",), ("Joris",)),
        ("Waar is Joris verantwoordelijk voor?", ("Kas bouwen", "Pomp vervangen"), ("Zaaien",)),
        ("Welke prioriteit heeft Zaaien?", ("Laag",), ("Hoog",)),
        ("Hoeveel kost Kas bouwen?", ("4.000",), ("900",)),
        ("Wat is het totaal van de Kosten voor de Werken met Prioriteit Hoog?", ("4.700",), ()),
    ],
)
def test_answers_dutch_questions(question: str, said: tuple[str, ...], not_said: tuple[str, ...]) -> None:
    found = answer(question, [KWEKERIJ])
    assert all(name in found.answer for name in said), found.answer
    assert not any(name in found.answer for name in not_said), found.answer


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quali sono i rischi del piano?", "it"),
        ("Qual è la priorità della fase due?", "it"),
        ("Qual é a prioridade da fase dois?", "pt"),
        ("¿Cuál es la prioridad de la fase dos?", "es"),
        ("Quelle est la priorité de la phase deux ?", "fr"),
        ("Wat is de prioriteit van fase twee?", "nl"),
        ("Was ist die Priorität von Phase zwei?", "de"),
        ("What is the priority of phase two?", "en"),
    ],
)
def test_tells_neighbouring_languages_apart(question: str, language: str) -> None:
    assert read_question(question).language == language
