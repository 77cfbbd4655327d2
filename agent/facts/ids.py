"""Labels with numbers in them: ids, versions, ordinals, names. None of them is an amount."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.expressions import compiled, expression
from agent.facts.calendar_words import relative_units
from agent.facts.folding import is_ideographic, is_letter
from agent.facts.lexicon import word_list
from agent.facts.numerals import han_number_at
from agent.facts.phrases import Phrases
from agent.facts.terms import normalise
from agent.facts.view import View
from agent.model.token import Token

_GAP = r"[ \u00a0]?"
_VERSION = expression(r"v\d{1,4}(?:\.(?:\d{1,4}|x)){0,3}(?:-[a-z][a-z0-9_.]{0,24})?\+?(?![\w])", re.ASCII)
_TRACKER = expression(r"#\d{1,6}(?![\w])", re.ASCII)
# "AB-12", "AB-CD-1.2", with the year, date or sections that a number may go on with: "CVE-2024-31337", "PL-2026-03-07", "B-4-1-2"; "AB-1-3"
# is no such id, but a range
_KEYED = expression(
    r"[A-Z][A-Z0-9]{0,11}(?:-[A-Z][A-Z0-9]{0,11}){0,3}"
    r"-(?:(?:19|20)\d\d(?:-\d{1,6}){1,4}|\d{1,6}(?:-\d{1,4}){2,4}|\d{1,6}-0\d{1,3}|\d{1,6}(?:\.\d{1,3}){0,2})[a-z]?(?![\w]|[.,]\d)",
    re.ASCII,
)
# "A1.2", and what is numbered within that by other letters: "W1-T3"; "T1-T3" is a range
_LETTERED = expression(
    r"([A-Z]{1,4})[ ]?\d{1,4}(?:[.-]\d{1,3}){0,3}(?:-(?!\1\d|[QH]\d)[A-Z]{1,3}\d{1,3}(?![\w]|\.\d)){0,2}[a-z]?(?![\w]|[.,]\d)", re.ASCII
)
_CLAUSE = expression(r"\d{1,3}(?:\.\d{1,3}){1,4}\.?(?=[ \u00a0]+[^\W\d_])")
_LISTED = expression(r"\d{1,3}[.)](?=[ \u00a0]+[^\W\d_])")
_HYPHENED = expression(r"\d{1,2}(?:-\d{1,2}){1,3}[.)、．](?=[ \u00a0\u3000]*[^\W\d_])")  # "4-1. Rivals"
_ENCLOSED = expression(r"\d{1,2}[)）](?=[ \u00a0\u3000]*[^\W\d_])")  # behind a bracket: "（3）Prices"
_KEYCAP = expression(r"\d\ufe0f?\u20e3")
_DOTTED = expression(r"\d{1,4}(?:\.\d{1,4}){2,3}(?:-[a-z][\w.]{0,20})?(?![\w]|[.,]\d)", re.ASCII)
_ORDINAL = expression(r"\d{1,3}(?:st|nd|rd|th|º|ª|°|er|eme|e|-й|-я|-е|-го)(?![\w])")
_HAN_ORDINAL = expression(r"第(?:\d{1,4}|[一二三四五六七八九十百]{1,4})(?:" + _GAP + r"[-~]" + _GAP + r"\d{1,4})?")
# What may not follow the number of a label: digits, letters of spaced scripts, a percent sign; kana and Han may.
_APART = r"(?![^\W\u2e80-\u9fff]|%|[.,]\d)"
_LABEL_NUMBER = expression(
    rf"{_GAP}(\d{{1,3}}(?:-\d{{1,3}}){{2,3}}|\d{{1,4}}(?:\.\d{{1,3}}){{0,3}}[a-z]?|[ivx]{{1,4}}|[a-h]){_APART}"
    rf"(?:{_GAP}(?:-|to|&|\+|/|a|bis|и|e|y|et|und|and){_GAP}(\d{{1,4}}(?:\.\d{{1,3}}){{0,3}}|[ivx]{{1,4}}){_APART}(?!\.))?"
)
# A word with a capital inside a line, then a bare number and small letters: "the Cohort 2 participants", "PEP 740 aims".
_NAMING_NUMBER = expression(r"[1-9]\d{0,4}(?=[ \u00a0][a-z])")
_TYPE_NUMBER = expression(r"\d{1,2}(?=[ \u00a0]?型(?!号|錄))")  # "2 型报告": of the second type
_NAMED_WIDTH = 26
_ROUND = frozenset({"00", "50"})
_YEAR = expression(r"(?:19|20)\d\d")
_EDITION = expression(r":(?:19|20)\d\d(?![\w])")  # "ISO 27001:2022"
_LETTERS = expression(r"[^\W\d_]+")
_NAME_NUMBER = expression(r"[ \u00a0/-]?v?\d{1,5}(?:[./-]\d{1,5}){0,3}[a-z+]{0,3}(?![^\W\u2e80-\u9fff])")


def label_at(view: View, at: int) -> Token | None:
    """The id or ordinal that starts at `at`."""
    found = _tracker(view, at) or _versioned(view, at) or _keyed(view, at)
    return found or _labelled(view, at) or leading_number_at(view, at) or _ordinal(view, at)


def name_end(view: View, at: int) -> int | None:
    """Where a name with a number in it ends ("ISO 27001", "GPT-4o"); None when none starts at `at`."""
    if not view.starts_word(at):
        return None
    dotted = at > 0 and view.char(at - 1) == "."
    found = name_words().match(view.folded, at - dotted) or (name_words().match(view.folded, at) if dotted else None)
    if not found:
        glued = _LETTERS.match(view.folded, at)
        if not glued or glued.group() not in name_words():
            return None
        end = glued.end()
    else:
        end = found[1]
    number = _NAME_NUMBER.match(view.folded, end)
    if number is None:
        return end if view.char(end - 1).isdecimal() else None  # "OWASP Top 10", with or without its year
    edition = _EDITION.match(view.folded, number.end())
    return edition.end() if edition else number.end()


@cache
def name_words() -> Phrases[str]:
    return Phrases((word, word) for word in word_list("numbered", "named"))


@lru_cache(maxsize=8192)
def counts_off(label: str) -> bool:
    """Whether a label's value is the number of something in a row: "Phase", "Current sprint", "Última sessão"."""
    known, which = _counted_off()
    plain = normalise(label)
    if plain in known:
        return True
    first, _, rest = plain.partition(" ")
    ahead, _, last = plain.rpartition(" ")
    return (first in which and rest in known) or (last in which and ahead in known)


@cache
def _counted_off() -> tuple[frozenset[str], frozenset[str]]:
    known, which = (word_list("numbered", key) for key in ("counted_off", "counted_off_which"))
    return frozenset(map(normalise, known)), frozenset(map(normalise, which))


@cache
def label_words() -> Phrases[str]:
    """Words that make the number behind them a label."""
    return Phrases((word, word) for word in word_list("numbered", "before"))


def _tracker(view: View, at: int) -> Token | None:
    match = _TRACKER.match(view.text, at) if view.starts_word(at) else None
    return _id(match.group(), at) if match else None


def _versioned(view: View, at: int) -> Token | None:
    if not view.starts_word(at):
        return None
    if view.char(at - 1) == "/":
        return None
    match = _VERSION.match(view.folded, at) or _DOTTED.match(view.folded, at)
    return _id(view.text[at : match.end()].rstrip("+"), at) if match else None


def _keyed(view: View, at: int) -> Token | None:
    if not view.starts_word(at) or (view.char(at - 1) in {"-", "/"} and at > 0):
        return None
    match = _KEYED.match(view.text, at) or _LETTERED.match(view.text, at)
    if not match or (" " in match.group() and not match.group().startswith(("KR ", "FR ", "US "))):
        return None
    return _id(match.group(), at)


def _id(text: str, at: int) -> Token:
    return Token("id", at, at + len(text), text, text)


def _labelled(view: View, at: int) -> Token | None:
    """ "Phase 2", "Milestone 3.1", "Steps 1-3", "§ 3": the value is the number as text."""
    if not view.starts_word(at) and not is_ideographic(view.char(at - 1) or " "):
        return None
    found = label_words().match(view.folded, at)
    if not found:
        return None
    match = _LABEL_NUMBER.match(view.folded, found[1])
    if not match or (match.start(1) == found[1] and is_letter(view.char(found[1] - 1))):
        return None
    value = view.text[match.start(1) : match.end(1)]
    if _YEAR.fullmatch(value) and not match.group(2):
        return None  # "plan 2027" is a plan for a year
    if value.isalpha() and (not value.isupper() or not view.text[at].isupper()):
        return None
    ranged = match.group(2) and not _goes_on(view, match)
    end = match.end() if ranged and not value.isalpha() else match.end(1)
    if ranged:
        value = f"{value}-{view.text[match.start(2) : match.end(2)]}"
    return Token("ordinal", at, end, view.text[at:end], value)


def _goes_on(view: View, match: re.Match[str]) -> bool:
    """Whether the second number belongs to what follows: "Phase 2 - 6-18 months", "Phase 2 - 6 weeks"."""
    if view.char(match.end(1)) not in {" ", "\u00a0"}:
        return False
    after = view.skip_space(match.end())
    if view.char(match.end()) in {"-", "~"} and view.char(match.end() + 1).isdecimal():
        return True
    return after > match.end() and relative_units().match(view.folded, after) is not None


def numbered_name_end(view: View, at: int) -> int | None:
    """Where a bare number ends that is the second part of a name: "the Cohort 2 participants", "Executive Order 14028 requires". German
    writes every noun with a capital, so there none is a name for that."""
    if type_number := _TYPE_NUMBER.match(view.text, at):
        return type_number.end()
    if view.convention.language == "de" or view.char(at - 1) not in {" ", "\u00a0"}:
        return None
    number = _NAMING_NUMBER.match(view.text, at)
    if number is None or (view.text[at - 2].isupper() and number.group()[-2:] in _ROUND):
        return None  # "for the API 100 users" counts
    return number.end() if _named_before().search(view.text, max(0, at - _NAMED_WIDTH), at) else None


def leading_number_at(view: View, at: int) -> Token | None:
    """The number of a clause or list entry at the start of a line: "2.1 Staff", "3) Launch"."""
    keycap = _KEYCAP.match(view.text, at)
    if keycap:
        return Token("ordinal", at, keycap.end(), keycap.group(), keycap.group()[0])
    before = view.text[view.text.rfind("\n", 0, at) + 1 : at].strip("#*_ \t>")
    before = "" if _decoration().fullmatch(before) else before
    if before and before not in "(（":
        return None
    if before:
        match = _ENCLOSED.match(view.folded, at)
    else:
        match = _CLAUSE.match(view.folded, at) or _HYPHENED.match(view.folded, at) or _LISTED.match(view.folded, at)
    if not match:
        return None
    following = view.text[view.skip_space(match.end(), 8)]
    if match.re.pattern == _CLAUSE.pattern and not (following.isupper() or is_ideographic(following)):
        return None
    return Token("ordinal", at, match.end(), view.text[at : match.end()], match.group().rstrip(".)）、．"))


def _han_digits(numeral: str) -> str:
    number = han_number_at(numeral, 0)
    return f"{number.value:g}" if number else numeral


def _ordinal(view: View, at: int) -> Token | None:
    match = _HAN_ORDINAL.match(view.folded, at)
    if not match and view.starts_word(at):
        match = _ORDINAL.match(view.folded, at)
    if not match:
        return None
    value = "".join(character for character in match.group() if character.isdecimal()) or _han_digits(match.group()[1:])
    return Token("ordinal", at, match.end(), view.text[at : match.end()], value)


@cache
def _decoration() -> re.Pattern[str]:
    # "🔍 **2.2 Search**": a sign that says nothing
    return compiled(r"(?:[\u2190-\u2bff\U0001f000-\U0001faff](?<![✅✔✓❌✗☑☐⬜⏳🟢🟡🔴])\ufe0f?[*_ ]{0,4}){1,2}")


@cache
def _named_before() -> re.Pattern[str]:
    return compiled(r"(?:[a-z]|[A-Z][a-z]+)[ \u00a0](?!Over |About |Only |First |Last |Next |Top )(?:[A-Z][a-z]{2,}|[A-Z]{3,})[ \u00a0]$")
