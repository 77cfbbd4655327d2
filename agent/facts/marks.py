"""Words and signs that carry a value of their own: status, priority, dependency, statistic, operator."""

from __future__ import annotations

import re
from functools import cache

from agent.expressions import expression
from agent.facts.amounts import is_times_sign
from agent.facts.folding import fold, is_ideographic
from agent.facts.ids import label_at, name_end
from agent.facts.lexicon import section, strings, word_list
from agent.facts.phrases import Phrases, by_words
from agent.facts.statuses import status_signs, status_words
from agent.facts.view import View
from agent.model.token import Token, TokenKind

# What bounds a value in a line: its ends, brackets, bars, colons, commas, dashes; marks may stand between (folded text).
_SEGMENT_START = expression(r"(?:^|[\n:|(\[{•·>#=→。「【]|[ ][-/])[\s*_`\"'\ufe0f✅❌⏳🔄🚧🔴🟡🟢🟠🔵⚪☑✔✓⬜⚠⏸📋📝📅🗓🚀]*$")
_SEGMENT_END = expression(r"[*_`\"' ]*(?:$|[\n|)\],;/.!({、。」】]|[ ][-|→(])")
_LABEL_END = expression(r"[*_ \u00a0]{0,4}(?:[:|\n]|$)|(?<=[\u4e00-\u9fff])[ ]?[a-z0-9「『第]")
_LABEL = expression(r"[*_ \u00a0]{0,4}[:：]")
_ID_GAP = expression(r"[ \u00a0]{1,2}[*_`\[]{0,3}(?=[\w#])")
_SHARE = expression(r"(?<![\d.,/])(?P<part>\d{1,4}(?:[.,]\d{1,2})?)(?: ?%|[ ]?/[ ]?(?P<whole>\d{1,4}))[ \u00a0]{0,2}$")
_LONGEST_SHARE = 16
_NEAR = 12  # characters before a word in which its segment must begin
_OPERATORS = {
    "x": "x",
    "×": "x",
    "*": "x",
    "✕": "x",
    "=": "=",
    "≈": "=",
    "+": "+",
    "-": "-",
    "/": "/",
    "÷": "/",
    "->": "->",
    "→": "->",
    "⇒": "->",
    "➜": "->",
    "➡": "->",
    "=>": "->",
    "-->": "->",
}
_OPERATOR = expression(r"-->|->|=>|[×*=≈+/÷→⇒➜➡-]|x")
_ANY_STAGE = frozenset({"new", "research"})  # what things are, how far they may be
_OF = expression(r"(?:of|de|von|du|di|от|из)(?=[ \u00a0])")


def mark_at(view: View, at: int) -> Token | None:
    """The status, priority, dependency word or statistic that starts at `at`."""
    sign = _sign(view, at)
    if sign:
        end = sign[1] + (view.char(sign[1]) == "\ufe0f")
        status, end = _explained(view, end) or (sign[0], end)
        return Token("status", at, end, view.text[at:end], status)
    if not view.starts_word(at):
        return None
    found = [token for token in (_reference(view, at), _status(view, at), _priority(view, at), _statistic(view, at)) if token]
    if len(found) < 2:
        return found[0] if found else None
    labels = _LABEL.match(view.folded, max(token.end for token in found)) is not None  # "blockiert: T3" names what is held up
    return max(found, key=lambda token: (token.end, token.kind == "status" and not labels))


def _sign(view: View, at: int) -> tuple[str, int] | None:
    """A sign of status: what the document's legend says, else what it means everywhere."""
    for mark, status in view.convention.marks:
        if view.folded.startswith(mark, at):
            return status, at + len(mark)
    return None if view.folded[at].isalpha() else status_signs().match(view.folded, at)


def _explained(view: View, end: int) -> tuple[str, int] | None:
    """The status in the word right behind a sign, and where it ends: "✅ Planned" is planned, whatever its sign."""
    start = end + (view.char(end) == " ")
    found = status_words().match(view.folded, start) if view.starts_word(start) else None
    return found if found is not None and found[0] not in _ANY_STAGE and _SEGMENT_END.match(view.folded, found[1]) else None


@cache
def _strong() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("marks", "strong"))


@cache
def priority_words() -> Phrases[str]:
    return by_words({str(level): strings(listed) for level, listed in section("marks", "priority").items()})


@cache
def reference_words() -> Phrases[str]:
    return by_words({str(kind): strings(listed) for kind, listed in section("marks", "reference").items()})


@cache
def _reference_labels() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("marks", "reference_labels"))


@cache
def statistic_words(language: str) -> Phrases[str]:
    """Words of statistics; "media" is an average in some languages only."""
    listed = (section("marks", "statistic"), section("marks", "statistic_by_language", language))
    return Phrases((word, str(name)) for table in listed for name, spellings in table.items() for word in strings(spellings))


def _word_token(view: View, kind: TokenKind, at: int, found: tuple[str, int]) -> Token:
    return Token(kind, at, found[1], view.text[at : found[1]], found[0])


def is_segment(view: View, start: int, end: int) -> bool:
    """Whether text[start:end] is a value by itself: bounded by line ends, brackets, bars, colons, commas or dashes on both sides."""
    if not _SEGMENT_END.match(view.folded, end):
        return False
    before = view.folded[max(0, start - _NEAR) : start]
    return bool(_SEGMENT_START.search(before)) if start <= _NEAR or before.strip() else False


def _status(view: View, at: int) -> Token | None:
    found = status_words().match(view.folded, at)
    if not found:
        return None
    share = _SHARE.search(view.folded[max(0, at - _LONGEST_SHARE) : at])
    if share is not None and found[0] == "done":
        return _word_token(view, "status", at, (_of_share(share), found[1]))
    if view.folded[at : found[1]] in _strong() or is_segment(view, at, found[1]) or _behind_share(view, at):
        return _word_token(view, "status", at, found)
    return None


def _of_share(share: re.Match[str]) -> str:
    """What a share of the work that is done says of the whole: "80% complete" is under way, "12/48 done" as well, "0% done" not begun."""
    part = float(share["part"].replace(",", "."))
    whole = float(share["whole"] or 100)
    return "planned" if part == 0 else "done" if part >= whole else "in_progress"


def _behind_share(view: View, at: int) -> bool:
    """ "80% planned", "12 open"."""
    before = view.folded[max(0, at - 3) : at].rstrip()
    return before[-1:] == "%" or before[-1:].isdecimal()


def _priority(view: View, at: int) -> Token | None:
    found = priority_words().match(view.folded, at)
    if not found:
        return None
    if re.fullmatch(r"p[0-4]", view.folded[at : found[1]]) and view.ends_word(found[1]):
        return _word_token(view, "priority", at, found)
    return _word_token(view, "priority", at, found) if is_segment(view, at, found[1]) else None


def _reference(view: View, at: int) -> Token | None:
    found = reference_words().match(view.folded, at)
    if not found:
        return None
    if found[0] == "none":
        return _word_token(view, "reference", at, found) if is_segment(view, at, found[1]) else None
    if view.folded[at : found[1]] in _reference_labels() and not (_LABEL_END.match(view.folded, found[1]) or _before_id(view, found[1])):
        return None
    return _word_token(view, "reference", at, found)


def _before_id(view: View, end: int) -> bool:
    """ "needs T1 and T2", "needs stage 3": a word that is otherwise read as a label only."""
    gap = _ID_GAP.match(view.folded, end)
    label = label_at(view, gap.end()) if gap and name_end(view, gap.end()) is None else None
    return label is not None and label.kind in {"id", "ordinal"}


def _statistic(view: View, at: int) -> Token | None:
    found = statistic_words(view.convention.language).match(view.folded, at)
    if found is None or not (view.ends_word(found[1]) or is_ideographic(view.char(found[1] - 1))):
        return None
    if view.char(found[1]) == "-" and view.char(found[1] - 1).isalpha() and view.char(found[1] + 1).isalpha():
        return None  # "timeline medio-lunghe" is no average
    return _word_token(view, "statistic", at, found)


def statistic_at(view: View, at: int) -> Token | None:
    """A statistic that starts with a digit: "95th percentile", 95パーセンタイル."""
    found = statistic_words(view.convention.language).match(view.folded, at)
    return _word_token(view, "statistic", at, found) if found else None


def operator_at(view: View, at: int) -> Token | None:
    """An operator sign between amounts; the caller keeps it only beside a number."""
    match = _OPERATOR.match(view.folded, at)
    if match is None and view.starts_word(at):
        found = _OF.match(view.folded, at)
        return Token("operator", at, found.end(), view.text[at : found.end()], "of") if found else None
    if match is None or (match.group() == "x" and not is_times_sign(view, at)):
        return None
    return Token("operator", at, match.end(), view.text[at : match.end()], _OPERATORS[match.group()])
