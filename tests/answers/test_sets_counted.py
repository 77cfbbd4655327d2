"""Sums over so many things as a question speaks of: years, tables, phases, members with one word in their names, rows counted off."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Village bakery

## Outlay

### Year 1 outlay

**Flour: €18K**
- Wheat: €12K
- Rye: €4K
- Spelt: €2K

**Wages: €60K**

### Year 2 outlay

**Flour: €36K**
- Wheat: €24K
- Rye: €12K

**Wages: €75K**

### Year 3 outlay

**Flour: €54K**
- Wheat: €40K
- Rye: €14K

**Wages: €90K**

## Works

### Oven repairs

#### 1. New bricks (High Priority)
- **Effort:** 4-6 hours

#### 2. Door seal (High Priority)
- **Effort:** 2-3 hours

#### 3. Chimney sweep (Medium Priority)
- **Effort:** 9-10 hours

#### 4. Lamp (Low Priority)
- **Effort:** 1 hour

#### 5. Ash drawer (High Priority)
- **Effort:** 1-2 hours

## Opening weeks

### Week 1: Clearing
- [ ] Empty the store (2-3 hours)

**Total:** 10-14 hours

### Week 2: Painting
- [ ] Paint the shop (5-6 hours)

**Total:** 13-18 hours

### Week 3: Tasting
- [ ] Bake for the neighbours (4 hours)

**Total:** 16-20 hours

## Build

### Stage 1
| Day | Task | Est. Hours |
|---|---|---|
| 1 | Counter | 3h |
| 2 | Shelves | 4h |

### Stage 2
| Day | Task | Est. Hours |
|---|---|---|
| 3 | Sign | 2h |
| 4 | Bench | 6h |

### Stage 3
| Day | Task | Est. Hours |
|---|---|---|
| 5 | Wiring | 5h |
| 6 | Scales | 3h |

## Takings

| Month | Bread | Stall fees | Total |
|---|---|---|---|
| 1 | €800 | €0 | €800 |
| 2 | €900 | €150 | €1,050 |
| 3 | €1,000 | €300 | €1,300 |
| 12 | €1,100 | €0 | €1,100 |

## Outcomes

| Item | Poor | Fair | Good |
|---|---|---|---|
| Leaflets in year 1 | €120 | €360 | €900 |
| Takings in year 1 | €4,200 | €17,000 | €57,000 |

## Where it is sold

### Market stall (weekly)
- **Fee per visit**: €40

### Village shop (daily)
- **Fee per visit**: €25

### School kiosk (daily)
- **Fee per visit**: €30
"""
)


def said(question: str) -> str:
    return answer(question, [BAKERY]).answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What does the flour of all three years add up to?", "€108K"),
        ("Total hours for the three high priority oven repairs?", "7-11 hours"),
        ("How many hours are planned over the three weeks in total?", "39-52 hours"),
        ("How many hours are estimated for the whole build, all three stages?", "23 h"),
        ("Total stall fees over the 12 months?", "€450"),
        ("What do leaflets in year 1 cost, adding the three outcomes?", "€1,380"),
    ],
)
def test_as_many_are_added_up_as_are_spoken_of(question: str, figure: str) -> None:
    assert figure in said(question)


def test_the_row_of_a_month_is_still_called_by_its_number() -> None:
    assert "€1,100" in said("What is the total of month 12?")


def test_what_is_called_alike_is_named_by_what_it_stands_under() -> None:
    found = said("Cheapest vs dearest fee per visit among the three places?")
    assert "Market stall" in found.splitlines()[0]
    assert "Village shop" in found.splitlines()[0]


def test_two_years_of_three_are_not_all_of_them() -> None:
    assert "€108K" not in said("What does the flour of years 1 and 2 add up to?")
