"""What one column of a table has and another has not."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.model.roadmap import Roadmap
from tests.answers.plans import roadmap

GYM = roadmap(
    """# Gym plan

| Service | Day pass | Club | Gold |
|---|---|---|---|
| Weights | ✅ | ✅ | ✅ |
| Sauna | ❌ | ✅ | ✅ |
| Massage | – | No | Twice a month |
| Lockers | 1 | 3 | Unlimited |
""",
    "gym.md",
)
SALLE = roadmap(
    """# Salle de sport

| Service | Gratuit | Premium |
|---|---|---|
| Musculation | Oui | Oui |
| Sauna | Non | Oui |
| Massage | Non | Oui |
""",
    "salle.md",
)


@pytest.mark.parametrize(
    ("question", "plan", "told", "untold"),
    [
        ("What does Gold include that Club doesn't?", GYM, ["Massage"], ["Sauna", "Lockers"]),
        ("What do you get with Club that is missing from the day pass?", GYM, ["Sauna"], ["Massage", "Weights"]),
        ("Qu'est-ce que les abonnés ont que les visiteurs gratuits n'ont pas ?", SALLE, ["Sauna", "Massage"], ["Musculation"]),
    ],
)
def test_rows_are_told_that_one_column_has_and_the_other_has_not(question: str, plan: Roadmap, told: list[str], untold: list[str]) -> None:
    found = answer(question, [plan]).answer
    assert all(name in found for name in told)
    assert not any(name in found for name in untold)


def test_a_question_without_a_lack_compares_no_columns() -> None:
    assert "Weights" in answer("What does the gold column include?", [GYM]).answer
