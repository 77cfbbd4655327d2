"""Rows and columns of time series: keys that say when and name nothing."""

from __future__ import annotations

import pytest

from agent.facts import decide_convention
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


@pytest.mark.parametrize(
    ("title", "header", "cells"),
    [
        ("Plano 2026", "Trimestre", ("T1", "T3")),
        ("Plan 2026", "Trimestre", ("1T", "3T")),
        ("Plan 2026", "Quarter", ("T1", "T3")),
        ("Plano 2026", "Semestre", ("S1", "S2")),
    ],
)
def test_letters_below_the_word_for_parts_of_a_year_are_those_of_the_calendar(title: str, header: str, cells: tuple[str, str]) -> None:
    rows = "".join(f"| {key} | {name} | {cell} |\n" for key, name, cell in zip(("A1", "A2"), ("Ponte", "Cais"), cells, strict=True))
    roadmap = read(f"# {title}\n\n| Id | Item | {header} |\n|---|---|---|\n{rows}")
    second = roadmap.items[1].window
    assert second is not None
    assert second.start is not None
    assert (second.text, second.start.isoformat()) == (cells[1], "2026-07-01")


def test_headings_of_a_plan_in_trimesters_are_its_quarters() -> None:
    roadmap = read(
        "# Plan 2026\n\nLes équipes livrent à la fin de chaque trimestre.\n\n## T1 : Quai\n\n- Pont\n\n## T2-T3 : Grue\n\n- Moteur\n"
    )
    assert [item.window.text for item in roadmap.items if item.window and not item.window_inherited] == ["T1", "T2-T3"]


@pytest.mark.parametrize(
    "text",
    [
        "Plan del trimestre.\n\n- T1: Grúa\n- T2: Muelle\n",  # tasks
        "Plan del trimestre.\n\n## T1 Grúa\n\n## T5 Muelle\n",  # numbers that no quarter has
        "Plan of the teams T1 and T2 for the year.\n",
    ],
)
def test_letters_that_number_other_things_are_no_quarters(text: str) -> None:
    assert decide_convention(f"# Plan 2026\n\n{text}").year_parts == ""
