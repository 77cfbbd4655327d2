"""Computed figures in the style in which a document writes its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.reading.entry import Entry
from agent.expressions import expression
from agent.facts import Convention

_SHAPE = expression(r"^(\D*)(\d(?:[\d.,\s\u00a0\u202f]*\d)?)(?:.*?(\d(?:[\d.,\s\u00a0\u202f]*\d)?))?(\D*)$", re.DOTALL)
_LOOSE = "<>~≥≤≈+=- \u00a0"
_WORDS_BEFORE = expression(r"^[^\W\d_]{4,}\s+", re.UNICODE)
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Style:
    """`prefix` and `suffix` around the number, `scale` what one of it stands for (1e6 in "$5.28M")."""

    prefix: str
    suffix: str
    scale: float


def style_of(entry: Entry, convention: Convention) -> Style:
    """How a figure is written; a plain number when its writing cannot be taken apart."""
    match = _SHAPE.match(entry.text.strip())
    if match is None:
        return Style("", "", 1.0)
    prefix = _WORDS_BEFORE.sub("", match.group(1)).strip(_LOOSE)
    if match.group(1).endswith(" ") and prefix:
        prefix += " "
    suffix = match.group(4).rstrip(_LOOSE).lstrip("+")
    return Style(prefix, suffix, _scale(entry, match.group(3) or match.group(2), convention))


def _scale(entry: Entry, written: str, convention: Convention) -> float:
    digits = re.sub(r"[\s\u00a0\u202f]", "", written)
    english, other = digits.replace(",", ""), digits.replace(".", "").replace(",", ".")
    for text in (other, english) if convention.decimal == "," else (english, other):
        try:
            number = float(text)
        except ValueError:
            continue
        if number and entry.quantity.most:
            ratio = entry.quantity.most / number
            for scale in (1.0, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12):
                if abs(ratio - scale) < scale * 1e-6:
                    return scale
    return 1.0


def like(least: float, most: float, entries: Sequence[Entry], convention: Convention) -> str:
    """An amount or range in the style of the entries: the largest scale among them that still writes it exactly."""
    styles = sorted({style_of(entry, convention) for entry in entries}, key=lambda style: (-style.scale, style.prefix, style.suffix))
    if not styles:
        return number(most, convention)
    chosen = next((style for style in styles if _exact(least / style.scale) and _exact(most / style.scale)), styles[-1])
    if least == most:
        return f"{chosen.prefix}{number(most / chosen.scale, convention)}{chosen.suffix}"
    return f"{chosen.prefix}{number(least / chosen.scale, convention)}-{number(most / chosen.scale, convention)}{chosen.suffix}"


def _exact(value: float) -> bool:
    return abs(value * 10**_DECIMALS - round(value * 10**_DECIMALS)) < 1e-6 and abs(value) >= 0.1


def number(value: float, convention: Convention, decimals: int = _DECIMALS) -> str:
    """A number with the document's decimal mark and thousands separator."""
    rounded = round(value, decimals)
    text = f"{rounded:,.{decimals}f}".rstrip("0").rstrip(".") if rounded != int(rounded) else f"{int(rounded):,}"
    if convention.decimal == ",":
        text = text.replace(",", "\0").replace(".", ",").replace("\0", ".")
    return text
