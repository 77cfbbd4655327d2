"""A growth by the year is not the one that leads from the first amount to the last.

Claim: a line names a compound growth by the year ("CAGR: 18%"), and it or the lines right above it give two amounts of one sort, each with
its year, or with the years between them; no number of years between them, one more or one less makes that growth of the two.

Why it matters: the size of the market is the first figure that a reader checks, and the other figures of the plan are taken from it.

Flagged:

    - Market for rental bikes 2024: $1.4 billion
    - Projected 2030: $3.9 billion
    - CAGR: 29%

Fine:

    - Market for rental bikes 2024: $1.4 billion
    - Projected 2030: $3.9 billion
    - CAGR: 18.6%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.changes import change_of, change_shown, is_stated, slack_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

PAIR = 2
ABOVE = 3  # lines above in which the amounts may stand
RELATIVE = 0.03  # of a growth: markets are reckoned from figures that are not rounded
READ = frozenset({"paragraph", "item"})
SIZES = frozenset({"money", "count"})
LONGEST = 40  # years


class Course(Struct, frozen=True):
    """An amount, what it becomes, and after how many years; `sentences` say so."""

    first: Quantity
    last: Quantity
    years: float
    sentences: tuple[Sentence, ...]

    def growth(self, years: float) -> Interval | None:
        """In percent by the year."""
        ratio = allowed(self.last).over(allowed(self.first))
        if ratio is None or ratio.low <= 0 or years < 1:
            return None
        return change_of(Interval(ratio.low ** (1 / years), ratio.high ** (1 / years)))


def _find(view: View) -> Iterator[Draft]:
    for at, sentence in enumerate(view.sentences):
        if sentence.tokens and "%" in sentence.text and pattern("compound_growth").search(sentence.text):
            stated = [value for value in sentence.quantities if value.kind == "percent"]
            course = _course(view, at) if len(stated) == 1 else None
            if course is not None and not _fits(course, stated[0]):
                yield _draft(view, sentence, course, stated[0])


def _course(view: View, at: int) -> Course | None:
    """The two amounts of a sentence, or else of the lines right above it; two of the same block where several stand there."""
    own = view.sentences[at]
    section = view.document.blocks[own.block].section
    near = [one for one in view.sentences[max(0, at - ABOVE - 1) : at] if 0 <= own.line - one.line <= ABOVE and one.kind in READ]
    near = [one for one in near if view.document.blocks[one.block].section == section]
    for group in ((own,), *((*near[back:], own) for back in range(len(near) - 1, -1, -1))):
        if any(pattern("compound_growth").search(one.text) for one in group[:-1]):
            return None
        course = _in(group)
        if course is not None:
            return course
    return None


def _in(sentences: Sequence[Sentence]) -> Course | None:
    """The one course that some sentences tell: two amounts, and two years or the time between them."""
    tokens = [token.value for one in sentences for token in one.tokens]
    sizes = [value for value in tokens if isinstance(value, Quantity) and value.kind in SIZES and (value.is_range or not value.change)]
    if len(sizes) == 1 and sizes[0].is_range:
        sizes = [_end(sizes[0], sizes[0].least), _end(sizes[0], sizes[0].most)]  # "from 100 to 400"
    years = [year for value in tokens if isinstance(value, Window) and (year := _year(value))]
    lengths = [value for value in tokens if isinstance(value, Quantity) and value.kind == "duration" and value.unit == "year"]
    if len(sizes) != PAIR or (sizes[0].kind, sizes[0].unit) != (sizes[1].kind, sizes[1].unit) or sizes[0].least <= 0:
        return None
    if len(years) == PAIR and not lengths and 0 < abs(years[1] - years[0]) <= LONGEST:
        first, last = sizes if years[0] < years[1] else sizes[::-1]
        return Course(first, last, abs(years[1] - years[0]), tuple(sentences))
    together = any(len([value for value in one.quantities if value.kind == "duration" or value.kind in SIZES]) > 1 for one in sentences)
    if not years and together and len(lengths) == 1 and not lengths[0].is_range and 1 < lengths[0].most <= LONGEST:
        return Course(sizes[0], sizes[1], lengths[0].most, tuple(sentences))
    return None


def _end(value: Quantity, at: float) -> Quantity:
    return replace(value, low=at, high=at, least=at, most=at)


def _year(window: Window) -> float:
    """The one year that a time is, of the calendar or of the plan; 0 for any other."""
    days = [day for day in (window.start, window.end) if day is not None]
    if window.precision == "year" and len({day.year for day in days}) == 1:
        return days[0].year
    return float(window.first or 0) if window.unit == "year" and window.first == window.last else 0.0


def _fits(course: Course, stated: Quantity) -> bool:
    if stated.least > 0 and course.last.most <= course.first.least:
        return True  # what grows elsewhere
    growths = [growth for years in (course.years, course.years + 1, course.years - 1) if (growth := course.growth(years))]
    return not growths or any(is_stated(growth, stated, slack_of(stated, RELATIVE)) for growth in growths)


def _draft(view: View, sentence: Sentence, course: Course, stated: Quantity) -> Draft:
    expected, told = change_shown(course.first.most, course.last.most, course.years), stated_of(stated)
    first, last = amount(course.first.most, course.first), amount(course.last.most, course.last)
    formula = f"({last} / {first}) ^ (1/{number(course.years)}) - 1 = {expected}"
    places = (sentence, *(one for one in course.sentences if one is not sentence))
    return Draft(
        f"from {first} to {last} in {number(course.years)} years is a growth of {expected} a year, not {told}",
        tuple(dict.fromkeys(span_of_sentence(view.scanned, one) for one in places)),
        key=f"{first}|{last}|{told}",
        computation=Computation(formula=formula, expected=expected, stated=told),
        suggestion=f"change {told} to {expected}, or correct one of the two amounts",
    )


RULE = Rule("RA184", "compound-growth", "arithmetic", "question", "computed", _find, __doc__)
