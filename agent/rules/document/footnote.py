"""A footnote mark and its note do not meet.

Claim: a mark `[^x]` has no note, or a note is never referred to (a question only).

Why it matters: the condition or the source that qualifies a figure is lost.

Flagged:

    The grant is €3M[^2].

    [^1]: Approved in May.

Fine:

    The grant is €3M[^1].

    [^1]: Approved in May.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View

MARK = expression(r"\[\^([^\]\s]{1,40})\](?!:)")
NOTE = expression(r"^ {0,3}\[\^([^\]\s]{1,40})\]:")


def _find(view: View) -> Iterator[Draft]:
    if view.document.format != "markdown":
        return
    lines = view.visible
    notes = {match[1]: line.number for line in lines if (match := NOTE.match(line.text))}
    marks = {match[1]: line.number for line in reversed(lines) for match in MARK.finditer(line.text)}
    for name, number in marks.items():
        if name not in notes:
            known = f"; there are notes {', '.join(sorted(notes))}" if notes else ""
            yield Draft(
                f"footnote {name} is referred to but does not exist{known}",
                (view.document.span(number),),
                key=name,
                suggestion=f"write the note [^{name}] or correct the mark",
            )
    for name, number in notes.items():
        if name not in marks:
            yield Draft(
                f"footnote {name} is never referred to",
                (view.document.span(number),),
                key=name,
                suggestion=f"place the mark [^{name}] where it belongs, or delete the note",
                severity="question",
            )


RULE = Rule("RA005", "broken-footnote", "document", "warning", "rule", _find, __doc__)
