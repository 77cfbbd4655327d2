"""A figure that a document states again for the same thing: the other line is cited beside the one that is said."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

LIBRARY = roadmap(
    """# Library plan

## Membership

- Family card: €45 a year
- Student card: €12 a year
- Lockers: €12 a year

## Rooms

- The reading room seats 80 people

## Assumptions

| Card | Price | Holders |
|------|-------|---------|
| Family card | €45 | 300 |
| Student card | €12 | 500 |
| Parking | €45 | 20 |

- Our reading room has 80 seats today
""",
    "library.md",
)


def _lines(question: str) -> list[int]:
    return [line for cited in answer(question, [LIBRARY]).citations for line in range(cited.line, cited.end_line + 1)]


def test_the_row_that_repeats_a_price_is_cited_with_the_line_that_states_it() -> None:
    found = answer("What does the family card cost?", [LIBRARY])
    assert {5, 17} <= {cited.line for cited in found.citations}
    assert "[1][2]" in found.answer


def test_the_same_figure_of_another_thing_is_not_cited() -> None:
    lines = _lines("What does the family card cost?")
    assert 19 not in lines, "parking costs as much"
    assert 7 not in lines


def test_a_count_is_cited_where_it_is_stated_again() -> None:
    assert {11, 21} <= set(_lines("How many people does the reading room seat?"))


def test_the_parts_of_a_sum_are_not_looked_for_elsewhere() -> None:
    found = answer("What do the family card and the student card cost together?", [LIBRARY])
    assert found.computation is not None
    assert "[1][2]" not in found.answer
