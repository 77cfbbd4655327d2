"""Whether something is so: the order of two things, and what is listed twice."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from tests.answers.plans import roadmap

STATION = """# Old station

| No | Work | Start | End |
|----|------|-------|-----|
| S1 | Roof repair | 2027-03-01 | 2027-06-30 |
| S2 | Waiting room | 2027-05-03 | 2027-09-24 |

## Spring

- Paint the fence
- Clear the gutters

## Autumn

- Clear the gutters
- Store the benches
"""

PLAN = roadmap(STATION, "station.md")


def ask(question: str) -> Answer:
    return answer(question, [PLAN])


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Does the waiting room start before the roof repair is finished?", "Yes"),
        ("Does the roof repair end before the waiting room starts?", "No"),
        ("Does the waiting room start after the roof repair starts?", "Yes"),
    ],
)
def test_the_order_of_two_things_follows_from_their_dates(question: str, first: str) -> None:
    found = ask(question)
    assert found.answer.startswith(first)
    assert {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)} >= {5, 6}


def test_entries_that_stand_twice_are_named_with_their_places() -> None:
    found = ask("Which jobs are listed twice?")
    assert found.answer.startswith("Clear the gutters (2×")
    assert "fence" not in found.answer


def test_the_headings_that_give_a_time_are_cited() -> None:
    plan = roadmap("# Market\n\n## Q3 2027\n\n### Stalls\n\n- New awnings for all stalls\n", "market.md")
    found = answer("When do the new awnings come?", [plan])
    assert "Q3 2027" in found.answer
    assert 3 in {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)}
