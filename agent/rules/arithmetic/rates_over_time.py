"""Monthly amounts of consecutive months do not make the amount of the year.

Claim: lines or rows give an amount a month for months that follow one another from the first ("months 1-3: $5,000/month", "months 4-12:
$9,000/month"), and the next line names the amount of the year or the total. Each rate times its months, added up, is another amount;
so is a year of the last rate.

Why it matters: the year is planned with income of months in which the rate was not reached yet.

Flagged:

    ```
    Month 1-3: $5,000/month
    Month 4-6: $10,000/month
    Month 7-12: $17,000/month

    Annual revenue: $156,000
    ```

Fine:

    ```
    Month 1-3: $5,000/month
    Month 4-6: $10,000/month
    Month 7-12: $17,000/month

    Annual revenue: $147,000
    ```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import summed
from agent.rules.reading.lines import TextLine
from agent.rules.reading.vocabulary import pattern

FEWEST = 2
FARTHEST = 1.8
NEXT = 3  # lines below the last rate in which the year may stand
YEAR = 12


class Stretch(Struct, frozen=True):
    """An amount a month through so many months, of which the last one is counted from the start of the plan."""

    line: int
    months: float
    end: float
    rate: Quantity


def _find(view: View) -> Iterator[Draft]:
    lines = [*view.text_lines, *_rows(view)]
    run: list[Stretch] = []
    since = 0
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or before.section != line.section or before.table != line.table:
            run = []
        stretch = _stretch(line)
        if stretch:
            follows = stretch.end - stretch.months == (run[-1].end if run else 0)
            run = [*run, stretch] if follows else [stretch] if stretch.end == stretch.months else []
            since = 0
        elif len(run) >= FEWEST:
            since += 1
            stated = _year(line, run)
            if stated:
                yield from _judge(view, run, line, stated)
            run = [] if stated or since >= NEXT else run


def _rows(view: View) -> Iterator[TextLine]:
    """The rows of tables as lines."""
    for grid in view.grids:
        for row in grid.lines:
            tokens = tuple(token for cell in row.cells for token in cell.tokens)
            yield TextLine(row.label, row.line, grid.block.index, grid.block.section, "table", tokens)


def _stretch(line: TextLine) -> Stretch | None:
    windows = [token.value for token in line.tokens if isinstance(token.value, Window)]
    money = _money(line.tokens)
    if len(windows) != 1 or len(money) != 1 or windows[0].unit != "month" or not windows[0].first or not windows[0].last:
        return None
    rate, months = money[0], windows[0].last - windows[0].first + 1
    monthly = rate.per == "month" or (rate.most == 0 and not rate.per)
    return Stretch(line.line, months, windows[0].last, rate) if monthly and not rate.is_range else None


def _money(tokens: Sequence[Token]) -> list[Quantity]:
    return [token.value for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "money"]


def _year(line: TextLine, run: Sequence[Stretch]) -> Quantity | None:
    """The amount that a line gives for the year or in total."""
    money = _money(line.tokens)
    label = line.text.split(":")[0]
    named = len(money) == 1 and len(label.split()) <= 6 and (names_total(label) or pattern("yearly").search(label))
    fits = named and money[0].per in ("", "year") and run[-1].end == YEAR and money[0].unit == run[-1].rate.unit
    return money[0] if fits and not money[0].change else None


def _judge(view: View, run: Sequence[Stretch], line: TextLine, stated: Quantity) -> Iterator[Draft]:
    whole = summed(allowed(stretch.rate).scaled(stretch.months) for stretch in run)
    exact = sum(stretch.rate.most * stretch.months for stretch in run)
    at_end = allowed(run[-1].rate).scaled(YEAR)
    if whole.meets(allowed(stated)) or at_end.meets(allowed(stated)) or not 1 / FARTHEST <= stated.most / max(exact, 1e-9) <= FARTHEST:
        return
    expected, terms = amount(exact, stated), " + ".join(f"{stated_of(s.rate)} x {s.months:.10g}" for s in run)
    label = " ".join(line.text.split(":")[0].split()).strip("*_ ")
    yield Draft(
        f'"{label}" is {stated_of(stated)}, but the {len(run)} monthly amounts above make {expected} in twelve months',
        tuple(view.document.span(number) for number in (line.line, *(stretch.line for stretch in run))),
        key=f"{label}|{terms}",
        computation=Computation(formula=f"{terms} = {expected}", expected=expected, stated=stated_of(stated)),
        suggestion=f"change {stated_of(stated)} to {expected}, or correct one of the monthly amounts",
    )


RULE = Rule("RA127", "rates-over-time", "arithmetic", "question", "computed", _find, __doc__)
