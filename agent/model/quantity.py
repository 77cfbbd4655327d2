"""Numbers as roadmaps write them: intervals with a unit, because plans round and give ranges."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

QuantityKind = Literal["money", "percent", "duration", "count", "ratio", "size", "rate", "score"]
Comparator = Literal["=", "<", "<=", ">", ">=", "~"]


class Quantity(Struct, frozen=True):
    """A number with its unit, as an interval.

    `least`..`most` is what is written, scaled ("$8-12M": 8e6..12e6; "$1.3M": 1.3e6..1.3e6). `low`..`high` is what the writing
    allows: a single rounded figure is widened by half a unit of its last written digit ("$1.3M": 1.25e6..1.35e6; whole thousands
    and millions by a tenth at most, "$2M": 1.8e6..2.2e6), a range is not widened, exact small integers are not widened.
    `unit` is an ISO 4217 code for money ("USD", "EUR", "BRL", "JPY", "CNY"; "" when the currency is unknown), "%" for percent (40
    means 40 %), a singular English time unit for durations ("millisecond" .. "year", "person-day", "person-month", "sprint" too),
    "x" for ratios, "GB".. for sizes, "requests/second".. for rates, else the counted noun in the singular as written ("language",
    "engineer"; "" when there is none).
    `comparator` reads "<100ms" as "<", "50+" and "at least 50" as ">=", "~20" as "~". `per` is the time unit of a price ("month" in
    "$50K/month"). `change` marks a difference, not a level ("+300%", "-25%", "40% improvement"); `statistic` is "P95", "median",
    "average", "maximum" ... where stated beside the number.
    """

    low: float
    high: float
    least: float
    most: float
    kind: QuantityKind
    unit: str = ""
    comparator: Comparator = "="
    per: str = ""
    change: bool = False
    statistic: str = ""

    @property
    def is_range(self) -> bool:
        return self.least != self.most


class Window(Struct, frozen=True):
    """A stretch of time. Absolute windows have `start`..`end` (calendar days, both included; None is open or unknown).

    Relative ones ("months 6-18", "week 3", "T+30", "18+ months") have `unit` ("day", "week", "month", "sprint", "quarter", "year") and
    `first`..`last` as written; their origin is unknown. `precision` is how exact the writing is. `open_ended` is "18+ months",
    "from Q3", "2027+". Windows without a year ("Q3", "Oktober", "Janeiro - Março") have `start`/`end` None and `months` (first, last month,
    1..12), unless the context supplied the year, in which case they are ordinary and `inferred` is True. `text` is as written.
    """

    text: str
    start: date | None = None
    end: date | None = None
    unit: str = ""
    first: float | None = None
    last: float | None = None
    precision: Literal["day", "week", "month", "quarter", "half", "year", "relative"] = "day"
    open_ended: bool = False
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None  # first and last day of the month, where days are written without a year ("Jan 2-6")
    inferred: bool = False
    fiscal: bool = False

    @property
    def is_relative(self) -> bool:
        return bool(self.unit)

    @property
    def is_dated(self) -> bool:
        return self.start is not None or self.end is not None
