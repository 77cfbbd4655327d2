"""Whether as many things are listed as the plan says."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FLEET = roadmap(
    """# Ferry fleet

## Ships (7 vessels)

### Large

- Alder
  - repainted in 2026
- Birch
- Cedar

### Small

- Dogwood
- Elm

## Crew (3 captains)

- Ada
- Bo
- Cy
""",
    "fleet.md",
)


@pytest.mark.parametrize(
    ("question", "said", "lines"),
    [
        ("Are there really 7 vessels in the list?", ("No", "5", "7"), {3, 7, 9, 10, 14, 15}),
        ("Are there really three captains?", ("Yes", "3"), {17, 19, 20, 21}),
    ],
)
def test_what_is_listed_is_counted_against_the_number_stated(question: str, said: tuple[str, ...], lines: set[int]) -> None:
    found = answer(question, [FLEET])
    assert found.answer.startswith(said[0])
    assert all(part in found.answer for part in said)
    assert {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)} >= lines


def test_a_range_must_add_up_at_both_ends() -> None:
    plan = "# Jetty\n\n## Costs\n\n| Part | Cost |\n|---|---|\n| Piles | $10K-20K |\n| Deck | $20K-40K |\n| **Total** | $30K-50K |\n"
    assert answer("Is the total of the costs right?", [roadmap(plan, "jetty.md")]).answer.startswith("No")
    right = plan.replace("30K-50K", "30K-60K")
    assert answer("Is the total of the costs right?", [roadmap(right, "jetty.md")]).answer.startswith("Yes")


MILL = roadmap(
    """# Mill plan

## Summary
- The course has 4 modules

## Modules

| Module | Hours |
| --- | --- |
| Grain | 3 |
| Stones | 4 |
| Flour | 2 |

## Sacks

| Sack | Price |
| --- | --- |
| Small | 3 |
| Large | 4 |
""",
    "mill.md",
)


def test_rows_of_the_table_that_is_named_for_things_are_counted() -> None:
    found = answer("We say 4 modules - is that what the module table has?", [MILL])
    assert found.answer.startswith("No"), found.answer
    assert "3" in found.answer.splitlines()[0]


def test_a_table_of_other_things_is_not() -> None:
    assert not answer("Do the 4 mills agree with the table?", [MILL]).answer.startswith("No: ")
