"""Shares and scores: "12/48", "4.5/5", "3:1", "3 of 12"."""

from __future__ import annotations

import re

from agent.facts.numerals import number_at
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

_SLASH = re.compile(r"[ \u00a0]?/[ \u00a0]?(?=\d)")
_COLON = re.compile(r"(\d{1,3})[ \u00a0]?:[ \u00a0]?(\d{1,3})(?![\d:.%])")
_SCALES = frozenset({5.0, 10.0, 100.0, 7.0})


def share_at(view: View, at: int) -> Token | None:
    """A part of a whole ("12/48": ratio with unit "/48"), a score ("4.5/5": unit "/5") or a proportion ("3:1": unit ":1")."""
    colon = _COLON.match(view.folded, at)
    if colon and len(colon.group(2)) == 1 and view.starts_word(at):
        return _token(view, at, colon.end(), float(colon.group(1)), f":{colon.group(2)}", "ratio")
    part = number_at(view.folded, at, view.convention)
    if part is None:
        return None
    slash = _SLASH.match(view.folded, part.end)
    whole = number_at(view.folded, slash.end(), view.convention) if slash else None
    if whole is None or not whole.is_whole or whole.value < part.value or whole.value == 0 or not view.ends_word(whole.end):
        return None
    if view.char(whole.end) in {"/", "-", "%"} and view.char(whole.end):
        return None
    score = whole.value in _SCALES and not part.is_whole
    return _token(view, at, whole.end, part.value, f"/{whole.value:g}", "score" if score else "ratio")


def _token(view: View, at: int, end: int, value: float, unit: str, kind: str) -> Token:
    quantity = Quantity(value, value, value, value, "score" if kind == "score" else "ratio", unit)
    return Token("quantity", at, end, view.text[at:end], quantity)
