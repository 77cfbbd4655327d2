"""Shares and scores: "12/48", "4.5/5", "4.5/5.0", "3:1", "70/30"."""

from __future__ import annotations

from msgspec import Struct

from agent.expressions import expression
from agent.facts.numerals import Number, number_at
from agent.facts.view import View
from agent.model.quantity import Quantity, QuantityKind

_SLASH = expression(r"[ \u00a0]?/[ \u00a0]?(?=\d)")
_COLON = expression(r"(\d{1,3})[ \u00a0]?:[ \u00a0]?(\d)(?![\d:.%])")
_WHOLE, _SMALLEST_SHARE = 100, 5  # percent
_MARKS_OUT_OF = frozenset({"/5", "/7", "/10"})
_MARKED = expression(
    r"\b(?:rating|rated|score|stars?|satisfaction|bewertung|note|punkte|zufriedenheit|nota|avaliacao|satisfacao|puntuacion|valoracion|satisfaccion"
    r"|etoiles|valutazione|punteggio|soddisfazione|beoordeling|tevredenheid|оценк|рейтинг)|評価|満足|评分|满意"
)
_SCALES = frozenset({5.0, 7.0, 10.0, 100.0})


class Share(Struct, frozen=True):
    """`unit` is "/48" for a part of 48 or a score out of so many, ":1" for a proportion."""

    least: float
    most: float
    unit: str
    kind: QuantityKind
    end: int


def share_at(view: View, at: int) -> Share | None:
    """The part of a whole ("12/48": ratio), score ("4.5/5") or proportion ("3:1" and "70/30": ratio) whose first digit stands at `at`."""
    if not view.char(at).isdecimal():
        return None
    colon = _COLON.match(view.folded, at)
    if colon:
        return Share(float(colon.group(1)), float(colon.group(1)), f":{colon.group(2)}", "ratio", colon.end())
    least = number_at(view.folded, at, view.convention)
    part = _upper_end(view, least) if least else None
    slash = _SLASH.match(view.folded, part.end) if part else None
    whole = number_at(view.folded, slash.end(), view.convention) if slash else None
    if least and whole and part is least and _are_shares(least, whole) and view.ends_word(whole.end) and view.char(whole.end) != "/":
        return Share(least.value, least.value, f":{whole.value:g}", "ratio", whole.end)
    if (
        not least
        or not part
        or not whole
        or not (whole.is_whole or (whole.value in _SCALES and not part.is_whole))
        or whole.value < part.value
        or whole.value == 0
        or not view.ends_word(whole.end)
    ):
        return None
    if view.char(whole.end) in {"/", "-", "%"}:
        return None
    kind: QuantityKind = "score" if whole.value in _SCALES and not part.is_whole else "ratio"
    return Share(least.value, part.value, f"/{whole.value:g}", kind, whole.end)


def is_mark(view: View, start: int, end: int, unit: str) -> bool:
    """Whether a part of five or ten is how well something is marked: "rating 4/5", "quality score: > 7/10"."""
    if unit not in _MARKS_OUT_OF:
        return False
    return _MARKED.search(view.folded[max(0, start - 24) : start] + " " + view.folded[end : end + 16]) is not None


def _are_shares(first: Number, second: Number) -> bool:
    """ "70/30" between two parties: all of it, the larger share first."""
    return first.value > second.value >= _SMALLEST_SHARE and first.value + second.value == _WHOLE and first.value % _SMALLEST_SHARE == 0


def _upper_end(view: View, first: Number) -> Number:
    """The 9 of "8-9/10"."""
    second = number_at(view.folded, first.end + 1, view.convention) if view.char(first.end) == "-" else None
    return second if second and second.value > first.value else first


def is_scale(value: Quantity) -> bool:
    """Whether a range of bare numbers is what something is marked in: "Effort: 1-5", "Impact: 0-10"."""
    bare = value.kind == "count" and not value.unit and value.comparator == "=" and value.is_range
    return bare and value.least in {0, 1} and value.most in {3, 4, 5, 10, 100}
