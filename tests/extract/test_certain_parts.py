"""What a fact says beyond its figure must be certain: a period or an attribute that only stands near it is left out."""

from __future__ import annotations

import pytest

from agent.model.quantity import Quantity
from tests.extract.reading import fact, read


@pytest.mark.parametrize(
    ("heading", "line", "period"),
    [
        ("## Appendix: model prices (added 2026-04-17)", "- Basic: 300 tokens", ""),
        ("## Strategy revision, 2026-07-13", "- Reserve: $600", ""),
        ("## Phase 1: Beta (Jan-Mar 2026)", "- Price per seat: $4.99/month", ""),
        ("## Phase 1: Beta (Jan-Mar 2026)", "- Budget: $4,000", "Jan-Mar 2026"),
        ("## Success metrics by 31 March 2026", "- Uptime: 99.9%", "31 March 2026"),
        ("## Month 10-12", "- Free tier: 15,000 users", "Month 10-12"),
    ],
)
def test_a_heading_gives_its_period_only_to_what_happens_in_it(heading: str, line: str, period: str) -> None:
    found = read(f"# Plan\n\n{heading}\n\n{line}\n").facts[-1]
    assert (found.window.text if found.window else "").endswith(period)
    assert bool(found.window) is bool(period)


@pytest.mark.parametrize(
    "heading",
    ["## Prices (added 2026-04-17)", "## Status (as of 5 May 2026)", "## Bestand (Stand 13.05.2026)", "## 価格（追加 2026-04-17）"],
)
def test_a_day_on_which_something_was_written_is_no_deadline(heading: str) -> None:
    assert [found.attribute for found in read(f"# Plan\n\n{heading}\n\ntext\n").facts] == ["as_of"]


def test_the_total_of_a_phase_is_not_of_its_last_week() -> None:
    roadmap = read("""
        # Plan
        ## Phase 1: Base (weeks 1-8)
        ### Week 7-8: Tests
        - [ ] Load test
        **Total Phase 1:** 160 hours
    """)
    found = fact(roadmap, "160 hours")
    assert (found.item, found.window.text if found.window else "") == ("phase-1", "weeks 1-8")


@pytest.mark.parametrize(
    ("header", "value", "attribute"),
    [
        ("Why", "It saves 3 hours", "note"),
        ("Result", "PASS, 28 tests", ""),
        ("Results", "A signed report", "deliverable"),
        ("RAG", "100,000+ documents", ""),
        ("Status", "done", "status"),
    ],
)
def test_a_header_of_many_uses_names_what_its_values_can_be(header: str, value: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n| Check | {header} |\n|---|---|\n| Alpha | {value} |\n| Beta | {value} |\n")
    assert {found.attribute for found in roadmap.facts} == {attribute}


def test_a_total_of_things_in_a_row_of_developers_counts_no_people() -> None:
    table = "| Agent | {} |\n|---|---|\n| developer | 3,337 |\n| architect | 4,396 |\n"
    assert {found.attribute for found in read("# Plan\n\n" + table.format("Total lines")).facts} == {""}
    assert {found.attribute for found in read("# Plan\n\n## Team\n\n" + table.format("Total")).facts} == {"people"}


def test_a_total_that_opens_with_a_count_is_no_cost() -> None:
    roadmap = read("# Plan\n\n## Budget\n\n- Total: 5,500 users, $14,500 a month\n- Total: $9,000\n")
    assert [found.attribute for found in roadmap.facts if found.text.startswith(("5,500", "$9"))] == ["", "cost"]


def test_what_a_price_includes_is_no_price() -> None:
    roadmap = read("# Plan\n\n## Pricing\n\n### Business tier ($79/month)\n\n- API access\n- Priority support\n")
    assert [(found.attribute, found.text) for found in roadmap.facts] == [
        ("price", "$79/month"),
        ("scope", "API access"),
        ("scope", "Priority support"),
    ]


@pytest.mark.parametrize(
    ("text", "comparator"), [("$149 Max plan", "="), ("$149 max", "<="), ("$149 Minimum Kit", "="), ("$149 or more", ">=")]
)
def test_a_capitalised_word_behind_an_amount_is_part_of_a_name(text: str, comparator: str) -> None:
    roadmap = read(f"# Plan\n\n## Pricing\n\n- Seat: {text}\n")
    assert [quantity.comparator for found in roadmap.facts for quantity in found.quantities] == [comparator]


def test_a_goal_of_the_united_nations_is_no_money() -> None:
    roadmap = read("# Plan\n\n## Impact\n\n- Goal: SDG 3\n- Fund: SDG 5,000\n")
    assert [[quantity.kind for quantity in found.quantities] for found in roadmap.facts] == [["count"], ["money"]]


@pytest.mark.parametrize(
    ("lead", "line", "attribute"),
    [
        ("【収益】", "月間: 29,400円", "revenue"),
        ("【利益】", "月間: 29,175円", "margin"),
        ("【コスト】", "月間: 225円", "cost"),
        ("【收入】", "每月：3万元", "revenue"),
        ("**Revenue:**", "Monthly: $3,000", "revenue"),
        ("**Kosten:**", "Monatlich: 3.000 €", "cost"),
        ("Next steps:", "Monthly: $3,000", ""),
    ],
)
def test_a_line_above_others_says_what_their_amounts_are(lead: str, line: str, attribute: str) -> None:
    assert [found.attribute for found in read(f"# 試算\n\n## 測算\n\n{lead}\n{line}\n").facts] == [attribute]


@pytest.mark.parametrize(
    "line", ["Backend   ████████░░ 80%", "Backend: ████████░░ 80%", "Backend: [========> ] 80%", "Backend   [████████░░] 80%"]
)
def test_a_drawn_bar_shows_how_far_something_is(line: str) -> None:
    roadmap = read(f"# Status\n\n```\n{line}\n```\n")
    assert [(found.attribute, found.label, amount.least) for found in roadmap.facts for amount in found.quantities] == [
        ("progress", "Backend", 80)
    ]


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("All routes work (no 404 on refresh)", []),
        ("The 409 now names the run", []),
        ("Returns 503 when full", []),
        ("Serve the 500 users", [500]),
        ("Model alpha-2024-11-20 reads 3 files", [3]),
        ("Known to the top 10 customers", []),
        ("上位3つを表示", []),
    ],
)
def test_codes_names_and_ranks_are_no_figures(line: str, figures: list[float]) -> None:
    roadmap = read(f"# Plan\n\n## Notes\n\n{line}\n")
    found = [token.value for token in roadmap.tokens[2] if isinstance(token.value, Quantity)]
    assert [quantity.least for quantity in found] == figures
    assert not [token for token in roadmap.tokens[2] if token.kind == "window"]


def test_a_week_of_a_year_is_that_week() -> None:
    roadmap = read("# Plan\n\n## Tasks\n\n| Task | ETA |\n|---|---|\n| Import | Week 1 (2026) |\n| Export | Week 2 (2026) |\n")
    assert [item.window.text if item.window else "" for item in roadmap.items] == ["Week 1", "Week 2"]


def test_a_gate_in_the_first_column_names_its_row() -> None:
    roadmap = read("# Plan\n\n| Gate | Score | Evidence |\n|---|---|---|\n| Value | 25/25 | A wallet |\n| Asset | 15/15 | A coin |\n")
    assert [found.subject for found in roadmap.facts if found.label != "Evidence"] == ["Value", "Asset"]


def test_lengths_that_follow_each_other_are_no_time_of_work() -> None:
    roadmap = read("# Plan\n\n## Phase 1: Base\n\n- [ ] Lock the account (1 min → 5 min → 30 min)\n- [ ] Migrate (3 days)\n")
    assert [found.text for found in roadmap.facts if found.attribute == "duration"] == ["3 days"]


def test_other_columns_of_a_table_with_targets_are_none() -> None:
    table = "| Agent | With examples | Target |\n|---|---|---|\n| Alpha | 190 lines | 200 lines |\n| Beta | 90 lines | 100 lines |\n"
    roadmap = read(f"# Plan\n\n## Targets\n\n{table}")
    assert [found.role for found in roadmap.facts] == ["", "target", "", "target"]


def test_the_path_of_a_file_measures_nothing() -> None:
    roadmap = read("# Plan\n\n## Notes\n\n- src/integrations/client.ts: 289 lines\n- Integrations: 12\n")
    assert [found.attribute for found in roadmap.facts] == ["", "metric"]
