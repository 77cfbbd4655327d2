"""Two members of one family of figures that a question sets against each other: by number, by name, by rank, or before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy

from agent.answers.asking.comparatives import compares_times
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.words import UNSPACED_LANGUAGES, is_unspaced
from agent.answers.computed.met import ABOVE, NAMED, Met, above_rows, met_by
from agent.answers.computed.poles import poles
from agent.answers.lookups.asked import overlaps
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label, wanted_kinds
from agent.answers.reading.matching import Matching, own_numbered
from agent.answers.reading.records import windows_in
from agent.answers.reading.series import is_total_text
from agent.answers.reading.siblings import Family
from agent.answers.reading.timing import asked_windows, in_asked_time
from agent.answers.reading.view import View

COVERED = 0.6  # of what the plan knows of the question, that a family must meet
WRONG_KIND, OTHER_TIME, OTHER_UNIT, UNASKED = 0.3, 0.6, 0.7, 0.8
SHORT, WHOLE = 0.03, 0.04
_PER = {"monthly": "month", "annual": "year", "weekly": "week", "daily": "day"}


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two members of a family with their names; `score` is the share of the question's weight that they meet."""

    view: View
    family: Family
    one: Entry
    other: Entry
    names: tuple[str, str]
    score: float
    how: str  # "number", "name", "rank", "change"


def opposed(question: Question, matching: Matching) -> Opposed | None:
    """The pair that meets the question best; None when no family meets enough of it, or two do alike with different figures."""
    met = met_by(question, matching)
    if met is None:
        return None
    found = [pair for family in met.families.families if family.basis != "inline" for pair in _pairs(question, met, family)]
    if not found:
        return None
    best = max(found, key=lambda pair: (round(pair.score, 3), pair.how != "change", -pair.one.unit))
    return best if best.score >= COVERED else None


def _pairs(question: Question, met: Met, family: Family) -> Iterator[Opposed]:
    weight = suits(question, met.families.view, family)
    if not weight:
        return
    for how, one, other in poles(question, met, family):
        left, right = family.entries[one], family.entries[other]
        if left.quantity.change != right.quantity.change or (left.least, left.most) == (right.least, right.most):
            continue
        score = _covered(question, met, family, one, other, how) * weight + _plain(question, family) + _timely(question, family)
        names = (family.names[one], family.names[other])
        yield Opposed(met.families.view, family, family.entries[one], family.entries[other], names, score, how)


def suits(question: Question, view: View, family: Family) -> float:
    """How well the figures are of the kind and for the time asked for."""
    sample = family.entries[0].quantity
    money = "money" in wanted_kinds(question) or question.wanted == "money"
    kinds = wanted_kinds(question) if question.language not in UNSPACED_LANGUAGES else frozenset({"money"} if money else ())
    told = compares_times(question.text, question.language) and question.has("maximum", "minimum")
    if question.wanted == "duration" or told:
        kinds = frozenset({"duration"})
    if kinds == {"count"} and question.has("how_much") and not question.has("how_many"):
        kinds = frozenset({"count", "money"})  # "how much more comes from business customers than from others"
    if question.wanted == "count" and family.basis == "arrow":
        kinds = frozenset()
    per = next((unit for concept, unit in _PER.items() if concept in question.concepts), "")
    factor = OTHER_TIME if per and sample.per and sample.per != per else 1.0
    if not in_asked_time(question, sample):
        factor *= OTHER_UNIT
    if not kinds or sample.kind in kinds:
        unasked = sample.kind == "percent" and not kinds and question.has("how_much") and not question.has("share")
        return factor * UNASKED if unasked else factor
    named = set(concepts_of_label(view, f"{family.common} {' '.join(family.names[:2])}"))
    unnamed = "money" in kinds and sample.kind == "count" and bool(named & group("money"))
    return factor if unnamed else factor * WRONG_KIND


def _plain(question: Question, family: Family) -> float:
    """A little for a family named by few words, and for totals where no part is named: it decides between equals."""
    total = is_total_text(family.common) or (family.basis == "row" and family.entries[0].is_total)
    length = len(family.common) * (3 if family.common and is_unspaced(family.common) else 1)
    return SHORT * min(1.0, 8 / max(1, length)) + (WHOLE if total else 0.0)


def _timely(question: Question, family: Family) -> float:
    """A little for amounts for the time asked for, and for money where it is asked how much: it decides between equals."""
    sample = family.entries[0].quantity
    per = any(unit == sample.per for concept, unit in _PER.items() if concept in question.concepts)
    return SHORT * (per + (sample.kind == "money" and question.has("how_much")))


def _covered(question: Question, met: Met, family: Family, one: int, other: int, how: str) -> float:
    """The share of the question's weight that is met by the two names, what is common to them, and what stands above."""
    total = float(met.value.sum())
    if how != "number" and not _in_its_place(question, met, family):
        return 0.0
    if total <= 0:
        return 0.8 if family.basis in ("heading", "label") else 0.7
    own = met.names[:, family.first : family.first + len(family.entries)]
    common = met.commons[:, family.at]
    above = above_rows(met.matching, family.entries[one].unit)[: len(question.terms)]
    shared = numpy.minimum(own[:, one], own[:, other])  # what both names say tells them no better than what stands above
    beside = numpy.where(shared >= NAMED, numpy.maximum(own[:, one], own[:, other]) * ABOVE[0], numpy.maximum(own[:, one], own[:, other]))
    best = numpy.maximum(numpy.maximum(common, beside), above)
    if family.basis in ("heading", "sums", "arrow", "list"):
        line = met.matching.own[: len(question.terms), [family.entries[one].unit, family.entries[other].unit]].min(axis=1) * NAMED
        best = numpy.maximum(best, line)
    return float(met.value @ best) / total


def _in_its_place(question: Question, met: Met, family: Family) -> bool:
    """Whether the counted thing that a question speaks of ("in the first year") is that of the family, or of no family."""
    for row in met.matching.counted_rows:
        if not met.matching.found[row]:
            continue
        kind = met.matching.labels[row].split()[0]
        numbered = next(entry for entry in question.numbered if entry.kind == kind)
        own = own_numbered(met.families.commons, numbered)[family.at]
        if max(own, above_rows(met.matching, family.entries[0].unit)[row]) < ABOVE[-1]:
            return False
    asked = asked_windows(question)
    own_windows = windows_in(met.families.view, family.common)
    return not (asked and own_windows) or any(overlaps(one, other) for one in asked for other in own_windows)
