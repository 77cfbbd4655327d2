"""What is found is no answer where it is of another kind, another time or another thing than what was asked for."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = roadmap(
    """# Ferry line plan

Last updated: 3 March 2031

## Phase 1: Landing stages (weeks 1-2)

- Build the stage at the north bank
- Revenue impact: $2M additional revenue from day trips
- Ticket desk with two windows
- Piles: $90,000

## Phase 2: Boats (weeks 3-4)

- Repair the hull
- Write the safety manual for the passengers

## Licences

| Operator | Who may use it | Terms |
|---|---|---|
| Small | Operators with <$1M ARR | Flat annual fee |
| Large | Operators with >$5M ARR | Negotiated |

## Money

- Net profit (before tax): $194,000
- Fuel: 20% of the running costs
- Talk to an insurer about the hull
- The boat was insured cheaply for years. Above $50K of revenue other terms hold.
- Warehouse support: two people on site
- Support line of the workshop
"""
)


@pytest.mark.parametrize(
    "question",
    [
        "What will phase 1 cost us to build the ticket desk?",
        "What does a Small licence cost per year in dollars?",  # under <$1M of income: no price
        "What happens in phase 4?",
        "What do we do in weeks 7 to 9?",
        "Was passiert in Phase 5?",
        "On what date is the hull repaired?",  # the plan itself is dated
        "Which tax rate is applied to the profit?",
        "Which insurer covers the hull?",
        "How long is the warranty?",
        "What is the penalty for missing the deadline?",
        "Who will write the safety manual for the passengers?",
        "What is the name of the project lead?",
        "How many support tickets do we get per week?",
    ],
)
def test_what_is_of_another_kind_is_no_answer(question: str) -> None:
    assert not answer(question, [FERRY]).answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What additional revenue do we expect from day trips?", "$2M"),
        ("What do the piles cost?", "$90,000"),
        ("What happens in phase 2?", "Repair the hull"),
        ("What do we do in week 4?", "Repair the hull"),
        ("When was the plan last updated?", "3 March 2031"),
        ("When is the hull repaired?", "weeks 3-4"),
        ("Which terms hold for large operators?", "Negotiated"),
        ("What share of the running costs is fuel?", "20%"),
    ],
)
def test_what_is_of_the_kind_asked_for_is_said(question: str, said: str) -> None:
    assert said in answer(question, [FERRY]).answer


def test_groups_are_told_where_they_are_asked_for() -> None:
    plan = roadmap("# Tram\n\n## Users\n\n- Commuters from the hills\n- Pupils of two schools\n\n## Guide\n\n- Write the user guide\n")
    assert "Pupils" in answer("Who are the users?", [plan]).answer
    assert not answer("Who writes the user guide?", [plan]).answered


def test_the_lead_is_somebody() -> None:
    plan = roadmap("# Tram\n\n- Project lead: Ilse Brandt\n- Track: new\n")
    assert "Ilse Brandt" in answer("What is the name of the project lead?", [plan]).answer


def test_an_amount_in_another_sentence_of_the_line_is_not_said_to_be_the_price() -> None:
    plan = roadmap(
        "# Shop\n\n## Cards\n\nBefore we build a till of our own, we switch on the small card reader that the bank has lent us. "
        "It prints receipts, keeps the day's list, and may be carried from one end of the counter to the other one without a cable. "
        "Shops that take more than $50K of revenue in a year come under other rules, which nobody of us has read in full until today.\n"
    )
    assert not answer("What fee does the bank charge for the card reader?", [plan]).answered
