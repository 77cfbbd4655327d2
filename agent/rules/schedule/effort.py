"""An item takes longer than the time it has.

Claim: the effort or duration of an item, even at its lower end, exceeds the window it is planned in. Working time in person-days or
hours is not compared: people can share it. A warning where one row says both, or one line in the same unit, else a question: they may be of
different things, or the window is only that of its beginning.

Why it matters: the item ends after its window even if nothing goes wrong.

Flagged:

    | ID | Item | Window | Duration |
    |---|---|---|---|
    | A1 | Mobile app | August 2026 | 6 weeks |
    | A2 | Web shop | September 2026 | 4 weeks |

Fine:

    | ID | Item | Window | Duration |
    |---|---|---|---|
    | A1 | Mobile app | August 2026 | 4 weeks |
    | A2 | Web shop | September 2026 | 4 weeks |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.lengths import duration_of, length_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import written

FARTHEST = 20.0  # times the window: beyond that a length without a label is of something else
LENGTHS = frozenset({"effort", "duration", "window"})
TAIL = expression(
    r"\d\W{0,2}[^\W\d_]+\s+(?:in|on)\W*$|\d\W{0,2}[^\W\d_]+\s+(?:from|since|of|after|before|de|desde|del|da|do|dal|des|du|depuis|von|vom|ab|seit|nach|от|с|после)\s",
    re.IGNORECASE,
)
MOST_BEFORE = 2  # words: "approximately 4 weeks"
LONGEST_QUARTER = 92  # days
MOST_QUARTERS = 2.0  # times the window: beyond that it is too long even if it begins there
SLACK = 2.0  # days
SLACK_OF = {"month": 2.5, "quarter": 7.5}  # days for each: a month may be four weeks


def _find(view: View) -> Iterator[Draft]:
    for item in view.roadmap.items:
        found, length = duration_of(item, "effort", "duration"), length_of(item.window) if item.window else None
        if found is None or length is None or item.window is None or length.high <= 1 or item.window.unit == "sprint":
            continue
        fact, days, quantity = found
        if quantity.unit == "day" and (fact.attribute == "effort" or fact.source == "column"):
            continue  # days of work, which several people can share
        if fact.source != "column" and fact.label and (meaning := lookup_label(fact.label)) and meaning.attribute not in LENGTHS:
            continue  # "Revenue projections (3 years)"
        if _is_of_all(view, item, fact):
            continue
        if item.title.strip().startswith(quantity_text(fact)):
            continue  # "60 days (weeks 5-8)": the day by which it is done
        if _is_deadline(item):
            continue  # "Due: week 6": by when it is done, not when it is worked on
        if days.low > FARTHEST * length.high and not fact.label:
            continue  # "Slide 10: outlook (12-24 months)" in a window of three days: what it tells, not what it takes
        if days.low > length.high + max(SLACK, quantity.least * SLACK_OF.get(quantity.unit, 0.0)):
            place, sure = item.first("window"), _is_sure(item, fact, quantity, days.low / length.high)
            than = "longer than its window" if sure else "but its window is"
            yield Draft(
                f"{name_of(item)} takes {stated_of(quantity)}, {than} {written(item.window)}",
                (fact.span, place.span if place else item.span),
                key=item.key,
                computation=Computation(
                    formula=f"{days.low:.0f} days > {length.high:.0f} days",
                    expected=f"at most {length.high:.0f} days",
                    stated=stated_of(quantity),
                ),
                severity=None if sure else "question",
                suggestion="lengthen the window, begin earlier, or cut the scope",
            )


def quantity_text(fact: Fact) -> str:
    """The length as it is written, with what no title begins with where it is none."""
    return next((token.text.strip() for token in fact.values if token.kind == "quantity"), "\0")


def _is_of_all(view: View, item: Item, fact: Fact) -> bool:
    """Whether a line of a total below the last entry of a plan speaks of the whole plan: only a heading holds what stands below it."""
    meaning = lookup_label(fact.label) if fact.label and fact.source != "column" else None
    return (
        meaning is not None
        and meaning.is_total
        and not any(block.line == item.span.line and block.kind == "heading" for block in view.document.blocks)
    )


def _is_sure(item: Item, fact: Fact, length: Quantity, times: float) -> bool:
    """Whether one row says both, or one line in the same unit, "3 weeks (weeks 2-3)".

    What stands elsewhere may be of another thing of its name, the days of "1 week (13-15 Dec)" those in it on which it is done."""
    window, place = item.window, item.first("window")
    if window is None or place is None or _is_doubtful(item, fact) or _may_be_beginning(window, times):
        return False
    if place.span.line != fact.span.line:
        return False
    return fact.source == place.source == "column" or (window.is_relative and window.unit == length.unit)


def _is_doubtful(item: Item, fact: Fact) -> bool:
    """Whether the length may be of something else: with words before it or behind that relate it to a moment ("results in 60 days"), or of
    what an entry that has its window from a heading is about, as in "Lead age (30 days)", "Pilot plan" with "Timeline: 30 days"."""
    meaning = lookup_label(fact.label) if fact.label else None
    aside = (
        meaning is None or meaning.attribute not in LENGTHS
        if fact.source == "bullet"
        else meaning is not None and meaning.attribute == "window"
    )
    before = fact.text.partition(quantity_text(fact))[0]
    return (
        bool(TAIL.search(fact.text)) or (item.window_inherited and aside) or (fact.source == "field" and len(before.split()) > MOST_BEFORE)
    )


def _may_be_beginning(window: Window, times: float) -> bool:
    """Whether a window is one counted month or week ("Month 8"), or a quarter, which may as well be the one in which something begins."""
    if window.precision == "quarter" and window.start and window.end:
        return (window.end - window.start).days < LONGEST_QUARTER and times <= MOST_QUARTERS
    return window.is_relative and window.unit in ("month", "week") and window.first is not None and window.first == window.last


def _is_deadline(item: Item) -> bool:
    """Whether all that the item says of its time is an end."""
    return not item.window_inherited and item.first("end") is not None and item.first("start") is None and item.first("window") is None


RULE = Rule("RA404", "longer-than-window", "schedule", "warning", "computed", _find, __doc__)
