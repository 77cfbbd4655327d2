"""What is to be done if something happens: the line that names the case comes first, with what it says."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = roadmap(
    """# Electric ferry

## Tariffs

- Passengers pay 2 € for the crossing
- Bicycles pay 1 €
- The crew collects the fare at the pier

## What may go wrong

| Risk | Likelihood | Plan B |
|------|------------|--------|
| Passengers refuse to pay the fare | low | Make the crossing free and ask the town for a subsidy |
| The battery fails in winter | medium | Keep the diesel ferry until April |
| The pier is flooded | low | Land at the old quay |

## Phase 2: Second ferry

- Order the hull
- Train the crew
""",
    "ferry.md",
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What happens if the passengers do not want to pay the fare?", "subsidy"),
        ("What do we do if the battery fails?", "diesel ferry"),
        ("What if the pier is flooded?", "old quay"),
        ("Was passiert, wenn die battery ausfällt (fails)?", "diesel ferry"),
        ("O que acontece se o pier ficar flooded?", "old quay"),
        ("¿Qué pasa si la battery falla?", "diesel ferry"),
    ],
)
def test_the_line_that_names_the_case_comes_first(question: str, first: str) -> None:
    assert first in answer(question, [FERRY]).answer.splitlines()[0]


def test_what_happens_in_a_phase_is_its_list() -> None:
    found = answer("What happens in phase 2?", [FERRY]).answer
    assert "hull" in found
    assert "crew" in found
