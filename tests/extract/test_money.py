"""Amounts of money are what the nearest words call them; what no word speaks for is no cost."""

from __future__ import annotations

from textwrap import dedent

import pytest

from agent.model.roadmap import Fact
from tests.extract.reading import fact, read


def money(text: str) -> list[tuple[str, str]]:
    """Attribute and text of each fact that holds an amount of money."""
    return [(fact.attribute, fact.text) for fact in read(text).facts if _amounts(fact)]


def _amounts(fact: Fact) -> bool:
    return any(quantity.kind == "money" for quantity in fact.quantities)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Plan\n\n## Budget\n- Cranes: $5M\n", [("cost", "$5M")]),
        ("# Plan\n\n## Funding requirements\n- Harbour board: $5M\n", [("funding", "$5M")]),
        ("# Plan\n\n## Outlook\n- Market size: $400M\n", [("worth", "$400M")]),
        ("# Plan\n\n## Outlook\n- Broker commission: $40K\n", [("revenue", "$40K")]),
        ("# Plan\n\n## Commission from brokers\n- First year: $40K\n", [("revenue", "$40K")]),
        ("# План\n\n## Финансирование\n- Порт: 5 млн руб.\n", [("funding", "5 млн руб.")]),
        ("# Plano\n\n## Previsão\n- Ano 2: R$ 15M receita, R$ 2M custos\n", [("revenue", "R$ 15M receita"), ("cost", "R$ 2M custos")]),
        ("# 計画\n\n## 展望\n- 市場規模: 50億円\n", [("worth", "50億円")]),
    ],
)
def test_the_nearest_words_say_what_an_amount_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert money(text) == expected


def test_the_words_of_a_line_are_stronger_than_its_section() -> None:
    text = "# Plan\n\n## Pricing\n- Basic berth: $90\n- Gross margin: $40\n\n## Revenue\n- Staff cost: $70K\n"
    assert money(text) == [("price", "$90"), ("margin", "$40"), ("cost", "$70K")]


def test_an_amount_beside_planned_work_is_its_cost_and_beside_a_year_it_is_not() -> None:
    text = "# Plan\n\n## Phase 1: Berths ($45K)\n\nPiles.\n\n## Year 2: Scale ($3M-$5M)\n\nMore piles.\n"
    assert money(text) == [("cost", "$45K"), ("", "$3M-$5M")]


def test_a_round_that_was_raised_is_no_cost_of_its_milestone() -> None:
    text = "# Plan\n\n## Phase 1: Start\n\n### Milestones\n- Series A closed ($10M)\n- Crane bought ($2M)\n"
    assert money(text) == [("funding", "$10M"), ("cost", "$2M")]


def test_a_total_that_no_word_calls_a_cost_stays_open() -> None:
    text = """\
        # Plan

        ## Stream 3: Berths

        | Product | 2026 | 2027 |
        |---|---|---|
        | Moorings | $10K | $20K |
        | Pilots | $30K | $40K |
        | **Berths total** | $40K | $60K |
        """
    roadmap = read(dedent(text))
    assert {fact.attribute for fact in roadmap.facts if _amounts(fact)} == {""}
    assert {total.measure for total in roadmap.totals} <= {"amount"}


def test_a_plan_for_an_amount_does_not_make_everything_below_it_revenue() -> None:
    assert money("# Plan\n\n## How we get to $8M ARR\n\n### Berths\n- Moorings: $10K\n") == [("", "$10K")]


def test_what_was_paid_before_is_no_saving() -> None:
    text = "# Plan\n\n## Costs\n\n### Savings against the old crane\n- With the old crane: $50K\n- With the new one: $12K\n"
    assert money(text) == [("cost", "$50K"), ("cost", "$12K")]


def test_a_heading_of_what_is_paid_and_what_comes_back_decides_neither() -> None:
    text = "# Plan\n\n## Investment & ROI\n- Quality: $328K\n- Crane cost: $90K\n- Savings: $70K\n"
    assert money(text) == [("", "$328K"), ("cost", "$90K"), ("saving", "$70K")]


def test_the_budget_behind_a_gate_is_a_cost() -> None:
    text = (
        "# Plan\n\n## Go/no-go gates\n\n| Gate | Criteria (minimum) | Budget next wave |\n|---|---|---|\n| Berths done | 4 of 5 | $88K |\n"
    )
    assert [attribute for attribute, _ in money(text)] == ["cost"]


def test_what_a_plan_for_teams_brings_counts_nobody() -> None:
    roadmap = read("# Plan\n\n## Unit economics\n\n### Lifetime value (LTV)\n\n**Team plan:**\n- LTV = $99 × 24 = $2,376\n")
    assert not [fact for fact in roadmap.facts if fact.attribute == "people"]


@pytest.mark.parametrize(
    ("header", "attribute"),
    [("Cost item", "cost"), ("成本项", "cost"), ("Einnahmequelle", "revenue"), ("Fonte de receita", "revenue"), ("Place", "")],
)
def test_the_name_of_the_first_column_says_what_amounts_are(header: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n## Numbers\n\n| {header} | Share |\n|---|---|\n| Boats | €12,000 |\n| Nets | €5,000 |\n")
    assert {f.attribute for f in roadmap.facts if f.quantities} == {attribute}


@pytest.mark.parametrize("heading", ["4.3 成本结构", "費用内訳", "三、成本明细"])
def test_headings_in_han_name_costs_before_what_shows_them(heading: str) -> None:
    assert fact(read(f"# Plan\n\n## {heading}\n\n- Boats: ¥12,000\n"), "¥12,000").attribute == "cost"


def test_what_others_spend_is_no_cost() -> None:
    roadmap = read("# Plan\n\n## Thesis\n\nHarbours spend $5 billion a year. Their phones go unanswered.\n")
    assert "cost" not in {f.attribute for f in roadmap.facts}


@pytest.mark.parametrize(
    ("line", "attribute"),
    [("- Premium: €4.99/month", "price"), ("- Menu help: €99/month", "price"), ("- Stalls: €20,000/month", "revenue")],
)
def test_a_charming_figure_a_month_is_a_price(line: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n## Revenue\n\n{line}\n")
    assert {f.attribute for f in roadmap.facts if f.quantities} == {attribute}


def test_the_currency_of_a_heading_holds_for_the_table_below() -> None:
    roadmap = read("""
        # Plan

        ## Income statement (€)

        | | Year 1 | Year 2 |
        |---|---|---|
        | Subscriptions | 50,000 | 280,000 |
        | Referrals | 35,000 | 120,000 |
    """)
    assert {value.unit for f in roadmap.facts for value in f.quantities} == {"EUR"}


@pytest.mark.parametrize(
    ("total", "attribute"),
    [("Total liabilities & equity", ""), ("Total return", ""), ("Total customer value", ""), ("Total for the yard", "cost")],
)
def test_a_total_of_what_is_no_cost_is_none_beside_costs(total: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n## Outlook\n\n- Accrued expenses: €2,100\n- Repair costs: €22,500\n- **{total}: €24,600**\n")
    assert fact(roadmap, "€24,600").attribute == attribute


def test_what_only_shops_ask_for_is_a_price_below_what_earns() -> None:
    roadmap = read("# Plan\n\n## Phase 1: Shop\n\n### Names & Revenue\n\n1. [x] **Keep a name ($1.99):** Pay to keep it.\n")
    assert fact(roadmap, "$1.99").attribute == "price"


def test_what_is_left_after_tax_is_no_cost() -> None:
    roadmap = read("# Farm\n\n| Structure | Tax | After-tax |\n|---|---|---|\n| Trust | $13 | $23,450 |\n")
    assert [(one.label, one.attribute) for one in roadmap.facts] == [("Tax", "cost"), ("After-tax", "")]
