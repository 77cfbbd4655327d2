"""Lists in full: all entries beside one that was found, as many as the question speaks of; nothing computed where things are asked for."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.asking.single import asks_for_one, asks_for_people
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery expansion

## Known shortcomings

### As of today

1. **Single oven**
   - Effect: small batches
   - Severity: high

2. **Handwritten orders**
   - Effect: orders still open at night get lost
   - Severity: medium

3. **No cold room**
   - Effect: dough spoils
   - Severity: high

## Our three ovens

### 1. Stone oven
- Bread

### 2. Steam oven
- Rolls

### 3. Deck oven
- Cake

## Money

Seed round: $400K by May

**Use of Funds:**
- 50%: Ovens
- 30%: Second shop
- 20%: Reserve

### Opening costs

| Item | Amount |
|------|--------|
| Permit | $2,000 |
| Counter | $7,000 |
| Sign | $1,000 |
| **Total** | **$10,000** |

### Subscriptions

| Tool | What for | Monthly cost |
|------|----------|--------------|
| Doughlog | recipes | $29 |
| Tillpoint | till | $49 |
| Rosterly | shifts | $29 |

## Courses

**Guest bakers:**
- Ada Sorensen (rye bread)
- Bruno Caspari (pastry)
- Greta Holm (sourdough)

## Moving the flour store

The flour store moves in spring.

**Steps:**
1. Rent a van
2. Pack the sacks
3. Scrub the shelves

**Small stand (~$20K):**
- One oven
- Two bakers

## Before the opening

- [x] Lease signed
- [x] Permit filed
- [ ] Fire inspection
- [ ] Till training
""",
    "bakery.md",
)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # the entries of a list, not one of them with its details
        ("What shortcomings are still open?", ("Single oven", "Handwritten orders", "No cold room"), ()),
        # as many as the question speaks of
        ("What are the three ovens called?", ("Stone", "Steam", "Deck"), ()),
        # what money is spent on is a list, whatever other words money has
        ("What would the seed money be spent on?", ("Ovens", "Second shop", "Reserve"), ("by May",)),
        ("Which items make up the opening costs?", ("Permit", "Counter", "Sign"), ()),
        ("Which tools cost us 29 a month?", ("Doughlog", "Rosterly"), ("Tillpoint",)),
        # people that a list names
        ("Who are the guest bakers?", ("Sorensen", "Caspari", "Holm"), ()),
        # no phase of the plan is asked for, but what something takes, and what an amount buys
        ("Which steps does moving the flour store take?", ("van", "sacks", "shelves"), ()),
        ("What do we get with only 20K?", ("One oven", "Two bakers"), ()),
        # a negated "ticked" is open
        ("What is not ticked off before the opening?", ("Fire inspection", "Till training"), ("Lease",)),
        ("Which steps before the opening are unchecked?", ("Fire inspection", "Till training"), ("Lease",)),
    ],
)
def test_a_list_is_said_in_full(question: str, said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    found = answer(question, [BAKERY])
    assert found.answered
    assert all(entry in found.answer for entry in said)
    assert not any(entry in found.answer for entry in unsaid)


def test_an_entry_that_is_named_is_said_without_the_others() -> None:
    found = answer("What are the effects of handwritten orders?", [BAKERY])
    assert "lost" in found.answer
    assert "dough" not in found.answer


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which shops have a price of 3 dollars or more?", "name"),
        ("Which items make up the fixed costs?", "name"),
        ("What would the funding be spent on?", "name"),
        ("What if the oven is late in March?", "way"),
        ("What does a guest get for $20?", "name"),
        ("Which stages does the sales process have?", "name"),
        ("What is due in week 3?", "name"),
        ("What is the due date of the permit?", "window"),
        # figures stay figures
        ("Which of the two shops, Mill or Quay, wants the better uptime?", "quantity"),
        ("How much money do we get for a $3 loaf?", "money"),
        ("Which costs do we have in March?", "money"),
        ("How much of the funding is spent on ovens?", "money"),
        ("What amounts do we pay for flour?", "money"),
    ],
)
def test_things_in_the_plural_are_named_not_priced(question: str, wanted: str) -> None:
    assert read_question(question).wanted == wanted


def test_what_can_be_added_is_not_added_up() -> None:
    assert not read_question("Which add-ons are there for the plan?").has("sum")
    assert read_question("What do the plans add up to?").has("sum")


def test_two_weeks_are_no_list_of_two() -> None:
    steps = "## Final steps\n- Paint the final wall\n- Clean the shop\n\n"
    plan = roadmap(f"# Plan\n\n{steps}## Week 9 and 10: opening\n- Invite guests\n- Bake bread\n- Open\n")
    assert "Invite" in answer("What is planned for the two weeks of the opening?", [plan]).answer


def test_a_verb_behind_a_plural_makes_it_no_single_thing() -> None:
    assert not asks_for_one(read_question("Which tools cost us 29 a month?"))
    assert asks_for_people(read_question("Who are the mentors?"))
    assert not asks_for_people(read_question("Who is the mentor?"))


@pytest.mark.parametrize(("question", "one"), [("What is delivered by May?", False), ("What is the oven called?", True)])
def test_what_is_done_to_things_asks_for_all_of_them(question: str, one: bool) -> None:
    assert asks_for_one(read_question(question)) is one


def test_a_plan_that_never_says_best_still_has_the_best_things() -> None:
    assert answer("Which tools are best for the recipes?", [BAKERY]).answered
