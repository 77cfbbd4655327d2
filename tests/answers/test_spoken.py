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
