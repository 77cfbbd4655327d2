"""A placeholder was never filled in.

Claim: a value reads TBD, XX, ???, "lorem ipsum", "[insert ...]" or the like.

Why it matters: a decision is open where the roadmap looks complete; whoever relies on the line relies on nothing.

Flagged:

    | Risk | Mitigation |
    |---|---|
    | Supplier fails | TBD |

Fine:

    | Status | Meaning |
    |---|---|
    | TODO | waits to be started |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.model.finding import Severity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.visible import visible_lines

FILLER = re.compile(
    r"\blorem ipsum\b"
    r"|\[(?:insert|your|enter|fill in|add|replace)\b[^\]\n]{0,60}\](?!\()"
    r"|<(?:insert|your|enter|fill in|placeholder)\b[^>\n]{0,60}>"
    r"|(?<![\w#/.-])X{3,}(?![\w/.-])(?=\s+\w)"
    r"|[$€£]\s?X{1,3}(?![A-Za-z])[XKMB.,]*"
    r"|(?<![\w.-])X{1,3}\s?%"
    r"|(?<![\w/.-])(?:YYYY-MM-DD|DD[./]MM[./]YYYY|MM/DD/YYYY)(?![\w-])"
    r"|\b(?:placeholder|platzhalter)(?: text| value)?\b(?=\s*(?:\||$))",
    re.IGNORECASE,
)
OPEN_VALUE = re.compile(
    r"(?<![\w-])(?:TBD|TBC|TBA|T\.B\.D\.|to be (?:determined|defined|decided|confirmed|announced)|FIXME"
    r"|a definir|por definir|à définir|à préciser|da definire|noch (?:offen|zu klären|festzulegen)|wird noch festgelegt"
    r"|未定|待定|要確認|уточняется)(?![\w-])"
    r"|\?{3,}",
    re.IGNORECASE,
)
TO_DO = re.compile(r"(?:^|[|:\[(]|\*\*)\s*(?:TODO|ToDo)\s*:\s*\S|\|\s*(?:TODO|XXX)\s*\|")
DATE_FORMAT = re.compile(r"dateformat|format|schema|template|vorlage|modelo|formato", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    for line in visible_lines(view.document):
        if (match := FILLER.search(line.text)) and not DATE_FORMAT.search(line.text):
            yield _draft(view, line.number, match[0], "warning")
        elif match := OPEN_VALUE.search(line.text) or TO_DO.search(line.text):
            yield _draft(view, line.number, match[0], "question")


def _draft(view: View, line: int, text: str, severity: Severity) -> Draft:
    shown = text.strip(" |:[(*")
    return Draft(
        f'"{shown}" stands where a value is missing',
        (view.document.span(line),),
        key=shown.casefold(),
        suggestion="fill it in, or say who decides it and by when",
        severity=severity,
    )


RULE = Rule("RA003", "placeholder", "document", "warning", "rule", _find, __doc__)
