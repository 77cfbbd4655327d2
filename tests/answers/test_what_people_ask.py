"""Everyday questions about units of time, profit, sources, prices each, stages not begun and what comes before a numbered stage."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

LIGHTHOUSE = """# Lighthouse renewal

**Total effort**: 520 hours (13 weeks at 40 hours a week)

## Overview

| Phase | Duration | Effort | Status | Dependencies |
|---|---|---|---|---|
| Phase 1: Survey | 2-3 weeks | 100 hours | ✅ Complete | None |
| Phase 2: Lamp | 4-5 weeks | 260 hours | 🚧 In progress | Phase 1 |
| Phase 3: Tower | 3 weeks | 90 hours | ⏳ Planned | Phase 2 |
| Phase 4: Opening | 1 week | 40 hours | ⏳ Planned | Phase 3 |

## Money

| Source | % of Revenue |
|---|---|
| Tickets | 60-70% |
| Shop | 20-25% |
| Weddings | 10-15% |

| Year | Revenue | Net Income |
|---|---|---|
| 1 | $20K | ($15K) |
| 2 | $40K | ($2K) |
| 3 | $90K | $30K |

- Friends of the tower pay $12/member/year
"""
PLAN = [roadmap(LIGHTHOUSE)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many hours more does phase 2 take than phase 3?", "170 hours more"),
        ("Do the phase hours add up to the total?", "490 hours"),
        ("Which phase needs the most hours?", "Highest: Phase 2: Lamp: 260 hours"),
        ("What has to be done before phase 3 can start?", "depends on Phase 2"),
        ("When do we become profitable?", "Year 3: $30K"),
        ("In which year do we turn a profit?", "Year 3: $30K"),
        ("Where does most of our revenue come from?", "Highest: Tickets: 60-70%"),
        ("How much does it cost per member?", "$12/member/year"),
    ],
)
def test_everyday_questions(question: str, said: str) -> None:
    assert said in answer(question, PLAN).answer


def test_phases_that_are_not_begun_are_the_planned_ones() -> None:
    text = answer("Which phases have not been started yet?", PLAN).answer
    assert "Tower" in text
    assert "Opening" in text
    assert "Survey" not in text
    assert "Lamp" not in text


def test_phases_that_are_not_done_are_all_others() -> None:
    text = answer("Which phases are not done yet?", PLAN).answer
    assert "Lamp" in text
    assert "Survey" not in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Kiosk\n\n## Money\n\n- Break-even: Month 10\n- Profit margin: 12%\n", "Month 10"),
        ("# Kiosk\n\n| Metric | 2027 | 2028 |\n|---|---|---|\n| Sales | $5K | $9K |\n| Net profit | -$2K | $3K |\n", "2028"),
    ],
)
def test_profit_is_told_by_break_even_or_by_the_first_gain(text: str, said: str) -> None:
    assert said in answer("When do we become profitable?", [roadmap(text)]).answer


def test_profit_that_is_never_made_is_not_told() -> None:
    text = "# Kiosk\n\n| Year | Net Income |\n|---|---|\n| 1 | ($5K) |\n| 2 | ($2K) |\n"
    assert "Year 2:" not in answer("When do we become profitable?", [roadmap(text)]).answer


MARKET = """# Market hall

**Investment required:** €250K-350K

- 65 stalls across 24 aisles

| Kind | Count | Trend |
|---|---|---|
| Fish | 13 | +2 today |
| Bread | 10 | +1 today |

## Sales corner

### Price boards
- **Priority:** Critical
- **Estimated:** 2-3 hours

### Cash desk
- **Priority:** Low
- **Estimated:** 1-2 hours

### Signs
- **Priority:** Medium
- **Estimated:** 30 minutes

**Total effort:** 3.5-5.5 hours

## Costs

| Part | Cost |
|---|---|
| Roof | €200K |
| Floor | €90K |
| Total | €290K |
"""
HALL = [roadmap(MARKET)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much investment do we need?", "€250K-350K"),
        ("How many stalls do we have now?", "65 stalls"),
        ("What are the critical tasks in the sales corner?", "Price boards"),
    ],
)
def test_what_is_asked_is_told_first(question: str, said: str) -> None:
    assert said in "\n".join(answer(question, HALL).answer.splitlines()[:2])


@pytest.mark.parametrize("question", ["Which kinds should we not add to?", "Why do we add a stall?"])
def test_what_is_added_to_a_plan_is_no_sum(question: str) -> None:
    assert "Together" not in answer(question, HALL).answer


def test_times_beside_others_in_another_unit_are_no_wrong_sum() -> None:
    assert not answer("Do the estimates add up to the total effort?", HALL).answer.startswith("No")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How much do we spend on the team?", True),
        ("How much do we spend on a team?", True),
        ("How much do we spend per person?", False),
        ("Quanto gastamos por pessoa?", False),
    ],
)
def test_what_is_paid_for_each_is_no_pay(question: str, asked: bool) -> None:
    assert ("personnel_cost" in read_question(question).concepts) is asked
