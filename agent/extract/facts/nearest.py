"""The attribute word that stands nearest to a value in a clause."""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.extract.facts.making import Meaning
from agent.extract.wording.clauses import (
    Clause,
    is_share_of,
    strip_joins,
    values_in,
)
from agent.extract.wording.meanings import fits
from agent.extract.wording.words import prose_stop
from agent.facts import LabelMeaning, lookup_label, sure_label
from agent.facts.measures import counts_people
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

WORDS = expression(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAUSE = expression(r"\s+to\b")  # "due to the strike" is no day
_FARTHEST = 28  # characters between an attribute word and its value


def window_meaning(text: str, clause: Clause, token: Token, window: Window) -> Meaning | None:
    found = nearest_label(text, clause, token, window)
    return Meaning(found[1].attribute, strip_joins(found[0])) if found else None


def nearest_label(text: str, clause: Clause, token: Token, value: Quantity | Window) -> tuple[str, LabelMeaning] | None:
    """The attribute word nearest to the token with no other value between them, of an attribute the value fits."""
    others = [other for other in values_in(clause.tokens) if other is not token]
    low = max((other.end for other in others if other.end <= token.start), default=clause.start)
    high = min((other.start for other in others if other.start >= token.end), default=clause.end)
    shared = (
        low if any(other.end == low and isinstance(other.value, Quantity) and other.value.kind == "percent" for other in others) else -1
    )
    part = is_share_of(text, token)
    best: tuple[int, str, LabelMeaning] | None = None
    for start, end, words in _phrases(text, max(low, token.start - 60), token.start, token.end, min(high, token.end + 60)):
        distance = token.start - end if end <= token.start else start - token.end
        if start == shared + 1 and distance > 1 and end <= token.start:
            continue  # "4% revenue or €20M"
        if part and start >= token.end:
            continue  # "20% of the profit" is no margin
        if distance > _FARTHEST or (best is not None and distance >= best[0]):
            continue
        meaning = sure_label(words)
        if (
            meaning is not None
            and fits(meaning.attribute, value)
            and not (meaning.attribute in {"team", "people"} and isinstance(value, Quantity) and not counts_people(value))
            and _speaks(words, meaning.attribute, value)
            and not (meaning.attribute == "end" and start >= token.end and _CAUSE.match(text, end))
        ):
            best = (distance, words, meaning)
    return (best[1], best[2]) if best else None


def _speaks(words: str, attribute: str, value: Quantity | Window) -> bool:
    """Small words ("from", "when") and calendar words ("month") name nothing in running text; only a window tells when."""
    if attribute == "as_of" or (attribute in {"start", "end", "window"} and not isinstance(value, Window)):
        return False
    if attribute == "progress" and isinstance(value, Quantity) and value.unit == "x":
        return False
    plain = strip_joins(words).lower()
    return bool(plain) and plain not in prose_stop() and (plain == words.lower() or lookup_label(plain) is not None)


def _phrases(text: str, low: int, before: int, after: int, high: int) -> Iterator[tuple[int, int, str]]:
    """Runs of one to three words on both sides, longest first at each place."""
    for start, end in ((low, before), (after, high)):
        spots = [(match.start(), match.end()) for match in WORDS.finditer(text, start, end)]
        for size in (3, 2, 1):
            for at in range(len(spots) - size + 1):
                yield spots[at][0], spots[at + size - 1][1], text[spots[at][0] : spots[at + size - 1][1]]
