"""Field look-ups: what a plan states about the one thing that a question names ("what does A2 cost", "who leads the pilot and when")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from agent.answers.asking.cues import LANGUAGES
from agent.answers.asking.glossary import concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import NUMBER, Term
from agent.answers.asking.words import is_unspaced, names_somebody, words
from agent.answers.lookups.asked import asked_attributes, asking_words, asks_attribute, overlaps, stands_above
from agent.answers.lookups.depending import asks_for_waiting, named_item
from agent.answers.lookups.fitness import ranked
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.naming_ids import asked_ids, ids_in
from agent.answers.reading.record import NOTHING, Field, Record
from agent.answers.reading.records import Records, hits, records_of
from agent.answers.reading.timing import asked_unit, asked_windows, tells, windows_of
from agent.answers.reading.values import is_calendar
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of
from agent.facts.folding import fold
from agent.model.answer import AnswerKind
from agent.model.quantity import Quantity, Window

MOST_MEANT = 3  # things that fit equally well: with more, the question names none of them
NAMED = 0.6  # a word counts as part of a name from this weight on
AGREED = 0.93  # of the best line's score
_TEAM = ("owner", "team")
_KINDS: dict[str, AnswerKind] = {"window": "temporal", "start": "temporal", "end": "temporal", "duration": "temporal"}


@dataclass(frozen=True)
class Meant:
    """A record the question names, with the fields it asks for."""

    matching: Matching
    record: Record
    fields: tuple[Field, ...]
    score: float
    sure: bool = False  # named by its id or number


def dependency_field(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What the plan writes as the dependencies of the thing named, where none of them is an item: "none", an outside system."""
    meant = named_item(question, matchings)
    if asked_attributes(question) != ("depends_on",) or question.is_verdict or meant is None or asks_for_waiting(question, meant):
        return None
    return _looked_up(question, matchings, ("depends_on",))


def field_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The fields asked for of the record that is named.

    Holds only when every telling word of the question is part of the record's name, of a label, of what stands above the record or of
    the document's title, and when the record says something under each label asked for.
    """
    if question.is_verdict or question.has(*_COMPUTED) or (question.has("done", "open") and not question.has("when")):
        return None
    attributes = asked_attributes(question)
    if attributes == ("depends_on",) or (question.has("waiting") and not question.has("who", "when", "costs", "how_long", "prerequisite")):
        return None
    if not attributes and question.wanted in ("name", "person"):
        return None
    return _looked_up(question, matchings, attributes)


def _looked_up(question: Question, matchings: Sequence[Matching], attributes: Sequence[str]) -> Draft | None:
    found = [meant for matching in matchings for meant in _meant(question, matching, attributes)]
    chosen = _uncontested(question, matchings, found)
    if not 0 < len(chosen) <= MOST_MEANT or not all(meant.fields for meant in chosen):
        return None
    statements = tuple(statement for meant in chosen for statement in _said(meant))
    kind: AnswerKind = next((_KINDS[field.attribute] for field in chosen[0].fields if field.attribute in _KINDS), "lookup")
    return Draft(kind, statements, cited=tuple((meant.matching.view, meant.record.unit) for meant in chosen), certain=True)


def _uncontested(question: Question, matchings: Sequence[Matching], found: Sequence[Meant]) -> list[Meant]:
    """What is meant, when the lines that fit the question best are its lines: two ways of looking must find one thing."""
    sure = [meant for meant in found if meant.sure]
    if sure or ids_in(question) or not found:
        best_score = max((meant.score for meant in sure), default=0.0)
        return [meant for meant in sure if meant.score >= best_score - 1e-3]
    pool = [(score, id(matching), unit) for matching in matchings for score, unit in ranked(question, matching, 8)]
    best = max((score for score, _, _ in pool), default=0.0)
    top = {(at, unit) for score, at, unit in pool if score >= AGREED * best}
    agreed = [meant for meant in found if top & _places(meant)]
    chosen = [meant for meant in agreed if meant.score >= max(other.score for other in agreed) - 1e-3]
    held = {place for meant in chosen for place in (*_places(meant), *_repeated(meant))}
    return chosen if top <= held else []


def _repeated(meant: Meant) -> set[tuple[int, int]]:
    """Other lines that name the same thing: a chart beside the table."""
    view, name = meant.matching.view, fold(meant.record.name)
    lines = [span.line for span in meant.record.item.mentions] if meant.record.item is not None else []
    units = {unit for line in lines for unit in view.on_line(line)}
    units |= {unit for unit, text in enumerate(view.folded) if name and name in text}
    return {(id(meant.matching), unit) for unit in units}


def _places(meant: Meant) -> set[tuple[int, int]]:
    return {(id(meant.matching), unit) for unit in (meant.record.unit, *(field.unit for field in meant.record.fields))}


_COMPUTED = (
    "sum", "average", "maximum", "minimum", "difference", "ratio", "exclude", "share", "same", "adds_up", "correct", "versus", "change",
    "before", "after", "until", "covers", "more_than", "less_than", "why", "how", "roadmaps", "order",
    "following_one", "where",
)  # fmt: skip


def _meant(question: Question, matching: Matching, attributes: Sequence[str]) -> list[Meant]:
    """The records of one roadmap that all telling words of the question fit, each with its fields."""
    held = records_of(matching.view)
    if not held.records:
        return []
    names, labels = hits(question, held.names), hits(question, held.labels)
    ids = asked_ids(question, [record.id for record in held.records])
    counted = _counted_units(question, matching)
    found = []
    for at, record in enumerate(held.records):
        if ids and record.id not in ids:
            continue
        named = bool(ids) or (record.unit in counted and record.item is not None and record.item.kind in ("phase", "milestone"))
        meant = _fitted(question, matching, held, record, attributes, names[:, at], labels, named)
        if meant is not None:
            found.append(meant)
    return found


def _counted_units(question: Question, matching: Matching) -> frozenset[int]:
    """The units that name the one counted thing that a question asks about: "phase 2"."""
    if len(question.numbered) != 1 or question.numbered[0].first != question.numbered[0].last:
        return frozenset()
    kind, number = question.numbered[0].kind, question.numbered[0].first
    return frozenset(unit for unit, first, last in matching.view.mentions(kind) if first == last == number)


def _fitted(
    question: Question,
    matching: Matching,
    held: Records,
    record: Record,
    attributes: Sequence[str],
    name: NDArray[numpy.float32],
    labels: NDArray[numpy.float32],
    by_id: bool,
) -> Meant | None:
    """The record with its fields when nothing telling in the question is left over."""
    labelled: set[str] = set()
    unknown = 0
    met = 2.0 if by_id else 0.0
    asking = asking_words(question)
    for row, term in enumerate(question.terms):
        if term.timed or term.position in asking or _only_asks(term, record):
            continue
        asks = asks_attribute(term, attributes)
        if name[row] >= NAMED and not asks:
            met += float(matching.value[row]) * float(name[row])
            continue
        named = [field.label for field in record.fields if field.label and labels[row, held.label_at[field.label]] >= NAMED]
        if named:
            labelled.update(named)
        elif term.weight >= NUMBER and not asks and name[row] < NAMED and not stands_above(matching, row, record.unit):
            unknown += 1 if by_id and not matching.found[row] else 2
    if unknown > 1:  # of a thing that is named beyond doubt, one word the plan does not know may be the verb
        return None
    if met <= 0 or not _in_time(question, matching, record):
        return None
    fields = _fields(question, matching, record, attributes, labelled)
    return Meant(matching, record, fields, met * (1 + 0.2 * _filled(record, name)), by_id)


def _only_asks(term: Term, record: Record) -> bool:
    return term.weight < 0.2 or (term.text.casefold() == record.id.casefold() and bool(record.id))


def _in_time(question: Question, matching: Matching, record: Record) -> bool:
    """Whether the counted things and times of the question do not speak against the record."""
    view = matching.view
    if any(matching.spread[row, record.unit] < MATCHED for row in matching.counted_rows):
        return False
    asked = asked_windows(question)
    own = [*(window for field in record.fields for window in field.windows), *windows_of(view, record.unit)]
    return not asked or any(overlaps(one, other) for one in own for other in asked)


def _filled(record: Record, name: NDArray[numpy.float32]) -> float:
    """How much of the record's name the question says: its shorter names before longer ones."""
    words = max(1, len(record.name.split()))
    return min(1.0, float((name >= NAMED).sum()) / words)


def _fields(question: Question, matching: Matching, record: Record, attributes: Sequence[str], labelled: set[str]) -> tuple[Field, ...]:
    """The fields asked for by their attribute, their label or the time of their column; none when one that is asked for is missing."""
    chosen: list[Field] = []
    asked = asked_unit(question)
    for attribute in attributes:
        found = _for_attribute(record, attribute, labelled) or _all_it_says(record)
        if question.wanted == "date" and attribute in ("window", "start", "end"):
            found = [field for field in found if any(is_calendar(token) for token in matching.view.scan(field.text))]
        if question.wanted == "window" and attribute in ("window", "start", "end"):
            found = [field for field in found if _tells(matching.view, field, asked)]
        if not found:
            return ()
        chosen.extend(
            field for field in found if not any((field.attribute, field.text) == (other.attribute, other.text) for other in chosen)
        )
    chosen.extend(field for field in record.fields if field.label in labelled and field.label)
    chosen = _of_time(question, chosen or [field for field in record.fields if field.windows])
    said = [field for field in dict.fromkeys(chosen) if field.text.strip().casefold() not in NOTHING or field.attribute == "depends_on"]
    return tuple(said[:4])


def _tells(view: View, field: Field, unit: str) -> bool:
    """Whether a field says which week, month ... it is, as far as it names a time; how long something takes says not when."""
    values = [token.value for token in view.scan(field.text)]
    windows = [value for value in values if isinstance(value, Window)]
    lasts = any(isinstance(value, Quantity) and value.kind == "duration" for value in values)
    return any(tells(window, unit) for window in windows) if windows else not lasts


def _all_it_says(record: Record) -> list[Field]:
    """What a line "name: value" says in words, whatever was asked of the name: "Licences: depends on the provider"."""
    only = record.fields[0] if len(record.fields) == 1 else None
    if only is None or only.label != record.name or any(map(str.isdecimal, only.text)):
        return []
    listed = [word.text for word in words(only.text)]
    told = {concept for code in LANGUAGES for named in concepts_of_words(listed, code) for concept in named.concepts}
    told |= {
        concept
        for word in listed
        if is_unspaced(word)
        for code in ("ja", "zh")
        for _, found in concepts_in_run(word, code)
        for concept in found
    }
    return [only] if told & group("settling") else []


def _for_attribute(record: Record, attribute: str, labelled: set[str]) -> list[Field]:
    if attribute == "owner":
        return list(next((said for name in _TEAM if (said := [field for field in record.said(name) if names_somebody(field.text)])), ()))
    if attribute in ("window", "start", "end"):
        exact = [*record.said(attribute)]
        return exact or [*record.said("start"), *record.said("end")] or [*record.said("window")]
    if attribute == "duration":
        lasting = [*record.said("duration"), *record.said("effort")]
        return lasting or [*record.said("start"), *record.said("end")]
    fields = list(record.said(attribute))
    narrowed = [field for field in fields if field.label in labelled]
    return narrowed or fields


def _of_time(question: Question, fields: Sequence[Field]) -> list[Field]:
    """The fields whose column is about the time asked for, where columns are about times."""
    asked = asked_windows(question)
    if not asked or not any(field.windows for field in fields):
        return list(fields)
    return [field for field in fields if not field.windows or any(overlaps(one, other) for one in field.windows for other in asked)]


def _said(meant: Meant) -> list[Statement]:
    """ "K2 Single sign-on — Cost: $310K; Owner: ...", a statement for each place that says some of it."""
    view, record = meant.matching.view, meant.record
    by_unit: dict[int, list[Field]] = {}
    for field in [field for field in meant.fields if not _repeats_name(record, field)] or meant.fields:
        by_unit.setdefault(field.unit, []).append(field)
    statements = []
    for unit, fields in by_unit.items():
        values = "; ".join(f"{field.label}: {field.text}" if _is_labelled(view, record, field) else field.text for field in fields)
        inherited = any(field.attribute == "window" and (not field.label or _dated_above(view, record, field)) for field in fields)
        statements.append(Statement(view, (unit,), f"{record.title} — {values}", context_of(view, record.unit) if inherited else ""))
    return statements


def _dated_above(view: View, record: Record, field: Field) -> bool:
    """Whether a time is one within a month or year that only a heading names: "week 3-4" below "March 2027"."""
    headings = view.units[record.unit].headings
    return not any(map(is_calendar, view.scan(field.text))) and any(is_calendar(token) for unit in headings for token in view.tokens(unit))


def _repeats_name(record: Record, field: Field) -> bool:
    """Whether a time is only what the thing is called by: "Sprint 3" of sprint 3."""
    return field.attribute == "window" and fold(field.text) in fold(record.title)


_PLAIN = frozenset({"window", "duration", "cost"})  # what a value of these is shows by itself


def _is_labelled(view: View, record: Record, field: Field) -> bool:
    """Whether a value is told with its label; the name of an attribute that the plan does not write is left out where it says little."""
    if not field.label or field.label == record.name:
        return False
    if field.label != field.attribute:
        return True
    return field.attribute in ("start", "end") or (view.language == "en" and field.attribute not in _PLAIN)
