"""A week and the date beside it do not belong together.

Claim: at least four rows of a table, or entries of one list, give a number of a week and a day, all but one of them count the weeks from
the same start, and that one does not.

Why it matters: one team works by the week, the other by the date.

Flagged:

    | Week | Date | Milestone |
    |---|---|---|
    | 4 | 2026-02-02 | Design signed |
    | 9 | 2026-03-09 | Catalogue live |
    | 18 | 2026-04-13 | Basket live |
    | 20 | 2026-05-25 | Handover |

Fine:

    | Week | Date | Milestone |
    |---|---|---|
    | 4 | 2026-02-02 | Design signed |
    | 9 | 2026-03-09 | Catalogue live |
    | 14 | 2026-04-13 | Basket live |
    | 20 | 2026-05-25 | Handover |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid, GridCell, row_span
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

FEWEST = 4
WEEK = 7
YEAR = 52 * WEEK
MOST_WEEKS = 160
NUMBER = expression(r"\D{0,12}?(\d{1,3})\D{0,4}")


class Pair(Struct, frozen=True):
    """A week and a day that stand together."""

    week: int
    day: date
    span: Span

    @property
    def origins(self) -> range:
        """The days on which week 0 may begin, as ordinals."""
        last = self.day.toordinal() - WEEK * self.week
        return range(last - WEEK + 1, last + 1)


def _find(view: View) -> Iterator[Draft]:
    for pairs in (*(_of_table(view, grid) for grid in view.grids), *_of_lists(view)):
        if len(pairs) < FEWEST:
            continue
        origins = {origin for pair in pairs for origin in pair.origins}
        best = max(sorted(origins), key=lambda origin: sum(origin in pair.origins for pair in pairs))
        odd = [pair for pair in pairs if best not in pair.origins]
        if len(odd) == 1 and not _is_next_year(odd[0], best):
            yield _draft(odd[0], best, pairs)


def _is_next_year(odd: Pair, origin: int) -> bool:
    """Whether the week is one of the calendar of another year."""
    return abs(abs(odd.day.toordinal() - origin - WEEK * odd.week) - YEAR) <= 2 * WEEK


def _of_table(view: View, grid: Grid) -> tuple[Pair, ...]:
    weeks = [at for at in range(grid.width) if pattern("weeks").search(grid.headers[at])]
    days = [at for at in range(grid.width) if at not in weeks and sum(_day(cell.tokens) is not None for cell in grid.column(at)) >= FEWEST]
    if len(weeks) != 1 or len(days) != 1:
        return ()
    found = ((line, _week(line.cells[weeks[0]]), _day(line.cells[days[0]].tokens)) for line in grid.lines)
    return tuple(Pair(week, day, row_span(view.roadmap, line)) for line, week, day in found if week is not None and day is not None)


def _week(cell: GridCell) -> int | None:
    match = NUMBER.fullmatch(cell.text.strip())
    return int(match[1]) if match and 0 < int(match[1]) <= MOST_WEEKS else None


def _day(tokens: Sequence[Token]) -> date | None:
    windows = [token.value for token in tokens if isinstance(token.value, Window) and not token.value.is_relative]
    exact = len(windows) == 1 and windows[0].precision == "day" and windows[0].start == windows[0].end
    return windows[0].start if exact else None


def _of_lists(view: View) -> Iterator[tuple[Pair, ...]]:
    """Entries of one section that give a week and a day each."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for sentence in view.sentences:
        weeks = [window for window in sentence.windows if window.unit == "week" and window.first == window.last and window.first]
        day = _day(sentence.tokens) if weeks and sentence.kind in ("item", "heading") else None
        section = view.document.blocks[sentence.block].section
        if day and len(weeks) == 1 and len(sentence.windows) == 2 and section is not None:
            found[section].append(Pair(int(weeks[0].first or 0), day, span_of_sentence(view.scanned, sentence)))
    yield from map(tuple, found.values())


def _draft(odd: Pair, origin: int, pairs: Sequence[Pair]) -> Draft:
    week = (odd.day.toordinal() - origin) // WEEK
    others = tuple(pair.span for pair in pairs if pair is not odd)
    return Draft(
        f"{odd.day} stands beside week {odd.week}, but by the other {len(others)} rows it lies in week {week}",
        (odd.span, *others),
        key=f"{odd.week}|{odd.day}",
        computation=Computation(formula=f"{odd.day} is in week {week}", expected=f"week {week}", stated=f"week {odd.week}"),
        suggestion=f"change the week to {week}, or correct the date",
    )


RULE = Rule("RA431", "week-and-date", "schedule", "question", "computed", _find, __doc__)
