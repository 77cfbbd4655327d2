"""Short notations for what was read, so that the tables of the tests stay readable."""

from __future__ import annotations

from agent.facts import Convention, scan
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_COMMA = frozenset({"pt", "es", "fr", "de", "it", "ru", "id"})


def convention(language: str = "en") -> Convention:
    """The usual convention of a language."""
    return Convention(
        decimal="," if language in _COMMA else ".",
        language=language,
        yen="CNY" if language == "zh" else "JPY",
        date_order="mdy" if language == "en" else "ymd" if language in {"ja", "zh"} else "dmy",
        spaced=language in {"fr", "ru"},
    )


def read(text: str, language: str = "en") -> list[str]:
    """Every token as "text -> meaning"."""
    return [f"{token.text} -> {said(token)}" for token in scan(text, convention(language))]


def read_one(text: str, language: str = "en") -> str:
    """The meaning of the only token, which covers the whole text."""
    tokens = scan(text, convention(language))
    assert [token.text for token in tokens] == [text]
    return said(tokens[0])


def amounts(text: str, language: str = "en") -> list[str]:
    """The meanings of the numeric tokens."""
    return [said(token) for token in scan(text, convention(language)) if isinstance(token.value, Quantity | Window)]


def said(token: Token) -> str:
    if isinstance(token.value, Quantity):
        return quantity(token.value)
    return window(token.value) if isinstance(token.value, Window) else f"{token.kind} {token.value}"


def quantity(value: Quantity) -> str:
    """ "USD 8000000..12000000", "< 100 millisecond P95", ">= 50 integration", "+300 %"."""
    number = _number(value.least) if not value.is_range else f"{_number(value.least)}..{_number(value.most)}"
    unit = value.unit or ("money" if value.kind == "money" else "")
    parts = ["" if value.comparator == "=" else value.comparator, number, unit, f"per {value.per}" if value.per else ""]
    parts += ["change" if value.change else "", value.statistic]
    return " ".join(part for part in parts if part)


def window(value: Window) -> str:
    """ "2025-07-01..2025-09-30", "month 6..18", "months 10..12", "2027-01-01.." """
    if value.unit:
        last = "" if value.last is None else f"{value.last:g}"
        return f"{value.unit} {value.first:g}..{last}"
    if value.months:
        days = f" days {value.days[0]}..{value.days[1]}" if value.days else ""
        return f"months {value.months[0]}..{value.months[1]}{days}"
    return f"{value.start or ''}..{value.end or ''}"


def _number(value: float) -> str:
    return f"{value:.10g}"
