"""What waits for a row: the rows of its table that name it among what they depend on."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

STAGE = roadmap(
    """# Stage plan

| Phase | Duration | Focus | Dependencies |
|---|---|---|---|
| Phase 1 | 3 weeks | Rigging | None |
| Phase 2 | 4 weeks | Lights | Phase 1 |
| Phase 3 | 2 weeks | Rehearsal | Phase 2 |

| ID | Task | Dependencies |
|---|---|---|
| S1 | Hang the truss | — |
| S2 | Run the cables | S1 |
| S3 | Mount the lamps | S1, S2 |
| S4 | Focus the lamps | S1-S3 |
| S10 | Sweep the floor | S4 |
"""
)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("What depends on S1?", ("cables", "Mount", "Focus"), ("truss", "Sweep")),
        ("What is blocked by S4?", ("Sweep",), ("cables", "Mount")),
        ("Which tasks wait for Run the cables?", ("Mount", "Focus"), ("Sweep", "truss")),
        ("Which phase cannot start until Phase 2 is done?", ("Rehearsal",), ("Rigging",)),
        ("Was hängt von S3 ab?", ("Focus",), ("Sweep",)),
        ("¿Qué depende de S2?", ("Mount", "Focus"), ("Sweep",)),
        ("Qu'est-ce qui dépend de S4 ?", ("Sweep",), ("Mount",)),
    ],
)
def test_lists_the_rows_that_name_it(question: str, said: tuple[str, ...], not_said: tuple[str, ...]) -> None:
    found = answer(question, [STAGE])
    assert all(name in found.answer for name in said), found.answer
    assert not any(name in found.answer for name in not_said), found.answer


@pytest.mark.parametrize("question", ["What does S10 depend on?", "What does Sweep the floor wait for?"])
def test_what_a_row_waits_for_is_another_question(question: str) -> None:
    assert "S4" in answer(question, [STAGE]).answer
