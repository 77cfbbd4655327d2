"""Who does something, by name, by office or by the label of an owner; and which names a list holds."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

THEATRE = roadmap(
    """---
owner: "Programme Office"
---

# Theatre season budget

## Approval of expenses

- **Below €500**: no approval
- **€500-€2,000**: Stage Manager approval
- **Above €2,000**: Artistic Director approval

## Ticket desk

Owner: TBD

- Open the desk in May

## Tools for the audience

| Tool | Purpose | Price |
|------|---------|-------|
| Kassandra Pro | tickets | €40/h |
| Foyerline | messages | €25/h |

## Helpers

- Sewing of costumes: 20 hours x €18/h = €360
- Painting of the set: 10 hours x €22/h = €220
""",
    "theatre.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is responsible for this budget?", "Programme Office"),
        ("Wer ist verantwortlich für dieses Budget?", "Programme Office"),
        ("¿Quién es responsable de este presupuesto?", "Programme Office"),
        ("Who has to approve an expense of €900?", "Stage Manager"),
        ("¿Qué herramientas (tools) hay para el público (audience)?", "Foyerline"),
        ("Quais ferramentas (tools) existem para a audience?", "Kassandra Pro"),
        ("What hourly rate is paid for the sewing of costumes?", "€18/h"),
        ("What hourly rate is paid for painting the set?", "€22/h"),
    ],
)
def test_offices_owners_and_lists_answer(question: str, said: str) -> None:
    found = answer(question, [THEATRE])
    assert found.answered
    assert said in found.answer


@pytest.mark.parametrize("question", ["Who owns the ticket desk?", "Who sews the costumes?", "Which bank lends the money?"])
def test_nobody_yet_is_no_answer(question: str) -> None:
    assert not answer(question, [THEATRE]).answered


MUSEUM = roadmap(
    """# Museu do rio

## Pagamentos

| Marco | Valor | Gatilho |
|-------|-------|---------|
| Kick-off | R$ 54.000 | Assinatura do contrato |
| Entrega | R$ 36.000 | Abertura da sala |

## Vitrines

- Desenho das vitrines: 20 horas x R$ 80/h = R$ 1.600
- Montagem das vitrines: 30 horas x R$ 60/h = R$ 1.800
- A sala de mapas abre em 12 de maio de 2027
""",
    "museu.md",
)


@pytest.mark.parametrize(
    "question", ["Em que data o projeto começa?", "On which date is the kick-off?", "¿En qué fecha se firma el contrato?"]
)
def test_the_name_of_a_column_is_no_date(question: str) -> None:
    assert not answer(question, [MUSEUM]).answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Em que data abre a sala de mapas?", "12 de maio de 2027"),
        ("Qual é o valor por hora do desenho das vitrines?", "R$ 80/h"),
        ("What hourly rate is paid for the desenho das vitrines?", "R$ 80/h"),
    ],
)
def test_a_date_and_a_rate_that_are_stated_are_said(question: str, said: str) -> None:
    assert said in answer(question, [MUSEUM]).answer


TOWER = roadmap(
    """# Tower plan 2031

## Team operating model

- Masonry: walls, arches, scaffolding
- Bells: casting, hanging
- Ropes/Rigging: hoists, rope supply

## Responsibilities

### Site Manager

- Fire safety
- Crane permits

### Bell Engineer

- Tuning of the bells
- Clapper design

## Costs of the team

- Masonry: $40,000
- Bells: $90,000
- Ropes: $5,000

## Works

- Scaffolding of the north wall
- Tuning room
- Roof tiles
"""
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is in charge of the scaffolding?", "Masonry"),
        ("who does the rope supply?", "Ropes/Rigging"),
        ("Who takes care of the crane permits?", "Site Manager"),
        ("who tunes the bells?", "Bell Engineer"),
    ],
)
def test_whoever_stands_over_a_task_among_the_roles_does_it(question: str, said: str) -> None:
    assert said in answer(question, [TOWER]).answer


@pytest.mark.parametrize("question", ["Who lays the roof tiles?", "Who owns the tuning room?"])
def test_a_task_that_stands_below_no_role_is_nobodys(question: str) -> None:
    assert "Bell Engineer" not in answer(question, [TOWER]).answer.split("\n")[0] or not answer(question, [TOWER]).answered


def test_amounts_of_roles_tell_not_who_does_something() -> None:
    plan = roadmap("# Tower\n\n## Team\n\n- Masonry: $40,000 for walls\n- Bells: $90,000 for bronze\n- Ropes: $5,000 for hemp\n")
    assert not answer("Who buys the bronze?", [plan]).answered
