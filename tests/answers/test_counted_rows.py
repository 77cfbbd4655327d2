"""Numbers of things: rows counted by a bare number, people of any kind, and what a counter stands with."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery plan

## Growth

| Month | Loaves sold | Ovens |
|---|---|---|
| 1 | 500 | 1 |
| 6 | 2,100 | 2 |
| 12 | 4,800 | 3 |

## Before we bake
- Interview 5-10 regular guests about sourdough prices
- Two bakers test the new oven
- The shop sold 300 loaves in the first week
""",
    "bakery.md",
)
PAN = roadmap(
    """# パン屋の計画

## Phase1：試作
- 対象生地：代表 3〜5 種
- 焼き方は 2 通り

## Phase2：販売
- 生地の種類は 10 種
""",
    "pan.md",
)


def test_a_row_is_the_month_whose_bare_number_it_has() -> None:
    first = answer("How many loaves do we expect to sell in month 12?", [BAKERY]).answer.splitlines()[0]
    assert "4,800" in first


def test_how_many_people_is_told_by_guests() -> None:
    found = answer("How many people should we talk to about sourdough prices?", [BAKERY])
    assert found.answered
    assert "5-10" in found.answer


def test_how_many_of_a_certain_kind_is_not_told_by_others() -> None:
    assert not answer("How many developers should we talk to about sourdough prices?", [BAKERY]).answered


def test_a_japanese_counter_asks_for_the_number_of_what_stands_behind_it() -> None:
    found = answer("Phase1では何種類の生地を対象にしますか？", [PAN])
    assert found.answered
    assert "3〜5" in found.answer.splitlines()[0]
