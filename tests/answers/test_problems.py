"""Questions for problems are answered by the findings of the rules, in the kind that is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from agent.rules import check
from tests.answers.plans import roadmap

PLAN = roadmap(
    """\
# Bakery plan

| Work | Cost |
|---|---|
| Oven | $40K |
| Shop | $35K |
| Total | $85K |

## Phase 1
- Return: ROI 900% (24-month payback period)

## Phase 2
- Delivery by bicycle to offices
""",
    "bakery.md",
)


def ask(question: str) -> Answer:
    return answer(question, [PLAN], findings=check([PLAN], today=date(2026, 1, 1)))


@pytest.mark.parametrize(
    "question",
    [
        "What is wrong with this roadmap?",
        "Which inconsistencies are there?",
        "Welche Widersprüche gibt es?",
        "Quais inconsistências há no plano?",
    ],
)
def test_a_question_for_problems_lists_the_findings_the_worst_first(question: str) -> None:
    found = ask(question)
    first = found.answer.splitlines()[1]
    assert found.kind == "inconsistency"
    assert "$75K" in first
    assert "$85K" in first
    assert found.findings
    assert any("$85K" in citation.quote for citation in found.citations)


def test_problems_of_one_kind_are_told_from_the_others() -> None:
    found = ask("Are there inconsistencies in the ROI?")
    assert "900%" in found.answer
    assert "$85K" not in found.answer


def test_a_named_thing_without_problems_gets_no_list_of_others() -> None:
    assert "$85K" not in ask("Are there inconsistencies in the bicycle delivery?").answer


def test_a_verdict_says_what_the_rules_found_not_only_where() -> None:
    found = ask("Is the ROI realistic?")
    assert found.answer.startswith("No: ")
    assert "24 months" in found.answer.splitlines()[0]
