"""A growth in a table or list is not the change from the time before.

Claim: a row or column is called growth ("Growth", "YoY", "Increase") and gives percentages that are the changes of another row or column
from one time to the next, and at one time it is another one; or an entry of a list of consecutive times states its growth in brackets
("Year 3: $900K (+100% growth)") and its amount has not grown by that.

Why it matters: growth is what plans are compared by, and it was not taken along when an amount changed.

Flagged:

    | | 2025 | 2026 | 2027 | 2028 |
    |---|---:|---:|---:|---:|
    | Members | 200 | 450 | 900 | 1,350 |
    | Growth | | 125% | 100% | 70% |

Fine:

    | | 2025 | 2026 | 2027 | 2028 |
    |---|---:|---:|---:|---:|
    | Members | 200 | 450 | 900 | 1,350 |
    | Growth | | 125% | 100% | 50% |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.changes import change_of, change_shown, is_stated, slack_of
from agent.rules.reading.entries import Entry, sort_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.naming import shortened
from agent.rules.reading.scope_words import same_word
from agent.rules.reading.table_series import TableSeries, columns_as_series, is_overall, rows_as_series
from agent.rules.reading.vocabulary import pattern

FEWEST = 2  # growths that show what they are of
MORE = 3  # times as many hold as do not
COUNTED = frozenset({"money", "count", "rate", "duration"})
STEP = expression(r"([^\W\d_]*\s?)(\d{1,4})\b")  # "Year 2", "2026", "M3"
OWN = expression(r"[(（]\s?([+-]?\d+(?:[.,]\d+)?) ?%([^()（）]{0,24})[)）]")


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        for all_series in (rows_as_series(grid), columns_as_series(grid)):
            for growth in all_series:
                if pattern("growth_words").search(growth.name) and not is_overall(growth.name):
                    yield from _judge(view, growth, [one for one in all_series if one is not growth])
    yield from _listed(view)


def _judge(view: View, growth: TableSeries, others: Sequence[TableSeries]) -> Iterator[Draft]:
    """The growths that are not the changes of the one series of which the others are."""
    at = [index for index, value in enumerate(growth.values) if index and value is not None and value.kind == "percent"]
    if len(at) < FEWEST:
        return
    judged = [(base, _fitting(growth, base, at)) for base in others]
    judged = [(base, fits) for base, fits in judged if fits]
    best = max((sum(fits.values()) for _, fits in judged), default=0)
    of = [(base, fits) for base, fits in judged if sum(fits.values()) == best]
    if len(of) != 1:
        return
    base, fits = of[0]
    broken = [index for index, fit in fits.items() if not fit]
    sure = best >= MORE * len(broken) - 1
    named = best == len(broken) == 1 and (len(judged) == 1 or _shares_name(growth, base))
    for index in broken if sure or named else ():
        if not any(other.get(index) for _, other in judged):
            yield _draft(view, growth, base, index)


def _fitting(growth: TableSeries, base: TableSeries, at: Sequence[int]) -> dict[int, bool]:
    """Whether each growth is the change of a series, where that has a value then and before."""
    found: dict[int, bool] = {}
    for index in at:
        now, before, stated = base.values[index], base.values[index - 1], growth.values[index]
        change = _change(before, now)
        if change is not None and stated is not None:
            found[index] = is_stated(change, stated, slack_of(stated))
    return found


def _change(before: Quantity | None, now: Quantity | None) -> Interval | None:
    """By how many percent a value is more than the one before it."""
    if before is None or now is None or before.kind != now.kind or now.kind not in COUNTED or before.unit != now.unit:
        return None
    ratio = allowed(now).over(allowed(before)) if before.least > 0 and now.least >= 0 else None
    return change_of(ratio) if ratio else None


def _shares_name(growth: TableSeries, base: TableSeries) -> bool:
    words = [word.casefold() for word in base.name.split() if len(word) > FEWEST]
    return any(same_word(word, other.casefold().strip("()*_")) for word in words for other in growth.name.split())


def _draft(view: View, growth: TableSeries, base: TableSeries, index: int) -> Draft:
    before, now, stated = base.values[index - 1], base.values[index], growth.values[index]
    assert before is not None
    assert now is not None
    assert stated is not None
    lines = dict.fromkeys((growth.lines[index], base.lines[index], base.lines[index - 1]))
    return _told(view, tuple(lines), f'"{shortened(base.name)}"', (before, now), (stated_of(stated), growth.times[index]))


def _told(view: View, lines: tuple[int, ...], name: str, values: tuple[Quantity, Quantity], stated: tuple[str, str]) -> Draft:
    before, now = values
    told, time = stated
    expected = change_shown(before.most, now.most)
    first, second = amount(before.most, before), amount(now.most, now)
    return Draft(
        f'{name} goes from {first} to {second}, which is a growth of {expected}, but {told} is stated for "{shortened(time)}"',
        tuple(view.document.span(line) for line in lines),
        key=f"{name}|{time}|{told}",
        computation=Computation(formula=f"{second} / {first} - 1 = {expected}", expected=expected, stated=told),
        suggestion=f"change {told} to {expected}, or correct one of the two amounts",
    )


def _listed(view: View) -> Iterator[Draft]:
    """Entries of consecutive times that state their growth in brackets; where no entry of several has it, it is that of something else."""
    run: list[Entry] = []
    for entry in (*view.entries, None):
        if run and entry is not None and _follows(run[-1], entry):
            run.append(entry)
            continue
        judged = [(one, other, _grown(one, other)) for one, other in pairwise(run)]
        known = [(one, other, fit) for one, other, fit in judged if fit is not None]
        if len(known) == 1 or any(fit for _, _, fit in known):
            yield from (_of_entries(view, one, other) for one, other, fit in known if not fit)
        run = [entry] if entry is not None and len(entry.amounts) == 1 else []


def _follows(one: Entry, other: Entry) -> bool:
    if (one.section, one.depth, one.kind) != (other.section, other.depth, other.kind) or len(other.amounts) != 1:
        return False
    first, second = STEP.match(one.label), STEP.match(other.label)
    alike = first is not None and second is not None and first[1].casefold() == second[1].casefold()
    return alike and first is not None and second is not None and int(second[2]) == int(first[2]) + 1 and _sort(one) == _sort(other)


def _sort(entry: Entry) -> tuple[str, str, str]:
    return sort_of(entry.amounts[0])


def _grown(one: Entry, other: Entry) -> bool | None:
    """Whether an entry has grown by what it says; None where it says nothing."""
    stated = _own(other)
    change = _change(one.amounts[0], other.amounts[0])
    return None if stated is None or change is None else is_stated(change, stated, slack_of(stated))


def _own(entry: Entry) -> Quantity | None:
    """The growth that an entry states in brackets."""
    found = [match for match in OWN.finditer(entry.text) if match[1].startswith("+") or pattern("growth_words").search(match[2])]
    if len(found) != 1:
        return None
    value = float(found[0][1].replace(",", "."))
    return Quantity(value - 0.5, value + 0.5, value, value, "percent", "%")


def _of_entries(view: View, one: Entry, other: Entry) -> Draft:
    stated = _own(other)
    assert stated is not None
    return _told(view, (other.line, one.line), "the amount", (one.amounts[0], other.amounts[0]), (stated_of(stated), other.label))


RULE = Rule("RA183", "growth-of-series", "arithmetic", "question", "computed", _find, __doc__)
