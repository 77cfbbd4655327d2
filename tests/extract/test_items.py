"""Which lines name something planned, of what kind, and what encloses what."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.reading import kinds, read, stated


def test_phases_hold_their_initiatives_and_tasks() -> None:
    roadmap = read("""
        # Ferry booking

        ## Phase 1: Groundwork (Q1 2027)

        ### Timetable import
        - [x] Read the harbour feed
        - [ ] Show delays

        ### Seat maps
        - [ ] Draw the decks

        ## Phase 2: Sales (Q2 2027)

        ### Payment
        - [ ] Card payments
    """)
    assert kinds(roadmap) == [
        ("phase", "phase-1", ""),
        ("initiative", "timetable-import", "phase-1"),
        ("task", "read-the-harbour-feed", "timetable-import"),
        ("task", "show-delays", "timetable-import"),
        ("initiative", "seat-maps", "phase-1"),
        ("task", "draw-the-decks", "seat-maps"),
        ("phase", "phase-2", ""),
        ("initiative", "payment", "phase-2"),
        ("task", "card-payments", "payment"),
    ]
    by_key = roadmap.by_key
    assert (by_key["phase-1"].id, by_key["phase-1"].title) == ("Phase 1", "Groundwork")
    assert by_key["read-the-harbour-feed"].status == "done"
    assert by_key["show-delays"].status == "planned"
    window = by_key["draw-the-decks"].window
    assert window is not None
    assert (window.start, window.end) == (date(2027, 1, 1), date(2027, 3, 31))
    assert by_key["draw-the-decks"].window_inherited
    assert (by_key["phase-1"].span.line, by_key["phase-1"].end_line) == (3, 10)


def test_sections_about_a_phase_are_no_phases() -> None:
    roadmap = read("""
        # Plan

        # Phase 1 (0-6 months): Base

        ## Phase 1 Objectives
        - **Investment**: $400K

        ## Phase 1 Success Metrics
        - Uptime: 99.5%

        # Phase 2 (6-18 months): Growth

        ## Phase 2 Objectives
        - **Investment**: $900K
    """)
    assert kinds(roadmap) == [("phase", "phase-1", ""), ("phase", "phase-2", "")]
    assert ("cost", "$400K") in stated(roadmap.by_key["phase-1"])
    assert ("metric", "99.5%") in stated(roadmap.by_key["phase-1"])
    first, second = (roadmap.by_key[key].window for key in ("phase-1", "phase-2"))
    assert first is not None
    assert (first.unit, first.first, first.last) == ("month", 0, 6)
    assert second is not None
    assert (second.unit, second.first, second.last) == ("month", 6, 18)


def test_how_long_a_phase_takes_is_no_window() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Discovery (2-4 weeks)
        Text.
        ## Phase 2: Build (6-8 weeks)
        Text.
    """)
    assert [item.window for item in roadmap.items] == [None, None]
    assert stated(roadmap.by_key["phase-1"]) == [("duration", "2-4 weeks")]


@pytest.mark.parametrize(
    ("heading", "key", "title", "kind"),
    [
        ("v2.1 - Offline maps (Q3 2026)", "v2-1", "Offline maps", "milestone"),
        ("Fase 2: Escala (T2 2026)", "fase-2", "Escala", "phase"),
        ("Etapa 3 - Lanzamiento (octubre 2026)", "etapa-3", "Lanzamiento", "phase"),
        ("Meilenstein 1.2: Abnahme (6 Wochen)", "meilenstein-1-2", "Abnahme", "milestone"),
        ("フェーズ2: 予約機能", "フェーズ2", "予約機能", "phase"),
        ("Этап 1: Подготовка", "этап-1", "Подготовка", "phase"),
        ("阶段 1：基础建设", "阶段1", "基础建设", "phase"),
        ("Q4 2026: Winter timetable", "q4-2026", "Winter timetable", "phase"),
        ("Sprint 7: Search (2 weeks)", "sprint-7", "Search", "phase"),
    ],
)
def test_headings_with_numbered_words_are_items(heading: str, key: str, title: str, kind: str) -> None:
    roadmap = read(f"# Plan\n\n## {heading}\n\nSome text.\n")
    assert [(item.key, item.title, item.kind) for item in roadmap.items] == [(key, title, kind)]


@pytest.mark.parametrize(
    "heading",
    [
        "Success Metrics",
        "Risks",
        "Technical Risks",
        "Team",
        "Budget",
        "Riscos e mitigação",
        "Indikatoren",
        "Orçamento por área",
        "成功指標（KPI）",
        "Background",
    ],
)
def test_topical_headings_are_no_items(heading: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 1: Base\n\n### {heading}\n\nSome text.\n")
    assert heading not in {item.title for item in roadmap.items}


def test_features_whose_names_hold_topic_words_are_items() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Base
        ### Team collaboration
        - shared lists
        ### Cost optimisation tools
        - alerts
        ### Search improvements
        - typos
    """)
    assert [item.title for item in roadmap.items if item.kind == "initiative"] == [
        "Team collaboration",
        "Cost optimisation tools",
        "Search improvements",
    ]


def test_bullets_with_ids_carry_their_tail() -> None:
    roadmap = read("""
        # Orchard sensors 2027

        ## Q2, April to June: fields

        - **S-01 Soil probes** (Hardware, €40K)
          - Needs: nothing new
          - In the ground by 20 May
        - **S-02 Frost alarm**, €25K, ships 12 June, depends on S-01
    """)
    probes, alarm = roadmap.by_key["s-01"], roadmap.by_key["s-02"]
    assert (probes.kind, probes.parent) == ("initiative", "q2")
    assert probes.independent
    assert ("cost", "€40K") in stated(probes)
    assert probes.window is not None
    assert probes.window.end == date(2027, 5, 20)
    assert ("cost", "€25K") in stated(alarm)
    assert alarm.window is not None
    assert alarm.window.end == date(2027, 6, 12)
    assert [dependency.target for dependency in alarm.dependencies] == ["s-01"]


def test_names_with_numbers_are_no_ids_unless_a_family_of_them_numbers_things() -> None:
    lone = read("# Plan\n\n## Q1 2026: Models\n\n- **GPT-4 adapter**: answers\n- **Mistral adapter**: answers\n")
    assert [item.id for item in lone.items] == ["Q1 2026", "", ""]
    family = read("# Plan\n\n## Q1 2026: Models\n\n- **K-04 Planner**: answers\n- **K-05 Rider**: answers\n- **K-06 Map**: answers\n")
    assert [item.id for item in family.items] == ["Q1 2026", "K-04", "K-05", "K-06"]


def test_an_overview_row_and_a_section_are_one_item() -> None:
    roadmap = read("""
        # Plan

        | Phase | Timeline | Budget |
        |---|---|---|
        | Phase 1 | 0-6 months | $2M |
        | Phase 2 | 6-12 months | $3M |

        ## Phase 1: Base
        - **Owner**: Ines

        ## Phase 2: Growth
        - **Owner**: Paul
    """)
    assert kinds(roadmap) == [("phase", "phase-1", ""), ("phase", "phase-2", "")]
    first = roadmap.by_key["phase-1"]
    assert (first.title, first.span.line) == ("Base", 8)
    assert [mention.line for mention in first.mentions] == [5]
    assert {attribute for attribute, _ in stated(first)} >= {"cost", "owner"}


def test_the_same_words_in_two_phases_are_two_items() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Base
        - [ ] Load testing
        ## Phase 2: Growth
        - [ ] Load testing
    """)
    assert [(item.key, item.parent) for item in roadmap.items if item.kind == "task"] == [
        ("load-testing", "phase-1"),
        ("load-testing~2", "phase-2"),
    ]


def test_lines_that_state_an_attribute_are_no_items() -> None:
    roadmap = read("""
        # Plan
        ## Q1 2026: Base
        ### Faster pages
        - **Target**: under 100 ms
        - **Approach**: smaller images
        - **Owner**: Ines
    """)
    assert [item.title for item in roadmap.items] == ["Q1 2026", "Faster pages"][1:] or [item.title for item in roadmap.items] == [
        "Base",
        "Faster pages",
    ]
    assert {fact.label for fact in roadmap.by_key["faster-pages"].facts} == {"Target", "Approach", "Owner"}


def test_risks_deliverables_and_roles_have_their_kinds() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Base
        **Deliverables:**
        - Booking page
        - Price list
        ## Risks
        - Supplier goes bankrupt
        - Winter storms
        ## Team
        - 2 engineers
        - 1 designer
    """)
    by_kind: dict[str, list[str]] = {}
    for item in roadmap.items:
        by_kind.setdefault(item.kind, []).append(item.title)
    assert by_kind["deliverable"] == ["Booking page", "Price list"]
    assert by_kind["risk"] == ["Supplier goes bankrupt", "Winter storms"]
    assert len(by_kind["team_role"]) == 2


def test_what_is_left_out_on_purpose_is_not_planned() -> None:
    roadmap = read("# Plan\n\n## Q1 2026: Base\n\n- [ ] Maps\n\n## Out of scope\n\n- Drones\n- **Own bank**: no\n")
    assert [item.title for item in roadmap.items] == ["Base", "Maps"]


@pytest.mark.parametrize(("mark", "status"), [("✅", "done"), ("🚧", "in_progress"), ("[x]", "done"), ("[ ]", "planned"), ("🆕", "new")])
def test_marks_give_a_status(mark: str, status: str) -> None:
    roadmap = read(f"# Plan\n\n## Q1 2026: Base\n\n- {mark} **Ticket machine**\n- {mark} **Barrier**\n")
    assert [item.status for item in roadmap.items[1:]] == [status, status]


def test_emoji_that_only_decorate_give_no_status() -> None:
    roadmap = read("# Plan\n\n## Q1 2026: Base\n\n- 📝 Documents\n- 🐛 Bugs\n- 🔧 Tools\n")
    assert [item.status for item in roadmap.items[1:]] == ["", "", ""]


def test_a_status_stated_as_a_field_wins_over_an_open_box() -> None:
    roadmap = read("# Plan\n\n## Milestone 1: Pilot\n\n- **Status**: In progress\n- [ ] Invite users\n")
    pilot = roadmap.by_key["milestone-1"]
    assert pilot.status == "in_progress"
    assert pilot.status_span is not None
    assert pilot.status_span.line == 5


@pytest.mark.parametrize(
    ("heading", "start", "end"),
    [
        ("第1四半期（2026年4月〜6月）", "2026-04-01", "2026-06-30"),
        ("Q1 (July 2026 - September 2026): Moorings", "2026-07-01", "2026-09-30"),
        ("Q3 2026: Moorings", "2026-07-01", "2026-09-30"),
        ("Q3 2026 (July - September)", "2026-07-01", "2026-09-30"),
    ],
)
def test_the_months_of_a_fiscal_quarter_win_over_the_calendar(heading: str, start: str, end: str) -> None:
    roadmap = read(f"# Plan 2026\n\n## {heading}\n\n- [ ] Buoys\n")
    window = roadmap.items[0].window
    assert window is not None
    assert (str(window.start), str(window.end)) == (start, end)


def test_fields_in_brackets_behind_a_title_are_read() -> None:
    roadmap = read("""
        # 渡船計画
        ## 第1四半期（2027年4月〜6月）
        - [ ] 桟橋の試作（担当：佐野、費用：120万円）
        - [ ] 桟橋の公開（担当：リー、費用：300万円、前提：桟橋の試作）
    """)
    first, second = [item for item in roadmap.items if item.kind == "task"]
    assert (first.title, second.title) == ("桟橋の試作", "桟橋の公開")
    assert stated(second) == [("owner", "リー"), ("cost", "300万円"), ("depends_on", "桟橋の試作")]
    assert [dependency.target for dependency in second.dependencies] == [first.key]


@pytest.mark.parametrize(
    "line",
    [
        "- Q-01 · Quay heating · €45K · Ines Braga · depends on: nothing",
        "- **Q-01 Quay heating**, €45K, done by the harbour crew",
    ],
)
def test_what_follows_a_value_is_no_part_of_the_name(line: str) -> None:
    roadmap = read(f"# Plan\n\n## Initiatives\n\n{line}\n- Q-02 · Quay lights · €20K\n")
    assert roadmap.by_key["q-01"].title == "Quay heating"


def test_a_line_with_an_id_above_its_fields_is_an_item() -> None:
    roadmap = read("""
        # Plan

        ## Q3 2026: Base

        HB-11 Tide gauge
        Owner: Ana Reis | Cost: €40K | Needs: none

        HB-12 Fog horn
        Owner: Tor Vik | Cost: €15K | Needs: HB-11

        The harbour master reads both.
    """)
    gauge, horn = roadmap.by_key["hb-11"], roadmap.by_key["hb-12"]
    assert (gauge.title, horn.title, gauge.parent, horn.parent) == ("Tide gauge", "Fog horn", "q3-2026", "q3-2026")
    assert stated(horn) == [("owner", "Tor Vik"), ("cost", "€15K"), ("depends_on", "HB-11")]
    assert [dependency.target for dependency in horn.dependencies] == ["hb-11"]
    assert not [fact for fact in roadmap.by_key["q3-2026"].facts if fact.attribute == "owner"]


def test_fields_in_brackets_behind_a_name_are_its_own() -> None:
    roadmap = read("""
        # Plan

        ## Q3 2026: Base

        - Fog horn (owner: Tor, cost: $4K, needs: Tide gauge, Berth map)
        - Tide gauge (owner: Ana)
        - Berth map (old charts, new charts)
    """)
    horn, gauge, berth = (item for item in roadmap.items if item.kind == "task")
    assert stated(horn) == [("owner", "Tor"), ("cost", "$4K"), ("depends_on", "Tide gauge, Berth map")]
    assert [dependency.target for dependency in horn.dependencies] == [gauge.key, berth.key]
    assert (horn.title, stated(gauge), stated(berth)) == ("Fog horn", [("owner", "Ana")], [])


def test_lines_below_a_name_speak_of_it() -> None:
    roadmap = read("""
        # Plan

        HB-11  Tide gauge
            lead: A. Reis
            July to August 2026, 120,000 dollars

        HB-12  Fog horn
            lead: T. Vik
            September 2026
            depends on HB-11

        ## Q1 2027

        - Berth map
          due 5 March 2027
          blocked by Fog horn
        - A long story about the clocks
          that hang on 12 towers
    """)
    gauge, horn, berth, story = roadmap.by_key["hb-11"], roadmap.by_key["hb-12"], *roadmap.children("q1-2027")
    assert stated(gauge) == [("owner", "A. Reis"), ("window", "July to August 2026"), ("cost", "120,000 dollars")]
    assert [dependency.target for dependency in horn.dependencies] == ["hb-11"]
    assert (berth.title, stated(berth)) == ("Berth map", [("end", "5 March 2027"), ("depends_on", "Fog horn")])
    assert [dependency.target for dependency in berth.dependencies] == ["hb-12"]
    assert story.title == "A long story about the clocks that hang on 12 towers"


@pytest.mark.parametrize(
    ("part", "owner"),
    [
        ("Ines Braga", "Ines Braga"),
        ("Tor van Vik", "Tor van Vik"),
        ("Data Platform", ""),
        ("High Priority", ""),
        ("API Gateway", ""),
        ("fast", ""),
    ],
)
def test_a_name_between_separators_is_the_owner(part: str, owner: str) -> None:
    roadmap = read(f"# Plan\n\n## Initiatives\n\n- Q-01 · Quay heating · €45K · {part}\n- Q-02 · Quay lights · €20K\n")
    assert [fact.text for fact in roadmap.by_key["q-01"].all("owner")] == ([owner] if owner else [])


def test_a_milestone_named_all_of_something_is_no_total() -> None:
    roadmap = read("""
        # Plan

        | Milestone | Date | State |
        |---|---|---|
        | M1 First berth open | 29 May 2026 | reached |
        | M2 All berths open | 24 September 2027 | open |
        | Total | | |
    """)
    assert [(item.id, item.title, item.status) for item in roadmap.items] == [
        ("M1", "First berth open", "done"),
        ("M2", "All berths open", "planned"),
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("### A1 Ledger\n\nOwner: Ann\n", ["A1"]),
        ("### A1 Ledger\n\nBooks.\n\n### Shop\n\n- Depends on: A1\n", ["A1"]),
        ("### C4 model\n\nOwner: Ann\n\nThe C4 model has four levels.\n", []),
        ("### A1 Ledger\n\nBooks.\n", []),
    ],
)
def test_a_lone_id_in_a_heading_needs_proof(text: str, ids: list[str]) -> None:
    roadmap = read(f"# Plan\n\n## Q1 2027\n\n{text}")
    assert [item.id for item in roadmap.items if item.id and item.parent] == ids


def test_a_total_at_the_end_of_the_last_phase_is_the_plan_s() -> None:
    roadmap = read("""
        # Plan

        ## Stage 1: Prep

        Budget: $310K

        ## Stage 2: Roll out

        Budget: $700K

        Total budget: $1.01M
    """)
    assert [(f.item, f.text) for f in roadmap.facts if f.attribute == "cost"] == [
        ("stage-1", "$310K"),
        ("stage-2", "$700K"),
        ("", "$1.01M"),
    ]


def test_a_total_of_the_last_phase_stays_its_own() -> None:
    roadmap = read("""
        # Plan

        ## Stage 1: Prep

        Budget: $310K

        ## Stage 2: Roll out

        Budget: $700K

        Total cost: $740K
    """)
    assert [f.text for f in roadmap.by_key["stage-2"].all("cost")] == ["$700K", "$740K"]


def test_what_a_manager_does_is_no_role_and_a_benefit_no_item() -> None:
    roadmap = read("""
        # Plan

        ## Team

        **Harbour master:**
        - Daily oversight of berths
        - **Deputy** (0.5 FTE)

        ## Phase 1: Dig

        ### Benefits

        - **Calm water**: ships like it

        ### Features

        - **7. Planner**: finds a berth for each ship (tide rules apply; weather rules later)
    """)
    assert [(item.kind, item.title) for item in roadmap.items] == [
        ("team_role", "Deputy"),
        ("phase", "Dig"),
        ("initiative", "Planner"),
    ]


def test_parts_of_a_line_behind_bars_are_fields_of_its_item() -> None:
    roadmap = read("""
        # Plan FY26 (Feb 2025 - Jan 2026)

        ## FY26 Q2 (May-Jul)

        - HB-1: Tide gauge | PM: Ana Reis | Eng: 4 | Cost: $320K | Status: Shipped
        - HB-2: Fog horn | PM: Tor Vik | Cost: $110K | Depends: HB-1

        Total FY26 H1: $430K
    """)
    gauge, horn = roadmap.by_key["hb-1"], roadmap.by_key["hb-2"]
    assert (gauge.title, gauge.status, horn.title) == ("Tide gauge", "done", "Fog horn")
    assert [(f.attribute, f.text) for f in gauge.facts if f.attribute != "status"] == [
        ("owner", "Ana Reis"),
        ("people", "4"),
        ("cost", "$320K"),
    ]
    assert [dependency.target for dependency in horn.dependencies] == ["hb-1"]
    quarter = next(item for item in roadmap.items if item.kind == "phase")
    assert (quarter.all("cost"), str(quarter.window.start) if quarter.window else "") == ((), "2025-05-01")


def test_dependencies_by_name_end_the_title() -> None:
    roadmap = read("""
        # Plan

        ## Q2 2026

        - [ ] Rate limits (3d) #142
        - [ ] Move the data (8d) blocked by #142
        - [ ] Berth map (2d) – requires the tide gauge
        - [ ] Tide gauge, cost about €35K, due 15 May
    """)
    limits, move, berth, gauge = roadmap.children("q2-2026")
    assert [item.title for item in (limits, move, berth, gauge)] == ["Rate limits", "Move the data", "Berth map", "Tide gauge"]
    assert [[d.target for d in item.dependencies] for item in (limits, move, berth)] == [[], [limits.key], [gauge.key]]
    assert stated(gauge) == [("cost", "about €35K"), ("end", "15 May")]


def test_a_line_with_a_length_and_an_amount_is_an_item_and_one_amount_a_field() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Dig (January to June 2026)

        1. Old silo: 2 months, €150,000
        2. Paint: €10,000
    """)
    assert [(item.title, stated(item)) for item in roadmap.items if item.kind == "task"] == [
        ("Old silo", [("duration", "2 months"), ("cost", "€150,000")]),
    ]


def test_bullets_that_end_in_a_topic_word_are_items() -> None:
    roadmap = read("""
        # Plan

        Next up:

        - New ledger - Tom's team
        - Model metrics
        - Team
    """)
    assert [item.title for item in roadmap.items] == ["New ledger - Tom's team", "Model metrics"]


def test_quarters_with_months_of_their_own_and_in_han() -> None:
    roadmap = read("""
        # 計画（2026年度）

        ## 第1四半期（4月～6月）

        再配達率を12%から8%以下にする。
    """)
    assert [str(item.window.start) for item in roadmap.items if item.window] == ["2026-04-01"]
    assert {metric.name for metric in roadmap.metrics} <= {"再配達率"}
    assert [item.window.text for item in read("# 2026年路线图\n\n## 二季度：拓市场\n").items if item.window] == ["二季度"]


def test_numbered_bold_lines_above_lists_name_what_the_lists_consist_of() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Survey

        **1. Tide tables**
        - Read the gauges
        - Draw the charts

        **2. Quay lights**
        - Mount the lamps
        """)
    assert kinds(roadmap)[1:] == [
        ("initiative", "tide-tables", "phase-1"),
        ("task", "read-the-gauges", "tide-tables"),
        ("task", "draw-the-charts", "tide-tables"),
        ("initiative", "quay-lights", "phase-1"),
        ("task", "mount-the-lamps", "quay-lights"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## What we learned\n\n**1. Storms**\n- They last\n\n**2. Fog**\n- It lifts",
        "## Phase 1: Survey\n\n**1. Objectives**\n\nCharts.\n\n**2. Deliverables:**\n\nCharts.",
        "## Phase 1: Survey\n\n**Tide tables**\n\n- Read the gauges",
    ],
)
def test_bold_lines_outside_a_plan_about_a_topic_or_without_number_name_nothing(text: str) -> None:
    named = {item.title for item in read(f"# Plan\n\n{text}\n").items}
    assert not named & {"Storms", "Fog", "Objectives", "Deliverables", "Tide tables"}


def test_a_week_with_its_days_in_brackets_is_a_phase() -> None:
    roadmap = read("""
        # План
        ## Неделя 1 (16-21 ноября): Замеры
        - [ ] Таблицы
        """)
    assert kinds(roadmap)[0][0] == "phase"
    assert roadmap.items[1].parent == roadmap.items[0].key


def test_plain_lines_below_a_phase_of_a_list_are_its_tasks() -> None:
    roadmap = read("""
        # Plan
        - Phase 1: Survey
          - Read the gauges
        - A1: Import
          - Files of any size
        """)
    assert [(item.title, item.parent) for item in roadmap.items if item.kind == "task"] == [("Read the gauges", "phase-1")]


def test_a_plan_in_a_fence_has_its_weeks_costs_and_efforts() -> None:
    roadmap = read("""
        # Plan
        ## Ten weeks
        ```
        Week 1: Survey of the bay (40h) - $2,000
        Week 2-3: Charts (80h) - $4,000
        ```
        """)
    assert [(item.title, item.window.text if item.window else "") for item in roadmap.items] == [
        ("Survey of the bay", "Week 1"),
        ("Charts", "Week 2-3"),
    ]
    assert [item.all("effort")[0].text for item in roadmap.items] == ["40h", "80h"]
    assert roadmap.items[1].all("cost")[0].span.line == 5


def test_the_section_of_a_phase_says_more_than_the_line_of_an_overview() -> None:
    roadmap = read("""
        # Plan
        - Phase 1: Survey - done by March
        - Phase 2: Charts
        ## Phase 1: Survey
        ## Phase 2: Charts
        """)
    assert [(item.title, item.span.line) for item in roadmap.items] == [("Survey", 4), ("Charts", 5)]


def test_measures_of_a_phase_in_a_section_of_metrics_are_no_work() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Pilot (8 weeks)
        - [ ] Build the gauge

        ## Success metrics

        ### Phase 1
        - **Task success rate:** ≥80%
        - **Rollout of dashboards:** all harbours
    """)
    assert [item.title for item in roadmap.items] == ["Pilot", "Build the gauge", "Rollout of dashboards"]
    metric = roadmap.metrics[0]
    assert (metric.name, metric.role, metric.fact.item) == ("Task success rate", "target", "phase-1")


def test_dated_work_in_a_phase_with_an_id_is_no_phase_of_its_own() -> None:
    roadmap = read("""
        # Plan

        ## Phase 2: Hardening (8 weeks)

        #### Policy engine (Weeks 2-4)
        - Rules

        #### Week 5: Tests
        - Run

        #### Long term (Weeks 6-8)
        - Watch
    """)
    named = {item.title: item.kind for item in roadmap.items}
    assert (named["Policy engine"], named["Tests"], named["Long term"]) == ("initiative", "phase", "phase")


def test_a_limit_is_named_by_its_header() -> None:
    roadmap = read("# 計画\n\n## 料金\n\n| プラン | 月額 | 1日上限 |\n|---|---|---|\n| ライト | ¥980 | 5回 |\n")
    (limit,) = (one for one in roadmap.facts if one.text == "5回")
    assert (limit.label, limit.subject, limit.role) == ("1日上限", "ライト", "limit")


@pytest.mark.parametrize(
    "heading",
    ["Year 1 (2026) financial projections", "Year 1（2026年度）月次収支：基本シナリオ", "财务预测（第一年）", "Plan financier (2026)"],
)
def test_a_year_of_a_financial_plan_is_no_work(heading: str) -> None:
    assert read(f"# Plan\n\n## {heading}\n\n- Hosting: $3K\n\n## Year 2 (2027): Expand\n\n- Hire\n").items[0].title == "Expand"


@pytest.mark.parametrize(
    "heading", ["Monday-Tuesday:", "Wednesday", "Lunes a miércoles", "Montag bis Mittwoch", "Segunda-feira e terça-feira"]
)
def test_a_day_of_the_week_groups_what_is_done_then(heading: str) -> None:
    roadmap = read(f"# Plan\n\n## Week 1: Kickoff\n\n### {heading}\n\n- [ ] Install\n")
    assert kinds(roadmap) == [("phase", "week-1", ""), ("task", "install", "week-1")]


@pytest.mark.parametrize(
    ("lead", "line"),
    [
        ("", "`src/app/main.ts`"),
        ("", "docs/roadmap/current.md"),
        ("", "schema.sql"),
        ("", "the owner may close a project that nobody works on;"),
        ("**Files to modify:**", "The importer"),
        ("**Regras:**", "Um voto por pessoa"),
        ("**设计原则**：", "简单"),
    ],
)
def test_files_rules_and_parts_of_sentences_are_no_work(lead: str, line: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 1: Base\n\n{lead}\n\n- {line}\n")
    assert kinds(roadmap) == [("phase", "phase-1", "")]


@pytest.mark.parametrize("line", ["CI/CD", "JavaScript/TypeScript SDK", "Validation rules", "Usage tracking", "メール/パスワード入力"])
def test_names_that_look_like_files_or_rules_are_work(line: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 1: Base\n\n- {line}\n")
    assert [kind for kind, _, _ in kinds(roadmap)] == ["phase", "task"]


def test_an_emoji_by_its_name_is_no_label() -> None:
    roadmap = read("# Plan\n\n## Sprint 6\n\n:round_pushpin: Login screen\n:warning: Budget: $500\n")
    assert [(found.attribute, found.label) for found in roadmap.facts if found.attribute != "window"] == [("cost", "Budget")]


def test_the_features_of_what_is_sold_are_no_work() -> None:
    roadmap = read("# Plan\n\n## Pricing\n\n### Business tier\n\n**Features:**\n\n- API access\n- ✅ Priority support\n")
    assert roadmap.items == ()


def test_paragraphs_that_open_with_an_id_and_a_name_in_bold_are_items() -> None:
    roadmap = read(
        "# Canal\n\n## Next\n\n**K4 Lock portal.** Skippers see the queue and book a slot, from home or from the boat itself.\n"
        "Needs: K5 and K7.\n\n**K5 Tariffs.** Charged by length. Ready on 30 June 2027.\nNeeds: nothing.\n\n"
        "**K7 Sluice alarms.** A message for every keeper.\nNeeds: K5.\n"
    )
    assert [(item.id, item.title) for item in roadmap.items] == [("K4", "Lock portal"), ("K5", "Tariffs"), ("K7", "Sluice alarms")]
    assert [dependency.target for dependency in roadmap.items[0].dependencies] == ["k5", "k7"]


def test_paragraphs_that_stress_their_first_words_are_no_items() -> None:
    roadmap = read("# Canal\n\n**Locks.** They are old.\n\n**GPT-4 and boats.** No plan.\n\n**Sluices.** They leak.\n")
    assert roadmap.items == ()


def test_a_paragraph_that_reports_of_a_row_by_its_id_in_bold_is_no_item_of_its_own() -> None:
    rows = "".join(f"| K{number} | {name} | May 2027 | 3.4 |\n" for number, name in enumerate(("Lock", "Quay", "Sluice"), 4))
    reports = "".join(
        f"**K{number} {name}.** The contract is let, in lots of £2.1M and £1.3M.\n\n" for number, name in ((4, "Lock"), (5, "Quay"))
    )
    roadmap = read(f"# Canal\n\n| Ref | Work | Finish | Budget (£M) |\n|---|---|---|---|\n{rows}\n## Reports\n\n{reports}")
    assert [(item.id, item.span.line) for item in roadmap.items] == [("K4", 5), ("K5", 6), ("K6", 7)]


def test_what_happens_to_a_phase_in_a_week_is_not_the_phase() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Quay (Months 1-3)

        - Build it

        ## Milestones

        - Week 12: Phase 1 launch to the first customer
    """)
    assert roadmap.by_key["phase-1"].title == "Quay"
