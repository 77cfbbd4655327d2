"""Follow-up questions: "and phase 3?", "who owns it?", "and the one after that?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.answers.asking.cues import cues_of, opens_with
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, read_question, subject_terms
from agent.answers.asking.terms import NUMBER, Term, terms_of
from agent.answers.lookups.asked import asked_attributes, asking_words
from agent.answers.reading.view import View
from agent.model.answer import Answer
from agent.model.conversation import Conversation
from agent.model.roadmap import Item

SHORT = 6  # words: a question this short without a question word goes on with the one before


def follow_up(question: Question, context: Conversation | None, views: Sequence[View]) -> Question:
    """The question with what it leaves to the conversation filled in; itself when it stands alone."""
    if context is None or not context.turns:
        return question
    last = context.turns[-1]
    before = read_question(last.question)
    if "following_one" in question.cues:
        item = _next_item(last, views)
        return question if item is None else _about(before, question, terms_of(f"{item.id} {item.title}", before.language))
    if _elliptical(question):
        return _about(before, question, question.terms)
    if _lacks_subject(question, views):
        spoken_of = _spoken_of(last, views) or " ".join(term.text for term in _subjects(before))
        return replace(read_question(f"{question.text} {spoken_of}", (question.language,)), language=question.language)
    return question


def _lacks_subject(question: Question, views: Sequence[View]) -> bool:
    """Whether a question asks for fields of something it does not name: "who owns it?", "and when?"."""
    asking = asking_words(question)
    named = [
        term
        for term in question.terms
        if term.weight >= NUMBER and term.position not in asking and not set(term.concepts) & group("asks_field")
    ]
    attributes = asked_attributes(question)
    if len(named) == 1 and attributes and not any(word in view.postings for word in named[0].words for view in views):
        named = []  # a verb that no plan uses
    if named or question.ids or question.numbered or "total" in question.concepts or question.has("sum", "list"):
        return False
    return "referring" in question.cues or (bool(attributes) and len(question.text.split()) <= SHORT)


def _spoken_of(last: Answer, views: Sequence[View]) -> str:
    """The id, or else the name, of the item that the last answer cites first."""
    for citation in last.citations[:1]:
        view = next((view for view in views if view.document.path == citation.path), None)
        item = _item_at(view, citation.line) if view is not None else None
        if item is not None:
            return item.id or item.title
    return ""


def _elliptical(question: Question) -> bool:
    """Whether a question only names another thing: "and phase 3?"."""
    asks = question.cues & {"who", "when", "how_long", "how_much", "how_many", "where", "why", "how", "which"}
    short = len(question.text.split()) <= SHORT
    return (
        short
        and not question.is_verdict
        and (not asks or opens_with(question.text, "continuing", question.language))
        and bool(question.terms or question.numbered)
    )


def _subjects(before: Question) -> list[Term]:
    return subject_terms(before) or [term for term in before.terms if term.weight >= 0.3]


_JOINING = frozenset({"continuing", "following_one", "referring", "after", "before"})  # they only tie a question to the one before


def _about(before: Question, question: Question, terms: tuple[Term, ...]) -> Question:
    """The question before, asked about other things."""
    measured = tuple(term for term in before.terms if term not in subject_terms(before) and not term.words[0].isdecimal())
    cues = before.cues | cues_of(question.text, question.language) - _JOINING
    numbered = question.numbered or (() if terms else before.numbered)
    return replace(before, text=question.text, cues=cues, terms=(*measured, *terms), numbered=numbered, ids=question.ids)


def _next_item(last: Answer, views: Sequence[View]) -> Item | None:
    """The sibling that comes after the item the last answer cites first."""
    for citation in last.citations:
        view = next((view for view in views if view.document.path == citation.path), None)
        if view is None:
            continue
        item = _item_at(view, citation.line)
        following = [] if item is None else _siblings(view, item)
        if item is not None and item in following and following.index(item) + 1 < len(following):
            return following[following.index(item) + 1]
    return None


def _siblings(view: View, item: Item) -> list[Item]:
    """The items of one kind under one parent; all of the kind that have an id where the parent's last one is meant."""
    near = [other for other in view.roadmap.items if other.parent == item.parent and other.kind == item.kind]
    return (
        near if item != near[-1] else [other for other in view.roadmap.items if other.kind == item.kind and bool(other.id) == bool(item.id)]
    )


def _item_at(view: View, line: int) -> Item | None:
    """The innermost item whose lines hold this one, among those that have something under them or an id."""
    holding = [item for item in view.roadmap.items if item.span.line <= line <= max(item.end_line, item.span.line)]
    named = [item for item in holding if item.id or item.kind in ("phase", "milestone", "initiative")]
    return max(named or holding, key=lambda item: (item.span.line, -item.end_line), default=None)
