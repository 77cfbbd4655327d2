"""Amounts are by the time that their label, their column or the heading above them names."""

from __future__ import annotations

from tests.extract.reading import fact, read


def _per(text: str, value: str) -> str:
    return fact(read(text), value).quantities[0].per


def test_the_label_of_a_bullet_gives_the_period() -> None:
    assert _per("# Plan\n\n- Annual savings: $40,000\n- Crane: $90,000\n", "$40,000") == "year"
    assert _per("# Plan\n\n- Annual savings: $40,000\n- Crane: $90,000\n", "$90,000") == ""


def test_the_header_and_the_row_give_the_period() -> None:
    table = "# Plan\n\n| Line | Kosten/Monat | Setup |\n|---|---|---|\n| Kran | 300 € | 900 € |\n| Fahrten/Tag | 40 | 2 |\n"
    assert _per(table, "300 €") == "month"
    assert _per(table, "900 €") == ""
    assert _per(table, "2") == "day"


def test_a_heading_gives_the_period_to_costs_below_it_unless_their_label_counts_years() -> None:
    text = "# Plan\n\n## Costs\n\n### Operating costs (annual)\n- Rent: $9,000\n- Over 3 years: $27,000\n"
    assert _per(text, "$9,000") == "year"
    assert _per(text, "$27,000") == ""


def test_what_is_stated_beside_the_amount_wins() -> None:
    assert _per("# Plan\n\n- Annual budget: $500/month\n", "$500/month") == "month"


def test_a_column_for_one_year_says_it_already() -> None:
    table = "# Plan\n\n## Revenue\n\n| | Year 1 | Year 2 |\n|---|---|---|\n| Annual revenue | $5,000 | $9,000 |\n"
    assert _per(table, "$9,000") == ""


def test_amounts_by_the_same_time_add_up() -> None:
    rows = "| Rent | $300 |\n| Crew | $500 |\n| Fuel | $200 |\n| Total | $900 |\n"
    text = f"# Plan\n\n## Costs\n\n| Line | Amount per month |\n|---|---|\n{rows}"
    (total,) = read(text).totals
    assert (total.value.least, total.value.per) == (900, "month")
    assert sum(part.least for _, part in total.groupings[0]) == 1000


def test_a_list_that_adds_up_across_periods_stays_as_written() -> None:
    text = "# Plan\n\n## Costs\n- Crane: $5,000\n- Annual fee: $1,000\n- Total: $6,000\n"
    assert _per(text, "$1,000") == ""
    assert [total.value.least for total in read(text).totals] == [6000]


def test_a_row_total_may_hold_what_is_paid_once_and_what_is_paid_a_year() -> None:
    rows = "| Crane | $10 | $2 | $12 |\n| Pier | $20 | $3 | $23 |\n| Dock | $30 | $4 | $34 |\n"
    roadmap = read(f"# Plan\n\n## Costs\n\n| Line | Fixed cost | Cost/year | Total |\n|---|---|---|---|\n{rows}")
    assert [total.value.least for total in roadmap.totals] == [12, 23, 34]


def test_heads_in_a_list_of_monthly_rates_are_counted_once_only_as_such() -> None:
    text = "# Plan\n\n## Costs\n- 2× Rigger: $3k/month each\n- Cook: $2k/month\n- Pilot: $4k/month\n- Total: $12k/month\n"
    assert [total.value.least for total in read(text).totals] == [12000]


def test_a_heading_gives_its_period_to_every_amount_that_its_total_sums() -> None:
    text = "# Plan\n\n### Benefits (annual)\n- Faster launch: 3x faster = $800\n- Time savings: $200\n- Total annual benefit: $1,000\n"
    amounts = [value for one in read(text).facts for value in one.quantities if value.kind == "money"]
    assert [(value.least, value.per) for value in amounts] == [(800, "year"), (200, "year"), (1000, "year")]
