"""Verdicts that rest on what the rules have found, and how the rows they name are said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from agent.rules import check
from tests.answers.plans import roadmap

ROOT = Path(__file__).parent.parent.parent

ORCHARD = """# Orchard under nets

## Readiness by field

| Field | Before Phase 2 | After Phase 2 |
|-------|----------------|---------------|
| Apples | 4/10 | 8/10 |
| Pears | 5/10 | 9/10 |
| Plums | 6/10 | 10/10 |
| **OVERALL** | **8/10** | **9/10** |

## Stalls

- Rent of the stall: €400
"""

WHARF = """# Kassenplan

| Monat | Kunden | Bestand |
|------:|-------:|--------:|
| 3 | 40 | -200 € |
| 4 | 55 | 300 € |

| # | Steg |
|---|------|
| 1 | Nordsteg |
| 2 | Ruderbootsteg |
"""


def ask(question: str) -> Answer:
    plan = roadmap(ORCHARD, "orchard.md")
    return answer(question, [plan], findings=check([plan], today=date(2026, 1, 5)))


@pytest.mark.parametrize(
    "question",
    [
        'Is the overall "before" readiness the average of the field scores?',
        "Is the 8 before phase 2 the average of the fields?",
        "Is the overall readiness before the nets the average of the fields?",
    ],
)
def test_a_question_for_an_average_is_answered_by_the_rule_that_has_reckoned_it(question: str) -> None:
    found = ask(question)
    assert found.answer.startswith("No")
    assert "average 5" in found.answer.splitlines()[0]
    assert {7, 8, 9, 10} <= {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)}
    assert found.findings


def test_the_column_that_the_question_names_is_averaged() -> None:
    found = ask('Is the overall "after" readiness the average of the field scores?')
    assert found.answer.startswith("Yes")
    assert "(8 + 9 + 10) / 3 = 9" in found.answer


def test_a_question_about_something_else_does_not_take_the_finding() -> None:
    assert not ask("Is the rent of the stall the average of the offers?").findings


def test_a_bare_number_at_the_head_of_a_row_is_said_with_its_column() -> None:
    plan = roadmap(WHARF, "wharf.md")
    assert "Monat 4 | " in answer("How many Kunden are there in Monat 4?", [plan]).answer
    assert "# 2" not in answer("Wo liegt der Ruderbootsteg?", [plan]).answer


def test_a_sum_that_fails_is_told_before_what_else_is_said_of_the_total() -> None:
    plan = roadmap((ROOT / "corpus" / "keystone-platform.md").read_text(encoding="utf-8"), "keystone.md")
    found = answer("Does the budget of Keystone add up?", [plan], findings=check([plan], today=date(2026, 1, 5)))
    said = 'No: "Total" is stated as $1.42M, but its 7 components add up to $1.46M. The whole is given as $1.46M in line 6'
    assert found.answer.startswith(said)
