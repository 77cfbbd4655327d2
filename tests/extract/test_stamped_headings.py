"""Days that say when a section was written."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

TABLE = "| Track | Cost |\n|---|---|\n| Barn | €400 |\n"


@pytest.mark.parametrize("heading", ["Status at a glance (2026-06-01)", "Project status — 1 June 2026", "État des lieux (1 juin 2026)"])
def test_the_day_of_a_state_is_when_it_was_written(heading: str) -> None:
    roadmap = read(f"# Farm\n\n## {heading}\n\n{TABLE}")
    assert [fact.attribute for fact in roadmap.facts] == ["as_of", "cost"]
    assert [fact.window for fact in roadmap.facts if fact.attribute == "cost"] == [None]


def test_the_day_in_the_title_of_a_plan_is_no_time_of_what_it_plans() -> None:
    roadmap = read(f"# Master plan for the farm (2026-06-01)\n\n## Tracks\n\n{TABLE}")
    assert [fact.window for fact in roadmap.facts if fact.attribute == "cost"] == [None]
    assert "window" not in [fact.attribute for fact in roadmap.facts]


@pytest.mark.parametrize("heading", ["Harvest feast (1 June 2026)", "Status page goes live (1 June 2026)"])
def test_the_day_of_anything_else_is_when_it_is(heading: str) -> None:
    roadmap = read(f"# Farm\n\n## {heading}\n\n{TABLE}")
    assert "as_of" not in [fact.attribute for fact in roadmap.facts]
    assert [fact.window is not None for fact in roadmap.facts if fact.attribute == "cost"] == [True]


def test_what_is_so_now_is_of_the_day_beside_it() -> None:
    roadmap = read(f"# Farm\n\n## Current status (1 June 2026)\n\n{TABLE}")
    assert [fact.window.text for fact in roadmap.facts if fact.attribute == "cost" and fact.window] == ["1 June 2026"]
