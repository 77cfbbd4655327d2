"""Findings of the rules that speak of what a question names."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.matching import Matching
from agent.answers.question import Question
from agent.model.finding import Finding

COVERED = 0.45  # of the question's weight that the places of a finding must meet
MOST = 2


def relevant(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding], covered: float = COVERED) -> list[Finding]:
    """The findings whose places meet the question, best first, at most two; none when they speak of something else."""
    by_path = {matching.view.document.path: matching for matching in matchings}
    scored = []
    for finding in findings:
        score = max(
            (_score(by_path[piece.path], piece.line, piece.end_line) for piece in finding.evidence if piece.path in by_path), default=0.0
        )
        if score >= covered:
            scored.append((score, finding))
    scored.sort(key=lambda pair: (-pair[0], pair[1].severity != "error", pair[1].path, pair[1].line, pair[1].id))
    best = scored[0][0] if scored else 0.0
    return [finding for score, finding in scored if score >= best * 0.9][:MOST]


def _score(matching: Matching, line: int, end_line: int) -> float:
    units = [unit for at in range(line, min(end_line, line + 40) + 1) for unit in matching.view.on_line(at)]
    return max((float(matching.coverage[unit]) for unit in units), default=0.0)
