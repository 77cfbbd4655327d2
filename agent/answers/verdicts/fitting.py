"""Whether one figure fits another: an amount in a range, money for what it must pay, work in the time set aside for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.cues import cue_spans, unspaced_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, CUE_WEIGHT
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.answers.computed.pairing import named_figure
from agent.answers.reading.amounts import like, number
from agent.answers.reading.containers import below
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import wanted_kinds
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import Figures, all_figures, figures_in
from agent.answers.reading.scales import on_scale
from agent.answers.reading.view import View, Weights
from agent.answers.wording.draft import Draft, Statement, shorten, spoken, state
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.finding import Computation
from agent.model.quantity import Window

_STRETCHES = ("day", "week", "month", "quarter")  # "sprint 3" is a name, no length
_TOTAL = ("total", "gesamt", "totaal")  # how words begin that ask of all
MOST = 10
OWN = 0.6  # what a telling word of a side must weigh in the name of its figure
WHOLE = 0.1
CANDIDATES = 12
# Working days: five to a week, about twenty-two to a month.
_DAYS = {
    "hour": 0.125,
    "day": 1.0,
    "business day": 1.0,
    "person-day": 1.0,
    "week": 5.0,
    "sprint": 10.0,
    "month": 21.75,
    "person-month": 21.75,
    "quarter": 65.25,
}
_COVERS = ("covers",)


def fits_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether the figure of the first side lies within that of the second: in a range, or not above it; for "covers", not below it."""
    if (
        not question.is_verdict
        or not question.has("fits", "covers")
        or question.numbered
        or len(matchings) != 1
        or _speaks_of_time(question)
    ):
        return None
    matching = matchings[0]
    split = _split(question, matching)
    if len(split) != 2:
        return None
    figures = figures_in(question, matching)
    pair = _pair(question, figures, split)
    if pair is None:
        return None
    one, other = (figures.entries[at] for at in pair)
    view = figures.view
    holds = _within(question, one, other)
    lead = (
        f"{frame('yes' if holds else 'no', question.language)}: {named_figure(view, one)}: {one.text}; "
        f"{named_figure(view, other)}: {other.text}."
    )
    said = tuple(state(view, unit) for unit in dict.fromkeys((one.unit, other.unit)))
    return Draft("inconsistency", said, lead)


def _pair(question: Question, figures: Figures, split: Sequence[list[int]]) -> tuple[int, int] | None:
    """The figure that the words of each side name best, both on one scale; None where a side names none by a word of its own."""
    value = figures.matching.value
    ranged = [any(question.terms[row].text in group("range_words") for row in rows) for rows in _said_rows(question, split)]
    best: tuple[float, int, int] | None = None
    options = [_options(question, figures, value, rows, ranges) for rows, ranges in zip(split, ranged, strict=True)]
    for left, one in options[0]:
        for right, other in options[1]:
            if figures.entries[one].unit == figures.entries[other].unit or figures.scale(one) != figures.scale(other):
                continue
            if best is None or left + right > best[0] + 1e-6:
                best = (left + right, one, other)
    return (best[1], best[2]) if best is not None else None


def _said_rows(question: Question, split: Sequence[list[int]]) -> list[list[int]]:
    """All rows of both sides, those of words that the plan does not know among them."""
    border = min((question.terms[row].position for row in split[1]), default=0)
    front = [row for row, term in enumerate(question.terms) if term.position < border and term.position <= max(_places(question, split[0]))]
    return [front, [row for row in range(len(question.terms)) if row not in front]]


def _places(question: Question, rows: Sequence[int]) -> list[int]:
    return [question.terms[row].position for row in rows]


def _options(question: Question, figures: Figures, value: Weights, rows: list[int], ranges: bool) -> list[tuple[float, int]]:
    kinds = wanted_kinds(question) - {"count"}
    telling = [row for row in rows if question.terms[row].weight >= CONTENT * 0.9]
    found = []
    for at, entry in enumerate(figures.entries):
        named = max((float(figures.weights[row, at]) for row in telling), default=0.0)
        if named < OWN or (kinds and entry.quantity.kind not in kinds) or entry.quantity.change or (ranges and not entry.quantity.is_range):
            continue
        found.append((float(value[rows] @ figures.weights[rows, at]) + (WHOLE if entry.is_total else 0.0), at))
    found.sort(key=lambda pair: (-round(pair[0], 4), pair[1]))
    return found[:CANDIDATES]


def _split(question: Question, matching: Matching) -> list[list[int]]:
    """The rows in front of the word that says "fits", and those behind; where it opens the sentence, those around the next joint."""
    spans = [span for cue in ("fits", "covers") for span in _spans(question, cue)]
    inner = [span for span in spans if span[0] > 0]
    if not inner:
        return []
    start, end = inner[-1] if len(inner) == 1 else max(inner, key=lambda span: span[1] - span[0])
    rows = [row for row, term in enumerate(question.terms) if term.weight > CUE_WEIGHT and matching.found[row]]
    front = [row for row in rows if question.terms[row].position < start]
    behind = [row for row in rows if question.terms[row].position >= end]
    return [front, behind] if front and behind else []


def _spans(question: Question, cue: str) -> tuple[tuple[int, int], ...]:
    if question.language not in UNSPACED_LANGUAGES:
        return cue_spans(question.text, cue, question.language)
    starts = [word.start for word in words(question.text)]
    return tuple(
        (sum(1 for at in starts if at < start), sum(1 for at in starts if at < end))
        for start, end in unspaced_spans(question.text, cue, question.language)
    )


def _within(question: Question, one: Entry, other: Entry) -> bool:
    _, least, most = on_scale(one.quantity)
    _, low, high = on_scale(other.quantity)
    if other.quantity.is_range and not one.quantity.is_range:
        return low <= least <= high
    if question.has(*_COVERS):
        return least >= high
    return most <= high


@dataclass(frozen=True, slots=True)
class Room:
    """A part of a plan with the time set aside for it and the work planned in it, in working days."""

    view: View
    unit: int
    text: str
    least: float
    most: float
    work: tuple[Entry, ...]


def room_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether the work of a part of the plan fits in the time that its heading gives it; the sum of its entries, or its own effort."""
    if not question.is_verdict or not _asks_room(question):
        return None
    rooms = [(fit, room) for matching in matchings for fit, room in _rooms(question, matching)]
    if not rooms:
        return None
    _, room = max(rooms, key=lambda pair: (round(pair[0], 3), len(pair[1].work), -pair[1].unit))
    return _room_draft(question, room)


def _asks_room(question: Question) -> bool:
    if _sums_time(question):
        return True
    return question.has("fits", "can") and (_speaks_of_time(question) or any(entry.kind in _STRETCHES for entry in question.numbered))


def _sums_time(question: Question) -> bool:
    """Whether it is asked if times add up to the time above them; what a total of all is asked against is another matter."""
    return (
        bool(question.concepts & {"duration", "effort"})
        and not any(term.text.startswith(_TOTAL) for term in question.terms)
        and question.has("sum", "adds_up")
        and question.has("same", "adds_up", "correct")
    )


def _speaks_of_time(question: Question) -> bool:
    return any(word.text in group("time_words") for word in words(question.text)) or any(
        run in fold(question.text) for run in group("time_runs")
    )


def _rooms(question: Question, matching: Matching) -> list[tuple[float, Room]]:
    view = matching.view
    rows = [
        row
        for row, term in enumerate(question.terms)
        if term.weight > CUE_WEIGHT and matching.found[row] and term.text not in group("room_words")
    ]
    rows += list(matching.counted_rows)
    total = float(matching.value[rows].sum())
    durations: dict[int, Entry] = {}
    for entry in all_figures(view):
        if entry.quantity.kind == "duration" and entry.quantity.unit in _DAYS and not entry.quantity.change and not entry.quantity.per:
            durations.setdefault(entry.unit, entry)
    found: list[tuple[float, Room]] = []
    for unit in view.units:
        if unit.kind == "row" or not total:
            continue
        room = _room(view, unit.index, durations)
        if room is None:
            continue
        inside = [unit.index, *below(view.members, unit.index, 60)]
        fit = float(matching.value[rows] @ matching.spread[:, inside][rows].max(axis=1)) / total
        own = float(matching.value[rows] @ matching.own[rows, unit.index]) / total
        if fit >= LEAST_FIT and all(matching.spread[row, unit.index] >= MATCHED for row in matching.counted_rows):
            found.append((fit + own, room))
    return found


LEAST_FIT = 0.55  # of what the plan knows of the question, that a part and its entries must say


def _room(view: View, unit: int, durations: dict[int, Entry]) -> Room | None:
    """A heading or line with a time, and the durations below it (or the effort beside it)."""
    windows = [token.value for token in view.tokens(unit) if isinstance(token.value, Window)]
    given = durations.get(unit)
    stretch = next((window for window in windows if window.unit in _STRETCHES and None not in (window.first, window.last)), None)
    if stretch is not None and stretch.first is not None and stretch.last is not None:
        length = (stretch.last - stretch.first + 1) * _DAYS[stretch.unit]
        own = (given,) if given is not None and view.units[unit].kind in ("heading", "item") else ()
        work = _work(view, unit, durations) or own
        return Room(view, unit, stretch.text, length, length, work) if work else None
    dated = next((window for window in windows if window.start is not None and window.end is not None), None)
    if dated is not None and dated.start is not None and dated.end is not None and given is None:
        length = ((dated.end - dated.start).days + 1) * _DAYS["week"] / 7
        work = _work(view, unit, durations)
        return Room(view, unit, dated.text, length, length, work) if len(work) > 1 else None
    if given is None or view.units[unit].kind not in ("heading", "item"):
        return None
    factor = _DAYS[given.quantity.unit]
    work = _work(view, unit, durations)
    return Room(view, unit, given.text, given.least * factor, given.most * factor, work) if len(work) > 1 else None


def _work(view: View, unit: int, durations: dict[int, Entry]) -> tuple[Entry, ...]:
    """The durations of the direct parts below a unit: of its rows or its entries, none of which holds another."""
    inside = [member for member in below(view.members, unit, 80) if member in durations]
    stated = [member for member in inside if durations[member].attribute in ("effort", "duration")]
    groups: dict[tuple[str, int, int, int], list[int]] = {}
    for member in inside:
        groups.setdefault(view.units[member].group, []).append(member)
    rows = [found for found in groups.values() if len(found) > 1 and view.units[found[0]].kind == "row"]
    chosen = rows[0] if len(rows) == 1 else stated or max(groups.values(), key=len, default=[])
    outer = [member for member in chosen if not any(other in view.above_unit(member) for other in chosen)]
    return tuple(durations[member] for member in outer[:MOST])


def _room_draft(question: Question, room: Room) -> Draft:
    least = sum(entry.least * _DAYS[entry.quantity.unit] for entry in room.work)
    most = sum(entry.most * _DAYS[entry.quantity.unit] for entry in room.work)
    summed = _sums_time(question)
    holds = most <= room.most + 1e-9 and (not summed or (least >= room.least - 1e-9 and most >= room.most - 1e-9))
    shown = " + ".join(entry.text for entry in room.work)
    units = {entry.quantity.unit for entry in room.work}
    convention = room.view.convention
    if len(units) == 1:
        longest = max(room.work, key=lambda entry: entry.most)  # "4 weeks" of 3 weeks and 1 week
        total = like(sum(entry.least for entry in room.work), sum(entry.most for entry in room.work), [longest], convention)
    else:
        span = number(least, convention, 1) if least == most else f"{number(least, convention, 1)}-{number(most, convention, 1)}"
        total = f"{span} {frame('work_days', question.language)}"
    formula = f"{shown} = {total}" if len(room.work) > 1 else shown
    name = shorten(room.view.units[room.unit].text, 70)
    lead = f"{frame('yes' if holds else 'no', question.language)}: {formula}; {name}: {room.text}."
    said = [state(room.view, room.unit)]
    said += [Statement(room.view, (entry.unit,), spoken(room.view, entry.unit), "", True) for entry in room.work if entry.unit != room.unit]
    return Draft("inconsistency", tuple(said), lead, Computation(formula=formula, expected=total, stated=room.text))
