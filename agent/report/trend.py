"""The register now against that of an earlier version of the same documents."""

from __future__ import annotations

from collections.abc import Sequence

from agent.model.report import Move, Report, Risk, RiskName, Trend


def trend_of(risks: Sequence[Risk], paths: Sequence[str], earlier: Report, since: str) -> Trend:
    """What appeared, went, or changed its score. Documents that did not exist then are named; their risks count as new."""
    before, now = {risk.id: risk for risk in earlier.risks}, {risk.id: risk for risk in risks}
    known = {reading.path for reading in earlier.documents}
    return Trend(
        since=since,
        documents=len(known),
        new_documents=tuple(path for path in paths if path not in known),
        risks_before=len(earlier.risks),
        risks_now=len(risks),
        score_before=sum(risk.score for risk in earlier.risks),
        score_now=sum(risk.score for risk in risks),
        appeared=tuple(_name(risk) for risk in risks if risk.id not in before),
        gone=tuple(_name(risk) for risk in earlier.risks if risk.id not in now),
        moved=tuple(
            Move(id=risk.id, title=risk.title, before=before[risk.id].score, now=risk.score)
            for risk in risks
            if risk.id in before and before[risk.id].score != risk.score
        ),
    )


def _name(risk: Risk) -> RiskName:
    return RiskName(id=risk.id, title=risk.title, score=risk.score)
