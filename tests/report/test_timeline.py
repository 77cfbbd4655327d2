"""When things are planned, on the calendar and on axes of their own."""

from __future__ import annotations

import pytest

from agent.render.report_tables import ends
from tests.report.reports import harbour, report_of


def placed(*windows: str) -> list[tuple[float, float]]:
    """Where phases with these windows stand."""
    text = "# P\n\n" + "".join(f"## Phase {at}: Part ({window})\n\n- Work on it\n\n" for at, window in enumerate(windows, 1))
    return [(bar.first, bar.last) for bar in report_of(text).timeline if bar.kind == "phase"]


@pytest.mark.parametrize(
    ("windows", "places"),
    [
        (("Months 0-6", "Months 6-18"), [(0, 6), (6, 18)]),
        (("Weeks 1-2", "Weeks 3-4"), [(0, 2), (2, 4)]),
        (("Month 1", "Month 2"), [(0, 1), (1, 2)]),
        (("Months 1-3", "Months 3-6"), [(0, 3), (3, 6)]),
        (("Months 0-3", "Months 1-3", "Months 3-6"), [(0, 3), (1, 3), (3, 6)]),
        (("Months 0-6", "18+ months"), [(0, 6), (18, 18)]),
    ],
)
def test_ranges_are_placed_as_they_follow_each_other(windows: tuple[str, ...], places: list[tuple[float, float]]) -> None:
    assert placed(*windows) == places


def test_a_calendar_window_has_its_days_state_and_line() -> None:
    bar = harbour().timeline[1]
    assert (bar.axis, bar.start, bar.end, bar.status, bar.evidence.line) == ("calendar", "2026-03-02", "2026-05-29", "in progress", 10)
    assert ends(bar) == ("2026-03-02", "2026-05-29")
    assert bar.last - bar.first == 89


def test_items_that_inherit_a_window_have_no_bar_of_their_own() -> None:
    report = report_of("# P\n\n## Q1 2027\n\n### Search\n\n- Index pages\n\n## Q2 2027\n\n### Maps\n\n- Draw tiles\n")
    assert [bar.kind for bar in report.timeline] == ["phase", "phase"]


def test_relative_ends_are_told_from_the_start() -> None:
    bar = next(bar for bar in report_of("# P\n\n## Phase 1: A (Months 0-6)\n\n- X\n").timeline)
    assert ends(bar) == ("the start", "after 6 months")
