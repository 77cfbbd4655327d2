"""Do stated figures make each other: parts of a sum, shares of a whole, rows made of rows, products on a line."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Village bakery

The bakery will reach a customer base worth €62K in its first winter.

## Ovens

**Value:** €27K

## Counter

**Value:** €35K

## Flour budget

#### Rye (45% of budget)
Stone-ground, from the mill.

#### Wheat (35% of budget)
From two farms.

#### Spelt (20% of budget)
From one farm.

## Delivery

- Tips are split 70/10/20 (driver/baker/counter)
- Round: 120 shops × €25 per shop = €3,000 weekly

## Figures

| Figure | Spring | Autumn |
|---|---|---|
| Loaves | 400 | 600 |
| Staff hours | 80 | 100 |
| Loaves per hour | 5 | 6 |

## Savings

**TOTAL POWER**: €4,000 - €6,000
**TOTAL WASTE**: €3,000 - €5,000
**TOTAL SAVINGS PER WINTER**: €7,000 - €11,000
""",
    "bakery.md",
)


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("Do the values of the parts add up to the worth of the customer base?", "€27K + €35K = €62K"),
        ("Do the percentages of the flour budget make up the whole?", "45% + 35% + 20% = 100%"),
        ("Do the parts of the tips split make a whole?", "70% + 10% + 20% = 100%"),
        ("Is the weekly round to the shops calculated correctly?", "= €3,000"),
        ("Are the loaves per hour computed correctly?", "400 / 80 = 5; 600 / 100 = 6"),
        ("Do the kinds of savings make up the total savings per winter?", "€4,000 - €6,000 + €3,000 - €5,000 = €7,000 - €11,000"),
        ("Ergeben die Prozente des Mehlbudgets zusammen das Ganze?", "45% + 35% + 20% = 100%"),
    ],
)
def test_figures_that_make_each_other_are_shown_to(question: str, formula: str) -> None:
    found = answer(question, [BAKERY])
    assert formula in found.answer, found.answer
    assert found.computation is not None
    assert found.citations


CANTEEN = roadmap(
    """# Canteen

## Menu budget

#### Soup (45% of budget)
Daily.

#### Salad (35% of budget)
Daily.

## Figures

| Figure | Spring | Autumn |
|---|---|---|
| Meals | 400 | 600 |
| Staff hours | 80 | 100 |
| Meals per hour | 5 | 7 |
""",
    "canteen.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "Do the percentages of the menu budget make up the whole?",
        "Are the meals per hour computed correctly?",
        "Is the soup the same everywhere?",
    ],
)
def test_no_yes_is_said_where_no_equation_holds(question: str) -> None:
    assert not answer(question, [CANTEEN]).answer.startswith("Yes")
