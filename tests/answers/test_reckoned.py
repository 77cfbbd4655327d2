"""Verdicts that are reckoned from what a plan lists: boxes, roles, months, weeks and quoted figures; with neighbours that are not."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.counted import counted_things
from agent.documents import parse_markdown
from agent.extract import extract

FERRY = """# Lake Ferry Plan

**Budget:** €40,000 (cut from €55,000)

## Status
Phase 1 100% complete! Phase 2 in progress (80%).

## Phase 1: Harbour
- [x] Clear the quay
- [x] Paint the bollards
- [x] Fix the ramp

## Phase 2: Boats
- [x] Order the hull
- [x] Test the engine
- [ ] Train the crew
- [ ] Print the tickets

## Crew

### On board
- 2x Deckhand
- 1x Captain

### On shore
- 2x Ticket clerk

### Total team size: 6 people

## Running costs
- Fuel and mooring: €300/month
- Fuel and mooring per year: €3,900/year

## Calendar

The whole season takes 10 weeks:
- Weeks 1-3: Trial runs
- Weeks 4-8: Summer service
- Weeks 9-12: Night cruises

## Kitchen
- 3 Cooks
- 2 Waiters

Approve the budget of €55,000 before launch.
"""


def _said(question: str) -> str:
    return answer(question, [extract(parse_markdown(FERRY, "ferry.md"))]).answer


@pytest.mark.parametrize(
    ("question", "computed", "stated"),
    [
        ("Does the percentage given for phase 2 match the ticked boxes?", "2 / 4 = 50%", "80%"),
        ("O percentual da fase 2 bate com as caixas marcadas?", "2 / 4 = 50%", "80%"),
        ("Does the stated team size match the roles that are listed?", "2 + 1 + 2 = 5", "6"),
        ("Stimmt die angegebene Teamgröße mit den aufgeführten Rollen überein?", "2 + 1 + 2 = 5", "6"),
        ("Does the yearly cost of fuel and mooring match the monthly one?", "€3,600", "€3,900"),
        ("Le coût annuel du fuel correspond-il au coût mensuel ?", "3,600", "3,900"),
        ("Do the weeks of the calendar fit the total duration?", "12", "10 weeks"),
    ],
)
def test_what_is_stated_is_set_against_what_is_listed(question: str, computed: str, stated: str) -> None:
    first = _said(question).split("\n")[0]
    assert computed in first
    assert stated in first
    assert first.startswith(("No", "Não", "Nein", "Non"))


def test_a_share_that_is_right_is_right() -> None:
    assert _said("Does the percentage given for phase 1 match the ticked boxes?").startswith("Yes")


def test_two_quoted_figures_are_said_with_their_places() -> None:
    found = _said("Is the budget €40,000 or €55,000?")
    assert found.startswith("No, they differ")
    assert "€40,000" in found
    assert "Approve" in found


@pytest.mark.parametrize("question", ["How many people work in the kitchen team?", "How many people are in the kitchen crew?"])
def test_people_of_a_list_of_roles_are_added(question: str) -> None:
    assert "5" in _said(question).split("\n")[0]


def test_a_year_after_which_something_comes_is_no_rhythm() -> None:
    assert "12 ×" not in _said("Does the monthly cost of fuel agree with the plan a year after the launch?")


@pytest.mark.parametrize(("text", "number"), [("by the end of year one", 1), ("in Phase zwei", 2), ("en la fase tres", 3)])
def test_a_number_in_words_behind_its_thing_counts_it(text: str, number: int) -> None:
    language = {1: "en", 2: "de", 3: "es"}[number]
    assert number in {entry.first for entry in counted_things(text, language)}
