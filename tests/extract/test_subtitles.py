"""Tests of lines below a heading that say when it is."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


def _window(text: str, title: str) -> str:
    window = next(item.window for item in read(text).items if item.title == title)
    return window.text if window is not None else ""


@pytest.mark.parametrize(
    ("line", "window"),
    [
        ("10 - 16 Nov 2025", "10 - 16 Nov 2025"),
        ("**10 - 16 Nov 2025**", "10 - 16 Nov 2025"),
        ("*(Weeks 3-4)*", "Weeks 3-4"),
        ("📅 Q3 2026", "Q3 2026"),
        ("Timeline: Q3 2026 | Effort: 3 weeks", "Q3 2026"),
        ("**Período:** março - maio de 2026", "março - maio de 2026"),
        ("Duration: 3 weeks (Weeks 11-13)", "Weeks 11-13"),
        ("时间：2026年1月-3月", "2026年1月-3月"),
    ],
)
def test_a_line_of_time_below_a_heading_is_when_it_is(line: str, window: str) -> None:
    text = f"# Plan\n\n## Phase 2: Harbour\n\n{line}\n\n- Dredge the basin\n"
    assert _window(text, "Harbour") == window
    assert _window(text, "Dredge the basin") == window


@pytest.mark.parametrize("line", ["Updated in March 2026", "Weeks 3-4:", "We begin in Q3 2026 with the quay."])
def test_other_lines_below_a_heading_do_not_date_it(line: str) -> None:
    assert _window(f"# Plan\n\n## Workstream 2: Harbour\n\n{line}\n\n- Dredge the basin\n", "Harbour") == ""


def test_a_section_with_several_lines_of_time_lists_periods() -> None:
    text = "# Plan\n\n## Phase 2: Harbour\n\n**Weeks 1-2**\n\n- Survey\n\n**Weeks 3-4**\n\n- Dredge\n"
    assert (_window(text, "Harbour"), _window(text, "Survey"), _window(text, "Dredge")) == ("", "Weeks 1-2", "Weeks 3-4")


def test_the_dates_of_a_counted_sprint_are_when_it_is() -> None:
    text = "# Plan\n\n## Sprint 12: Berths\n\n- **Dates**: 3 Mar 2026 - 14 Mar 2026\n- Build the quay\n"
    assert _window(text, "Berths") == _window(text, "Build the quay") == "3 Mar 2026 - 14 Mar 2026"


def test_a_day_below_a_heading_that_names_nothing_planned_does_not_date_the_phase_around_it() -> None:
    text = "# Plan\n\n## Phase 1: Base (Weeks 1-2)\n\n### About the survey\n\n15 May 2026\n\n- Notes\n"
    assert _window(text, "Base") == "Weeks 1-2"


def test_a_numbered_thing_behind_its_weeks_is_named_so() -> None:
    items = read("# Plan\n\n## Timeline\n\n- **Weeks 1-2**: Sprint 12 - Berths\n- **Weeks 3-4**: Sprint 13 - Cranes\n").items
    assert [(item.id, item.title, item.window.text if item.window else "") for item in items] == [
        ("Sprint 12", "Berths", "Weeks 1-2"),
        ("Sprint 13", "Cranes", "Weeks 3-4"),
    ]


@pytest.mark.parametrize(
    ("title", "subtitle", "period"),
    [
        ("Sprint 6", "Sprint Duration: July 15 - July 31, 2025", "July 15 - July 31, 2025"),
        ("Phase 2", "Zeitraum: 1. März - 30. April 2026", "1. März - 30. April 2026"),
        ("Phase 2", "Timeline: Q3 2026", "Q3 2026"),
    ],
)
def test_a_heading_of_dates_is_when_the_heading_above_is(title: str, subtitle: str, period: str) -> None:
    roadmap = read(f"# Plan\n\n## {title}\n\n### {subtitle}\n\n- [ ] Login\n")
    assert [(item.title, item.window.text if item.window else "") for item in roadmap.items] == [(title, period), ("Login", period)]
