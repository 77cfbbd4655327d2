"""Something is said to be done on a day that is still to come.

Claim: a line says that something was done, finished or released, and gives one day right beside that word or in a column for it; that day
lies after the day on which the plan is examined.

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
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import shortened
from agent.rules.reading.sentences import Sentence, span_of_sentence
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


def _find(view: View) -> Iterator[Draft]:
    parts = []
    for sentence in view.stating("window"):
        for token in sentence.tokens:
            day = token.value
            if isinstance(day, Window) and _is_ahead(day, view.today) and _was_done(sentence.text, token.start):
                parts.append(Part(_draft(view, sentence, day), f'"{shortened(sentence.text.strip())}"'))
                break
    yield from bundled(parts, "{count} lines say that something was done on a day that is still to come")


def _is_ahead(window: Window, today: date) -> bool:
    return window.start is not None and not window.inferred and window.precision in EXACT and window.start > today + timedelta(days=1)


def _was_done(text: str, at: int) -> bool:
    """Whether a word for done stands right in front of a place, and nothing that makes it a wish or a plan."""
    before = text[max(0, at - REACH) : at]
    word = max(pattern("counted_done").finditer(before), key=lambda match: match.end(), default=None)
    if word is None or word[0].casefold() in LABELS:
        return False
    return bool(NEAR.fullmatch(before, word.end())) and not AHEAD.search(before)


def _draft(view: View, sentence: Sentence, window: Window) -> Draft:
    return Draft(
        f"{window.text.strip()} is still to come, but the text says that it was done then",
        (span_of_sentence(view.scanned, sentence),),
        key=f"{window.text}|{sentence.text[:40].casefold()}",
        suggestion="correct the day or the state",
    )


RULE = Rule("RA719", "done-ahead-of-time", "status", "question", "computed", _find, __doc__)
