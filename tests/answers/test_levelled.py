"""Lists by level, on the scale that the question names."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

MILL = roadmap(
    """# Mill plan

## Risks

| Risk | Probability | Impact |
|---|---|---|
| Low water | High | Medium |
| Millstone cracks | Low | High |
| Flood | Low (once in ten years) | Critical |

## Work

### Sluice
- Priority: High (before winter)

### Sign
- Priority: Low
""",
    "mill.md",
)
MOINHO = roadmap(
    """# Plano do moinho

| Risco | Probabilidade |
|---|---|
| Falta de água | Alta |
| Pedra rachada | Baixa |
""",
    "moinho.md",
)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("Which risks have a high probability?", "Low water", "Millstone"),
        ("Which risks are of low probability?", "Flood", "Low water —"),
        ("Which risks have low probability and high impact?", "Millstone", "Flood"),
        ("Which works are of high priority?", "Sluice", "Sign"),
    ],
)
def test_only_what_is_on_the_level_is_listed(question: str, said: str, unsaid: str) -> None:
    found = answer(question, [MILL])
    assert said in found.answer
    assert unsaid not in found.answer


def test_levels_are_told_in_the_language_of_the_plan() -> None:
    found = answer("Quais riscos têm probabilidade alta?", [MOINHO])
    assert "Falta de água" in found.answer
    assert "Pedra" not in found.answer
    assert "Falta de água" in answer("Which risks have a high probability?", [MOINHO]).answer
