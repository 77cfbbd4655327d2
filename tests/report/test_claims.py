"""Totals against their parts, promises against what is usual, and what was read."""

from __future__ import annotations

import pytest

from agent.report.reading import share
from tests.report.reports import harbour, report_of


def claim(line: str) -> tuple[str, str, str]:
    claims = report_of(f"# P\n\n## Success metrics\n\n- {line}\n").claims
    return (claims[0].kind, claims[0].verdict, claims[0].reading) if claims else ("", "", "")


def test_a_return_is_read_a_year() -> None:
    assert claim("**ROI**: 900%")[:2] == ("return", "beyond")
    kind, verdict, reading = claim("**ROI**: 600% over 3 years")
    assert (kind, verdict) == ("return", "within")
    assert reading.startswith("600% ÷ 3 years = 200% a year")


def test_uptime_is_read_as_minutes_a_month() -> None:
    assert claim("**Uptime**: 99.9%") == ("uptime", "within", "(100% − 99.9%) × 43,830 minutes = 43.83 minutes a month")
    assert claim("**Uptime**: 99.999%")[1] == "beyond"


def test_what_has_no_published_figure_is_no_claim() -> None:
    assert claim("**Stars**: 500") == ("", "", "")


def test_every_claim_names_its_source() -> None:
    assert {one.source for one in harbour().claims} == {"IBM CEO Study 2025", "arithmetic"}
    assert all(one.usual for one in harbour().claims)


def test_a_total_stands_beside_the_sum_of_its_parts() -> None:
    budget = harbour().totals.budgets[0]
    assert (budget.stated, budget.summed, budget.difference, budget.agrees) == ("$1.2M", "$1.12M", "$80K", False)
    assert budget.formula == "$100K + $150K + $600K + $150K + $120K = $1.12M"


def test_a_total_that_fits_agrees_and_leaves_no_risk() -> None:
    report = report_of("# P\n\n| Role | Cost |\n|---|---|\n| A | $450K |\n| B | $150K |\n| C | $120K |\n| **Total** | **$720K** |\n")
    assert [(budget.agrees, budget.difference) for budget in report.totals.budgets] == [(True, "")]
    assert not [risk for risk in report.risks if risk.category == "budget"]


def test_what_was_not_understood_is_told_with_its_lines() -> None:
    reading = report_of("# P\n\n- 7 of something vague\n\nAlso 12 here.\n").documents[0]
    assert reading.numbers - reading.understood == sum(one.count for one in reading.unread)
    assert all(one.lines for one in reading.unread)


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 0, ""), (0, 5, "0%"), (5, 5, "100%"), (999, 1000, "99.9%"), (1, 1000, "under 1%"), (1, 2, "50%")]
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, said: str) -> None:
    assert share(part, whole) == said
