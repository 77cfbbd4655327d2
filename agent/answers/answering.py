"""A question to an Answer, without a model and without the network."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.across import across_answer
from agent.answers.comparing import comparing_answer
from agent.answers.compose import compose
from agent.answers.computing import sum_answer
from agent.answers.counting import count_answer
from agent.answers.depending import depending_answer
from agent.answers.draft import Draft
from agent.answers.extractive import extract_answer, list_answer, passage_answer
from agent.answers.filtering import filtered_answer
from agent.answers.matching import Matching, match
from agent.answers.placing import placing_answer
from agent.answers.question import Question, read_question
from agent.answers.refusing import Refusal, refusal
from agent.answers.verdicts import verdict_answer
from agent.answers.view import view_of
from agent.model.answer import Answer, Passage
from agent.model.finding import Finding
from agent.model.roadmap import Roadmap
from agent.ports import Search


def answer(
    question: str,
    roadmaps: Sequence[Roadmap],
    *,
    search: Search | None = None,
    findings: Sequence[Finding] | None = None,
    context: object = None,
) -> Answer:
    """The answer."""
    asked = read_question(question)
    matchings = [match(asked, view_of(roadmap)) for roadmap in roadmaps]
    draft = _draft(asked, matchings, findings or ())
    declined = refusal(asked, matchings, draft)
    if declined is not None or draft is None:
        return _refused(question, declined)
    text, citations = compose(draft, several=len(roadmaps) > 1)
    return Answer(question=question, answered=True, answer=text, kind=draft.kind, citations=citations)


_SUMMED = ("money", "duration", "count", "quantity", "percent", "any", "name")


def _refused(question: str, declined: Refusal | None) -> Answer:
    """A refusal names what was looked at."""
    places = declined.places if declined is not None else ()
    retrieved = tuple(
        Passage(path=view.document.path, line=view.units[unit].line, end_line=view.units[unit].end_line, score=0.0) for view, unit in places
    )
    return Answer(
        question=question, answered=False, answer=declined.text if declined is not None else "", kind="refusal", retrieved=retrieved
    )


def _draft(asked: Question, matchings: list[Matching], findings: Sequence[Finding]) -> Draft | None:
    if not asked.is_verdict and asked.wanted == "count":
        draft = count_answer(asked, matchings)
        if draft is not None:
            return draft
    for make in (depending_answer, filtered_answer, comparing_answer):
        draft = make(asked, matchings)
        if draft is not None:
            return draft
    if asked.is_verdict or asked.has("same"):
        return verdict_answer(asked, matchings, findings)
    if asked.wanted in _SUMMED and (asked.has("sum", "adds_up") or (asked.wanted == "money" and asked.has("until", "exclude"))):
        draft = sum_answer(asked, matchings)
        if draft is not None:
            return draft
    for make in (across_answer, placing_answer):
        draft = make(asked, matchings)
        if draft is not None:
            return draft
    if asked.wanted in ("name", "person") or asked.has("list"):
        return list_answer(asked, matchings)
    if asked.wanted in ("way", "reason"):
        return passage_answer(asked, matchings)
    return extract_answer(asked, matchings)
