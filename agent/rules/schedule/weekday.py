"""A weekday and the date beside it are different days.

Claim: a weekday, also a short one ("Fri", "(月)"), stands right before or in brackets behind a date, or in the cell before it, and the date
is another day of the week. A date that could be read with day and month the other way round has both tried. Where the year is not written
beside the date but taken from the document, it is a question.

Why it matters: some will come a day early, or a day late.

Flagged:

    - Opening: Friday, 13.05.2026

Fine:

    - Opening: Wednesday, 13.05.2026
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.grid import row_span
from agent.rules.reading.sentences import Sentence, span_of_sentence

NEAR = 5  # characters before a date, which hold the end of its weekday
LONGEST = 16  # characters of a weekday
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FULL = (
    "monday montag segunda-feira lunes lundi lunedì понедельник maandag 月曜日 月曜 星期一 周一",
    "tuesday dienstag terça-feira martes mardi martedì вторник dinsdag 火曜日 火曜 星期二 周二",
    "wednesday mittwoch quarta-feira miércoles mercredi mercoledì среда woensdag 水曜日 水曜 星期三 周三",
    "thursday donnerstag quinta-feira jueves jeudi giovedì четверг donderdag 木曜日 木曜 星期四 周四",
    "friday freitag sexta-feira viernes vendredi venerdì пятница vrijdag 金曜日 金曜 星期五 周五",
    "saturday samstag sonnabend sábado samedi sabato суббота zaterdag 土曜日 土曜 星期六 周六",
    "sunday sonntag domingo dimanche domenica воскресенье zondag 日曜日 日曜 星期日 星期天 周日",
)
SHORT = (
    "mon mo lun seg 月",
    "tue tues di ter 火",
    "wed mi mié qua 水",
    "thu thur thurs do jue qui 木",
    "fri fr vie ven sex 金",
    "sat sa sáb sam 土",
    "sun so dom dim 日",
)
DAYS = {name: at for names in (FULL, SHORT) for at, row in enumerate(names) for name in row.split()}
LONG = "|".join(sorted((name for row in FULL for name in row.split()), key=len, reverse=True))
ANY = "|".join(sorted(DAYS, key=len, reverse=True))
BEFORE = expression(rf"(?<![^\W_])(?:({LONG})[,.]?\s*[(（]?\s*(?:the\s|den\s|dem\s|le\s|el\s|em\s)?|({ANY})[.,]{{1,2}}\s)$", re.IGNORECASE)
BEHIND = expression(rf"\s?[(（]\s?({ANY})\.?\s?[)）]", re.IGNORECASE)
ALONE = expression(rf"\s*({LONG})\s*", re.IGNORECASE)
YEAR = expression(r"\d{4}|\d{2}\.\d{2}\.\d{2}")
NUMERIC = expression(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")


def _find(view: View) -> Iterator[Draft]:
    parts = [Part(draft, f"{draft.key.split('|')[0]} (line {draft.evidence[0].line})") for draft in (*_in_sentences(view), *_in_rows(view))]
    yield from bundled(parts, "{count} dates fall on other weekdays than those named beside them")


def _in_sentences(view: View) -> Iterator[Draft]:
    for sentence in view.sentences:
        for token in sentence.tokens:
            day = _day(token)
            said = _weekday(sentence.text, token) if day else None
            if day and said is not None and not _fits(token, day, said) and not _is_code(view, sentence, token):
                yield _draft(span_of_sentence(view.scanned, sentence), token, day, said)
                break


def _is_code(view: View, sentence: Sentence, token: Token) -> bool:
    """Whether the date stands in inline code, which shows what somebody else writes."""
    line = view.document.lines[sentence.line - 1]
    before, found, _ = line.partition(sentence.text[max(0, token.start - NEAR) : token.end])
    return bool(found) and before.count("`") % 2 == 1


def _in_rows(view: View) -> Iterator[Draft]:
    """Cells that hold nothing but a weekday, and the date in the next one."""
    for grid in view.grids:
        for line in grid.lines:
            for cell, other in pairwise(line.cells):
                alone = ALONE.fullmatch(cell.text) if len(cell.text) <= LONGEST else None
                dated = [token for token in other.tokens if _day(token)] if alone else []
                day = _day(dated[0]) if len(dated) == 1 else None
                if alone and day and not _fits(dated[0], day, DAYS[alone[1].casefold()]):
                    yield _draft(row_span(view.roadmap, line), dated[0], day, DAYS[alone[1].casefold()])


def _day(token: Token) -> date | None:
    """The one day that a token is, with a year told or taken over."""
    window = token.value
    if not isinstance(window, Window) or window.precision != "day" or window.start is None or window.start != window.end:
        return None
    return window.start


def _weekday(text: str, token: Token) -> int | None:
    before, behind = BEFORE.search(text[: token.start]), BEHIND.match(text, token.end)
    if before:
        return DAYS[(before[1] or before[2]).casefold()]
    return DAYS[behind[1].casefold()] if behind else None


def _fits(token: Token, day: date, weekday: int) -> bool:
    """Whether a date is such a weekday, in one of the ways in which it can be read."""
    turned = NUMERIC.search(token.text) and "/" in token.text and day.day <= 12
    return day.weekday() == weekday or bool(turned and date(day.year, day.day, day.month).weekday() == weekday)


def _draft(span: Span, token: Token, day: date, weekday: int) -> Draft:
    told = YEAR.search(token.text)
    return Draft(
        f'"{token.text.strip()}" is a {NAMES[day.weekday()]}{"" if told else f" in {day.year}"}, but a {NAMES[weekday]} is named beside it',
        (span,),
        key=f"{token.text.strip()}|{NAMES[weekday]}",
        computation=Computation(formula=f"{day} is a {NAMES[day.weekday()]}", expected=NAMES[day.weekday()], stated=NAMES[weekday]),
        suggestion="correct the weekday or the date",
        severity=None if told else "question",
    )


RULE = Rule("RA426", "weekday-and-date", "schedule", "warning", "computed", _find, __doc__)
