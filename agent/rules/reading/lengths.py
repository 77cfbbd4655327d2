"""How long things take: efforts and windows in days, as intervals of what their wording allows."""

from __future__ import annotations

import re

from agent.expressions import expression
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Item
from agent.rules.reading.interval import Interval
from agent.rules.reading.period import UNIT_DAYS

WORK_DAYS = {"day": 1.0, "week": 7.0, "sprint": 14.0, "month": 30.4375, "quarter": 91.3125, "year": 365.25}


def days_of(quantity: Quantity) -> Interval | None:
    """A duration in calendar days; None for work ("person-days", hours), which people can share."""
    size = WORK_DAYS.get(quantity.unit) if quantity.kind == "duration" else None
    if size is None or quantity.comparator in (">", ">="):
        return None
    return Interval(quantity.least * size, quantity.most * size)


def length_of(window: Window) -> Interval | None:
    """The length of a window in days: months 6-18 are twelve or thirteen, depending on whether both ends count."""
    if window.is_relative:
        size = UNIT_DAYS.get(window.unit)
        if size is None or window.first is None or window.last is None or window.open_ended or window.last < window.first:
            return None
        span = window.last - window.first
        return Interval(span * size, (span + (window.first > 0)) * size)
    if window.start is None or window.end is None or window.open_ended:
        return None
    days = (window.end - window.start).days
    return Interval(float(days), float(days + 1)) if days >= 0 else None


UNIT_ALONE = expression(
    r"\W*(?:day|week|month|quarter|year|sprint|tag|woche|monat|quartal|jahr|jour|semaine|mois|trimestre|année|día|dia|semana|mes|mês|año|ano"
    r"|giorno|settimana|mese|anno|week|maand|dag|jaar|день|неделя|месяц|квартал|год|週|周|月|日|주|월)\W*",
    re.IGNORECASE,
)


def _is_place_in_time(fact: Fact) -> bool:
    """Whether a cell numbers a week or a month ("Week | 5"): when something is done, not how long it takes."""
    return fact.source == "column" and bool(UNIT_ALONE.fullmatch(fact.label))


def duration_of(item: Item, *attributes: str) -> tuple[Fact, Interval, Quantity] | None:
    """The one duration an item states for itself, with its fact."""
    for attribute in attributes:
        for fact in item.all(attribute):
            if len(fact.quantities) == 1 and not fact.subject and not _is_place_in_time(fact) and (days := days_of(fact.quantities[0])):
                return fact, days, fact.quantities[0]
    return None
