"""Who is to be hired when: orders to hire, and the rows and lines of a plan for the team that have a time of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.rules.reading.happenings import EDGES, Lines, listed_in
from agent.rules.reading.pieces import lead_of
from agent.rules.reading.scopes import HEAD_LAST, named_terms
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern

PLURAL = expression(
    r"(?:(?<!sale)(?<!succes)(?<!ss)(?<!op)(?<!operation)(?<!analytic)(?<!logistic)(?<!finance)(?<!communication)s|innen)$", re.IGNORECASE
)
DIGIT = expression(r"\d|[%€$£]")
MOST_WORDS = 6


class Hire(Struct, frozen=True):
    """`role` is who comes, `terms` its stems; `ordered` says that a verb tells it, not only a table of the team."""

    role: str
    terms: frozenset[str]
    entry: Dated
    ordered: bool


def hires_in(lines: Lines) -> Iterator[Hire]:
    """Every hire of one person; teams and several people of one role come at several times."""
    ordered = set()
    for happening in lines.happening("hiring"):
        for part in listed_in(happening.name):
            ordered.add(happening.entry.line)
            yield from _hire(part, happening.entry, lines.language, ordered=True)
    for entry in lines.lines:
        if entry.line == entry.time.line and entry.line not in ordered and _is_of_team(entry):
            yield from _hire(entry.text, entry, lines.language, ordered=False)


def _is_of_team(entry: Dated) -> bool:
    above = " | ".join(entry.headings[-2:])
    return bool(pattern("staff").search(above) or pattern("hiring").search(above)) and not DIGIT.search(entry.text)


def _hire(part: str, entry: Dated, language: str, *, ordered: bool) -> Iterator[Hire]:
    if pattern("several_people").match(part) or pattern("kinds_of_post").search(part) or pattern("kinds_of_post").search(entry.text):
        return
    role = lead_of(part).strip(EDGES)
    while ahead := pattern("before_role").match(role):
        role = role[ahead.end() :].strip(EDGES)
    if (
        not role
        or len(role.split()) > MOST_WORDS
        or DIGIT.search(role)
        or PLURAL.search(role.split()[-1 if language in HEAD_LAST else 0])
        or pattern("staff").search(role)
    ):
        return
    terms = named_terms(role, language)
    if terms:
        yield Hire(role, terms, entry, ordered)
