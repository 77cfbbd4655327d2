"""A verdict rests on what is asked about: the figures quoted, the part counted off, and no others that happen to make each other."""

from __future__ import annotations

from datetime import date

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.model.answer import Answer
from agent.rules import check
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# Orchard plan

## Summary
- Break-even: year 4
- Cider sold in year 3: 9,000 bottles
- Juice price: €6 a bottle

## Costs

### Year 2 Costs

**Presses: €40K**
- Cider press: €25K
- Juice press: €15K

**Trees: €30K**
- Apple trees: €20K
- Pear trees: €10K

**Total costs: €70K**

### Year 3 Costs

**Presses: €25K**
- Cider press: €15K
- Juice press: €12K
- Spare parts: €3K

**Trees: €20K**
- Apple trees: €15K
- Pear trees: €5K

**Total costs: €45K**

## Cellar
- Bottles of cider in the cellar in year 3: 7,000
- 50 visitors at €3 each bring €150
- Tasting for 20 visitors: €650, or €4.33 a visitor
- Boxes packed: 3/7 done
""",
    "orchard.md",
)


def ask(question: str) -> Answer:
    return answer(question, [ORCHARD], findings=check([ORCHARD], today=date(2026, 7, 1)))


def test_figures_that_make_each_other_are_no_yes_for_another_one_that_is_quoted() -> None:
    found = ask("Is the €4.33 per visitor right for the tasting?")
    assert not found.answer.startswith("Yes"), found.answer
    assert "€4.33" in found.answer


def test_what_is_found_wrong_in_the_part_asked_for_is_said_before_sums_over_other_parts() -> None:
    found = ask("Do the presses of the third year sum to their heading?")
    assert found.answer.startswith("No"), found.answer
    assert "€30K" in found.answer.splitlines()[0]
    assert "€40K" not in found.answer.splitlines()[0]


def test_lines_of_the_same_words_with_other_values_are_said_side_by_side() -> None:
    found = ask("Is the number of cider bottles of year 3 plausible for our cellar?")
    assert "9,000" in found.answer
    assert "7,000" in found.answer


def test_three_of_seven_is_made_by_no_product() -> None:
    assert not ask("Is the 3/7 of packed boxes right?").answer.startswith("Yes")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When do we break even - text and table agree?", "en"),
        ("The press is a 3 week thing, right? what do the lines say", "en"),
        ("Which press is dearer - is the plan of one mind?", "en"),
        ("Il costo delle presse è calcolato bene?", "it"),
        ("收入 400 這條算式算得對嗎？", "zh"),
        ("Мы правда дешевле соседей?", "ru"),
    ],
)
def test_questions_for_a_check_are_read_as_such(text: str, language: str) -> None:
    question = read_question(text)
    assert question.is_verdict
    assert question.language == language


@pytest.mark.parametrize(
    "text", ["When do we break even?", "Which press is dearer, and by how much?", "What is the right price, and who sets it?"]
)
def test_questions_for_something_else_are_not(text: str) -> None:
    assert not read_question(text).is_verdict
