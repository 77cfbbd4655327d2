"""A property asked of something that a plan names in full, where nothing said of it tells that property: the owner of a row without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from agent.answers.asking.cues import light_words, listed, load
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, read_question
from agent.answers.asking.terms import CONTENT, Term, is_everyday
from agent.answers.lookups.asked import asked_attributes
from agent.answers.reading.called import Called, called_in
from agent.answers.reading.matching import MATCHED, RELATED, Matching
from agent.answers.reading.persons import tells_who
from agent.answers.reading.records import records_of
from agent.answers.reading.status import status_of
from agent.answers.reading.values import fits, is_time
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.answers.wording.draft import Draft

_BEYOND = (
    "how_many", "how_often", "sum", "adding", "adds_up", "average", "maximum", "minimum", "difference", "ratio", "share", "same", "versus",
    "why", "where", "list", "before", "after", "prerequisite", "waiting", "owning", "exclude", "roadmaps", "change", "dealt_with",
)  # fmt: skip
_ASKED = ("person", "money", "duration", "name", "any", "quantity", "percent", "way")
# What is asked for, by concept of its word, and the fields of a record that tell it.
_PROPERTIES = {
    "owner": ("owner", "team"),
    "priority": ("priority",),
    "status": ("status",),
    "probability": ("probability", "likelihood"),
    "cost": ("cost", "price", "revenue"),
    "budget": ("cost", "price"),
    "duration": ("duration", "effort", "window", "start", "end"),
}


def lacks_property(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether a property is asked of a row that the question names in full, and no place that the draft rests on tells it.

    A place counts when it is the row, or says or stands below every word of the name; it tells a property by a field, a value or a word.
    """
    if question.is_verdict or question.wanted not in _ASKED or question.has(*_BEYOND) or draft.computation is not None:
        return False
    called = {id(matching): _whole_rows(question, matching) for matching in matchings}
    spans = [(one.start, one.end) for names in called.values() for one in names]
    if not spans:
        return False
    start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]))
    rest = f"{question.text[:start]}{'_' * (end - start)}{question.text[end:]}"
    asked = _asked_properties(rest, question.language)
    inside = {row for row, term in enumerate(question.terms) if start <= question.start_of(term) < end}
    beside = _beside(question, inside, asked)
    if not inside or not (asked or beside) or any(not _is_known(term) for term in beside):
        return False
    asked |= {concept for term in beside for concept in term.concepts}
    named = {
        (id(matching.view), one.name.unit) for matching in matchings for one in called[id(matching)] if (one.start, one.end) == (start, end)
    }
    of_views = {id(matching.view): matching for matching in matchings}
    for view, unit in _places(draft):
        matching = of_views[id(view)]
        about = (id(view), unit) in named or all(matching.spread[row, unit] >= MATCHED for row in inside)
        if about and _tells(question, matching, unit, asked, inside):
            return False
    return True


def _whole_rows(question: Question, matching: Matching) -> list[Called]:
    """The rows that are called in full, by names that are no names of parts or columns as well."""
    called = called_in(question, matching.view)
    others = {(one.start, one.end) for one in called if one.name.kind in ("part", "column", "label", "value")}
    return [one for one in called if one.name.kind == "row" and one.name.whole and (one.start, one.end) not in others]


@lru_cache(maxsize=64)
def _asked_properties(text: str, language: str) -> frozenset[str]:
    """The properties that the words beside the name ask for."""
    rest = read_question(text, [language])
    found = {concept for concept in rest.concepts if concept in _PROPERTIES}
    asked = {"owner", "duration", "priority", *(("cost",) if rest.wanted == "money" else ())} & set(asked_attributes(rest))
    return frozenset(found | asked)


def _beside(question: Question, inside: set[int], asked: frozenset[str]) -> list[Term]:
    """What the question says beside the name and the properties that the lexicon knows."""
    small = group("item_nouns") | asked | {"money", "price", "time"}
    return [
        term
        for row, term in enumerate(question.terms)
        if row not in inside
        and term.weight >= CONTENT * 0.9
        and not set(term.concepts) & small
        and term.text not in light_words()
        and not is_everyday(term.text, question.language)
    ]


def _is_known(term: Term) -> bool:
    """Whether the glossary knows a word as a thing that a plan would call by one of a few names."""
    soft = group("soft") | frozenset(listed(load("everyday")["soft"]))
    return bool(term.concepts) and not set(term.concepts) & soft


def _places(draft: Draft) -> Iterator[tuple[View, int]]:
    yield from ((statement.view, unit) for statement in draft.statements for unit in statement.units)
    yield from draft.cited


def _tells(question: Question, matching: Matching, unit: int, asked: frozenset[str], inside: set[int]) -> bool:
    """Whether a place tells one of the properties: by a field of that kind, by a value, or by a word beside the name."""
    view = matching.view
    fields = {attribute for name in asked for attribute in _PROPERTIES.get(name, ())}
    if fields & _attributes(view).get(unit, frozenset()):
        return True
    if "owner" in asked and (view.units[unit].line in view.owner_lines or tells_who(view, unit)):
        return True
    if "status" in asked and status_of(view, unit):
        return True
    if asked & {"cost", "budget"} and any(fits(token, "money") for token in view.tokens(unit)):
        return True
    if "duration" in asked and any(fits(token, "duration") or is_time(token) for token in view.tokens(unit)):
        return True
    words_for = [row for row, term in enumerate(question.terms) if row not in inside and set(term.concepts) & asked]
    return any(matching.spread[row, unit] >= RELATED - 0.01 for row in words_for)


@lru_cache(maxsize=KEPT_VIEWS)
def _attributes(view: View) -> dict[int, frozenset[str]]:
    """The kinds of fields that each unit holds or has as a record."""
    found: dict[int, set[str]] = {}
    for record in records_of(view).records:
        for field in record.fields:
            for unit in (record.unit, field.unit):
                found.setdefault(unit, set()).add(field.attribute)
    return {unit: frozenset(kinds) for unit, kinds in found.items()}
