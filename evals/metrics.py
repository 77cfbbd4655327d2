"""How answers, findings and citations are scored: pure functions of cases and of what the product said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agent.model.answer import Answer, Citation
from agent.model.finding import Family, Finding
from agent.model.review import ReviewComment
from evals.cases import Evidence, Expected, Mark, QuestionCase, Silent
from evals.statistics import NOTHING, Rate, rate

SLACK = 1  # a finding or citation one line off still points at the place
LONGEST = 1500  # characters of an answer: printing the whole document is no answer
HARD = ("error", "warning")
# Families that reasonable people file differently; a hit across one of these pairs counts.
ALIKE = frozenset(
    frozenset(pair.split())
    for pair in (
        "arithmetic conflict",
        "arithmetic roi",
        "arithmetic schedule",
        "arithmetic status",
        "conflict metric",
        "conflict overlap",
        "conflict roi",
        "conflict schedule",
        "conflict status",
        "dependency schedule",
        "metric roi",
        "schedule status",
    )
)

Spots = Mapping[str, frozenset[int]]
Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer, judged. `missing` are the first patterns of the facts it does not state, `forbidden` the patterns it must not match.

    `stated` counts the facts that it states, `evidence` the places of the case that a citation points at, `cited` the citations that point
    at such a place, `exists` the citations whose lines exist, `verbatim` those whose quote stands at their lines.
    """

    right: bool
    answered: bool
    stated: Rate = NOTHING
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    too_long: bool = False
    evidence: Rate = NOTHING
    cited: Rate = NOTHING
    exists: Rate = NOTHING
    verbatim: Rate = NOTHING


def judge(case: QuestionCase, answer: Answer, texts: Texts) -> Verdict:
    """Whether an answer is right: it refuses what the documents do not say, states every fact else, and says nothing forbidden."""
    verbatim = rate(is_verbatim(citation, texts) for citation in answer.citations)
    exists = rate(stands_in(citation, texts) for citation in answer.citations)
    if not case.answerable:
        return Verdict(not answer.answered, answer.answered, exists=exists, verbatim=verbatim)
    missing = tuple(fact.any_of[0] for fact in case.facts if not any(re.search(one, answer.answer, re.I) for one in fact.any_of))
    forbidden = tuple(pattern for pattern in case.forbidden if re.search(pattern, answer.answer, re.I))
    too_long = len(answer.answer) > LONGEST
    return Verdict(
        right=answer.answered and not missing and not forbidden and not too_long,
        answered=answer.answered,
        stated=Rate(len(case.facts) - len(missing), len(case.facts)),
        missing=missing,
        forbidden=forbidden,
        too_long=too_long,
        evidence=rate(any(points_at(citation, place) for citation in answer.citations) for place in case.evidence),
        cited=rate(any(points_at(citation, place) for place in case.evidence) for citation in answer.citations),
        exists=exists,
        verbatim=verbatim,
    )


def points_at(citation: Citation, place: Evidence) -> bool:
    """Whether a citation touches a place, give or take one line."""
    return citation.path == place.document and near(range(citation.line, citation.end_line + 1), place.numbers)


def stands_in(citation: Citation, texts: Texts) -> bool:
    """Whether the lines of a citation exist. Documents that are not among the texts are not held against it."""
    lines = texts.get(citation.path)
    return lines is None or 1 <= citation.line <= citation.end_line <= len(lines)


def is_verbatim(citation: Citation, texts: Texts) -> bool:
    """Whether the quote stands at its lines. Documents that are not among the texts are not held against it."""
    lines = texts.get(citation.path)
    return lines is None or citation.quote in "\n".join(lines[citation.line - 1 : citation.end_line])


def near(some: Iterable[int], others: Iterable[int]) -> bool:
    """Whether two sets of lines touch, give or take SLACK lines."""
    wide = {line + step for line in others for step in range(-SLACK, SLACK + 1)}
    return any(line in wide for line in some)


def spots_of(finding: Finding) -> Spots:
    """All lines that a finding points at, by document."""
    spots: dict[str, set[int]] = {finding.path: set(range(finding.line, finding.end_line + 1))}
    for evidence in finding.evidence:
        spots.setdefault(evidence.path, set()).update(range(evidence.line, evidence.end_line + 1))
    return {name: frozenset(lines) for name, lines in spots.items()}


def lines_of_mark(mark: Mark) -> frozenset[int]:
    """The lines of a mark in the first document of its case, its ranges included."""
    return frozenset(mark.lines).union(*(range(start, end + 1) for start, end in mark.parts))


def touches(finding: Finding, mark: Mark, document: str) -> bool:
    """Whether a finding points at a mark of `document`; for a mark over several documents it must point at all of them."""
    spots = spots_of(finding)
    places = [(document, lines_of_mark(mark)), *((place.document, frozenset(place.lines)) for place in mark.also)]
    return all(near(spots.get(name, ()), lines) for name, lines in places)


def finds(finding: Finding, expected: Expected, document: str) -> bool:
    """Whether a finding is the expected one: its family agrees and it points at the place."""
    return families_agree(finding.family, (expected.family, *expected.alt_families)) and touches(finding, expected, document)


def families_agree(found: Family, families: Iterable[Family]) -> bool:
    """Whether a family is one of these, or one that reasonable people take for it."""
    return any(found == family or frozenset((found, family)) in ALIKE for family in families)


def answers(comment: ReviewComment, finding: Finding, expected: Expected, document: str) -> bool:
    """Whether a comment is the expected one: about such a finding, on one of its lines. No line of slack: it must stand in the diff."""
    lines = set(range(comment.start_line or comment.line, comment.line + 1))
    about = families_agree(finding.family, (expected.family, *expected.alt_families))
    return about and comment.path == document and not lines_of_mark(expected).isdisjoint(lines)


def anchored(finding: Finding, expected: Expected, document: str) -> bool:
    """Whether the place to comment on first is one of the expected lines themselves."""
    return finding.path == document and not lines_of_mark(expected).isdisjoint(range(finding.line, finding.end_line + 1))


def alarms(finding: Finding, silent: Silent, document: str) -> bool:
    """Whether a finding speaks where it should be silent. Questions do not count: a reviewer may ask."""
    return finding.severity in HARD and finding.family == silent.family and touches(finding, silent, document)


def is_new(finding: Finding, before: Iterable[Finding]) -> bool:
    """Whether the untouched twin did not have this finding."""
    return all((finding.rule, finding.message) != (other.rule, other.message) for other in before)
