"""Ids and numbered names: "A1", "v1.2", "#12", "Phase 2", "第1期"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from unicodedata import category

from agent.expressions import compiled, expression
from agent.extract.wording.labels import content_start
from agent.extract.wording.words import kind_of
from agent.facts import lexicon, normalise
from agent.model.roadmap import ItemKind
from agent.model.token import Token

_NUMBERED = expression(
    r"(?<![^\W\d_])(?P<word>[^\W\d_]+(?:[ -][^\W\d_]{3,})?)\s*(?:#|[nN][º°o]\.?\s*)?"
    r"(?P<number>\d{1,4}(?:\.\d{1,3}){0,3}(?:[a-z]|[A-F](?:\.\d{1,3})?)?(?:[-–/&+]\d{1,3}(?:\.\d{1,3})?|\s{1,3}[-–/&+]\s{1,3}\d{1,3}(?=\s{0,3}(?:[:：(]|$)))?"
    # "Sprint A1:", "Phase E2a -", "Phase E0.D": not "Phase Q1", and in running text no "step S3 upload".
    r"|[A-GILNORSUXZ]{1,2}\d{1,3}(?:\.(?:\d{1,3}|[A-H]))?[a-z]?(?=\s*(?:[:：()\[–—]|-(?!\d)|$))"
    r"|[A-Z]{1,4}\d{0,3}-\d{1,4}(?=\s*(?:[:：(]|\s[–—-]|$))"
    r"|[IVX]{1,5}|[A-H])(?![\w%]|/[a-z])"
)
_CJK_NUMBERED = expression(r"第\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<word>阶段|階段|段階|期|フェーズ|步|章)")
_HAN_NUMBERED = expression(r"(?P<word>阶段|階段|段階|步骤|里程碑|フェーズ)\s*(?P<number>[一二三四五六七八九十]{1,3})(?![\w])")
_PRE_NUMBERED = expression(r"(?P<number>\d{1,3})(?:st|nd|rd|th|ª|º|°|er|ère|e|\.|-й|-я)\s*(?P<word>[^\W\d_]+)")
# Circled digits count as plain ones do; each is one character, so that offsets stay.
_CIRCLED = {ord(first) + at: str(at + 1) for first in "①❶➀➊" for at in range(9)}
_CIRCLED_DIGIT = expression(f"[{''.join(map(chr, _CIRCLED))}]")
_OUTLINE = expression(r"\W{0,4}(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}(?=[.):]?\s)|\d{1,2}(?=[.)]\s|[:：、．]))[.):：、．]?\s{0,3}(?=[^\W\d])")
_OUTLINE_REFERENCE = expression(
    r"(?:#|§+\s?|№\s?)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})|[^\W\d_]{2,12}\.?\s(?P<named>\d{1,2}(?:\.\d{1,2}){1,3})"
)
EDGE = " \t\n:：-–—|,;·•/.、，"
_WORD = expression(r"[^\W_]")
_NAMED = expression(r"\s*(?:[:：]|\s[–—-]{1,2}\s)[\W_]*(?=[^\W\d_])")
_NO_ID = expression(r"(?:[^\w.#+]|_)+")
_ZEROS_BEHIND = expression(r"(?<=[^\W\d_])0+(?=\d)")
_ZEROS = expression(r"(?<![\d.])0+(?=\d)")
_DIGITS = expression(r"\d")
_CJK = expression(r"[぀-ヿ㐀-鿿]")


def numbered_reference(text: str) -> tuple[str, ItemKind] | None:
    """The first "Phase 2", "Sprint 0", "第1期", "Gate ②" in a text, canonically written, with the kind of item it names."""
    text = _with_plain_digits(text)
    for match in (*_CJK_NUMBERED.finditer(text), *_HAN_NUMBERED.finditer(text)):
        return _canonical(match["word"], match["number"]), kind_of(match["word"]) or "phase"
    for match in _NUMBERED.finditer(text):
        word, kind = _kind_word(match["word"])
        if kind:
            return _canonical(word, match["number"]), kind
    return None


def outline_of(heading: str) -> str:
    """The number that a heading has in the order of a document: "2.2" of "2.2 Handover", "3" of "3. Alerts"; "" without one."""
    match = _OUTLINE.match(heading)
    return match["number"] if match else ""


def outline_reference(text: str) -> str:
    """The number where a text is nothing but a reference to one of an outline: "2.2", "#3", "item 3.1"; else ""."""
    match = _OUTLINE_REFERENCE.fullmatch(text)
    return match["number"] or match["named"] if match else ""


def _with_plain_digits(text: str) -> str:
    return text.translate(_CIRCLED) if _CIRCLED_DIGIT.search(text) else text  # to translate costs as much as all of the rest


def _kind_word(words: str) -> tuple[str, ItemKind | None]:
    """ "Phase", "Work package" or the last word of "the Phase"."""
    if kind := kind_of(words):
        return words, kind
    last = re.split(r"[ -]", words)[-1]
    return last, kind_of(last)


def _canonical(word: str, number: str) -> str:
    digits = "".join(number.split())
    return f"{word}{digits}" if _CJK.match(word) else f"{word[:1].upper()}{word[1:].lower()} {digits}"


@lru_cache(maxsize=16384)
def fold_id(identifier: str) -> str:
    """One spelling per id: "K-01", "K 1" and "k01" are the same; the sign before a bare number is its family: "🔴-1", "🟡-1"."""
    compact = _NO_ID.sub("", identifier.casefold())
    if compact.isdecimal() and identifier[0] >= "\u2600" and category(identifier[0]) == "So":
        compact = identifier[:1] + compact
    return _ZEROS.sub("", _ZEROS_BEHIND.sub("", compact)).strip(".")


def id_prefix(identifier: str) -> str:
    """The family of an id: "K-" of "K-01", "A" of "A1", "KR" of "KR1.2", "v" of "v1.3", "#" of "#12"."""
    return _DIGITS.split(identifier, maxsplit=1)[0]


def id_families(leads: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The prefixes that number things in a document, from the ids that lead titles and cells, each with whether a separator follows it."""
    members: dict[str, set[str]] = {}
    separated: set[str] = set()
    for identifier, followed in leads:
        prefix = id_prefix(identifier)
        members.setdefault(prefix, set()).add(identifier)
        if followed:
            separated.add(prefix)
    return frozenset(
        prefix
        for prefix, ids in members.items()
        if len(ids) >= (2 if len(prefix.rstrip("-. ")) <= 2 or prefix in separated else 3) or prefix in "v#"
    )


def leading_id(text: str, start: int, end: int, tokens: Sequence[Token]) -> tuple[Token, bool] | None:
    """The id token a title starts with, and whether a separator (not just a space) follows it."""
    if "id" not in [token.kind for token in tokens]:
        return None  # most lines
    at = after_marks(text, content_start(text, start, end), end, tokens)
    for token in tokens:
        if token.kind == "id" and at <= token.start <= at + 2 and not _WORD.search(text, at, token.start):
            return token, token.end >= end or text[token.end] in ".:：)]|,"
    return None


def trailing_id(text: str, end: int, tokens: Sequence[Token]) -> Token | None:
    """The number of an issue that ends a line: "Rate limits (3d) #142", unless that is what the line waits for."""
    last = tokens[-1] if tokens else None
    if last is None or last.kind != "id" or not last.text.startswith("#") or text[last.end : end].strip():
        return None
    alone = not any(token.kind == "reference" or (token.kind == "id" and token is not last) for token in tokens)
    return last if alone else None


def after_marks(text: str, at: int, end: int, tokens: Sequence[Token]) -> int:
    """Past status marks, with the word that explains one, and the emoji around them; a status word alone stays, it may be the name."""
    for token in tokens:
        if token.kind == "status" and token.start <= at + 1 and token.end > at and not token.text[0].isalnum():
            at = content_start(text, token.end, end)
    return at


def identifier_at(text: str, at: int, end: int, tokens: Sequence[Token], families: frozenset[str]) -> tuple[str, ItemKind | None, int]:
    """The id at `at`, the kind its words name, and where the rest begins; ("", None, at) without one."""
    text = _with_plain_digits(text)
    lead = leading_id(text, at, end, tokens)
    if lead and (id_prefix(str(lead[0].value)) in families or (lead[1] and lead[0].end < end)):
        identifier = str(lead[0].value)
        return identifier, "milestone" if identifier[:1] in "vV" and identifier[1:2].isdigit() else None, skip_edge(text, lead[0].end, end)
    first = text[at : at + 1]
    patterns = (_PRE_NUMBERED,) if first.isdecimal() else (_NUMBERED,) if first.isascii() else (_CJK_NUMBERED, _HAN_NUMBERED, _NUMBERED)
    match = next((found for pattern in patterns if (found := pattern.match(text, at, end))), None)
    if match is None:
        return "", None, at
    word, kind = match["word"], kind_of(match["word"]) or _kind_of_rank(text, match, end, tokens)
    if kind is None:
        return "", None, at
    number = match["number"]
    if not number.isdigit() and number.isalpha() and len(number) == 1 and match.end() < end and text[match.end()] == " " and number == "A":
        return "", None, at  # "Phase A" is rare, "Release A new ..." is a sentence
    return _canonical(word, number), kind, skip_edge(text, match.end(), end)


def _kind_of_rank(text: str, match: re.Match[str], end: int, tokens: Sequence[Token]) -> ItemKind | None:
    """Of "Priority 1: Tide tables" that of the thing that is called so, which is a stage where it has a time; none where a level
    follows ("Priority 1 - critical items")."""
    if not match["number"].isdecimal() or normalise(match["word"]) not in _rank_words():
        return None
    named = _NAMED.match(text, match.end(), end)
    if named is None or _level().match(normalise(text[named.end() : end])):
        return None
    return "phase" if any(token.kind == "window" for token in tokens) else "initiative"


@cache
def _rank_words() -> frozenset[str]:
    return frozenset(map(normalise, lexicon.word_list("priorities", "nouns")))


@cache
def _level() -> re.Pattern[str]:
    """Words that say how urgent or how near things are."""
    paths = (("priorities", "levels"), ("priorities", "moscow"), ("priorities", "horizons"), ("marks", "priority"))
    said = {normalise(word).replace("-", " ") for path in paths for words in lexicon.words(*path).values() for word in words}
    listed = "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in sorted(said, key=lambda word: (-len(word), word)))
    return compiled(rf"(?:{listed})(?![\w-])")  # "high-value features" have a name


def skip_edge(text: str, at: int, end: int) -> int:
    while at < end and (text[at] in EDGE or text[at] in ")]】）"):
        at += 1
    return at
