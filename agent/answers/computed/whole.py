"""What everything costs altogether: the total the roadmap states for the whole plan, not for a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.answers.asking.counted import is_kind
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.words import words
from agent.answers.computed.added import terms_of
from agent.answers.computed.computing import sum_answer
from agent.answers.reading.choosing import choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import comes_in, concepts_of_label
from agent.answers.reading.headline import plain_totals, plainness
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import adds_up, entries_of, is_total_text, series_of
from agent.answers.reading.view import HEAD, View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

MOST = 4
LEAST, LEAST_PART = 0.5, 0.3
CLOSE = 0.2
PLAINEST = 1.0  # a label that says nothing but that it is the total
SAID = 0.56  # what an amount implies by itself is less
_PERIODS = frozenset({"annual", "monthly", "weekly", "daily", "month", "year", "quarter"})


def whole_total(question: Question, matching: Matching) -> Draft | None:
    """The totals for all of a plan, the plainest label and the largest first; the sum of its parts when only they are stated."""
    view = matching.view
    found = sorted(plain_totals(view), key=lambda pair: (-pair[0], -pair[1].most, pair[1].unit))
    if not found or found[0][0] < LEAST:
        summed = _summed(question, matching)
        if summed is not None or not found or found[0][0] < LEAST_PART:
            return summed
    chosen = _distinct([entry for score, entry in found if score >= found[0][0] - CLOSE and entry.is_total == found[0][1].is_total])
    top = chosen[0]
    draft = _stated(question, view, top, chosen[1:MOST])
    draft = replace(draft, certain=True) if found[0][0] >= PLAINEST and top.is_total else draft
    first = _by_that_name(question, view, top)
    return draft if first is None else Draft("lookup", (state(view, first.unit), *draft.statements))


def _by_that_name(question: Question, view: View, top: Entry) -> Entry | None:
    """The amount at the head of a plan under just the name asked for ("Investment required: ..."), where the total is called otherwise."""
    asked = question.concepts & group("spending")
    if asked & set(concepts_of_label(view, f"{top.label} {top.subject}")):
        return None
    return next(
        (
            entry
            for entry in entries_of(view)
            if view.units[entry.unit].line <= HEAD
            and view.units[entry.unit].kind in ("line", "item")
            and entry.quantity.kind == "money"
            and not entry.quantity.per
            and asked & set(concepts_of_label(view, entry.label))
        ),
        None,
    )


def _stated(question: Question, view: View, top: Entry, others: Sequence[Entry]) -> Draft:
    """A stated total with others beside it; with the sum it is of when it stands alone."""
    proven = next((series for series in series_of(view) if series.total is not None and _is_same(series.total, top)), None)
    parts = {(entry.least, entry.most) for entry in proven.entries} if proven is not None else set()
    beside = [entry for entry in others if (entry.least, entry.most) not in parts]
    said = tuple(state(view, entry.unit) for entry in (top, *beside))
    if proven is None or beside or not adds_up(proven.entries, top):
        return Draft("lookup", said)
    formula = f"{terms_of(proven.entries)} = {top.text}"
    cited = tuple((view, entry.unit) for entry in proven.entries)
    lead = frame("sum", question.language, formula=formula)
    return Draft("aggregate", said, lead, Computation(formula=formula, expected=top.text, stated=top.text), cited=cited)


def _is_same(one: Entry, other: Entry) -> bool:
    return one.unit == other.unit and one.quantity == other.quantity


def _summed(question: Question, matching: Matching) -> Draft | None:
    """The sum of amounts that are said to be costs or budgets: by their label, their column or what stands above them."""
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & group("spending")]
    for choice in choices(question, matching, wanted="money"):
        units = [entry.unit for entry in choice.entries]
        said = max((float(matching.spread[row, units].min()) for row in rows), default=0.0) > SAID
        named = set(concepts_of_label(matching.view, choice.series.label)) & (group("spending") - {"price"})
        if len(units) > 1 and choice.series.basis != "union" and not choice.entries[0].quantity.per and (said or named):
            return sum_answer(question, [matching])
    return None


def part_total(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The stated total of the part that is named ("the subtotal for hardware"), with the sum it is of where that is proven."""
    if "total" not in question.concepts or question.is_verdict or question.wanted not in ("name", "money", "quantity", "any"):
        return None
    if (
        len(matchings) != 1
        or _spans_periods(question)
        or question.has("adding", "maximum", "minimum", "average", "difference", "exclude", "until", "ratio", "versus", "change")
    ):
        return None
    matching = matchings[0]
    rows = [row for row, term in enumerate(question.terms) if term in subject_terms(question)] + list(matching.counted_rows)
    if not rows or not all(matching.found[row] for row in rows):
        return None
    money = [row for row, term in enumerate(question.terms) if set(term.concepts) & (group("spending") | group("earning"))]
    sides = {earned for name, earned in (("earning", True), ("spending", False)) if question.concepts & group(name)}
    found = [
        entry
        for entry in entries_of(matching.view)
        if entry.is_total
        and entry.quantity.kind == "money"
        and _names(matching, rows, money, entry)
        and (not sides or comes_in(matching.view, entry) in sides)
        and (matching.view.units[entry.unit].kind != "row" or is_total_text(entry.subject))
    ]
    chosen = _distinct(found)
    return _stated(question, matching.view, chosen[0], []) if len(chosen) == 1 else None


def _spans_periods(question: Question) -> bool:
    """Whether so many periods are spoken of ("over the 12 months"): their figures are to be added."""
    listed = [word.text for word in words(question.text)]
    return any(word.isdecimal() and is_kind(after, "month") for word, after in pairwise(listed))


def _names(matching: Matching, rows: Sequence[int], money: Sequence[int], entry: Entry) -> bool:
    """Whether a total is that of everything the rows name: each in what stands above it, one at least in its own words if it has any."""
    own, spread = matching.own[[*rows, *money], entry.unit], matching.spread[list(rows), entry.unit]
    return bool(spread.min() >= MATCHED and (own.max() >= MATCHED or plainness(matching.view, entry.subject or entry.label) == 1.0))


def asks_for_all(question: Question) -> bool:
    """Whether the money of the whole plan is asked for: nothing is named but money and a total."""
    concepts = question.concepts
    return (
        question.wanted == "money"
        and not question.numbered
        and not subject_terms(question)
        and not any(term.timed for term in question.terms)
        and bool(concepts & group("spending"))
        and not concepts & (group("earning") | group("per_time") | _PERIODS)
        and not question.has("maximum", "minimum", "average", "difference", "exclude", "until", "ratio")
        and (bool(concepts & {"total", "project", "roadmap"}) or question.has("sum") or not concepts - group("spending"))
        and not concepts & {"phase", "milestone", "task", "deliverable", "sprint", "team"}
    )


def _distinct(entries: Sequence[Entry]) -> list[Entry]:
    """One entry for each different amount."""
    kept: list[Entry] = []
    for entry in entries:
        if not any((other.least, other.most) == (entry.least, entry.most) or other.unit == entry.unit for other in kept):
            kept.append(entry)
    return kept
