"""Each aspect by itself: times, targets, money, people, plan, risks, maturity."""

from __future__ import annotations

import pytest

from agent.compare import Side, compare
from agent.compare.calendar import calendar, horizon, relative
from agent.compare.money import money
from agent.compare.people import people
from agent.compare.plan import plan
from agent.compare.quality import quality, risks
from agent.compare.targets import targets
from agent.model.comparison import Cell, Dimension
from tests.compare.plans import HARBOUR, LIGHTHOUSE, RELATIVE, side, three


def row(rows: tuple[Dimension, ...], name: str) -> list[str]:
    return [cell.value for cell in next(dimension for dimension in rows if dimension.name == name).cells]


def best(rows: tuple[Dimension, ...], name: str) -> list[str]:
    return [cell.roadmap for cell in next(dimension for dimension in rows if dimension.name == name).cells if cell.best]


def one(text: str) -> Side:
    return side(text, "x.md")


def cells(rows: tuple[Dimension, ...], name: str) -> tuple[Cell, ...]:
    return next(dimension for dimension in rows if dimension.name == name).cells


def test_the_horizon_is_on_the_calendar_or_says_that_its_start_is_unknown() -> None:
    found = horizon(three())
    assert [cell.value for cell in found.cells] == [
        "Q1 2026 to Q3 2026 (9 months)",
        "Q2 2026 to Q4 2026 (9 months)",
        "up to month 18 from a start that is not stated",
    ]
    assert "cannot be placed" in found.note


def test_phases_stand_in_the_quarters_they_touch() -> None:
    rows = {period.name: [cell.value for cell in period.cells] for period in calendar(three())}
    assert list(rows) == ["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]
    assert rows["Q1 2026"][1:] == ["", ""]
    assert "Access" in rows["Q1 2026"][0]
    assert rows["Q2 2026"][0] == ""


def test_relative_phases_stay_relative() -> None:
    assert [(period.name, period.start, period.cells[2].value) for period in relative(three())] == [
        ("0-6 months (relative)", "", "Phase 1 Sensors"),
        ("6-18 months (relative)", "", "Phase 2 Forecasts"),
    ]


def test_a_long_calendar_counts_in_years() -> None:
    text = "# Plan\n\n## 2020: Start\n\n- [ ] Berth signs\n\n## 2034: End\n\n- [ ] Fog horns\n"
    assert [period.name for period in calendar((one(text), one(text)))] == ["2020", "2034"]


def test_the_strictest_target_is_marked_on_one_scale() -> None:
    rows = targets(three())
    assert row(rows, "latency") == ["< 200 ms P95 (API)", "< 80 ms P95", "not stated"]
    assert best(rows, "latency") == ["farol.md"]
    assert row(rows, "uptime") == ["99.9%", "99.95%", "not stated"]
    assert best(rows, "uptime") == ["farol.md"]
    assert best(rows, "throughput") == ["farol.md"]


def test_a_conversion_shows_its_computation() -> None:
    slow = side("# A\n\n- **Latency**: <2s\n", "a.md")
    fast = side("# B\n\n- **Latency**: <300ms P95\n- **Latency of search**: <400ms\n", "b.md")
    (found,) = [dimension for dimension in targets((slow, fast)) if dimension.name == "latency"]
    assert found.cells[0].value == "< 2,000 ms"
    assert found.cells[0].computation is not None
    assert found.cells[0].computation.formula == "< 2 s × 1,000 = < 2,000 ms"


@pytest.mark.parametrize(
    ("strict", "loose", "measure"),
    [
        ("- **Uptime**: 99.99%", "- **Uptime**: 99.9%", "uptime"),
        ("- **Error rate**: <0.1%", "- **Error rate**: <1%", "error rate"),
        ("- **Throughput**: 1000+ requests/sec", "- **Throughput**: 1000+ requests/minute", "throughput"),
        ("- **Response time**: <1s P99", "- **Response time**: <2s", "latency"),
        ("- **Languages**: 12 languages", "- **Languages**: 10+ languages", "languages"),
    ],
)
def test_strict_is_less_of_what_hurts_and_more_of_what_helps(strict: str, loose: str, measure: str) -> None:
    rows = targets((side(f"# A\n\n## Targets\n\n{loose}\n", "a.md"), side(f"# B\n\n## Targets\n\n{strict}\n", "b.md")))
    assert best(rows, measure) == ["b.md"]


def test_equal_targets_have_no_strictest() -> None:
    text = "# A\n\n- **Uptime**: 99.9%\n"
    (found,) = [dimension for dimension in targets((side(text, "a.md"), side(text, "b.md"))) if dimension.name == "uptime"]
    assert (best((found,), "uptime"), found.note) == ([], "the same in all that state it")


def test_a_low_median_is_not_held_against_a_higher_bound_on_nearly_all() -> None:
    rows = targets((side("# A\n\n- **Latency**: 60ms median\n", "a.md"), side("# B\n\n- **Latency**: <80ms P99\n", "b.md")))
    assert best(rows, "latency") == []
    assert "weaker statistic" in rows[0].note


def test_a_change_is_no_level() -> None:
    rows = targets(
        (
            side("# A\n\n## Metrics\n\n- 40% improvement in user retention\n", "a.md"),
            side("# B\n\n## Metrics\n\n- **Retention**: 80%\n", "b.md"),
        )
    )
    assert "retention" not in [dimension.name for dimension in rows]


def test_coverage_of_documents_is_not_coverage_of_tests() -> None:
    rows = targets((side("# A\n\n- **Test coverage**: 80%\n", "a.md"), side("# B\n\n- **Documentation**: 95% coverage\n", "b.md")))
    assert "test coverage" not in [dimension.name for dimension in rows]


def test_budgets_are_stated_and_summed_with_the_computation() -> None:
    rows = money(three())
    assert row(rows, "budget stated for the whole") == ["$900K (Total budget)", "not stated", "not stated"]
    phases, items = cells(rows, "budget summed over phases")[2], cells(rows, "budget summed over items")[2]
    assert phases.value == "$500K–$700K (of 2)"
    assert phases.computation is not None
    assert phases.computation.formula == "Phase 1 $200K + Phase 2 $300K–$500K = $500K–$700K; 2 amounts"
    assert items.value == "$420K (of 3)"
    assert [place.line for place in items.evidence] == [13, 19, 27]


def test_currencies_are_not_added() -> None:
    text = "# P\n\n### A1. Pier\n- **Budget**: $10K\n\n### A2. Quay\n- **Budget**: €20K\n"
    assert "$10K (of 1); €20K (of 1)" in row(money((one(text),)), "budget summed over items")[0].replace("€20,000", "€20K")


def test_an_amount_in_passing_is_no_budget() -> None:
    text = "# P\n\n## Q1 2026: Cover\n\n- [ ] Insurance ($5M+)\n- [ ] Prize draw ($1K)\n"
    assert not any(cell.stated for dimension in money((one(text),)) for cell in dimension.cells)


def test_people_are_added_within_a_team_and_not_over_phases() -> None:
    assert row(people(three()), "headcount")[0].startswith("4–5 (Backend; Design)")
    first = "# Phase 1 (0-6 months): A\n\n- **Team size**: 3 engineers, 1 designer\n"
    text = f"# P\n\n{first}\n# Phase 2 (6-9 months): B\n\n- **Team size**: 5 engineers\n"
    assert row(people((one(text),)), "headcount") == ["Phase 1: 4; Phase 2: 5"]


def test_lengths_are_a_range_and_worked_time_a_sum() -> None:
    assert row(people(three()), "effort")[2] == "1–6 months a piece of work (3 state it)"
    text = "# P\n\n### A1. Pier\n- **Effort**: 40 hours\n\n### A2. Quay\n- **Effort**: 24 hours\n"
    assert row(people((one(text),)), "effort") == ["64 hours (of 2)"]


def test_plan_counts_priorities_links_and_states() -> None:
    rows = plan(three())
    assert row(rows, "priorities")[2] == "1 critical, 2 high"
    assert row(rows, "dependencies")[2] == "3 links; most needed: G1 (2)"
    assert row(rows, "status")[:2] == ["1 done, 5 open (17% done)", "1 done, 1 in progress, 3 open (20% done)"]


def test_risks_are_named_and_a_rating_is_no_risk() -> None:
    assert row(risks(three()), "risks")[0] == "2: The port authority delays the permits; Two vendors leave the market"
    table = "# P\n\n| Product | Risk level |\n|---|---|\n| Pier | high |\n| Quay | low |\n"
    assert row(risks((one(table),)), "risks") == ["not stated"]


def test_maturity_counts_numbers_baselines_and_dates() -> None:
    found = row(quality(three()), "maturity of metrics")
    assert found[0].startswith("3 metrics: 100% with a number, 0% with a baseline")


def test_versions_are_told_from_other_plans() -> None:
    later = HARBOUR.replace("Q3 2026", "Q4 2026")
    found = compare((side(HARBOUR, "old.md"), side(later, "new.md"), side(LIGHTHOUSE, "farol.md")))
    assert [(versions.before, versions.after) for versions in found.versions] == [("old.md", "new.md")]
    assert found.conflicts == ()


def test_plans_of_one_product_contradict_each_other() -> None:
    goals = "## Targets\n\n- **Uptime**: 99.5%\n"
    team = f"# Harbour team plan\n\n## Q4 2026: Access\n\n- [ ] **Single sign-on**\n- [ ] **Role-based access**\n\n{goals}"
    found = compare((side(HARBOUR, "harbour.md"), side(team, "team.md"))).conflicts
    assert {conflict.kind for conflict in found} == {"time", "status", "target"}
    assert all(conflict.evidence for conflict in found)


def test_plans_of_strangers_only_differ() -> None:
    assert compare(three()).conflicts == ()


def test_the_earliest_is_marked_unless_it_is_not_certain() -> None:
    found = {shared.name: shared for shared in compare(three()).shared}
    assert found["audit logs"].earliest == "harbour.md"
    year = "# Fog\n\n## 2026: Safety\n\n- [ ] Audit trail\n- [ ] Fog horn\n"
    (audit,) = [shared for shared in compare((side(HARBOUR, "harbour.md"), side(year, "fog.md"))).shared if "audit" in shared.name]
    assert (audit.earliest, "too coarse" in audit.note) == ("fog.md", True)


def test_a_plan_without_time_is_never_the_earliest() -> None:
    loose = RELATIVE.replace("### G1. Sensor housing", "### G1. Audit log")
    (audit,) = [shared for shared in compare((side(HARBOUR, "harbour.md"), side(loose, "tide.md"))).shared if "udit" in shared.name]
    assert audit.earliest == ""
