"""Units that a header, a heading or a note gives to bare numbers: "(€K)", "All money in thousands of euros (€K) unless marked"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct, field

from agent.expressions import expression
from agent.extract.tree.nodes import Tree
from agent.extract.wording.scanned import Scanned
from agent.facts import Convention
from agent.facts.headers import HeaderUnit, scale_of, unit_of_header

_FIGURES = (
    "all|figures|amounts|numbers|totals|costs|cost|money|values|value|budgets|budget|prices|price|valores|custos|montos|importes|costes"
    "|costos|cifras|montants|coûts|chiffres|beträge|angaben|kosten|werte|importi|valori|cifre|суммы|цифры|значения|angka|nilai"
)
_CURRENCIES = "currency|moeda|moneda|devise|währung|valuta|валюта|mata uang"
_UNITS = "単位|单位|單位|金額|通貨|货币|币种"
_SAYS_UNIT = (
    rf"\b(?:{_FIGURES})\b[^.\n]{{0,60}}?\b(?:in|em|en|в|dalam|are|is|são|son|sont|sind|sono)\b(?P<unit>[^.,;\n(（]{{0,40}})"
    rf"|(?:{_UNITS}|\b(?:{_CURRENCIES})\b)(?:[ ]?[:：][ ]?(?P<named>[^.,;，。；\n)）]{{1,30}}))?"
)
_ALL_FIGURES = expression(_SAYS_UNIT, re.IGNORECASE)
_ANY_FIGURES = expression(_SAYS_UNIT)  # in lower case: half the time
_WORD = expression(r"\w+")
_OPENING = frozenset(words.split()[0] for words in f"{_FIGURES}|{_CURRENCIES}".split("|"))
_UNSPACED = expression(_UNITS)
_SENTENCES = expression(r"(?<=[.!?。])\s|\n")
_BRACKETS = expression(r"[(\[（【]([^()\[\]（）【】]{1,40})[)\]）】]")
_FIGURED = expression(r"(?!0)\d")  # a digit that is not of "000"
_FIRST_BLOCKS = 12
_LONGEST_CAPTION = 100  # characters of a line that is the caption of the table below


class Notes(Struct, frozen=True):
    """Units that sentences give to bare amounts: `whole` to all of a document, `sections` (by node) to those of a section, `tables` (by
    block) to those of the table below."""

    whole: HeaderUnit | None = None
    sections: Mapping[int, HeaderUnit] = field(default_factory=dict)
    tables: Mapping[int, HeaderUnit] = field(default_factory=dict)


NO_NOTES = Notes()


def read_notes(scanned: Scanned, tree: Tree, currency: str) -> Notes:
    """What the sentences of a document say of the unit of its amounts; `currency` is the one it writes elsewhere, for "in thousands"."""
    whole: HeaderUnit | None = None
    sections: dict[int, HeaderUnit] = {}
    tables: dict[int, HeaderUnit] = {}
    blocks = scanned.document.blocks
    for block in blocks:
        if block.kind not in {"paragraph", "item"}:
            continue
        sentences = _SENTENCES.split(block.text) if _may_note(block.text.lower()) else ()
        unit = next((unit for sentence in sentences if (unit := _noted(sentence, scanned.convention, currency))), None)
        home = tree.home[block.index]
        if unit is not None and block.index < _FIRST_BLOCKS:
            whole = whole or unit
        elif unit is not None and home is not None:
            sections.setdefault(home, unit)
        below = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
        if below is not None and below.kind == "table" and len(block.text) <= _LONGEST_CAPTION:
            unit = unit or bracketed_unit(block.text, scanned.convention)
            if unit is not None and unit.kind == "money":
                tables[below.index] = unit
    return Notes(whole, sections, tables)


def _may_note(text: str) -> bool:
    """Whether a word stands in a text in lower case that a sentence about units opens with: there is none in most."""
    return not _OPENING.isdisjoint(_WORD.findall(text)) or (not text.isascii() and _UNSPACED.search(text) is not None)


def _noted(sentence: str, convention: Convention, currency: str) -> HeaderUnit | None:
    """The unit of money that a sentence gives to figures: "All amounts in thousands of euros", 単位：千円, "Currency: USD"."""
    match = _ALL_FIGURES.search(sentence) if _ANY_FIGURES.search(sentence.lower()) else None
    if match is None:
        return None
    unit = bracketed_unit(sentence, convention)
    told = (match["unit"] or match["named"] or "").strip()
    if unit is None and told and not _FIGURED.search(told):
        unit = unit_of_header(f"({told})", convention)
        if unit is None and currency and (scale := scale_of(told, convention)) is not None:
            unit = HeaderUnit("money", currency, scale)
    return unit if unit is not None and unit.kind == "money" else None


@lru_cache(maxsize=4096)
def bracketed_unit(text: str, convention: Convention) -> HeaderUnit | None:
    """The unit in the brackets of a heading or row label; brackets with figures in them state no unit."""
    for match in _BRACKETS.finditer(text):
        if not _FIGURED.search(match[1]) and (unit := unit_of_header(f"({match[1]})", convention)) is not None:
            return unit
    return None


@lru_cache(maxsize=4096)
def header_unit(text: str, convention: Convention) -> HeaderUnit | None:
    """The unit that a column header states: in brackets, behind "in", or as a whole ("Weeks")."""
    return bracketed_unit(text, convention) or (
        None if any(character.isdigit() for character in text) else unit_of_header(text, convention)
    )
