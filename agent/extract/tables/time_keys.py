"""Rows and columns of a time series: plain numbers below "Month", and headers such as "M12 target" or "6 months" above figures."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.lettered import counted_unit
from agent.extract.wording.roles import column_role
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.words import topic_of
from agent.model.document import Block, Row
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_KEY = expression(r"\W{0,4}(?P<first>\d{1,3})(?:\s?[-–—~〜～]\s?(?P<last>\d{1,3}))?(?P<open>\+)?(?![\w.,%:/])(?P<rest>[^\d|]{0,40})$")
_LETTERED = expression(r"\W{0,4}(?P<letter>[MmYyWw])(?P<first>\d{1,3})(?![\d.,\w%-]|[A-Za-z])(?P<rest>[^\d|]{0,24})$", re.ASCII)
_NAMED = expression(r"\W{0,4}[Mm]\d{1,2}\s?[:：.)–—-]\s?[^\W\d_]")
_UNITS = {"m": "month", "w": "week", "y": "year"}
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 2
_MOST_YEARS = 30
_Found = dict[tuple[int, int, int], tuple[Token, ...]]


def with_time_keys(scanned: Scanned) -> Scanned:
    """The document with the keys of time series as relative windows: the numbers of a first column that counts on under a unit of time,
    the lettered months of two or more headers, and the lengths that head the figures of a table of measures."""
    found: _Found = {}
    for block in scanned.document.blocks:
        headers = [at for at, row in enumerate(block.rows) if row.header]
        if headers:
            found.update(_row_keys(block, block.rows[headers[-1]]))
            found.update(_lettered_headers(scanned, block, headers[-1]) or _length_headers(scanned, block, headers[-1]))
    return replace(scanned, cells={**scanned.cells, **found}) if found else scanned


def _row_keys(block: Block, header: Row) -> _Found:
    """The numbers of the first column, when each is greater than the one before."""
    unit = counted_unit(header.cells[0].text) if header.cells else None
    if unit is None:
        return {}
    found: _Found = {}
    body = [(at, row.cells[0].text) for at, row in enumerate(block.rows) if not row.header and row.cells and row.cells[0].text]
    counted: list[tuple[float, float]] = []
    for at, text in body:
        match = _KEY.match(text)
        if match is None:
            continue
        first, last = float(match["first"]), float(match["last"] or match["first"])
        counted.append((first, last))
        written = text[match.start("first") : match.start("rest")].rstrip()
        found[block.index, at, 0] = (_token(_window(written, unit, first, None if match["open"] else last), match.start("first")),)
    # Several rows may be of one month.
    grows = all(before[1] < after[0] or before[1] == after[0] < after[1] or before == after for before, after in pairwise(counted))
    known = unit != "year" or all(last <= _MOST_YEARS for _, last in counted)
    return found if grows and known and len(set(counted)) >= _FEWEST_ROWS and len(counted) * 3 >= len(body) * 2 else {}


def _lettered_headers(scanned: Scanned, block: Block, header: int) -> _Found:
    """ "M6 target", "M12 target": months, unless the document names its milestones M1, M2."""
    cells = block.rows[header].cells
    matches = {at: match for at, cell in enumerate(cells) if (match := _LETTERED.match(cell.text))}
    letters = {match["letter"].casefold() for match in matches.values()}
    numbers = [int(match["first"]) for match in matches.values()]
    if len(matches) < _FEWEST_COLUMNS or len(letters) != 1 or numbers != sorted(set(numbers)):
        return {}
    if any(match["rest"].strip(" ()（）") and not column_role(match["rest"].strip(" ()（）")) for match in matches.values()):
        return {}
    letter = next(iter(letters))
    if letter == "m" and (_names_milestones(scanned) or not _holds_figures(scanned, block, matches)):
        return {}
    return {
        (block.index, header, at): (
            _token(_at(match["letter"] + match["first"], _UNITS[letter], float(match["first"])), match.start("letter")),
        )
        for at, match in matches.items()
    }


def _length_headers(scanned: Scanned, block: Block, header: int) -> _Found:
    """ "3 months", "6 months" above the figures of measures: where these stand then."""
    cells = block.rows[header].cells
    if not cells or not (topic_of(cells[0].text) == "metrics" or any(column_role(cell.text) == "baseline" for cell in cells[1:])):
        return {}
    found: _Found = {}
    lengths: list[Quantity] = []
    for at, cell in enumerate(cells):
        tokens = scanned.cells.get((block.index, header, at), ())
        value = tokens[0].value if len(tokens) == 1 else None
        if (
            isinstance(value, Quantity)
            and value.kind == "duration"
            and not value.per
            and not value.is_range
            and _is_alone(cell.text, tokens[0])
        ):
            lengths.append(value)
            found[block.index, header, at] = (_token(_at(tokens[0].text, value.unit, value.most), tokens[0].start),)
    same = len({value.unit for value in lengths}) == 1
    return found if same and len(lengths) >= _FEWEST_COLUMNS and all(a.most < b.most for a, b in pairwise(lengths)) else {}


def _is_alone(text: str, token: Token) -> bool:
    rest = (text[: token.start] + " " + text[token.end :]).strip(" ()（）:+")
    return not rest or bool(column_role(rest)) or len(rest) <= 5


def _names_milestones(scanned: Scanned) -> bool:
    """Whether lines or rows of the document are called "M1: ..."."""
    texts = [block.text for block in scanned.document.blocks if block.kind in {"heading", "item", "paragraph"}]
    texts += [cell.text for block in scanned.document.blocks for row in block.rows for cell in row.cells[:1]]
    return sum(bool(_NAMED.match(text)) for text in texts) >= _FEWEST_COLUMNS


def _holds_figures(scanned: Scanned, block: Block, columns: Collection[int]) -> bool:
    """Whether most filled cells of the columns hold a figure."""
    filled = [
        scanned.cells.get((block.index, at, column), ())
        for at, row in enumerate(block.rows)
        for column in columns
        if not row.header and row.cells[column].text.strip("-–— ")
    ]
    return bool(filled) and sum(any(isinstance(token.value, Quantity) for token in tokens) for tokens in filled) * 2 > len(filled)


def _at(text: str, unit: str, when: float) -> Window:
    return _window(text, unit, when, when)


def _window(text: str, unit: str, first: float, last: float | None) -> Window:
    return Window(text, unit=unit, first=first, last=last, precision="relative", open_ended=last is None)


def _token(window: Window, start: int) -> Token:
    return Token("window", start, start + len(window.text), window.text, window)
