"""Periods that only their neighbours make plain: columns and phases that count on, quarters of counted years."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


def windows(text: str) -> list[str]:
    return [item.window.text if item.window else "" for item in read(text).items]


def test_ranges_that_count_on_under_a_unit_of_time_are_windows() -> None:
    roadmap = read("""
        # Plan

        | Sprint | Weeks | Feature | Hours |
        |---|---|---|---|
        | 1 | 1-2 | Berth map | 80h |
        | 2 | 3-4 | Ticket shop | 60h |
        | 3 | 5-6 | Fog horn | 80h |
    """)
    found = fact(roadmap, "3-4")
    assert (found.attribute, [(w.unit, w.first, w.last) for w in found.windows]) == ("window", [("week", 3.0, 4.0)])
    assert [item.window.text for item in roadmap.items if item.window] == ["1-2", "3-4", "5-6"]


def test_ranges_that_do_not_count_on_stay_lengths() -> None:
    roadmap = read("""
        # Plan

        | Task | Weeks |
        |---|---|
        | Berth map | 2-3 |
        | Ticket shop | 1-2 |
        | Fog horn | 4-6 |
    """)
    assert [(f.attribute, f.windows) for f in roadmap.facts if f.label == "Weeks"] == [("duration", ())] * 3


def test_phases_whose_months_follow_each_other_have_windows() -> None:
    assert windows("""
        # 规划

        ### 阶段一：基础（6-12个月）

        ### 阶段二：核心（12-18个月）

        ### 阶段三：产品（18-30个月）
    """) == ["6-12个月", "12-18个月", "18-30个月"]


@pytest.mark.parametrize(("first", "second", "third"), [("1-2 days", "2-3 days", "3-4 days"), ("3-6 months", "2-4 months", "4-9 months")])
def test_phases_whose_lengths_vary_have_none(first: str, second: str, third: str) -> None:
    text = f"# Plan\n\n## Phase 1: Dig ({first})\n\n## Phase 2: Build ({second})\n\n## Phase 3: Open ({third})\n"
    assert windows(text) == ["", "", ""]


def test_a_quarter_of_a_counted_year_is_in_no_calendar_year() -> None:
    roadmap = read("""
        # Ferry plan (January 2025)

        ## Year 2

        | Quarter | Revenue |
        |---|---|
        | Q1 | €250K |
    """)
    assert [window.start for found in roadmap.facts for window in found.windows if window.text == "Q1"] == [None]


def test_the_day_of_a_document_is_no_window_of_its_items() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Dig

        **Last updated**: 3 May 2026
    """)
    assert (fact(roadmap, "3 May 2026").attribute, roadmap.items[0].window) == ("as_of", None)


def test_a_horizon_of_years_is_a_window() -> None:
    assert windows("# Plan\n\n## Horizon 3: Platform (1-2 years)\n") == ["1-2 years"]


def test_the_day_of_a_comment_in_brackets_is_the_day_it_was_made() -> None:
    roadmap = read("# Plan\n\n## Phase 1: Dig\n\nLatest comment (2026-01-20):\n\n- fine\n")
    assert fact(roadmap, "2026-01-20").attribute == "as_of"


def test_a_window_under_duration_says_when() -> None:
    roadmap = read("""
        # Plan

        | Phase | Duration | Effort |
        |---|---|---|
        | 1. Dig | Weeks 8-9 | 40h |
        | 2. Build | Week 10 | 20h |
    """)
    assert [item.window.text for item in roadmap.items if item.window] == ["Weeks 8-9", "Week 10"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Short term (< 6 months)", "Medium term (6-12 mo)"), ["< 6 months", "6-12 mo"]),
        (("Curto prazo (0-3 meses)", "Longo prazo (12 meses)"), ["0-3 meses", "12 meses"]),
        (("短期（1年以内）", "長期（5年以内）"), ["1年以内", "5年以内"]),
        (("Priority 1 (0-30 days)", "Priority 2 (30-90 days)"), ["0-30 days", "30-90 days"]),
        (("Foundations (30-90 days)", "Growth (90-180 days)"), ["30-90 days", "90-180 days"]),
        (("Phase 1 (Months 1-6)", "Phase 2 (6-18 months)"), ["Months 1-6", "6-18 months"]),
        (("Success metrics (6 months)",), ["6 months"]),
    ],
)
def test_lengths_in_titles_that_say_when_are_windows(titles: tuple[str, ...], expected: list[str]) -> None:
    roadmap = read("# Plan\n\n" + "\n".join(f"## {title}\n\n- Cost: ${at + 1}00K\n" for at, title in enumerate(titles)))
    costs = [found for found in roadmap.facts if found.attribute == "cost"]
    assert [found.window.text if found.window else "" for found in costs] == expected
    assert not [found for found in roadmap.facts if found.attribute == "duration"]


@pytest.mark.parametrize(
    "titles",
    [
        ("Phase 1: Dig (2-4 weeks)", "Sprint 1: Map (Weeks 1-2)"),
        ("Phase 1: Dig (12 weeks)", "Phase 2: Pour (16 weeks)"),
        ("Phase 1: Dig (1-2 weeks)", "Phase 2: Pour (2-3 weeks)", "Phase 3: Open (3-4 weeks)"),
        ("Quick wins (1-2 weeks)", "Conservative case (12 months)"),
    ],
)
def test_lengths_in_other_titles_stay_lengths(titles: tuple[str, ...]) -> None:
    roadmap = read("# Plan\n\n" + "\n".join(f"## {title}\n\n- Cost: ${at + 1}00K\n" for at, title in enumerate(titles)))
    windows = [found.window.text for found in roadmap.facts if found.attribute == "cost" and found.window is not None]
    assert windows == [title.split("(")[1].rstrip(")") for title in titles if "Weeks" in title]


def test_what_starts_at_a_length_of_time_is_open() -> None:
    roadmap = read("# 計画\n\n## 長期（6ヶ月〜）\n\n- 費用: 100万円\n")
    window = next(found.window for found in roadmap.facts if found.attribute == "cost")
    assert window is not None
    assert (window.first, window.last, window.open_ended) == (6.0, None, True)


def test_a_milestone_with_a_circled_number_stands_beside_numbered_projects() -> None:
    roadmap = read("""
        # Plan

        ## Months 1-6

        **Project 3: Handover**

        - Owner: Ann

        **Milestone ②: Go or no go (end of month 6)**

        - Budget: $40K
    """)
    assert fact(roadmap, "$40K").item == "milestone-2"


def test_a_bold_line_that_states_a_field_of_a_phase_is_no_phase() -> None:
    roadmap = read("# Plan\n\n## Phase 2: Pour\n\n**Phase 2 budget:** $40K\n\n**Phase 3: Budget app**\n\n- Owner: Ann\n")
    assert [item.title for item in roadmap.items] == ["Pour", "Budget app"]
    assert next(found for found in roadmap.facts if found.attribute == "cost").item == "phase-2"


def test_a_start_beside_an_end_makes_both_times() -> None:
    rows = "| Mercado central | 65 | S19 | S28 |\n| Muelle norte | 120 | S29 | S40 |\n"
    table = f"| Sistema | Formularios | Inicio | Fin |\n|---|---|---|---|\n{rows}"
    roadmap = read(f"# Plan de los sistemas\n\nLos sistemas que se migran en este año con el equipo de la ciudad.\n\n{table}")
    assert [(one.text, one.attribute) for one in roadmap.facts if one.text.startswith("S")] == [
        ("S19", "start"),
        ("S28", "end"),
        ("S29", "start"),
        ("S40", "end"),
    ]


def test_words_beside_a_time_in_a_sentence_that_set_no_end() -> None:
    told = (
        "The report is published by the harbour on 5 May 2026. Stand by for week 17. It is slower as of the end of sprint 13. "
        "The opening moved to 3 June 2026 due to the storm. The end date is 9 July 2026."
    )
    roadmap = read(f"# Plan\n\n## Phase 1: Quay\n\n{told}\n")
    assert [one.label for one in roadmap.facts if one.attribute == "end"] == ["The end date"]


def test_what_is_listed_below_a_line_that_opens_with_a_period_is_of_it() -> None:
    roadmap = read("""
        # Plan

        ### Year 1

        ```
        Month 4-6: 200 paying customers
        ├─ Starter = $39.7k
        └─ Pro = $29.9k

        2027 total revenue: $157K
        ├─ Content: $45K
        └─ Stalls: $112K
        ```
    """)
    when = {f.text: f.window.text for f in roadmap.facts if f.window is not None}
    assert [when[text] for text in ("$39.7k", "$29.9k", "$45K", "$112K")] == ["Month 4-6", "Month 4-6", "2027", "2027"]


def test_a_line_that_names_another_period_is_not_of_the_item_that_is_a_period() -> None:
    roadmap = read("# Plan\n\n### Year 3\n\n**Average ticket:**\n\n- Year 1: $937\n- Year 3: $935\n")
    assert {f.label: f.item for f in roadmap.facts if f.label} == {"Year 1": "", "Year 3": "year-3"}


def test_a_result_named_by_its_quarter_is_of_the_quarter_and_not_of_its_last_part() -> None:
    roadmap = read("# Plan\n\n## Q1 2026: Launch\n\n### SLA portal\n\n- Draft it\n\n**Result Q1**: 500 moorings, 20 crews\n")
    found = fact(roadmap, "500 moorings, 20 crews")
    assert (roadmap.by_key[found.item].title, found.role) == ("Launch", "")


def test_a_heading_for_another_stage_speaks_of_that_one() -> None:
    roadmap = read("""
        # Plan

        ## Horizon 1: Quay (3-6 months)

        Text.

        ## Horizon 2: Locks

        Text.

        ### Note: resources for Horizon 1

        - **Team**: 2 masons
    """)
    assert roadmap.by_key[fact(roadmap, "2 masons").item].title == "Quay"


def test_a_lead_that_speaks_of_the_whole_phase_leaves_the_week_it_stands_in() -> None:
    roadmap = read("""
        # Plan

        ### Phase 1: Quay (Weeks 1-4)

        #### Week 3-4: Piles

        - Drive them

        **Phase 1 success metrics:**

        | Metric | Before | After |
        |---|---|---|
        | Berths in use | 25% | 65% |
    """)
    found = fact(roadmap, "65%")
    assert found.window is not None
    assert (roadmap.by_key[found.item].title, found.window.text) == ("Quay", "Weeks 1-4")
