"""Entries that are items and promise a value of a measure: the name stays, the value is a metric of the item."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

HEAD = "# Plan\n\n## Phase 1: Foundation (Q1 2027)\n\n"


@pytest.mark.parametrize(
    ("line", "subject", "amount"),
    [
        ("- Achieve 99.9% uptime", "uptime", 99.9),
        ("- Sign 5 enterprise customers", "enterprise customers", 5),
        ("- Keep the cost per lead below $30", "Keep the cost per lead", 30),
        ("- At least 50 beta users signed up", "beta users signed up", 50),
    ],
)
def test_the_value_of_a_measure_in_the_name_is_a_metric(line: str, subject: str, amount: float) -> None:
    roadmap = read(f"{HEAD}{line}\n- Ship the importer\n")
    [metric] = roadmap.metrics
    assert (metric.name, metric.value.most if metric.value else None) == (subject, amount)
    assert metric.fact.item
    assert [item.title for item in roadmap.items][1:] == [line.removeprefix("- "), "Ship the importer"]


@pytest.mark.parametrize("line", ["- Top 10 report", "- Support OAuth 2.0", "- Move 3 services to the new cluster", "- Reach month 14"])
def test_other_figures_stay_part_of_the_name(line: str) -> None:
    assert read(f"{HEAD}{line}\n- Ship the importer\n").metrics == ()


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("We expect an average order value of $45.", "order value"),
        ("The monthly burn is $30K.", "burn rate"),
        ("Click-through rate of 4%.", "click-through rate"),
        ("A cost per click under $2.", "cost per click"),
    ],
)
def test_the_measures_of_a_business_are_known(line: str, measure: str) -> None:
    [metric] = read(f"# Plan\n\n## Notes\n\n{line}\n").metrics
    assert metric.measure == measure
