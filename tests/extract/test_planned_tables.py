"""Which tables list planned things, which column names them, and periods written as a letter and a number."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


@pytest.mark.parametrize("header", ["Title | Priority | Note", "Item | Status | Description", "Feature | Timeline | Note"])
def test_rows_below_a_title_with_one_column_of_planning_are_planned(header: str) -> None:
    value = {"Priority": "high", "Status": "planned", "Timeline": "May 2026"}[header.split(" | ")[1]]
    roadmap = read(f"""
        # Plan
        ## Coming
        | {header} |
        |---|---|---|
        | Tide tables | {value} | for skippers |
        | Harbour map | {value} | for guests |
        """)
    assert [item.title for item in roadmap.items] == ["Tide tables", "Harbour map"]


@pytest.mark.parametrize("header", ["Role | Owner | Duties", "Library | Status | Note", "Competitor | Price | Note"])
def test_rows_that_only_have_a_holder_or_no_title_are_not(header: str) -> None:
    roadmap = read(f"""
        # Plan
        ## About
        | {header} |
        |---|---|---|
        | Harbour master | Ana | all of it |
        | Pilot | Ben | the ships |
        """)
    assert roadmap.items == ()


def test_a_column_of_periods_names_no_row() -> None:
    roadmap = read("""
        # Plan
        ## Decisions
        | Node | When | Decision | Trigger |
        |---|---|---|---|
        | DN-1 | M2 | Open the shop | 30 buyers |
        | DN-2 | M4-M6 | Hire a second clerk | 80 buyers |
        """)
    assert [(item.id, item.title, item.window.text if item.window else "") for item in roadmap.items] == [
        ("DN-1", "Open the shop", "M2"),
        ("DN-2", "Hire a second clerk", "M4-M6"),
    ]


@pytest.mark.parametrize(
    ("header", "cells", "found"),
    [
        ("Semaine", ("S1", "S2-S3"), [("week", 1, 1), ("week", 2, 3)]),
        ("Month", ("M1", "M4 (late)"), [("month", 1, 1), ("month", 4, 4)]),
        ("Mes", ("M1", "M2"), [("month", 1, 1), ("month", 2, 2)]),
        ("Timeline", ("W3", "W4-6"), [("week", 3, 3), ("week", 4, 6)]),
        ("Phase", ("P1", "P2"), []),
        ("Module", ("M1", "M2"), []),
        ("Month", ("M1a", "W3C"), []),
    ],
)
def test_letters_with_numbers_are_periods_below_a_header_of_time(
    header: str, cells: tuple[str, str], found: list[tuple[str, int, int]]
) -> None:
    roadmap = read(f"""
        # Plan
        | Task | {header} |
        |---|---|
        | Buy the sensors | {cells[0]} |
        | Draft the survey | {cells[1]} |
        """)
    windows = [item.window for item in roadmap.items if item.window is not None]
    assert [(window.unit, window.first, window.last) for window in windows] == found


def test_weeks_beside_phases_are_when_the_phases_are() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Survey
        ## Phase 2: Print
        ## Schedule
        | Week | Phase | Work |
        |---|---|---|
        | W1 | Phase 1 | ships, quays |
        | W2-W3 | Phase 2 | maps |
        """)
    assert [(item.key, item.window.text if item.window else "") for item in roadmap.items] == [("phase-1", "W1"), ("phase-2", "W2-W3")]


def test_what_stands_in_several_rows_identifies_none() -> None:
    roadmap = read("""
        # Plan
        | Slot | Task | Owner | Status |
        |---|---|---|---|
        | B1 | Survey | Ana | planned |
        | B1 | Map | Ana | planned |
        | B2 | Print | Ben | planned |
        """)
    assert [(item.id, item.title) for item in roadmap.items] == [("", "Survey"), ("", "Map"), ("", "Print")]


def test_numbered_key_results_are_objectives_of_their_objective() -> None:
    roadmap = read("""
        # Plan
        ### Objective 1: Readers
        | Key Results | Measurable Outcome |
        |---|---|
        | KR 1.1 | Open the reading room to all schools |
        | KR 1.2 | Lend 4,000 books a month |
        """)
    assert [(item.kind, item.id, item.parent) for item in roadmap.items] == [
        ("objective", "Objective 1", ""),
        ("objective", "KR 1.1", "objective-1"),
        ("objective", "KR 1.2", "objective-1"),
    ]


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Plan | Price | Users", "Free | $0 | 5", "Basic | $9 | 50"),
        ("版本 | 定价 | 客户", "基础版 | 299元/月 | 小", "高级版 | 999元/月 | 大"),
    ],
)
def test_plans_to_subscribe_to_are_not_planned(header: str, first: str, second: str) -> None:
    assert read(f"# Plan\n\n## Offer\n\n| {header} |\n|---|---|---|\n| {first} |\n| {second} |\n").items == ()


def test_phases_with_a_monthly_cost_are_planned() -> None:
    rows = "| Phase 1 (Pilot) | 4 months | $30k |\n| Phase 2 (Fleet) | 2 months | $40k |\n"
    roadmap = read(f"# Plan\n\n## Team\n\n| Phase | Duration | Cost per month |\n|---|---|---|\n{rows}")
    assert [item.kind for item in roadmap.items] == ["phase", "phase"]


def test_a_row_with_an_id_of_steps_is_no_total_though_its_name_may_be_one() -> None:
    roadmap = read(
        "# Plan\n\n| ID | Task | Days |\n|---|---|---:|\n| 3.1 | River model | 66 |\n| 3.2 | Ensemble runs | 37 |\n| 3.3 | Check | 24 |\n"
    )
    assert [item.title for item in roadmap.items] == ["River model", "Ensemble runs", "Check"]
