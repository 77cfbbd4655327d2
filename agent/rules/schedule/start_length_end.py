"""A start, an end and a length that stand together do not fit.

Claim: one table or list of the particulars of a plan gives when it starts, when it ends and how long it takes, each once, and no reading of
the three fits: the months as a whole, about, the longer and the shorter end.

Why it matters: money, people and promises are reckoned with the length, the calendar with the dates.

Flagged:

    | Particular | Value |
    |---|---|
    | Duration | 60 weeks |
    | Start | November 2025 |
    | End | August 2026 |

Fine:

    | Particular | Value |
    |---|---|
    | Duration | 40 weeks |
    | Start | November 2025 |
    | End | August 2026 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, edit, stated_of
from agent.rules.reading.lengths import days_of
from agent.rules.reading.lines import by_line
from agent.rules.reading.period import UNIT_DAYS

NAMES = ("start", "end", "duration")
KINDS = frozenset({"paragraph", "item"})
LONGEST_LABEL = 40
SLACK_DAYS, SLACK = 7.0, 0.1  # and of the length

Particular = tuple[int, Window | Quantity]


def _find(view: View) -> Iterator[Draft]:
    places: dict[tuple[str, int | None], dict[str, list[Particular]]] = defaultdict(lambda: defaultdict(list))
    for place, name, line, value in (*_in_tables(view), *_in_lines(view)):
        places[place][name].append((line, value))
    for found in places.values():
        if all(len(found.get(name, ())) == 1 for name in NAMES):
            yield from _compared(view, {name: found[name][0] for name in NAMES})


def _in_tables(view: View) -> Iterator[tuple[tuple[str, int | None], str, int, Window | Quantity]]:
    """The rows of tables of two columns."""
    for grid in view.grids:
        for line in grid.lines if grid.width == len(NAMES) - 1 else ():
            if read := _particular(line.cells[0].text, line.cells[1].tokens):
                yield ("table", grid.block.index), read[0], line.line, read[1]


def _in_lines(view: View) -> Iterator[tuple[tuple[str, int | None], str, int, Window | Quantity]]:
    """The lines "Start: November 2025" of one section."""
    for block in view.document.blocks:
        tokens = view.scanned.tokens[block.index] if block.kind in KINDS and block.index < len(view.scanned.tokens) else ()
        for at, text, own in by_line(block.text, tokens) if tokens else ():
            label, colon, _ = text.replace("：", ":").partition(":")
            if colon and len(label) <= LONGEST_LABEL and (read := _particular(label, own)):
                yield ("section", block.section), read[0], block.line + at, read[1]


def _particular(label: str, tokens: Sequence[Token]) -> tuple[str, Window | Quantity] | None:
    """Which of the three a line gives: the first date or the first length of it."""
    meaning = lookup_label(label.strip(" *_-"))
    name = meaning.attribute if meaning else ""
    if name == "duration":
        lengths = [token.value for token in tokens if isinstance(token.value, Quantity) and days_of(token.value)]
        return (name, lengths[0]) if lengths else None
    dates = [token.value for token in tokens if isinstance(token.value, Window) and token.value.start and token.value.end]
    return (name, dates[0]) if name in NAMES and len(dates) == 1 else None


def _compared(view: View, found: Mapping[str, Particular]) -> Iterator[Draft]:
    (_, start), (_, end), (_, length) = (found[name] for name in NAMES)
    told = days_of(length) if isinstance(length, Quantity) else None
    if not isinstance(start, Window) or not isinstance(end, Window) or not isinstance(length, Quantity) or told is None:
        return
    least, most = _days(start.end, end.start), _days(start.start, end.end)
    slack = SLACK_DAYS + SLACK * told.high
    if most <= 0 or (told.low - slack <= most and least <= told.high + slack):
        return
    size = UNIT_DAYS[length.unit]
    expected = amount(round(most / size), length)
    stated = stated_of(length)
    yield Draft(
        f"from {start.text} until {end.text} it is at most {expected}, but the duration is stated as {stated}",
        tuple(view.document.span(line) for line, _ in (found["duration"], found["start"], found["end"])),
        key=f"{start.text}|{end.text}|{stated}",
        computation=Computation(formula=f"{start.text} - {end.text} = {expected}", expected=expected, stated=stated),
        suggestion=f"{edit(stated, expected)}, or correct one of the dates",
    )


def _days(first: date | None, last: date | None) -> float:
    return float((last - first).days + 1) if first and last else 0.0


RULE = Rule("RA421", "start-length-end", "schedule", "warning", "computed", _find, __doc__)
