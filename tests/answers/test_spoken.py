"""Questions as people put them when they talk or chat: behind "can you tell me", contracted, or by a noun alone."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.asking.spoken import plainly
from tests.answers.plans import roadmap

KILN = roadmap(
    """# Pottery plan

## Phase 1: Kiln (March 2031)

- Budget: $40,000
- Owner: Ilse Brandt
- Release date: 14 March 2031

## Phase 2: Shop (June 2031)

- Budget: $75,000
- Owner: Omar Haddad
- We chose clay from the valley because it cracks less.

## Risks

- The kiln is late
- Clay becomes dearer

## Milestones

- M1: Kiln fired
- M2: Shop open
"""
)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("can you tell me when the kiln is fired", "window"),
        ("Do you know by when the shop has to open?", "window"),
        ("any idea when we open?", "window"),
        ("hey, quick question: who owns the shop", "person"),
        ("Kannst du mir sagen, wann der Laden öffnet?", "window"),
        ("Você sabe quem cuida do forno?", "person"),
        ("¿Sabes cuándo abre la tienda?", "window"),
        ("Pouvez-vous me dire quand ouvre la boutique ?", "window"),
        ("kiln release date?", "window"),
        ("shop opening deadline", "window"),
        ("phase 2 start?", "window"),
        ("in what month?", "window"),
        ("owner of the kiln?", "person"),
        ("phase 2 budget?", "money"),
        ("budget for phase 2", "money"),
        ("give me the budget of phase 2", "money"),
        ("team size?", "count"),
        ("how big is the team?", "count"),
        ("duration of phase 1?", "duration"),
        ("what portion of the clay is local?", "percent"),
        ("biggest risks?", "name"),
        ("What's the reason for the late kiln?", "reason"),
        ("what is the rationale behind phase 2?", "reason"),
        ("what's our approach to cracks?", "way"),
        ("what will the kiln set us back?", "money"),
        # a yes is asked for, or nothing by its noun
        ("do you know the potter?", "verdict"),
        ("can you tell me whether the kiln is late?", "verdict"),
        ("shop planned?", "any"),
        ("margin?", "any"),
        ("budget overrun?", "any"),
    ],
)
def test_what_is_asked_for(question: str, wanted: str) -> None:
    assert read_question(question, ["en"]).wanted == wanted


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hi, can you please tell me who fires the kiln?", "who fires the kiln?"),
        ("show me the milestones", "the milestones"),
        ("give me all milestones", "give me all milestones"),
        ("Do you know the potter?", "Do you know the potter?"),
        ("So far, what is done?", "So far, what is done?"),
        ("what's left?", "what is left?"),
        ("Whose kiln is it?", "Whose kiln is it?"),
    ],
)
def test_the_question_itself(text: str, rest: str) -> None:
    assert plainly(text, "en") == rest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("kiln release date?", "14 March 2031"),
        ("phase 2 budget?", "$75,000"),
        ("give me the budget of phase 2", "$75,000"),
        ("owner of phase 2?", "Omar Haddad"),
        ("could you tell me who owns phase 1?", "Ilse Brandt"),
        ("show me the milestones", "Shop open"),
        ("whats the reason for clay from the valley", "cracks less"),
    ],
)
def test_the_answer_is_that_to_the_whole_question(question: str, said: str) -> None:
    assert said in answer(question, [KILN]).answer


@pytest.mark.parametrize("question", ["warranty date?", "owner of the delivery van?", "insurance budget?"])
def test_what_the_plan_does_not_say_is_refused(question: str) -> None:
    assert not answer(question, [KILN]).answered


HARBOUR = roadmap(
    """# Harbour plan 2031

The total at the top: Total budget: $900

## Phase 1: Quay (days 0-30)

- Budget: $400
- Effort: 40 hours

## Phase 2: Crane (days 30-90)

- Budget: $300
- Effort: 60 hours

## Campaign in 2031

- Tell the fishermen about the crane
- Invite 20-30 terminal users to the pilot

## Tasks

| Task | Priority |
|---|---|
| Dredge the basin | P0 |
| Light the quay | P0 |
| Paint the shed | P1 |
"""
)


def test_what_is_added_up_lies_in_the_stretch_of_time_asked_for() -> None:
    said = answer("total effort for the first 30 days?", [HARBOUR]).answer
    assert "40 hours" in said
    assert "100 hours" not in said
    assert "100 hours" in answer("What is the total effort of both phases?", [HARBOUR]).answer


def test_items_of_a_code_are_listed() -> None:
    said = answer("list all P0s", [HARBOUR]).answer
    assert "Dredge the basin" in said
    assert "Light the quay" in said
    assert "Paint the shed" not in said


def test_a_sum_that_is_to_equal_a_total_is_checked() -> None:
    said = answer("Is the total budget equal to the sum of the phase budgets?", [HARBOUR]).answer
    assert "$700" in said
    assert "$900" in said


@pytest.mark.parametrize(
    "question", ["which month does the campaign kick off?", "campaign start month?", "In which week do we tell the fishermen?"]
)
def test_a_year_says_no_month(question: str) -> None:
    assert not answer(question, [HARBOUR]).answered


def test_a_day_says_the_month() -> None:
    assert "14 March 2031" in answer("which month is the kiln released?", [KILN]).answer
    assert "March" in answer("phase 1 start month?", [KILN]).answer


def test_the_last_noun_is_counted() -> None:
    """Users are counted, not what the word before them names."""
    assert "20-30" in answer("number of terminal users in the pilot?", [HARBOUR]).answer


def test_two_things_of_one_day_are_not_told_to_be_no_days_apart() -> None:
    plan = roadmap("# Mill\n\n## Wheel\n\nTested on 3 May 2031.\n\n## Race\n\nDug by 3 May 2031.\n\n- Effort: 20 hours\n")
    assert "= 0" not in answer("How many hours or days of work are there in total?", [plan]).answer


def test_what_a_phase_covers_is_no_amount() -> None:
    plan = roadmap(
        "# Ferry\n\n## Wave 1: Piers\n\n- Build two piers\n\n## Wave 2: Tickets\n\n- Print the price list\n- Cost tracking: a book\n"
    )
    assert "Wave 2" in answer("which wave covers the price list?", [plan]).answer
    assert read_question("which phase includes cost tracking?").wanted == "name"
    assert read_question("which phase budget is used up?").wanted == "money"


def test_codes_of_priorities_are_read_in_small_letters() -> None:
    assert "Light the quay" in answer("which tasks are p0", [HARBOUR]).answer


def test_what_no_figure_ranks_is_not_ranked_by_another() -> None:
    plan = roadmap("# Ferry\n\n| Customer | Seats |\n|---|---|\n| School | 40 |\n| Market | 90 |\n")
    assert "Highest" not in answer("who is our most promising customer?", [plan]).answer
