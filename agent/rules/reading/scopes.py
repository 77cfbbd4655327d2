"""Pieces of work made comparable across wordings: what they are called without how it is done, synonyms as one word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import canonical_terms, normalise
from agent.facts.lexicon import load, strings, words
from agent.model.quantity import Window
from agent.rules.reading.pieces import NUMBERED, Piece, stage_words

KATAKANA = expression(r"[\u30a1-\u30fa\u30fc]{2,}")  # a run is a word of its own; its pairs of letters say nothing
BRACKETED = expression(r"[(（]([^()（）\n]{2,80})[)）]")
FILE = expression(r"[\w.-]+/[\w./-]+|\b[\w-]+\.(?:md|sql|py|tsx?|jsx?|json|ya?ml|toml|docx?|pdf|sh|go|rs|java)\b")
PREPOSITION = expression(r"[(,:]| (?:for|with|based|from|of|to|in|on|via|using|by|and|für|mit|von|aus|zur|zum|und|&) ", re.IGNORECASE)
HEAD_LAST = frozenset({"en", "de"})
TESTED = frozenset({"test", "testing", "tests", "prueb", "ensai", "essai", "тест", "тестирован", "テスト", "测试"})
SHORT = expression(
    r"\b(API|UI|UX|MVP|CRM|KPI|ROI|SLA|PWA|CMS|ERP)s?\b"
)  # written out, each would count for two words or three, and a mobile API would be a mobile application
LEAST_LEFT = 2
FEWEST_SAID = 3  # words behind a name that tell what is meant
LANGUAGES = ("en", "pt", "es", "fr", "de", "ru")
MONTHS = {"month": 1, "quarter": 3, "half": 6}
NESTED = 1.5  # how much longer a period is that sums up another one


def compared(pieces: tuple[Piece, ...], language: str) -> tuple[Piece, ...]:
    """Every piece that has a name, with comparable `terms`, and in `details` the words in brackets behind its name."""
    refined = (_refined(piece, language) for piece in pieces if not is_unnamed(piece.label))
    return tuple(piece for piece in refined if piece.terms)


def compared_by_name(pieces: tuple[Piece, ...], language: str) -> tuple[Piece, ...]:
    """Every piece that has a name, with comparable `terms` and nothing else: for who compares names alone."""
    named = (replace(piece, terms=named_terms(piece.label, language)) for piece in pieces if not is_unnamed(piece.label))
    return tuple(piece for piece in named if piece.terms)


def stages_in(piece: Piece) -> frozenset[str]:
    """What sets one stage of a thing apart, also in words too short to be terms: "phase 2 bis", "mais fontes"."""
    return stage_words(piece) | (frozenset(normalise(piece.label).split()) & _stems("stages"))


def is_layer(terms: frozenset[str]) -> bool:
    """Whether words name a layer of a product: its back end, its dashboard."""
    return not terms.isdisjoint(_stems("layer"))


def is_common(label: str, language: str) -> bool:
    """Whether a name holds only words of what most products have: a mobile app, push notifications, an admin dashboard."""
    return _terms(label, language) <= _common()


@cache
def _common() -> frozenset[str]:
    listed = [word for what in ("common", "aspect", "generic", "recurring", "layer") for word in strings(load("scope_words").get(what))]
    return frozenset(listed) | frozenset(
        term for word in listed for language in (*LANGUAGES, "ja", "zh") for term in _terms(word, language)
    )


def is_aspect(terms: frozenset[str]) -> bool:
    """Whether a name says no more than what every part of a product has: error handling, an interface, results."""
    return terms <= _stems("aspect")


def is_test(terms: frozenset[str]) -> bool:
    """Whether a name says no more than that one thing is tested, which is done at every stage."""
    return len(terms - _stems("aspect")) <= 1 and not terms.isdisjoint(TESTED)


def is_unnamed(label: str) -> bool:
    """Whether a label is the number of a task or the path of a file."""
    return bool(NUMBERED.fullmatch(label.strip()) or (("/" in label or "." in label) and FILE.search(label)))


def words_in(label: str) -> int:
    """How many words a name has: letters between spaces, runs of kana, two Han characters."""
    kana = KATAKANA.findall(unicodedata.normalize("NFKC", label))
    rest = canonical_terms(KATAKANA.sub(" ", label), "en")
    han = sum(1 for term in rest if len(term) == LEAST_LEFT and not term.isascii() and term > "\u2e7f")
    return len(kana) + len(rest) - han + (han + 1) // 2


def sums_up(one: Window | None, other: Window | None) -> bool:
    """Whether one period encloses the other and is longer: a quarter that repeats what its months hold."""
    pairs = ((first, second) for first in _months(one) for second in _months(other) if first[0] == second[0])
    return any(_encloses(*sorted((first[1:], second[1:]), key=lambda span: span[1] - span[0])) for first, second in pairs)


def _encloses(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    longer = outer[1] - outer[0] >= NESTED * (inner[1] - inner[0])
    return longer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _refined(piece: Piece, language: str) -> Piece:
    told = _told(piece.label, piece.span.quote, language)
    return replace(piece, terms=told.terms, details=told.details, remark=told.remark, head=told.head, head_phrase=told.head_phrase)


class _Told(Struct, frozen=True):
    """What a name and its line tell, as the fields of a `Piece`."""

    terms: frozenset[str]
    details: frozenset[str]
    remark: frozenset[str]
    head: str
    head_phrase: frozenset[str]


@lru_cache(maxsize=16384)
def _told(label: str, quote: str, language: str) -> _Told:
    """Kept, as several rules compare the same pieces."""
    named, generic = named_terms(label, language), _stems("generic")
    details = _terms(" ".join(BRACKETED.findall(quote)), language) - generic - named
    remark = _terms(_remark(label, quote.strip()), language) - generic - named
    head, phrase = _head(label, language) if language in HEAD_LAST else ("", frozenset[str]())
    return _Told(named, details, remark, head, phrase)


@lru_cache(maxsize=16384)
def named_terms(label: str, language: str) -> frozenset[str]:
    """What a name says beside words of any work: "build", "support", and the order it begins with."""
    named = _terms(label, language) - _stems("generic")
    first = canonical_terms(label, language)[:1]
    if first and first[0] in _stems("imperative") and len(named - set(first)) >= LEAST_LEFT and not _is_adjective(label):
        return named - set(first)
    return named


def _head(label: str, language: str) -> tuple[str, frozenset[str]]:
    """The last word of a name before a preposition, where it is a thing and no word of doing ("integration"), and the words up to it."""
    words = [_synonyms().get(term, term) for term in canonical_terms(PREPOSITION.split(label, maxsplit=1)[0], language)]
    known = len(words) > 1 and words[-1] not in _stems("generic") | _stems("doing")
    return (words[-1], frozenset(words)) if known else ("", frozenset())


def _is_adjective(label: str) -> bool:
    """Whether a name begins with a word that only shares the stem of a verb: "executive"."""
    return label.split(None, 1)[0].casefold().endswith(("ive", "ivo", "iva"))


def _remark(label: str, quote: str) -> str:
    """What a line says behind a name to tell what is meant: brackets without a figure, a sentence, or the longest cell of the row."""
    if quote.startswith("|"):
        rest = max((cell for cell in quote.split("|") if label not in cell), key=len, default="")
        return rest if words_in(rest) >= FEWEST_SAID else ""
    rest = quote.partition(label)[2]
    bracket = BRACKETED.search(rest)
    if bracket and not any(char.isdigit() for char in bracket[1]):
        return bracket[1]
    return rest if words_in(rest) >= FEWEST_SAID else ""


@lru_cache(maxsize=32768)
def _terms(text: str, language: str) -> frozenset[str]:
    plain = SHORT.sub(r"\1x", unicodedata.normalize("NFKC", text))
    kana = [] if plain.isascii() else KATAKANA.findall(plain)
    listed = (*canonical_terms(KATAKANA.sub(" ", plain) if kana else plain, language), *kana)
    same = _synonyms()
    return frozenset(same.get(term, term) for term in listed)


def _months(window: Window | None) -> list[tuple[str, float, float]]:
    """A window in months of each axis it can stand on: the calendar's, and that of a plan of one year that begins with month 1."""
    if window is None or window.open_ended:
        return []
    found = []
    if window.start and window.end:
        begin = window.start.year * 12 + window.start.month - 1 + (window.start.day - 1) / 31
        found.append(("calendar", begin, window.end.year * 12 + window.end.month - 1 + window.end.day / 31))
    if window.months:
        found.append(("year", float(window.months[0] - 1), float(window.months[1])))
    if window.unit in MONTHS and window.first is not None:
        size = MONTHS[window.unit]
        found.append(("year", (window.first - 1) * size, (window.last or window.first) * size))
    return found


@cache
def _stems(what: str) -> frozenset[str]:
    listed = strings(load("scope_words").get(what))
    stemmed = (canonical_terms(word, language) for word in listed for language in LANGUAGES)
    return frozenset(listed) | frozenset(terms[0] for terms in stemmed if len(terms) == 1)


@cache
def _synonyms() -> dict[str, str]:
    """The stem of each word of a group of synonyms to that of the first."""
    found: dict[str, str] = {}
    for first, others in words("scope_words", "synonyms").items():
        head = canonical_terms(first, "en")[0]
        for word in (first, *others):
            found.setdefault(normalise(word), head)
            for language in LANGUAGES:
                terms = canonical_terms(word, language)
                if len(terms) == 1:
                    found.setdefault(terms[0], head)
    return found
