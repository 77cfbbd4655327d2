"""Which of two things comes first, and how long lies between them."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

LIGHTHOUSE = roadmap(
    """# Lighthouse restoration

## Stage overview

### Phase 1: Scaffolding
**Timeline:** Week 2

- [ ] Rent the towers

### Phase 2: Lantern room
**Timeline:** Weeks 5-6

- [ ] Polish the lens

### Phase 3: Visitor path
**Timeline:** Week 9

## Permits

| When | What | Amount |
|------|------|--------|
| March 2027 | Heritage board | $2K |
| June 2027 | Coast guard | $5K |
| November 2027 | Bird survey | $1K |

## Stage gates

### Gate 1: Survey report
**Due date:** 14 January 2027

### Gate 2: Lens delivered
**Due date:** 30 January 2027
""",
    "lighthouse.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Will the lantern room be done before or after the visitor path?", ("Before", "Lantern room", "Week 9")),
        ("Which permit is due earlier, the coast guard or the bird survey?", ("Coast guard", "June 2027", "November 2027")),
        ("How many months lie between the heritage board and the bird survey?", ("8 months",)),
        ("How many days are there between the survey report and the lens delivered?", ("16 days",)),
        ("How many weeks are there between the scaffolding and the visitor path?", ("7 weeks",)),
    ],
)
def test_two_things_are_set_in_time(question: str, said: tuple[str, ...]) -> None:
    found = answer(question, [LIGHTHOUSE])
    assert found.answered
    assert all(part in found.answer for part in said), found.answer


def test_both_places_are_cited() -> None:
    found = answer("How many months lie between the heritage board and the bird survey?", [LIGHTHOUSE])
    assert {citation.line for citation in found.citations} == {22, 24}


def test_what_the_plan_does_not_know_is_set_nowhere() -> None:
    found = answer("How many months lie between the heritage board and the helicopter?", [LIGHTHOUSE])
    assert "months (" not in found.answer


PORTAL = roadmap(
    """# Portal

## Fase 1: Base

### 1.1 Cadastro
- [ ] Formulário

## Fase 2: Serviços

### 2.1 Agendamento
- [ ] Calendário

## Fase 3: Expansão

### 3.1 Aplicativo
- [ ] Loja
""",
    "portal.md",
)


def test_the_numbered_phase_that_a_thing_stands_in_is_its_time() -> None:
    found = answer("O que vem antes, o aplicativo ou o agendamento?", [PORTAL])
    assert found.answer.index("Agendamento") < found.answer.index("Aplicativo")
    assert "Fase 2" in found.answer
    assert "Fase 3" in found.answer
