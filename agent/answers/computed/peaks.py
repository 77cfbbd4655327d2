"""Which year, quarter or month has the most or the least of something: times that head the columns of a table, or name its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.answers.asking.groups import group
from agent.answers.asking.question import RANKS_TIMES, Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.entry import Entry
from agent.answers.reading.grids import Grid, Grids, grids_of
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.records import hits
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import is_total_text
from agent.answers.reading.timing import TIME_UNITS, asked_among, is_time_of, within
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of, spoken
from agent.answers.wording.frames import frame

FEWEST, SHOWN = 2, 3  # times that are set against each other; of those alike at the top, named
ABOVE, WHOLE = 0.6, 0.2  # what a word counts that stands above a table only; a total, where no word names one of its rows
_PLAIN = frozenset({"high", "low", "critical", *TIME_UNITS})


@dataclass(frozen=True, slots=True)
class _Run:
    """Figures of one thing at several times: `names` are the times as written."""

    score: float
    names: tuple[str, ...]
    entries: tuple[Entry, ...]


def peaks_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The time with the most or the least of what every telling word of the question names; None where two runs fit alike and differ."""
    if not question.has(RANKS_TIMES) or question.is_verdict or len(matchings) != 1:
        return None
    matching = matchings[0]
    unit = asked_among(question)
    grids = grids_of(matching.view)
    found = sorted(
        (run for grid in grids.grids if grid.basis != "entries" for run in _runs(question, matching, grids, grid, unit)),
        key=lambda run: (-round(run.score, 3), run.entries[0].unit),
    )
    best = [run for run in found if run.score >= found[0].score - 1e-3]
    leads = {_lead(question, run) for run in best}
    if len(leads) != 1:
        return None
    view = matching.view
    units = tuple(dict.fromkeys(entry.unit for entry in best[0].entries))
    said = tuple(
        Statement(view, (at,), spoken(view, at), context_of(view, at) if not place else "", True) for place, at in enumerate(units)
    )
    return Draft("aggregate", said, leads.pop(), certain=True)


def _lead(question: Question, run: _Run) -> str:
    """ "Highest: Year 3: $172k." """
    amounts = [on_scale(entry.quantity)[2] for entry in run.entries]
    said = []
    for cue, key, edge in (("maximum", "highest", max(amounts)), ("minimum", "lowest", min(amounts))):
        alike = [f"{name}: {entry.text}" for name, entry, amount in zip(run.names, run.entries, amounts, strict=True) if amount == edge]
        if question.has(cue):
            said.append(f"{frame(key, question.language)}: {'; '.join(alike[:SHOWN])}.")
    return " ".join(said)


def _runs(question: Question, matching: Matching, grids: Grids, grid: Grid, unit: str) -> Iterator[_Run]:
    view = matching.view
    times = [column for column in grid.columns if is_time_of(view, column.label, unit)]
    for scale in dict.fromkeys(column.scale for column in times):
        alike = [column for column in times if column.scale == scale]
        for place, thing in enumerate(grid.things):
            held = [(column.label, entry) for column in alike if (entry := column.cell(place)) is not None]
            score = _score(question, matching, hits(question, grids.names)[:, thing.at].tolist(), thing.unit, total=thing.is_total)
            yield from _run(question, view, score, held)
    named = {place for place, thing in enumerate(grid.things) if not thing.is_total and is_time_of(view, thing.name, unit)}
    for column in grid.columns if len(named) >= FEWEST else ():
        held = [(grid.things[place].name, entry) for place, entry in column.cells if place in named]
        score = (
            _score(
                question, matching, hits(question, grids.labels)[:, column.at].tolist(), held[0][1].unit, total=is_total_text(column.label)
            )
            if held
            else 0.0
        )
        yield from _run(question, view, score, held)


def _run(question: Question, view: View, score: float, held: Sequence[tuple[str, Entry]]) -> Iterator[_Run]:
    if score > 0 and len(held) >= FEWEST and all(within(question, view, entry.unit) for _, entry in held):
        yield _Run(score, tuple(name for name, _ in held), tuple(entry for _, entry in held))


def _score(question: Question, matching: Matching, named: Sequence[float], unit: int, *, total: bool) -> float:
    """How much of the question a row or column is called by, or stands below; 0 where a telling word is missing."""
    score, own = 0.0, False
    for row, term in enumerate(question.terms):
        if term.weight < CONTENT * 0.9 or term.timed or set(term.concepts) & _PLAIN:
            continue
        if named[row] >= MATCHED:
            score += float(matching.value[row]) * named[row]
            own = True
        elif _above(matching, row, unit):
            score += float(matching.value[row]) * ABOVE
        elif matching.found[row] or set(term.concepts) & (group("money") | group("measured")):
            return 0.0
    return score + WHOLE if total and score else score if own else 0.0


def _above(matching: Matching, row: int, unit: int) -> bool:
    """Whether a word stands in a heading above a table or in the line that introduces it, not in the name of another column."""
    found = matching.view.units[unit]
    chain = [place for place in (found.lead, *found.headings, *matching.view.title_units) if place >= 0]
    return any(matching.own[row, place] >= MATCHED for place in chain)
