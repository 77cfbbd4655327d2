"""A net promoter score is given on the scale of a rating.

Claim: a net promoter score, which runs from -100 to 100, is to be reached, and the figure is at most 10 and has a decimal, or is written as
so many of ten.

Why it matters: 8.5 of 10 would be a good rating and is a poor promoter score; nobody can tell which was meant.

Flagged:

    ## Success metrics

    - User satisfaction: 8.5+ NPS score

Fine:

    ## Success metrics

    - User satisfaction: NPS of 45 or more
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.sentences import span_of_sentence

NAME = r"(?:NPS|Net[- ]Promoter[- ]Score)"
NAMED = expression(r"nps|promoter")
FIGURE = r"(?<![\d.,])(\d(?:[.,]\d)|10|\d)(?:\s?/\s?10|\s?\+)?(?![\d%]|[.,]\d)"
NEAR = expression(rf"\b{NAME}\b[^\d\n;|]{{0,16}}{FIGURE}|{FIGURE}\s?(?:\+\s?)?{NAME}\b", re.IGNORECASE)
TOLD = expression(r"\d[.,]\d|/\s?10")  # what no count of points looks like
CHANGE = expression(r"[+-]\s?\d|\b(?:by|points?|pts|um|por|punkte|pontos|puntos)\b", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    yield from bundled(list(_parts(view)), "{count} net promoter scores are ratings of ten, but the score runs from -100 to 100", most=1)


def _parts(view: View) -> Iterator[Part]:
    for sentence in view.sentences:
        match = NEAR.search(sentence.text) if NAMED.search(sentence.text.lower()) else None
        if match and TOLD.search(match[0]) and not CHANGE.search(match[0]):
            told = " ".join(match[0].split())
            draft = Draft(
                f'"{told}" is a rating of ten, but a net promoter score runs from -100 to 100',
                (span_of_sentence(view.scanned, sentence),),
                key=told.casefold(),
                suggestion="give the score on its own scale, or call it a rating",
            )
            yield Part(draft, f'"{told}" (line {sentence.line})')


RULE = Rule("RA807", "promoter-score-as-rating", "metric", "question", "rule", _find, __doc__)
