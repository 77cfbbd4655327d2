"""A week and the date beside it do not belong together.

Claim: at least four rows of a table, or entries of one list, give a number of a week and a day (or at least three the first and
the last week and their days), all but one of them count the weeks from the same start, and that one does not.

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

FEWEST, FEWEST_ROWS = 4, 3
WEEK = 7
YEAR = 52 * WEEK
MOST_WEEKS = 160
NUMBER = expression(r"\D{0,12}?(\d{1,3})(?:\s?[-–—~]\s?\D{0,2}(\d{1,3}))?[^\d\n]{0,4}")


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
        if len({pair.span.line for pair in odd}) == 1 and not _is_next_year(odd[0], best):
            yield _draft(odd[0], best, pairs)


def _is_next_year(odd: Pair, origin: int) -> bool:
    """Whether the week is one of the calendar of another year."""
    return abs(abs(odd.day.toordinal() - origin - WEEK * odd.week) - YEAR) <= 2 * WEEK


def _of_table(view: View, grid: Grid) -> tuple[Pair, ...]:
    weeks = [at for at in range(grid.width) if pattern("weeks").search(grid.headers[at])]
    days = [at for at in range(grid.width) if at not in weeks and sum(bool(_days(cell.tokens)) for cell in grid.column(at)) >= FEWEST_ROWS]
    if len(weeks) != 1 or len(days) != 1:
        return ()
    rows = ((line, _weeks(line.cells[weeks[0]]), _days(line.cells[days[0]].tokens)) for line in grid.lines)
    return tuple(pair for line, told, dated in rows for pair in _pairs(told, dated, row_span(view.roadmap, line)))


def _pairs(weeks: Sequence[int], days: Sequence[date], span: Span) -> Iterator[Pair]:
    """A week and its day, or the first and the last week and the days on which they begin and end."""
    if len(weeks) == len(days):
        yield from (Pair(week, day, span) for week, day in zip(weeks, days, strict=True))


def _weeks(cell: GridCell) -> tuple[int, ...]:
    """The week that a cell names, or the first and the last one."""
    match = NUMBER.fullmatch(cell.text.strip())
    numbers = [int(number) for number in match.groups() if number] if match else []
    return tuple(numbers) if all(0 < number <= MOST_WEEKS for number in numbers) else ()


def _days(tokens: Sequence[Token]) -> tuple[date, ...]:
    """The day that tokens tell, or the first and the last one."""
    windows = [token.value for token in tokens if isinstance(token.value, Window) and not token.value.is_relative]
    if len(windows) != 1 or windows[0].precision != "day" or windows[0].start is None or windows[0].end is None:
        return ()
    return (windows[0].start,) if windows[0].start == windows[0].end else (windows[0].start, windows[0].end)


def _of_lists(view: View) -> Iterator[tuple[Pair, ...]]:
    """Entries of one section that give a week and a day each."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for sentence in view.stating("window"):
        weeks = [window for window in sentence.windows if window.unit == "week" and window.first and window.last]
        days = _days(sentence.tokens) if weeks and sentence.kind in ("item", "heading") else ()
        section = view.document.blocks[sentence.block].section
        if days and len(weeks) == 1 and len(sentence.windows) == 2 and section is not None:
            told = tuple(dict.fromkeys((int(weeks[0].first or 0), int(weeks[0].last or 0))))
            found[section] += _pairs(told, days, span_of_sentence(view.scanned, sentence))
    yield from map(tuple, found.values())


def _draft(odd: Pair, origin: int, pairs: Sequence[Pair]) -> Draft:
    week = (odd.day.toordinal() - origin) // WEEK
    others = tuple(dict.fromkeys(pair.span for pair in pairs if pair.span != odd.span))
    return Draft(
        f"{odd.day} stands beside week {odd.week}, but by the other {len(others)} rows it lies in week {week}",
        (odd.span, *others),
        key=f"{odd.week}|{odd.day}",
        computation=Computation(formula=f"{odd.day} is in week {week}", expected=f"week {week}", stated=f"week {odd.week}"),
        suggestion=f"change the week to {week}, or correct the date",
    )


RULE = Rule("RA431", "week-and-date", "schedule", "question", "computed", _find, __doc__)
