"""Things that a plan counts by names of its own, and headings that bear their priority behind their name."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

CHOIR = """# Choir tour

## If the bus is late

**Option 1: Rent a van**
- Ask the farm next door
- Pay cash

**Option 2: Go by train**
- Book forty seats
- Meet at the station

**Option 3: Sing another day**
- Call the church

## Work on the programme

### 1. Learn the motet (HIGH PRIORITY)

- [ ] Rehearse the altos
- [ ] Hire a coach

### 2. Print the songbook (LOW PRIORITY)

- [ ] Choose the paper

### 3. Polish the encore (HIGH PRIORITY)

Sing it once more by heart.
"""


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("What belongs to option 2?", ("forty seats", "station"), ("farm", "church")),
        ("What does option 3 mean?", ("church",), ("farm", "station")),
        ("What are the options if the bus is late?", ("van", "train", "another day"), ()),
        ("Which work has high priority?", ("motet", "encore"), ("songbook", "altos")),
    ],
)
def test_what_a_plan_counts_by_a_name_of_its_own_is_found_by_it(question: str, said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    found = answer(question, [roadmap(CHOIR, "choir.md")])
    assert found.answered
    assert all(text in found.answer for text in said), found.answer
    assert not any(text in found.answer for text in unsaid), found.answer


def test_a_number_behind_a_word_that_opens_no_line_counts_nothing() -> None:
    plan = roadmap("# Shed\n\n- Buy plank 2 of the old barn\n- Sell plank 3\n- Paint the door: €40\n", "shed.md")
    found = answer("How much is the paint of door 2?", [plan])
    assert "€40" in found.answer or not found.answered
