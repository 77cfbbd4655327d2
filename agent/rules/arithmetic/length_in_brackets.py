"""A length of time is another one in the unit that stands in the brackets behind it.

Claim: a length is told in two units, one in brackets or behind an equals sign ("38 days (7.6 weeks)", "1,056 hours (26.4 weeks at 40
hours a week)"), and the one is not the other, neither by the calendar nor in working time: a day of six to eight, ten or 24 hours, a week
of four to seven days or 20 to 45 hours, a month of four weeks or 20 to 31 days. Ranges are compared end by end; both ends the same way off,
or several lengths of the document, are its own habit.

Why it matters: whoever plans by days and whoever plans by weeks plan different work.

Flagged:

    - Migration of the archive: 38 days (4.2 weeks)

Fine:

    - Migration of the archive: 38 days (7.6 weeks)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, stated_of
from agent.rules.reading.brackets import Bracket, brackets_in

PLAIN = {
    "person-hour": "hour",
    "person-day": "day",
    "person-week": "week",
    "person-month": "month",
    "business day": "day",
}
# How many of the smaller unit one of the larger has.
USUAL: dict[tuple[str, str], tuple[float, ...]] = {
    ("minute", "second"): (60,),
    ("hour", "minute"): (60,),
    ("hour", "second"): (3600,),
    ("day", "minute"): (1440, 480),
    ("day", "hour"): (24, 10, 8, 7.5, 7, 6),
    ("week", "day"): (4, 5, 6, 7),
    ("week", "hour"): (168, 45, 40, 38, 37.5, 36, 35, 32, 30, 20),
    ("month", "hour"): (720, 730, 176, 173, 168, 160, 150, 140),
    ("month", "day"): (20, 21, 22, 28, 30, 31),
    ("month", "week"): (4, 4.33, 4.5),
    ("quarter", "month"): (3,),
    ("quarter", "week"): (12, 13),
    ("year", "month"): (12,),
    ("year", "week"): (52, 50, 48, 46),
    ("year", "day"): (365, 360, 260, 250, 220, 200),
    ("year", "quarter"): (4,),
}
FULL_TIME = {("week", "hour"): (40.0, 37.5, 35.0), ("month", "hour"): (160.0, 168.0)}
PART_TIME = frozenset(FULL_TIME)  # how many hours is each author's own affair, unless one end of a range tells it
SLACK = 0.04  # relative
HALF = 0.5  # of months and quarters that are told in whole or half ones; ranges are told in half days as well
COARSE = frozenset({"month", "quarter", "year"})
FEWEST = 2  # lengths that a habit of the document shows in
ABOUT = expression(
    r"[ \u00a0*_~≈=]*(?:about|approx\.?|around|circa|ca\.?|roughly|i\.e\.|or|oder|ou|o|etwa|rund|environ|soit|cerca de|约|約)?"
    r"[ \u00a0*_~≈=]*"
)
LABOUR = expression(r"[ \u00a0]*(?:calendar|working|work|business|full|person|of work|total|part-time)?[ \u00a0*_]*")


class Length(Struct, frozen=True):
    """A length in two units, the longer unit first; `told` is how many of the smaller one the text says it has."""

    larger: Quantity
    smaller: Quantity
    units: tuple[str, str]
    told: float
    bracket: Bracket

    @property
    def ends(self) -> tuple[float, float]:
        return self.smaller.least / self.larger.least, self.smaller.most / self.larger.most


def _find(view: View) -> Iterator[Draft]:
    lengths = [length for bracket in brackets_in(view.scanned, view.sentences) if (length := _length(bracket))]
    if not lengths:
        return
    habits = Counter((length.units, round(length.ends[0], 1)) for length in lengths)
    judged = {equation.span.line for equation in view.roadmap.equations}
    for length in lengths:
        odd = not _is_usual(length) and habits[length.units, round(length.ends[0], 1)] < FEWEST
        sure = length.told or length.units not in PART_TIME or _is_full_time(length)
        if odd and sure and not _is_even(length) and length.bracket.line not in judged:
            yield _draft(view, length)


def _length(bracket: Bracket) -> Length | None:
    outer, inner = bracket.before[-1].value, bracket.inside[0].value
    if outer.kind != "duration" or inner.kind != "duration" or not ABOUT.fullmatch(bracket.gap):
        return None
    if not ABOUT.fullmatch(bracket.inside[0].lead) or any(_is_open(value) for value in (outer, inner)):
        return None
    told = bracket.inside[1].value if len(bracket.inside) == FEWEST else None
    if len(bracket.inside) > FEWEST or not (LABOUR.fullmatch(bracket.rest) or told):
        return None
    units = PLAIN.get(outer.unit, outer.unit), PLAIN.get(inner.unit, inner.unit)
    larger, smaller = (outer, inner) if units in USUAL else (inner, outer)
    pair = units if units in USUAL else units[::-1]
    if pair not in USUAL or larger.least <= 0 or larger.is_range != smaller.is_range:
        return None
    if told is not None and not (told.kind == "duration" and PLAIN.get(told.unit, told.unit) == pair[1] and told.per == pair[0]):
        return None
    return Length(larger, smaller, pair, told.most if told else 0.0, bracket)


def _is_open(value: Quantity) -> bool:
    return value.comparator not in ("=", "~") or bool(value.per) or value.change


def _is_full_time(length: Length) -> bool:
    """Whether one end is just as many as a full week or month has."""
    return any(abs(end / factor - 1) <= SLACK / 4 for end in length.ends for factor in FULL_TIME[length.units])


def _is_usual(length: Length) -> bool:
    """Whether both ends are as many of the smaller unit as one of the larger has."""
    usual = (length.told,) if length.told else USUAL[length.units]
    ends = ((length.larger.least, length.smaller.least), (length.larger.most, length.smaller.most))
    fits = [any(_fits(large, small, factor, length) for factor in usual) for large, small in ends]
    return all(fits)


def _is_even(length: Length) -> bool:
    """Whether both ends of a range make as many: "8-12 hours (2-3 days)" is half a day's work each."""
    least, most = length.ends
    return length.larger.is_range and abs(least / most - 1) <= SLACK


def _fits(large: float, small: float, factor: float, length: Length) -> bool:
    rough = HALF / 2 if length.larger.is_range and float(2 * large).is_integer() else 0.0
    rough = HALF if length.units[0] in COARSE and float(2 * large).is_integer() else rough
    slack = SLACK if "~" not in (length.larger.comparator, length.smaller.comparator) else 3 * SLACK
    written = max(rough, length.larger.high - length.larger.most)
    about = max(length.smaller.high - length.smaller.most, 0.0)
    return (large - written) * factor * (1 - slack) - about <= small <= (large + written) * factor * (1 + slack) + about


def _draft(view: View, length: Length) -> Draft:
    usual = (length.told,) if length.told else USUAL[length.units]
    ratio = length.ends[1]
    factor = min(usual, key=lambda each: abs(each / ratio - 1))
    inner = length.bracket.inside[0].value
    given, stated = (length.larger, length.smaller) if inner is length.smaller else (length.smaller, length.larger)
    made = given.most * factor if stated is length.smaller else given.most / factor
    expected, said = amount(round(made, 1), stated), stated_of(stated)
    return Draft(
        f"{stated_of(given)} are about {expected}, not {said}",
        (view.document.span(length.bracket.line, length.bracket.end_line),),
        key=f"{stated_of(given)}|{said}",
        computation=Computation(formula=f"{stated_of(given)} = {expected}", expected=expected, stated=said),
        suggestion=f"change {said} to {expected}, or correct {stated_of(given)}",
    )


RULE = Rule("RA181", "length-in-brackets", "arithmetic", "question", "computed", _find, __doc__)
