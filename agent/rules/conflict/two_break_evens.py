"""The plan breaks even at two times.

Claim: two places say when the plan breaks even, or turns profitable, and no month fits both. Times of scenarios, of parts of the plan
and of another kind of break-even (cash, per unit ...) are left out, and so are supposed ones.

Why it matters: until then the plan lives on borrowed money, and how much it needs follows from the month.

Flagged:

    ## Summary

    We break even 27 months after the launch.

    ## Finances

    - **Break-even:** 25 months after the launch

Fine:

    ## Summary

    We break even 27 months after the launch.

    ## Finances

    - **Break-even:** month 27
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict.two_values import SHARED_NAMES, labels_by_place
from agent.rules.reading.interval import Interval
from agent.rules.reading.period import UNIT_DAYS, period_of
from agent.rules.reading.remarks import Remark
from agent.rules.reading.vocabulary import keys_in, keys_of, pattern

EVENTS = ("break_even", "turns_profitable")
MONTH = UNIT_DAYS["month"]
MOST_TIMES = 3  # more are of several things
LONGEST_ENTRY = 4  # words
TIMES = expression(r"\d\s?[x×]\s*$", re.IGNORECASE)
CLAUSE = expression(r"[,;.|（）()]\s|[。；，]|\s[–—]\s")


class Said(Struct, frozen=True):
    """That `event` comes at `time`, in months of the plan or days of the calendar (`dated`)."""

    event: str
    sort: frozenset[str]
    time: Interval
    dated: bool
    shown: str
    labelled: bool
    remark: Remark
    headings: tuple[str, ...]


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in _said(view):
        groups[said.event, said.sort, said.dated].append(said)
    labels = labels_by_place(view)
    for group in groups.values():
        by_time: dict[Interval, list[Said]] = defaultdict(list)
        for said in group:
            by_time[said.time].append(said)
        if len(by_time) > MOST_TIMES:
            continue
        for one, other in combinations([said for alike in by_time.values() for said in alike[:MOST_TIMES]], 2):
            if not one.time.meets(other.time) and one.remark.section != other.remark.section and not _told_apart(one, other, labels):
                yield _draft(one, other)
                break


def _told_apart(one: Said, other: Said, labels: dict[tuple[str, ...], set[str]]) -> bool:
    """Whether the two places are records of one shape: plan A and plan B."""
    return one.headings[:-1] == other.headings[:-1] and len(labels[one.headings] & labels[other.headings]) >= SHARED_NAMES


def _said(view: View) -> Iterator[Said]:
    for remark in view.remarks:
        if keys_of(*EVENTS).isdisjoint(keys_in(remark.text)):
            continue
        named = {event: found for event in EVENTS if (found := list(pattern(event).finditer(remark.text)))}
        if not named:
            continue
        headings = view.document.heading_path(view.document.blocks[remark.block])
        around = " ".join((*headings, remark.lead, remark.text))
        if pattern("cases").search(around) or pattern("supposing").search(remark.text):
            continue
        for event, found in named.items():
            if TIMES.search(remark.text[: found[0].start()]):
                continue  # "720 users (7x break-even)"
            told = _time(remark, found[0]) or _inherited(view, remark, found[0][0]) if len(found) == 1 else None
            if told:
                near = f"{headings[-1] if headings else ''} | {remark.lead} | {remark.text}"
                sort = frozenset(match[0].casefold() for match in pattern("sort_of_break_even").finditer(near))
                time, dated, shown = told
                yield Said(event, sort, time, dated, shown, _is_label(remark.text, found[0]), remark, headings)


def _is_label(text: str, event: re.Match[str]) -> bool:
    return not any(character.isalnum() for character in text[: event.start()]) or text.rstrip().endswith(event[0])


def _time(remark: Remark, event: re.Match[str]) -> tuple[Interval, bool, str] | None:
    """The one time in the line, or in the clause that names the event."""
    bounds = [0, *(match.end() for match in CLAUSE.finditer(remark.text)), len(remark.text)]
    start = max(at for at in bounds if at <= event.start())
    end = min(at for at in bounds if at >= event.end())
    for first, last in ((start, end), (0, len(remark.text))):
        told = [(span, token) for token in remark.tokens if first <= token.start and token.end <= last and (span := _span_of(token))]
        if told:
            (months, dated), token = told[0]
            return (months, dated, token.text) if len(told) == 1 else None
    return None


def _inherited(view: View, remark: Remark, event: str) -> tuple[Interval, bool, str] | None:
    """The one time of the heading above an entry that says no more than that it comes ("Reach break-even")."""
    if remark.kind != "item" or remark.section is None or len(remark.text.split()) > LONGEST_ENTRY or not remark.text.endswith(event):
        return None
    told = [(span, token) for token in view.scanned.tokens[remark.section] if isinstance(token.value, Window) and (span := _span_of(token))]
    return (*told[0][0], told[0][1].text) if len(told) == 1 and not any(token.kind == "quantity" for token in remark.tokens) else None


def _span_of(token: Token) -> tuple[Interval, bool] | None:
    value = token.value
    if isinstance(value, Window):
        period = period_of(value)
        if period is None or period.start is None or period.end is None:
            return None
        if period.axis == "calendar":
            return Interval(period.start, period.end), True
        return Interval(period.start / MONTH, period.end / MONTH), False
    if not isinstance(value, Quantity) or value.kind != "duration" or value.unit not in UNIT_DAYS or value.per or value.change:
        return None
    size = UNIT_DAYS[value.unit] / MONTH
    if value.comparator[0] in "<>":
        return None  # "within 18 months" is also true of sooner
    slack = size / 2 if value.comparator == "=" else max(size / 2, value.most * size / 10)
    return Interval(value.least * size - slack, value.most * size + slack), False


def _draft(one: Said, other: Said) -> Draft:
    name = pattern(one.event).findall(one.remark.text)[0]
    first, second = " ".join(one.shown.split()), " ".join(other.shown.split())
    return Draft(
        f'"{name}" is given as "{first}" in line {one.remark.line}, but as "{second}" in line {other.remark.line}',
        (one.remark.span, other.remark.span),
        key=f"{one.event}|{'|'.join(sorted(one.sort))}",
        computation=Computation(formula=f"{first} ≠ {second}", expected=first, stated=second),
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
    )


RULE = Rule("RA619", "two-break-evens", "conflict", "question", "rule", _find, __doc__)
