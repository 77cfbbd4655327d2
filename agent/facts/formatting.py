"""Numbers written the way a document writes them."""

from __future__ import annotations

from agent.facts.convention import Convention
from agent.facts.nouns import plural_of
from agent.model.quantity import Quantity

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "BRL": "R$ ", "JPY": "¥", "CNY": "¥", "INR": "₹", "RUB": "₽", "IDR": "Rp "}
_SHORT = {"millisecond": "ms", "microsecond": "µs", "second": "s", "minute": "min", "hour": "h"}
_BEHIND = frozenset({"de", "fr", "es", "it", "ru", "pt"})
_LARGE = ((1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "K"))  # from which size on, divided by what, with which letter


def format_number(value: float, convention: Convention, decimals: int | None = None) -> str:
    """A number with the document's separators; `decimals` places, by default as many as it needs, four at most."""
    places = _places(value) if decimals is None else decimals
    plain = f"{value:,.{places}f}"
    if places and decimals is None:
        plain = plain.rstrip("0").rstrip(".")
    if convention.decimal == ".":
        return plain
    grouping = " " if convention.spaced else "."
    return plain.replace(",", "\0").replace(".", ",").replace("\0", grouping)


def _places(value: float) -> int:
    return next((places for places in range(4) if abs(value - round(value, places)) < 1e-9 * max(1.0, abs(value))), 4)


def format_quantity(quantity: Quantity, convention: Convention) -> str:
    """A quantity in the document's style: "$3.41M", "1.280 person-days", "13%"; ranges with a dash."""
    least = _with_unit(quantity.least, quantity, convention)
    if not quantity.is_range:
        return least
    return f"{least} - {_with_unit(quantity.most, quantity, convention)}"


def _with_unit(value: float, quantity: Quantity, convention: Convention) -> str:
    if quantity.kind == "money":
        return _money(value, quantity.unit, convention)
    if quantity.kind == "percent":
        return f"{format_number(round(value, 2), convention)}{'%' if quantity.unit == '%' else ' pp'}"
    number = format_number(round(value, 4), convention)
    if quantity.unit in {"", "x"} or quantity.unit.startswith(("/", ":")):
        return number + quantity.unit
    if quantity.unit in _SHORT:
        return f"{number} {_SHORT[quantity.unit]}"
    if quantity.kind == "count" and convention.language != "en" and quantity.unit != "FTE":
        return number  # the plural of the noun is the author's business
    several = value != 1 and quantity.kind in {"duration", "count"}
    return f"{number} {plural_of(quantity.unit) if several else quantity.unit}"


def _money(value: float, currency: str, convention: Convention) -> str:
    symbol = _SYMBOLS.get(currency, f"{currency} " if currency else "")
    sign, size = ("-" if value < 0 else ""), abs(value)
    if currency == "EUR" and convention.language in _BEHIND:
        return f"{sign}{format_number(round(size, 2), convention)} €"
    for least, scale, letter in _LARGE if convention.language == "en" else ():
        if size >= least and abs(size / scale - round(size / scale, 2)) < 1e-9:
            return f"{sign}{symbol}{format_number(size / scale, convention)}{letter}"
    return f"{sign}{symbol}{format_number(round(size, 2), convention)}"
