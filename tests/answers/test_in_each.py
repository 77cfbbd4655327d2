"""Questions over several roadmaps: what each states under one name, which has the most of it, and which mention something."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = roadmap(
    """# Ferry plan

**Status:** Approved
**Overall progress:** 40%

| Metric | Now | Target |
|---|---|---|
| Punctuality | 80% | 95% |

- Sell tickets through Paypoint
- The blog posts are written weekly
""",
    path="ferry.md",
)
TRAM = roadmap(
    """# Tram plan

**Status:** Under review
**Overall progress:** 65%

| Metric | Target |
|---|---|
| Punctuality | 98% |

- Publish a timetable
""",
    path="tram.md",
)
BUS = roadmap("# Bus plan\n\n- Paypoint terminals at each stop\n- Hire drivers\n", path="bus.md")


@pytest.mark.parametrize(
    "question",
    [
        "What status does each document give?",
        "How does the status differ between the documents?",
        "Which status do the plans state?",
        "Welchen Status nennt jedes Dokument?",
        "Quel est le status dans chaque plan ?",
        "¿Cuál es el status en cada plan?",
    ],
)
def test_says_what_each_states_under_a_name(question: str) -> None:
    found = answer(question, [FERRY, BUS, TRAM])
    assert "Approved" in found.answer
    assert "Under review" in found.answer
    assert {citation.path for citation in found.citations} == {"ferry.md", "tram.md"}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which document has the highest overall progress?", "tram.md"),
        ("Which plan has the lowest overall progress?", "ferry.md"),
        ("Which roadmap aims for the most punctuality?", "tram.md"),
        ("In which plan is the punctuality lowest?", "ferry.md"),
    ],
)
def test_names_the_roadmap_with_the_most_first(question: str, first: str) -> None:
    found = answer(question, [FERRY, TRAM, BUS])
    assert found.citations[0].path == first, found.answer


@pytest.mark.parametrize(
    "question", ["Which documents mention Paypoint?", "Where does Paypoint come up?", "Welche Dokumente erwähnen Paypoint?"]
)
def test_names_only_the_roadmaps_that_say_the_word(question: str) -> None:
    assert {citation.path for citation in answer(question, [FERRY, TRAM, BUS]).citations} == {"ferry.md", "bus.md"}


def test_the_plans_of_one_roadmap_are_ones_to_subscribe_to() -> None:
    prices = roadmap("# Gym\n\n| Plan | Price |\n|---|---|\n| Basic | $20 |\n| Family | $55 |\n")
    found = answer("Which of the plans has the highest price?", [prices])
    assert "Family" in found.answer
