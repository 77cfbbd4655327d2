"""Two members of one family of figures set against each other by number, by name, by rank, by time, or as now and later."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.counted import counted_things
from agent.answers.asking.question import read_question
from agent.answers.asking.ranking import asked_months, ranks_of
from tests.answers.plans import roadmap

KILN = roadmap(
    """# Kiln workshop plan

## Spending

| Cost | Year 1 | Year 2 | Year 3 | Total |
|---|---|---|---|---|
| Clay and glaze | $12K | $20K | $45K | $77K |
| Firing gas | $8K | $9K | $10K | $27K |
| **Total** | **$20K** | **$29K** | **$55K** | **$104K** |

## Stages

| Phase | Fixed | Running | Total |
|---|---|---|---|
| Phase 1 | €4K | €1K | €5K |
| Phase 2 | €4K | €9K | €13K |
| Phase 3 | €2K | €6K | €8K |

## Memberships

- **Guest**: €0/month
- **Potter**: €18/month (one shelf)
- **Studio**: €46/month (own wheel)

## Times

| Step | Current | Future |
|---|---|---|
| Drying | 9 days | 3 days |
| Bisque firing | 2 days | 1 day |

- Repair of a kiln: 6 hours → 45 minutes

## Growth

- Month 1-3: 40 members
- Month 4-6: 90 members
- Month 7-12: 310 members

## Outlay

### Hall
- Floor: €9,000
- Lamps: €4,000

### Yard
- Shed: €5,000
- Fence: €2,500
""",
    "kiln.md",
)

BRENNEREI = roadmap(
    """# 陶房计划

## 价格

| 版本 | 定价 | 说明 |
|---|---|---|
| 学员版 | 88元/月 | 一个架位 |
| 工坊版 | 266元/月 | 自用转盘 |

## 成本

| 月份 | 人力成本 | 燃气 |
|---|---|---|
| M1 | 10,000 | 900 |
| M2 | 14,000 | 950 |
| M3 | 26,000 | 990 |
""",
    "taofang.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much more do we spend on clay and glaze in the third year than in the first?", "$45K − $12K = $33K"),
        ("Which phase costs the most, and how much more than the second most expensive?", "Phase 2: €5K more (€13K − €8K"),
        ("How much more does the Studio membership cost a month than the Potter one?", "€46/month − €18/month = €28/month"),
        ("How much more does the dearest membership cost than the cheapest paid one?", "€46/month − €18/month"),
        ("By how many days should drying get shorter?", "9 days − 3 days = 6 days"),
        ("What changes with the repair of a kiln: how much is it now and what should it become?", "6 hours → 45 minutes"),
        (
            "How many more members do we want by the end of the first year than after three months?",
            "310 members − 40 members = 270 members",
        ),
        ("Which costs more, the hall or the yard, and by how much?", "€5,500"),
        ("Um wie viel steigen die Ausgaben für Gas vom ersten bis zum letzten Jahr?", "$10K − $8K"),
    ],
)
def test_the_difference_of_two_members_is_said_with_both_figures(question: str, said: str) -> None:
    found = answer(question, [KILN])
    assert said in found.answer, found.answer
    assert found.citations


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("工坊版每月比学员版贵多少？", "266元/月 − 88元/月 = 178元/月"),
        ("最后一个月的人力成本比第一个月多多少？", "26,000 − 10,000 = 16,000"),
    ],
)
def test_chinese_names_and_months_are_told_apart(question: str, said: str) -> None:
    assert said in answer(question, [BRENNEREI]).answer


@pytest.mark.parametrize(
    "question",
    [
        "How much does the Studio membership cost a month?",
        "What does phase 2 cost?",
        "How many members do we want in month 5?",
        "Who repairs a kiln?",
    ],
)
def test_a_plain_look_up_is_no_comparison(question: str) -> None:
    found = answer(question, [KILN])
    assert " − " not in found.answer
    assert found.kind != "compare"


@pytest.mark.parametrize(
    ("language", "text", "kind", "numbers"),
    [
        ("en", "more in the third year than in the first?", "year", [3, 1]),
        ("pt", "o gasto do último mês passa do gasto do primeiro?", "month", [-1, 1]),
        ("de", "von der ersten bis zur letzten Phase", "phase", [1, -1]),
        ("zh", "第三年的收入比第二年多", "year", [3, 2]),
        ("zh", "第十二个月", "month", [12]),
        ("zh", "最后一个月", "month", [-1]),
        ("en", "Which comes first, phase 2 or phase 3?", "phase", [2, 3]),
        ("en", "Is the second phase done first?", "phase", [2]),
        ("zh", "第三方", "", []),
    ],
)
def test_ordinals_share_the_thing_that_is_named_once(language: str, text: str, kind: str, numbers: list[int]) -> None:
    found = counted_things(text, language)
    assert [entry.first for entry in found] == numbers
    assert {entry.kind for entry in found} <= {kind}


def test_ranks_are_read_in_the_order_of_writing() -> None:
    assert ranks_of(read_question("How much more does the biggest plan cost than the middle one?")) == ("top", "middle")
    assert ranks_of(read_question("Which needs the most at most, and which the least?")) == ("top", "bottom")
    assert ranks_of(read_question("What does the plan cost at most?")) == ()


def test_points_of_time_are_counted_in_months() -> None:
    assert asked_months(read_question("more by the end of the first year than after three months")) == (12, 3)
    assert asked_months(read_question("in month 4 and after 2 quarters")) == (4, 6)
    assert asked_months(read_question("for 10,000 users")) == ()
