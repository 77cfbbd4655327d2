"""Metrics: measure, role, statistic, scope, period and baseline."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Metric
from tests.extract.reading import read


def only(text: str) -> Metric:
    metrics = read(f"# Plan\n\n## Success Metrics\n\n{text}\n").metrics
    assert len(metrics) == 1, metrics
    return metrics[0]


@pytest.mark.parametrize(
    ("line", "name", "measure", "value"),
    [
        ("- System uptime: 99.9%", "System uptime", "uptime", 99.9),
        ("- **Latência**: <50ms P95", "Latência", "latency", 50),
        ("- 1,000+ active developers", "active developers", "developers", 1000),
        ("- 応答時間: 200ms以内", "応答時間", "latency", 200),
        ("- Доступность: 99,5%", "Доступность", "uptime", 99.5),
        ("- Churn below 5%", "Churn", "churn", 5),
    ],
)
def test_measures_of_several_languages(line: str, name: str, measure: str, value: float) -> None:
    metric = only(line)
    assert (metric.name, metric.measure, metric.role) == (name, measure, "target")
    assert metric.value is not None
    assert metric.value.most == value


def test_statistics_and_comparators_are_kept() -> None:
    metric = only("- Response time: <100ms P95")
    assert metric.value is not None
    assert (metric.statistic, metric.value.comparator, metric.value.unit) == ("P95", "<", "millisecond")


def test_a_metric_without_a_number_is_a_metric_without_a_value() -> None:
    assert only("- User adoption rate").value is None


def test_two_values_of_one_label_are_two_metrics() -> None:
    metrics = read("# Plan\n\n## Success Metrics\n\n- **Reliability**: 99.9% uptime, <0.1% error rate\n").metrics
    assert [(metric.name, metric.measure) for metric in metrics] == [("uptime", "uptime"), ("error rate", "error rate")]


def test_an_arrow_leads_from_the_baseline_to_the_target() -> None:
    metrics = read("# Plan\n\n## Success Metrics\n\n- Readers: 1,000 → 3,000\n").metrics
    assert [(metric.value.most if metric.value else None, metric.baseline.most if metric.baseline else None) for metric in metrics] == [
        (3000, 1000)
    ]


def test_the_ceiling_of_a_scale_and_a_deadline_are_no_values() -> None:
    assert only("- **Adoption**: 1000+ readers within 6 months").value is not None
    metric = only("- **Satisfaction**: >4.5/5")
    assert metric.value is not None
    assert metric.value.most == 4.5


def test_targets_and_gates_come_from_the_section() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Base

        ### Phase 1 Gate
        **Go/No-Go Criteria**:
        - [ ] 25+ partners signed

        ### Current State
        - Uptime: 98%
    """)
    assert [(metric.name, metric.role) for metric in roadmap.metrics] == [("partners signed", "gate"), ("Uptime", "actual")]


def test_a_target_label_takes_its_name_from_the_value() -> None:
    roadmap = read("# Plan\n\n## Q1 2026: Base\n\n### Faster pages\n- **Target**: 50ms median latency\n")
    metric = roadmap.metrics[0]
    assert (metric.name, metric.measure, metric.role, metric.statistic) == ("median latency", "latency", "target", "median")


def test_done_when_lines_are_no_metrics_without_figures() -> None:
    roadmap = read(
        "# Plan\n\n## Q1 2026: Base\n\n- **S-01 Maps**: layers\n  - Done when: a skipper finds the berth\n"
        "- **S-02 Gate**: bar\n  - Done when: 97% of cars pass\n"
    )
    assert [(metric.name, metric.value.most if metric.value else None) for metric in roadmap.metrics] == [("cars pass", 97)]


def test_people_beside_an_amount_are_staff_and_no_metric() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Dig

        - Staff costs: €58K (1 tester, 2 backend developers)
    """)
    assert [(f.attribute, f.subject) for f in roadmap.facts if f.label != "Staff costs"] == [
        ("people", "tester"),
        ("people", "backend developers"),
    ]
    assert roadmap.metrics == ()


def test_a_count_in_a_sentence_among_metrics_is_no_metric() -> None:
    roadmap = read("""
        # Plan

        ## Metrics

        The ferry calls at three piers. Punctuality must reach 95% uptime.
    """)
    assert [(m.measure, m.value.most if m.value else None) for m in roadmap.metrics] == [("uptime", 95.0)]


def test_net_income_is_no_revenue_and_revenue_per_user_is_a_metric() -> None:
    roadmap = read("""
        # Plan

        ## Revenue

        - Net income: €5,000

        | Segment | ARPU | Revenue |
        |---|---|---|
        | Islanders | $500/mo | $600K |
    """)
    assert [(f.attribute, f.text) for f in roadmap.facts] == [("margin", "€5,000"), ("metric", "$500/mo"), ("revenue", "$600K")]


def test_each_value_has_the_period_of_its_own_clause() -> None:
    metrics = read("# Plan\n\n## Success Metrics\n\n- Berths: 50 Year 1, 90 Year 2\n").metrics
    assert [(m.value.most if m.value else None, m.period.text if m.period else "") for m in metrics] == [(50, "Year 1"), (90, "Year 2")]


def test_what_a_value_was_is_no_second_target() -> None:
    metrics = read("# Plan\n\n## Success Metrics\n\n- Customers: 3-5 (was 5-10)\n").metrics
    assert [(m.value.least, m.value.most) for m in metrics if m.value] == [(3, 5)]


def test_rows_of_periods_are_measured_by_their_columns() -> None:
    metrics = read("""
        # Plan

        | Period | Customers |
        |---|---|
        | Month 6 | 200 |
        | Month 12 | 600 |
    """).metrics
    assert [(m.name, m.measure, m.period.text if m.period else "") for m in metrics] == [
        ("Customers", "customers", "Month 6"),
        ("Customers", "customers", "Month 12"),
    ]


def test_hours_of_developers_count_no_people_and_debts_no_customers() -> None:
    roadmap = read("""
        # Plan

        ## Success Metrics

        - Work: 1,280 hours (2 developers)

        ## Balance sheet

        - Accounts payable: €5,400
    """)
    assert [(m.value.unit, m.measure) for m in roadmap.metrics if m.value] == [("hour", ""), ("developer", "people")]


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("- Chain integration: 1-2 people", "people"),
        ("- Ecosystem: 500+ developers", ""),
        ("- Firms of 10-50 employees without lawyers", ""),
    ],
)
def test_people_who_work_on_it_are_staff_and_others_are_not(line: str, attribute: str) -> None:
    found = read(f"# Plan\n\n## Phase 1: Dig\n\n{line}\n").facts
    assert ("people" in {fact.attribute for fact in found}) == (attribute == "people")


def test_a_share_of_the_total_is_of_what_stands_before_it_and_a_benchmark_no_target() -> None:
    metrics = read("# Plan\n\n## Success Metrics\n\n- B2B revenue > 30% of the total\n- Industry benchmark: 10-25%\n").metrics
    assert [(metric.name, metric.role) for metric in metrics] == [("B2B revenue", "target"), ("Industry benchmark", "")]


def test_the_measure_of_one_value_is_not_lent_to_its_neighbours() -> None:
    roadmap = read("# Plan\n\n## Success metrics\n- Market position: top 3 in the ports, 80%+ customer retention\n")
    assert [(metric.measure, metric.value.least if metric.value else None) for metric in roadmap.metrics] == [
        ("retention", 80),  # "top 3" says which, not how many
    ]


def test_a_share_of_something_is_not_that() -> None:
    roadmap = read("# Plan\n\n## Success metrics\n- Phase 3 gate: 25% of total ROI\n")
    assert [metric.measure for metric in roadmap.metrics] == [""]


def test_the_terms_of_a_computation_are_no_metrics() -> None:
    roadmap = read("# Plan\n\n## Success metrics\n- Net gain: (70 × 3) - 282 = -72\n- NPS: = 40\n")
    assert [metric.value.least for metric in roadmap.metrics if metric.value] == [-72, 40]


def test_the_title_of_a_document_gives_its_figures_no_role() -> None:
    roadmap = read("# Forecast\n\n## Server\n\n- Disk: 400 GB\n\n## Forecast\n\n- Disk: 900 GB\n")
    assert [fact.role for fact in roadmap.facts if fact.label == "Disk"] == ["", "estimate"]


def test_about_so_much_is_no_promise() -> None:
    metrics = read("# Plan\n\n## Where we are\n\n| Side | Users |\n|---|---|\n| Web | ~60 |\n| Phone | >80 |\n").metrics
    assert [metric.role for metric in metrics] == ["", "target"]


def test_a_count_with_a_name_of_its_own_takes_no_measure_from_its_neighbours() -> None:
    metrics = read("# Plan\n\n## Success metrics\n\n- Integration layer ready for 1,000+ schools\n").metrics
    assert [metric.measure for metric in metrics] == [""]


def test_what_changes_stands_before_the_word_from() -> None:
    metrics = read("# 计划\n\n## 成功指标\n\n> 目标: D7 留存从 15% 提升到 22%\n").metrics
    assert {(metric.name, metric.measure) for metric in metrics} == {("D7 留存", "retention")}


def test_the_total_of_a_column_is_of_what_the_column_measures() -> None:
    table = "| Shop | Users |\n|---|---|\n| North | 40 |\n| South | 60 |\n| TOTAL | 100 |\n"
    metrics = read(f"# Plan\n\n## Reach\n\n{table}").metrics
    assert [(metric.name, metric.measure) for metric in metrics][-1] == ("Users", "users")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("## Quality metrics\n\n### Test results\n\n- Code coverage: 97%\n- Hull failures: 3\n", ["", ""]),
        ("## Sprint metrics\n\n- Completed story points: 14\n- Story points: 20\n", ["", ""]),
        ("## Completed work\n\n### Success metrics\n\n- Code coverage: 97%\n", ["target"]),
        ("## Success metrics\n\n- Customers served: 40\n- Retention: >85%\n", ["target", "target"]),
        ("## Success metrics\n\n- Test coverage: at least 80% (current: 95%)\n", ["target", "actual"]),
    ],
)
def test_what_is_reported_is_no_target(text: str, roles: list[str]) -> None:
    assert [metric.role for metric in read(f"# Plan\n\n{text}").metrics] == roles


def test_the_time_in_which_a_number_is_reached_is_no_metric() -> None:
    metrics = read("# 計画\n\n想定ユーザー数: 初期50-100名 → 6ヶ月で300-500名\n").metrics
    assert [metric.value.least for metric in metrics if metric.value is not None] == [50, 300]


def test_a_header_that_names_the_measure_of_its_targets_is_their_label() -> None:
    text = "# Plan\n\n| Pier | Crew | Uptime target |\n|---|---|---|\n| North | 4 | 95% |\n| South | 6 | 90% |\n"
    found = [one for one in read(text).facts if one.text in {"95%", "90%"}]
    assert [(one.label, one.subject, one.role) for one in found] == [
        ("Uptime target", "North", "target"),
        ("Uptime target", "South", "target"),
    ]


def test_a_second_amount_is_not_of_the_measure_of_the_first() -> None:
    roadmap = read("# Plan\n\n## KPIs\n\n- $5k+ MRR or $50k+ grant\n- Customer onboarding time: 60% reduction\n- Customers: +25%\n")
    assert [(metric.name, metric.measure) for metric in roadmap.metrics] == [
        ("MRR", "MRR"),
        ("grant", ""),
        ("Customer onboarding time", ""),
        ("Customers", "customers"),
    ]


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("- Partnership leads: 5 a month", ""),
        ("- 30 customer interviews completed", ""),
        ("- Partners: 5", "partners"),
        ("- Customer count: 40 schools", "customers"),
        ("- Speed: 40% faster client feedback", ""),
        ("- Growth: 40% more clients", "customers"),
        ("- Customer retention: < 5% monthly churn", "churn"),
    ],
)
def test_a_count_is_one_of_what_its_name_is_about(line: str, measure: str) -> None:
    assert [metric.measure for metric in read(f"# Club\n\n## Success metrics\n\n{line}\n").metrics] == [measure]


@pytest.mark.parametrize(
    ("line", "kind"), [("- Member rating: > 4/5", "score"), ("- Note moyenne : 8/10", "score"), ("- Tests: 4/5", "ratio")]
)
def test_marks_out_of_five_or_ten_are_scores(line: str, kind: str) -> None:
    assert [metric.value.kind for metric in read(f"# Club\n\n## Success metrics\n\n{line}\n").metrics if metric.value] == [kind]


@pytest.mark.parametrize(
    ("line", "measure"),
    [("- Extended the setup with one payment integration (50 lines)", ""), ("- Customers: 50 schools", "customers")],
)
def test_a_count_of_things_is_no_measure_that_a_sentence_mentions(line: str, measure: str) -> None:
    assert [metric.measure for metric in read(f"# Club\n\n## Success metrics\n\n{line}\n").metrics] == [measure]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("## Success metrics\n\n### Red flags\n\n- Revenue <50% of forecast\n- Churn >2%\n", ["", ""]),
        ("## Success metrics\n\n### Sinais de alerta\n\n- Churn >2%\n", [""]),
        ("## Success metrics\n\n### Industry benchmarks\n\n- Retention: 75-90%\n", []),
        ("## Success metrics\n\n### Performance benchmarks\n\n- Response time: <100ms\n", ["target"]),
        ("## Technical risks\n\n- Plan for 10x user growth\n", [""]),
        ("## Demonstrated results\n\n- **Deployment time**: <30 seconds\n- **Uptime**: 99.9%\n", ["", ""]),
        ("## Code metrics\n\n- **Test coverage**: 80%\n- **Error rate**: <1%\n", ["", "target"]),
        ("## Phase 2: Trial (March 2031)\n\n### Metrics\n\n- **Test coverage**: 80%\n", ["target"]),
        ("## Erfolgskriterien\n\n- **Testabdeckung**: 80%\n", ["target"]),
    ],
)
def test_only_what_somebody_promises_is_a_target(text: str, roles: list[str]) -> None:
    assert [metric.role for metric in read(f"# Plan\n\n{text}").metrics] == roles


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("- **EBITDA multiple**: 6-10x", ""),
        ("- **Revenue multiple**: 4x", ""),
        ("- **Compliance audit time**: -70%", ""),
        ("- **Compliance**: 100%", "compliance"),
        ("- **Budget controls**: 100%", ""),
        ("- **Booking revenue**: >30% of the total", ""),
        ("- **Revenue growth**: 30%", "revenue"),
        ("- **MRR成長率**: 10%", "MRR"),
        ("- **Customer success**: 8 people", "people"),
        ("- **Customers**: 8 people", "customers"),
        ("- **Break-even customers**: 30", "customers"),
        ("- **Break-even**: 8", "payback"),
        ("- **Break-even volume**: 9.4/day", ""),
        ("- 20+ regions", "regions"),
        ("- **Website traffic**: 500 visitors", "traffic"),
        ("- 4.5 star rating from Spanish users", "rating"),
        ("- Users report good calls often (> 4.0)", ""),
        ("- Users in the first year of the club: 40", "users"),
        ("- Clientes pagos al mes 12: 30", "customers"),
        ("- Utilisateurs actifs au mois 12: 30", "users"),
        ("- Clientes al mes 12 del plan: 30", "customers"),
    ],
)
def test_a_measure_is_one_that_can_have_the_value(line: str, measure: str) -> None:
    assert only(line).measure == measure


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("- Retention improved 20%", True),
        ("- CAC reduzido 30%", True),
        ("- Conversión aumentada 25%", True),
        ("- Uptime 99.9%", False),
        ("- Retention improved to 60%", False),
        ("- Improved retention 60%", False),
    ],
)
def test_a_verb_of_change_right_before_a_figure_makes_it_a_change(line: str, change: bool) -> None:
    value = only(line).value
    assert value is not None
    assert value.change is change


@pytest.mark.parametrize(
    ("line", "measure", "change"),
    [
        ("- Cuts cost per lead by 20%", "cost per lead", True),
        ("- Reducir CAC 20%", "CAC", False),
        ("- Aumentar LTV 40%", "LTV", False),
    ],
)
def test_a_work_that_changes_a_sum_by_a_share_promises_it(line: str, measure: str, change: bool) -> None:
    found = read(f"# Plan\n\n## Objetivos\n\n{line}\n- Open the hall\n").metrics
    assert [(metric.measure, metric.value is not None and metric.value.change) for metric in found] == [(measure, change)]
