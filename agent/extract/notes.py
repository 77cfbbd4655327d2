"""Units that a header, a heading or a note gives to bare numbers: "(€K)", "All money in thousands of euros (€K) unless marked"."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.extract.scanned import Scanned
from agent.facts import Convention
from agent.facts.headers import HeaderUnit, unit_of_header

_ALL_FIGURES = re.compile(
    r"\b(?:all|figures|amounts|costs?|money|values?|budgets?|prices?|valores|custos|montos|importes|costes|costos|cifras|montants|coûts|chiffres"
    r"|beträge|angaben|kosten|werte|суммы|цифры|значения)\b[^.\n]{0,60}\b(?:in|em|en|в)\b|単位|金額",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?。])\s|\n")
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】\d]{1,40})[)\]）】]")
_FIRST_BLOCKS = 12


def money_note(scanned: Scanned) -> HeaderUnit | None:
    """The unit of bare amounts of money that a sentence near the top gives to all of them."""
    for block in scanned.document.blocks[:_FIRST_BLOCKS]:
        if block.kind not in {"paragraph", "item"}:
            continue
        for sentence in _SENTENCES.split(block.text):
            unit = bracketed_unit(sentence, scanned.convention) if _ALL_FIGURES.search(sentence) else None
            if unit is not None and unit.kind == "money":
                return unit
    return None


@lru_cache(maxsize=4096)
def bracketed_unit(text: str, convention: Convention) -> HeaderUnit | None:
    """The unit in the brackets of a heading or row label; brackets with figures in them state no unit."""
    for match in _BRACKETS.finditer(text):
        if (unit := unit_of_header(f"({match[1]})", convention)) is not None:
            return unit
    return None


@lru_cache(maxsize=4096)
def header_unit(text: str, convention: Convention) -> HeaderUnit | None:
    """The unit that a column header states: in brackets, behind "in", or as a whole ("Weeks")."""
    return bracketed_unit(text, convention) or (
        None if any(character.isdigit() for character in text) else unit_of_header(text, convention)
    )
