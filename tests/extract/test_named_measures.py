"""Which measure, role and time a figure has: by the words beside it, the column and the headings around it."""

from __future__ import annotations

import pytest

from tests.extract.reading import read
from tests.extract.test_metrics import only


@pytest.mark.parametrize(
    ("line", "name", "measure"),
    [
        ("- Queue uptime > 99% during the move", "Queue uptime", "uptime"),
        ("- Résultats justes ≥ 80% sur les demandes tests", "Résultats justes", ""),
        ("- Coverage <70% of the old code", "Coverage", "test coverage"),
        ("- < 100MB app size", "app size", ""),
        ("- Support for > 300 paying schools", "paying schools", ""),
    ],
)
def test_what_stands_before_a_bound_is_bounded(line: str, name: str, measure: str) -> None:
    metric = only(line)
    assert (metric.name, metric.measure) == (name, measure)


@pytest.mark.parametrize(
    ("line", "name", "measure"),
    [
        ("- **Performance:** Tempo de resposta < 2s", "Tempo de resposta", "latency"),
        ("- 基础性能：签名延迟 < 500ms", "签名延迟", "latency"),
        ("- **Performance**: 15% better", "Performance", "performance"),
        ("- **Uptime**: 99.9% availability", "Uptime", "uptime"),
    ],
)
def test_a_wide_label_leaves_the_measure_to_the_words_beside_the_value(line: str, name: str, measure: str) -> None:
    metric = only(line)
    assert (metric.name, metric.measure) == (name, measure)


def test_a_column_of_criteria_names_its_measures_in_its_cells() -> None:
    text = "# Plan\n\n## Phase 1: Move\n\n| Activity | Owner | Success criteria |\n|---|---|---|\n"
    rows = "| Search tuning | Ana | Response times <2 seconds |\n| Forecasts | Ben | Forecast accuracy >85% |\n"
    assert [(one.name, one.measure) for one in read(text + rows).metrics] == [
        ("Response times", "latency"),
        ("Forecast accuracy", "accuracy"),
    ]


def test_rows_called_targets_name_what_the_column_of_figures_measures() -> None:
    text = "# 计划\n\n## 成功指标\n\n| 目标 | 指标 | 达成标准 |\n|---|---|---|\n"
    rows = "| 续费率 | 85% | 首批用户验证 |\n| 企业客户 | 15家 | 签约的客户数 |\n"
    assert [(one.name, one.role, one.value and one.value.most) for one in read(text + rows).metrics] == [
        ("续费率", "target", 85),
        ("企业客户", "target", 15),
    ]


def test_an_arrow_carries_the_score_over() -> None:
    metric = only("- Customer satisfaction (NPS): 40 → 70")
    assert (metric.measure, metric.value and metric.value.unit, metric.baseline and metric.baseline.most) == ("NPS", "NPS", 40)


def test_shares_of_two_parties_are_one_proportion() -> None:
    metric = only("- Revenue share: 70/30 (maker/platform)")
    assert metric.value is not None
    assert (metric.value.kind, metric.value.most, metric.value.unit) == ("ratio", 70, ":30")


def test_a_counted_noun_ends_at_the_comma() -> None:
    assert only("- **Goal:** 50+ contributors, council active").name == "contributors"


def test_points_that_are_counted_are_no_change() -> None:
    metric = only("- ~50 API integration points")
    assert metric.value is not None
    assert not metric.value.change
    assert only("- Renewals: +12 points").value.change  # type: ignore[union-attr]


def test_an_average_in_brackets_is_of_the_figure_behind_it() -> None:
    fact = next(one for one in read("# Plan\n\n## Costs\n\n- Welder rate: $75-150/hour (average $100/hour)\n").facts if one.quantities)
    assert [value.statistic for value in fact.quantities] == ["", "average"]


def test_figures_below_a_numbered_heading_of_what_is_so_are_no_targets() -> None:
    metrics = read("# Plan\n\n## 1. Estado Atual do Sistema\n\n### Métricas Técnicas\n\n- **3477 testes** unitários\n").metrics
    assert [metric.role for metric in metrics] == ["actual"]


def test_lengths_that_grow_from_heading_to_heading_say_by_when() -> None:
    text = "# Plan\n\n## Success metrics\n\n### 6 months\n\n- 3 paying clubs\n\n### 12 months\n\n- 9 paying clubs\n"
    periods = [metric.period for metric in read(text).metrics]
    assert [(one.first, one.last) if one else None for one in periods] == [(0, 6), (0, 12)]


def test_measures_behind_the_last_of_plain_phases_are_of_all_of_them() -> None:
    text = "# Plan\n\n## R1: Clubs\n\n**Phase 1: Desk**\n\n- Shelves\n\n**Phase 2: Door**\n\n- Bell\n\n"
    metrics = read(text + "**Success Metrics:**\n\n- 50+ clubs signed up\n").metrics
    assert [metric.fact.item for metric in metrics] == ["r1"]
    own = text.replace("- Shelves", "- Shelves\n\n**Success Metrics:**\n\n- 5+ shelves up")
    kept = read(own + "**Success Metrics:**\n\n- 50+ clubs signed up\n")
    assert [kept.by_key[metric.fact.item].title for metric in kept.metrics] == ["Desk", "Door"]


@pytest.mark.parametrize("header", ["Métrica", "Indicateur", "Показатель", "Metrik"])
def test_one_measure_names_the_column_of_measures(header: str) -> None:
    roadmap = read(f"# Plan\n\n| {header} | 6 months | 12 months | Status |\n|---|---|---|---|\n| Clubs | 30 | 200 | 12 signed |\n")
    assert [(one.value and one.value.most, one.period and one.period.first) for one in roadmap.metrics] == [(30, 6), (200, 12)]
    assert [one.attribute for one in roadmap.facts if one.label == "Status"] == ["status"]


def test_a_copy_one_to_one_measures_nothing() -> None:
    assert read("# Plan\n\n## R1: Twin\n\nMake a copy 1:1 of the plant of our customers.\n").metrics == ()


def test_figures_told_as_done_are_no_targets_whatever_bounds_them() -> None:
    metrics = read("# Plan\n\n## Completed features\n\n- **Test suite**: tests with 85%+ coverage\n").metrics
    assert [(metric.measure, metric.role) for metric in metrics] == [("test coverage", "")]
    assert only("- ✅ 90%+ parent satisfaction").role == "target"


def test_a_column_of_customers_counts_customers_whatever_its_rows_are_called() -> None:
    text = "# Plan\n\n## Year 3\n\n| Segment | Customers | Revenue |\n|---|---|---|\n"
    assert [one.measure for one in read(text + "| Support/SLA | 100 | $2.4M |\n| Gov | 10 | $1.4M |\n").metrics] == [
        "customers",
        "customers",
    ]


def test_a_bound_that_nothing_may_pass_is_a_ceiling() -> None:
    metric = only("- Lead sources: no single source > 50%")
    assert metric.value is not None
    assert metric.value.comparator == "<="


def test_one_deadline_behind_several_figures_is_that_of_all() -> None:
    metrics = read("# Plan\n\n## Success Metrics\n\nReach 50K users and 90% retention by 2028.\n").metrics
    assert [(one.measure, one.period and one.period.text) for one in metrics] == [("users", "by 2028"), ("retention", "by 2028")]


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("- **Cost savings**: $9K against $22K", [9000, 22000]),
        ("- **Cost savings**: $9K vs $22K a year elsewhere", [9000]),
        ("- **Cost**: $80K (was $60K)", [80000]),
        ("- **Coût** : 80 k€ au lieu de 95 k€", [80000]),
    ],
)
def test_amounts_that_others_are_set_against_are_not_the_amount(line: str, amount: list[float]) -> None:
    fact = next(one for one in read(f"# Plan\n\n## Costs\n\n{line}\n").facts if one.quantities)
    assert [value.most for value in fact.quantities] == amount


def test_a_number_below_a_unit_of_time_is_so_many_of_it() -> None:
    header = "# Plan\n\n## Costs\n\n| Role | Quantity | Months | Total (USD) |\n|---|---|---|---|\n"
    rows = "| Cook | 2 | 3 | $6,000 |\n| Host | 1 | 5 | $4,000 |\n"
    lengths = [fact.quantities[0] for fact in read(header + rows).facts if fact.attribute == "duration"]
    assert [(value.kind, value.unit, value.most) for value in lengths] == [("duration", "month", 3), ("duration", "month", 5)]


def test_figures_in_the_name_of_a_row_say_how_many_or_how_much() -> None:
    text = (
        "# Plan\n\n## Team\n\n| Role | Effort | Cost |\n|---|---|---|\n| Welder (3) | 240 days | $96,000 |\n| Cook | 90 days | $9,000 |\n"
    )
    assert [fact.attribute for fact in read(text).facts if fact.text == "Welder (3)"] == ["people"]
    budget = "# Plan\n\n## Budget\n\n| Category | Cost |\n|---|---|\n| Staff | $96,000 |\n| Contingency (15%) | $14,400 |\n"
    assert [fact.attribute for fact in read(budget).facts if fact.text == "Contingency (15%)"] == ["contingency"]


def test_a_dated_heading_of_what_is_so_says_that_figures_are_actual() -> None:
    metrics = read("# Plan\n\n## Current state (January 14, 2026)\n\n### Quality metrics\n\n- Test coverage: 88%+\n").metrics
    assert [metric.role for metric in metrics] == ["actual"]


def test_a_name_that_looks_like_a_multiple_measures_nothing() -> None:
    assert read("# Plan\n\n## Notes\n\nThe pilot and 20x assessments are very much not a compliance audit.\n").metrics == ()


def test_hours_in_brackets_behind_who_works_are_effort() -> None:
    text = "# Plan\n\n## Phase 1: Move\n\n| Activity | Resources | Success criteria |\n|---|---|---|\n"
    rows = "| Drawings | Lead architect of the yard (40h) | 5 reports fully automated |\n| Search | Cook (35h) | 3 feeds working |\n"
    roadmap = read(text + rows)
    assert [fact.attribute for fact in roadmap.facts if fact.label == "Resources"] == ["effort", "effort"]
    assert [metric.name for metric in roadmap.metrics] == ["reports fully automated", "feeds working"]


def test_people_in_the_name_of_an_amount_are_people() -> None:
    text = "# Plan\n\n## Expenses\n\n| Category | Amount |\n|---|---|\n| Salaries (5 people) | $400K |\n| Rent | $20K |\n"
    assert [fact.attribute for fact in read(text).facts if fact.text == "Salaries (5 people)"] == ["people"]


@pytest.mark.parametrize(
    ("line", "measures"),
    [
        ("Inventory turnover: 8-10", ["inventory turnover"]),
        ("Staff turnover: 12%", ["staff turnover"]),
        ("EBITDA multiple: 8-12x annual EBITDA", [""]),
        ("Storage: 70 GB", ["storage"]),
    ],
)
def test_words_of_two_measures_name_the_one_that_is_meant(line: str, measures: list[str]) -> None:
    assert [one.measure for one in read(f"# Club\n\n## Metrics\n\n- {line}\n").metrics] == measures


def test_an_area_is_no_storage_of_data() -> None:
    assert all(one.measure != "storage" for one in read("# Club\n\n## Metrics\n\n- Storage: 70 sqm\n").metrics)


@pytest.mark.parametrize(
    ("name", "figure", "measure"),
    [
        ("CLI integration", "30 tests", ""),
        ("Integrations", "30 sheds", "integrations"),
        ("Customer growth", "50 schools", "customers"),
        ("Customers", "50 schools", "customers"),
    ],
)
def test_a_count_of_other_things_is_of_no_measure_that_a_name_has_in_the_singular(name: str, figure: str, measure: str) -> None:
    roadmap = read(f"# Farm\n\n## Success metrics\n\n- {name}: {figure}\n")
    assert [one.measure for one in roadmap.metrics] == [measure]
