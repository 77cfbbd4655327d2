"""Labels: what "Budget Allocation", "Custo estimado (R$)" or "推定時間" speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct
from rapidfuzz import fuzz, process

from agent.expressions import expression
from agent.facts.calendar_words import months, relative_units
from agent.facts.folding import fold, is_ideographic
from agent.facts.lexicon import load, section, strings, word_list, words
from agent.facts.phrases import Phrases, spans
from agent.facts.role_words import role_of, without_compounds
from agent.facts.terms import normalise

_PARENTHESES = expression(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_LINKING = expression(r" (?:de|do|da|dos|das|du|des|del|della|di|of|for|von|per|por|pro|je|para|pour|für|на|по) ")
_PER_TIME = expression(
    r" ?/ ?(?:mo|mth|month|m|yr|year|m[eê]s|mois|monat|a[nñ]o|an|jahr|мес|месяц|год|月|年|week|wk|day|hour|hr|h)\.?$", re.IGNORECASE
)
_DATE = expression(r"(?:19|20)\d\d(?:-\d\d|/\d\d)?|\d{1,3}|[qhts][1-4]|fy\d\d(?:\d\d)?|%")
_MOST_WORDS = 8
_LONGEST = 80  # characters; what is longer is a sentence
_FUZZY_CUTOFF = 90.0  # of 100: one letter in ten
_FUZZY_LEAST = 6  # letters: shorter words are too close to others
SURE = 0.9  # the least confidence of what is no guess
_EXACT, _LIGHT, _HEAD, _MODIFIED, _MEASURED, _WEAK = 1.0, 0.95, 0.8, 0.75, 0.7, 0.7
# Languages in which what a compound is stands at its end; in the others, or before an "of", it stands first.
_HEAD_LAST = frozenset({"en", "de", "ru"})
_ROLES = frozenset({"target", "baseline", "actual"})


class LabelMeaning(Struct, frozen=True):
    """`attribute` is a canonical name of the lexicon; `confidence` 1.0 for the exact word, less for compounds and typos.

    `qualifier` is what the label says beside the attribute ("Marketing" in "Marketing budget"), `measure` and `role` as in
    `measure_of` and `role_of`, `unit` the text in parentheses ("R$", "weeks"), `is_total` whether it speaks of a total.
    """

    attribute: str
    confidence: float
    qualifier: str = ""
    measure: str = ""
    role: str = ""
    unit: str = ""
    is_total: bool = False


@lru_cache(maxsize=16384)
def lookup_label(label: str) -> LabelMeaning | None:
    """What a label names; None when the lexicon does not know, which is better than a guess.

    Confidence: 1.0 the exact word, 0.95 with light words or dates around it, 0.8 the head of a compound, 0.75 modified by unknown words,
    0.7 a misspelt or ambiguous word, or a label that names a measure only (attribute "metric").
    """
    plain = _plain(label)
    if not plain:
        return None
    measure = measure_of(plain)
    found = (
        _exact(plain)
        or _whole_measure(plain)
        or _core(plain)
        or _compound(plain)
        or _german(plain)
        or _misspelt(plain)
        or _measured(plain, measure)
    )
    if found is None or (found.attribute in _ROLES and without_compounds(plain) != plain):
        return None
    unit = " ".join(inner.strip() for inner in _PARENTHESES.findall(label))
    is_total = found.attribute in {"total", "subtotal"} or any(word in _set("totals") for word in found.rest.split())
    return LabelMeaning(found.attribute, found.confidence, found.rest, measure, role_of(plain), unit, is_total)


@lru_cache(maxsize=8192)
def sure_label(label: str) -> LabelMeaning | None:
    """The same where the lexicon is sure (`SURE`): what words only resemble or contain, most of the work, is not looked for."""
    plain = _plain(label)
    may = bool(plain) and (is_ideographic(plain[0]) or bool(_exact(plain) or _core(plain)))
    meaning = lookup_label(label) if may else None
    return meaning if meaning is not None and meaning.confidence >= SURE else None


def _plain(label: str) -> str:
    """A label in folded words without what stands in brackets; "" for one that names a part of the plan, and for a sentence."""
    if not label.strip() or len(label) > _LONGEST:
        return ""
    plain = normalise(_PARENTHESES.sub(" ", label)) or normalise(label)
    if "/" in label and plain not in _attributes():
        plain = normalise(_PER_TIME.sub("", _PARENTHESES.sub(" ", label).strip())) or plain
    return "" if _names_part(plain) else plain


@lru_cache(maxsize=4096)
def lookup_headers(header: str) -> tuple[LabelMeaning, ...]:
    """What a column header or the whole label of a field may name by a word that says less elsewhere ("Needs", "Bis", "À la charge de").

    Only the values tell which of them is meant: "From" is a start above dates and a sender above names, "Fertig" an end or a progress.
    """
    unit = " ".join(inner.strip() for inner in _PARENTHESES.findall(header))
    attributes = _headers().get(normalise(_PARENTHESES.sub(" ", header))) if len(header) <= _LONGEST else None
    return tuple(LabelMeaning(attribute, _EXACT, unit=unit) for attribute in attributes or ())


def measure_of(text: str) -> str:
    """The measure a metric's text speaks of ("latency", "uptime"); "" when none is known. The longest phrase wins, then the first."""
    return _longest(measures_in(normalise(text)))


def measures_in(plain: str) -> list[tuple[int, int, str]]:
    """Start, end and measure of the phrases in a folded text that name one. Words that say too little ("coverage") count only alone."""
    found = (span for span in spans(plain, _measures()) if span[1] - span[0] > 1 or len(plain) == 1)
    return [span for span in found if span[1] - span[0] == len(plain) or plain[span[0] : span[1]] not in _alone()]


class _Match(Struct, frozen=True):
    attribute: str
    confidence: float
    rest: str = ""


class _Meaning(Struct, frozen=True):
    """An attribute and the language of the word that names it."""

    attribute: str
    language: str


def _names_part(plain: str) -> bool:
    """ "Phase 2" and "Week 1-2" name parts of the plan, not attributes."""
    words = plain.split()
    return len(words) == 2 and words[0] in _set("parts") and words[1][0].isdecimal()


def _exact(plain: str) -> _Match | None:
    meaning = _attributes().get(plain)
    return _Match(meaning.attribute, _WEAK if plain in _set("weak") else _EXACT) if meaning else None


def _whole_measure(plain: str) -> _Match | None:
    """ "Customer acquisition cost" is a measure of its own, not a cost of acquisition."""
    measure = _measures().get(plain) if " " in plain else None
    return _Match("metric", _HEAD, plain) if measure and measure not in load("attributes") else None


def _core(plain: str) -> _Match | None:
    """The attribute's word with nothing but light words and dates around it: "Estimated effort", "2027 target", "Custo total"."""
    words = plain.split()
    if len(words) > _MOST_WORDS:
        return None
    for size in range(len(words) - 1, 0, -1):
        for first in range(len(words) - size + 1):
            core, around = " ".join(words[first : first + size]), [*words[:first], *words[first + size :]]
            found = _attributes().get(core)
            if found and all(map(_is_light, around)):
                return _narrowed(found.attribute, core, " ".join(around))
    return None


def _narrowed(attribute: str, core: str, rest: str) -> _Match:
    """ "Total phase 2" is a total; "Release target" is hardly a version."""
    if attribute == "title" and any(word in _set("totals") for word in rest.split()):
        return _Match("total", _LIGHT, rest)
    return _Match(attribute, _MODIFIED if core in _set("whole") and role_of(rest) else _LIGHT, rest)


def _is_light(word: str) -> bool:
    return word in _set("light") or word in _set("totals") or bool(_DATE.fullmatch(word)) or word in months() or word in relative_units()


def _compound(plain: str) -> _Match | None:
    """An attribute's word with unknown ones: the head of the label says what it is ("Marketing budget", "Custo de licenças")."""
    if is_ideographic(plain[0]):
        return _ideographic(plain)
    linking = _LINKING.search(plain)
    head = plain[: linking.start()] if linking else plain
    found = [span for span in spans(head, _attributes()) if head[span[0] : span[1]] not in _set("whole")]
    for start, end, meaning in reversed(found):
        before, after = head[:start].split(), head[end:].split()
        heads_last = meaning.language in _HEAD_LAST and all(map(_is_light, after))
        heads_first = (meaning.language not in _HEAD_LAST - {"ru"} or linking is not None) and all(map(_is_light, before))
        if (heads_last or heads_first) and len(before) + len(after) <= 3:
            rest = " ".join((plain[:start] + " " + plain[end:]).split())
            return _Match(meaning.attribute, _MODIFIED if linking or heads_first else _HEAD, rest)
    return None


def _ideographic(plain: str) -> _Match | None:
    """Han and kana compounds end in their head: 市场预算, 開発工数."""
    found = [span for span in spans(plain, _attributes()) if span[1] - span[0] > 1]
    for start, end, meaning in found:
        rest = plain[:start] + plain[end:]
        if end == len(plain) or plain[end:] in _set("light"):
            return _Match(meaning.attribute, _LIGHT if rest in _set("light") or rest in _set("totals") else _MODIFIED, rest)
    return None


def _german(plain: str) -> _Match | None:
    """German compounds end in their head, a light tail aside: Projektkosten, Gesamtbudget, Kostenschätzung."""
    words = [word for word in plain.split() if not _DATE.fullmatch(word)]
    if len(words) != 1:
        return None
    word = words[0]
    for tail in _set("compound_tails") if word.endswith(_compound_tails()) else ():
        stem = word.removesuffix(tail)
        meaning = _attributes().get(stem) if stem != word else None
        if meaning and stem not in _set("weak"):
            return _Match(meaning.attribute, _HEAD, tail)
    for head in _compound_heads() if word.endswith(_compound_heads()) else ():
        meaning = _attributes().get(head)
        if meaning and word.endswith(head) and len(word) >= len(head) + 3:
            return _Match(meaning.attribute, _HEAD, word.removesuffix(head))
    return None


def _misspelt(plain: str) -> _Match | None:
    if len(plain) < _FUZZY_LEAST or is_ideographic(plain[0]):
        return None
    best = process.extractOne(plain, _labels_like(plain[0], len(plain)), scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
    meaning = _attributes().get(best[0]) if best else None
    return _Match(meaning.attribute, _WEAK) if meaning else None


def _measured(plain: str, measure: str) -> _Match | None:
    """A label that names a measure and little else ("API response time", "NPS") is a metric."""
    if not measure:
        return None
    covered = sum(end - start for start, end, _ in measures_in(plain))
    return _Match("metric", _MEASURED, plain) if covered * 2 >= len(plain) else None


def _longest(found: Sequence[tuple[int, int, str]]) -> str:
    """The meaning of the longest phrase, of equals the first."""
    return max(found, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0, ""))[2]


@cache
def _attributes() -> Phrases[_Meaning]:
    listed = load("attributes")
    return Phrases(
        (word, _Meaning(str(attribute), str(language)))
        for attribute in listed
        for language, spellings in section("attributes", attribute).items()
        for word in strings(spellings)
    )


@cache
def _headers() -> Phrases[tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for attribute, spellings in words("headers").items():
        for word in {normalise(spelling) for spelling in spellings}:
            found[word] = (*found.get(word, ()), attribute)
    return Phrases(found.items())


@cache
def _measures() -> Phrases[str]:
    """Phrases of the measures, English plurals in the singular, too: a counted noun is written so."""
    listed = [(word, measure) for measure, spellings in words("measures").items() for word in spellings]
    singular = [(word[:-1], measure) for word, measure in listed if re.fullmatch(r"[a-z -]{3,}[^siu]s", word)]
    return Phrases([*listed, *singular])


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("qualifiers", key))


@cache
def _compound_tails() -> tuple[str, ...]:
    return tuple(_set("compound_tails"))


@cache
def _compound_heads() -> tuple[str, ...]:
    """Longer words first, of equals the first."""
    return tuple(sorted(_set("compound_heads"), key=lambda head: (-len(head), head)))


@cache
def _alone() -> frozenset[str]:
    """Words that name their measure only as the whole text."""
    return frozenset(normalise(word) for word in word_list("measure_kinds", "whole"))


@cache
def _long_labels() -> dict[str, list[str]]:
    """The labels that are long enough to be misspelt, by the letter that they begin with."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in _attributes():
        if len(phrase) >= _FUZZY_LEAST and not is_ideographic(phrase[0]):
            found[phrase[0]].append(phrase)
    return found


@lru_cache(maxsize=4096)
def _labels_like(first: str, length: int) -> tuple[str, ...]:
    """The labels that begin with a letter, as few misspell the first one, and whose length alone does not rule out so high a ratio: of
    two texts it is twice what they share over both lengths."""
    sizes = _sizes_like(length)
    return tuple([label for label in _long_labels().get(first, ()) if len(label) in sizes])


@lru_cache(maxsize=1024)
def _sizes_like(length: int) -> frozenset[int]:
    """The lengths of labels that may be as like a text of some length."""
    return frozenset(size for size in _sizes() if 2 * min(length, size) >= _FUZZY_CUTOFF / 100 * (length + size))


@cache
def _sizes() -> frozenset[int]:
    return frozenset(len(label) for labels in _long_labels().values() for label in labels)
