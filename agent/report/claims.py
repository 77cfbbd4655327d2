"""What a roadmap promises, held against what is usual: returns, revenue growth, retention, uptime."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from agent.model.quantity import Quantity
from agent.model.report import Claim
from agent.model.roadmap import Fact, Metric
from agent.report.base_rates import (
    GROSS_RETENTION,
    GROWTH,
    MEDIAN_GROSS_RETENTION,
    MEDIAN_NET_RETENTION,
    MINUTES_A_MONTH,
    NET_RETENTION,
    RETURN,
    UPTIME,
    BaseRate,
)
from agent.report.plan import Plan
from agent.report.wording import evidence_of, fitted, short_name
from agent.rules.reading.amounts import number, stated_of
from agent.rules.roi.base_rate import is_revenue_growth, yearly_return
from agent.rules.thresholds import Thresholds

RETENTION = {
    "net revenue retention": (NET_RETENTION, MEDIAN_NET_RETENTION),
    "gross revenue retention": (GROSS_RETENTION, MEDIAN_GROSS_RETENTION),
}
Held: TypeAlias = tuple[float, float]  # the figure that is compared, and the one from which it is questioned
AIMS = frozenset({"", "target", "sla", "gate", "limit", "scenario", "estimate"})


def claims_of(plan: Plan) -> tuple[Claim, ...]:
    """Every promise that a published figure exists for, in document order; the same words about the same thing once."""
    found = [*_returns(plan, plan.limits), *_metrics(plan, plan.limits)]
    distinct = {(claim.kind, claim.about, claim.stated, claim.evidence.line): claim for claim in found}
    return tuple(sorted(distinct.values(), key=lambda claim: (claim.evidence.line, claim.kind, claim.about, claim.stated)))


def _returns(plan: Plan, limits: Thresholds) -> Iterator[Claim]:
    for fact in plan.roadmap.facts:
        for value in fact.quantities if fact.attribute == "roi" else ():
            yearly = yearly_return(fact, value)
            if yearly:
                verdict = "beyond" if yearly > limits.annual_return else "within"
                limit = f"above {number(limits.annual_return)}% a year is questioned (a setting)"
                held = (yearly, limits.annual_return)
                yield _claim(plan, fact, value, "return", f"{_reading(value, yearly)}; {limit}", RETURN, verdict, held)


def _reading(value: Quantity, yearly: float) -> str:
    """The figure that is compared, and how it came about."""
    if value.kind == "ratio":
        whole, how = (value.least - 1) * 100, f"({number(value.least)} − 1) × 100 = {number((value.least - 1) * 100)}%"
    else:
        whole, how = value.least, f"{number(value.least)}%"
    if abs(whole - yearly) < 1e-9:
        return f"{how}, over one year where no longer horizon is stated"
    return f"{how} ÷ {number(round(whole / yearly, 2))} years = {number(yearly)}% a year"


def _metrics(plan: Plan, limits: Thresholds) -> Iterator[Claim]:
    for metric in plan.roadmap.metrics:
        value = metric.value
        if value is None or value.kind != "percent" or metric.role not in AIMS:
            continue
        if is_revenue_growth(metric):
            verdict = "beyond" if value.least > limits.annual_growth else "within"
            reading, held = f"{number(value.least)}% against {number(limits.annual_growth)}%", (value.least, limits.annual_growth)
            yield _of_metric(plan, metric, value, "growth", reading, GROWTH, verdict, held)
        elif metric.measure == "uptime" and not value.change and 90 <= value.least <= 100:
            verdict = "beyond" if value.least > limits.uptime else "within"
            held = (_minutes(value.least), _minutes(limits.uptime))
            yield _of_metric(plan, metric, value, "uptime", _downtime(value.least), UPTIME, verdict, held)
        elif not value.change and metric.measure in RETENTION:
            rate, median = RETENTION[metric.measure]
            verdict = "beyond" if value.least > median else "within"
            reading, held = f"{number(value.least)}% against {number(median)}%", (value.least, median)
            yield _of_metric(plan, metric, value, "retention", reading, rate, verdict, held)


def _downtime(percent: float) -> str:
    return f"(100% − {_exact(percent)}%) × {number(MINUTES_A_MONTH)} minutes = {number(_minutes(percent))} minutes a month"


def _minutes(percent: float) -> float:
    return (100 - percent) / 100 * MINUTES_A_MONTH


def _exact(percent: float) -> str:
    return f"{percent:.6f}".rstrip("0").rstrip(".")


def _of_metric(plan: Plan, metric: Metric, value: Quantity, kind: str, reading: str, rate: BaseRate, verdict: str, held: Held) -> Claim:
    return _claim(plan, metric.fact, value, kind, reading, rate, verdict, held, metric.name)


def _claim(
    plan: Plan, fact: Fact, value: Quantity, kind: str, reading: str, rate: BaseRate, verdict: str, held: Held, name: str = ""
) -> Claim:
    item = plan.roadmap.by_key.get(fact.item)
    about = name or (short_name(item) if item else fact.subject or fact.label or (fact.headings[-1] if fact.headings else ""))
    return Claim.model_validate(
        {
            "path": plan.path,
            "about": fitted(about, 60),
            "kind": kind,
            "stated": stated_of(value),
            "reading": reading,
            "usual": rate.usual,
            "source": rate.source,
            "verdict": verdict,
            "evidence": evidence_of(fact.span),
            "compared": round(held[0], 6),
            "limit": round(held[1], 6),
        }
    )
