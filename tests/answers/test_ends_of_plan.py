"""When the whole plan begins and ends: what it states of itself, or its first and last stage."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = """# Ferry landing

Last updated: 3 March 2026

## Phase 1: Survey (Months 1-3)

- Measure the quay
- Write the report by the end of week 2

## Phase 3: Handover (Months 10-12)

- Train the crew

## Phase 2: Build (Months 4-9)

- Drive the piles
"""
DATED = """# Kiosk

## Phase 1: Stand

**Timeline:** 2027-02-01 to 2027-03-15

## Phase 2: Opening

**Timeline:** 2027-03-16 to 2027-05-31

### Milestones

| Milestone | Date |
|---|---|
| M1 Sign is up | 2027-04-10 |
| M2 Handover | 2027-06-04 |
"""
UNDATED = "# Garden\n\nLast updated: 3 March 2026\n\n## Beds\n\n- Dig the beds\n- Price list lasts 7 days\n"


def said(question: str, text: str) -> str:
    return answer(question, [roadmap(text)]).answer


@pytest.mark.parametrize(
    "question",
    [
        "When does the plan end?",
        "When is the project finished?",
        "What is the deadline of the project?",
        "Wann endet der Plan?",
        "¿Cuándo termina el plan?",
        "Quando termina o roadmap?",
        "Quand se termine le projet ?",
        "计划什么时候结束？",
        "ロードマップはいつ終わりますか？",
    ],
)
def test_a_plan_ends_with_its_last_stage(question: str) -> None:
    found = said(question, FERRY)
    assert "Handover (Months 10-12)" in found
    assert "Survey" not in found


def test_a_plan_begins_with_its_first_stage() -> None:
    assert said("When does the roadmap start?", FERRY).startswith("Phase 1 Survey (Months 1-3).")


def test_a_stage_is_cited_with_the_line_that_dates_it() -> None:
    found = answer("When does the project start?", [roadmap(DATED)])
    assert [citation.line for citation in found.citations] == [3, 5]


def test_a_milestone_behind_all_phases_is_the_end() -> None:
    assert "M2 Handover (2027-06-04)" in said("When does the plan end?", DATED)


def test_what_the_plan_states_of_itself_goes_before_its_stages() -> None:
    stated = said("When does the project end?", FERRY.replace("Last updated: 3 March 2026", "**End date:** 30 November 2026"))
    assert "30 November 2026" in stated
    assert "Handover" not in stated


def test_the_time_of_a_plan_without_stages_is_that_at_its_head() -> None:
    plan = UNDATED.replace("Last updated: 3 March 2026", "Last updated: 3 March 2026\n\n**Timeline:** April to June 2026")
    assert said("When does the plan end?", plan).startswith("Timeline: April to June 2026")


def test_a_plan_of_tasks_ends_with_the_last_of_them() -> None:
    plan = "# Move\n\n| Task | Due |\n|---|---|\n| Pack the books | 2027-03-01 |\n| Hand over the keys | 2027-03-20 |\n"
    assert "Hand over the keys (2027-03-20)" in said("When does the plan end?", plan)


OPEN = """# Pump house

## Phase 1: Survey (from 2027-01-01)

- Measure the well

## Phase 2: Build (2027-03-01 to 2027-04-01)

- Lay the pipes

## Phase 3: Watch (2027-03-15 to 2027-03-20)

- Read the gauge
"""


def test_a_stage_without_an_end_begins_the_plan() -> None:
    assert said("When does the plan start?", OPEN).startswith("Phase 1 Survey (from 2027-01-01).")


def test_a_stage_without_an_end_is_the_last_only_where_it_begins_behind_all_others() -> None:
    assert said("When does the plan end?", OPEN).startswith("Phase 2 Build")
    onwards = OPEN.replace("2027-03-15 to 2027-03-20", "from 2027-07-01 onwards")
    assert said("When does the plan end?", onwards).startswith("Phase 3 Watch (from 2027-07-01 onwards).")


def test_a_stage_without_a_beginning_does_not_begin_the_plan() -> None:
    assert said("When does the plan start?", OPEN.replace("from 2027-01-01", "until 2027-02-01")).startswith("Phase 2 Build")


def test_the_end_of_something_else_is_no_end_of_the_plan() -> None:
    assert "Handover" in said("When does the plan end?", FERRY.replace("Last updated: 3 March 2026", "**Lease end:** 30 November 2026"))


def test_a_time_below_the_head_is_that_of_its_part() -> None:
    plan = "# Move\n\n" + "- Pack a box of books\n" * 50 + "\n**Timeline:** April to June 2027\n"
    assert not answer("When does the plan end?", [roadmap(plan)]).answered


def test_one_phase_alone_does_not_end_the_plan() -> None:
    plan = "# Move\n\n## Phase 1: Pack (2027-03-01 to 2027-03-05)\n\n- Books\n\n## Keys\n\n- Hand over the keys\n"
    assert "Phase 1 Pack (2027-03-01 to 2027-03-05)." not in said("When does the plan end?", plan)


def test_few_of_the_stages_that_end_together_are_named() -> None:
    plan = "# Move\n\n" + "".join(f"## Phase {at}: Van {at} (2027-03-01 to 2027-03-05)\n\n- Load\n\n" for at in range(1, 6))
    assert [citation.line for citation in answer("When does the plan end?", [roadmap(plan)]).citations] == [3, 7, 11]


@pytest.mark.parametrize("question", ["Does the plan end in month 12?", "When does project K5 end?"])
def test_a_verdict_and_the_end_of_one_thing_are_told_elsewhere(question: str) -> None:
    assert "Handover (Months 10-12)." not in said(question, FERRY.replace("Drive", "K5 Drive"))


@pytest.mark.parametrize(
    "plan", [UNDATED, UNDATED.replace("Last updated: 3 March 2026", "| Field | Value |\n|---|---|\n| Last update | 2026-03 |")]
)
def test_another_time_is_no_end_of_a_plan(plan: str) -> None:
    assert not answer("When does the plan end?", [roadmap(plan)]).answered


@pytest.mark.parametrize(
    "question",
    [
        "When does phase 2 end?",
        "When does the survey start?",
        "When is the first project finished?",
        "When does project 2 end?",
        "Who ends the project?",
        "When is the deadline?",
    ],
)
def test_the_end_of_a_part_is_that_of_the_part(question: str) -> None:
    assert "Handover" not in said(question, FERRY)


def test_a_stage_without_an_end_is_behind_the_one_that_ends_where_it_begins() -> None:
    plan = "# Tours\n\n## Phase 1: Trial (0-6 months)\n\n- Rent a bus\n\n## Phase 2: Routes (6-18 months)\n\n- Buy two\n"
    assert said("When does the plan end?", plan).startswith("Phase 2 Routes (6-18 months).")
    assert said("When does the plan end?", plan + "\n## Phase 3: Fleet (18+ months)\n\n- Lease ten\n").startswith(
        "Phase 3 Fleet (18+ months)."
    )


def test_a_plan_of_milestones_ends_with_the_last_of_them() -> None:
    plan = "# Fair\n\n## Milestones\n\n| Milestone | Date |\n|---|---|\n| M1 Permit | 2027-02-01 |\n| M2 Opening | 2027-05-01 |\n"
    assert said("When does the plan end?", plan).startswith("M2 Opening (2027-05-01).")


def test_a_milestone_without_a_time_of_its_own_is_no_end() -> None:
    plan = FERRY.replace("- Train the crew", "### Milestone: Keys are handed over\n\n- Train the crew")
    assert said("When does the plan end?", plan).startswith("Phase 3 Handover (Months 10-12).")


def test_a_deadline_of_a_part_is_none_of_the_plan() -> None:
    assert said("When does the plan end?", FERRY + "\n## Funding\n\n**Deadline:** 1 April 2026\n").startswith("Phase 3 Handover")


def test_a_time_is_named_once_where_it_is_the_name() -> None:
    plan = "# Bakes\n\n## Q3 2027 (July - September)\n\n- Bread\n\n## Q4 2027 (October - December)\n\n- Cakes\n"
    assert said("When does the plan end?", plan).startswith("Q4 2027 (October - December).")


def test_both_ends_are_told_where_both_are_asked_for() -> None:
    assert said("When does the plan start and end?", FERRY).startswith("Phase 1 Survey (Months 1-3); Phase 3 Handover (Months 10-12).")


def test_of_several_plans_none_is_picked() -> None:
    found = answer("When does the plan end?", [roadmap(FERRY, "ferry.md"), roadmap(DATED, "kiosk.md")])
    assert not found.answer.startswith("Phase 3 Handover")
