"""Rows and columns of time series: keys that say when and name nothing."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Roadmap
from tests.extract.reading import fact, read


def stretch(roadmap: Roadmap, text: str) -> tuple[str, float | None, float | None]:
    window = fact(roadmap, text).window
    return (window.unit, window.first, window.last) if window is not None else ("", None, None)


@pytest.mark.parametrize(("header", "unit"), [("Month", "month"), ("Semana", "week"), ("月份", "month"), ("月", "month")])
def test_numbers_that_count_on_below_a_unit_of_time_say_when(header: str, unit: str) -> None:
    roadmap = read(f"# Plan\n\n| {header} | MRR |\n|---|---|\n| 1-3 | $500 |\n| 4 (launch) | $700 |\n| 5 | $900 |\n| 6+ | $1,100 |\n")
    assert stretch(roadmap, "$500") == (unit, 1, 3)
    assert stretch(roadmap, "$700") == (unit, 4, 4)
    assert stretch(roadmap, "$1,100") == (unit, 6, None)
    assert roadmap.items == ()


@pytest.mark.parametrize("rows", ["| 4 | $1 |\n| 2 | $2 |\n| 3 | $3 |\n", "| 1 | $1 |\n| 2 | $2 |\n"])
def test_numbers_that_do_not_count_on_stay_numbers(rows: str) -> None:
    roadmap = read(f"# Plan\n\n| Week | Fee |\n|---|---|\n{rows}")
    assert stretch(roadmap, "$2") == ("", None, None)


def test_sprints_are_counted_as_what_they_name() -> None:
    roadmap = read("# Plan\n\n| Sprint | Goal | Hours |\n|---|---|---|\n| 1 | Map | 80h |\n| 2 | Shop | 60h |\n| 3 | Horn | 70h |\n")
    assert [item.id for item in roadmap.items] == ["Sprint 1", "Sprint 2", "Sprint 3"]


@pytest.mark.parametrize("headers", ["M6 target | M12 target", "M6目標 | M12目標", "M6 | M12"])
def test_lettered_months_head_the_figures_of_measures(headers: str) -> None:
    roadmap = read(f"# Plan\n\n## KPIs\n\n| KPI | {headers} |\n|---|---|---|\n| Bookings | 450 | 900 |\n| Guests | 70 | 80 |\n")
    assert stretch(roadmap, "450") == ("month", 6, 6)
    assert stretch(roadmap, "80") == ("month", 12, 12)


def test_milestones_called_so_are_no_months() -> None:
    roadmap = read("""
        # Plan

        - M1: Permit
        - M2: Pier

        ## Costs

        | Item | M1 | M2 |
        |---|---|---|
        | Wood | $450 | $900 |
    """)
    assert stretch(roadmap, "$450") == ("", None, None)


def test_lengths_above_the_figures_of_measures_say_when_they_are_reached() -> None:
    roadmap = read("# Plan\n\n| Metric | Baseline | 3 months | 6 months |\n|---|---|---|---|\n| Bookings | 100 | 450 | 900 |\n")
    assert stretch(roadmap, "450") == ("month", 3, 3)
    priced = read("# Plan\n\n| Room | 3 months | 6 months |\n|---|---|---|\n| Loft | $450 | $900 |\n")
    assert stretch(priced, "$450") == ("", None, None)


def test_a_month_that_keys_a_row_is_no_milestone_of_that_name() -> None:
    roadmap = read("""
        # Plan

        ## Milestones

        | ID | Milestone | Owner | Status |
        |---|---|---|---|
        | M3 | Permit | Ann | open |
        | M6 | Pier | Bob | open |

        ## Forecast

        | Month | Bookings |
        |---|---|
        | M3 | 450 |
        | M6 | 900 |
    """)
    found = fact(roadmap, "450")
    assert (found.item, stretch(roadmap, "450")) == ("", ("month", 3, 3))
