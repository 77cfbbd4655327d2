"""Bare numbers that are money because their column or row says so, in the currency that the document writes elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.extract.tree.notes import bracketed_unit
from agent.extract.wording.scanned import Scanned
from agent.facts.folding import fold
from agent.facts.headers import HeaderUnit
from agent.facts.money_roles import names_amount
from agent.facts.numerals import scale_words
from agent.model.quantity import Quantity
from agent.model.token import Token

_BRACKETS = expression(r"[(\[（【]([^()\[\]（）【】]{1,12})[)\]）】]")
LEAST = 1000  # below this a bare number beside "Revenue" may count months, points or sales
_MOST_WRITTEN = 0.8  # share of the amounts of a document in one currency, for the others to be in it too


def currency_of(scanned: Scanned) -> str:
    """The currency that nearly all amounts of a document are in; "" where there is none or they differ. Where no amount says its own, the
    headings and the headers of tables may: "Budget summary (USD)"."""
    counted = Counter(value.unit for value in _amounts(scanned) if value.unit) or Counter(_headed(scanned))
    whole = sum(counted.values())
    for currency, times in counted.most_common(1):
        return currency if times >= _MOST_WRITTEN * whole else ""
    return ""


def bare_money(label: str, text: str, tokens: Sequence[Token], currency: str, language: str) -> HeaderUnit | None:
    """The unit of a cell that is nothing but a large number, under a header or beside a name of an amount of money: 月薪 | 2.5万."""
    if len(tokens) != 1 or tokens[0].kind != "number" or not names_amount(label, language):
        return None
    value, written = tokens[0].value, tokens[0].text
    bare = isinstance(value, Quantity) and not value.unit and (abs(value.most) >= LEAST or value.most == 0)
    return HeaderUnit("money", currency, label_scale(label, language)) if bare and len(written) >= len(text.strip(" *_+")) else None


def label_scale(label: str, language: str) -> float:
    """What the brackets of a label multiply its numbers by: 累计收入(万), "Revenue (thousands)"."""
    for match in _BRACKETS.finditer(label):
        folded = fold(match[1].strip())
        found = scale_words(language).match(folded, 0)
        if found and found[1] == len(folded):
            return found[0]
    return 1.0


def _headed(scanned: Scanned) -> Iterator[str]:
    for block in scanned.document.blocks:
        texts = [block.text] if block.kind == "heading" else [cell.text for row in block.rows if row.header for cell in row.cells]
        for text in texts:
            unit = bracketed_unit(text, scanned.convention) if text else None
            if unit is not None and unit.kind == "money":
                yield unit.unit


def _amounts(scanned: Scanned) -> Iterator[Quantity]:
    for tokens in (*scanned.tokens, *scanned.cells.values()):
        for token in tokens:
            if isinstance(token.value, Quantity) and token.value.kind == "money":
                yield token.value
