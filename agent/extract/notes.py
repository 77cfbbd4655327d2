"""What a document says about all of its figures: "All money in thousands of euros (€K) unless marked"."""

from __future__ import annotations

import re

from agent.extract.scanned import Scanned
from agent.extract.units import HeaderUnit, header_unit

_ALL_FIGURES = re.compile(
    r"\b(?:all|figures|amounts|costs?|money|values?|budgets?|prices?|valores|custos|montos|importes|costes|costos|cifras|montants|coûts|chiffres"
    r"|beträge|angaben|kosten|werte|суммы|цифры|значения)\b[^.\n]{0,60}\b(?:in|em|en|в)\b|単位|金額",
    re.IGNORECASE,
)
_FIRST_BLOCKS = 12


def money_note(scanned: Scanned) -> HeaderUnit | None:
    """The unit of bare amounts that a sentence near the top gives to all of them."""
    for block in scanned.document.blocks[:_FIRST_BLOCKS]:
        if block.kind not in {"paragraph", "item"}:
            continue
        for sentence in re.split(r"(?<=[.!?。])\s|\n", block.text):
            if _ALL_FIGURES.search(sentence) and (unit := header_unit(sentence, scanned.convention)) is not None and unit.kind == "money":
                return unit
    return None
