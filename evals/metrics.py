"""How answers, findings and citations are scored: pure functions of cases and of what the product said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import PurePosixPath

from agent.model.answer import Answer, Citation
from agent.model.finding import Finding
from evals.cases import Evidence, Expected, Mark, QuestionCase, Silent

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
class Rate:
    """`right` of `of`, and how sure that is: a 95% Wilson interval."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """None when there was nothing to count: no mean may take it for a figure."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.of:
            return None
        z = 1.959964
        share = self.right / self.of
        middle = share + z * z / (2 * self.of)
        spread = z * sqrt(share * (1 - share) / self.of + z * z / (4 * self.of * self.of))
        divisor = 1 + z * z / self.of
        return (max(0.0, (middle - spread) / divisor), min(1.0, (middle + spread) / divisor))

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.of + other.of)


def rate(hits: Iterable[bool]) -> Rate:
    """How many of them are true."""
    counted = tuple(hits)
    return Rate(sum(counted), len(counted))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer, judged. `missing` are the first patterns of the facts it does not state, `forbidden` the patterns it must not match.

    `evidence` counts the places of the case that a citation points at, `cited` the citations that point at such a place, `verbatim`
    the citations whose quote stands at their lines.
    """

    right: bool
    answered: bool
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    too_long: bool = False
    evidence: Rate = Rate()
    cited: Rate = Rate()
    verbatim: Rate = Rate()


def judge(case: QuestionCase, answer: Answer, texts: Texts) -> Verdict:
    """Whether an answer is right: it refuses what the documents do not say, states every fact else, and says nothing forbidden."""
    verbatim = rate(is_verbatim(citation, texts) for citation in answer.citations)
    if not case.answerable:
        return Verdict(not answer.answered, answer.answered, verbatim=verbatim)
    missing = tuple(fact.any_of[0] for fact in case.facts if not any(re.search(one, answer.answer, re.I) for one in fact.any_of))
    forbidden = tuple(pattern for pattern in case.forbidden if re.search(pattern, answer.answer, re.I))
    too_long = len(answer.answer) > LONGEST
    return Verdict(
        right=answer.answered and not missing and not forbidden and not too_long,
        answered=answer.answered,
        missing=missing,
        forbidden=forbidden,
        too_long=too_long,
        evidence=rate(any(points_at(citation, place) for citation in answer.citations) for place in case.evidence),
        cited=rate(any(points_at(citation, place) for place in case.evidence) for citation in answer.citations),
        verbatim=verbatim,
    )


def points_at(citation: Citation, place: Evidence) -> bool:
    """Whether a citation touches a place, give or take one line."""
    return name_of(citation.path) == place.document and near(range(citation.line, citation.end_line + 1), place.numbers)


def is_verbatim(citation: Citation, texts: Texts) -> bool:
    """Whether the quote stands at its lines. Documents that are not among the texts are not held against it."""
    lines = texts.get(name_of(citation.path))
    return lines is None or citation.quote in "\n".join(lines[citation.line - 1 : citation.end_line])


def name_of(path: str) -> str:
    """The file name of a path as the product prints it."""
    return PurePosixPath(path).name


def near(some: Iterable[int], others: Iterable[int]) -> bool:
    """Whether two sets of lines touch, give or take SLACK lines."""
    wide = {line + step for line in others for step in range(-SLACK, SLACK + 1)}
    return any(line in wide for line in some)


def spots_of(finding: Finding) -> Spots:
    """All lines that a finding points at, by document."""
    spots: dict[str, set[int]] = {name_of(finding.path): set(range(finding.line, finding.end_line + 1))}
    for evidence in finding.evidence:
        spots.setdefault(name_of(evidence.path), set()).update(range(evidence.line, evidence.end_line + 1))
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
    families = (expected.family, *expected.alt_families)
    agrees = any(finding.family == family or frozenset((finding.family, family)) in ALIKE for family in families)
    return agrees and touches(finding, expected, document)


def alarms(finding: Finding, silent: Silent, document: str) -> bool:
    """Whether a finding speaks where it should be silent. Questions do not count: a reviewer may ask."""
    return finding.severity in HARD and finding.family == silent.family and touches(finding, silent, document)


def is_new(finding: Finding, before: Iterable[Finding]) -> bool:
    """Whether the untouched twin did not have this finding."""
    return all((finding.rule, finding.message) != (other.rule, other.message) for other in before)
