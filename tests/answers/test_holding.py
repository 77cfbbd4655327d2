"""Things that share a value: lists and sums over a person, a team, a state."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from tests.answers.plans import roadmap

ORCHARD = """# Orchard online

| Ref | Stap | Wie | Team | Budget | Status |
|-----|------|-----|------|-------:|--------|
| O1 | Cold store sensors | Mieke Bos | Field | €12,000 | done |
| O2 | Picking app | Jan de Wit | Software | €30,000 | in progress |
| O3 | Shop for apples | Jan de Wit | Software | €18,000 | not started |
| O4 | Delivery bikes | Mieke Bos | Field | €9,500 | not started |
"""

PLAN = roadmap(ORCHARD.replace("Stap", "Step").replace("Wie", "Owner"), "orchard.md")


def ask(question: str) -> Answer:
    return answer(question, [PLAN])


@pytest.mark.parametrize(
    ("question", "named", "left_out"),
    [
        ("everything mieke owns", ("O1", "O4"), ("O2", "O3")),
        ("What is not started yet?", ("O3", "O4"), ("O1", "O2")),
        ("Which steps are still open?", ("O2", "O3", "O4"), ("O1",)),
        ("What does the software team do?", ("O2", "O3"), ("O1", "O4")),
    ],
)
def test_the_things_that_hold_a_value_are_listed(question: str, named: tuple[str, ...], left_out: tuple[str, ...]) -> None:
    found = ask(question)
    assert all(name in found.answer for name in named)
    assert not any(name in found.answer for name in left_out)


def test_a_field_is_added_up_over_them_with_the_computation() -> None:
    found = ask("How much do Jan's steps cost in total?")
    assert "€48,000" in found.answer.splitlines()[0]
    assert found.computation is not None
    assert found.computation.expected == "€48,000"
    assert {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)} >= {6, 7}


def test_a_word_that_is_no_value_sums_nothing() -> None:
    assert "48,000" not in ask("How much do the pears cost in total?").answer


STUDIO = roadmap(
    """# Radio studio

| Activity | Person | Hours | Rate | Phase |
|----------|--------|------:|-----:|-------|
| Wiring | Sound engineer | 40 | $55 | 1 |
| Mixing desk | Sound engineer | 60 | $60 | 2 |
| Jingles | Composer | 30 | $45 | 2 |

| Month | Income | Key actions |
|-------|-------:|-------------|
| 7 | 900 | First live concert |
| 8 | 1,200 | Podcast launch |
""",
    "studio.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("In which month does the podcast launch?", "Month 8"),
        ("When is the first live concert?", "Month 7"),
        ("What is the rate of the composer?", "$45"),
        ("What does the composer do?", "Jingles"),
        ("Which activities does the sound engineer have?", "Mixing desk"),
        ("How many hours does the composer work?", "30"),
    ],
)
def test_no_bare_title_answers_what_asks_for_a_value(question: str, said: str) -> None:
    assert said in answer(question, [STUDIO]).answer
