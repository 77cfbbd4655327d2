"""What is asked of a row that is named in full is refused where nothing said of that row tells it."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery plan

## Machines

| Machine | Purpose | Supplier |
|---|---|---|
| Spiral mixer | Dough for the day | Hartmann |
| Deck oven | Bread and rolls | Hartmann |
| Proofing cabinet | Yeast dough | Lindt |

## Priority customers

- Hotels by the lake

## Hiring

| Role | Priority | Cost | Owner |
|---|---|---|---|
| Night baker | High | $3,000 | Paula |
| Shop assistant | Low | $2,100 | Paula |

The proofing cabinet costs $4,800.
""",
    path="bakery.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "Who is responsible for Deck oven?",
        "What is the priority of Deck oven?",
        "How much does Spiral mixer cost?",
        "What is the status of Spiral mixer?",
        "How likely is Spiral mixer?",
        "How long does Deck oven take?",
        "What is the insurance premium for Deck oven?",
        "Wer ist für Deck oven verantwortlich?",
        "Quelle est la priorité de Spiral mixer ?",
        "¿Cuánto cuesta Deck oven?",
    ],
)
@pytest.mark.parametrize("several", [False, True])
def test_refuses_a_property_that_the_row_does_not_have(question: str, several: bool) -> None:
    other = roadmap("# Dairy plan\n\n## Owners\n\n- **Owner:** Karl\n- **Budget:** $9,000\n- **Priority:** high\n", path="dairy.md")
    assert not answer(question, [BAKERY, other] if several else [BAKERY]).answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is responsible for Night baker?", "Paula"),
        ("What is the priority of Shop assistant?", "Low"),
        ("How much does Night baker cost?", "$3,000"),
        ("How much does Proofing cabinet cost?", "$4,800"),  # said below the table, of the same thing
        ("What is the supplier of Deck oven?", "Hartmann"),
        ("What is the purpose of Deck oven?", "Bread and rolls"),
    ],
)
def test_answers_what_is_told_of_the_row_there_or_elsewhere(question: str, said: str) -> None:
    found = answer(question, [BAKERY])
    assert found.answered
    assert said in found.answer, found.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [("How much work is Parade?", "6 weeks"), ("How high should Turnout be?", "> 70 %"), ("What is the effort of Parade?", "6 weeks")],
)
def test_a_column_of_another_name_tells_how_much(question: str, said: str) -> None:
    festival = roadmap(
        "# Festival\n\n| Part | Effort |\n|---|---|\n| Parade | 6 weeks |\n\n| Measure | Target |\n|---|---|\n| Turnout | > 70 % |\n"
    )
    found = answer(question, [festival])
    assert found.answered
    assert said in found.answer
