"""An analysis as the contract `roadmap/review/1`, and that as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.model.finding import Finding, Findings, SeverityCounts
from agent.model.review import Review, ReviewComment
from agent.render.contracts import contract_json
from agent.render.markdown import coded
from agent.render.review_bodies import SummaryParts, Wording, comment_body, summary_body
from agent.review.analysis import SEVERITY, Analysis, Placed
from agent.review.anchors import Anchor
from agent.review.marker import MOST_ALSO, without_mark


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
    threads = _threads([placed for placed in analysis.introduced if placed.finding.id not in dismissed], standing, most_comments)
    found = analysis.delta
    told = tuple(placed.finding for placed in analysis.introduced if placed.finding.id not in dismissed)
    words = analysis.wording if len(told) == len(analysis.introduced) else None  # it counts what a person has dismissed since
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
        words=words,
    )
    commented = {id_ for thread in threads for id_ in (thread.lead.finding.id, *(other.id for other in thread.also))} | standing
    return Review(
        base=analysis.change.base,
        head=analysis.change.head,
        summary=summary_body(parts, wording),
        comments=tuple(_comment(thread, wording) for thread in threads),
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
        mode="embedded" if words is None else "model",
        wording=words,
    )


@dataclass(frozen=True, slots=True)
class Thread:
    """One comment to be: the finding it is about, and others about the same line."""

    lead: Placed
    anchor: Anchor
    also: tuple[Finding, ...]


def _threads(introduced: Sequence[Placed], standing: frozenset[str], most: int) -> list[Thread]:
    """One thread a line. Lines that have a comment keep it; the others share what is left, most severe first."""
    lines: dict[Anchor, list[Placed]] = {}
    for placed in introduced:
        if placed.anchor is not None:
            lines.setdefault(replace(placed.anchor, start=placed.anchor.line), []).append(placed)
    threads = [_thread(members, standing) for members in lines.values()]
    left = most - sum(thread.lead.finding.id in standing for thread in threads)
    new = [thread.lead.finding.id for thread in threads if thread.lead.finding.id not in standing][: max(left, 0)]
    return [thread for thread in threads if thread.lead.finding.id in standing or thread.lead.finding.id in new]


def _thread(members: Sequence[Placed], standing: frozenset[str]) -> Thread:
    """The member with a comment leads, else the most severe; others with a comment of their own are told there."""
    lead = next((placed for placed in members if placed.finding.id in standing), members[0])
    others = [placed.finding for placed in members if placed is not lead and placed.finding.id not in standing]
    if lead.anchor is None:
        raise ValueError("a thread needs an anchor")
    return Thread(lead, lead.anchor, tuple(others[:MOST_ALSO]))


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


def _comment(thread: Thread, wording: Wording) -> ReviewComment:
    finding, place = thread.lead.finding, thread.anchor
    return ReviewComment(
        path=place.path,
        start_line=place.start if place.start < place.line else None,
        line=place.line,
        body=comment_body(finding, thread.lead.edit, wording, (place.path, place.start), thread.also),
        finding=finding.id,
        also=tuple(other.id for other in thread.also),
    )
