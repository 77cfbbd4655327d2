"""Periods that only their neighbours make plain: columns and phases that count on, quarters of counted years."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


def windows(text: str) -> list[str]:
    return [item.window.text if item.window else "" for item in read(text).items]


def test_ranges_that_count_on_under_a_unit_of_time_are_windows() -> None:
    roadmap = read("""
        # Plan

        | Sprint | Weeks | Feature | Hours |
        |---|---|---|---|
        | 1 | 1-2 | Berth map | 80h |
        | 2 | 3-4 | Ticket shop | 60h |
        | 3 | 5-6 | Fog horn | 80h |
    """)
    found = fact(roadmap, "3-4")
    assert (found.attribute, [(w.unit, w.first, w.last) for w in found.windows]) == ("window", [("week", 3.0, 4.0)])
    assert [item.window.text for item in roadmap.items if item.window] == ["1-2", "3-4", "5-6"]


def test_ranges_that_do_not_count_on_stay_lengths() -> None:
    roadmap = read("""
        # Plan

        | Task | Weeks |
        |---|---|
        | Berth map | 2-3 |
        | Ticket shop | 1-2 |
        | Fog horn | 4-6 |
    """)
    assert [(f.attribute, f.windows) for f in roadmap.facts if f.label == "Weeks"] == [("duration", ())] * 3


def test_phases_whose_months_follow_each_other_have_windows() -> None:
    assert windows("""
        # 规划

        ### 阶段一：基础（6-12个月）

        ### 阶段二：核心（12-18个月）

        ### 阶段三：产品（18-30个月）
    """) == ["6-12个月", "12-18个月", "18-30个月"]


@pytest.mark.parametrize(("first", "second", "third"), [("1-2 days", "2-3 days", "3-4 days"), ("3-6 months", "2-4 months", "4-9 months")])
def test_phases_whose_lengths_vary_have_none(first: str, second: str, third: str) -> None:
    text = f"# Plan\n\n## Phase 1: Dig ({first})\n\n## Phase 2: Build ({second})\n\n## Phase 3: Open ({third})\n"
    assert windows(text) == ["", "", ""]


def test_a_quarter_of_a_counted_year_is_in_no_calendar_year() -> None:
    roadmap = read("""
        # Ferry plan (January 2025)

        ## Year 2

        | Quarter | Revenue |
        |---|---|
        | Q1 | €250K |
    """)
    assert [window.start for found in roadmap.facts for window in found.windows if window.text == "Q1"] == [None]


def test_the_day_of_a_document_is_no_window_of_its_items() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Dig

        **Last updated**: 3 May 2026
    """)
    assert (fact(roadmap, "3 May 2026").attribute, roadmap.items[0].window) == ("as_of", None)


def test_a_horizon_of_years_is_a_window() -> None:
    assert windows("# Plan\n\n## Horizon 3: Platform (1-2 years)\n") == ["1-2 years"]


def test_the_day_of_a_comment_in_brackets_is_the_day_it_was_made() -> None:
    roadmap = read("# Plan\n\n## Phase 1: Dig\n\nLatest comment (2026-01-20):\n\n- fine\n")
    assert fact(roadmap, "2026-01-20").attribute == "as_of"


def test_a_window_under_duration_says_when() -> None:
    roadmap = read("""
        # Plan

        | Phase | Duration | Effort |
        |---|---|---|
        | 1. Dig | Weeks 8-9 | 40h |
        | 2. Build | Week 10 | 20h |
    """)
    assert [item.window.text for item in roadmap.items if item.window] == ["Weeks 8-9", "Week 10"]
