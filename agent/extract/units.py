"""Units that a table header, a heading or a note gives to bare numbers: "(€K)", "in Tsd. EUR", "(minutes)", "R$ mil"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.facts import Convention, scan
from agent.model.quantity import Quantity, QuantityKind

_GROUP = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,40})[)\]）】]")
_IN = re.compile(r"\b(?:in|em|en|in)\s+([^\s,;:()]+(?:\s[^\s,;:()]+)?)\s*$", re.IGNORECASE)
_LEADING = re.compile(r"^\s*(?:in|em|en|von)\s+", re.IGNORECASE)
_SYMBOL = re.compile(r"(?P<symbol>[$€£¥₹₽]|R\$|US\$)\s*(?P<scale>\S+(?:\s\S+)?)?$")
_SCALED = re.compile(r"^(?P<scale>[kKmM])\s?(?P<symbol>[$€£¥]|[A-Z]{3})$")


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """What a bare number below stands for: `scale` times one `unit` of `kind`."""

    kind: QuantityKind
    unit: str
    scale: float = 1.0
    per: str = ""

    def applied(self, value: Quantity) -> Quantity:
        """The number read in this unit."""
        scaled = [value.low * self.scale, value.high * self.scale, value.least * self.scale, value.most * self.scale]
        return replace(value, low=scaled[0], high=scaled[1], least=scaled[2], most=scaled[3], kind=self.kind, unit=self.unit, per=self.per)


@lru_cache(maxsize=4096)
def header_unit(text: str, convention: Convention) -> HeaderUnit | None:
    """The unit a header states in brackets or behind "in", None when it states none."""
    candidates = [match.group(1) for match in _GROUP.finditer(text)]
    if found := _IN.search(text):
        candidates.append(found.group(1))
    if not candidates:
        candidates = [text] if len(text) <= 12 else []
    for candidate in candidates:
        if (unit := _unit(candidate.strip(), convention)) is not None:
            return unit
    return None


def _unit(text: str, convention: Convention) -> HeaderUnit | None:
    text = _LEADING.sub("", text)
    if not text or any(character.isdigit() for character in text):
        return None
    tries = [f"7 {text}", f"7{text}"]
    if match := _SYMBOL.fullmatch(text):
        tries = [f"{match['symbol']}7{match['scale'] or ''}", f"{match['symbol']} 7 {match['scale'] or ''}", *tries]
    if match := _SCALED.fullmatch(text):
        tries = [f"{match['symbol']} 7{match['scale']}", f"7{match['scale']} {match['symbol']}", *tries]
    for attempt in tries:
        tokens = scan(attempt.strip(), convention)
        if len(tokens) != 1 or tokens[0].start > 0 or tokens[0].end < len(attempt.strip()):
            continue
        value = tokens[0].value
        if isinstance(value, Quantity) and value.kind != "count" and value.least:
            return HeaderUnit(value.kind, value.unit, value.least / 7, value.per)
    return None
