"""Answers in the document's own words: the statements that fit a question best."""

from __future__ import annotations

from agent.answers.draft import Draft, Statement, state
from agent.answers.matching import Matching
from agent.answers.question import Question
from agent.answers.values import has_wanted
from agent.model.answer import AnswerKind

MOST = 6  # statements
CLOSE = 0.72  # of the best score: a statement this good is said too
TYPED, UNTYPED = 1.3, 0.65


def ranked(question: Question, matching: Matching, most: int = 40) -> list[tuple[float, int]]:
    """(score, unit) of the best units, those that hold the wanted kind of value first among equals."""
    scores = matching.scores
    best = scores.argsort()[::-1][:most]
    found = []
    for unit in (int(index) for index in best):
        if scores[unit] <= 0:
            break
        factor = 1.0
        if question.wanted not in ("any", "name", "reason", "way", "verdict", "place"):
            factor = TYPED if has_wanted(question, matching.view, unit) else UNTYPED
        found.append((float(scores[unit]) * factor, unit))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def extract_answer(question: Question, matchings: list[Matching], kind: AnswerKind = "lookup") -> Draft | None:
    """The best statements over all documents."""
    pool = [(score, at, unit) for at, matching in enumerate(matchings) for score, unit in ranked(question, matching)]
    pool.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    if not pool:
        return None
    best = pool[0][0]
    statements: list[Statement] = []
    for score, at, unit in pool:
        if score < best * CLOSE or len(statements) >= MOST:
            break
        statements.append(state(matchings[at].view, unit))
    return Draft(kind, tuple(statements))
