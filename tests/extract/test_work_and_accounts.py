"""Tests of which lists and headings name work, and which only tell of it."""

from __future__ import annotations

import pytest

from tests.extract.reading import kinds, read


def _titles(text: str) -> set[str]:
    return {item.title for item in read(text).items}


def test_what_a_line_only_introduces_below_an_item_is_no_work() -> None:
    text = (
        "# Plan\n\n## Phase 1: Base\n\n### Tide gauge\n\n- Order the sensor\n\n**Colours of the housing:**\n- Harbour grey\n- Signal red\n"
    )
    assert _titles(text) == {"Base", "Tide gauge", "Order the sensor"}


@pytest.mark.parametrize("lead", ["Required steps", "Week 2", "Was noch offen ist", "Fase 2 do cais", "Features"])
def test_what_a_line_lists_as_work_stays(lead: str) -> None:
    text = f"# Plan\n\n## Phase 1: Base\n\n### Tide gauge\n\n**{lead}:**\n- Order the sensor\n- Dig the shaft\n"
    assert {"Order the sensor", "Dig the shaft"} <= _titles(text)


def test_boxes_and_bold_names_stay_whatever_introduces_them() -> None:
    text = "# Plan\n\n## Phase 1: Base\n\n### Tide gauge\n\n**Colours:**\n- [ ] Paint the housing\n- **Mast**: paint it too\n"
    assert {"Paint the housing", "Mast"} <= _titles(text)


def test_what_a_line_introduces_below_a_phase_stays() -> None:
    text = "# Plan\n\n## Phase 1: Base\n\n**On the water:**\n- Lay the moorings\n- Test the buoys\n"
    assert {"Lay the moorings", "Test the buoys"} <= _titles(text)


def test_sections_of_a_document_about_one_phase_are_no_items() -> None:
    text = "# Phase 2: New ferry landing\n\n## What it means for guests\n\nShorter ways.\n\n- Less noise\n\n## Tasks\n\n- Drive piles\n"
    assert kinds(read(text)) == [("phase", "phase-2", ""), ("task", "drive-piles", "phase-2")]


def test_what_stands_right_below_the_title_of_one_phase_is_done_in_it() -> None:
    assert {"Drive piles", "Lay rails"} <= _titles("# Phase 2: New ferry landing\n\n- Drive piles\n- Lay rails\n")


def test_the_first_of_several_phases_is_no_title_of_the_document() -> None:
    text = "# Phase 1: Base\n\n## Quay wall\n\n- Drive piles\n\n# Phase 2: Cranes\n\n## Rails\n\n- Lay rails\n"
    assert {"Quay wall", "Rails", "Drive piles"} <= _titles(text)


@pytest.mark.parametrize("name", ["Test statistics", "Known limitations", "Riepilogo", "Checkliste", "Quick reference", "本阶段总结"])
def test_a_heading_of_what_is_told_of_a_phase_is_no_item(name: str) -> None:
    assert _titles(f"# Plan\n\n## Phase 1: Base\n\n### {name}\n\nAll is well.\n\n### Quay wall\n\n- Drive piles\n") == {
        "Base",
        "Quay wall",
        "Drive piles",
    }


@pytest.mark.parametrize("name", ["Guest summary by harbour and month", "Order status", "Checklist engine"])
def test_a_heading_that_names_a_thing_to_build_stays(name: str) -> None:
    assert name in _titles(f"# Plan\n\n## Phase 1: Base\n\n### {name}\n\nWe build it.\n")


@pytest.mark.parametrize(
    "lead", ["Phase 2 adds a second berth:", "Phase 2 is complete when ALL of this holds:", "**Fase 2 completada con éxito:**"]
)
def test_a_sentence_about_a_phase_names_none(lead: str) -> None:
    assert read(f"# Plan\n\n{lead}\n\n- More boats\n- Less noise\n").items == ()


@pytest.mark.parametrize("lead", ["Phase 2: a second berth", "**Phase 2 Second berth**", "Sprint 2 – moorings:"])
def test_a_line_that_names_a_phase_is_one(lead: str) -> None:
    assert read(f"# Plan\n\n{lead}\n\n- More boats\n- Less noise\n").items[0].kind == "phase"


def test_a_branch_named_after_a_phase_is_no_phase() -> None:
    text = "# Checklist\n\n- [ ] `phase2/new-moorings`\n- [ ] `phase2/second-berth`\n"
    assert [(item.kind, item.id) for item in read(text).items] == [("task", ""), ("task", "")]


def test_what_is_done_about_a_named_risk_is_no_risk() -> None:
    text = "# Plan\n\n## Risk mitigation\n\n### Storms\n\n- Keep a spare pontoon\n\n**If the crane is late:**\n- Rent one\n"
    assert read(text).items == ()


@pytest.mark.parametrize("section", ["Risks", "Risks and mitigations", "Risk & Mitigation"])
def test_risks_grouped_by_their_kind_stay_risks(section: str) -> None:
    text = f"# Plan\n\n## {section}\n\n### At sea\n\n- Storms close the harbour\n- The crane is late\n"
    assert [item.kind for item in read(text).items] == ["risk", "risk"]


@pytest.mark.parametrize("lead", ["Delivers", "Output", "Includes", "Liefert", "Inclut", "Incluye"])
def test_lists_of_what_work_delivers_are_parts_of_it(lead: str) -> None:
    roadmap = read(f"""
        # Harbour

        ## Phase 1: Quay

        ### A1: Crane
        **Owner**: Ines
        **{lead}**:
        - Crane on rails
        - Remote control
    """)
    assert {"Crane on rails", "Remote control"} <= {item.title for item in roadmap.items}
