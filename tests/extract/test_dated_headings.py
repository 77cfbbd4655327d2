"""Headings with a time or a length, and tables of ranks: which name something planned."""

from __future__ import annotations

import pytest

from tests.extract.reading import kinds, read


def test_phases_lettered_within_a_number_are_phases() -> None:
    plan = read("""
        # Dock

        ## Phase 2A: Pumps (8-12 weeks)
        - Lift the old pump

        ## Phase 2B: Hall (4 weeks)
        - New roof
        """)
    assert [(item.id, item.title) for item in plan.items if item.kind == "phase"] == [("Phase 2A", "Pumps"), ("Phase 2B", "Hall")]


@pytest.mark.parametrize(
    ("heading", "identifier", "title"),
    [
        ("Sprint A1: Pumps", "Sprint A1", "Pumps"),
        ("Sprint SN2 - Pumps", "Sprint SN2", "Pumps"),
        ("Phase E2a — Pumps (4 weeks)", "Phase E2a", "Pumps"),
        ("Phase E0.D: Pumps", "Phase E0.D", "Pumps"),
        ("Phase 2B.1: Pumps", "Phase 2B.1", "Pumps"),
        ("Etapa L3 (mayo de 2027)", "Etapa L3", "Etapa L3"),
    ],
)
def test_letters_before_a_number_and_points_behind_one_belong_to_it(heading: str, identifier: str, title: str) -> None:
    plan = read(f"# Dock\n\n## {heading}\n- Lift the old pump\n")
    assert (plan.items[0].id, plan.items[0].title) == (identifier, title)


@pytest.mark.parametrize("heading", ["Step S3 upload", "Phase B2B sales", "Step E2E tests", "Phase Q1 2027: Pumps", "Milestone P0: Pumps"])
def test_letters_and_digits_that_name_something_else_number_nothing(heading: str) -> None:
    assert not [item for item in read(f"# Dock\n\n## {heading}\n- Lift\n").items if " " in item.id]


@pytest.mark.parametrize(
    ("heading", "identifier", "title"),
    [
        ("Priority 1: Tide tables (2 weeks)", "Priority 1", "Tide tables"),
        ("🎯 PRIORITY #4 — Quay lights", "Priority 4", "Quay lights"),
        ("Prioridad 2: Faros", "Prioridad 2", "Faros"),
        ("Block 3: Cranes", "Block 3", "Cranes"),
        ("Volet 2 : Grues", "Volet 2", "Grues"),
    ],
)
def test_work_may_be_called_by_its_rank_or_its_block(heading: str, identifier: str, title: str) -> None:
    plan = read(f"# Dock\n\n## {heading}\n- Lift the old pump\n- Paint the new one\n")
    assert (plan.items[0].id, plan.items[0].title, len(plan.items)) == (identifier, title, 3)


@pytest.mark.parametrize(
    "heading", ["Priority 1: Critical items", "Priority 2 — Must-have before the season", "Priority 3: Short term", "Priority 4"]
)
def test_a_rank_with_a_level_is_no_name(heading: str) -> None:
    assert not [item for item in read(f"# Dock\n\n## {heading}\n- Lift the old pump\n").items if item.id]


@pytest.mark.parametrize("heading", ["Milestone 10K readers", "Sprint 3G rollout", "Phase 2%"])
def test_a_scale_behind_a_number_is_no_letter(heading: str) -> None:
    assert not [item for item in read(f"# Dock\n\n## {heading}\n- Lift\n").items if item.id]


def test_several_days_before_a_name_are_a_phase() -> None:
    plan = read("""
        # Umbau

        ## Ablauf

        **6.-17. Januar: Vermessung**
        - Pläne zeichnen

        **20.-31. Januar: Ausschreibung**
        - Angebote prüfen
        """)
    found = [(item.kind, item.title, item.window.text if item.window else "") for item in plan.items]
    assert found == [
        ("phase", "Vermessung", "6.-17. Januar"),
        ("task", "Pläne zeichnen", "6.-17. Januar"),
        ("phase", "Ausschreibung", "20.-31. Januar"),
        ("task", "Angebote prüfen", "20.-31. Januar"),
    ]


def test_one_day_before_a_name_is_a_report() -> None:
    plan = read("""
        # Umbau

        ## Protokoll

        **6. Januar: Vermessung besprochen**
        - Pläne lagen vor
        """)
    assert plan.items == ()


def test_headings_with_lengths_beside_each_other_are_work() -> None:
    plan = read("""
        # Kiosk

        ## Parts to build

        ### 1. Shelf view (1h)
        - Rows of goods

        ### 2. Till (2h)
        - Sums

        ### 3. Proof (30 min)
        - One day in the shop
        """)
    assert [title for kind, title, parent in kinds(plan) if kind == "initiative"] == ["shelf-view", "till", "proof"]


@pytest.mark.parametrize(
    "headings",
    [
        ("Option A: Fast (8 weeks)", "Option B: Cheap (16 weeks)", "Option C: Small (4 weeks)"),  # one of them is chosen
        ("Daily (5 min with the crew)", "Weekly (30 min with the board)", "Monthly (1 hour for all)"),  # meetings
        ("Budget (6 months)", "Team (6 months)", "Risks (6 months)"),  # sections
        ("Shelf view (1h)", "Till", "Proof", "Sources"),  # one of many
    ],
)
def test_other_headings_with_lengths_are_none(headings: tuple[str, ...]) -> None:
    plan = read("# Kiosk\n\n" + "\n".join(f"## {heading}\n\nSome words about it.\n" for heading in headings))
    assert plan.items == ()


@pytest.mark.parametrize(
    "heading", ["What works now (December 2026)", "Open positions (May 2027)", "Sources (2026)", "作業状況（2026年12月）"]
)
def test_a_month_in_brackets_dates_a_section_and_plans_nothing(heading: str) -> None:
    plan = read(f"""
        # Ferry

        ## {heading}

        - **Piers**: two of them
        - **Boats**: one

        ## How we sail

        Twice a day.
        """)
    assert plan.items == ()


def test_months_in_brackets_beside_each_other_are_a_plan() -> None:
    plan = read("""
        # Ferry

        ## New pier (May 2027)

        - Drive the piles

        ## New boat (August 2027)

        - Paint the hull
        """)
    assert [kind for kind, _, _ in kinds(plan)] == ["phase", "task", "phase", "task"]


def test_a_month_in_brackets_above_boxes_is_a_plan() -> None:
    plan = read("""
        # Ferry

        ## New pier (May 2027)

        - [ ] Drive the piles

        ## How we sail

        Twice a day.
        """)
    assert [kind for kind, _, _ in kinds(plan)] == ["phase", "task"]


def test_the_title_of_a_paper_is_no_phase() -> None:
    assert read("# Phase 2A - Implementation plan\n\n## Goal\n\nA dry cellar.\n").items == ()
    named = read("# Phase 2A: Dry cellar\n\n## Goal\n\nNo water.\n")
    assert [(item.id, item.title) for item in named.items] == [("Phase 2A", "Dry cellar")]


@pytest.mark.parametrize("header", ["Tier | Monthly | Savings", "Pilar | Custo | Nota", "Stage | Users | Cost"])
def test_ranks_without_a_time_are_no_phases(header: str) -> None:
    assert read(f"# Shop\n\n| {header} |\n|---|---|---|\n| Basic | 10 | 20 |\n| Gold | 30 | 40 |\n").items == ()


@pytest.mark.parametrize("header", ["Stage | Start | Cost", "Pillar | Owner | Cost", "Phase | Budget | Notes"])
def test_ranks_with_a_time_or_an_owner_and_phases_are(header: str) -> None:
    plan = read(f"# Shop\n\n| {header} |\n|---|---|---|\n| Cellar | May 2027 | $20K |\n| Roof | June 2027 | $40K |\n")
    assert [item.kind for item in plan.items] == ["phase", "phase"]


@pytest.mark.parametrize(("written", "year"), [("2031-12-06", None), ("2031-01-06", 2031)])
def test_quarters_before_the_day_a_plan_was_written_are_not_of_that_year(written: str, year: int | None) -> None:
    roadmap = read(f"# Harbour\n\nDate: {written}\n\n## Milestones\n\n- Q1: Dredge the channel\n- Q2: New crane\n- Q3: Opening\n")
    starts = {item.window.start for item in roadmap.items if item.window is not None}
    assert {start.year if start else None for start in starts} == {year}
