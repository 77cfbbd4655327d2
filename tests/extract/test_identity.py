"""Which places of a document speak of the same thing, and which of several namesakes a place means."""

from __future__ import annotations

import pytest

from agent.extract.wording.numbering import fold_id
from tests.extract.reading import kinds, read


def test_an_id_counts_within_what_encloses_it() -> None:
    roadmap = read("""
        # Plan
        ## Objective 1: Readers
        - **KR1**: 5,000 readers a day
        - **KR2**: two languages
        ## Objective 2: Money
        - **KR1**: 200 patrons
        """)
    assert kinds(roadmap) == [
        ("objective", "objective-1", ""),
        ("objective", "kr1", "objective-1"),
        ("objective", "kr2", "objective-1"),
        ("objective", "objective-2", ""),
        ("objective", "kr1~2", "objective-2"),
    ]


def test_the_same_id_and_name_told_under_two_headings_is_one_thing() -> None:
    roadmap = read("""
        # Plan
        ## Objective 1: Readers
        - **KR1**: 5,000 readers a day
        - **KR2**: two languages
        ## Objective 2: What we look at every week
        - **KR1**: 5,000 readers every day
        """)
    assert [item.key for item in roadmap.items] == ["objective-1", "kr1", "kr2", "objective-2"]


def test_phases_of_two_initiatives_are_four() -> None:
    roadmap = read("""
        # Plan
        ## A1: Harbour map
        **Status:** planned
        ### Phase 1: Survey
        ### Phase 2: Print
        ## A2: Tide app
        **Status:** planned
        ### Phase 1: Survey
        ### Phase 2: Release
        """)
    assert [(item.key, item.parent) for item in roadmap.items if item.kind == "phase"] == [
        ("phase-1", "a1"),
        ("phase-2", "a1"),
        ("phase-1~2", "a2"),
        ("phase-2~2", "a2"),
    ]


def test_a_dependency_means_the_namesake_beside_it() -> None:
    roadmap = read("""
        # Plan
        ## A1: Harbour map
        **Status:** planned
        ### Phase 1: Survey
        ### Phase 2: Print
        - Depends on: Phase 1
        ## A2: Tide app
        **Status:** planned
        ### Phase 1: Sketch
        ### Phase 2: Release
        - Depends on: Phase 1
        """)
    targets = {item.key: [dependency.target for dependency in item.dependencies] for item in roadmap.items if item.dependencies}
    assert targets == {"phase-2": ["phase-1"], "phase-2~2": ["phase-1~2"]}


def test_rows_of_two_tables_with_the_same_columns_are_two_things() -> None:
    roadmap = read("""
        # Plan
        ## After three months
        | Objective | Owner | Effort |
        |---|---|---|
        | Paying readers | Ana | 4 weeks |
        ## After a year
        | Objective | Owner | Effort |
        |---|---|---|
        | Paying readers | Ben | 9 weeks |
        """)
    assert [item.key for item in roadmap.items] == ["paying-readers", "paying-readers~2"]


def test_rows_of_two_tables_with_other_columns_are_one_thing() -> None:
    roadmap = read("""
        # Plan
        ## Who
        | Initiative | Owner | Priority |
        |---|---|---|
        | Harbour map | Ana | high |
        ## When
        | Initiative | Start | End |
        |---|---|---|
        | Harbour map | May 2026 | June 2026 |
        """)
    assert [(item.key, len(item.mentions)) for item in roadmap.items] == [("harbour-map", 1)]


def test_running_numbers_of_a_table_are_those_of_the_steps_below() -> None:
    roadmap = read("""
        # Plan
        | # | Task | Status | Effort |
        |---|---|---|---|
        | 1 | Buy the sensors | done | 2 days |
        | 2 | Draft the survey of ships | planned | 3 days |
        | 3 | Print | planned | 1 day |
        ### Step 2: Survey of ships
        ### Step 3: Print
        """)
    assert [(item.key, item.status) for item in roadmap.items] == [
        ("buy-the-sensors", "done"),
        ("step-2", "planned"),
        ("step-3", "planned"),
    ]


def test_one_row_that_happens_to_have_the_number_and_a_word_stays_itself() -> None:
    roadmap = read("""
        # Plan
        | # | Task | Status | Effort |
        |---|---|---|---|
        | 1 | Buy paper | done | 2 days |
        | 2 | Survey of readers | planned | 3 days |
        ### Step 1: Sensors
        ### Step 2: Survey of ships
        """)
    assert len(roadmap.items) == 4


@pytest.mark.parametrize("line", ["Task 1.1 → Task 1.2", "Task 1.1 comes first, whatever happens"])
def test_a_bullet_that_opens_with_the_id_of_a_heading_names_nothing_new(line: str) -> None:
    roadmap = read(f"""
        # Plan
        ### Task 1.1: Harbour map
        ### Task 1.2: Tide tables
        ## Order of work
        - {line}
        """)
    assert [item.key for item in roadmap.items] == ["task-1-1", "task-1-2"]


@pytest.mark.parametrize(("one", "other"), [("K-01", "k1"), ("Phase 02", "phase 2"), ("1.1", "1.1."), ("#12", "#012")])
def test_spellings_of_an_id(one: str, other: str) -> None:
    assert fold_id(one) == fold_id(other)


def test_thousands_of_namesakes_are_told_apart_in_linear_time() -> None:
    text = "# Plan\n" + "".join(f"## A{n}: Module {n}\n- **KR1**: reach goal number {n}\n" for n in range(1, 500))
    assert len(read(text).items) == 998


def test_projects_called_p1_to_p3_are_ids_where_each_is_named_once() -> None:
    roadmap = read("""
        # Plan
        ### P1: Harbour map
        - Owner: Ana
        ### P2: Tide app
        - Needs P1
        ### P3: Quay lights
        - Owner: Ben

        | Project | Cost |
        |---|---|
        | P1 | $5K |
        | P2 | $7K |
        """)
    assert [(item.id, item.title, item.parent) for item in roadmap.items] == [
        ("P1", "Harbour map", ""),
        ("P2", "Tide app", ""),
        ("P3", "Quay lights", ""),
    ]
    assert [dependency.target for dependency in roadmap.items[1].dependencies] == ["p1"]
    assert [fact.item for fact in roadmap.facts if fact.attribute == "cost"] == ["p1", "p2"]


@pytest.mark.parametrize(
    "text",
    [
        "## P1 - Critical\n- Fix login\n## P2 - High\n- Search\n## P3 - Low\n- Colours",
        "- P1: Fix login\n- P1: Search\n- P2: Colours\n- P3: Docs",
        "- P0: Fix login\n- P1: Search\n- P2: Colours",
        "- P1: Fix login\n- P2: Search\n- P3: Colours\n\n| Feature | Priority |\n|---|---|\n| Maps | P1 |",
    ],
)
def test_priorities_are_no_ids(text: str) -> None:
    assert [item.id for item in read(f"# Plan\n\n{text}\n").items if item.id] == []


def test_a_bullet_that_only_says_what_is_needed_is_no_task() -> None:
    roadmap = read("""
        # Plan
        ## A1: Harbour map
        ## A2: Tide app
        - Requires A1
        - Requires approval by the council
        """)
    assert [item.title for item in roadmap.items] == ["Harbour map", "Tide app", "Requires approval by the council"]
    assert [dependency.target for dependency in roadmap.items[1].dependencies] == ["a1"]


def test_sections_that_only_say_when_are_those_of_what_is_around_them() -> None:
    part = "### Short term (< 6 months)\n\n- {0} gate\n\n### Medium term (6-12 months)\n\n- {0} wall\n\n"
    roadmap = read("# Plan\n\n## Quay\n\n" + part.format("Quay") + "## Dock\n\n" + part.format("Dock"))
    assert [(item.title, item.parent) for item in roadmap.items if item.kind == "task"] == [
        ("Quay gate", "short-term"),
        ("Quay wall", "medium-term"),
        ("Dock gate", "short-term~2"),
        ("Dock wall", "medium-term~2"),
    ]


def test_a_lettered_number_alone_means_the_stage_that_has_it() -> None:
    roadmap = read("""
        # Plan
        ## Sprint A1: Survey
        - Read the gauges
        ## Sprint A2: Print
        **Depends on:** A1
        ## Sprint A3: Sell
        **Depends on:** 1
        """)
    needed = {item.id: [dependency.target for dependency in item.dependencies] for item in roadmap.items if item.dependencies}
    assert needed["Sprint A2"] == ["sprint-a1"]
    assert "sprint-a1" not in needed.get("Sprint A3", [])
