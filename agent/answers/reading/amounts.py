"""Computed figures in the style in which a document writes its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.answers.reading.entry import Entry
from agent.expressions import expression
from agent.facts import Convention, scan
from agent.model.quantity import Quantity

_SHAPE = expression(r"^(\D*)(\d(?:[\d.,\s\u00a0\u202f]*\d)?)(?:.*?(\d(?:[\d.,\s\u00a0\u202f]*\d)?))?(\D*)$", re.DOTALL)
_LOOSE = "<>~≥≤≈+=- \u00a0"
_WORDS_BEFORE = expression(r"^[^\W\d_]{4,}\s+", re.UNICODE)
_DECIMALS = 3
_GLUED = frozenset({"h", "d", "w"})


@dataclass(frozen=True, slots=True)
class Style:
    """`prefix` and `suffix` around the number, `scale` what one of it stands for (1e6 in "$5.28M")."""

    prefix: str
    suffix: str
    scale: float


def style_of(entry: Entry, convention: Convention) -> Style:
    """How a figure is written; a plain number when its writing cannot be taken apart."""
    entry = _first_addend(entry, convention)
    match = _SHAPE.match(entry.text.strip())
    if match is None:
        return Style("", "", 1.0)
    prefix = _WORDS_BEFORE.sub("", match.group(1)).strip(_LOOSE)
    if match.group(1).endswith(" ") and prefix:
        prefix += " "
    suffix = match.group(4).rstrip(_LOOSE).lstrip("+")
    if entry.quantity.kind == "duration" and suffix in _GLUED:
        suffix = f" {suffix}"  # "34 h" reads better than "34h" where nothing else tells the number apart
    return Style(prefix, suffix, _scale(entry, match.group(3) or match.group(2), convention))


def _first_addend(entry: Entry, convention: Convention) -> Entry:
    """The first figure of one that was added up ("$20K + $10K"): what the sum is says nothing of how they are written."""
    text, plus, _ = entry.text.partition(" + ")
    value = next((token.value for token in scan(text, convention) if isinstance(token.value, Quantity)), None) if plus else None
    return replace(entry, text=text, quantity=value) if value is not None else entry


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
            for scale in (1.0, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e12):
                if abs(ratio - scale) < scale * 1e-6:
                    return scale
    return 1.0


def like(least: float, most: float, entries: Sequence[Entry], convention: Convention) -> str:
    """An amount or range in the style of the entries: the largest scale among them that still writes it exactly."""
    styles = sorted({style_of(entry, convention) for entry in entries}, key=lambda style: (-style.scale, style.prefix, style.suffix))
    if not styles:
        return number(most, convention)
    chosen = next((style for style in styles if _exact(least / style.scale) and _exact(most / style.scale)), styles[-1])
    suffix = _plural(chosen, styles) if most / chosen.scale != 1 else chosen.suffix
    low, high = number(least / chosen.scale, convention), number(most / chosen.scale, convention)
    if any(_LAKHS.search(entry.text) for entry in entries):
        low, high = _in_lakhs(low), _in_lakhs(high)
    spaced = next((found for entry in entries if (found := _SPACED.search(entry.text))), None)
    if spaced is not None:
        low, high = _in_spaces(low, spaced[1], convention), _in_spaces(high, spaced[1], convention)
    return f"{chosen.prefix}{high}{suffix}" if least == most else f"{chosen.prefix}{low}-{high}{suffix}"


_LAKHS = expression(r"\b\d{1,2}(?:,\d\d)+,\d{3}\b")


_SPACED = expression(r"\d([ \u00a0\u202f])\d{3}(?!\d)")


def _in_spaces(text: str, space: str, convention: Convention) -> str:
    """Thousands set apart by a space, as in "4 000 €"; in four digits by themselves, too, where the figures added up are so written."""
    return text.replace("." if convention.decimal == "," else ",", space)


def _in_lakhs(text: str) -> str:
    """Thousands set apart as in India: "2,76,00,000"."""
    whole, mark, rest = text.partition(".")
    digits = whole.replace(",", "").lstrip("-")
    front, behind = digits[:-3], digits[-3:]
    pairs = [front[max(0, end - 2) : end] for end in range(len(front), 0, -2)][::-1]
    return whole[: whole.startswith("-")] + ",".join([*pairs, behind]) + mark + rest


def _plural(chosen: Style, styles: Sequence[Style]) -> str:
    """The suffix of more than one: "weeks" where another of the figures says so."""
    longer = [
        style.suffix for style in styles if style.suffix.startswith(chosen.suffix) and len(style.suffix) - len(chosen.suffix) in (1, 2)
    ]
    return longer[0] if chosen.suffix.strip().isalpha() and longer else chosen.suffix


def _exact(value: float) -> bool:
    return abs(value * 10**_DECIMALS - round(value * 10**_DECIMALS)) < 1e-6 and abs(value) >= 0.1


def number(value: float, convention: Convention, decimals: int = _DECIMALS) -> str:
    """A number with the document's decimal mark and thousands separator."""
    rounded = round(value, decimals)
    text = f"{rounded:,.{decimals}f}".rstrip("0").rstrip(".") if rounded != int(rounded) else f"{int(rounded):,}"
    if convention.decimal == ",":
        text = text.replace(",", "\0").replace(".", ",").replace("\0", ".")
    return text
