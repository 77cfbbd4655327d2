"""Findings of the rules that speak of what a question names."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.matching import Matching
from agent.answers.question import Question, subject_terms
from agent.answers.terms import terms_of
from agent.answers.words import stem
from agent.model.finding import Finding

COVERED = 0.45  # of the question's weight that the places of a finding must meet
TOLD = 0.5  # what it adds to a finding that it says itself what the question is about
MOST = 3
_SEVERITIES = ("error", "warning", "question")


def relevant(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding], covered: float = COVERED) -> list[Finding]:
    """The findings whose places meet the question, best first, at most three; none when they speak of something else."""
    by_path = {matching.view.document.path: matching for matching in matchings}
    scored = []
    for finding in findings:
        score = max(
            (_score(by_path[piece.path], piece.line, piece.end_line) for piece in finding.evidence if piece.path in by_path), default=0.0
        )
        if score >= covered:
            scored.append((score + TOLD * _told(question, finding), finding))
    scored.sort(key=lambda pair: (-pair[0], _SEVERITIES.index(pair[1].severity), pair[1].path, pair[1].line, pair[1].id))
    best = scored[0][0] if scored else 0.0
    return [finding for score, finding in scored if score >= best * 0.9][:MOST]


def _told(question: Question, finding: Finding) -> float:
    """The share of what the question is about that a finding says in its own words, which are English."""
    asked = subject_terms(question) or list(question.terms)
    said = terms_of(f"{finding.message} {finding.family}", "en")
    concepts = {concept for term in said for concept in term.concepts}
    stems = {stem(word, "en") for term in said for word in term.words}
    told = [term for term in asked if concepts & set(term.concepts) or all(stem(word, "en") in stems for word in term.words)]
    return len(told) / len(asked) if asked else 0.0


def _score(matching: Matching, line: int, end_line: int) -> float:
    units = [unit for at in range(line, min(end_line, line + 40) + 1) for unit in matching.view.on_line(at)]
    return max((float(matching.coverage[unit]) for unit in units), default=0.0)
