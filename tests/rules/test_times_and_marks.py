"""The patterns of rules about times, tickets and marks, each with texts that it must read and neighbours that it must not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.rules.document.copied_link import TICKET
from agent.rules.document.emphasis import DOUBLED
from agent.rules.document.first_step import SECOND
from agent.rules.reading.moments import from_now
from agent.rules.reading.neighbours import side_by_side
from agent.rules.schedule.said_parallel import TWO


@pytest.mark.parametrize(
    ("text", "unit", "last"),
    [
        ("This week", "week", 1),
        ("First steps (this week)", "week", 1),
        ("Nächste Woche: Kräne", "week", 2),
        ("🔥 Próximo mês", "month", 2),
        ("Ce mois-ci", "month", 1),
        ("今週", "week", 1),
        ("下周发布", "week", 2),
    ],
)
def test_a_heading_tells_a_time_from_now(text: str, unit: str, last: int) -> None:
    told = from_now(text)
    assert told is not None
    assert (told.window.unit, told.window.last) == (unit, last)
    assert told.period.axis == "plan"


@pytest.mark.parametrize(
    "text", ["What we learned this week", "Weekly review", "Month 1", "", "This weekend is a long way from " + "x" * 60]
)
def test_a_heading_that_only_speaks_of_a_week_tells_no_time(text: str) -> None:
    assert from_now(text) is None


@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_a_time_from_now(text: str) -> None:
    told = from_now(text)
    assert told is None or 0 <= told.start < told.end <= len(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Phases 2-3 in parallel", ("2", "3")),
        ("As fases 1 e 2 correm em paralelo", ("1", "2")),
        ("Phase 1 und Phase 2 laufen gleichzeitig", ("1", "2")),
        ("フェーズ2と3は並行", ("2", "3")),
        ("Sprints 4 & 5", ("4", "5")),
    ],
)
def test_two_phases_are_named(text: str, numbers: tuple[str, str]) -> None:
    match = TWO.search(text)
    assert match is not None
    assert match.groups() == numbers


@pytest.mark.parametrize("text", ["Phase 2 in parallel", "Phase 2.1-2.3", "subphase 2-3", "2-3 phases"])
def test_one_phase_or_a_part_of_one_names_no_two(text: str) -> None:
    assert TWO.search(text) is None


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (TICKET, "[Issue](https://git.example/a/b/issues/12)", True),
        (TICKET, "[Ticket](https://jira.example/browse/HAR-12)", True),
        (TICKET, "[Issue 12](https://git.example/a/b/issues/12)", False),
        (TICKET, "[Issue](https://git.example/a/b/issues)", False),
        (DOUBLED, "| ****TOTAL**** | 4 |", True),
        (DOUBLED, "****", False),
        (DOUBLED, "**total**", False),
        (DOUBLED, "****4711****", False),
        (SECOND, "Steps: 2. Move the tables 3. Check", True),
        (SECOND, "手順：2. 表を移す 3. 鍵", True),
        (SECOND, "Termine: 2. März und 3. April", False),
        (SECOND, "Version: 2.3 and 3.1", False),
    ],
)
def test_marks_and_tickets_are_told_from_their_neighbours(pattern: re.Pattern[str], text: str, *, found: bool) -> None:
    assert bool(pattern.search(text)) is found


def test_words_side_by_side_are_stems_that_say_what_is_built() -> None:
    assert side_by_side("Win reference harbours", "en") == {("refer", "harbour")}
    assert side_by_side("New platform", "en") == frozenset()
    assert side_by_side("クレーンのカメラ", "ja") == frozenset()
