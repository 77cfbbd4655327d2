"""Sums over sets that a question describes: things by listed numbers, lists side by side, the columns of one row, stretches of rows."""

from __future__ import annotations

import pytest

from agent.answers.answering import answer
from agent.documents import parse_markdown
from agent.extract import extract

ORCHARD = """# Orchard Renewal

## Work

### Lot #1: Soil
**Estimate:** 4-6 hours
### Lot #2: Fences
**Estimate:** 2 hours
### Lot #2.5: Gates
**Estimate:** 1 hour
### Lot #3: Trees
**Estimate:** 10 hours

## Crew

**Planting team**
- Head gardener (1 FTE)
- Planter (2 FTE)

**Press team**
- Presser (0.5 FTE)
- Bottler (1 FTE)

**Total:** 4 FTE

## Week 1

### Morning
1. Sharpen the shears (30 min)
2. Oil the press (15 min)
### Afternoon
3. Water the saplings (2 hours)

## Cases

| | Frost | Usual | Warm |
|---|---|---|---|
| Advertising | $1,000 | $3,000 | $5,000 |
| Cider sold | $20,000 | $40,000 | $70,000 |

## Second half

| Month | Trees lost | Trees in all |
|-------|------------|--------------|
| 7 | 4 | 400 |
| 8 | 6 | 420 |
| 9 | 5 | 440 |
| 10 | 1 | 450 |

## Budget

| Item | Amount | Remark |
|------|--------|--------|
| Saplings | $4K | $8 a piece |
| Stakes | $1K | $2 a piece |
| Water | $2K | |
| Mulch | $3K | |
| Nets | $5K | |

## Harvests

| Year | Crates |
|------|--------|
| 2026 | 100 |
| 2027 | 150 |
| 2028 | 250 |
| 2029 | 400 |

## Early wins

- Sharpen tools (3h) → 10x faster cuts
- Label rows (2h) → no wrong saplings

## Money by stage

### Stage 1: Clearing
- Hedges: $2,000 (tools)
- Team: $9,000 (4 diggers, 3 drivers, 2 cooks)
### Stage 2: Planting
- Hedges: $3,000 (plants)
- Fuel: $700

### Stage goals
- [ ] Clear the slope
- [ ] Plant the slope
- [ ] Net the slope
- **Target:** $14,000

## Outlook

### Yield
- Optimistic: $90 per month profit
- Realistic: $60 per month profit
### Users
- Optimistic. 50 guests: $500 per month
- Realistic. 20 guests: $200 per month

## Comparison with rivals

| Feature | Ours | Hill Farm | Lakeside | Old Mill |
|---|---|---|---|---|
| Price | $9/crate | $11/crate | $7/crate | $14/crate |
| Juice share | 50% | 20% | 30% | 10% |

## Office

**Press crew team:**
- Press Manager - runs the press
- Bottling Engineer - keeps the line up
- Label Designer: draws
- Sales

**Advisory team:**
- Has met twice
- Sends notes

## Fair calendar

| Fair | Cost |
|---|---|
| Spring fair | $2K |
| Harvest fair | $5K |
| Cider week | $1K |

## Books

### Grafting
- Pages: 12 chapters, 300 plates
### Pruning
- Pages: 8 chapters, 110 plates
"""


def _answer(question: str) -> str:
    return answer(question, [extract(parse_markdown(ORCHARD, "orchard.md"))]).answer


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the total estimate for lots 1, 2 and 3?", "16-18 hours"),
        ("What is the total estimate for lots 1 to 3 incl. 2.5?", "17-19 hours"),
        ("What is the total estimate for lots 2 and 3?", "12 hours"),
        ("How many FTE are in the crew if you count every role listed?", "4.5 FTE"),
        ("How many FTE does the planting team have, adding all roles?", "3 FTE"),
        ("How long do all three items of the week 1 list take together?", "165 min"),
        ("How much is spent on advertising, adding the three cases?", "$9,000"),
        ("What do we spend on advertising in the frost and the warm case together?", "$6,000"),
        ("How many trees are lost in the whole of M7-M9?", "15"),
        ("What do saplings and stakes cost together?", "$5K"),
        ("What do the crates from 2026 to 2028 add up to?", "= 500"),
        ("How many hours do the early wins take in total?", "5 h"),
        ("What do we spend on hedges over both stages?", "$5,000"),
        ("How many people are in the team of stage 1?", "4 + 3 + 2 = 9"),
        ("How many stage goals are there?", "3"),
        ("How many plates do both books have together?", "410"),
        ("What is the difference in monthly profit between the optimistic and the realistic yield?", "$30"),
        ("How much does the optimistic yield differ from the realistic one?", "$30"),
    ],
)
def test_the_members_that_are_meant_are_added_up(question: str, expected: str) -> None:
    assert expected in _answer(question)


@pytest.mark.parametrize("question", ["Saplings plus stakes come to how much?", "Saplings and stakes added together, where do we land?"])
def test_an_amount_that_is_asked_for_at_the_end_is_no_check(question: str) -> None:
    assert "$5K" in _answer(question)


def test_a_number_of_no_thing_is_not_replaced_by_another() -> None:
    assert "16-18" not in _answer("What is the total estimate for lots 1, 2 and 4?")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which rival is the cheapest?", "Lakeside"),
        ("Which rival has the highest juice share?", "Ours: 50%"),
    ],
)
def test_things_that_stand_in_columns_are_ranked(question: str, expected: str) -> None:
    assert expected in _answer(question).partition("\n")[0]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does the whole fair calendar cost?", "$8K"),
        ("How much do we spend on the whole of the fair calendar?", "$8K"),
    ],
)
def test_all_of_a_table_makes_the_whole(question: str, expected: str) -> None:
    assert expected in _answer(question)


def test_roles_are_counted_where_no_number_is_stated() -> None:
    assert _answer("How many people are in the press crew team?").startswith("4.")


def test_what_names_nobody_is_not_counted_as_people() -> None:
    assert not _answer("How many people are in the advisory team?").startswith("2")


def test_the_second_of_a_ranking_is_said_with_the_first() -> None:
    said = _answer("Which is the second largest item of the budget?")
    assert said.startswith("2: Saplings: $4K (1: Nets: $5K).")
