"""Headings that only say how far things are, or when they are due, are groups and no items."""

from __future__ import annotations

import pytest

from agent.extract.tree.standings import lists_states
from tests.extract.reading import read


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Done", "done"),
        ("✅ Done", "done"),
        ("Backlog", "planned"),
        ("Blocked", "blocked"),
        ("On hold", "on_hold"),
        ("Cancelled", "cancelled"),
        ("Em andamento", "in_progress"),
        ("Concluído", "done"),
        ("Pendiente", "planned"),
        ("En cours", "in_progress"),
        ("Erledigt", "done"),
        ("Готово", "done"),
        ("На паузе", "on_hold"),
        ("进行中", "in_progress"),
        ("未着手", "planned"),
        ("Sedang berjalan", "in_progress"),
        ("In corso", "in_progress"),
    ],
)
def test_items_below_a_heading_of_status_have_it(heading: str, status: str) -> None:
    roadmap = read(f"""
        # Plan
        ## {heading}
        - Tide tables
        - **Quay lights** - new lamps
        """)
    assert [(item.title, item.status, item.parent) for item in roadmap.items] == [
        ("Tide tables", status, ""),
        ("Quay lights", status, ""),
    ]


def test_rows_below_a_heading_of_status_have_it_unless_they_say_another() -> None:
    roadmap = read("""
        # Plan
        ## Done
        | Feature | Owner | Status |
        |---|---|---|
        | Tide tables | Ana | |
        | Quay lights | Ben | in progress |
        """)
    assert [(item.title, item.status) for item in roadmap.items] == [("Tide tables", "done"), ("Quay lights", "in_progress")]


def test_a_status_with_a_period_keeps_the_period_for_what_stands_in_it() -> None:
    roadmap = read("""
        # Plan
        ## In progress (Q1 2026)
        - Tide tables
        """)
    below = roadmap.items[-1]
    assert (below.title, below.status, below.window.text if below.window else "") == ("Tide tables", "in_progress", "Q1 2026")


def test_a_heading_that_is_called_plan_says_of_nothing_that_it_has_not_begun() -> None:
    roadmap = read("""
        # Порт
        ## План
        - **Таблицы приливов** - новые
        """)
    assert [item.status for item in roadmap.items] == [""]


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ("Short term", "Long term"),
        ("Short-term goals (< 6 months)", "Long-term goals"),
        ("Curto prazo", "Longo prazo"),
        ("Corto plazo (próximo mes)", "Largo plazo"),
        ("Court terme", "Long terme"),
        ("Kurzfristig", "Langfristig"),
        ("Краткосрочная перспектива", "Долгосрочная перспектива"),
        ("短期", "長期"),
        ("短期功能", "长期功能"),
        ("Jangka pendek", "Jangka panjang"),
    ],
)
def test_horizons_side_by_side_hold_items(near: str, far: str) -> None:
    roadmap = read(f"""
        # Plan
        ## Roadmap
        ### {near}
        - Tide tables
        ### {far}
        - Quay lights
        """)
    titles = [item.title for item in roadmap.items]
    assert [title for title in titles if title in {"Tide tables", "Quay lights"}] == ["Tide tables", "Quay lights"]
    assert all(item.status == "" and not item.all("priority") for item in roadmap.items)


@pytest.mark.parametrize(
    "text",
    [
        "## Long-term vision\n- A harbour without smoke",
        "## Long term\n- A harbour without smoke",
        "## Impact\n### Short term\n- Less smoke\n### Long term\n- No smoke",
    ],
)
def test_other_headings_hold_no_items(text: str) -> None:
    assert read(f"# Plan\n\n{text}\n").items == ()


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("✅ COMPLETED ITEMS (verified)", "done"),
        ("Upcoming features", "planned"),
        ("Remaining work", "planned"),
        ("Geplante Funktionen", "planned"),
        ("Abgeschlossene Projekte", "done"),
        ("Funcionalidades concluídas", "done"),
        ("Mejoras pendientes", "planned"),
        ("Projets en cours", "in_progress"),
        ("Fonctionnalités prévues", "planned"),
        ("Выполненные задачи", "done"),
        ("完了した機能", "done"),
        ("计划中的功能", "planned"),
    ],
)
def test_a_status_beside_what_things_are_called_is_a_group(heading: str, status: str) -> None:
    roadmap = read(f"""
        # Plan
        ## {heading}
        - **Quay lights** - new lamps
        """)
    assert [(item.title, item.status) for item in roadmap.items] == [("Quay lights", status)]


@pytest.mark.parametrize("heading", ["Completed harbours of the north", "Open water safety", "Open-source policy"])
def test_a_word_of_status_in_a_name_is_none(heading: str) -> None:
    assert read(f"# Plan\n\n## {heading}\n\n- **Quay lights** - new lamps\n").items == ()


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("open (not started), in_progress, done", True),
        ("Planned / In progress / Done", True),
        ("未着手、進行中、完了", True),
        ("offen → in Arbeit → erledigt", True),
        ("In progress, 70% done", False),
        ("Done, tested, live", False),
        ("planned", False),
    ],
)
def test_a_list_of_the_states_that_there_are_is_the_state_of_nothing(text: str, listed: bool) -> None:
    assert lists_states(text) is listed
