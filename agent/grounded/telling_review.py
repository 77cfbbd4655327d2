"""A review as results that a model may word: its counts, what changes in the plan, what is newly wrong and what was put right."""

from __future__ import annotations

from collections.abc import Sequence

from agent.grounded.telling import Known, Telling, shown_work
from agent.model.finding import Finding
from agent.model.review import PlanChange, Review
from agent.model.roadmap import Roadmap

FEWEST, MOST = 2, 4
MOST_CHANGES, MOST_FINDINGS = 80, 40
COUNTS = "counts"


def review_telling(review: Review, roadmaps: Sequence[Roadmap]) -> Telling:
    """What a model is asked about a review; `roadmaps` are the documents as the change leaves them."""
    known = (
        Known(COUNTS, _counts(review), whole=True),
        *(_change(at, change) for at, change in enumerate(review.changes[:MOST_CHANGES], 1)),
        *(_finding("newly wrong", finding) for finding in review.findings[:MOST_FINDINGS]),
        *(_finding("put right", finding) for finding in review.fixed_findings[:MOST_FINDINGS]),
    )
    return Telling("review", known, tuple(roadmaps), {}, FEWEST, MOST, first=COUNTS)


def _counts(review: Review) -> str:
    severities = [sum(finding.severity == severity for finding in review.findings) for severity in ("error", "warning", "question")]
    said = [(len(review.changes), "changes of the plan"), *zip(severities, ("new errors", "new warnings", "new questions"), strict=True)]
    said.append((len(review.fixed), "findings put right"))
    return "this change: " + ", ".join(f"{number} {what}" for number, what in said if number)


def _change(at: int, change: PlanChange) -> Known:
    step = f", was {change.before or 'not stated'}, is {change.after or 'not stated'}" if change.before or change.after else ""
    more = f" ({change.difference})" if change.difference else ""
    inside = f", with {change.count} items inside" if change.count else ""
    kind = change.kind.replace("_", " ")
    return Known(
        f"change {at}", f"{kind}: {change.subject} {change.attribute}".strip() + step + more + inside, paths=(change.path,), ordered=True
    )


def _finding(what: str, finding: Finding) -> Known:
    # Lines of what was put right are those of the old side, which is not what the documents say now.
    evidence = finding.evidence if what == "newly wrong" else ()
    return Known(finding.id, f"{what} ({finding.severity}): {finding.message}", evidence, shown_work(finding.computation), (finding.path,))
