"""Findings of the rules that speak of what a question names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.terms import terms_of
from agent.answers.asking.words import stem, words
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.wording.cover import met, telling_rows
from agent.model.finding import Finding

COVERED = 0.45  # of the question's weight that the places of a finding must meet
TOLD = 0.5  # what it adds to a finding that it says itself what the question is about
SAID = 0.4  # of what a question is about, that a place must say itself
REACHED, SAID_ITSELF = 0.85, 0.45  # of the telling words: what the places of a computed finding must speak of, and say themselves
FEWEST, PLACES = 2, 14  # telling words that single out a finding; places of one: what stands in more of them is about the whole plan
LONGEST = 40  # lines of one place that are looked at
MOST = 3
NEAREST = 0.9  # of the score of the best line
_RECKONED = frozenset({"arithmetic", "roi"})  # say nothing about whether two places say the same
_SEVERITIES = ("error", "warning", "question")


def relevant(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding], covered: float = COVERED) -> list[Finding]:
    """The findings whose places meet the question, best first, at most three; none when they speak of something else."""
    by_path = {matching.view.document.path: matching for matching in matchings}
    scored = []
    for finding in findings:
        score = max(
            (_score(by_path[piece.path], piece.line, piece.end_line) for piece in finding.evidence if piece.path in by_path), default=0.0
        )
        named = _quotes(question, finding)
        told = named or finding.computation is not None or _speaks_of(question, by_path, finding)
        if told and score >= (min(covered, COVERED) if named else covered):
            scored.append((score + TOLD * _told(question, finding), finding))
    scored.sort(key=lambda pair: (-pair[0], _SEVERITIES.index(pair[1].severity), pair[1].path, pair[1].line, pair[1].id))
    best = scored[0][0] if scored else 0.0
    return [finding for score, finding in scored if score >= best * 0.9][:MOST]


@dataclass(frozen=True, slots=True)
class Reach:
    """What the places of a finding say of the telling words of a question, 0..1: with what stands above them, and by themselves."""

    share: float
    own: float


def reach(question: Question, matchings: Sequence[Matching], finding: Finding) -> Reach:
    """How far the places of a finding speak of a question; nothing where it has no telling words."""
    rows = telling_rows(question, matchings)
    places = [(matching.view, unit) for matching, unit in _places(matchings, finding)]
    worth = {row: max(float(matching.value[row]) for matching in matchings) for row in rows}
    total = sum(worth.values())
    if not total:
        return Reach(0.0, 0.0)
    share = sum(worth[row] * met(matchings, places, row) for row in rows)
    own = sum(worth[row] * met(matchings, places, row, own=True) for row in rows)
    return Reach(share / total, own / total)


def refuting(
    question: Question, matchings: Sequence[Matching], findings: Sequence[Finding], places: Sequence[tuple[View, int]] = ()
) -> list[Finding]:
    """The findings that come of a computation with just the figures that a question speaks of, best first, at most three.

    Where a single word tells what is meant, only those that look at one of the `places`.
    """
    if len(telling_rows(question, matchings)) + len(question.numbered) < FEWEST:
        lines = {(view.document.path, view.units[unit].line) for view, unit in places}
        findings = [finding for finding in findings if any((piece.path, piece.line) in lines for piece in finding.evidence)]
    compares = question.has("same") and not question.has("adds_up", "sum", "correct", "fits")
    found = [
        (reach(question, matchings, finding), finding)
        for finding in findings
        if finding.computation is not None and len(finding.evidence) <= PLACES and not (compares and finding.family in _RECKONED)
    ]
    kept = [(one.share + one.own, finding) for one, finding in found if one.share >= REACHED and one.own >= SAID_ITSELF]
    kept.sort(key=lambda pair: (-round(pair[0], 3), _SEVERITIES.index(pair[1].severity), pair[1].path, pair[1].line, pair[1].id))
    return [finding for score, finding in kept if score >= kept[0][0] * 0.95][:MOST]


def is_nearest(matchings: Sequence[Matching], finding: Finding) -> bool:
    """Whether a place of a finding speaks about as well of the question as the best line of the plan does."""
    best = max((float(matching.scores.max(initial=0.0)) for matching in matchings), default=0.0)
    return max((float(matching.scores[unit]) for matching, unit in _places(matchings, finding)), default=0.0) >= NEAREST * best


def _places(matchings: Sequence[Matching], finding: Finding) -> list[tuple[Matching, int]]:
    by_path = {matching.view.document.path: matching for matching in matchings}
    return [
        (matching, unit)
        for piece in finding.evidence
        for matching in (by_path.get(piece.path),)
        if matching is not None
        for line in range(piece.line, min(piece.end_line, piece.line + LONGEST) + 1)
        for unit in matching.view.on_line(line)
    ]


def _quotes(question: Question, finding: Finding) -> bool:
    """Whether a finding names a figure that the question names: "do we really need 400 users?"."""
    counted = {number for entry in question.numbered for number in (str(entry.first), str(entry.last))}
    asked = {word.text for word in words(question.text) if word.text[0].isdecimal() and len(word.text) > 1} - counted
    return bool(asked & {word.text for word in words(finding.message)})


def _speaks_of(question: Question, by_path: Mapping[str, Matching], finding: Finding) -> bool:
    """Whether a place of a finding says itself what the question is about, most of it; what only stands above it is told of much else."""
    if finding.family == "document":
        return _told(question, finding) >= TOLD
    for piece in finding.evidence:
        matching = by_path.get(piece.path)
        if matching is None:
            continue
        rows = [row for row, term in enumerate(question.terms) if term in subject_terms(question) and matching.found[row]]
        units = [unit for line in range(piece.line, min(piece.end_line, piece.line + LONGEST) + 1) for unit in matching.view.on_line(line)]
        value = float(matching.value[rows].sum())
        if not rows or (units and float(matching.value[rows] @ matching.own[rows][:, units].max(axis=1)) >= SAID * value):
            return True
    return False


def _told(question: Question, finding: Finding) -> float:
    """The share of what the question is about that a finding says in its own words, which are English."""
    asked = subject_terms(question) or list(question.terms)
    said = terms_of(f"{finding.message} {finding.family}", "en")
    concepts = {concept for term in said for concept in term.concepts}
    stems = {stem(word, "en") for term in said for word in term.words}
    told = [term for term in asked if concepts & set(term.concepts) or all(stem(word, "en") in stems for word in term.words)]
    return len(told) / len(asked) if asked else 0.0


def _score(matching: Matching, line: int, end_line: int) -> float:
    units = [unit for at in range(line, min(end_line, line + LONGEST) + 1) for unit in matching.view.on_line(at)]
    return max((float(matching.coverage[unit]) for unit in units), default=0.0)
