"""What is answered to whom: one test a kind of answer, on plans of our own."""

from __future__ import annotations

import re

import pytest

from agent.answers import answer
from agent.model.answer import Answer
from agent.model.conversation import Conversation
from tests.answers.plans import CAFE, GARTEN, HARBOUR, TSUKI, roadmap

PLANS = {
    "harbour": roadmap(HARBOUR, "harbour.md"),
    "garten": roadmap(GARTEN, "garten.md"),
    "cafe": roadmap(CAFE, "cafe.md"),
    "tsuki": roadmap(TSUKI, "tsuki.md"),
}


def ask(question: str, *plans: str, context: Conversation | None = None) -> Answer:
    return answer(question, [PLANS[plan] for plan in plans], context=context)


@pytest.mark.parametrize(
    ("question", "plan", "said"),
    [
        ("What does phase 2 cost?", "harbour", "500,000"),
        ("How long is the payback?", "harbour", "18 months"),
        ("How much effort is the gantry?", "harbour", "8 weeks"),
        ("When is the handover?", "harbour", "Months 10-12"),
        ("Who owns phase 1?", "harbour", "Ilse Brandt"),
        ("Wie hoch ist das Budget der zweiten Phase?", "garten", "68.500"),
        ("What is the budget of the greenhouse phase?", "garten", "68.500"),
        ("How long does phase 1 take?", "garten", "8 Wochen"),
        ("Quanto custa o plano básico por mês?", "cafe", "R$ 49"),
        ("When does the mobile app come?", "cafe", "Q2 2026"),
        ("フェーズ1の予算は？", "tsuki", "120万円"),
        ("Who is responsible for phase 1?", "tsuki", "佐藤"),
    ],
)
def test_a_value_is_looked_up_across_languages(question: str, plan: str, said: str) -> None:
    found = ask(question, plan)
    assert found.answered
    assert said in found.answer


def test_a_list_names_its_members() -> None:
    found = ask("Which risks are named?", "harbour")
    assert "Storm damage" in found.answer
    assert "Late steel" in found.answer
    assert found.kind == "list"


def test_a_list_keeps_to_the_state_asked_for() -> None:
    found = ask("What is still open in phase 1?", "harbour")
    assert "Publish the load report" in found.answer
    assert "Measure the quay walls" not in found.answer


def test_items_of_a_priority_are_listed() -> None:
    found = ask("Which items are rated critical?", "harbour")
    assert "Foundations" in found.answer
    assert "Gantry" not in found.answer


def test_entries_above_an_amount_are_listed() -> None:
    found = ask("Which team roles cost more than €17,000?", "harbour")
    assert "Welder" in found.answer
    assert "Crane electrician" in found.answer
    assert "Surveyor" not in found.answer


def test_a_sum_shows_its_computation_and_what_is_stated() -> None:
    found = ask("What do the three phase budgets add up to?", "harbour")
    assert found.computation is not None
    assert found.computation.formula == "€200,000 + €500,000 + €150,000 = €850,000"
    assert "€850,000" in found.answer


def test_boxes_are_counted() -> None:
    found = ask("How many tasks are done and how many are open?", "harbour")
    assert re.search(r"2 done, 5 open", found.answer)


def test_the_most_expensive_is_found() -> None:
    found = ask("Which team role is the most expensive?", "harbour")
    assert found.answer.startswith("Highest: Crane electrician: €25,000")


def test_a_difference_is_computed() -> None:
    found = ask("How much more does phase 2 cost than phase 3?", "harbour")
    assert "€350,000" in found.answer
    assert found.computation is not None


def test_a_rate_is_computed_from_two_columns() -> None:
    found = ask("What is the day rate of the welder?", "harbour")
    assert "€300" in found.answer


def test_totals_that_do_not_add_up_are_said() -> None:
    found = ask("Do the phase budgets add up to the total budget?", "harbour")
    assert found.answer.startswith("No")
    assert "€850,000" in found.answer
    assert "€900,000" in found.answer


def test_a_total_that_adds_up_is_confirmed() -> None:
    found = ask("Does the total cost of the team table add up?", "harbour")
    assert found.answer.startswith("Yes")


def test_figures_that_differ_are_both_named() -> None:
    found = ask("Is the uptime the same everywhere?", "harbour")
    assert found.answer.startswith("No")
    assert "99.5%" in found.answer
    assert "99.9%" in found.answer


def test_dependencies_are_followed_both_ways() -> None:
    assert "Foundations" in ask("What has to be in place before the gantry can start?", "harbour").answer
    assert "Gantry" in ask("What depends on B1?", "harbour").answer


def test_before_and_after_are_told_from_windows() -> None:
    found = ask("Is the survey before or after the handover?", "harbour")
    assert found.answer.startswith("Before")


def test_a_reason_is_given_in_the_words_of_the_plan() -> None:
    assert "unknown loads" in ask("Why does the survey come first?", "harbour").answer


def test_the_frame_is_in_the_language_of_the_question() -> None:
    assert ask("Was ergeben die drei Phasenbudgets zusammen?", "harbour").answer.startswith("Zusammen")
    assert ask("Quanto somam os três orçamentos das fases?", "harbour").answer.startswith("Juntos")


def test_several_roadmaps_answer_each_for_itself() -> None:
    found = ask("Which roadmaps have a budget for phase 1, and how much?", "harbour", "garten")
    assert "200,000" in found.answer
    assert "42.000" in found.answer
    assert {citation.path for citation in found.citations} == {"harbour.md", "garten.md"}


@pytest.mark.parametrize(
    ("question", "plan"),
    [
        ("What is the churn rate?", "harbour"),
        ("Who owns phase 3?", "harbour"),
        ("On what calendar date does phase 2 start?", "harbour"),
        ("Which vendor delivers the steel?", "harbour"),
        ("How many harbour pilots do we need?", "harbour"),
        ("Wer leitet die Phase 2?", "garten"),
        ("Qual é o NPS previsto?", "cafe"),
        ("解約率は？", "tsuki"),
    ],
)
def test_what_is_not_said_is_refused(question: str, plan: str) -> None:
    found = ask(question, plan)
    assert not found.answered
    assert found.kind == "refusal"
    assert found.answer
    assert found.citations == ()


def test_a_refusal_names_what_was_looked_at() -> None:
    found = ask("Who owns phase 3?", "harbour")
    assert "line" in found.answer
    assert found.retrieved


def test_a_follow_up_keeps_the_question_before() -> None:
    first = ask("What does phase 1 cost?", "harbour")
    then = ask("and phase 3?", "harbour", context=Conversation((first,)))
    assert "150,000" in then.answer


def test_it_refers_to_what_was_asked_about() -> None:
    first = ask("How much effort is the gantry?", "harbour")
    then = ask("What does it depend on?", "harbour", context=Conversation((first,)))
    assert "Foundations" in then.answer


def test_the_one_after_that_is_the_next_item() -> None:
    first = ask("What does phase 1 cost?", "harbour")
    then = ask("and the one after that?", "harbour", context=Conversation((first,)))
    assert "500,000" in then.answer


def test_no_roadmap_says_nothing() -> None:
    assert not answer("What does it cost?", []).answered


def test_a_question_about_things_no_plan_knows_is_refused_by_name() -> None:
    found = ask("What budget does the planetarium orchestra have?", "harbour")
    assert not found.answered
    assert "planetarium" in found.answer


def test_the_members_of_a_list_share_a_citation_in_whatever_order_they_are_said() -> None:
    found = ask("Which phase is the most expensive?", "harbour")
    spans = [(citation.line, citation.end_line) for citation in found.citations]
    assert all(one[1] < other[0] or other[1] < one[0] for at, one in enumerate(spans) for other in spans[at + 1 :])


def test_all_plans_that_state_the_most_are_named() -> None:
    plans = [
        roadmap(f"# {name}\n\n- Uptime: {uptime}\n", f"{name}.md")
        for name, uptime in (("Ant", "99.9%"), ("Bee", "99.99%"), ("Cat", "99.99%"))
    ]
    first = answer("Which plans promise the highest uptime?", plans).answer.splitlines()[0]
    assert "Bee: 99.99%" in first
    assert "Cat: 99.99%" in first
    assert "Ant" not in first
