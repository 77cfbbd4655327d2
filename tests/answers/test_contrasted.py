"""Two things set against each other by name: both values, and which is more."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

QUARRY = roadmap(
    """# Quarry reopening

## Pumps

**Option A: Northpump (leased)**
- Motor: €30-60/month
- Filter: €5-10/month
- **Total**: ~€165-330/month

**Option B: Southpump (rented)**
- Motor: €25-50/month
- Filter: €5-10/month
- **Total**: ~€150-300/month

## Scenarios

### Scenario 1: Lower stone price

| Metric | Original | Lower price |
|--------|----------|-------------|
| Month 24 revenue | €11M | €8.25M |

### Scenario 2: Higher stone price

| Metric | Original | Higher price |
|--------|----------|--------------|
| Month 24 revenue | €11M | €13.75M |

## Stages

### Stage one: Access road
**Timeline:** Week 4

### Stage two: Crusher hall
**Timeline:** Weeks 5-8
""",
    "quarry.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much more a month does Northpump cost than Southpump?", ("€165-330", "€150-300", "€15-30/month")),
        ("What is the gap in month 24 revenue between the higher and the lower stone price scenario?", ("€5.5M", "€13.75M", "€8.25M")),
        ("What takes longer, the access road or the crusher hall?", ("Crusher hall", "Week 4", "Weeks 5-8")),
    ],
)
def test_both_values_are_said(question: str, said: tuple[str, ...]) -> None:
    found = answer(question, [QUARRY])
    assert all(part in found.answer for part in said), found.answer


def test_of_two_of_one_kind_the_very_names_tell() -> None:
    found = answer("How much more a month does Northpump cost than Eastpump?", [QUARRY])
    assert "more (" not in found.answer
