"""What is asked about today, and what a line with most words of the question says."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

DAIRY = roadmap(
    """# Dairy cooperative 2027

## Where we stand now

- 48 farms deliver milk
- Revenue: €310,000

## Targets

| Measure | Spring | Autumn |
|---------|--------|--------|
| Shops supplied | 30 | 75 |
| Subscribers | 400 | 1,500 |

## Cheese tiers

- Young cheese, 10 wheels
- Old cheese, 5 wheels

## The road to a second dairy

A second dairy costs about €2,000,000 in machines. At €90 per farm that needs roughly 600-800 delivering farms, a quarter of all in the \
valley. Nobody has signed up yet.

## Three things that may sink the cooperative

- Drought in two summers in a row
- A buyer who leaves
- Spoiled milk

## Tasks

- D-4.2: Label printer driver
- D-4.3: Cold room sensor
- Vendor list for steel tanks
""",
    "dairy.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "How many shops do we supply today?",
        "How many subscribers are there at present?",
        "Wie viele Abonnenten (subscribers) haben wir heute?",
        "Quantos assinantes (subscribers) temos hoje?",
        "¿Cuántas tiendas (shops) hay ahora?",
        "How many cheese tiers are sold today?",
        "Which vendor delivers the steel tanks?",
    ],
)
def test_a_target_is_no_figure_of_today(question: str) -> None:
    found = answer(question, [DAIRY])
    assert not found.answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many farms deliver milk today?", "48 farms"),
        ("What revenue do we have now?", "310,000"),
        ("How many shops do we supply in autumn?", "75"),
        ("How many delivering farms would a second dairy with machines for two million need?", "600-800"),
        ("What may sink the cooperative?", "Spoiled milk"),
        ("What could sink the cooperative in the end?", "Drought"),
        ("Which task builds the label printer?", "D-4.2"),
        ("Which task makes the cold room sensor?", "D-4.3"),
    ],
)
def test_what_is_stated_is_said_in_spite_of_words_that_are_not(question: str, said: str) -> None:
    found = answer(question, [DAIRY])
    assert found.answered
    assert said in found.answer
