"""Questions of a strange plan: the line that says nearly all of one, phrases taken whole, refusals that look at what is counted."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.counted import Numbered
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery plan

## Phase 1: Oven hall
**Estimated effort:** 2-3 weeks
- [x] Floor drawing
- [ ] Chimney

**Phase 1 total: 6 weeks**

## Phase 2: Dough room
**Estimated effort:** 3-4 weeks
- [ ] Kneading test bench

**Phase 2 total: 5 weeks**

## Phase 3: Shop
**Estimated effort:** 1 week

**Phase 3 total: 2 weeks**

**Total remaining effort:** about 15 weeks until everything is open

## What comes when

**Week 3-4: Dough**
10. Final bake of the samples
11. Stress bake (#4)

**Week 5: Oven**
12. Drying bake

## Next month

1. Order the flour silo
2. Train the night shift

## Ingredients

| Ingredient | Source | Difficulty | Points |
|---|---|---|---|
| Rye | Mill | Hard | 9/20 |
| Spelt | Farm | Medium | 14/20 |
| Salt | Shop | Easy | 14/20 |
| Yeast | Shop | Easy | 11/20 |

## Out of scope

- Wedding cakes
- Home delivery

## Tests

- 100 loaves/week (for restaurants)
- Trial bake on day 12
- The apprentice starts in week 6

## Risk: The mill closes

**Likelihood:** Medium
**Contingency:** Buy from the farm

## Bakers

- Night bakers work in pairs
""",
    "bakery.md",
)


def said(question: str) -> str:
    found = answer(question, [BAKERY])
    assert found.answered, question
    return found.answer


def test_a_stated_total_is_said_with_the_sum_where_it_says_nearly_all_of_the_question() -> None:
    assert "about 15 weeks" in said("How much effort is remaining in total until everything is open?")


def test_a_sum_alone_is_said_where_no_line_says_more() -> None:
    assert "15 weeks" not in said("How long do phases 1 and 3 take together?")


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How long do phases 1 and 3 take together?", [(1, 1), (3, 3)]),
        ("Wie lange dauern die Phasen 1 und 3 zusammen?", [(1, 1), (3, 3)]),
        ("What happens in phases 1 to 3?", [(1, 3)]),
        ("What happens between phase 1 and 3?", [(1, 3)]),
        ("What happens in phases 1, 2 and 4?", [(1, 1), (2, 2), (4, 4)]),
    ],
)
def test_two_numbers_that_are_joined_are_two_things_and_no_range(question: str, counted: list[tuple[int, int]]) -> None:
    assert list(read_question(question).numbered) == [Numbered("phase", first, last) for first, last in counted]


def test_phases_that_are_named_are_summed_without_the_one_between() -> None:
    assert "8 weeks" in said("How long do phases 1 and 3 take together?")


def test_a_phrase_is_looked_for_whole_before_a_part_of_it() -> None:
    assert "Week 3-4" in said("When is the stress bake planned?")


def test_values_joined_by_or_are_both_listed() -> None:
    text = said("Which ingredients are of hard or medium difficulty?")
    assert "Rye" in text
    assert "Spelt" in text
    assert "Yeast" not in text


def test_a_number_picks_the_rows_that_hold_it() -> None:
    text = said("Which ingredients got 14 points?")
    assert "Spelt" in text
    assert "Salt" in text
    assert "Yeast" not in text


def test_what_is_left_out_is_not_what_is_still_open() -> None:
    text = said("What is left out of scope?")
    assert "Wedding cakes" in text
    assert "Chimney" not in text
    assert "open" not in read_question("¿Qué queda fuera del plan?").cues
    assert "open" in read_question("¿Qué queda por hacer?").cues


def test_the_contingency_for_a_risk_is_no_amount() -> None:
    assert "Buy from the farm" in said("How likely is it that the mill closes, and what is our contingency?")
    assert read_question("How much contingency is there?").wanted == "money"


def test_a_number_of_something_else_answers_no_how_many() -> None:
    assert not answer("How many restaurants will there be?", [BAKERY]).answered
    assert "100" in said("How many loaves are baked for restaurants?")


def test_which_day_asks_for_a_day() -> None:
    assert not answer("Which day does the apprentice start?", [BAKERY]).answered
    assert "day 12" in said("Which day is the trial bake?")
    assert "week 6" in said("When does the apprentice start?")
