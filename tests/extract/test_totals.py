"""Stated totals and what the structure proves to belong to them."""

from __future__ import annotations

import pytest

from agent.extract.facts.amounts import amount, reconciles
from agent.extract.totals import of_lists as totals_lists
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Total
from tests.extract.reading import read


def sums(text: str) -> list[tuple[str, float, list[list[float]]]]:
    """Basis, stated amount and the amounts of each grouping."""
    return [
        (total.basis, total.value.most, [[part.most for _, part in grouping] for grouping in total.groupings])
        for total in read(text).totals
    ]


def holds(total: Total) -> bool:
    return any(reconciles(total.value, grouping) for grouping in total.groupings)


def test_a_total_row_sums_the_rows_above() -> None:
    assert sums("""
        # Plan

        | Role | Cost |
        |---|---|
        | Skipper | $450K |
        | Cook | $150K |
        | Mate | $120K |
        | **Total** | **$720K** |
    """) == [("table", 720_000, [[450_000, 150_000, 120_000]])]


def test_a_wrong_total_is_listed_with_its_parts() -> None:
    roadmap = read("# Plan\n\n| Role | Cost |\n|---|---|\n| Skipper | $450K |\n| Cook | $150K |\n| Mate | $120K |\n| Total | $700K |\n")
    assert [holds(total) for total in roadmap.totals] == [False]
    assert roadmap.totals[0].stated.span.line == 8


def test_subtotals_and_sections_are_no_parts_twice() -> None:
    found = sums("""
        # Plan

        | Item | Cost |
        |---|---|
        | Sea | |
        | Buoys | $10K |
        | Nets | $20K |
        | Subtotal sea | $30K |
        | Shore | |
        | Gate | $5K |
        | Sign | $6K |
        | Subtotal shore | $11K |
        | Total | $41K |
    """)
    assert [(stated, groupings[0]) for _, stated, groupings in found] == [
        (30_000, [10_000, 20_000]),
        (11_000, [5_000, 6_000]),
        (41_000, [30_000, 11_000]),
    ]


def test_parts_behind_the_last_subtotal_count() -> None:
    roadmap = read("""
        # Plan

        | Item | Cost |
        |---|---|
        | Buoys | $10K |
        | Nets | $20K |
        | **Subtotal** | **$30K** |
        | Reserve | $3K |
        | **Total** | **$33K** |
    """)
    assert [holds(total) for total in roadmap.totals] == [True, True]


def test_nested_rows_are_part_of_the_row_above() -> None:
    roadmap = read("""
        # Plan

        | Item | Cost |
        |---|---|
        | Boats | $30K |
        | - of which rental | $10K |
        | Piers | $20K |
        | Total | $50K |
    """)
    assert [holds(total) for total in roadmap.totals] == [True]


@pytest.mark.parametrize(
    "column",
    ["Share of users (%)", "Hourly rate", "ROI", "Payback (months)", "Progress"],
)
def test_columns_that_do_not_add_have_no_total(column: str) -> None:
    assert sums(f"# Plan\n\n| Item | {column} |\n|---|---:|\n| Boats | 30% |\n| Piers | 40% |\n| Total | 35% |\n") == []


def test_shares_add_up_to_a_hundred_where_that_is_stated() -> None:
    found = sums("# Plan\n\n| Item | Share |\n|---|---:|\n| Boats | 60% |\n| Piers | 41% |\n| Total | 100% |\n")
    assert found == [("table", 100, [[60, 41]])]


def test_metrics_are_not_summed() -> None:
    assert (
        sums("""
        # Plan

        ## Success Metrics

        | Metric | Target |
        |---|---:|
        | Daily readers | 500 |
        | Monthly readers | 900 |
        | Total readers | 5,000 |
    """)
        == []
    )


def test_running_totals_and_averages_are_no_parts() -> None:
    found = sums("""
        # Plan

        | Quarter | Cost (€K) |
        |---|---:|
        | Q1 | 10 |
        | Q2 | 20 |
        | **Year** | **30** |
        | Cumulative | 30 |
        | Average | 15 |
    """)
    assert [(stated, groupings) for _, stated, groupings in found] == [(30_000, [[10_000, 20_000]])]


def test_a_column_of_totals_must_be_proven_by_most_rows() -> None:
    roadmap = read("""
        # Plan

        | Stream | Engineers | Designers | Total |
        |---|---:|---:|---:|
        | Sea | 5 | 2 | 7 |
        | Shore | 7 | 2 | 9 |
        | Sky | 5 | 1 | 8 |
    """)
    assert [(total.stated.span.line, holds(total)) for total in roadmap.totals] == [(5, True), (6, True), (7, False)]
    assert (
        sums(
            "# Plan\n\n| Role | Heads | Monthly pay | Total |\n|---|---:|---:|---:|\n| Cook | 2 | $3K | $36K |\n| Mate | 1 | $4K | $24K |\n"
        )
        == []
    )


def test_a_heading_with_a_total_sums_its_list() -> None:
    found = sums("""
        # Plan

        ## Phase 1 Budget

        ### Staff (Total: $0.8M)
        - **Engineers**: 5 x $180K x 6 months = $450K
        - **Designers**: 4 x $175K x 6 months = $350K

        ### Boats (Total: $20K)
        - **Rental**: $12K
        - **Fuel**: $8K
    """)
    assert [(basis, stated, groupings) for basis, stated, groupings in found] == [
        ("list", 800_000, [[450_000, 350_000]]),
        ("list", 20_000, [[12_000, 8_000]]),
    ]


def test_the_last_bullet_can_be_the_total() -> None:
    assert sums("# Plan\n\n- Boats: $30K\n- Piers: $20K\n- **Total: $50K**\n") == [("list", 50_000, [[30_000, 20_000]])]


def test_a_difference_is_no_sum() -> None:
    assert sums("# Plan\n\n- Invested: $65K\n- Value: $350K\n- Total return: $285K\n") == []


def test_a_list_with_an_unpriced_entry_proves_nothing() -> None:
    assert sums("# Plan\n\n## Boats (Total: $50K)\n- Rental: $30K\n- Fuel: open\n- Harbour: $10K\n") == []


def test_the_budget_of_a_phase_is_held_against_its_items() -> None:
    found = sums("""
        # Plan

        ## Q1, January to March: soil
        Quarter budget $310K.

        - **K-01 Probes** (Sea, $120K)
        - **K-02 Pumps** (Shore, $110K)
        - **K-03 Valves** (Shore, $80K)
    """)
    assert ("items", 310_000, [[120_000, 110_000, 80_000]]) in found


def test_a_budget_is_not_held_against_items_without_one() -> None:
    assert (
        sums(
            "# Plan\n\n## Phase 1: Base\n- **Investment**: $310K\n\n"
            "### A1. Probes\n- **Budget**: $120K\n\n### A2. Pumps\n- **Owner**: Ines\n"
        )
        == []
    )


def test_the_parts_of_one_year_are_not_the_budget_of_an_item() -> None:
    roadmap = read("""
        # Plan

        1. **Ingest** (€780K)
           1. A1 Buoys
              - Cost: €500K
           2. A2 Tracks
              - Cost: €280K

        ## Money by year (€K)

        | Line | Year 1 | Year 2 | Total |
        |---|---:|---:|---:|
        | Ingest | 520 | 260 | 780 |
        | Office | 140 | 140 | 280 |
    """)
    assert [total.value.most for total in roadmap.totals if total.basis == "items"] == [780_000]


def test_bold_names_in_most_rows_are_no_totals() -> None:
    found = sums("""
        # Plan

        | Job | Hours | Cost |
        |---|---|---|
        | **Moorings** | 40 | $2,000 |
        | **Slipway** | 40 | $2,000 |
        | **Crane** | 80 | $4,000 |
        | **TOTAL** | **170** | **$9,000** |
    """)
    assert found == [("table", 9_000, [[2_000, 2_000, 4_000]]), ("table", 170, [[40, 40, 80]])]


def test_a_block_of_thousands_of_lines_is_summed_with_one_look_at_each(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def counting(fact: Fact) -> Quantity | None:
        nonlocal looks
        looks += 1
        return amount(fact)

    monkeypatch.setattr(totals_lists, "amount", counting)
    text = "# Plan\n\n## Budget\n\n" + "Fee: $5\nTotal: $900\n" * 300
    assert 0 < len(read(text).totals) < 50
    assert looks <= 600


def test_a_line_without_an_amount_leaves_the_totals_below_it_unproven() -> None:
    text = "# Plan\n\n## Budget\n\nRopes: $5\nLamps: $7\nTotal: $12\nNets: later\nTotal sum: $12\n"
    assert sums(text) == [("list", 12, [[5, 7]])]


@pytest.mark.parametrize(
    ("figures", "summed"),
    [
        (("20", "45", "70", "100"), False),  # how many there are at the end of each
        (("$20K", "$45K", "$70K", "$100K"), False),  # ends at the total
        (("$20K", "$45K", "$30K", "$10K"), True),
        (("30", "20", "40", "12"), True),
    ],
)
def test_a_figure_that_grows_to_its_total_does_not_add_up_to_it(figures: tuple[str, ...], summed: bool) -> None:
    lines = "\n".join(f"- Q{at}: {figure}" for at, figure in enumerate(figures, 1))
    name, total = ("Revenue", "$100K") if "$" in figures[0] else ("Customers", "100")
    assert bool(read(f"# Club\n\n## Growth\n\n**{name}**\n{lines}\n- **Total**: {total}\n").totals) is summed


@pytest.mark.parametrize(("last", "totals"), [("$20", [33.0, 75.0, 18.0]), ("$40", [33.0, 75.0, 18.0]), ("$95", [33.0, 75.0, 18.0, 95.0])])
def test_a_last_column_that_repeats_where_a_row_begins_or_ends_is_no_sum_of_it(last: str, totals: list[float]) -> None:
    rows = ["| Rent | $10 | $11 | $12 | $33 |", "| Staff | $20 | $25 | $30 | $75 |", "| Boats | $5 | $6 | $7 | $18 |"]
    table = "\n".join(["| Costs | Q1 | Q2 | Q3 | Year |", "|---|---|---|---|---|", *rows, f"| Reserve | $40 | $30 | $20 | {last} |"])
    assert [total.value.most for total in read(f"# Club\n\n## Costs\n\n{table}\n").totals] == totals
