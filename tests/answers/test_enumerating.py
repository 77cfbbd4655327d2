"""How many entries the list that is named has, all of them or those that words pick out; counts of parts set against each other."""

from __future__ import annotations

import pytest

from agent.answers.answering import answer
from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.answer import Answer

PLAN = """# Harbour school

## Risks

| Risk | Likelihood | Owner |
|------|------------|-------|
| Flood in the cellar | High | Ana |
| Late delivery | Low | Bo |
| Strike | High | Ana |
| Mould | Medium | Bo |

## Work

### Phase 1: Ground

- Drain the yard
- Dig the trench
- Pour the slab

### Phase 2: Shell

- Raise the walls
- Set the roof
- Fit the windows
- Hang the doors
- Lay the floor

### Phase 3: Fitting

- Paint the rooms
- Wire the lamps

## Releases

| Module | Spring | Autumn |
|--------|--------|--------|
| Moorings | Alpha | Beta |
| Ledger | Beta | |
| Tides | | Alpha |

## Open questions

- Who keeps the keys?
- Where do the boats go?
"""

ESCUELA = """# Escuela del puerto

## Talleres

| Taller | Sala | Turno |
|--------|------|-------|
| Carpintería | A | mañana |
| Redes | B | tarde |
| Motores | A | tarde |
"""


def _ask(question: str, text: str = PLAN) -> Answer:
    return answer(question, [extract(parse_markdown(text, path="plan.md"))])


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("How many risks are there?", PLAN, "4 risks"),
        ("How many risks have a high likelihood?", PLAN, "2 of 4"),
        ("How many risks does Bo own?", PLAN, "2 of 4"),
        ("¿Cuántos talleres hay?", ESCUELA, "3 talleres"),
        ("¿Cuántos talleres son por la tarde?", ESCUELA, "2 de 3"),
        ("How many more tasks are in phase 2 than in phase 3?", PLAN, "(5 − 2 = 3)"),
        ("How many tasks do phases 1 and 2 have together?", PLAN, "3 + 5 = 8"),
        ("Which phase has the most tasks?", PLAN, "Phase 2: Shell: 5"),
        ("Welche Phase hat die wenigsten Aufgaben?", PLAN, "Phase 3: Fitting: 2"),
    ],
)
def test_the_entries_of_the_list_that_is_named_are_counted(question: str, text: str, said: str) -> None:
    given = _ask(question, text)
    assert given.answered
    assert said in given.answer


def test_values_of_the_column_that_is_named_pick_out_what_is_listed() -> None:
    given = _ask("Which modules reach beta in autumn?")
    assert "Moorings" in given.answer
    assert "Ledger" not in given.answer
    assert "Tides" not in given.answer


def test_the_entries_counted_are_cited_and_no_others() -> None:
    given = _ask("How many risks have a high likelihood?")
    cited = {line for citation in given.citations for line in range(citation.line, citation.end_line + 1)}
    assert {7, 9} <= cited <= {7, 8, 9}


@pytest.mark.parametrize("question", ["How many pupils are there today?", "How many boats do we own?"])
def test_what_no_list_is_called_is_not_counted(question: str) -> None:
    given = _ask(question)
    assert not given.answered
