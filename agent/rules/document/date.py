"""A date does not exist.

Claim: a written date names a day its month does not have, a month above twelve, a year of five digits, or a weekday that is not
the weekday of that date.

Why it matters: nobody can tell which day is meant, and calendars will take another one.

Flagged:

    - Launch: 2026-06-31

Fine:

    - Launch: 2026-06-30
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janeiro enero janvier gennaio января januari",
            "february feb februar fevereiro febrero février fevrier febbraio февраля februari",
            "march mar märz maerz março marco marzo mars марта maart",
            "april apr abril avril aprile апреля",
            "may mai maio mayo maggio мая mei",
            "june jun juni junho junio juin giugno июня",
            "july jul juli julho julio juillet luglio июля",
            "august aug agosto août aout августа augustus",
            "september sep sept setembro septiembre septembre settembre сентября",
            "october oct oktober outubro octubre octobre ottobre октября okt",
            "november nov novembro noviembre novembre ноября",
            "december dec dezember dezembro diciembre décembre decembre dicembre декабря dez",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday montag segunda-feira lunes lundi lunedì",
            "tuesday dienstag terça-feira martes mardi martedì",
            "wednesday mittwoch quarta-feira miércoles mercredi mercoledì",
            "thursday donnerstag quinta-feira jueves jeudi giovedì",
            "friday freitag sexta-feira viernes vendredi venerdì",
            "saturday samstag sonnabend sábado samedi sabato",
            "sunday sonntag domingo dimanche domenica",
        )
    )
    for name in names.split()
}
WORD = r"[^\W\d_]{3,10}"  # as long as the names of months; to look it up among them takes less than to try each
DIGIT = expression(r"\d")
# "(e.g. "Sunday, 23 March 2026")" shows how dates are written
SHOWN = expression(
    r"(?:\be\.?g\.?|\bex\.?|\bz\.\s?b\.|\bp\.?\s?ej\.?|\bfor example|\bbijv\.?|\bes\.)[,:]?\s*[\"“„«'‘`*_]*$|例[:：]?[「“]?$", re.IGNORECASE
)
ISO = expression(r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
# What stands before a day is looked at behind its first digit, so that a search jumps from digit to digit.
DAY_FIRST = expression(
    rf"(?P<day>\d(?<![\w.,/-]\d)\d?)(?:\.|st|nd|rd|th|º)?\s+(?:de\s+)?(?P<word>{WORD})\.?(?:,?\s+(?:de\s+)?(?P<year>\d{{4}}))?(?![\w-])",
    re.IGNORECASE,
)
MONTH_FIRST = expression(rf"(?<!\w)(?P<word>{WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
NUMERIC = expression(r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4,5})(?![\d/.-])")
WEEKDAY = expression(rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+(?:the\s+|den\s+|dem\s+)?$", re.IGNORECASE)
AMBIGUOUS_WORDS = frozenset({"may", "mar", "mars", "marco", "jun", "dec", "sep", "set", "mai"})


class Wrong(Struct, frozen=True):
    text: str
    reason: str
    remedy: str


def _find(view: View) -> Iterator[Draft]:
    for line in view.visible:
        if DIGIT.search(line.text):
            for wrong in _wrong_dates(line.text):
                yield Draft(
                    f'"{wrong.text}" is no possible date: {wrong.reason}',
                    (view.document.span(line.number, text=wrong.text),),
                    key=wrong.text,
                    suggestion=wrong.remedy,
                )


def _wrong_dates(text: str) -> Iterator[Wrong]:
    for match in ISO.finditer(text) if "-" in text else ():
        yield from _day_of(text, match, int(match["year"]), int(match["month"]), int(match["day"]))
    for pattern in (DAY_FIRST, MONTH_FIRST) if "," in text else (DAY_FIRST,):
        for match in pattern.finditer(text):
            word = match["word"].casefold()
            if word in MONTHS and (match["year"] or word not in AMBIGUOUS_WORDS):
                yield from _day_of(text, match, int(match["year"] or 0), MONTHS[word], int(match["day"]))
    for match in NUMERIC.finditer(text):
        yield from _numeric(match)


def _day_of(text: str, match: re.Match[str], year: int, month: int, day: int) -> Iterator[Wrong]:
    if year and not 1900 <= year <= 2200:
        return
    if not 1 <= month <= 12:
        yield Wrong(match[0], f"there is no month {month}", "correct the month")
        return
    last = monthrange(year or 2024, month)[1]
    if not 1 <= day <= last:
        yield Wrong(match[0], f"that month has {last} days", f"write the {last}th or the right month")
        return
    before = WEEKDAY.search(text[: match.start()])
    if year and before and not SHOWN.search(text[: before.start()]):
        actual = date(year, month, day).weekday()
        if WEEKDAYS[before["weekday"].casefold()] != actual:
            name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[actual]
            yield Wrong(text[before.start() : match.end()], f"that day is a {name}", "correct the weekday or the date")


def _numeric(match: re.Match[str]) -> Iterator[Wrong]:
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    if len(year) == 5:
        yield Wrong(match[0], f"the year {year} has five digits", "correct the year")
    elif 1900 <= int(year) <= 2200 and (match["mark"] == "/" or len(match["second"]) == 2):
        readings = [(day, month) for day, month in ((first, second), (second, first)) if 1 <= month <= 12]
        if not any(1 <= day <= monthrange(int(year), month)[1] for day, month in readings):
            yield Wrong(match[0], "no order of day and month gives a day of the calendar", "correct the day or the month")


RULE = Rule("RA011", "impossible-date", "document", "warning", "rule", _find, __doc__)
