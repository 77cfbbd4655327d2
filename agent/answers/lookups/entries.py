"""The entries of the one list, table or part that a question names by what its entries are, as far as its other words leave them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.counters import noun_at_counter
from agent.answers.asking.cues import cue_spans, stop_words
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, NUMBER, Term
from agent.answers.asking.words import UNSPACED_LANGUAGES, is_unspaced, stem, words
from agent.answers.lookups.asked import overlaps
from agent.answers.reading.listing import FEWEST, entries_under
from agent.answers.reading.matching import MATCHED, RELATED, Matching
from agent.answers.reading.naming import names_term
from agent.answers.reading.records import windows_in
from agent.answers.reading.status import status_of
from agent.answers.reading.timing import asked_windows
from agent.answers.reading.view import View
from agent.expressions import expression
from agent.facts.folding import fold

NAMED = 0.75  # a word is in a name from this weight on
ABOVE = 0.8  # what the word for the entries counts in the heading above a list that has no name of its own
NEAR = RELATED - 0.01
HELD = 0.9  # a word picks out an entry from this weight on
LONGEST_VALUE = 3  # words of a value: longer cells are descriptions
EXTRA = 1  # words that a title may say beside those of the question
_ASIDE = expression(r"[(（]|\s[-–—]\s")
_IDS = expression(r"\W*(?:id|#|no|nr|n[ºo°]|num(?:mer|ber|ero)?|№|番号|编号|序号)?\W*", re.IGNORECASE)  # over numbers and ids of rows
_LISTED = expression(r"[,;、，；]\s*")
NOUN_FIRST = ("pt", "es", "fr", "id", "it")
_ALL = ("sum", "entire", "adding")
_SMALL = frozenset({"number", "list", "total"})


@dataclass(frozen=True, slots=True)
class Entries:
    """`holder` introduces the `members`; `kept` are those that the question means, `noun` the row of the word for what they are."""

    holder: int
    members: tuple[int, ...]
    kept: tuple[int, ...]
    noun: int
    score: float


def named_entries(question: Question, matching: Matching, rows: Sequence[int]) -> Entries | None:
    """The entries that are called what one of `rows` says, and meet every other telling word; None where two lists do alike.

    A word is met by what stands above a list, or else picks out some of its entries.
    """
    view = matching.view
    others = [row for row in _telling(question, matching) if row not in rows]
    found = [
        entries
        for holder in view.members
        for noun in rows
        if (entries := _entries_under(question, matching, holder, noun, others)) is not None
    ]
    if not found:
        return None
    best = max(entry.score for entry in found)
    top = [entry for entry in found if entry.score >= best - 1e-3]
    return top[0] if len({entry.kept for entry in top}) == 1 else _together(question, top)


def _together(question: Question, found: Sequence[Entries]) -> Entries | None:
    """Lists that a question names alike, where it asks for all of them or for so many; None where one may be meant."""
    apart = len({unit for entries in found for unit in entries.members}) == sum(len(entries.members) for entries in found)
    if not apart or not (question.has(*_ALL) or question.count == len(found)):
        return None
    members = tuple(sorted(unit for entries in found for unit in entries.members))
    kept = tuple(sorted(unit for entries in found for unit in entries.kept))
    return Entries(found[0].holder, members, kept, found[0].noun, found[0].score)


def noun_rows(question: Question, cue: str) -> list[int]:
    """The words behind a cue that say what is to be counted or listed, up to the first word that does not tell."""
    if question.language in UNSPACED_LANGUAGES:
        counted = noun_at_counter(question) if cue == "how_many" else None
        if counted is not None:
            return [counted]
        return [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and not term.timed]
    start = min((last for _, last in cue_spans(question.text, cue, question.language)), default=-1)
    found: list[int] = []
    at = start
    for row, term in enumerate(question.terms):
        if term.position < start or set(term.concepts) & {"number"}:
            continue
        light = term.weight < NUMBER and not set(term.concepts) & set(item_kinds()) and term.text not in group("item_words")
        if start < 0 or term.position > at + (0 if found else 2) or len(found) > 2 or (found and light):
            break
        found.append(row)
        at = term.position + len(term.words)
        if question.language in NOUN_FIRST:
            break
    found = [row for row in found if not set(question.terms[row].concepts) & group("money")]
    if question.language == "de":  # a noun by its capital
        spelled = words_as_written(question.text)
        found = [row for row in found if spelled[question.terms[row].position + len(question.terms[row].words) - 1][:1].isupper()][:1]
    found = found[-1:]  # "database tables" are tables
    many = question.language != "en" or not found or question.terms[found[0]].words[-1].endswith("s")
    return found if many else []


def words_as_written(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words(text)]


def _telling(question: Question, matching: Matching) -> list[int]:
    """The rows of words that say which entries are meant, the counted things ("phase 2") among them."""
    plain = group("state") | _SMALL
    rows = [row for row, term in enumerate(question.terms) if _tells(term) and not set(term.concepts) & plain]
    return [*rows, *matching.counted_rows]


def _tells(term: Term) -> bool:
    return term.weight >= NUMBER and not term.words[0].isdecimal()


def _entries_under(question: Question, matching: Matching, holder: int, noun: int, others: Sequence[int]) -> Entries | None:
    view = matching.view
    members = entries_under(view, holder)
    if len(members) < FEWEST:
        return None
    called = _called(question, matching, holder, noun)
    if called < NAMED:
        return None
    told = _told_state(question, matching, holder)
    kept, said = _by_values(question, view, holder, members if told else _in_state(question, view, members))
    own = matching.own
    met = told
    for row in others:
        if row < len(question.terms) and set(question.terms[row].words) & said:
            continue
        if float(own[row, holder]) >= MATCHED or _above(matching, row, holder) >= MATCHED:
            met += float(matching.value[row])
            continue
        if max(float(own[row, holder]), _above(matching, row, holder)) >= NEAR:
            met += NEAR * float(matching.value[row])  # "competitors" over "our advantages": what the list is about, no mark of an entry
            continue
        held = tuple(unit for unit in kept if own[row, unit] >= HELD)
        if not held:
            return None
        kept = held
        met += float(matching.value[row])
    picked = len(kept) < len(members) and not said  # a single entry with a word in it may be one that only speaks of it
    return Entries(holder, members, kept, noun, called + met) if len(kept) >= (FEWEST if picked else 1) else None


def _told_state(question: Question, matching: Matching, holder: int) -> float:
    """What a title is worth that says itself in which state its entries are: "outstanding deliverables"."""
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & group("state") - _SMALL and _tells(term)]
    return float(sum(matching.value[row] for row in rows if matching.own[row, holder] >= MATCHED))


def _by_values(question: Question, view: View, holder: int, members: tuple[int, ...]) -> tuple[tuple[int, ...], frozenset[str]]:
    """The rows with a value that the question says, in the column it names or the only one with that value; and the words that say so."""
    header = view.units[holder].cells
    if not members or view.units[members[0]].kind != "row" or not header:
        header = view.units[view.units[members[0]].header].cells if members and view.units[members[0]].header >= 0 else ()
    asked = {_stemmed(word.text, question, view): word.text for word in words(question.text) if not word.unspaced}
    found: list[tuple[bool, tuple[int, ...], frozenset[str]]] = []
    for place, label in enumerate(header):
        named = any(_stemmed(word.text, question, view) & key for word in words(label) for key in asked)
        named = named or any(overlaps(one, other) for one in asked_windows(question) for other in windows_in(view, label))
        cells = {unit: _values(view.units[unit].cells[place]) for unit in members if place < len(view.units[unit].cells)}
        for value in dict.fromkeys(value for values in cells.values() for value in values):
            spelled = [word.text for word in words(value)]
            said = {text for word in spelled for key, text in asked.items() if _stemmed(word, question, view) & key}
            if place and 0 < len(spelled) <= LONGEST_VALUE and len(said) == len(spelled) and not value.isdecimal():
                found.append((named, tuple(unit for unit, own in cells.items() if value in own), frozenset(said)))
    chosen = [entry for entry in found if entry[0]] or found
    if len(chosen) != 1 or not 0 < len(chosen[0][1]) < len(members):
        return members, frozenset()
    return chosen[0][1], chosen[0][2]


def _values(cell: str) -> tuple[str, ...]:
    """What a cell says, one by one, each before a bracket or a dash: "High (60%)" is high."""
    return tuple(fold(_ASIDE.split(part)[0]).strip() for part in _LISTED.split(cell))


def _stemmed(word: str, question: Question, view: View) -> frozenset[str]:
    """A word with its stems in the languages of the question and of the plan."""
    return frozenset({word, stem(word, question.language), stem(word, view.language)})


def _called(question: Question, matching: Matching, holder: int, noun: int) -> float:
    """How surely the entries under a holder are what a word says: by its own text, or that of the heading right above a lead or table.

    The text must be a name of the entries, not a sentence in which the word occurs.
    """
    view = matching.view
    unit = view.units[holder]
    if unit.kind == "header":
        first = unit.cells[1:2] if unit.cells and _IDS.fullmatch(unit.cells[0]) else unit.cells[:1]
        cell = 1.0 if first and names_term(question.terms[noun], first[0], view.language) else 0.0
        near = [index for index in (unit.lead, *unit.headings[:1]) if index >= 0]
        return max(cell, max((ABOVE * _titled(question, matching, index, noun) for index in near), default=0.0))
    own = _titled(question, matching, holder, noun)
    return (
        own
        if unit.kind == "heading"
        else max(own, max((ABOVE * _titled(question, matching, at, noun) for at in unit.headings[:1]), default=0.0))
    )


def _titled(question: Question, matching: Matching, unit: int, noun: int) -> float:
    """What a word weighs in a title that says little else but it and other words of the question."""
    own = float(matching.own[noun, unit])
    if own < NAMED:
        return 0.0
    text = matching.view.folded[unit]
    rest = [
        word.text for word in words(text) if len(word.text) > 2 and not word.text[0].isdecimal() and not _is_small(word.text, matching.view)
    ]
    if any(is_unspaced(word) for word in rest):
        spelled = sum(len(term.text) for row, term in enumerate(question.terms) if matching.own[row, unit] >= NAMED)
        return own if spelled * 2 >= sum(map(len, rest)) else 0.0
    said = int((matching.own[: len(question.terms), unit] >= NAMED).sum())
    return own if len(rest) <= said + EXTRA else 0.0


def _is_small(word: str, view: View) -> bool:
    return word in stop_words(view.language) or word in stop_words("en")


def _above(matching: Matching, row: int, holder: int) -> float:
    """What a word weighs in what stands above a holder; the title of the document says which document is meant."""
    chain = [*matching.view.above_unit(holder), *matching.view.title_units]
    return float(matching.own[row, chain].max(initial=0.0)) if chain else 0.0


def _in_state(question: Question, view: View, members: tuple[int, ...]) -> tuple[int, ...]:
    """The members in the state asked for; all of them where none is asked for."""
    if question.has("open") == question.has("done"):
        return members
    states = {unit: status_of(view, unit) for unit in members}
    if question.has("done"):
        return tuple(unit for unit in members if states[unit] == "done")
    return tuple(unit for unit in members if states[unit] not in ("done", "cancelled"))


def lists_things(question: Question, row: int) -> bool:
    """Whether a word names things that a plan lists, not people or amounts."""
    concepts = set(question.terms[row].concepts)
    return not concepts & (group("uncounted") | group("measured") | group("owner")) or bool(concepts & set(item_kinds()))
