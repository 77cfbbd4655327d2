"""Something is said to be done on a day that is still to come.

Claim: a line says that something was done, finished or released, and gives one day right beside that word, or a row of a table is marked
done and has one day that is no limit; that day lies after the day on which the plan is examined, or after the one of which the plan itself
says that it tells the state.

Why it matters: the day or the state is wrong, and what waits for it starts too early.

Flagged:

    - Boiler: completed on 12 May 2031
    - Pipes: completed on 3 March 2024

Fine:

    - Boiler: to be completed on 12 May 2031
    - Pipes: completed on 3 March 2024
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from agent.expressions import expression
from agent.facts import lookup_headers, sure_label
from agent.model.quantity import Window
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.naming import shortened
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.states import is_done
from agent.rules.reading.vocabulary import pattern

NEAR = expression(r"[\s:：(（,–—-]*(?:(?:on|in|am|im|le|en|el|em|w|dne|the|o)\s)?[\s(（]*", re.IGNORECASE)
AHEAD = expression(
    r"\b(?:to be|will be|should be|must be|be|by|until|when|once|if|after|target|planned|expected|wird|werden|soll|bis|wenn|sera|doit|será"
    r"|serão|deve|até|debe|hasta|when)\b",
    re.IGNORECASE,
)
REACH = 50  # characters before the day in which the word and a wish would stand
LABELS = frozenset({"live", "out", "met", "complete", "released", "launched"})  # "Live: 12 May" is a plan
EXACT = frozenset({"day", "month"})
OPEN = frozenset({"planned", "in_progress", "new"})


def _find(view: View) -> Iterator[Draft]:
    today = min(view.today, view.own_day or view.today)
    parts = []
    for sentence in view.stating("window"):
        for token in sentence.tokens:
            day = token.value
            if isinstance(day, Window) and _is_ahead(day, today) and _was_done(sentence.text, token.start) and not _is_open(view, sentence):
                parts.append(Part(_draft(day, span_of_sentence(view.scanned, sentence), sentence.text, today), _shown(sentence.text)))
                break
    lines = {part.draft.evidence[0].line for part in parts}
    for grid in view.grids:
        for line, day in _done_rows(grid, today):
            if line.line not in lines:
                span = view.document.span(line.line, line.end_line)
                parts.append(Part(_draft(day, span, line.label, today), _shown(line.label)))
    yield from bundled(parts, "{count} lines say that something was done on a day that is still to come")


def _shown(text: str) -> str:
    return f'"{shortened(text.strip())}"'


def _is_ahead(window: Window, today: date) -> bool:
    return window.start is not None and not window.inferred and window.precision in EXACT and window.start > today + timedelta(days=1)


def _is_open(view: View, sentence: Sentence) -> bool:
    """Whether a sentence only says when something planned will be done: "Finished on 24 September." below "Next"."""
    around = [item for item in view.roadmap.items if item.span.line <= sentence.line <= item.end_line]
    return sentence.kind == "paragraph" and bool(around) and around[-1].status in OPEN


def _done_rows(grid: Grid, today: date) -> Iterator[tuple[Line, Window]]:
    """The rows that are marked done and have one day, still to come; a day by which something is due may be kept early."""
    for line in grid.lines:
        days = [(at, token.value) for at, cell in enumerate(line.cells) for token in cell.tokens if isinstance(token.value, Window)]
        if len(days) != 1 or not _is_ahead(days[0][1], today) or _limits(grid.headers[days[0][0]]):
            continue
        if any(is_done(cell) for cell in line.cells[1:]):
            yield line, days[0][1]


def _limits(header: str) -> bool:
    """Whether days below a header are those by which something is to be done."""
    known = (sure_label(header), *lookup_headers(header))
    return any(meaning is not None and (meaning.attribute == "end" or meaning.role == "target") for meaning in known)


def _was_done(text: str, at: int) -> bool:
    """Whether a word for done stands right in front of a place, and nothing that makes it a wish or a plan."""
    before = text[max(0, at - REACH) : at]
    word = max(pattern("counted_done").finditer(before), key=lambda match: match.end(), default=None)
    if word is None or word[0].casefold() in LABELS:
        return False
    return bool(NEAR.fullmatch(before, word.end())) and not AHEAD.search(before)


def _draft(window: Window, span: Span, text: str, today: date) -> Draft:
    return Draft(
        f"{window.text.strip()} is still to come on {today}, but the text says that it was done then",
        (span,),
        key=f"{window.text}|{text[:40].casefold()}",
        suggestion="correct the day or the state",
    )


RULE = Rule("RA719", "done-ahead-of-time", "status", "question", "computed", _find, __doc__)
