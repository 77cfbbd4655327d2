"""How much of a question members of one family meet together: by their names, by what all are figures of, and by what they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from agent.answers.asking.counted import KINDS
from agent.answers.asking.question import Question
from agent.answers.asking.words import stem, words
from agent.answers.computed.extremes import by_unit
from agent.answers.computed.met import Met, above_rows
from agent.answers.computed.told import counted_behind, is_entry
from agent.answers.reading.siblings import Family

COVERED = 0.75  # of what the plan knows of the question, that a family must meet
LEFT_OUT = 0.5  # the same where one of its members is named as left out
COUNTED = 0.3  # for so many members as the question speaks of
LITTLE = 0.4  # value of the words below which a question names nothing but numbers
ABOVE_ALL = 0.45  # a word stands above all members from this weight on
KIND, PLAIN = 0.1, 0.05  # for members of the kind that is counted; for figures called by nothing but the question's words
GROUPED = 0.1  # for members that each have a line or a part of their own, where nothing but numbers is named
_EFFORT = frozenset({"effort", "duration"})


def are_counted(question: Question, family: Family, parts: Sequence[int]) -> bool:
    """Whether a family has as many members as the question speaks of things: the budgets of "the four campaigns"."""
    if question.count < 3 or question.count != len(parts) or family.basis not in ("label", "heading", "column", "list", "row", "sums"):
        return False
    if question.numbered and family.basis != "row":
        return False
    totals = {family.entries[place].is_total for place in parts}
    return question.has("sum", "adding", "entire") and (totals == {False} or (totals == {True} and family.basis == "label"))


def _counts_else(question: Question, family: Family) -> bool:
    """Whether entries of a plan are asked for, and the figures count something that the question does not name: engineers, not features."""
    value = family.entries[0].quantity
    noun = counted_behind(question)
    if noun is None or not is_entry(noun) or value.kind != "count" or not value.unit:
        return False
    named = {stem(word, question.language) for term in question.terms for word in term.words}
    return stem(value.unit, question.language) not in named


def covered(question: Question, met: Met, family: Family, places: Sequence[int], left_out: int, *, named: bool) -> float:
    """The share of the question's weight that is met by all members, what is common to them, what stands above, and the one left out.

    What one of them is `named` by counts for all.
    """
    total = float(met.value.sum())
    own = met.names[:, family.first : family.first + len(family.entries)]
    common = met.commons[:, family.at]
    if (total < LITTLE and family.basis == "row") or _counts_else(question, family):
        return 0.0  # nothing says which row is meant, or other things are counted
    if total < LITTLE:
        return COVERED + (GROUPED if family.basis in ("heading", "label") else 0.0)
    terms = len(question.terms)
    above = numpy.minimum.reduce([above_rows(met.matching, family.entries[place].unit)[:terms] for place in places])
    of_members = own[:, list(places)].max(axis=1) if named else own[:, list(places)].min(axis=1)
    best = numpy.maximum(numpy.maximum(common, of_members), above)
    if left_out >= 0:
        best = numpy.maximum(best, own[:, left_out])
    best = numpy.maximum(best, numpy.maximum(_in_time(question, family), _by_kind(question, met, family, places)))
    share = float(met.value @ best) / total
    if left_out < 0 and not named and are_counted(question, family, places):
        share += COUNTED if _says_all(question, met, family, places) else -COUNTED
    if left_out >= 0:  # what is left out tells the family by itself
        share += COVERED - LEFT_OUT + (COUNTED if question.count == len(places) else 0.0)
    return share


def _says_all(question: Question, met: Met, family: Family, places: Sequence[int]) -> bool:
    """Whether every telling word of the question stands in a name of all members, in their common name or above them."""
    rows = [row for row in range(len(question.terms)) if met.value[row] and question.terms[row].weight > LITTLE]
    own = met.names[:, family.first : family.first + len(family.entries)]
    above = numpy.minimum.reduce([above_rows(met.matching, family.entries[place].unit) for place in places])
    kinds, units = _by_kind(question, met, family, places), _in_time(question, family)
    return all(
        max(own[row, list(places)].min(), met.commons[row, family.at], above[row], kinds[row], units[row]) >= ABOVE_ALL for row in rows
    )


def apt_for(question: Question, met: Met, family: Family, places: Sequence[int]) -> float:
    """A little for members that are what the question counts ("years"), and for figures called by its words and no others."""
    said = {word for term in question.terms for word in term.words}
    common = [word.text for word in words(family.common)]
    plain = sum(word in said for word in common) / len(common) if common else 0.0
    return KIND * max(_by_kind(question, met, family, places), default=0.0) + PLAIN * plain


def _in_time(question: Question, family: Family) -> list[float]:
    """1 for the words that say in what the figures are measured, for those of times also "effort" and "estimated"."""
    lasts = family.entries[0].quantity.kind == "duration"
    found = by_unit(question, family)
    return [max(unit, 1.0 if lasts and set(term.concepts) & _EFFORT else 0.0) for term, unit in zip(question.terms, found, strict=True)]


def _by_kind(question: Question, met: Met, family: Family, places: Sequence[int]) -> list[float]:
    """1 for the words that say what kind of thing the members are by their numbers: "years" of Year 1, Year 2 and Year 3."""
    found = []
    for term in question.terms:
        kind = next((concept for concept in term.concepts if concept in KINDS), "")
        numbered = {unit - family.first for unit, _, _ in met.families.names.mentions(kind)} if kind else set()
        found.append(1.0 if numbered and numbered >= set(places) else 0.0)
    return found
