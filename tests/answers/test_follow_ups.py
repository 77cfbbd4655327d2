"""Conversations: what a short question leaves to the one before."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.model.conversation import Conversation
from tests.answers.plans import roadmap

QUAY = """# Quay sheds

## Spring

| Ref | Job | Owner | End | Cost | Needs |
|-----|-----|-------|-----|------|-------|
| J1 | Gutters | Ama | 2027-04-02 | €4,000 | – |
| J2 | Doors | Ben | 2027-04-30 | €7,500 | J1 |
| J3 | Lamps | Ama | 2027-05-14 | €2,000 | – |
"""

PLAN = roadmap(QUAY, "quay.md")


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("What does J2 cost?", "and who does it?"), "Ben"),
        (("What does J2 cost?", "when is it done?"), "2027-04-30"),
        (("Who does J1?", "and J3?"), "Ama"),
        (("What does J1 cost?", "and the one after that?"), "€7,500"),
        (("What does J3 cost?", "what does it depend on?"), "Needs: –"),
    ],
)
def test_a_short_question_goes_on_with_what_was_spoken_of(questions: tuple[str, ...], said: str) -> None:
    conversation = Conversation()
    for question in questions:
        found = answer(question, [PLAN], context=conversation)
        conversation = conversation.and_then(found)
    assert said in found.answer


def test_a_question_of_its_own_is_not_taken_for_one_about_the_thing_before() -> None:
    first = answer("What does J2 cost?", [PLAN])
    second = answer("What is the total cost?", [PLAN], context=Conversation().and_then(first))
    assert "13,500" in second.answer
