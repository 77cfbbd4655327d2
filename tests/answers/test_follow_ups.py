"""Conversations: what a short question leaves to the one before."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.dialogue.context import follow_up
from agent.answers.reading.view import view_of
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
        (("What does J2 depend on?", "and when does it end?"), "J2 | End: 2027-04-30"),
        (("Who does J1?", "and J2?", "and J3?"), "Ama"),
        (("Who does J1?", "J2?"), "Ben"),
        (("What does J2 depend on?", "What does J1 cost?", "who does it?", "and J2?"), "Ben"),
        (("What does J1 cost?", "and then?"), "€7,500"),
        (("Who does J2?", "and the cost?"), "€7,500"),
        (("Which job comes after J1?", "what does it cost?"), "€7,500"),
        (("What colour is J2?", "what does it cost?"), "€7,500"),
        (("How much do the gutters cost?", "and the lamps?"), "€2,000"),
        (("Who does J1?", "and when does J2 end?"), "2027-04-30"),
    ],
)
def test_a_short_question_goes_on_with_what_was_spoken_of(questions: tuple[str, ...], said: str) -> None:
    conversation = Conversation()
    for question in questions:
        found = answer(question, [PLAN], context=conversation)
        conversation = conversation.and_then(found)
    assert said in found.answer


KINDS = """# Netz

## Phasen

| Phase | Zeitraum | Budget | Leitung |
|-------|----------|--------|---------|
| Phase 1: Aufbau | Januar 2027 – März 2027 | 50.000 € | Anna |
| Phase 2: Ausbau | April 2027 – Juni 2027 | 80.000 € | Bernd |
"""
STAGES = """# 平台计划

| 阶段 | 时间 | 预算 | 负责人 |
|---|---|---|---|
| 第一阶段 | 2027年1月-3月 | 50万元 | 王芳 |
| 第二阶段 | 2027年4月-6月 | 80万元 | 李强 |
| 第三阶段 | 2027年7月-9月 | 60万元 | 赵敏 |
"""
MESES = """# Tienda

## Ingresos previstos

| Mes | Clientes | Ingresos |
|-----|----------|----------|
| Mes 3 | 15 | 1.500 € |
| Mes 6 | 40 | 4.200 € |

## Fase 1: Montaje (2 semanas)

- Alquilar el local

## Fase 2: Apertura (3 semanas)

- Abrir la puerta
"""


@pytest.mark.parametrize(
    ("plan", "questions", "said"),
    [
        (KINDS, ("Was kostet Phase 1?", "Und Phase 2?", "Wer leitet sie?"), "Bernd"),
        (KINDS, ("Was kostet der Aufbau?", "und der Ausbau?"), "80.000"),
        (STAGES, ("第二阶段的预算是多少？", "那第三阶段呢？", "谁负责？"), "赵敏"),
        (MESES, ("¿Cuántos clientes habrá en el mes 3?", "¿y en el mes 6?"), "40"),
        (MESES, ("¿Cuántos clientes habrá en el mes 3?", "¿y en el mes 6?", "¿y los ingresos?"), "4.200"),
        (MESES, ("¿Cuánto dura la fase 1?", "¿y la segunda fase?"), "3 semanas"),
    ],
)
def test_what_was_spoken_of_is_kept_through_several_turns_in_other_languages(plan: str, questions: tuple[str, ...], said: str) -> None:
    conversation, read = Conversation(), roadmap(plan, "plan.md")
    for question in questions:
        found = answer(question, [read], context=conversation)
        conversation = conversation.and_then(found)
    assert said in found.answer


@pytest.mark.parametrize("question", ["List the owners", "Which jobs cost more than €3,000?", "Is J1 done?"])
def test_a_short_question_that_asks_by_itself_is_left_alone(question: str) -> None:
    first = answer("What does J2 cost?", [PLAN])
    assert answer(question, [PLAN], context=Conversation().and_then(first)).answer == answer(question, [PLAN]).answer


def test_a_question_of_its_own_is_not_taken_for_one_about_the_thing_before() -> None:
    first = answer("What does J2 cost?", [PLAN])
    second = answer("What is the total cost?", [PLAN], context=Conversation().and_then(first))
    assert "13,500" in second.answer


@pytest.mark.parametrize(
    ("plan", "questions", "understood"),
    [
        (QUAY, ("Who does J1?", "J2?", "J3?"), "Who does J3?"),
        (QUAY, ("Who does J1?", "and how much is J2?"), "and how much is J2?"),
        (QUAY, ("Who does J1?", "roof tiles?"), "roof tiles?"),
        (QUAY, ("What do we spend for gutters this year?", "and for lamps?"), "What do we spend for lamps this year?"),
        (QUAY, ("What does shed B cost next year?", "and shed C?"), "What does shed C cost next year?"),
        (QUAY, ("What is done in April 2027?", "and in June 2028?"), "What is done in June 2028?"),
        (QUAY, ("Which job comes after J1?", "what does it cost?"), "what does it cost J2?"),
        (STAGES, ("第二阶段的预算是多少？", "那第三阶段呢？"), "第3阶段的预算是多少？"),
        (MESES, ("¿Cuánto dura la primera fase?", "¿y la segunda fase?"), "¿Cuánto dura la segunda fase?"),
        (MESES, ("¿Cuántos clientes habrá en el mes 3?", "¿y los ingresos?"), "los ingresos mes 3?"),
        (KINDS, ("Was kostet Phase 1?", "Und Phase 2?", "Wer leitet sie?"), "Wer leitet sie Phase 2?"),
    ],
)
def test_a_follow_up_is_understood_as_a_question_of_its_own(plan: str, questions: tuple[str, ...], understood: str) -> None:
    conversation, read = Conversation(), roadmap(plan, "plan.md")
    view = view_of(read)
    for question in questions[:-1]:
        conversation = conversation.and_then(answer(question, [read], context=conversation))
    assert follow_up(read_question(questions[-1], [view.language]), conversation, [view]).text == understood
