"""Periods written as a letter and a number: "M4" in a column of months is the fourth month, not an id."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.words import kind_of
from agent.facts import SURE, lookup_label, normalise, scan, sure_label
from agent.facts.calendar_words import phrases_of, relative_units, time_headers
from agent.facts.folding import fold
from agent.model.document import Block
from agent.model.quantity import Window
from agent.model.token import Token

_LETTERED = expression(
    r"(?P<letter>[A-Za-zМмДНн]{1,2})(?P<first>\d{1,3})(?:\s*[-–—~〜～/+&]\s*(?P<same>[A-Za-zМмДНн]{0,2})(?P<last>\d{1,3}))?"
)
# What a letter counts where only "When" or "Timeline" stands above it; S is a week where the week begins with it.
_UNITS = {"m": "month", "w": "week", "kw": "week", "y": "year", "d": "day"}
_WEEK_IS_S = frozenset({"fr", "es", "pt", "it"})
_TIMES = frozenset({"window", "start", "end"})
_YEAR_PART = expression(r"(?<!\w)(?:[TS][1-4]|[1-4]T)(?!\w)")
_FEWEST = 2  # cells
_QUARTERS = 4


def with_lettered_periods(scanned: Scanned) -> Scanned:
    """The document with "M4", "S1-S2" as relative windows in table columns that hold nothing else and whose header speaks of time, and with
    "T3" and "S2" as quarters and halves below the word for them."""
    found: dict[tuple[int, int, int], tuple[Token, ...]] = {}
    for block in scanned.document.blocks:
        headers = [cell.text for cell in next((row.cells for row in reversed(block.rows) if row.header), ())]
        paired = paired_times(headers)
        for column, header in enumerate(headers):
            found.update(_year_parts(scanned, block, column, header))
            unit = "" if column in paired else _unit(header)
            if unit is not None:
                found.update(_column(scanned, block, column, unit, header))
    return replace(scanned, cells={**scanned.cells, **found}) if found else scanned


def paired_times(headers: Sequence[str]) -> frozenset[int]:
    """The columns of a start and an end that stand in one table, of which one says for sure what it is: "Inicio" beside "Fin"."""
    meanings = [(at, lookup_label(header)) for at, header in enumerate(headers)]
    known = {at: meaning for at, meaning in meanings if meaning is not None and meaning.attribute in {"start", "end"}}
    both = {meaning.attribute for meaning in known.values()} == {"start", "end"} and len(known) == 2
    sure = any(meaning.confidence >= SURE for meaning in known.values())
    return frozenset(known) if both and sure else frozenset()


def counted_unit(header: str) -> str | None:
    """The unit of time that a column counts whose header is nothing else: "Month", "Semaine", 月份; None when it counts phases."""
    unit = relative_units().get(normalise(header)) or time_headers().get(normalise(header))
    return unit if unit is not None and kind_of(header) != "phase" else None


def _unit(header: str) -> str | None:
    """The unit a column counts in, "" when it only speaks of time; None when it does not."""
    if (unit := counted_unit(header)) is not None:
        return unit
    meaning = sure_label(header)
    return "" if meaning is not None and meaning.attribute in _TIMES else None


def _column(scanned: Scanned, block: Block, column: int, unit: str, header: str) -> dict[tuple[int, int, int], tuple[Token, ...]]:
    places = [(block.index, at, column) for at, row in enumerate(block.rows) if not row.header]
    texts = {place: block.rows[place[1]].cells[column].text.strip() for place in places}
    windows = {place: _window(text, unit, header, scanned.convention.language) for place, text in texts.items() if text}
    known = {place: window for place, window in windows.items() if window is not None}
    if len(known) < _FEWEST or len(known) * 2 <= len(windows):
        return {}
    if unit == "quarter" and all(window.last is not None and window.last <= _QUARTERS for window in known.values()):
        return {}  # "Q1" to "Q4" are those of the calendar
    return {place: _token(texts[place], block.rows[place[1]].cells[column].text, window) for place, window in known.items()}


def _year_parts(scanned: Scanned, block: Block, column: int, header: str) -> dict[tuple[int, int, int], tuple[Token, ...]]:
    """The cells of a column that is headed by quarters or halves, read so."""
    letters = "".join(letter for letter, key in (("t", "quarter_words"), ("s", "half_words")) if phrases_of(key).get(fold(header.strip())))
    if not letters or letters in scanned.convention.year_parts:
        return {}
    convention = replace(scanned.convention, year_parts=letters)
    places = [(block.index, at, column) for at, row in enumerate(block.rows) if not row.header]
    texts = {place: block.rows[place[1]].cells[column].text for place in places}
    return {place: scan(text, convention) for place, text in texts.items() if _YEAR_PART.search(text)}


def _window(text: str, unit: str, header: str, language: str) -> Window | None:
    """What the text counts; the letter must be that of the header or of the unit: "P4" below "Phase" is no period."""
    match = _LETTERED.match(text)
    following = text[match.end() : match.end() + 1] if match else ""
    if match is None or (following.isascii() and following.isalnum()):
        return None  # "M4a", "W3C"
    letter = match["letter"].casefold()
    if match["same"] and match["same"].casefold() != letter:
        return None
    by_letter = _UNITS.get(letter, "week" if letter == "s" and language in _WEEK_IS_S else "")
    counted = unit if unit and (letter[0] == header.strip()[:1].casefold() or by_letter == unit) else "" if unit else by_letter
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not counted or last < first:
        return None
    return Window(match.group(), unit=counted, first=first, last=last, precision="relative")


def _token(stripped: str, text: str, window: Window) -> tuple[Token, ...]:
    start = text.index(stripped)
    return (Token("window", start, start + len(window.text), window.text, window),)
