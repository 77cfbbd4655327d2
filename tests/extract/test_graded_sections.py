"""Headings that give a priority to what stands below them, and headings that only look so."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Roadmap
from tests.extract.reading import read


def _priorities(roadmap: Roadmap) -> list[tuple[str, str]]:
    """Title and canonical priority of each item that has one."""
    return [
        (item.title, str(token.value))
        for item in roadmap.items
        for fact in item.all("priority")
        for token in fact.values
        if token.kind == "priority"
    ]


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("High priority", "high"),
        ("🔴 High Priority (next quarter)", "high"),
        ("High-Priority Features", "high"),
        ("Top priority", "critical"),
        ("Priority 2 (after the launch)", "P2"),
        ("Must have", "critical"),
        ("Should-have (P1) - Q3 2026", "high"),
        ("Nice to have", "low"),
        ("P0", "P0"),
        ("Quays and cranes (Priority 1)", "P1"),
        ("Prioridade Alta", "high"),
        ("MÉDIA PRIORIDADE", "medium"),
        ("Prioridad baja", "low"),
        ("Priorité haute", "high"),
        ("Hohe Priorität", "high"),
        ("Высокий приоритет", "high"),
        ("Срочно и важно (P0)", "P0"),
        ("高優先度", "high"),
        ("高优先级", "high"),
        ("高优先级功能", "high"),
        ("Prioritas tinggi", "high"),
        ("Priorità alta", "high"),
    ],
)
def test_items_below_a_heading_of_priority_have_it(heading: str, level: str) -> None:
    roadmap = read(f"""
        # Plan
        ## {heading}
        - Tide tables
        - **Quay lights** - new lamps
        """)
    assert _priorities(roadmap)[-2:] == [("Tide tables", level), ("Quay lights", level)]
    assert roadmap.items[-1].all("priority")[0].span.line == 2


def test_levels_alone_count_beside_each_other_or_with_a_coloured_sign() -> None:
    ladder = read("""
        # Plan
        ## Critical (do first)
        1. Tide tables
        ## Medium
        1. Quay lights
        """)
    assert _priorities(ladder) == [("Tide tables", "critical"), ("Quay lights", "medium")]
    signed = read("""
        # Plan
        ## 🔴 Urgente
        - Tide tables
        """)
    assert _priorities(signed) == [("Tide tables", "critical")]
    alone = read("""
        # Plan
        ## Critical
        - Tide tables
        """)
    assert alone.items == ()


def test_a_level_behind_its_label_counts_beside_another_one() -> None:
    roadmap = read("""
        # 計画
        ## 優先度：高
        - 潮汐表
        ## 優先度：低
        - 岸壁灯
        """)
    assert _priorities(roadmap) == [("潮汐表", "high"), ("岸壁灯", "low")]


def test_levels_with_names_of_their_own_are_groups_from_p0_on() -> None:
    roadmap = read("""
        # Plan
        ### P0 - do these first
        1. **Tide tables** (prompt 3)
        ### P1 - if there is money
        2. **Quay lights**
        """)
    assert _priorities(roadmap) == [("Tide tables", "P0"), ("Quay lights", "P1")]


def test_a_numbered_priority_with_a_name_is_an_item_and_no_group() -> None:
    roadmap = read("""
        # Plan
        ## Priority 1: Tide tables
        - Read the gauges
        ## Priority 2: Quay lights
        - Mount the lamps
        """)
    assert _priorities(roadmap) == []


def test_rows_and_headings_below_are_graded_too() -> None:
    roadmap = read("""
        # Plan
        ## High priority
        ### Tide tables
        Cost: $20K
        ### Quay lights
        **Priority:** low
        - New lamps
        ## Low priority
        | Feature | Owner |
        |---|---|
        | Crane log | Ana |
        """)
    assert _priorities(roadmap) == [("Tide tables", "high"), ("Quay lights", "low"), ("Crane log", "low")]


def test_within_a_phase_the_group_is_no_item() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Survey
        **Must**
        - [x] Gauges read
        **Should**
        - [ ] Charts drawn
        """)
    assert [(item.title, item.status) for item in roadmap.items] == [("Survey", ""), ("Gauges read", "done"), ("Charts drawn", "planned")]
    assert _priorities(roadmap) == [("Gauges read", "critical"), ("Charts drawn", "high")]


@pytest.mark.parametrize(
    "text",
    [
        "## Senior harbour master role\n### Must have\n- Ten years at sea\n### Nice to have\n- Knots",
        "## Critical success factors\n- Good weather",
        "## High availability\n- Two sites",
        "## High risk items\n- Storms",
        "## Medium-term\n- Storms",
        "## Our priorities\n- Storms",
        "## Why P1 matters so much to the harbour and to all of us\n- Storms",
        "## Priority order\n- Storms",
    ],
)
def test_other_headings_give_no_priority(text: str) -> None:
    assert _priorities(read(f"# Plan\n\n{text}\n")) == []


def test_risks_below_a_level_stay_risks_without_priority() -> None:
    roadmap = read("""
        # Plan
        ## Risks
        ### High priority
        - Storms in winter
        """)
    assert [item.kind for item in roadmap.items] == ["risk"]
    assert _priorities(roadmap) == []


def test_parts_of_a_graded_item_are_not_graded_themselves() -> None:
    roadmap = read("""
        # Plan
        ## High priority
        - **Tide tables**
          - Read the gauges
        """)
    assert _priorities(roadmap) == [("Tide tables", "high")]


@pytest.mark.parametrize(
    "headings",
    [("This week", "Next week"), ("Immediate (Today)", "Later"), ("Esta semana", "Próximo mes"), ("Heute", "Nächste Woche")],
)
def test_near_and_far_times_side_by_side_group_planned_things(headings: tuple[str, str]) -> None:
    near, far = headings
    roadmap = read(f"# Plan\n\n## {near}\n- Tide tables\n\n## {far}\n- Quay lights\n")
    assert [(item.title, item.kind) for item in roadmap.items] == [("Tide tables", "initiative"), ("Quay lights", "initiative")]


def test_a_week_alone_groups_nothing() -> None:
    assert read("# Log\n\n## This week\n- It rained\n").items == ()


def test_risks_of_this_week_and_of_the_next_stay_risks() -> None:
    roadmap = read("# Plan\n\n## Risks\n### This week\n- Storms\n### Next week\n- Fog\n")
    assert [item.kind for item in roadmap.items] == ["risk", "risk"]
