"""What customers pay, what rivals reach and what an example shows is nothing that the plan pays, earns or reaches."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


@pytest.mark.parametrize("heading", ["ROI for clients", "ROI para o cliente", "Customer savings", "Kunden-ROI"])
def test_what_customers_pay_to_save_is_no_cost_of_the_plan(heading: str) -> None:
    rows = "| Small | $400 | $9,000 | 22x |\n| Large | $900 | $12,000 | 13x |\n"
    roadmap = read(f"# Club\n\n## {heading}\n\n| Plan | Investment | Savings | ROI |\n|---|---|---|---|\n{rows}")
    assert {one.attribute for one in roadmap.facts if one.quantities} == {"", "saving", "roi"}


def test_a_return_on_the_plan_itself_stays_one() -> None:
    assert fact(read("# Club\n\n## ROI and savings\n\n- Savings: $9,000\n"), "$9,000").attribute == "saving"


def test_what_rivals_and_the_industry_reach_is_no_metric() -> None:
    text = "# Club\n\n## Competitors\n\n**Harbour Gym**\n- Market share: 35%\n\n## Metrics\n\n- Market share: 5%\n"
    assert [metric.value and metric.value.most for metric in read(text).metrics] == [5.0]


def test_a_table_of_rivals_keeps_what_its_columns_say() -> None:
    text = "# Club\n\n## Competitors\n\n| Gym | Price | Members |\n|---|---|---|\n| Harbour | $40 | 900 |\n| Hill | $55 | 700 |\n"
    assert fact(read(text), "$40").attribute == "price"


@pytest.mark.parametrize(
    ("heading", "count"), [("Worked example: a bakery", 0), ("Proof (worked example)", 0), ("Exemplo prático", 0), ("Work and exams", 1)]
)
def test_worked_examples_are_examples(heading: str, count: int) -> None:
    assert len(read(f"# Club\n\n## Metrics\n\n### {heading}\n\n- Retention: 80%\n").metrics) == count


@pytest.mark.parametrize(
    ("heading", "label", "attribute"),
    [
        ("Customer lifetime value", "Additional purchases", ""),
        ("Customer lifetime value", "Yearly upkeep", ""),
        ("Revenue", "Purchases of members", "revenue"),
        ("Budget", "Equipment purchases", "cost"),
        ("Investment cash flow", "Equipment purchases", "cost"),
    ],
)
def test_what_customers_buy_is_no_cost(heading: str, label: str, attribute: str) -> None:
    assert fact(read(f"# Club\n\n## Revenue model\n\n### {heading}\n\n- {label}: €500\n"), "€500").attribute == attribute


@pytest.mark.parametrize(
    ("line", "attributes"),
    [
        ("- Seed round: $2M at $8M post-money", {"$2M": "funding", "$8M": "worth"}),
        ("- Investment: $500K at $5M valuation", {"$500K": "cost", "$5M": "worth"}),
        ("- Break-even revenue: $5,230", {"$5,230": ""}),
        ("- Revenue: $5,230", {"$5,230": "revenue"}),
    ],
)
def test_what_something_is_worth_is_no_part_of_what_is_paid(line: str, attributes: dict[str, str]) -> None:
    roadmap = read(f"# Club\n\n## Money\n\n{line}\n")
    stated = {token.text: one.attribute for one in roadmap.facts for token in one.values if token.text in attributes}
    assert stated == attributes


def test_the_case_of_a_column_is_not_what_it_measures() -> None:
    text = "# Club\n\n## Discounts\n\n| Discount | 20% margin | 30% margin |\n|---|---|---|\n| 10% | +100% | +50% |\n"
    assert fact(read(text), "+100%").attribute == ""


def test_heads_below_a_headcount_are_no_amounts() -> None:
    table = "| Role | Year 1 | Year 2 |\n|---|---|---|\n| Trainers | 2 | 5 |\n"
    below = read(f"# Club\n\n## Budget\n\n**Headcount growth**:\n\n{table}")
    assert {one.attribute for one in below.facts if one.quantities and one.source == "column"} == {""}
    assert fact(read(f"# Club\n\n## Budget\n\n{table}"), "5").attribute == "cost"


def test_the_total_of_all_phases_is_not_of_the_phase_in_the_title() -> None:
    rows = "| Phase 1 | $90 |\n| Phase 2 | $120 |\n| Total | $210 |\n"
    roadmap = read(f"# Money (Phase 1: Trial)\n\n## Phase 1: Trial\n\n### Total budget\n\n| Phase | Budget |\n|---|---|\n{rows}")
    assert fact(roadmap, "$210").item == ""


def test_beside_a_supposed_figure_stands_what_would_be() -> None:
    rows = "| 3% | 33 months | $33K |\n| 5% | 20 months | $20K |\n"
    supposed = read(f"# Club\n\n## Sensitivity\n\n| Churn | Lifetime | LTV |\n|---|---|---|\n{rows}")
    assert supposed.metrics == ()
    told = read(
        "# Club\n\n## Plans\n\n| Plan | Lifetime | LTV |\n|---|---|---|\n| Small | 33 months | $33K |\n| Large | 20 months | $20K |\n"
    )
    assert [metric.measure for metric in told.metrics] == ["LTV", "LTV"]


def test_what_is_called_a_benchmark_is_no_metric_of_the_plan() -> None:
    roadmap = read("# Farm\n\n## Metrics\n\n- **Benchmark**: 60-80%\n- **Benchmark coverage**: 70%\n")
    assert [(one.label, one.attribute) for one in roadmap.facts] == [("Benchmark", ""), ("Benchmark coverage", "metric")]
