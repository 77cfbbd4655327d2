"""Tables: what their columns and rows mean, for whom, for when, in which unit."""

from __future__ import annotations

import pytest

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.roadmap import Fact, Roadmap
from tests.extract.reading import amounts, fact, kinds, read, stated


def cell(roadmap: Roadmap, text: str) -> tuple[str, str, str, str]:
    """Attribute, subject, role and period of the one cell written so."""
    found = fact(roadmap, text)
    return found.attribute, found.subject, found.role, found.window.text if found.window else ""


def test_rows_with_ids_are_items_and_their_cells_are_facts() -> None:
    roadmap = read("""
        # Plan

        | ID | Initiative | Owner | Start | End | Cost (€K) | Depends on | Status |
        |---|---|---|---|---|---:|---|---|
        | P01 | Berth map | Ines | 2026-07-06 | 2026-10-02 | 240 | – | Done |
        | P02 | Ticket shop | Paul | 2026-10-05 | 2027-02-26 | 385 | P01 | In progress |
        | | **Subtotal** | | | | **625** | | |
    """)
    assert kinds(roadmap) == [("initiative", "p01", ""), ("initiative", "p02", "")]
    shop = roadmap.by_key["p02"]
    assert stated(shop)[:4] == [("owner", "Paul"), ("start", "2026-10-05"), ("end", "2027-02-26"), ("cost", "385")]
    assert amounts(shop.all("cost")[0]) == [385_000]
    assert [dependency.target for dependency in shop.dependencies] == ["p01"]
    assert (shop.status, roadmap.by_key["p01"].independent) == ("in_progress", True)
    assert shop.window is not None
    assert str(shop.window.end) == "2027-02-26"
    assert fact(roadmap, "625").subject == "Subtotal"


def test_rows_that_begin_with_a_count_are_named_by_it_where_other_words_repeat() -> None:
    roadmap = read("""
        # Running cost

        | Action | Frequency | Model | Cost |
        |---|---|---|---:|
        | 2 reviews | 2 | Large | $0.06 |
        | 5 sketches | 5 | Small | $0.01 |
        | 1 outline | 1 | Large | $0.03 |
    """)
    costs = {item.title: amounts(item.all("cost")[0]) for item in roadmap.items}
    assert costs == {"2 reviews": [0.06], "5 sketches": [0.01], "1 outline": [0.03]}


def test_later_tables_about_the_same_rows_add_to_their_items() -> None:
    roadmap = read("""
        # Plan

        | ID | Initiative | Owner |
        |---|---|---|
        | P01 | Berth map | Ines |
        | P02 | Ticket shop | Paul |

        | ID | Budget (€K) | Spent (€K) | Work complete |
        |---|---:|---:|---:|
        | P01 | 240 | 232 | 100% |
    """)
    assert [(f.attribute, f.text, f.role) for f in roadmap.by_key["p01"].facts] == [
        ("owner", "Ines", ""),
        ("cost", "240", ""),
        ("cost", "232", "actual"),
        ("progress", "100%", ""),
    ]


def test_metric_rows_take_role_and_period_from_the_columns() -> None:
    roadmap = read("""
        # Plan

        | Metric | December 2025 (actual) | December 2026 (target) |
        |---|---:|---:|
        | Berths live | 214 | 300 |
        | On-time departures | 91.4% | 95.0% |
    """)
    assert cell(roadmap, "214") == ("metric", "Berths live", "actual", "December 2025")
    assert cell(roadmap, "95.0%") == ("metric", "On-time departures", "target", "December 2026")
    target = next(metric for metric in roadmap.metrics if metric.value is not None and metric.value.most == 300)
    assert target.baseline is not None
    assert target.baseline.most == 214


def test_a_period_before_the_target_is_the_baseline() -> None:
    roadmap = read("""
        # Plan

        | Indicator | Dec 2025 | Jun 2026 (actual) | Dec 2026 (target) |
        |---|---:|---:|---:|
        | Readers | 6,200 | 7,900 | 10,000 |
    """)
    assert [(metric.role, metric.value.most if metric.value else None) for metric in roadmap.metrics] == [
        ("baseline", 6200),
        ("actual", 7900),
        ("target", 10000),
    ]


def test_attributes_as_rows_speak_of_the_columns() -> None:
    roadmap = read("""
        # Plan

        | | Phase 1 | Phase 2 |
        |---|---|---|
        | Budget | $5M | $8M |
        | Team size | 12 | 20 |

        ## Phase 1: Base
        Text.

        ## Phase 2: Growth
        Text.
    """)
    assert [(f.attribute, f.item) for f in (fact(roadmap, "$5M"), fact(roadmap, "$8M"))] == [("cost", "phase-1"), ("cost", "phase-2")]


def test_money_by_period_is_cost_of_the_row_in_that_period() -> None:
    roadmap = read("""
        # Plan

        ## Cost phasing (€K)

        | Pillar | Q1 2026 | Q2 2026 | Year |
        |---|---:|---:|---:|
        | Harbour | 285 | 435 | 720 |
        | Shop | 75 | 220 | 295 |
    """)
    found = fact(roadmap, "285")
    assert (found.attribute, found.subject, amounts(found)) == ("cost", "Harbour", [285_000])
    assert found.window is not None
    assert found.window.text == "Q1 2026"


def test_money_without_a_word_for_it_is_not_guessed() -> None:
    roadmap = read("# Plan\n\n| Stream | 2026 | 2027 |\n|---|---|---|\n| Berths | $10K | $100K |\n| Shop | $5K | $50K |\n")
    assert fact(roadmap, "$100K").attribute == ""
    assert fact(roadmap, "$100K").subject == "Berths"


@pytest.mark.parametrize(
    ("header", "cell_text", "attribute", "unit", "middle"),
    [
        ("Cost (k EUR)", "12", "cost", "EUR", 12_000),
        ("Aufwand (Personentage)", "12", "effort", "person-day", 12),
        ("Response (minutes)", "12", "duration", "minute", 12),
        ("Weeks", "12", "duration", "week", 12),
        ("Budget, in $ million", "12", "cost", "USD", 12_000_000),
    ],
)
def test_units_in_headers_hold_for_the_numbers_below(header: str, cell_text: str, attribute: str, unit: str, middle: float) -> None:
    roadmap = read(f"# Plan\n\n| Task | {header} |\n|---|---|\n| Nets | {cell_text} |\n| Ropes | 7 |\n")
    found = fact(roadmap, cell_text)
    assert found.attribute in {attribute, ""}
    assert [(quantity.unit, (quantity.least + quantity.most) / 2) for quantity in found.quantities] == [(unit, middle)]


def test_lists_of_ids_name_no_row() -> None:
    roadmap = read(
        "# Plan\n\n| Stream | Initiatives | Cost (£K) |\n|---|---|---:|\n| Shore | K-01, K-04 | 540 |\n| Sea | K-02, K-05 | 415 |\n"
    )
    assert roadmap.items == ()
    assert fact(roadmap, "540").subject == "Shore"


def test_risk_tables_hold_risks_with_their_mitigation() -> None:
    roadmap = read("""
        # Plan

        ## Risks

        | Risk | Likelihood | Mitigation | Owner |
        |---|---|---|---|
        | Storm takes the pier | High | Second pier | Ines |
    """)
    assert kinds(roadmap) == [("risk", "storm-takes-the-pier", "")]
    assert stated(roadmap.items[0]) == [("likelihood", "High"), ("mitigation", "Second pier"), ("owner", "Ines")]


def test_people_tables_hold_roles() -> None:
    roadmap = read("""
        # Plan

        ## Team

        | Role | Headcount | Cost |
        |---|---:|---:|
        | Skipper | 2 | $200K |
        | Cook | 1 | $60K |
        | **Total** | **3** | **$260K** |
    """)
    assert [(item.kind, item.title) for item in roadmap.items] == [("team_role", "Skipper"), ("team_role", "Cook")]
    assert stated(roadmap.items[0]) == [("people", "2"), ("cost", "$200K")]


def test_drawn_tables_are_read_like_others() -> None:
    drawn = """
# Plan

```
┌───────────┬────────┬────────┐
│ Category  │ Before │ After  │
├───────────┼────────┼────────┤
│ Coverage  │ 25%    │ 65%    │
│ Speed     │ 50%    │ 80%    │
└───────────┴────────┴────────┘
```
"""
    roadmap = extract(parse_markdown(drawn, "plan.md"))
    found: list[Fact] = [f for f in roadmap.facts if f.text in {"25%", "65%"}]
    assert [(f.role, f.subject) for f in found] == [("baseline", "Coverage"), ("target", "Coverage")]


def test_a_table_without_a_header_is_left_unread() -> None:
    roadmap = read("# Plan\n\n<table><tr><td>Nets</td><td>12</td></tr><tr><td>Ropes</td><td>7</td></tr></table>\n")
    assert roadmap.facts == ()
    assert {unread.reason for unread in roadmap.unread} == {"the table has no header that says what the column holds"}


def test_a_column_of_states_gives_a_status() -> None:
    roadmap = read("""
        # Ferry plan
        ## Milestones
        | No. | Milestone | Date | State |
        |---|---|---|---|
        | M1 | Pier rebuilt | 2026-05-29 | reached |
        | M2 | Night crossing | 2026-10-30 | open |
        | M3 | Second boat | 2027-03-26 | running |
    """)
    assert [item.status for item in roadmap.items if item.id] == ["done", "planned", "in_progress"]


def test_a_column_called_state_may_hold_something_else() -> None:
    roadmap = read("""
        # Depots
        | ID | Depot | State | Start |
        |---|---|---|---|
        | D1 | Galveston | Texas | May 2027 |
        | D2 | Mobile | Alabama | June 2027 |
    """)
    assert {item.status for item in roadmap.items} == {""}
    assert not [fact for fact in roadmap.facts if fact.attribute == "status"]


def test_ids_that_look_like_weeks_are_ids_where_a_chart_names_them() -> None:
    roadmap = read("""
        # Canal lights

        ```mermaid
        gantt
            dateFormat YYYY-MM-DD
            W1 Cables :done, w1, 2026-02-02, 2026-03-27
            W2 Lamps  :w2, 2026-04-06, 2026-06-26
        ```

        | Work | Lead | Needs |
        |------|------|-------|
        | W1 Cables | Okoye | – |
        | W2 Lamps | Lind | W1 |
    """)
    assert [(item.key, item.title) for item in roadmap.items] == [("w1", "Cables"), ("w2", "Lamps")]
    assert [fact.text for item in roadmap.items for fact in item.facts if fact.attribute == "owner"] == ["Okoye", "Lind"]
    assert [dependency.target for dependency in roadmap.by_key["w2"].dependencies] == ["w1"]


def test_a_week_stays_a_week_where_nothing_is_called_so() -> None:
    roadmap = read("# Plan\n\n| Week | Work |\n|---|---|\n| W1 | Cables |\n| W2 | Lamps |\n")
    assert not roadmap.items or all(item.key not in {"w1", "w2"} or item.window is not None for item in roadmap.items)


def test_numbers_in_a_column_of_phases_are_the_phases() -> None:
    roadmap = read("""
        # Plan

        | Phase | Aim | Budget |
        |-------|-----|-------:|
        | 1 Trial | One boat that floats | $80K |
        | 2 Fleet | Four boats | $210K |
        | | **All phases** | **$290K** |

        ## Phase 1: Trial (months 1-6)

        ## Phase 2: Fleet (months 7-9)
    """)
    assert [(item.key, item.title) for item in roadmap.items if item.kind == "phase"] == [("phase-1", "Trial"), ("phase-2", "Fleet")]
    trial = [(fact.attribute, fact.text) for fact in roadmap.by_key["phase-1"].facts]
    assert ("objective", "One boat that floats") in trial
    assert ("cost", "$80K") in trial


def test_a_milestone_that_begins_with_all_is_no_total() -> None:
    roadmap = read("""
        # Plan

        | No. | Milestone | Date |
        |-----|-----------|------|
        | M1 | First berth lit | 2026-05-29 |
        | M2 | All six berths lit | 2026-09-25 |
    """)
    assert [item.title for item in roadmap.items] == ["First berth lit", "All six berths lit"]


def test_a_row_says_what_its_value_is_where_the_column_only_says_value() -> None:
    roadmap = read("# Plan\n\n| Figure | Value |\n|---|---|\n| Estimated cost | $192,000 |\n| New pages | 28 pages |\n")
    assert fact(roadmap, "$192,000").attribute == "cost"


def test_how_a_figure_is_measured_is_no_value_of_it() -> None:
    roadmap = read(
        "# Plan\n\n## Success metrics\n\n"
        "| Metric | Target | How measured |\n|---|---|---|\n| Conversion | 20% | (paying / trials) × 100 |\n"
    )
    assert [metric.value.most for metric in roadmap.metrics if metric.value] == [20]


def test_ranges_of_months_are_lengths_beside_a_total_in_years() -> None:
    roadmap = read(
        "# Plan\n\n| Initiative | Cost | Timeline |\n|---|---|---|\n| Quay | $80K | 4-6 months |\n| Pier | $90K | 8-12 months |\n"
        "| **Total** | **$170K** | **Year 2-3** |\n"
    )
    assert [fact(roadmap, text).attribute for text in ("4-6 months", "8-12 months")] == ["duration", "duration"]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("| Name | Status | Owner | Budget |", ["| Berth map | Done | Ines | €45K |", "| Fog horn | To do | Tor | €30K |"]),
        (
            "| Chantier | Pilote | Début | Budget |",
            ["| Carte | Mme Perrin | 05/01/2026 | 48 k€ |", "| Corne | M. Roy | 01/09/2026 | 22 k€ |"],
        ),
        ("| Entrega | Responsável | Prazo |", ["| Mapa | Carla | mar/26 |", "| Buzina | Bruno | jun/26 |"]),
    ],
)
def test_rows_that_only_planned_things_can_be_are_items(header: str, rows: list[str]) -> None:
    rule = "|" + "---|" * (header.count("|") - 1)
    roadmap = read("\n".join(["# Plan", "", header, rule, *rows]))
    assert [item.kind for item in roadmap.items] == ["initiative"] * 2
    assert all(item.first("owner") for item in roadmap.items)


@pytest.mark.parametrize(
    "header",
    ["| Country | Owner | Date | Status |", "| Metric | Owner | Due |", "| Item | Cost | Note |"],
)
def test_rows_of_other_things_are_none(header: str) -> None:
    rule = "|" + "---|" * (header.count("|") - 1)
    row = "| First thing | Ines | 2026-03-01 | done |"
    assert read(f"# Plan\n\n{header}\n{rule}\n{row}\n{row.replace('First', 'Other')}\n").items == ()


def test_merged_cells_name_groups_and_the_next_column_the_rows() -> None:
    roadmap = read("""
        # Board

        | Workstream | Milestone | Planned | Forecast | Budget £k | Actual £k |
        |---|---|---|---|---|---|
        | Quays | M1 First berth | 12 Jan 26 | 12 Jan 26 | 120 | 118 |
        | | M2 Crane | 30 Mar 26 | 20 Apr 26 | 200 | 90 |
        | **Sum** | | | | **320** | **208** |
    """)
    assert [(item.id, item.title, str(item.window.end) if item.window else "") for item in roadmap.items] == [
        ("M1", "First berth", "2026-01-12"),
        ("M2", "Crane", "2026-03-30"),
    ]
    assert amounts(roadmap.items[0].all("cost")[0]) == [120_000]


def test_marks_below_months_say_when() -> None:
    roadmap = read("""
        # Rollout 2026

        | Task | Owner | Jan | Feb | Mar | Apr |
        |------|-------|-----|-----|-----|-----|
        | 1. Survey | Ruiz | ███ | ██ | | |
        | 2. Cabling | Ruiz | | X | X | X |
    """)
    found = [(item.title, str(item.window.start), str(item.window.end)) for item in roadmap.items if item.window]
    assert found == [("Survey", "2026-01-01", "2026-02-28"), ("Cabling", "2026-02-01", "2026-04-30")]


def test_amounts_below_months_are_no_marks() -> None:
    roadmap = read("""
        # Rollout 2026

        | Line | Owner | Jan | Feb | Mar |
        |------|-------|-----|-----|-----|
        | Charts | Ruiz | 3 | 4 | |
    """)
    assert [item.title for item in roadmap.items if item.window is not None and item.window.text.startswith("Jan")] == []


def test_an_export_with_numbers_and_dates_first_names_its_rows() -> None:
    roadmap = read("""
        # Export

        | Task ID | Created At | Name | Assignee | Start Date | Due Date | Blocked By (Dependencies) |
        |---|---|---|---|---|---|---|
        | 1201 | 2026-01-04 | Menu tasting | Rosa | 2026-01-12 | 2026-02-10 | |
        | 1202 | 2026-01-05 | Soft opening | Theo | 2026-04-20 | 2026-04-24 | Menu tasting |
    """)
    assert [(item.title, str(item.window.end) if item.window else "") for item in roadmap.items] == [
        ("Menu tasting", "2026-02-10"),
        ("Soft opening", "2026-04-24"),
    ]
    assert [dependency.target for dependency in roadmap.items[1].dependencies] == [roadmap.items[0].key]


@pytest.mark.parametrize(
    ("header", "rows", "titles"),
    [
        ("| Item | Cost | Owner | Start |", ["| A1 | $120K | Ann | 2026-01-05 |", "| A2 | $80K | Bob | 2026-02-05 |"], ["A1", "A2"]),
        ("| Task | Start | Ende |", ["| B-1 | 05.01.2026 | 20.02.2026 |", "| B-2 | 05.03.2026 | 20.04.2026 |"], ["B-1", "B-2"]),
        (
            "| ID | Owner | Feature | Start |",
            ["| C1 | Ann | Sign-in | May 2026 |", "| C2 | Bob | Audit | June 2026 |"],
            ["Sign-in", "Audit"],
        ),
        ("| # | Phase | Start |", ["| 1 | Trial | May 2026 |", "| 2 | Fleet | June 2026 |"], ["Trial", "Fleet"]),
    ],
)
def test_rows_with_nothing_but_an_id_are_called_by_it_and_not_by_their_owner_or_date(
    header: str, rows: list[str], titles: list[str]
) -> None:
    rule = "|" + "---|" * (header.count("|") - 1)
    roadmap = read("\n".join(["# Plan 2026", "", header, rule, *rows]))
    assert [item.title for item in roadmap.items] == titles
    assert all(item.window or item.first("start") for item in roadmap.items)


def test_a_plain_number_below_a_period_is_no_year() -> None:
    roadmap = read("""
        # Plan

        ## KPIs

        | Metric | Q1 | Q2 |
        |---|---|---|
        | Registered users | 500 | 2000 |
        """)
    assert [metric.value.least for metric in roadmap.metrics if metric.value] == [500, 2000]


def test_a_duration_that_counts_from_something_or_stands_among_words_is_no_duration() -> None:
    roadmap = read("""
        # 計画

        | 項目 | 時期 | 根拠 | 期間 |
        |---|---|---|---|
        | 融資 | 開業3ヶ月前 | 平日22日は看護師が対応し土日は別の人が対応 | 2ヶ月 |
        """)
    assert [fact.attribute for fact in roadmap.facts if fact.quantities] == ["window", "", "duration"]


def test_the_result_of_a_computation_says_what_a_line_costs() -> None:
    roadmap = read("# Plan\n\n## Budget\n\n- Training: 30 users × 2 days × €800 = €48,000\n- 10-20 users: 10% discount\n")
    assert [fact.attribute for fact in roadmap.facts if fact.values] == ["cost", ""]


def test_a_multiplier_beside_an_amount_is_no_amount_and_columns_of_years_hold_no_durations() -> None:
    roadmap = read("""
        # Plan

        | Part | Both years | Cost (USD) |
        |---|---|---|
        | Crane | 8 | $300/month × 3 |
        | Quay | 9 | 400 |
        """)
    found = [[(value.kind, value.least) for value in fact.quantities] for fact in roadmap.facts if fact.quantities]
    assert found == [[("count", 8)], [("money", 300), ("count", 3)], [("count", 9)], [("money", 400)]]


def test_a_checkpoint_is_when_and_the_time_a_page_takes_is_measured() -> None:
    roadmap = read("# Plan\n\n## Success metrics\n\n### 12 months\n- 5 quays\n\n## Phase 1: Pages (TTI < 3s)\n\n- Slides (40 ms)\n")
    assert [(fact.attribute, fact.text) for fact in roadmap.facts if fact.values and fact.source == "heading"] == [
        ("window", "12 months"),
        ("metric", "< 3s"),
    ]
    assert not [fact for fact in roadmap.facts if fact.attribute == "duration"]


def test_a_row_that_is_only_numbered_is_called_by_what_it_counts() -> None:
    roadmap = read(
        "# Plan\n\n## Runs\n\n| Epoch | Loss |\n| --- | --- |\n| 5 | 0.49 |\n| 10 | 0.38 |\n\n| No. | Loss |\n| --- | --- |\n| 7 | 0.2 |\n"
    )
    assert {one.text: one.subject for one in roadmap.facts if one.label == "Loss"} == {"0.49": "Epoch 5", "0.38": "Epoch 10", "0.2": "7"}


def test_at_least_so_long_below_no_header_of_time_makes_no_times_of_lengths() -> None:
    roadmap = read(
        "# Plan\n\n## Length\n\n| Stage | Careful |\n| --- | --- |\n| Search | 6-12 months |\n| Build | 9 months |\n| Sum | 24+ months |\n"
    )
    assert [one.window for one in roadmap.facts if one.text == "6-12 months"] == [None]


def test_a_column_when_to_do_dates_its_rows() -> None:
    roadmap = read(
        "# Plan\n\n| Phase | Hours | When to do |\n| --- | --- | --- |\n| Phase 1: App | 80 | Week 3-4 |\n| Phase 2: Web | 40 | Week 5 |\n"
    )
    assert [item.window.text if item.window else "" for item in roadmap.items] == ["Week 3-4", "Week 5"]


def test_a_range_may_be_written_with_a_wave() -> None:
    roadmap = read("# 計画\n\n## 数字\n\n| 月 | 売上 |\n| --- | --- |\n| M1〜M12 | 100円 |\n| M13〜M18 | 200円 |\n| M19〜M24 | 300円 |\n")
    assert [(one.window.first, one.window.last) for one in roadmap.facts if one.text == "200円" and one.window] == [(13, 18)]


def test_the_column_between_two_scenarios_is_one() -> None:
    roadmap = read(
        "# Plan\n\n## Outlook\n\n| Item | Conservative | Base | Optimistic |\n| --- | --- | --- | --- |\n| Sales | $1M | $2M | $3M |\n"
    )
    assert {one.text: one.scenario for one in roadmap.facts} == {"$1M": "pessimistic", "$2M": "base", "$3M": "optimistic"}
    alone = read("# Plan\n\n## Outlook\n\n| Item | Base | Pro |\n| --- | --- | --- |\n| Seats | 10 | 90 |\n")
    assert {one.scenario for one in alone.facts} == {""}


def test_a_column_of_targets_of_a_phase_is_about_that_phase() -> None:
    roadmap = read(
        "# Plano\n\n## Fase 1: Base (Meses 1-3)\n\n- Fazer\n\n## KPIs\n\n| KPI | Antes | Meta Fase 1 | Meta Final |\n"
        "| --- | --- | --- | --- |\n| Tenants | 2 | 5 | 90 |\n"
    )
    when = {one.text: (one.item, one.window.text if one.window else "", one.role) for one in roadmap.facts if one.subject == "Tenants"}
    assert when["5"] == ("fase-1", "Meses 1-3", "target")
    assert when["90"] == ("", "", "target")


def test_what_others_reach_is_not_of_the_role_of_the_section() -> None:
    roadmap = read("# Plan\n\n## Current model\n\n| Metric | Value | Industry average |\n| --- | --- | --- |\n| Recall | 90% | 80% |\n")
    assert {one.text: one.role for one in roadmap.facts} == {"90%": "actual", "80%": ""}


def test_a_column_of_targets_names_no_rows() -> None:
    rows = "| Users | 10 (pilot) | 200 |\n| Retention | — | 40% |\n"
    text = f"# Plan\n\n## KPI\n\n| KPI | Target phase 1 | Target phase 3 |\n|---|---|---|\n{rows}"
    assert [(one.subject, one.text) for one in read(text).facts if one.quantities] == [
        ("Users", "10 (pilot)"),
        ("Users", "200"),
        ("Retention", "40%"),
    ]


def test_what_is_measured_in_a_row_that_is_a_period_is_of_all() -> None:
    rows = "| M3 | 35,000 | Seed round, two more captains |\n| M4 | 41,000 | New quay, first ferry |\n"
    roadmap = read(f"# Plan\n\n| Month | Users | Key actions |\n|---|---|---|\n{rows}")
    assert [(metric.name, metric.value.least) for metric in roadmap.metrics if metric.value] == [("Users", 35000), ("Users", 41000)]
    assert [metric.period.first for metric in roadmap.metrics if metric.period] == [3, 4]


def test_what_a_row_of_a_period_costs_is_still_of_what_it_names() -> None:
    text = "# Plan\n\n| Month | Work | Cost |\n|---|---|---|\n| M3 | Quay walls rebuilt | $35,000 |\n| M4 | Ferry repaired | $41,000 |\n"
    assert "Quay walls rebuilt" in {one.subject for one in read(text).facts} | {item.title for item in read(text).items}


def test_at_least_so_long_is_a_length_beside_lengths() -> None:
    text = "# Plan\n\n| Stage | Likely | Slow |\n|---|---|---|\n| Hull | 8 months | 24+ months |\n| Mast | 2 months | 6 months |\n"
    (value,) = next(one for one in read(text).facts if one.text == "24+ months").quantities
    assert (value.kind, value.unit, value.least, value.comparator) == ("duration", "month", 24, ">=")


def test_the_day_of_a_paper_is_in_no_period_of_its_headings() -> None:
    roadmap = read("# Roadmap 2026\n\n## Plan for 2026\n\n**Last updated:** 3 January 2025\n\n**Budget:** $4,000\n")
    windows = {one.attribute: one.window for one in roadmap.facts}
    assert windows["as_of"] is None
    assert windows["cost"] is not None


def test_the_year_of_the_title_is_when_the_plan_spends_and_not_when_things_are_so() -> None:
    listed = "- **Budget**: $4,000\n- **Berths in use**: 40 boats\n- **Review**: 3 weeks\n"
    text = f"# Roadmap 2026\n\n{listed}\n## Hulls in 2026\n\n- **Dry docks**: 7\n"
    windows = {one.text: one.window for one in read(text).facts if one.quantities}
    assert [text for text, window in windows.items() if window is not None] == ["$4,000", "7"]


@pytest.mark.parametrize(
    ("measured", "required"),
    [("Measured at the trial", "Requirement"), ("Gemessen", "Gefordert"), ("Valor medido", "Exigido"), ("実測", "要求値")],
)
def test_heads_say_what_was_measured_and_what_is_required(measured: str, required: str) -> None:
    roadmap = read(f"# Plan\n\n## Metrics\n\n| Metric | {measured} | {required} |\n|---|---|---|\n| Conversion | 12% | 20% |\n")
    assert [metric.role for metric in roadmap.metrics] == ["actual", "target"]


def test_arrows_before_figures_name_no_rows() -> None:
    roadmap = read("""
        # Plan

        ### Effect of the price

        | CAC | LTV/CAC | Payback | Effect |
        |---|---|---|---|
        | $2,000 | 10x | 2 months | ⬆️ +82% |
        | $3,500 | 5.7x | 3.5 months | Base |
        | $5,000 | 4x | 5 months | ⬇️ -29% |
    """)
    assert cell(roadmap, "2 months") == ("", "$2,000", "", "")
    assert cell(roadmap, "4x")[1] == "$5,000"


def test_lengths_below_a_header_that_speaks_of_no_time_are_not_how_long_a_row_takes() -> None:
    roadmap = read("""
        # Plan

        ## Tasks

        | Task | Owner | Status | Blocked | Effort (hours) | Crew |
        |---|---|---|---|---|---|
        | Paint the hull | Ines | open | 3 months | 40 | Painter (30h) |
        | Mend the sail | Paul | open | – | 12 | Sailmaker (12h) |
    """)
    assert fact(roadmap, "3 months").attribute == ""
    assert fact(roadmap, "40").attribute == "effort"
    assert fact(roadmap, "Painter (30h)").attribute == "effort"


@pytest.mark.parametrize(("second", "subject"), [("Reef", "Knots"), ("Knots", "Year 2")])
def test_a_column_that_only_groups_rows_does_not_name_them(second: str, subject: str) -> None:
    roadmap = read(f"""
        # Courses

        | Course of study | Subject | Points |
        |---|---|---|
        | Year 2 | Knots | 15 |
        | Year 2 | {second} | 16 |
        | Year 3 | Winds | 17 |
        | Year 3 | Tides | 18 |
    """)
    assert fact(roadmap, "15").subject == subject


def test_measures_beside_their_category_name_the_rows() -> None:
    roadmap = read("""
        # Plan

        | Category | Metric | Target |
        |---|---|---|
        | Logging | Event coverage | >95% |
        | Speed | Load time | <2s |
    """)
    assert cell(roadmap, ">95%")[:3] == ("metric", "Event coverage", "target")


def test_a_total_named_in_the_column_of_numbers_names_its_row() -> None:
    roadmap = read("""
        # Plan

        | # | Module | Pages |
        |---|---|---|
        | 1 | Tax | 2 |
        | 2 | Bank | 5 |
        | **TOTAL** | **2 modules** | **7** |
    """)
    assert fact(roadmap, "7").subject == "TOTAL"
