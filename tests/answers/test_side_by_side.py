"""A figure that two plans state, side by side."""

from __future__ import annotations

from agent.answers import answer
from agent.model.answer import Answer
from tests.answers.plans import roadmap

NORTH = roadmap(
    "# North ferry plan\n\n## Fares\n\n- Weekly ticket: €30\n- Monthly ticket: €90\n\n## Reach\n\n- 400 passengers by December 2027\n",
    "north.md",
)
SOUTH = roadmap(
    "# South ferry plan\n\n## Tickets\n\n### Monthly ticket\n\n- Price: €70\n\n## Reach\n\n- 650 passengers by December 2027\n", "south.md"
)


def ask(question: str) -> Answer:
    return answer(question, [NORTH, SOUTH])


def test_each_plan_says_its_price() -> None:
    found = ask("Price of the monthly ticket: what do the two plans say?")
    assert "€90" in found.answer
    assert "€70" in found.answer
    assert "€30" not in found.answer


def test_the_plan_that_states_more_is_named() -> None:
    found = ask("Which of the two plans expects more passengers by December 2027?")
    assert found.answer.startswith("South ferry plan")
    assert "650" in found.answer


def test_income_is_no_price() -> None:
    plan = roadmap("# Rink\n\n- Skating revenue: €9,000 (skates and lessons)\n- Skates: €6\n", "rink.md")
    assert answer("What do the skates cost?", [plan]).answer.startswith("Skates")
