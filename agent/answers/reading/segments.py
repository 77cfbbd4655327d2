"""An entry written as fields in one line: "Data pipeline: Jul W2-Sep W1 | David, Eva | risk-level: high"."""

from __future__ import annotations

from dataclasses import dataclass

from agent.answers.asking.glossary import concepts_of_words
from agent.answers.asking.words import words
from agent.answers.reading.units import Unit
from agent.answers.reading.view import View
from agent.expressions import expression
from agent.model.quantity import Window

FEWEST = 2  # parts behind the name
LONGEST_NAME, LONGEST_PART = 100, 90  # characters
_BARS = expression(r"\s+[|·•｜]\s+")
_LABELLED = expression(r"([^:：]{2,30})[:：]\s*(\S.*)")
_OPENING = expression(r"(.{2,100})(?:[:：]|\s[—–-])\s+(\S.*)")
_NAME = expression(r"@?[A-ZÀ-Þ][a-zß-ÿ]+(?:[ -][A-ZÀ-Þ][a-zß-ÿ]*\.?){0,2}")
_BETWEEN_NAMES = expression(r"\s*(?:,|&|\+|/|;|\band\b|\bund\b|\bet\b)\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """One field: `label` "" where the line gives none; `attribute` is known where the text itself tells (a time, people)."""

    label: str
    text: str
    attribute: str = ""


def parts_of(view: View, unit: Unit) -> tuple[str, tuple[Part, ...]]:
    """The name of an entry and its fields; ("", ()) for a line that is not written so: two parts divided by bars, one with a label."""
    if unit.kind not in ("item", "line") or len(unit.text) > 400:
        return "", ()
    first, *rest = _BARS.split(unit.text)
    if not rest or any(len(part) > LONGEST_PART for part in rest):
        return "", ()
    opening = _OPENING.fullmatch(first)
    name, pieces = (opening.group(1).strip(), [opening.group(2), *rest]) if opening is not None else (first.strip(), rest)
    if not 0 < len(name) <= LONGEST_NAME or len(pieces) < FEWEST or all(_LABELLED.fullmatch(piece) is None for piece in pieces):
        return "", ()
    return name, tuple(_part(view, piece) for piece in pieces if piece.strip())


def _part(view: View, piece: str) -> Part:
    labelled = _LABELLED.fullmatch(piece)
    if labelled is not None:
        return Part(labelled.group(1).strip(), labelled.group(2).strip())
    if any(isinstance(token.value, Window) for token in view.scan(piece)):
        return Part("", piece.strip(), "window")
    return Part("", piece.strip(), "owner" if names_people(piece, view.language) else "")


def names_people(text: str, language: str) -> bool:
    """Whether a text is nothing but names: capitalised words that plans do not otherwise use."""
    names = [name for name in _BETWEEN_NAMES.split(text.strip(" *_`")) if name]
    return 0 < len(names) <= 6 and all(_NAME.fullmatch(name) is not None and not _is_known(name, language) for name in names)


def _is_known(name: str, language: str) -> bool:
    listed = [word.text for word in words(name)]
    return any(named.concepts for code in dict.fromkeys((language, "en")) for named in concepts_of_words(listed, code))
