"""An availability and the downtime beside it do not belong together.

Claim: one line states an availability and the downtime it allows, and the availability allows another time in the period that is
named (or, where none is named, in a day, week, month, quarter and year). Uptime of 99.9% is 43.8 minutes a month, 99.95% is 21.9,
99.99% is 4.4. More downtime than the availability allows is a warning, less is a question.

Why it matters: one of the two is promised to customers, the other is what operations plan with.

Flagged:

    - Availability of the portal: 99.5% a month, at most 6 hours of downtime a month

Fine:

    - Availability of the portal: 99.5% a month, at most 3.6 hours of downtime a month
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.passages import figures_of_sentence
from agent.rules.reading.sentences import Sentence, span_of_sentence

MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 1440.0}
PERIODS = {
    "day": (1.0, 1.0, r"days?|daily|tag|dia|día|jour|日"),
    "week": (7.0, 7.0, r"weeks?|weekly|woche|semana|semaine|週|周"),
    "month": (28.0, 31.0, r"months?|monthly|monat\w*|mês|mes|mensal|mensual|mois|mensuel\w*|месяц\w*|月|か月|个月"),
    "quarter": (90.0, 92.0, r"quarters?|quarterly|quartal|trimestre|四半期|季度"),
    "year": (365.0, 366.0, r"years?|yearly|annual|annually|annum|jahr\w*|ano|año|an|année|anual|annuel\w*|год\w*|年"),
}
TOLERANCE = 0.1  # "about 22 minutes", "4.3 minutes" for 4.4
LEAST = 90.0  # percent: less is no availability


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.saying("downtime"):
        figures = [figure.quantity for figure in figures_of_sentence(sentence)]
        shares = [figure for figure in figures if figure.kind == "percent" and LEAST < figure.most < 100 and not figure.change]
        times = [figure for figure in figures if figure.kind == "duration" and figure.unit in MINUTES and not _is_period(figure)]
        if len(shares) == len(times) == 1:
            yield from _judge(view, sentence, shares[0], times[0])


def _is_period(quantity: Quantity) -> bool:
    """ "A month of 30 days": that is the period, not the downtime."""
    return quantity.unit == "day" and quantity.most in (1, 7, 28, 30, 31, 90, 365)


def _judge(view: View, sentence: Sentence, share: Quantity, time: Quantity) -> Iterator[Draft]:
    named = [
        name for name, (_, _, words) in PERIODS.items() if re.search(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", sentence.text, re.IGNORECASE)
    ]
    minutes = time.most * MINUTES[time.unit]
    budgets = {name: _budget(share, name) for name in named or PERIODS}
    if any(low * (1 - TOLERANCE) <= minutes <= high * (1 + TOLERANCE) for low, high in budgets.values()):
        return
    name = named[-1] if named else "month"
    middle = (budgets[name][0] + budgets[name][1]) / 2
    expected = _told(middle)
    more = minutes > middle
    yield Draft(
        f"{stated_of(share)} allows {expected} of downtime a {name}, {'less' if more else 'more'} than the {stated_of(time)} beside it",
        (span_of_sentence(view.scanned, sentence),),
        key=f"{stated_of(share)}|{name}",
        computation=Computation(formula=f"(100% - {stated_of(share)}) x 1 {name} = {expected}", expected=expected, stated=stated_of(time)),
        suggestion=f"change {stated_of(time)} to {expected}, or the availability",
        severity="warning" if more else "question",
    )


def _budget(share: Quantity, period: str) -> tuple[float, float]:
    """The minutes of downtime that an availability leaves in the shortest and longest such period."""
    shortest, longest, _ = PERIODS[period]
    return (100 - share.high) / 100 * shortest * 1440, (100 - share.low) / 100 * longest * 1440


def _told(minutes: float) -> str:
    if minutes >= 120:
        return f"{number(round(minutes / 60, 1))} hours"
    return f"{number(round(minutes, 1))} minutes" if minutes >= 1 else f"{number(round(minutes * 60, 1))} seconds"


RULE = Rule("RA806", "downtime-and-availability", "metric", "warning", "computed", _find, __doc__)
