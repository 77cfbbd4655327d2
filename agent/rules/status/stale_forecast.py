"""The text foretells what was over when it was written.

Claim: the roadmap says when it was last updated, and a sentence says what will be at the end of, or in, a period that had ended more than
a month before that day.

Why it matters: the figure is a forecast where the result is known, so the page was not read again when it was updated.

Flagged:

    Last updated: 2026-01-31

    ## Staff

    We will end Q2 2025 with 28 people.

Fine:

    Last updated: 2026-01-31

    ## Staff

    We will end Q2 2026 with 28 people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence, span_of_sentence

WRITTEN = expression(
    r"^[\W_]{0,6}(?:last (?:updated?|reviewed|revised)|updated(?: on)?|zuletzt (?:aktualisiert|geändert)|aktualisiert am"
    r"|última (?:atualização|actualización|revisão)|atualizado em|actualizado el|dernière mise à jour|mis à jour le|обновлено"
    r"|最終更新|最后更新)",
    re.IGNORECASE,
)
FUTURE = expression(
    r"\b(?:will|wird|werden|vai|irá|será|serán|sera|seront|будет)\b(?! (?:have|haben|ter|haber|avoir) (?:ended|been))", re.IGNORECASE
)
GRACE = timedelta(days=30)
IF = expression(r"\b(?:if|unless|whether|falls|wenn|se|si|если)\b", re.IGNORECASE)
NEAR = 24  # characters between what will be and its time


def _find(view: View) -> Iterator[Draft]:
    day = _written_on(view)
    if day is None:
        return
    parts = [
        Part(_draft(view, sentence, day), f"line {sentence.line}")
        for sentence in view.stating("window")
        if sentence.kind in ("paragraph", "item") and _foretells(sentence, day)
    ]
    yield from bundled(parts, "{count} sentences foretell what was over when the roadmap was last updated", most=1)


def _written_on(view: View) -> date | None:
    """The latest day the document names as that of its last update."""
    days = [
        window.end
        for sentence in view.stating("window")
        if WRITTEN.search(sentence.text)
        for window in sentence.windows[:1]
        if window.precision == "day" and window.end
    ]
    return max(days, default=None)


def _foretells(sentence: Sentence, day: date) -> bool:
    window = _foretold(sentence)
    if window is None or IF.search(sentence.text):
        return False
    return window.end is not None and not window.open_ended and not window.inferred and window.end + GRACE < day


def _foretold(sentence: Sentence) -> Window | None:
    """The time directly behind what will be."""
    future = FUTURE.search(sentence.text)
    near = (token for token in sentence.tokens if future and 0 <= token.start - future.end() <= NEAR)
    return next((token.value for token in near if isinstance(token.value, Window)), None)


def _draft(view: View, sentence: Sentence, day: date) -> Draft:
    window = _foretold(sentence) or sentence.windows[0]
    return Draft(
        f"the text foretells {written(window)}, which was over when the roadmap was last updated on {day}",
        (span_of_sentence(view.scanned, sentence),),
        key=" ".join(sentence.text.casefold().split())[:80],
        computation=Computation(formula=f"{window.end} < {day}", expected=f"what came true by {window.end}", stated=written(window)),
        suggestion="say how it ended",
    )


RULE = Rule("RA709", "stale-forecast", "status", "question", "computed", _find, __doc__)
