"""What the rules have found, as an answer: where it speaks of just what a question asks to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.answers.asking.question import Question
from agent.answers.lookups.narrowing import is_nearest, refuting, relevant
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.verdicts.about import speaks_of_counted
from agent.answers.verdicts.unsettled import SETTLED_BY
from agent.answers.wording.draft import Draft, Statement, state
from agent.answers.wording.frames import frame
from agent.model.finding import Finding

PLAIN = 0.75  # of the question's weight, that the places of a finding must meet to answer it
RECKONED = 0.6  # the same for a finding that comes of a computation, when the question asks for one
FIRST = 4  # lines of those that are stated, at which a sum of the rules is told
_CHECKED = ("correct", "adds_up", "sum", "reckons")
_RECKONING = ("average", "sum", "adds_up", "share")
_SUMS = ("arithmetic", "roi")


def refuted(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding]) -> Draft | None:
    """What the rules have computed with just the figures that a question asks to check."""
    checks = question.has(*_CHECKED) and not question.has("same", "covers")
    if not checks and not question.has(*SETTLED_BY):
        return None
    found = refuting(question, matchings, findings)
    found = of_counted(question, matchings, found if checks else [finding for finding in found if is_nearest(matchings, finding)])
    return finding_draft(question, matchings, _sums_first(question, found, findings)) if found else None


def found_wrong(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding]) -> Draft | None:
    """What the rules have found wrong at the very places that the question speaks of; figures in doubt, where it asks to reckon."""
    found = relevant(question, matchings, findings, PLAIN) or refuting(question, matchings, findings)
    if not found and question.has(*_RECKONING):
        found = relevant(question, matchings, [finding for finding in findings if finding.computation is not None], RECKONED)
    found = of_counted(question, matchings, found)
    return finding_draft(question, matchings, _sums_first(question, found, findings)) if found else None


def of_counted(question: Question, matchings: Sequence[Matching], found: Sequence[Finding]) -> list[Finding]:
    """The findings whose places speak of "phase 2" where the question does."""
    drafts = [(finding, finding_draft(question, matchings, [finding])) for finding in found]
    return [finding for finding, draft in drafts if speaks_of_counted(question, matchings, draft)]


def _sums_first(question: Question, found: list[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where a question asks whether something adds up with the sums that fail at one of their places before them."""
    if not question.has("adds_up"):
        return found
    places = {(piece.path, piece.line) for finding in found for piece in finding.evidence}
    sums = [one for one in findings if one.family == "arithmetic" and one.severity == "error" and (one.path, one.line) in places]
    return [*(one for one in sums if one not in found), *found]


def with_reckoned(question: Question, findings: Sequence[Finding], shown: Draft) -> Draft:
    """What is stated, and what the rules have reckoned at one of its first lines, where a question asks whether something is right."""
    if not question.has(*_CHECKED) or not shown.lead:
        return shown
    first = [(statement.view.document.path, statement.view.units[statement.units[0]].line) for statement in shown.statements[:FIRST]]
    sums = [one for one in findings if one.computation is not None and one.family in _SUMS and (one.path, one.line) in first]
    sums = sorted(sums, key=lambda one: first.index((one.path, one.line)))[:1]
    told = " ".join(_sentence(one.message[:1].upper() + one.message[1:]) for one in sums)
    return replace(shown, lead=f"{shown.lead} {told}".strip(), findings=tuple(one.id for one in sums), figures=(told,)) if sums else shown


def with_findings(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding], draft: Draft) -> Draft:
    """The ids of the findings that speak of the same places."""
    lines = {(view.document.path, view.units[unit].line) for view, unit in _places(draft)}
    ids = tuple(
        finding.id
        for finding in findings
        if any((piece.path, line) in lines for piece in finding.evidence for line in range(piece.line, piece.end_line + 1))
    )
    return replace(draft, findings=ids[:5])


def _places(draft: Draft) -> list[tuple[View, int]]:
    return [(statement.view, unit) for statement in draft.statements for unit in statement.units] + list(draft.cited)


def finding_draft(question: Question, matchings: Sequence[Matching], found: Sequence[Finding]) -> Draft:
    """The findings of the rules, with every place that takes part."""
    views = {matching.view.document.path: matching.view for matching in matchings}
    said: list[Statement] = []
    cited: list[tuple[View, int]] = []
    for finding in found:
        for piece in finding.evidence:
            view = views.get(piece.path)
            unit = next(iter(view.on_line(piece.line)), -1) if view is not None else -1
            if view is None or unit < 0:
                continue
            if len(said) < 6:
                said.append(state(view, unit))
            else:
                cited.append((view, unit))
    messages = tuple(_sentence(finding.message) for finding in found)
    settles = any(finding.computation is not None or finding.severity != "question" for finding in found)
    lead = (f"{frame('no', question.language)}: " if settles else f"{frame('unsettled', question.language)} ") + " ".join(
        (*messages[:1], *(message[:1].upper() + message[1:] for message in messages[1:]))
    )
    ids = tuple(finding.id for finding in found)
    return Draft("inconsistency", tuple(said), lead, found[0].computation, ids, tuple(cited), figures=messages)


def _sentence(message: str) -> str:
    return message if message.endswith("?") else message.rstrip(".") + "."
