"""Changes in percent, and the series of tables that they are between."""

from __future__ import annotations

import pytest

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.quantity import Comparator, Quantity
from agent.rules.reading.changes import change_of, change_shown, is_stated, slack_of
from agent.rules.reading.grid import Grid, grids_of
from agent.rules.reading.interval import Interval, exact
from agent.rules.reading.table_series import columns_as_series, rows_as_series


def percent(value: float, comparator: Comparator = "=") -> Quantity:
    return Quantity(value - 0.5, value + 0.5, value, value, "percent", "%", comparator)


def test_a_quotient_is_a_change_of_so_many_percent() -> None:
    assert change_of(Interval(1.25, 1.5)) == Interval(25.0, 50.0)
    assert change_of(exact(0.5)) == exact(-50.0)


@pytest.mark.parametrize(("first", "last", "times", "shown"), [(200, 450, 1, "125%"), (40, 30, 1, "-25%"), (100, 200, 2, "41.4%")])
def test_a_change_is_shown_with_one_digit_and_by_the_time(first: float, last: float, times: float, shown: str) -> None:
    assert change_shown(first, last, times) == shown


@pytest.mark.parametrize(("value", "slack"), [(10, 0.6), (30, 0.6), (-100, 2.0), (250, 5.0)])
def test_rounding_hides_some_points_or_a_part_of_a_large_change(value: float, slack: float) -> None:
    assert slack_of(percent(value)) == pytest.approx(slack)


@pytest.mark.parametrize(
    ("change", "stated", "same"),
    [
        (50.0, percent(50), True),
        (51.0, percent(50), True),
        (51.2, percent(50), False),
        (48.8, percent(50), False),
        (-20.0, percent(20), True),
        (20.0, percent(-20), True),
        (-22.0, percent(20), False),
        (-18.8, percent(20), False),
        (90.0, percent(50, ">="), True),
        (-90.0, percent(50, ">="), True),
        (40.0, percent(50, ">="), False),
    ],
)
def test_a_change_is_the_stated_one_with_its_sign_or_without(change: float, stated: Quantity, same: bool) -> None:
    assert is_stated(exact(change), stated, slack=0.6) is same


def grid(text: str) -> Grid:
    return grids_of(extract(parse_markdown(text, "plan.md")))[0]


TABLE = """
| | 2026 | 2027 | Phase 1 total | Average |
|---|---|---|---|---|
| Boats | 3 | 4 | 7 | 3.5 |
| Oars | 6 | | 6 | 6 |
| Phase 1 total | 9 | 4 | 13 | 7 |
| Average | 4.5 | 4 | 6.5 | 5 |
"""


def test_a_row_is_a_series_without_the_column_of_its_total() -> None:
    first, second, total, _ = rows_as_series(grid(TABLE))
    assert (first.name, [value and value.most for value in first.values], first.lines, first.times) == (
        "Boats",
        [3, 4],
        (4, 4),
        ("2026", "2027"),
    )
    assert [value and value.most for value in second.values] == [6, None]
    assert total.name == "Phase 1 total"


def test_a_column_is_a_series_without_the_row_of_its_total() -> None:
    first, *_ = columns_as_series(grid(TABLE))
    assert (first.name, [value and value.most for value in first.values], first.lines, first.times) == (
        "2026",
        [3, 6],
        (4, 5),
        ("Boats", "Oars"),
    )
