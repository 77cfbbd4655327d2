"""Whether parts add up: totals above their parts, totals of numbered parts, yearly amounts among single ones."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

ORCHARD = """# Orchard

## Plan ($19,000)

### Planting ($4,000)

- Dig the holes

### Fencing ($6,000)

- Set the posts

### Watering ($7,000)

- Lay the pipes
"""

MILL = """# Mill

**Total budget**: €40,000

## Wave 1

| Job | Cost |
|-----|------|
| Wheel | €9,000 |
| Axle | €6,000 |

**Total wave 1**: €15,000

## Wave 2

| Job | Cost |
|-----|------|
| Roof | €12,000 |
| Stones | €8,000 |

**Total wave 2**: €20,000

## Running costs

- Oil: €400
- Insurance: €600/year
- **Total**: €1,000

## Stages

### Stage 1 (3 weeks): Clear

### Stage 2 (5 weeks): Build

**Total**: 8 weeks
"""


@pytest.mark.parametrize(
    ("plan", "question", "said", "lines"),
    [
        (ORCHARD, "Does the $19,000 total match the costs of the parts?", ("No", "$17,000", "$19,000"), {5, 9, 13}),
        (MILL, "Do the totals of the two waves add up to the total budget?", ("No", "€35,000", "€40,000"), {3, 12, 21}),
        (MILL, "Is the total of the running costs right?", ("Yes", "€1,000"), {25, 26, 27}),
        (MILL, "Does the sum of the weeks of the stages match the total?", ("Yes", "8 weeks"), {31, 33, 35}),
    ],
)
def test_a_total_is_set_against_the_sum_of_its_parts(plan: str, question: str, said: tuple[str, ...], lines: set[int]) -> None:
    found = answer(question, [roadmap(plan, "plan.md")])
    assert found.answer.startswith(said[0])
    assert all(part in found.answer for part in said)
    assert {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)} >= lines


def test_an_amount_per_year_is_no_part_of_a_total_that_it_does_not_explain() -> None:
    plan = "# Ferry\n\n## Costs\n\n- Ropes: €400\n- Paint: €500\n- Insurance: €600/year\n- **Total**: €900\n"
    found = answer("Is the total of the costs right?", [roadmap(plan, "ferry.md")])
    assert found.answer.startswith("Yes")
    assert found.computation is not None
    assert found.computation.formula == "€400 + €500 = €900"


def test_people_that_are_paid_are_added_in_money() -> None:
    plan = "# Choir\n\n## People (Total: €900)\n\n- Singers: 4 × €200 = €800\n- Pianist: €300\n"
    found = answer("Do the people add up to the total that is given?", [roadmap(plan, "choir.md")])
    assert found.answer.startswith("No")
    assert "€1,100" in found.answer
