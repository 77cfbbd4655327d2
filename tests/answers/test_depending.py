"""Which way a question about dependencies looks, in languages whose words stand without spaces."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

OVEN = """# 窯の改修

## フェーズ1

### Task 1.1: 図面

- **依存**: なし
- **推定時間**: 2 時間

### Task 1.2: 煉瓦の手配

- **依存**: Task 1.1
- **推定時間**: 3 時間

### Task 1.3: 煙突

- **依存**: Task 1.2
- **推定時間**: 5 時間

### Task 1.4: 扉

- **依存**: Task 1.2
- **推定時間**: 4 時間
"""

KILN = """# 窑炉改造

## 阶段1

### Task 1.1: 图纸

- **依赖**: 无

### Task 1.2: 采购砖块

- **依赖**: Task 1.1

### Task 1.3: 烟囱

- **依赖**: Task 1.2

### Task 1.4: 炉门

- **依赖**: Task 1.2
"""

PLANS = {"oven": roadmap(OVEN, "oven.md"), "kiln": roadmap(KILN, "kiln.md")}
WAITING = {"oven": {17, 22}, "kiln": {15, 19}}
NEEDED = {"oven": 12, "kiln": 11}


def lines(question: str, plan: str) -> set[int]:
    found = answer(question, [PLANS[plan]])
    return {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)}


@pytest.mark.parametrize(
    ("plan", "question"),
    [
        ("oven", "Task 1.2 に直接依存しているタスクを全部挙げて"),
        ("oven", "Task 1.2（煉瓦の手配）に依存するタスクはどれですか"),
        ("oven", "どのタスクが Task 1.2 に依存していますか"),
        ("kiln", "哪些任务依赖于 Task 1.2？"),
        ("kiln", "列出所有依赖 Task 1.2 的任务"),
    ],
)
def test_what_waits_for_a_task_is_cited_entry_by_entry(plan: str, question: str) -> None:
    assert lines(question, plan) >= WAITING[plan]
    assert NEEDED[plan] not in lines(question, plan)


@pytest.mark.parametrize(
    ("plan", "question"),
    [
        ("oven", "Task 1.2 はどのタスクに依存していますか"),
        ("oven", "Task 1.2 が依存しているタスクを挙げて"),
        ("oven", "Task 1.2 の依存タスクはどれ？"),
        ("kiln", "Task 1.2 依赖哪些任务？"),
    ],
)
def test_what_a_task_itself_needs_is_not_what_waits_for_it(plan: str, question: str) -> None:
    assert NEEDED[plan] in lines(question, plan)
    assert not WAITING[plan] & lines(question, plan)
