"""Of all that stands under a thing, only what answers is told: the line with its length, the row of the table that is named."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

ORCHARD = """# Orchard plan

## Work

### Drip watering (30% laid)

**Status**: Pipes ordered

- [ ] Lay the pipes
- [ ] Fit the valves
- [ ] Test the pressure

**Estimate**: 4-5 days
**Priority**: Medium

### Hail nets

**Status**: Poles up

- [ ] Stretch the nets
- [ ] Anchor the poles

**Estimate**: 2-3 days
**Priority**: High

### Cider press

**Status**: Not begun

- [ ] Buy the press

**Estimate**: 1 day
**Priority**: Low

## Hazards

| Hazard | Level | Answer |
|---|---|---|
| Late frost | High | Candles between the rows |
| Wasp nests | Low | Beekeeper on call |
| Theft of apples | Medium | Fence and a dog |

## Crew

- Picker (1.0 FTE) - Ana Lind
- Driver (0.5 FTE) - Bo Falk

## Yield

| Share of trees in bloom | Boxes a day | Income a day |
|---|---|---|
| 10% | 20 | €100 |
| 20% | 40 | €200 |
| 30% | 60 | €300 |
"""
PLAN = [roadmap(ORCHARD)]


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("How long will the drip watering take?", "4-5 days", "valves"),
        ("What is the status of the hail nets?", "Poles up", "Anchor"),
        ("What do we do about wasp nests?", "Beekeeper", "Candles"),
        ("What is the income a day at 30% of trees in bloom?", "€300", "€100"),
    ],
)
def test_what_does_not_answer_is_left_out(question: str, said: str, unsaid: str) -> None:
    text = answer(question, PLAN).answer
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What has to be done for the drip watering?", ("Lay the pipes", "Fit the valves")),
        ("Who is in the crew?", ("Ana Lind", "Bo Falk")),
        ("What are the hazards?", ("Candles", "Beekeeper", "Fence")),
    ],
)
def test_lists_that_are_asked_for_are_whole(question: str, said: tuple[str, ...]) -> None:
    text = answer(question, PLAN).answer
    assert all(part in text for part in said)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which task takes the longest?", "Highest: Drip watering"),
        ("Which open task takes the longest?", "Highest: Drip watering"),
        ("Which feature takes the least time?", "Lowest: Cider press"),
    ],
)
def test_the_longest_is_measured_by_the_estimates_of_all(question: str, first: str) -> None:
    assert answer(question, PLAN).answer.startswith(first)
