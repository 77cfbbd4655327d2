"""A risk before it is scored, whatever it was derived from, and its place in the register."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from agent.model.finding import Computation, Evidence
from agent.model.report import Category, Mitigation, Owner, Risk, Source
from agent.report.scoring import Step, grade_of, scored
from agent.report.wording import fitted

TITLE_SHOWN = 220


@dataclass(frozen=True, slots=True)
class Draft:
    """A risk with the steps of its score. `key` says what it is about in words that survive edits elsewhere; the id is made of it."""

    key: str
    title: str
    category: Category
    source: Source
    statement: str
    evidence: tuple[Evidence, ...]
    likelihood: tuple[Step, ...]
    impact: tuple[Step, ...]
    consequence: str = ""
    computations: tuple[Computation, ...] = ()
    findings: tuple[str, ...] = ()
    owner: Owner | None = None
    mitigation: Mitigation = field(default_factory=Mitigation)


def counting(formula: str) -> Computation:
    """A count or sum of the report's own, which nothing in a document states."""
    return Computation(formula=formula, expected="", stated="")


def register_of(drafts: Iterable[Draft]) -> tuple[Risk, ...]:
    """Scored, the highest first; equal scores by impact, then what two figures of the text prove, then by place.

    What is derived twice (an item in two totals) is one risk.
    """
    distinct: dict[str, Draft] = {}
    for draft in drafts:
        distinct.setdefault(draft.key, draft)
    return tuple(sorted((_risk(draft) for draft in distinct.values()), key=_order))


def _risk(draft: Draft) -> Risk:
    score = scored(draft.likelihood, draft.impact)
    return Risk(
        id=hashlib.sha256(draft.key.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        title=fitted(_capitalised(draft.title), TITLE_SHOWN),
        category=draft.category,
        source=draft.source,
        likelihood=score.likelihood,
        impact=score.impact,
        score=score.value,
        grade=grade_of(score.value),
        statement=_capitalised(draft.statement),
        consequence=draft.consequence,
        evidence=draft.evidence,
        computations=draft.computations,
        findings=draft.findings,
        owner=draft.owner,
        mitigation=draft.mitigation,
        reasons=score.reasons,
    )


def _order(risk: Risk) -> tuple[int, int, bool, str, int, str]:
    first = risk.evidence[0]
    computed = any(one.stated and one.expected for one in risk.computations)
    return (-risk.score, -risk.impact, not computed, first.path, first.line, risk.id)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
