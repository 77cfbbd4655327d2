"""Follow-up questions: "and phase 3?", "who owns it?", "and the one after that?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from agent.answers.asking.cues import cues_of, opens_with, stop_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, read_question
from agent.answers.asking.terms import NUMBER, Term
from agent.answers.asking.words import words
from agent.answers.dialogue.replacing import asked_about, counted_in_words, named_in_words, rest_of, same_sort
from agent.answers.lookups.asked import asked_attributes, asking_words
from agent.answers.reading.view import View
from agent.model.answer import Answer, Citation
from agent.model.conversation import Conversation
from agent.model.roadmap import Item

SHORT = 6  # words: a question this short without a question word goes on with the one before
REMEMBERED = 20  # turns behind which nothing is referred to


@cache
def _measures() -> frozenset[str]:
    """What may be asked of a thing that a question does not name."""
    return group("asks_field") | group("money") | group("quantity")


def follow_up(question: Question, context: Conversation | None, views: Sequence[View]) -> Question:
    """The question with what it leaves to the conversation filled in; itself when it stands alone."""
    if context is None or not context.turns:
        return question
    last = context.turns[-1]
    if _asks_following(question):
        before = _before(context, views)
        item = _next_item(last, before, views)
        return question if item is None else asked_about(before, question, item.id or item.title, _titled(last, before, views))
    if _lacks_subject(question, views):
        spoken_of = _spoken_of(context, question, views)
        return replace(read_question(f"{rest_of(question)} {spoken_of}?", (question.language,)), language=question.language)
    if _short(question):
        before = _before(context, views)
        if _elliptical(question, before):
            return asked_about(before, question, rest_of(question), _titled(last, before, views))
    return question


def _before(context: Conversation, views: Sequence[View]) -> Question:
    """The last question as it was understood in the light of those before it."""
    asked = read_question(context.turns[-1].question, sorted({view.language for view in views}))
    return follow_up(asked, Conversation(context.turns[-REMEMBERED:-1]), views)


def _short(question: Question) -> bool:
    return len(question.text.split()) <= SHORT


def _asks_following(question: Question) -> bool:
    """Whether a question asks for what comes next without a name: "and the one after that?", not "what comes after the pilot?"."""
    if "following_one" not in question.cues or not _short(question) or question.numbered or question.ids:
        return False
    return not _named(question)


def _named(question: Question) -> list[Term]:
    """The words of a question that say what it is about, beyond those that ask and what is measured."""
    asking = asking_words(question)
    return [
        term
        for term in question.terms
        if term.weight >= NUMBER and term.position not in asking and not set(term.concepts) & (_measures() | _FOLLOWING)
    ]


_FOLLOWING = frozenset({"next", "end", "future"})


def _lacks_subject(question: Question, views: Sequence[View]) -> bool:
    """Whether a question asks for fields of something it does not name: "who owns it?", "and when?"."""
    named = _named(question)
    attributes = asked_attributes(question)
    if len(named) == 1 and attributes and not any(word in view.postings for word in named[0].words for view in views):
        named = []  # a verb that no plan uses
    if named or question.ids or question.numbered or "total" in question.concepts or question.has("sum", "list"):
        return False
    return "referring" in question.cues or (_short(question) and (bool(attributes) or _only_measures(question)))


def _only_measures(question: Question) -> bool:
    """Whether a question names another figure of the thing before: "and the ROI?"."""
    return "continuing" in question.cues and any(term.weight >= NUMBER and set(term.concepts) & _measures() for term in question.terms)


def _spoken_of(context: Conversation, question: Question, views: Sequence[View]) -> str:
    """The id, or else the name, of what the last question was about: named in it, or cited first by its answer."""
    before = _before(context, views)
    timed = "referring" not in question.cues  # "and the revenue?" asks for the month that was spoken of, "who owns it?" does not
    item = _item_named(before, views)
    if item is None and not before.has(*_ASKS_ANOTHER) and (counted := counted_in_words(before, timed=timed)):
        return counted
    item = item or _item_spoken_of(context.turns[-1], before, views)
    if item is not None:
        return item.id or item.title
    return " ".join(before.ids) or named_in_words(before)


_ASKS_ANOTHER = ("after", "before", "following_one", "maximum", "minimum")  # what such a question is about is what its answer names


def _item_named(before: Question, views: Sequence[View]) -> Item | None:
    """The item that a question names by its id."""
    if before.has(*_ASKS_ANOTHER):
        return None
    return next((item for view in views for item in view.roadmap.items if item.id and item.id in before.ids), None)


def _item_spoken_of(last: Answer, before: Question, views: Sequence[View]) -> Item | None:
    """The item that the last question names by its id, else of those its answer cites first the one it has the most words of."""
    named = _item_named(before, views)
    if named is not None:
        return named
    said = frozenset() if before.has(*_ASKS_ANOTHER) else frozenset(word for term in before.terms for word in term.words)
    cited = [item for citation in last.citations[:1] for item in _items_cited(citation, views)]
    return max(cited, key=lambda item: len(said & _words_of(item)), default=None)


def _items_cited(citation: Citation, views: Sequence[View]) -> list[Item]:
    view = next((view for view in views if view.document.path == citation.path), None)
    found = [] if view is None else [_item_at(view, line) for line in range(citation.line, citation.end_line + 1)]
    return list({item.key: item for item in found if item is not None}.values())


def _words_of(item: Item) -> frozenset[str]:
    return frozenset(word.text for word in words(item.title))


def _titled(last: Answer, before: Question, views: Sequence[View]) -> frozenset[str]:
    """The telling words in the name of what the last question was about."""
    item = _item_spoken_of(last, before, views)
    return frozenset() if item is None else _words_of(item) - stop_words(before.language)


_ASKS = frozenset({"who", "when", "how_long", "how_much", "how_many", "where", "why", "how", "which", "list", "sum", "costs"})


def _elliptical(question: Question, before: Question) -> bool:
    """Whether a question only names another thing: "and phase 3?", or without "and" one of the same sort: "phase 3?"."""
    rest = rest_of(question)
    if question.is_verdict or not rest or not (question.terms or question.numbered or question.ids):
        return False
    if cues_of(rest, question.language) & _ASKS:
        return False
    return opens_with(question.text, "continuing", question.language) or same_sort(before, question)


def _next_item(last: Answer, before: Question, views: Sequence[View]) -> Item | None:
    """The sibling that comes after the item that was spoken of."""
    item = None if any(term.timed for term in before.terms) else _item_spoken_of(last, before, views)
    for view in views:
        following = [] if item is None or item not in view.roadmap.items else _siblings(view, item)
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
