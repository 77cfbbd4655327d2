"""The most and the least, differences, ratios and rates: two figures or more set against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from agent.answers.asking.groups import group
from agent.answers.asking.question import RANKS_TIMES, Question
from agent.answers.asking.terms import CONTENT
from agent.answers.computed.added import added
from agent.answers.computed.apart import apart_answer
from agent.answers.computed.balance import balance_answer
from agent.answers.computed.computing import best_choice
from agent.answers.computed.extremes import asks_source, extreme_answer
from agent.answers.computed.longest import STAGES, longest_answer, longest_counted
from agent.answers.computed.pairing import pair_answer
from agent.answers.computed.rating import quotient, unit_rate
from agent.answers.computed.reckoning import reckoned_answer
from agent.answers.lookups.sides import Side, best_per_side, sides
from agent.answers.reading.amounts import like, number
from agent.answers.reading.choosing import SHARED, Choice, choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import comes_in, measures, statements
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import entries_of
from agent.answers.reading.timing import asked_windows, windows_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, shorten, spoken, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.finding import Computation

SHOWN = 8
TIMES = 2  # that a difference lies between


def comparing_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The first comparison that the question asks for and the figures allow."""
    for make in (
        balance_answer,
        unit_rate,
        quotient,
        _dates_apart,
        apart_answer,
        _between_times,
        pair_answer,
        _ratio,
        _difference,
        longest_counted,
        extreme_answer,
        longest_answer,
        _extremes,
    ):
        draft = make(question, list(matchings))
        if draft is not None:
            return draft
    return None


def _extremes(question: Question, matchings: list[Matching]) -> Draft | None:
    """The largest or smallest of a series; with "together", the sum of so many of the largest."""
    across = len(matchings) > 1 and question.has("roadmaps") and question.has("greater", "smaller")
    if (
        not (across or question.has("maximum", "minimum"))
        or (question.is_verdict and question.has("correct", "same", "reckons"))
        or question.wanted in ("window", "date", "way", "reason")
        or question.has(RANKS_TIMES)
        or _ranks_by_word(question, matchings)
        or _is_emphasis(question)
    ):
        return None
    if len(matchings) > 1:
        return _extreme_document(question, matchings)
    choice = best_choice(question, matchings, wanted="percent" if asks_source(question) else _kind(question), least=2)
    if choice is None or len(choice.entries) < 2 or not _are_called(question, choice):
        return None
    entries = sorted(choice.entries, key=lambda entry: (-entry.most, -entry.least, entry.unit))
    if question.has("sum") and question.count and question.count < len(entries):
        return _together(question, choice, entries[: question.count] if question.has("maximum") else entries[-question.count :])
    said: list[str] = []
    if question.has("maximum"):
        said.append(_top(question, choice.view, "highest", entries, entries[0].most))
    if question.has("minimum"):
        said.append(_top(question, choice.view, "lowest", entries, entries[-1].most))
    shown = entries if question.has("maximum") else list(reversed(entries))
    return Draft("aggregate", (_whole_row(choice.view, shown[0]), *_entry_statements(choice.view, shown[1:SHOWN])), " ".join(said))


def _are_called(question: Question, choice: Choice) -> bool:
    """Whether most figures are of what the question counts off, where it speaks of phases, milestones or sprints."""
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & set(STAGES)]
    view, own = choice.view, choice.matching.own

    def is_called(entry: Entry) -> bool:
        unit = view.units[entry.unit]
        places = (entry.unit, *unit.parents, unit.lead, unit.header, *unit.headings[:1])
        return any(own[row, place] >= MATCHED for row in rows for place in places if place >= 0)

    return not rows or 2 * sum(map(is_called, choice.entries)) > len(choice.entries)


def _whole_row(view: View, entry: Entry) -> Statement:
    """The first of a ranking with all that its row says: what else is asked of it stands there."""
    return Statement(view, (entry.unit,), spoken(view, entry.unit), "", True)


_MOST = expression(r"\b(?:most|least)\s+(\w+(?:ing|ble|ful|ous|ive|ant|ent|al))\b", re.IGNORECASE)


def _ranks_by_word(question: Question, matchings: list[Matching]) -> bool:
    """Whether what is ranked has no figure: "the most promising customer", where no plan says how promising one is."""
    ranked = {word.casefold() for word in _MOST.findall(question.text)} if question.language == "en" else set()
    return any(
        term.words[0] in ranked and not term.concepts and not term.words[0].endswith("s") and term.words[0] not in matching.view.postings
        for matching in matchings
        for term in question.terms
    )


def _is_emphasis(question: Question) -> bool:
    """Whether the superlative weighs what has no figure: "the biggest risks", not "the risk with the highest score"."""
    concepts = question.concepts
    return bool(concepts & group("unmeasured")) and not concepts & (group("measured") | group("money") | group("quantity") | group("rated"))


def _top(question: Question, view: View, key: str, entries: Sequence[Entry], edge: float) -> str:
    alike = len({_called(view, entry) for entry in entries}) < len(entries)
    edges = [entry for entry in entries if entry.most == edge]
    names = "; ".join(f"{_placed(view, entry) if alike else _called(view, entry)}: {entry.text}" for entry in edges[:3])
    return f"{frame(key, question.language)}: {names}."


def _called(view: View, entry: Entry) -> str:
    """Whose a figure is, with the id of its item: "Phase 2 Growth"."""
    item = view.roadmap.by_key.get(entry.parent)
    name = entry.subject or entry.label
    return f"{item.id} {name}" if item is not None and item.id and item.id.casefold() not in name.casefold() else name


def _placed(view: View, entry: Entry) -> str:
    """Whose a figure is where several are called alike: by the entry, the line or the heading that it stands under."""
    found = view.units[entry.unit]
    above = next((view.units[place].text for place in (*found.parents, found.lead, *found.headings) if place >= 0), "")
    name = _called(view, entry)
    return f"{shorten(above.rstrip(': '), 60)} ({name})" if above and above != name else name


def _together(question: Question, choice: Choice, entries: Sequence[Entry]) -> Draft:
    found = added(question, choice.view, entries)
    return Draft("aggregate", _entry_statements(choice.view, entries), found.lead, found.computation)


def _entry_statements(view: View, entries: Sequence[Entry]) -> tuple[Statement, ...]:
    return tuple(
        Statement(view, (entry.unit,), f"{entry.subject}: {entry.text}" if entry.subject else spoken(view, entry.unit), "", True)
        for entry in entries
    )


def _kind(question: Question) -> str:
    concepts = question.concepts
    if concepts & {"cost", "price", "budget", "investment", "money"}:
        return "money"
    if concepts & {"duration", "effort"} or question.wanted == "duration":
        return "duration"
    return "any" if question.wanted in ("name", "person", "any", "place") else question.wanted


def _extreme_document(question: Question, matchings: list[Matching]) -> Draft | None:
    """Which document states the most or the least of one measure; every document that states it is said."""
    best: list[tuple[float, Matching, Entry]] = []
    spending = _kind(question) == "money" and not question.concepts & group("earning")
    for matching in matchings:
        found = [stated for stated in statements(question, matching) if not spending or _is_whole_cost(matching.view, stated.entry)]
        near = [stated for stated in found if stated.score >= found[0].score * 0.8] if found else []
        picked = sorted(near, key=lambda stated: on_scale(stated.entry.quantity)[2], reverse=question.has("maximum", "greater"))
        if picked:
            best.append((on_scale(picked[0].entry.quantity)[2], matching, picked[0].entry))
    if len(best) < (1 if spending else 2) or len({on_scale(entry.quantity)[0] for _, _, entry in best}) > 1:
        return None
    best.sort(key=lambda entry: entry[0], reverse=question.has("maximum", "greater"))
    top = [(matching.view, entry) for value, matching, entry in best if value == best[0][0]]
    lead = "; ".join(f"{shorten(view.roadmap.title or view.document.path, 80)}: {entry.text}" for view, entry in top) + "."
    said = tuple(state(found.view, stated.unit) for _, found, stated in best)
    return Draft("compare", said, lead)


def _is_whole_cost(view: View, entry: Entry) -> bool:
    """Whether an amount is spent and not by the month: only such amounts say which plan costs more."""
    return entry.quantity.kind != "money" or not (entry.quantity.per or comes_in(view, entry))


def _between_times(question: Question, matchings: list[Matching]) -> Draft | None:
    """How much more the total of one of two times is than that of the other, where nothing else is named."""
    named = any(term.weight >= CONTENT and not set(term.concepts) & group("spending") for term in question.terms)
    between = question.has("difference") and len(asked_windows(question)) == TIMES
    return reckoned_answer(question, matchings) if between and not named else None


def _difference(question: Question, matchings: list[Matching]) -> Draft | None:
    """How much more the one of two things is than the other."""
    two = list(matchings[0].counted_rows) if len(matchings) == 1 else []
    if not (question.has("difference") or (len(two) == 2 and question.has("versus") and _kind(question) in ("money", "duration"))):
        return None
    for matching in matchings:
        two_sides = sides(question, matching) if len(two) != 2 else []
        for choice in choices(question, matching, wanted=_kind(question)):
            pair = _pair(matching, choice, two) if len(two) == 2 else _pair_of_sides(question, matching, choice, two_sides)
            if pair is not None:
                return _difference_draft(question, choice.view, *pair)
    return None


def _pair(matching: Matching, choice: Choice, rows: Sequence[int]) -> tuple[Entry, Entry] | None:
    """The two entries of a series for the counted things that the question sets against each other."""
    entries = choice.series.entries
    own = [[entry for entry in entries if matching.own[row, entry.unit] >= 0.9] for row in rows]
    found = own if all(own) else [[entry for entry in entries if matching.spread[row, entry.unit] >= 0.5] for row in rows]
    return (found[0][0], found[1][0]) if all(len(entries) == 1 for entries in found) else None


def _pair_of_sides(question: Question, matching: Matching, choice: Choice, found: list[Side]) -> tuple[Entry, Entry] | None:
    """The entry of each side of the question, when the series is of the measure asked for."""
    measure = [row for row, term in enumerate(question.terms) if set(term.concepts) & measures()]
    if len(found) != 2 or not measure:
        return None
    units = [entry.unit for entry in choice.series.entries]
    if matching.spread[measure][:, units].max(axis=0).mean() < SHARED:
        return None
    picked: list[Entry] = []
    for side in found:
        scores = side.scores(matching)[units]
        at = int(scores.argmax())
        rest = [score for place, score in enumerate(scores.tolist()) if place != at]
        if rest and scores[at] < max(rest) * 1.05:
            return None
        picked.append(choice.series.entries[at])
    return (picked[0], picked[1]) if picked[0].unit != picked[1].unit else None


def _difference_draft(question: Question, view: View, one: Entry, other: Entry) -> Draft:
    more, less = (one, other) if one.most >= other.most else (other, one)
    low, high = more.least - less.least, more.most - less.most
    value = like(min(low, high), max(low, high), [one, other], view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    lead = frame("difference_more", question.language, subject=_subject(view, more), value=value, formula=formula)
    said = (state(view, more.unit), state(view, less.unit))
    return Draft("compare", said, lead, Computation(formula=formula, expected=value, stated=""))


def _subject(view: View, entry: Entry) -> str:
    unit = view.units[entry.unit]
    if unit.kind == "row":
        return entry.subject or unit.cells[0]
    return view.units[unit.headings[0]].text if unit.headings and unit.kind != "heading" else entry.subject or entry.label


def _ratio(question: Question, matchings: list[Matching]) -> Draft | None:
    """How many times one figure is another, on one scale."""
    if not question.has("ratio") or question.is_verdict:
        return None
    found: list[tuple[View, Entry]] = []
    if len(matchings) > 1:
        for matching in matchings:
            best = statements(question, matching)
            if best:
                found.append((matching.view, best[0].entry))
    else:
        found = _side_entries(question, matchings[0])
    if len(found) != 2:
        return None
    (view, one), (other_view, other) = found
    scale, least, _ = on_scale(one.quantity)
    other_scale, other_least, _ = on_scale(other.quantity)
    if scale != other_scale or not least or not other_least:
        return None
    value = max(least, other_least) / min(least, other_least)
    larger, smaller = (one, other) if least >= other_least else (other, one)
    text = number(value, view.convention, 2)
    formula = f"{larger.text} / {smaller.text} = {text}"
    lead = frame("ratio", question.language, value=text, formula=formula)
    return Draft(
        "aggregate", (state(view, one.unit), state(other_view, other.unit)), lead, Computation(formula=formula, expected=text, stated="")
    )


def _side_entries(question: Question, matching: Matching) -> list[tuple[View, Entry]]:
    found = sides(question, matching)
    chosen = best_per_side(question, matching, found, figures=True) if len(found) == 2 else []
    entries = [next((entry for entry in entries_of(matching.view) if entry.unit == unit), None) for _, unit in chosen]
    return [(matching.view, entry) for entry in entries if entry is not None]


def _dates_apart(question: Question, matchings: list[Matching]) -> Draft | None:
    """The days between the dates of two things."""
    if question.wanted != "duration" or not question.has("difference", "versus"):
        return None
    for matching in matchings:
        found = sides(question, matching)
        if len(found) != 2:
            continue
        dated = [_dated(matching, side.scores(matching).argsort()[::-1][:12].tolist()) for side in found]
        if dated[0] is not None and dated[1] is not None and dated[0][1] != dated[1][1]:
            (one, first), (other, second) = dated[0], dated[1]
            days = abs((second - first).days)
            formula = f"{max(first, second).isoformat()} − {min(first, second).isoformat()} = {days}"
            lead = frame("difference", question.language, value=days, formula=formula)
            return Draft(
                "temporal",
                (state(matching.view, one), state(matching.view, other)),
                lead,
                Computation(formula=formula, expected=str(days), stated=""),
            )
    return None


def _dated(matching: Matching, units: Sequence[int]) -> tuple[int, date] | None:
    """The date that stands with the first of these units that has one: on its line, or in its section."""
    view = matching.view
    for unit in units:
        section = unit if view.units[unit].kind == "heading" else view.units[unit].headings[0] if view.units[unit].headings else unit
        for member in (unit, *view.members.get(section, ())):
            for window in windows_of(view, member)[:1]:
                if window.start is not None and window.precision == "day":
                    return member, window.start
    return None
