"""The most and the least of one family of figures: of all phases, of all rows of a column, in whichever table or list they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from agent.answers.asking.counted import KINDS
from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import RANKS_TIMES, Question
from agent.answers.asking.terms import CONTENT, CUE_WEIGHT
from agent.answers.asking.words import words
from agent.answers.computed.met import ABOVE, Met, above_rows, met_by
from agent.answers.computed.opposing import suits
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.naming import names_term
from agent.answers.reading.records import windows_in
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import is_total_text
from agent.answers.reading.siblings import Family
from agent.answers.reading.timing import asked_among, is_time_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, shorten, spoken
from agent.answers.wording.frames import frame

COVERED = 0.8  # of what the plan knows of the question, that a family must meet
WHOLE = 0.06  # for the totals of all members: the dearest phase is that with the highest total, not with the highest wages
INLINE = 0.05
COUNTED_OFF = 0.02
COLUMNS = 3  # of one row, that are set beside each other
NOUN = 0.2  # where the members are called what is asked for
SHOWN, NAMED, LONGEST = 8, 3, 60
_UNITS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year", "person_day": "person-day"}
_LENGTHS = frozenset({"duration", "effort", "timeline"})
_OTHER = ("difference", "ratio", "adding", "average", "share", "exclude", "until", "when")


def extreme_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Which member has the most (the least), with all others; None where no family of figures meets nearly all of the question.

    Holds only when the members are of the kind that "which" asks for, or the figures' common name says what is measured.
    """
    if question.is_verdict or len(matchings) != 1 or not question.has("maximum", "minimum") or question.has(*_OTHER):
        return None
    if question.has("sum") and not (question.has("which") and "total" in question.concepts and not question.count):
        return None  # "which has the most overall" asks for no sum, "what do the two largest come to in total" does
    if question.numbered or question.ids or question.wanted in ("window", "date", "way", "reason", "person"):
        return None
    met = met_by(question, matchings[0])
    if met is None:
        return None
    found = sorted(
        _fitting(question, met, _partly(question, met)), key=lambda pair: (-round(pair[0], 3), -len(pair[2]), pair[1].entries[0].unit)
    )
    if not found or found[0][0] < COVERED:
        return None
    _, family, places = found[0]
    view, unit = met.families.view, asked_among(question)
    measured = [row for row, term in enumerate(question.terms) if set(term.concepts) & (group("money") | group("measured"))]
    if question.has(RANKS_TIMES) and not (
        all(is_time_of(view, family.names[place], unit) for place in places) and matchings[0].found[measured].all()
    ):
        return None  # "which year": the members are none, or nothing is measured so
    return ranked(question, met.families.view, family, places)


def asks_source(question: Question) -> bool:
    """Whether the largest share of something is asked for: "where does most of the revenue come from"."""
    return question.wanted == "place" and question.has("maximum") and "source" in question.concepts


def _partly(question: Question, met: Met) -> dict[int, frozenset[int]]:
    """For each name of several words that the plan does not know as a whole, the families that are called by one of them.

    "Labour cost" is what the column "Labour" has.
    """
    found: dict[int, frozenset[int]] = {}
    for row, term in enumerate(question.terms):
        if term.weight < CONTENT * 0.9 or met.matching.found[row] or len(term.words) < 2:
            continue
        named = [family.at for family in met.families.families if set(words_of(family.common)) & set(term.words)]
        if named:
            found[row] = frozenset(named)
    return found


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(word.text for word in words(text))


def _fitting(question: Question, met: Met, partly: dict[int, frozenset[int]]) -> Iterator[tuple[float, Family, tuple[int, ...]]]:
    for family in met.families.families:
        if (
            family.basis not in ("column", "list", "label", "heading", "inline", "row")
            or len({entry.quantity.change for entry in family.entries}) > 1
        ):
            continue
        if asks_source(question) and family.entries[0].quantity.kind != "percent":
            continue
        places = tuple(place for place, name in enumerate(family.names) if family.common == "total" or not is_total_text(name))
        if family.basis == "row" and not _is_of_things(question, met, family):
            continue
        if len(places) < 2 or len({on_scale(family.entries[place].quantity)[2] for place in places}) < 2:
            continue
        weight = suits(question, met.families.view, family)
        score = _score(question, met, family, places, partly) if weight >= 1.0 else 0.0
        if score > 0:
            yield score, family, places


def _is_of_things(question: Question, met: Met, family: Family) -> bool:
    """Whether the columns of a row are things that stand beside each other, and the row is what is measured of them.

    "Which competitor is the cheapest" asks for the row "Price" of a table with a column for each competitor.
    """
    view = met.families.view
    if len(family.entries) < COLUMNS or question.has(RANKS_TIMES) or any(windows_in(view, name) for name in family.names):
        return False
    said = [row for row, term in enumerate(question.terms) if term.weight > CUE_WEIGHT and met.commons[row, family.at] >= MATCHED]
    priced = bool(question.concepts & group("spending")) and bool(set(concepts_of_label(view, family.common)) & group("spending"))
    return bool(said) or priced


def _score(question: Question, met: Met, family: Family, places: Sequence[int], partly: dict[int, frozenset[int]]) -> float:
    """The share of the question that a family meets by what its members are called, what they are figures of and what stands above."""
    head = _head(question)
    lasts = _tells_effort(question, met.families.view, family)
    measured = numpy.maximum(met.commons[:, family.at], by_unit(question, family))
    above = numpy.minimum.reduce([above_rows(met.matching, family.entries[place].unit) for place in places])[: len(question.terms)]
    called = head >= 0 and (_are_called(question, met, family, places, head) or (lasts and _is_generic(question, met, above)))
    best = numpy.maximum(measured, above)
    if called:
        best[head] = 1.0
    value = numpy.array(met.value)
    for row, unit in enumerate(by_unit(question, family)):
        value[row] = max(float(value[row]), 0.3 * float(unit))
    for row, named in partly.items():
        value[row], measured[row] = 1.0, float(family.at in named)
        best[row] = measured[row]
    total = float(value.sum())
    if not (called or float(measured @ value) > 0) or total <= 0:
        return 0.0
    if lasts:
        return max(COVERED, float(value @ best) / total) + NOUN + _numbered_so(question, met, family) if called else 0.0
    whole = is_total_text(family.common) or all(family.entries[place].is_total for place in places)
    beside = INLINE if family.basis == "inline" else 0.0  # a table says more of the same than a line
    return (
        float(value @ best) / total + (NOUN if called else 0.0) + (WHOLE if whole else 0.0) - beside + _numbered_so(question, met, family)
    )


def _numbered_so(question: Question, met: Met, family: Family) -> float:
    """A little for members that are counted off as what is asked for, "Phase 6" where a phase is: it decides between equals."""
    kinds = {concept for term in question.terms for concept in term.concepts if concept in KINDS}
    members = range(family.first, family.first + len(family.entries))
    numbered = {unit for kind in kinds for unit, _, _ in met.families.names.mentions(kind) if unit in members}
    return COUNTED_OFF * len(numbered) / len(members)


def _tells_effort(question: Question, view: View, family: Family) -> bool:
    """Whether the figures are what each of several parts takes, by the label they share ("Estimate: 3 days")."""
    asked = question.wanted == "duration" or (question.wanted == "name" and "effort" in question.concepts)
    if not asked or family.basis not in ("label", "column") or family.entries[0].quantity.kind != "duration":
        return False
    return bool(set(concepts_of_label(view, family.common)) & _LENGTHS)


def _is_generic(question: Question, met: Met, above: NDArray[numpy.float32]) -> bool:
    """Whether every telling word of the question is one for parts of any plan, or stands above all the figures."""
    plain = set(item_kinds()) | group("item_nouns") | _LENGTHS
    asking = {place for span in cue_spans(question.text, "lasting_most", question.language) for place in range(*span)}
    return all(
        term.weight < CONTENT * 0.9 or term.position in asking or bool(set(term.concepts) & plain) or above[row] >= ABOVE[-1] * MATCHED
        for row, term in enumerate(question.terms)
        if met.value[row] > 0
    )


def _head(question: Question) -> int:
    """The row of the word behind "which": what the members are."""
    return next(
        (
            row
            for row, term in enumerate(question.terms)
            if term.weight > CUE_WEIGHT and not term.timed and not (term.weight < CONTENT and set(term.concepts) & group("state_marks"))
        ),
        -1,
    )


def _are_called(question: Question, met: Met, family: Family, places: Sequence[int], head: int) -> bool:
    """Whether members are what the question names: numbered phases, rows under a first column "Phase", entries under "Systems"."""
    view, term = met.families.view, question.terms[head]
    kind = next((concept for concept in term.concepts if concept in KINDS), "")
    if kind:
        numbered = {unit - family.first for unit, _, _ in met.families.names.mentions(kind)}
        if sum(place in numbered for place in places) * 2 > len(places):
            return True
    unit = view.units[family.entries[places[0]].unit]
    if unit.kind == "row" and unit.header >= 0 and family.basis != "row":
        return _names_rows(question, view, unit.header, head)
    return bool(family.basis in ("list", "row") and unit.headings and met.matching.own[head, unit.headings[0]] >= MATCHED)


def _names_rows(question: Question, view: View, header: int, head: int) -> bool:
    """Whether one of the first two cells of a header, where rows are named, says the word."""
    return any(names_term(question.terms[head], cell, view.language) for cell in view.units[header].cells[:2] if cell)


def by_unit(question: Question, family: Family) -> list[float]:
    """1 for the words that say in what the figures are measured: "hours" of durations in hours."""
    unit = family.entries[0].quantity.unit
    return [
        1.0 if any(unit.startswith(_UNITS[concept]) for concept in term.concepts if concept in _UNITS) and unit else 0.0
        for term in question.terms
    ]


def ranked(question: Question, view: View, family: Family, places: Sequence[int]) -> Draft:
    """The members of a family in order, the most or the least of them said first."""
    ordered = sorted(places, key=lambda place: (-on_scale(family.entries[place].quantity)[2], place))
    amounts = [on_scale(family.entries[place].quantity)[2] for place in ordered]
    said: list[str] = []
    if question.has("runner_up") and len(ordered) > 1:
        return _second(view, family, ordered if question.has("maximum") or not question.has("minimum") else ordered[::-1])
    if question.has("maximum"):
        top = [place for place, amount in zip(ordered, amounts, strict=True) if amount == amounts[0]]
        said.append(_named(question, "highest", family, top))
    if question.has("minimum"):
        bottom = [place for place, amount in zip(ordered, amounts, strict=True) if amount == amounts[-1]]
        said.append(_named(question, "lowest", family, bottom))
    shown = (ordered if question.has("maximum") else ordered[::-1])[:SHOWN]
    if question.has("minimum") and question.has("maximum") and ordered[-1] not in shown:
        shown = [*shown[:-1], ordered[-1]]
    first = Statement(view, (family.entries[shown[0]].unit,), spoken(view, family.entries[shown[0]].unit), "", True)
    rest = tuple(Statement(view, (family.entries[place].unit,), _line(family, place), "", True) for place in shown[1:])
    return Draft("aggregate", (first, *rest), " ".join(said))


def _second(view: View, family: Family, ordered: Sequence[int]) -> Draft:
    """The member next to the first of an order, with the first."""
    lead = f"2: {_line(family, ordered[1])} (1: {_line(family, ordered[0])})."
    first = Statement(view, (family.entries[ordered[1]].unit,), spoken(view, family.entries[ordered[1]].unit), "", True)
    rest = tuple(
        Statement(view, (family.entries[place].unit,), _line(family, place), "", True) for place in (ordered[0], *ordered[2:SHOWN])
    )
    return Draft("aggregate", (first, *rest), lead, counts=(1, 2))


def _named(question: Question, key: str, family: Family, places: Sequence[int]) -> str:
    names = "; ".join(_line(family, place) for place in places[:NAMED])
    return f"{frame(key, question.language)}: {names}."


def _line(family: Family, place: int) -> str:
    entry: Entry = family.entries[place]
    name = shorten(family.names[place] or entry.subject or entry.label, LONGEST)
    return name if entry.text in name else f"{name}: {entry.text}"
