"""Units in a table's header ("Budget (k EUR)", "Aufwand (Personentage)") that hold for the bare numbers below it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.convention import Convention
from agent.facts.lexicon import section, strings
from agent.facts.numerals import currency_scale, glued_scale, scale_words
from agent.facts.prices import per_of
from agent.facts.units import Unit, currency_at, unit_words
from agent.facts.view import View
from agent.model.quantity import Quantity, QuantityKind
from agent.model.token import Token

_BRACKETS = expression(r"[(\[（【]([^()\[\]（）【】]{1,40})[)\]）】]")
_IN = expression(r"(?:^|[ ,;])(?:in|en|em|alle|в|dalam)[ \u00a0]+([^()\n]{1,30})$")
# "Both years", "next months": columns of a time, not numbers of that unit.
_QUANTIFIERS = frozenset(
    {
        "both",
        "all",
        "next",
        "last",
        "first",
        "two",
        "three",
        "ambos",
        "todos",
        "proximos",
        "ultimos",
        "primeiros",
        "primeros",
        "deux",
        "tous",
    }
    | {"premiers", "derniers", "prochains", "beide", "alle", "nachste", "letzte", "erste", "entrambi", "tutti", "оба", "все", "первые"}
)
_BARE_SIGN = expression(r"[$¥]")
_ZEROS = expression(r"[ \u00a0]?'?(000|000000)s?(?!\w)")  # "$000s"
_ZEROS_BEFORE = expression(r"(?:^|[^\w.,])'?(000|000000)s?[ \u00a0]$")  # "'000 EUR"
_JOIN_BEHIND = expression(r"[ \u00a0]?,[ \u00a0]?(?:in |en |em |alle |в )?|[ \u00a0](?:in|en|em|в)[ \u00a0]")
_JOIN_BEFORE = expression(r"[ \u00a0](?:of|de|di|von|d')[ \u00a0]?$|(?<=[ \u00a0])d'$")
_LAST_WORD = expression(r"[^\W\d_]+$")
_MODIFIED = expression(r"[ \u00a0-](?!per |total|est|avg)[a-z]{3,}")
_STARTS = expression(r"[^\s/,;]+")
# As a whole header these name the column's place in time ("Month: 1, 2, 3"), not the unit of its numbers.
_CALENDAR = frozenset({"second", "minute", "quarter", "month", "week", "day", "year", "sprint", "half-year"})


class HeaderUnit(Struct, frozen=True):
    """What a header says about the bare numbers under it; `unit` and `per` as in `Quantity`, `scale` 1000 for "k EUR"."""

    kind: QuantityKind
    unit: str
    scale: float = 1.0
    per: str = ""


def unit_of_header(text: str, convention: Convention | None = None) -> HeaderUnit | None:
    """The unit that a header states for its numbers; None when it states none."""
    spoken = convention or Convention()
    per = per_of(View.of(text, spoken))
    for part, bracketed in _parts(text):
        found = _unit_in(View.of(part, spoken), bracketed=bracketed)
        if found and per and found.kind == "duration" and not bracketed:
            return None  # "Gehalt je Monat": a price per month, not a number of months
        if found:
            return replace(found, per=per) if found.kind in {"money", "count"} else found
    return None


def scale_of(text: str, convention: Convention) -> float | None:
    """The scale of words that name nothing else: "thousands", "Tausend", "000s"; None where there is more or none."""
    view = View.of(text.strip(), convention)
    found = scale_words(convention.language).match(view.folded, 0)
    if found and found[1] == len(view.folded):
        return found[0]
    zeros = _ZEROS.fullmatch(view.folded)
    return 10.0 ** len(zeros[1]) if zeros else None


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Brackets first, then what follows "in", then the whole text."""
    for match in _BRACKETS.finditer(text):
        yield match.group(1), True
    plain = _BRACKETS.sub(" ", text).strip(" :*")
    following = _IN.search(plain.lower())
    if following:
        yield plain[following.start(1) :], True
    yield plain, False


def _unit_in(view: View, *, bracketed: bool) -> HeaderUnit | None:
    money = _money(view)
    if money:
        return money
    for match in _STARTS.finditer(view.folded):
        found = unit_words(view.convention.language).match(view.folded, match.start())
        if found and view.ends_word(found[1]) and _is_stated(view, match.start(), found, bracketed=bracketed):
            unit = found[0]
            return HeaderUnit(unit.kind, unit.name)
    return None


def _money(view: View) -> HeaderUnit | None:
    """A currency with the scale before or behind it: "k EUR", "$K", "M€", "US$ million", 万元."""
    for match in _STARTS.finditer(view.folded):
        for at in range(match.start(), min(match.end(), match.start() + 4)):
            if at > match.start() and view.char(at).isalnum() and view.char(at - 1).isalnum():
                continue
            found = currency_at(view.text, view.folded, at, view.convention)
            if found:
                own = currency_scale(view.text, view.skip_space(found[1]), found[0].name)
                scale = own[0].factor if own is not None and view.ends_word(own[1]) else _scale(view, match.start(), at, found[1])
                return HeaderUnit("money", found[0].name, found[0].factor * scale)
    return None


def _scale(view: View, start: int, at: int, end: int) -> float:
    """The scale word right before or right after a currency at `at`..`end`, or joined to it: "thousands of USD", "$ in thousands",
    "EUR, millions", "$000s"."""
    words = scale_words(view.convention.language)
    if zeros := _ZEROS.match(view.folded, end) or _ZEROS_BEFORE.search(view.folded, 0, at):
        return 10.0 ** len(zeros[1])
    before = view.folded[:at].rstrip(" \u00a0")
    for candidate in (view.skip_space(end), max(0, before.rfind(" ") + 1) if before else end):
        glued = glued_scale(view.text, candidate)
        if glued and view.ends_word(glued[1]):
            return glued[0].factor
        found = words.match(view.folded, candidate)
        if found and (candidate >= end or found[1] <= at):
            return found[0]
    return _joined_scale(view, at, end)


def _joined_scale(view: View, at: int, end: int) -> float:
    """The scale that a small word joins to a currency at `at`..`end`, before or behind it."""
    words = scale_words(view.convention.language)
    behind = _JOIN_BEHIND.match(view.folded, end)
    found = words.match(view.folded, behind.end()) if behind else None
    if found and view.ends_word(found[1]):
        return found[0]
    joined = _JOIN_BEFORE.search(view.folded, 0, at)
    before = _LAST_WORD.search(view.folded, 0, joined.start()) if joined else None
    found = words.match(view.folded, before.start()) if before else None
    return found[0] if found and before and found[1] == before.end() else 1.0


def _is_stated(view: View, at: int, found: tuple[Unit, int], *, bracketed: bool) -> bool:
    """Whether the word is the unit of the numbers: in brackets any, else a plural or sign that ends the header."""
    unit, end = found
    word = view.folded[at:end]
    if unit.kind == "duration" and word == unit.name and _MODIFIED.match(view.folded, end):
        return False  # "(sprint pts)", "(day rate)"
    if bracketed:
        return len(word) > 1 or not word.isalpha() or end == len(view.folded)
    if end != len(view.folded) or any(before in _QUANTIFIERS for before in view.folded[:at].split()[-2:]):
        return False
    return not (unit.kind == "duration" and (word in _CALENDAR or len(word) < (3 if word.isascii() else 2))) and not (
        unit.kind == "ratio" and word.isalpha()
    )


def _leaves_open(text: str, value: Quantity, header: HeaderUnit) -> bool:
    """Whether a bare "$" or "¥" leaves its currency to the header: "$20k" under "Price (MXN)"."""
    bare = _BARE_SIGN.search(text)
    if bare is None or value.unit == header.unit or any(character.isupper() and character not in "KMB" for character in text):
        return False
    return header.unit in (_dollars() if bare.group() == "$" else frozenset({"CNY", "JPY"}))


@cache
def _dollars() -> frozenset[str]:
    return frozenset({"USD", *strings(section("money", "dollars").get("codes"))})


def _counts_for(value: Quantity, header: HeaderUnit) -> bool:
    """Whether a number says only for what time it is, and for the one its column is for: "10/mo" below "Cost (EUR/mo)"."""
    return value.kind == "count" and not value.unit and bool(header.per) and value.per == header.per


def with_header_unit(token: Token, header: HeaderUnit) -> Token:
    """A bare number as the quantity its header makes of it; other tokens stay. Percentages and money keep what they say themselves."""
    value = token.value
    if isinstance(value, Quantity) and value.kind == header.kind == "money" and _leaves_open(token.text, value, header):
        return replace(token, value=replace(value, unit=header.unit))
    if not isinstance(value, Quantity) or not (token.kind == "number" or _counts_for(value, header)):
        return token
    scaled = Quantity(
        low=value.low * header.scale,
        high=value.high * header.scale,
        least=value.least * header.scale,
        most=value.most * header.scale,
        kind=header.kind,
        unit=header.unit,
        comparator=value.comparator,
        per=value.per or header.per,
        change=value.change and header.kind != "money",  # a loss is an amount, and no difference
        statistic=value.statistic,
    )
    if scaled.low == scaled.high and header.kind in {"money", "percent"}:
        half = header.scale / 2
        scaled = replace(scaled, low=scaled.low - half, high=scaled.high + half)
    return replace(token, kind="quantity", value=scaled)
