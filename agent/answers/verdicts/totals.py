"""Whether parts add up to the total that is stated for them."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.terms import CONTENT, CUE_WEIGHT, asked_tokens
from agent.answers.computed.added import terms_of
from agent.answers.computed.computing import stated_total
from agent.answers.reading.amounts import like
from agent.answers.reading.choosing import Choice, choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import comes_in, wanted_kinds
from agent.answers.reading.headline import plain_totals
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import adds_up, entries_of, is_total_text, series_of
from agent.answers.reading.view import View
from agent.answers.verdicts.shares import names_hundred
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation
from agent.model.quantity import Quantity

SHOWN = 14
MOST_TOTALS = 5
_WHOLES = frozenset({"timeline", "duration", "budget", "effort", "investment", "cost"})
_PLAIN = frozenset({"total", "number", "roadmap", "project", "share"})
SMALL = 9  # a count up to this size in a question is no total
ONE_ROW = 0.5  # for the sum of one row of a table, when the question does not name it
FARTHEST = 3.0  # a sum farther off than this factor is no sum of the total


def total_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether parts add up to the total that is stated for them."""
    if not asks_totals(question) or names_hundred(question):
        return None
    if asks_every_total(question):
        every = _all_totals(question, matchings)
        if every is not None:
            return every
    for wanted in dict.fromkeys((_kind_wanted(question), "any")):  # "the people of phase 2" may be counted, or paid
        best = _best_sum(question, matchings, wanted)
        if best is not None:
            return total_draft(question, *best)
    return None


def _best_sum(question: Question, matchings: Sequence[Matching], wanted: str) -> tuple[View, tuple[Entry, ...], Entry] | None:
    """The parts of the series that fits best, and the total they belong to."""
    found: tuple[View, tuple[Entry, ...], Entry] | None = None
    highest = -1.0
    for matching in matchings:
        for choice in choices(question, matching, wanted=wanted)[:12]:
            total = _quoted(question, matching, choice) or _total_of(question, matching, choice) or _named_whole(question, matching, choice)
            entries = _parts(matching.view, choice.entries, total) if total is not None else ()
            if total is None or len(entries) < 2 or not is_near_sum(entries, total) or _leaves_units_out(matching.view, entries):
                continue
            one_row = len({entry.unit for entry in entries}) == 1 and not _says(question, matching, total.unit)
            score = choice.score * (1 + _names(question, matching, total)) * (ONE_ROW if one_row else 1.0)
            if score > highest:
                found, highest = (matching.view, entries, total), score
    return found


def _leaves_units_out(view: View, entries: Sequence[Entry]) -> bool:
    """Whether figures beside these are written in another unit ("30 min" among hours): the sum of these is not that of all."""
    sample = entries[0]
    groups = {view.units[entry.unit].group for entry in entries}
    above = frozenset[int].intersection(*(frozenset(view.units[entry.unit].headings) for entry in entries)) - set(view.title_units)
    return any(
        (other.quantity.kind, other.label) == (sample.quantity.kind, sample.label)
        and other.quantity.unit != sample.quantity.unit
        and not other.is_total
        and (view.units[other.unit].group in groups or (other.label and above & set(view.units[other.unit].headings)))
        for other in entries_of(view)
    )


def _says(question: Question, matching: Matching, unit: int) -> bool:
    """Whether a line itself says a telling word of the question."""
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9]
    return any(matching.own[row, unit] >= MATCHED for row in rows)


def _names(question: Question, matching: Matching, total: Entry) -> float:
    """The share of the question's telling words that stand in or above the line of a total: the total that is meant is named."""
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9]
    value = float(matching.value[rows].sum())
    return float(matching.value[rows] @ matching.spread[rows, total.unit]) / value if value else 0.0


def asks_totals(question: Question) -> bool:
    """Whether it is asked if totals are right."""
    whole = "total" in question.concepts or question.has("sum") or any(term.text in group("part_words") for term in question.terms)
    return question.has("adds_up") or (whole and question.has("correct", "same", "reckons", "fits"))


def asks_every_total(question: Question) -> bool:
    """Whether no total in particular is meant: nothing is named but totals and money."""
    named = {concept for term in question.terms if term.weight > CUE_WEIGHT for concept in term.concepts}
    plain = named <= group("money") | _PLAIN
    return (
        asks_totals(question)
        and plain
        and not question.has("covers")
        and not subject_terms(question)
        and not question.numbered
        and not any(term.timed for term in question.terms)
    )


def _all_totals(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Every total with the sum of its parts: those that do not add up, all when they do."""
    found = [
        (matching.view, series, adds_up(series.entries, series.total))
        for matching in matchings
        for series in series_of(matching.view)
        if series.total is not None and _kind_wanted(question) in ("any", series.kind)
    ]
    wrong = [(view, series) for view, series, right in found if not right]
    shown = (wrong or [(view, series) for view, series, _ in found])[:MOST_TOTALS]
    if len(found) == 1:
        view, series = shown[0]
        assert series.total is not None
        return total_draft(question, view, series.entries, series.total)
    if not found:
        return None
    said = tuple(state(view, series.total.unit) for view, series in shown if series.total is not None)
    formulas = "; ".join(sum_text(view, series.entries, series.total) for view, series in shown if series.total is not None)
    lead = frame("totals_wrong" if wrong else "totals_right", question.language, formulas=formulas, count=len(found), wrong=len(wrong))
    cited = tuple((view, entry.unit) for view, series in shown for entry in series.entries)
    return Draft(
        "inconsistency", said, lead, Computation(formula=formulas, expected="", stated=""), cited=cited, counts=(len(found), len(wrong))
    )


def sum_text(view: View, entries: Sequence[Entry], total: Entry) -> str:
    """ "$30K + $12K = $42K (Subtotal Hardware: $45K)"."""
    least, most = sum(entry.least for entry in entries), sum(entry.most for entry in entries)
    shown = terms_of(entries) if len(entries) <= SHOWN // 2 else f"{terms_of(entries[:2])} + …"
    return f"{shown} = {like(least, most, entries, view.convention)} ({total.subject or total.label}: {total.text})"


def total_draft(question: Question, view: View, entries: Sequence[Entry], total: Entry) -> Draft:
    """ "Yes, it adds up" or "No": the sum, the total stated, every component."""
    least, most = sum(entry.least for entry in entries), sum(entry.most for entry in entries)
    value = like(least, most, entries, view.convention)
    right = adds_up(entries, total)
    shown = terms_of(entries) if len(entries) <= SHOWN else f"{terms_of(entries[:3])} + …"
    lead = frame("adds_up" if right else "adds_not", question.language, formula=f"{shown} = {value}", stated=total.text)
    computation = Computation(formula=f"{terms_of(entries)} = {value}", expected=value, stated=total.text)
    parts = tuple(
        Statement(view, (entry.unit,), f"{entry.subject}: {entry.text}" if entry.subject else spoken(view, entry.unit), "", True)
        for entry in entries
    )
    top = state(view, total.unit)
    if len(entries) > SHOWN:
        return Draft("inconsistency", (top,), lead, computation, cited=tuple((view, entry.unit) for entry in entries))
    return Draft("inconsistency", (top, *parts), lead, computation)


def _kind_wanted(question: Question) -> str:
    kinds = wanted_kinds(question)
    for kind in ("money", "duration", "count", "percent"):
        if kind in kinds:
            return kind
    return "any"


def is_near_sum(entries: Sequence[Entry], total: Entry) -> bool:
    """Whether a sum is near enough to a total to be meant for it."""
    least, most = sum(entry.least for entry in entries), sum(entry.most for entry in entries)
    return least <= total.most * FARTHEST and most * FARTHEST >= total.least and all(entry.quantity.kind != "ratio" for entry in entries)


def _parts(view: View, entries: tuple[Entry, ...], total: Entry) -> tuple[Entry, ...]:
    """The entries but for those that are the total itself, stated above the others: "Plan ($19K)" over the steps of the plan."""
    above = {index for entry in entries for index in view.above_unit(entry.unit)}
    return tuple(entry for entry in entries if entry.unit not in above or (entry.least, entry.most) != (total.least, total.most))


def _quoted(question: Question, matching: Matching, choice: Choice) -> Entry | None:
    """The total that the question itself names ("do they really add up to $40K?"), where the document states that amount."""
    sample = choice.entries[0].quantity
    asked = [
        token.value
        for token in asked_tokens(question.text, question.language)
        if isinstance(token.value, Quantity) and token.value.kind == sample.kind and (sample.kind != "count" or token.value.least > SMALL)
    ]
    members = {entry.unit for entry in choice.entries}
    stated = [
        entry
        for entry in entries_of(matching.view)
        if entry.quantity.kind == sample.kind
        and entry.quantity.unit == sample.unit
        and any((entry.least, entry.most) == (value.least, value.most) for value in asked)
        and (entry.unit not in members or entry.is_total or choice.view.members.get(entry.unit))
    ]
    stated.sort(key=lambda entry: (not entry.is_total, -round(float(matching.scores[entry.unit]), 2), entry.unit))
    return stated[0] if stated else None


def _named_whole(question: Question, matching: Matching, choice: Choice) -> Entry | None:
    """The figure of the whole that the question names by another word than "total": "the timeline" above the hours of the phases."""
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & _WHOLES and matching.found[row]]
    if not rows or not question.has("sum"):
        return None
    members = {entry.unit for entry in choice.entries}
    sample, largest = choice.entries[0].quantity, max(entry.most for entry in choice.entries)
    found = [
        entry
        for entry in entries_of(matching.view)
        if entry.unit not in members
        and (entry.quantity.kind, entry.quantity.unit) == (sample.kind, sample.unit)
        and entry.most > largest
        and matching.own[rows, entry.unit].max() >= MATCHED
    ]
    return min(found, key=lambda entry: (len(matching.view.units[entry.unit].headings), entry.unit), default=None)


def _total_of(question: Question, matching: Matching, choice: Choice) -> Entry | None:
    """The total that a series belongs to: beside it, or of the whole document; of the whole plan for the totals of its parts."""
    if choice.series.basis != "subtotals":
        return stated_total(matching.view, choice) or _headline(question, matching, choice)
    members = {entry.unit for entry in choice.entries}
    unit, largest = choice.entries[0].quantity.unit, max(entry.most for entry in choice.entries)
    view = matching.view
    plain = sorted(plain_totals(view), key=lambda pair: (len(view.units[pair[1].unit].headings), -pair[0], -pair[1].most, pair[1].unit))
    fitting = (entry for _, entry in plain if entry.unit not in members and entry.quantity.unit == unit and entry.most > largest)
    return next(fitting, None)


def _headline(question: Question, matching: Matching, choice: Choice) -> Entry | None:
    """The total of the whole document that speaks of the same kind of figure: the first one stated that fits."""
    sample = choice.entries[0].quantity
    members = {entry.unit for entry in choice.entries}
    totals = [
        entry
        for entry in entries_of(matching.view)
        if entry.is_total
        and entry.quantity.kind == sample.kind
        and entry.quantity.unit == sample.unit
        and entry.unit not in members
        and comes_in(matching.view, entry) == comes_in(matching.view, choice.entries[0])
        and not entry.quantity.per
        and (entry.quantity.kind != "duration" or _adds(question, sample.unit))
    ]
    units = matching.view.units
    whole = [entry for entry in totals if units[entry.unit].kind != "row" or is_total_text(entry.subject)]  # no total of one row
    whole.sort(key=lambda entry: (-round(float(matching.scores[entry.unit]), 2), entry.unit))
    return whole[0] if whole else None


def _adds(question: Question, unit: str) -> bool:
    """Whether stretches of time in this unit are meant to be added: work always, weeks and months (which may overlap) when asked for."""
    return unit.startswith(("person", "hour")) or unit in question.concepts
