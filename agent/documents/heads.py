"""Which rows at the top of a table are its header, where nothing marks them: spreadsheets, CSV, most of Word, PDF and exported HTML."""

from __future__ import annotations

from collections.abc import Sequence

from agent.expressions import expression

_AMOUNT = expression(r"[^\w]*\d[\d.,]*(?:\s\d{3})*[\d.,]*\s?%?(?:\s?[^\s\d]{1,3})?")
_COUNTED = expression(r"\d{1,2}\s?(?:月|期|季|季度|四半期|[QHTS]|st|nd|rd|th|[ºª])")  # a month, quarter or half that names a column
_YEAR = expression(r"(?:19|20)\d\d\s?(?:[AEFPB]|年度?|г\.?)?(?:\s?\([^)]{0,20}\))?")


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows head a table, as in Markdown: one, unless it holds amounts; two where the second names what the first leaves open.

    The first column may go without a name, and years name columns as often as words do.
    """
    if len(rows) < 2 or any(is_amount(text) for text in rows[0][1:]) or sum(1 for text in rows[0] if text) < min(2, len(rows[0])):
        return 0
    open_columns = [at for at, text in enumerate(rows[0]) if not text and at]
    second = rows[1]
    named = bool(open_columns) and all(at < len(second) and second[at] for at in open_columns)
    return 2 if named and len(rows) > 2 and not any(is_amount(text) for text in second) else 1


def is_amount(text: str) -> bool:
    """Whether a cell holds a number and perhaps a unit, and is no period: "1.200 €", not "2026", "2026 Q3", "4月"."""
    return bool(text) and _AMOUNT.fullmatch(text) is not None and not (_YEAR.fullmatch(text) or _COUNTED.fullmatch(text))
