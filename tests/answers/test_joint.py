"""Two questions in one: each part is answered, or the whole as one when a part has no answer."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.dialogue.joint import parts_of
from tests.answers.plans import roadmap

RIDING = roadmap(
    """# Riding school

## Stable

- Uptime of the water line: 99%
- New boxes: May 2027

## Arena

- Uptime of the lights: 97%
- Sand delivered: June 2027

## Prices

| Lesson | Price | Minutes |
|--------|-------|---------|
| Beginner | €20 | 30 |
| Jumping | €45 | 60 |
| Dressage | €40 | 50 |
""",
    "riding.md",
)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What uptime has the water line, and what uptime have the lights?", 2),
        ("Wann kommen die neuen Boxen und wann wird der Sand geliefert?", 2),
        ("When do the new boxes come?", 0),
        ("When do the new boxes come, and how long?", 0),
        ("Bread and water?", 0),
    ],
)
def test_a_joint_question_has_two_parts(question: str, parts: int) -> None:
    assert len(parts_of(read_question(question, ("en",)))) == parts


def test_both_parts_are_answered() -> None:
    found = answer("When are the new boxes ready, and when is the sand delivered?", [RIDING])
    assert "May 2027" in found.answer
    assert "June 2027" in found.answer


def test_the_top_of_a_ranking_is_said_with_its_whole_row() -> None:
    found = answer("Which lesson has the highest price, and how many minutes does it take?", [RIDING])
    assert "€45" in found.answer
    assert "60" in found.answer
