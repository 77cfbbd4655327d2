"""What a plan says of itself at its head or foot: how long all of it takes, who owns it, who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.asking.words import names_somebody
from agent.answers.lookups.asked import asking_words
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.record import LABELLED, meaning_of
from agent.answers.reading.values import fits, named_concepts
from agent.answers.reading.view import HEAD, View
from agent.answers.wording.draft import Draft, state
from agent.model.quantity import Window

FOOT = 25  # lines at the end of a plan that sign it
_WHOLE = frozenset({"project", "roadmap", "planned", "file", "timeline", "total", "list", "end", "done"})
_OTHER = (
    "sum", "difference", "maximum", "minimum", "average", "ratio", "share", "versus", "same", "before", "after", "until", "exclude",
    "when", "how_many", "lasting_most", "why", "if", "open",
)  # fmt: skip


def of_document_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The field of the whole document that is asked for, where a question names nothing but the plan, or what its title names."""
    if question.is_verdict or len(matchings) != 1 or question.numbered or question.ids or question.has(*_OTHER):
        return None
    matching = matchings[0]
    if question.wanted == "duration" and question.has("how_long"):
        return _draft(matching.view, _lasting(matching.view)) if _names_whole(question, matching) else None
    if question.wanted == "person" and question.has("who"):
        wrote = any(term.text in group("authoring_words") or "creator" in term.concepts for term in question.terms)
        owns = "owner" in question.concepts
        if wrote == owns or not any(set(term.concepts) & _WHOLE for term in question.terms) or not _names_whole(question, matching):
            return None
        return _draft(matching.view, _signed(matching.view, "creator" if wrote else "owner"))
    return None


def _draft(view: View, units: Sequence[int]) -> Draft | None:
    return Draft("lookup", (state(view, units[0]),), certain=True) if units else None


def _names_whole(question: Question, matching: Matching) -> bool:
    """Whether every telling word is one for plans, for what is asked of them, or stands in the title."""
    asking, titles = asking_words(question), matching.view.title_units
    return all(
        term.position in asking
        or bool(set(term.concepts) & (_WHOLE | {"owner", "creator"}))
        or term.text in group("authoring_words")
        or term.weight < CONTENT * 0.9
        or float(matching.own[row, titles].max(initial=0.0)) >= MATCHED
        for row, term in enumerate(question.terms)
    )


def _lasting(view: View) -> list[int]:
    """The labelled lines at the head of a plan that say how long it takes, those under the fewest headings first."""
    found = []
    for unit in view.units:
        if unit.line > HEAD:
            break
        labelled = LABELLED.match(unit.text) if unit.kind in ("line", "item") else None
        lasts = labelled is not None and meaning_of(labelled[1]) in ("duration", "effort", "window")
        if lasts and labelled is not None and any(fits(token, "duration") for token in view.scan(labelled[2])):
            found.append(unit.index)
    return sorted(found, key=lambda unit: (len(view.units[unit].headings), unit))


def _signed(view: View, concept: str) -> list[int]:
    """The labelled lines at the head or the foot that say whose a plan is, or who wrote it."""
    last = view.units[-1].end_line if view.units else 0
    items = {item.span.line for item in view.roadmap.items}
    found = []
    for unit in view.units:
        if HEAD < unit.line <= last - FOOT or unit.kind not in ("line", "item"):
            continue
        labelled = LABELLED.match(unit.text)
        if labelled is None or not names_somebody(labelled[2]) or any(view.units[at].line in items for at in unit.headings):
            continue
        if any(isinstance(token.value, Window) for token in view.scan(labelled[2])):
            continue  # "Created: November 2025"
        label = labelled[1]
        words = {word.casefold() for word in label.split()}
        if concept in named_concepts(label, view.language) or (concept == "creator" and words & group("authoring_words")):
            found.append(unit.index)
    return sorted(found, key=lambda unit: (len(view.units[unit].headings), unit))
