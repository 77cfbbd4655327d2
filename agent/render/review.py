"""An analysis as the contract `roadmap/review/1`, and that as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Sequence

from agent.model.finding import Findings, SeverityCounts
from agent.model.review import Review, ReviewComment
from agent.render.contracts import contract_json
from agent.render.markdown import coded
from agent.render.review_bodies import SummaryParts, Wording, comment_body, summary_body
from agent.review.analysis import SEVERITY, Analysis, Placed
from agent.review.marker import without_mark


def review_of(
    analysis: Analysis,
    wording: Wording,
    *,
    most_comments: int,
    dismissed: frozenset[str] = frozenset(),
    standing: frozenset[str] = frozenset(),
) -> Review:
    """The review with its bodies.

    `dismissed` are findings whose comment a person has resolved: they are counted, not repeated. `standing` have a comment already
    and keep it; the others share what is left of `most_comments`, most severe first.
    """
    chosen = _chosen([placed for placed in analysis.introduced if placed.finding.id not in dismissed], standing, most_comments)
    found = analysis.delta
    told = tuple(placed.finding for placed in analysis.introduced if placed.finding.id not in dismissed)
    parts = SummaryParts(
        base=analysis.change.base,
        head=analysis.change.head,
        documents=analysis.documents,
        plan=analysis.plan,
        problems=told,
        fixed=found.fixed,
        altered=found.altered,
        directives=analysis.directives,
        unchanged=found.unchanged,
        dismissed=len(analysis.introduced) - len(told),
        notes=analysis.notes,
    )
    commented = {placed.finding.id for placed in chosen}
    return Review(
        base=analysis.change.base,
        head=analysis.change.head,
        summary=summary_body(parts, wording),
        comments=tuple(_comment(placed, wording) for placed in chosen),
        outside_diff=tuple(placed.finding.id for placed in analysis.introduced if placed.finding.id not in commented),
        fixed=tuple(finding.id for finding in found.fixed),
        unchanged=found.unchanged,
        altered=tuple(finding.id for finding in found.altered),
        changes=analysis.plan,
        findings=tuple(placed.finding for placed in analysis.introduced),
        fixed_findings=found.fixed,
        altered_findings=found.altered,
        directives=analysis.directives,
        documents=analysis.documents,
        unread=analysis.unread,
        notes=analysis.notes,
    )


def _chosen(introduced: Sequence[Placed], standing: frozenset[str], most: int) -> list[Placed]:
    anchored = [placed for placed in introduced if placed.anchor is not None]
    kept = {placed.finding.id for placed in anchored if placed.finding.id in standing}
    new = [placed.finding.id for placed in anchored if placed.finding.id not in kept][: max(most - len(kept), 0)]
    return [placed for placed in anchored if placed.finding.id in kept or placed.finding.id in new]


def review_json(review: Review) -> str:
    """One JSON object."""
    return contract_json(review)


def review_markdown(review: Review) -> str:
    """The summary, then every inline comment under its place."""
    parts = [without_mark(review.summary)]
    parts += [f"---\n\n{coded(f'{comment.path}:{comment.line}')}\n\n{without_mark(comment.body)}" for comment in review.comments]
    return "\n".join(parts)


def introduced(review: Review) -> Findings:
    """The introduced findings as what `check` reports, for its renderers."""
    counts = {severity: sum(finding.severity == severity for finding in review.findings) for severity in SEVERITY}
    return Findings(findings=review.findings, summary=SeverityCounts(**counts), unchanged=review.unchanged)


def _comment(placed: Placed, wording: Wording) -> ReviewComment:
    place = placed.anchor
    if place is None:
        raise ValueError("a comment needs an anchor")
    return ReviewComment(
        path=place.path,
        start_line=place.start if place.start < place.line else None,
        line=place.line,
        body=comment_body(placed.finding, placed.edit, wording, (place.path, place.start)),
        finding=placed.finding.id,
    )
