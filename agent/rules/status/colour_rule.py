"""A colour is not the one that the document's own rule gives its figure.

Claim: a sentence says from which percentage on something is green, amber or red, a table has a percentage and a colour in each row, most
of its rows follow that rule, and one has a figure that the rule gives another colour.

Why it matters: the colour decides what is talked about, the figure is what holds.

Flagged:

    Green from 70%, amber from 40% to 69%, red below 40%.

    | Objective | Score | Colour |
    |---|---:|---|
    | Help for newcomers | 47% | amber |
    | Digital exams | 72% | green |
    | Open research | 25% | amber |

Fine:

    Green from 70%, amber from 40% to 69%, red below 40%.

    | Objective | Score | Colour |
    |---|---:|---|
    | Help for newcomers | 47% | amber |
    | Digital exams | 72% | green |
    | Open research | 25% | red |
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.sentences import Sentence, span_of_sentence

COLOUR = expression(
    r"(?P<green>🟢|\b(?:green|grün|vert|verte|verde|groen)\b|緑|绿)"
    r"|(?P<amber>🟡|🟠|\b(?:amber|yellow|orange|gelb|jaune|amarillo|ámbar|amarelo|âmbar|giallo|arancione|geel|oranje)\b|黄)"
    r"|(?P<red>🔴|\b(?:red|rot|rouge|rojo|vermelho|rosso|rood)\b|赤|红)",
    re.IGNORECASE,
)
FEWEST_BANDS = 2
LONGEST_CELL = 14  # of a cell that holds a colour and nothing else


class Band(Struct, frozen=True):
    """From `low` up to `high` a figure has the colour; `open_end` leaves `high` itself out."""

    colour: str
    low: float
    high: float
    open_end: bool = False

    def holds(self, value: float) -> bool:
        return self.low <= value < self.high or (value == self.high and not self.open_end)


def _find(view: View) -> Iterator[Draft]:
    rated = [grid for grid in view.grids if len(_rated(grid)) > FEWEST_BANDS]
    for sentence in view.sentences if rated else ():
        bands = _bands(sentence) if len(sentence.quantities) >= FEWEST_BANDS else ()
        for grid in rated if bands else ():
            yield from _judged(view, sentence, bands, grid)


def _rated(grid: Grid) -> tuple[tuple[Line, Quantity, str], ...]:
    """The rows that have one percentage and one colour."""
    found = []
    for line in grid.lines:
        shares = [cell.quantity for cell in line.cells if cell.quantity is not None and cell.quantity.kind == "percent"]
        colours = [match.lastgroup or "" for cell in line.cells if len(cell.text) <= LONGEST_CELL and (match := COLOUR.search(cell.text))]
        if len(shares) == len(colours) == 1 and shares[0] is not None and not shares[0].is_range:
            found.append((line, shares[0], colours[0]))
    return tuple(found)


def _bands(sentence: Sentence) -> tuple[Band, ...]:
    """What percentages each colour stands for; none where two of them overlap or a colour has no bound."""
    colours = [(match.start(), match.lastgroup or "") for match in COLOUR.finditer(sentence.text)]
    shares = [
        (token.start, token.value) for token in sentence.tokens if isinstance(token.value, Quantity) and token.value.kind == "percent"
    ]
    if not FEWEST_BANDS <= len(colours) == len(shares) or len({colour for _, colour in colours}) < len(colours):
        return ()
    ordered = [at for pair in zip(colours, shares, strict=True) for at in (pair[0][0], pair[1][0])]
    behind = [at for pair in zip(shares, colours, strict=True) for at in (pair[0][0], pair[1][0])]
    if ordered != sorted(ordered) and behind != sorted(behind):
        return ()
    top = max(value.most for _, value in shares)
    bands = [_band(colour, value, top) for (_, colour), (_, value) in zip(colours, shares, strict=True)]
    return tuple(band for band in bands if band) if all(bands) else ()


def _band(colour: str, value: Quantity, top: float) -> Band | None:
    if value.is_range:
        return Band(colour, value.least, value.most)
    if value.comparator in ("<", "<="):
        return Band(colour, -math.inf, value.most, value.comparator == "<")
    if value.comparator in (">", ">="):
        return Band(colour, value.least + (1e-9 if value.comparator == ">" else 0.0), math.inf)
    return Band(colour, value.least, math.inf) if value.most == top else None


def _judged(view: View, sentence: Sentence, bands: Sequence[Band], grid: Grid) -> Iterator[Draft]:
    meant = [(row, [band for band in bands if band.holds(row[1].most)]) for row in _rated(grid)]
    right = [row for row, held in meant if len(held) == 1 and held[0].colour == row[2]]
    wrong = [(row, held[0]) for row, held in meant if len(held) == 1 and held[0].colour != row[2]]
    if len(right) < FEWEST_BANDS or len(right) <= len(wrong):
        return
    for (line, value, colour), band in wrong:
        if any(other.colour == colour for other in bands):
            yield _draft(view, sentence, line, (stated_of(value), colour), band)


def _draft(view: View, sentence: Sentence, line: Line, stated: tuple[str, str], band: Band) -> Draft:
    share, colour = stated
    bound = f"from {number(band.low)}%" if band.high == math.inf else f"up to {number(band.high)}%"
    return Draft(
        f'"{line.label}" is {colour} at {share}, but line {sentence.line} makes that {band.colour}',
        (view.document.span(line.line, line.end_line), span_of_sentence(view.scanned, sentence)),
        key=f"{line.label}|{share}",
        computation=Computation(formula=f"{share} is {band.colour} ({bound})", expected=band.colour, stated=colour),
        suggestion=f"write {band.colour}, or correct {share}",
    )


RULE = Rule("RA722", "colour-against-rule", "status", "warning", "computed", _find, __doc__)
