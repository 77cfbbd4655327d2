"""What two places of a plan say of one thing."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = roadmap(
    """# Night ferry

## Summary

**Goal**: 4,000 passengers and €90,000 ARR in one year

The onboard shop opens in month 12.

## Phase 2: Months 4-6

### Targets at the end of month 6
- Active berths: 30-40

## Phase 3: Months 9-12

- Open the onboard shop
- Print the tickets

## Projections

| Month | Passengers | MRR | ARR |
|-------|-----------|-----|-----|
| M6 | 1,500 | €3,000 | €36,000 |
| M12 | 3,500 | €7,000 | €84,000 |
| M24 | 8,000 | €16,000 | €192,000 |

## Measures

| Measure | Today | Month 6 target | Month 12 target |
|---------|-------|----------------|-----------------|
| Active berths | 0 | 30-40 | 60 |
| Complaints | 9 | 5 | 2 |

## Checkpoints

- Week 5: ramp drawing reviewed

## Phase 7: Ramp
**Timeline:** Week 5
""",
    "ferry.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is the ARR goal after one year the same in the summary and in the projections?", ("No", "€90,000", "€84,000")),
        ("Do the active berths at the end of month 6 in phase 2 agree with the month 6 target of the measures?", ("Yes", "30-40")),
        ("Does the checkpoint for the ramp drawing agree with when phase 7 is scheduled?", ("Yes", "Week 5")),
    ],
)
def test_both_values_are_said_with_the_verdict(question: str, said: tuple[str, ...]) -> None:
    found = answer(question, [FERRY])
    assert all(part in found.answer for part in said), found.answer


def test_a_place_that_does_not_speak_of_the_thing_agrees_with_nothing() -> None:
    found = answer("Are the complaints the same in the summary and in the measures?", [FERRY])
    assert not found.answer.startswith("Yes")
