"""Headings that say how far things are, lists of contents and legends, lists of what comes when."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("What is the harbour team working on right now?", "in_progress"),
        ("What did the harbour team just complete?", "done"),
        ("What will we prioritize over the next 6 months?", "planned"),
        ("Woran wir gerade arbeiten", "in_progress"),
        ("O que vem a seguir", "planned"),
        ("Lo que sigue", "planned"),
        ("Ce que nous avons terminé", "done"),
        ("Над чем мы работаем", "in_progress"),
        ("現在取り組んでいること", "in_progress"),
        ("正在做什么", "in_progress"),
        ("Now — capability", "in_progress"),
        ("Later - ideas", "planned"),
    ],
)
def test_a_heading_that_is_a_sentence_says_how_far_things_are(heading: str, status: str) -> None:
    roadmap = read(f"""
        # Plan
        ## {heading}
        - Tide tables
        - **Quay lights**: new lamps
        """)
    assert [(item.title, item.status) for item in roadmap.items] == [("Tide tables", status), ("Quay lights", status)]


@pytest.mark.parametrize("heading", ["Where can you help?", "Working hours", "Completeness of data", "Nowhere land"])
def test_other_headings_say_nothing_of_it(heading: str) -> None:
    roadmap = read(f"""
        # Plan
        ## {heading}
        - Tide tables
        - Quay lights
        """)
    assert roadmap.items == ()


def test_the_title_of_the_document_makes_nothing_planned() -> None:
    roadmap = read("""
        # Harbour roadmap - what comes next
        ## Phase 1: Survey
        - [x] Buy sensors
        """)
    assert [(item.id, item.status) for item in roadmap.items] == [("Phase 1", ""), ("", "done")]


@pytest.mark.parametrize(
    "lines",
    [
        "- What comes first in May 2026?\n- What comes later in June 2026?",
        "- [First](#first)\n- [Later](#later)",
        "1. [May 2026](#what-comes-first)\n2. [June 2026](#what-comes-later)",
    ],
)
def test_a_list_of_the_documents_own_headings_plans_nothing(lines: str) -> None:
    roadmap = read(
        f"# Plan\n\n**Timeline**\n\n{lines}\n\n## What comes first in May 2026?\n\nText.\n\n## What comes later in June 2026?\n\nText.\n"
    )
    assert [item for item in roadmap.items if item.span.line < 8] == []


def test_a_list_of_links_to_elsewhere_may_be_planned() -> None:
    roadmap = read("""
        # Plan
        ## Planned features
        - [Tide tables](https://example.org/1)
        - [Quay lights](https://example.org/2)
        """)
    assert len(roadmap.items) == 2


@pytest.mark.parametrize("heading", ["Legend", "Legende", "Légende", "Leyenda", "Legenda", "Обозначения", "凡例", "图例"])
def test_a_legend_names_nothing(heading: str) -> None:
    roadmap = read(f"""
        # Plan
        ## {heading}
        - ✅ ready and shipped
        - 🔄 partly there
        ## Phase 1: Survey
        """)
    assert [item.id for item in roadmap.items] == ["Phase 1"]


def test_periods_with_what_comes_in_them_are_milestones() -> None:
    roadmap = read("""
        # Plan
        ## How we get there
        - **Month 1**: Draft the survey of ships
        - **Month 2-3**: Pilot in two yards
        """)
    assert [(item.kind, item.title, item.window.text if item.window else "") for item in roadmap.items] == [
        ("milestone", "Draft the survey of ships", "Month 1"),
        ("milestone", "Pilot in two yards", "Month 2-3"),
    ]


def test_bold_names_with_nothing_but_a_period_are_milestones() -> None:
    roadmap = read("""
        # Plan
        ## How we get there
        - **Events**: Q2 2026
        - **Guest moorings**: Q3 2026
        """)
    assert [(item.title, item.window.text if item.window else "") for item in roadmap.items] == [
        ("Events", "Q2 2026"),
        ("Guest moorings", "Q3 2026"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "- **Month 1**: $5K\n- **Month 2**: $9K",
        "- **Month 1**: 500 users\n- **Month 2**: 900 users",
        "- **Month 1**: Draft the survey\n- Lamps: forty\n- Ropes: fifty\n- Chairs: ten",
    ],
)
def test_figures_of_periods_and_dates_of_one_thing_are_none(lines: str) -> None:
    assert read(f"# Plan\n\n## How we get there\n\n{lines}\n").items == ()


def test_bold_labels_of_one_thing_are_no_milestones_of_it() -> None:
    roadmap = read("""
        # Plan
        ## A1: Guest moorings
        - **Start**: May 2026
        - **End**: June 2026
        """)
    assert [item.id for item in roadmap.items] == ["A1"]


def test_a_ticked_line_with_a_colon_is_done_and_one_with_a_figure_is_not() -> None:
    roadmap = read("""
        # Plan
        ## v0.4 - Export
        - ✅ Formats: HTML and PDF
        - ✅ Uptime: 99.5 %
        """)
    assert [(item.title, item.status) for item in roadmap.items if item.parent] == [("Formats", "done")]


def test_months_beside_a_quarter_of_no_known_year_are_its_time() -> None:
    roadmap = read("""
        # Plan
        ## Year 2
        ### Q4 (Months 22-24)
        - Global launch
        """)
    window = next(item.window for item in roadmap.items if item.title.startswith("Q4"))
    assert window is not None
    assert (window.unit, window.first, window.last) == ("month", 22, 24)


def test_from_now_on_counts_from_nought() -> None:
    roadmap = read("""
        # Plan
        ### Phase 1 — Now to 6 months: First yards
        ### Phase 2 — 6-18 months: All yards
        """)
    windows = [(item.title, item.window.first, item.window.last) for item in roadmap.items if item.window]
    assert windows == [("First yards", 0, 6), ("All yards", 6, 18)]
