"""Quantities as intervals, and the factors between their units of time."""

from __future__ import annotations

from math import inf

from agent.facts.interval import Interval
from agent.model.quantity import Quantity

# How many of the second unit make one of the first; a working month has about 21 days and 160 hours.
_PER: dict[tuple[str, str], tuple[float, ...]] = {
    ("year", "month"): (12.0,),
    ("year", "quarter"): (4.0,),
    ("year", "week"): (52.0,),
    ("year", "day"): (365.0, 360.0),
    ("quarter", "month"): (3.0,),
    ("quarter", "week"): (13.0, 12.0),
    ("month", "week"): (4.0, 4.33),
    ("month", "day"): (30.0, 20.0, 21.0, 22.0),
    ("month", "business day"): (20.0, 21.0, 22.0),
    ("week", "day"): (7.0, 5.0),
    ("week", "business day"): (5.0,),
    ("day", "hour"): (8.0, 24.0),
    ("hour", "minute"): (60.0,),
    ("minute", "second"): (60.0,),
    ("week", "hour"): (40.0,),
    ("month", "hour"): (160.0,),
}
_PERSON = "person-"
# What each unit of a measure is worth in its smallest; those of data also count in steps of 1,024.
_SCALES: tuple[dict[str, float], ...] = (
    {"byte": 1.0, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15},
    {"byte": 1.0, "KB": 2.0**10, "MB": 2.0**20, "GB": 2.0**30, "TB": 2.0**40, "PB": 2.0**50},
    {"kWh": 1.0, "MWh": 1e3, "GWh": 1e6},
    {"kW": 1.0, "MW": 1e3},
)


def interval(quantity: Quantity) -> Interval:
    """What the writing allows, comparators included: "50+" is anything from 50 up."""
    low = -inf if quantity.comparator in {"<", "<="} else quantity.low
    high = inf if quantity.comparator in {">", ">="} else quantity.high
    return Interval(low, high)


def written(quantity: Quantity) -> Interval:
    """The interval of the number itself, whatever its comparator."""
    return Interval(quantity.low, quantity.high)


def conversions(unit: str, into: str) -> tuple[float, ...]:
    """How many `into` one `unit` of time may be: month into year is 1/12; empty when they do not convert."""
    unit, into = unit.removeprefix(_PERSON), into.removeprefix(_PERSON)
    if unit == into:
        return (1.0,)
    if (unit, into) in _PER:
        return _PER[unit, into]
    return tuple(1 / factor for factor in _PER.get((into, unit), ()))


def rescaled(unit: str, into: str) -> tuple[float, ...]:
    """How many `into` one `unit` of a measure may be: a TB is 1,000 GB or 1,024; empty when they do not convert."""
    if unit == into:
        return (1.0,)
    return tuple(dict.fromkeys(table[unit] / table[into] for table in _SCALES if unit in table and into in table))
