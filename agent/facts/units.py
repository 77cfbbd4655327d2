"""Units and currencies: what the word beside a number makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from agent.facts.convention import RAND, Convention
from agent.facts.folding import fold, is_ideographic
from agent.facts.lexicon import section, strings
from agent.facts.phrases import Phrases
from agent.model.quantity import QuantityKind

_KINDS: tuple[QuantityKind, ...] = ("duration", "size", "rate", "percent", "count", "ratio")
# One letter after a space is seldom a unit; these are.
_SPACED_LETTERS = frozenset("hjtsdч%×")
_GLUED_ONLY = frozenset({"us", "x", "w", "y"})


class Unit(Struct, frozen=True):
    """`name` as in `Quantity.unit`; `factor` is the scale that the word carries itself ("k€": 1000); `spelling` if case matters."""

    kind: QuantityKind
    name: str
    factor: float = 1.0
    spelling: str = ""


@cache
def unit_words(language: str) -> Phrases[Unit]:
    """Every unit that may follow a number in a document of this language, money aside."""
    return Phrases([*_own_units(language), *_shared_units()])


def _shared_units() -> Iterator[tuple[str, Unit]]:
    for kind in _KINDS:
        for name, listed in section("units", kind).items():
            for word in strings(listed):
                yield word, Unit(kind, str(name))


def _own_units(language: str) -> Iterator[tuple[str, Unit]]:
    for kind in _KINDS:
        for name, listed in section("units", kind, "by_language", language).items():
            for word in strings(listed):
                yield word, Unit(kind, str(name), spelling=word if word.isupper() else "")


@cache
def currency_words(dollar: str, yen: str) -> Phrases[Unit]:
    """Symbols, codes and words of currencies, "k€" and its like; "$" and "¥" as this document means them."""
    ambiguous = [("$", dollar), ("¥", yen), ("pesos", dollar if dollar != "USD" else "")]
    scaled = [
        (word, Unit("money", str(code), float(factor)))
        for code in section("money", "scaled")
        for word, factor in section("money", "scaled", code).items()
        if isinstance(factor, int) and isinstance(word, str)
    ]
    named = [(word, Unit("money", str(code))) for code, listed in section("money", "currencies").items() for word in strings(listed)]
    return Phrases([*scaled, *named, *((symbol, Unit("money", code)) for symbol, code in ambiguous)])


def currency_at(text: str, folded: str, at: int, convention: Convention) -> tuple[Unit, int] | None:
    """The currency that starts at `at`, and where it ends. Codes are written in capitals: "try", "rub" and "cad" are words."""
    found = currency_words(convention.currency, convention.yen).match(folded, at)
    if not found:
        return (Unit("money", "ZAR"), at + 1) if convention.rand and RAND.match(text, at) else None
    unit, end = found
    written = text[at:end]
    if fold(written) == unit.name.lower() and not written.isupper():
        return None
    return unit, end


def unit_at(text: str, folded: str, at: int, convention: Convention, *, glued: bool) -> tuple[Unit, int] | None:
    """The unit that starts at `at`, right behind a number (`glued`) or one space after it."""
    found = unit_words(convention.language).match(folded, at)
    if not found:
        return None
    unit, end = found
    written = folded[at:end]
    if not glued and (written in _GLUED_ONLY or (len(written) == 1 and written not in _SPACED_LETTERS and not is_ideographic(written))):
        return None
    if unit.spelling and text[at:end] != unit.spelling:
        return None
    if not glued and text[at:end] == "HR":
        return None  # "1 HR manager" works in an office
    if end - at == 1 and text[at:end].isupper() and not unit.spelling:
        return None  # "3D", "4K": a name
    return unit, end
