"""A quarter and the months beside it are different times.

Claim: a quarter or half-year and, in brackets or behind it, months or days stand together in one line, and no day lies in both. Where the
quarters of a document lie beside other months throughout, its year begins in another month and nothing is said. A day in the month that
follows is a question: a quarter is paid for and reported on then.

Why it matters: one reader plans by the quarter, another by the months.

Flagged:

    ## Q1 2026 (Jan-Mar)

    Beds

    ## Q2 2026 (Jul-Sep)

    Stoves

Fine:

    ## Q1 2026 (Jan-Mar)

    Beds

    ## Q2 2026 (Apr-Jun)

    Stoves
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, permutations

from msgspec.structs import replace

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.grid import Grid, GridCell, row_span
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence, span_of_sentence

FEWEST_ROWS = 3
COARSE = {"quarter": 3, "half": 6}
FINE = frozenset({"month", "day", "week"})
BETWEEN = expression(r"[^\S\n]*[(（\[:：=][^\S\n]*")
CLOSED = expression(r"\s*(?:[)）\]:：–—|-]|$)")
FISCAL = expression(
    r"\b(?:FY|fiscal|fiscais|fiscale?s?|geschäftsjahr|ejercicio|exercice|exercício)\b|財年|财年|会計年度|年度", re.IGNORECASE
)


def _find(view: View) -> Iterator[Draft]:
    agreeing = 0
    odd: list[tuple[Sentence, Window, Window]] = []
    for sentence in view.sentences:
        for one in sentence.windows:
            agreeing += one.precision in COARSE and any(mark in one.text for mark in "(（")
        for coarse, fine in _beside(sentence):
            apart = _apart(coarse, fine)
            agreeing += apart is False
            if apart and not coarse.fiscal and not FISCAL.search(sentence.text):
                odd.append((sentence, coarse, fine))
    parts = [Part(draft, draft.key) for grid in view.grids for draft in _in_rows(view, grid)]
    if len(odd) <= max(1, agreeing):
        parts += [
            Part(_of_text(span_of_sentence(view.scanned, one), *two), f'"{written(two[0])}" beside "{written(two[1])}"')
            for one, *two in odd
        ]
    yield from bundled(parts, "{count} quarters stand beside months that are not theirs")


def _in_rows(view: View, grid: Grid) -> Iterator[Draft]:
    """Rows whose day is not in their quarter, in a table where those of the other rows are."""
    for one, other in permutations(range(grid.width), 2):
        pairs = [
            (line, quarter, day)
            for line in grid.lines
            if (quarter := _only(line.cells[one])) and (day := _only(line.cells[other])) and quarter.precision == "quarter"
        ]
        odd = [(line, quarter, day) for line, quarter, day in pairs if day.precision in FINE and _apart(quarter, day)]
        if len(pairs) >= FEWEST_ROWS and len(odd) * FEWEST_ROWS <= len(pairs) and all(day.precision in FINE for _, _, day in pairs):
            for line, quarter, day in odd:
                yield _draft(row_span(view.roadmap, line), quarter, day)


def _only(cell: GridCell) -> Window | None:
    """The time that a cell is."""
    told = [token for token in cell.tokens if isinstance(token.value, Window)]
    whole = len(told) == 1 and told[0].text.strip() == cell.text.strip()
    return told[0].value if whole and isinstance(told[0].value, Window) else None


def _beside(sentence: Sentence) -> Iterator[tuple[Window, Window]]:
    """A quarter with the months or days that stand right behind it, or which right behind them names them."""
    for one, other in pairwise(sentence.tokens):
        if not isinstance(one.value, Window) or not isinstance(other.value, Window):
            continue
        if BETWEEN.fullmatch(sentence.text, one.end, other.start) and CLOSED.match(sentence.text, other.end):
            pair = sorted((one.value, other.value), key=lambda window: window.precision not in COARSE)
            if pair[0].precision in COARSE and pair[1].precision in FINE and not pair[0].open_ended:
                yield pair[0], pair[1]


def _apart(coarse: Window, fine: Window) -> bool | None:
    """Whether no day lies in both; None where that cannot be told."""
    if coarse.start and coarse.end and fine.start and fine.end:
        return fine.end < coarse.start or fine.start > coarse.end
    quarter, months = _months(coarse), _months(fine)
    return not quarter & months if quarter and months else None


def _months(window: Window) -> frozenset[int]:
    if window.months:
        first, last = window.months
    elif window.start and window.end and (window.end - window.start).days < 200:
        first, last = window.start.month, window.end.month
    else:
        return frozenset()
    return frozenset((first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1))


def _of_text(span: Span, coarse: Window, fine: Window) -> Draft:
    """What is due for a quarter is due on a day of the month behind it."""
    quarter, days = _months(coarse), _months(fine)
    behind = fine.precision == "day" and {month % 12 + 1 for month in quarter} - quarter == days
    draft = _draft(span, coarse, fine)
    return replace(draft, severity="question") if behind else draft


def _draft(span: Span, coarse: Window, fine: Window) -> Draft:
    return Draft(
        f'"{written(coarse)}" stands beside "{written(fine)}", and they have no day in common',
        (span,),
        key=f"{written(coarse)}|{written(fine)}",
        computation=Computation(formula=f"{written(coarse)}, {written(fine)}", expected=f"within {written(coarse)}", stated=written(fine)),
        suggestion="correct one of the two",
    )


RULE = Rule("RA424", "quarter-and-months", "schedule", "warning", "computed", _find, __doc__)
