"""Puts the parts of a report together. Pure: the date, the limits and the earlier report are passed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from agent.model.document import ReadFailure
from agent.model.finding import Finding, SeverityCounts
from agent.model.report import Budget, Report, Risk, Totals, Unreadable
from agent.model.roadmap import Roadmap
from agent.report.budgets import budgets_of
from agent.report.claims import claims_of
from agent.report.dependencies import centrality_of, critical_path_of, links_of
from agent.report.found import risks_of_findings
from agent.report.plan import Plan
from agent.report.reading import reading_of
from agent.report.risks import register_of
from agent.report.stated import stated_risks
from agent.report.structure import structural_risks
from agent.report.summary import Parts, summary_of
from agent.report.timeline import bars_of
from agent.report.trend import trend_of
from agent.rules.thresholds import Thresholds

OVERDUE = "RA703"


def build_report(
    roadmaps: Sequence[Roadmap],
    findings: Sequence[Finding],
    *,
    today: date,
    limits: Thresholds | None = None,
    failures: Sequence[ReadFailure] = (),
    earlier: Report | None = None,
    since: str = "",
) -> Report:
    """The risk summary of some roadmaps.

    `findings` are those of `check` over the same roadmaps, `failures` what could not be read. With `earlier`, the report of the same
    documents at `since`, the trend is added.
    """
    plans = [
        Plan(roadmap, tuple(finding for finding in findings if finding.path == roadmap.document.path), limits or Thresholds())
        for roadmap in roadmaps
    ]
    links = {plan.path: tuple(links_of(plan)) for plan in plans}
    central = {plan.path: tuple(centrality_of(plan)) for plan in plans}
    budgets = {plan.path: tuple(budgets_of(plan)) for plan in plans}
    risks = register_of(
        draft
        for plan in plans
        for draft in (
            *risks_of_findings(plan, budgets[plan.path]),
            *stated_risks(plan),
            *structural_risks(plan, links[plan.path], central[plan.path]),
        )
    )
    totals = _totals(roadmaps, risks, findings, tuple(budget for found in budgets.values() for budget in found))
    parts = Parts(
        today=today,
        totals=totals,
        risks=risks,
        timeline=tuple(bar for plan in plans for bar in bars_of(plan)),
        centrality=tuple(sorted((c for found in central.values() for c in found), key=lambda c: -c.all_waiting)),
        critical_paths=tuple(path for plan in plans if (path := critical_path_of(plan))),
        claims=tuple(claim for plan in plans for claim in claims_of(plan)),
        readings=tuple(reading_of(roadmap) for roadmap in roadmaps),
        dependencies=sum(len(found) for found in links.values()),
        overdue=tuple(place for finding in findings if finding.rule == OVERDUE for place in finding.evidence),
        failures=len(failures),
    )
    return Report(
        title=_title(roadmaps),
        today=today.isoformat(),
        summary=summary_of(parts),
        risks=risks,
        totals=totals,
        timeline=parts.timeline,
        dependencies=tuple(link for found in links.values() for link in found),
        centrality=parts.centrality,
        critical_paths=parts.critical_paths,
        claims=parts.claims,
        documents=parts.readings,
        failures=tuple(Unreadable(path=f.path, reason=f.reason, remedy=f.remedy) for f in failures),
        trend=trend_of(risks, [plan.path for plan in plans], earlier, since) if earlier else None,
    )


def _title(roadmaps: Sequence[Roadmap]) -> str:
    return f"Risk report: {roadmaps[0].title}" if len(roadmaps) == 1 else f"Risk report on {len(roadmaps)} roadmaps"


def _totals(roadmaps: Sequence[Roadmap], risks: Sequence[Risk], findings: Sequence[Finding], budgets: tuple[Budget, ...]) -> Totals:
    grades, severities = Counter(risk.grade for risk in risks), Counter(finding.severity for finding in findings)
    return Totals(
        documents=len(roadmaps),
        lines=sum(len(roadmap.document.raw_lines) for roadmap in roadmaps),
        items=sum(len(roadmap.items) for roadmap in roadmaps),
        numbers=sum(roadmap.numbers for roadmap in roadmaps),
        understood=sum(roadmap.numbers_bound for roadmap in roadmaps),
        risks=len(risks),
        high=grades["high"],
        medium=grades["medium"],
        low=grades["low"],
        findings=SeverityCounts(error=severities["error"], warning=severities["warning"], question=severities["question"]),
        budgets=budgets,
    )
