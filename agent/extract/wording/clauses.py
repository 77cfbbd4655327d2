"""Sentences and clauses, and the words that say what a value in a clause measures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import is_exact_total, is_join
from agent.facts import lexicon
from agent.facts.folding import is_ideographic
from agent.facts.measures import measure_for
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_SENTENCE = expression(r"[.!?。！？](?=\s|$|[\"”」』])|\n(?=\s*\n)|[。！？]")
_CLAUSE = expression(
    r"[;；]|,(?=\s)|、|，|\s[–—|·→]\s|\s-\s|\s(?:-{2,}>|={1,2}>|⇒|➜|➔)\s|(?<=\w)[:：](?=\s)|[()（）\[\]]|\s(?:and|but|while|which|where|y|e|und|et|и|aber|mais|mas|pero)\s"
)
_WORD = expression(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FROM = expression(r"\s*(?P<name>(?:[A-Za-z]{1,4}\d{0,3}\s)?[^\s\d，。：:；、]{1,16}?)\s*(?:从|由)\s*(?=[\d<>≤≥~¥$])")
_TOPIC = expression(r"\s*(?P<name>[^\s\d，。：:；、]{1,16}?)\s*[をはが]\s*(?=[\d<>≤≥~¥$])")
_OF = expression(r"\s+(?:of|de|do|da|del|des|du|von|der|des|vom|из|от)\s|\s*[のの]")
_OPENING = expression(r"[ \t]*(?P<word>[^\W\d_a-zà-ÿа-я]\S{0,40}|[^\w\s(（]{0,3}\s?[\d$€£¥₹]\S{0,40})")  # not in small letters
_SHORT_LINE = 60  # characters: nobody wraps a text before
_GOING_ON = frozenset(",;，、-–—/&+=(（[")
_BOUNDS = frozenset("<>≤≥＜＞")
_APART = frozenset(",;")
_COMPARED = expression(
    r"\s*(?:vs|versus|gegenüber|contra|frente a|contre|rispetto a|tegenover|против|compared (?:to|with))\b", re.IGNORECASE
)
_LONGEST_NAME = 80  # characters
_CIRCUMSTANCE = expression(
    r"\s+(?:within|during|throughout|until|before|after|innerhalb|während|nach|vor|bis|dentro|durante|após|antes|depois|después|pendant|avant"
    r"|après|d['’]ici|entro|dopo|prima|binnen|tijdens|voor)\s",
    re.IGNORECASE,
)
_TIMES = expression(r"\A[xX×] (?=[^\W\d_]{2})")  # "1x product manager"
_EDGE = " \t\n.,;:：，、。·–—-|/*_`\"'“”„«»()（）[]→=~≈+"


class Clause(Struct, frozen=True):
    """`text[start:end]` of a block, with the tokens that lie in it."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def sentences(text: str, start: int, end: int, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where the sentences of `text[start:end]` begin and end. A full stop inside a token or after an abbreviation ends none, the end of a
    line that nobody wrapped ends one."""
    ordered = _ordered(tokens)
    cuts: list[int] = _line_ends(text, start, end)
    for match in _SENTENCE.finditer(text, start, end):
        around = _at(ordered, match.end() - 1)
        if around is not None and around.end > match.end():
            continue
        word = text[max(start, match.start() - 6) : match.start()].rsplit(" ", 1)[-1].lower()
        if match.group() == "." and (word in _words("abbreviations") or (len(word) == 1 and word.isalpha() and word not in "a")):
            continue
        cuts.append(match.end())
    edges = [start, *sorted(set(cuts)), end]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


def _line_ends(text: str, start: int, end: int) -> list[int]:
    """The line breaks of a text that end a sentence: the first word of the next line would have found room on the line before it, and
    begins like a line of its own."""
    found: list[int] = []
    at = text.find("\n", start, end)
    if at < 0:
        return found
    widest = max(_SHORT_LINE, *(len(line.rstrip()) for line in text[start:end].split("\n")))
    while at >= 0:
        line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
        opening = _OPENING.match(text, at + 1, end)
        if opening is not None and line and line[-1] not in _GOING_ON and len(line) + 1 + len(opening["word"]) <= widest:
            found.append(at)
        at = text.find("\n", at + 1, end)
    return found


def clauses(text: str, start: int, end: int, tokens: Sequence[Token]) -> list[Clause]:
    """`text[start:end]` cut at commas, brackets, dashes and conjunctions that lie in no token."""
    found: list[Clause] = []
    at = start
    inside = between(_ordered(tokens), start, end)
    for match in _CLAUSE.finditer(text, start, end):
        if _at(inside, match.start()) is not None:
            continue
        found.append(_clause(at, match.start(), inside))
        at = match.end()
    found.append(_clause(at, end, inside))
    return [clause for clause in found if text[clause.start : clause.end].strip()]


def _clause(start: int, end: int, tokens: Sequence[Token]) -> Clause:
    return Clause(start, end, tuple(between(tokens, start, end)))


def _ordered(tokens: Sequence[Token]) -> list[Token]:
    return sorted(tokens, key=_start)


def _start(token: Token) -> int:
    return token.start


def _at(ordered: Sequence[Token], at: int) -> Token | None:
    """The token over an offset, of disjoint ones in order."""
    index = bisect_right(ordered, at, key=_start) - 1
    return ordered[index] if index >= 0 and ordered[index].end > at else None


def between(ordered: Sequence[Token], start: int, end: int) -> list[Token]:
    """The tokens that lie wholly in `start`..`end`, of disjoint ones in order: found without looking at the others."""
    first = bisect_left(ordered, start, key=_start)
    found = list(ordered[first : bisect_left(ordered, end, lo=first, key=_start)])
    while found and found[-1].end > end:
        found.pop()
    return found


def values_at(ordered: Sequence[Token], first: int, last: int) -> tuple[Token, ...]:
    """The values that begin at one of the offsets `first`..`last`, of tokens in order: found without looking at the others."""
    return values_in(ordered[bisect_left(ordered, first, key=_start) : bisect_right(ordered, last, key=_start)])


def values_in(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens that carry a value: quantities, bare numbers and windows."""
    return tuple(token for token in tokens if token.kind in {"quantity", "number", "window"})


def measured_words(text: str, clause: Clause, token: Token) -> str:
    """The words of the clause that say what the token measures: those behind it up to the next value, else those before it."""
    following = min((other.start for other in values_in(clause.tokens) if other.start >= token.end), default=clause.end)
    behind = (
        ""
        if text[token.end : token.end + 1] in _APART or _COMPARED.match(text, token.end)
        else strip_joins(_first_part(text[token.end : following]))
    )
    if named := _changed(text, clause.start, clause.end):
        return named
    value = token.value
    if isinstance(value, Quantity) and value.unit and value.kind in {"count", "rate"}:
        apart = "" if is_ideographic(behind[:1] or " ") else " "
        behind = apart.join(part for part in (counted_noun(text[token.start : token.end], value.unit), behind) if part)
    preceding = max((other.end for other in values_in(clause.tokens) if other.end <= token.start), default=clause.start)
    before = strip_joins(text[preceding : token.start])
    if before and len(before) <= _LONGEST_NAME and (_is_bounded(token, before, behind) or _tells_how_far(token, behind)):
        return before
    if before and len(before) <= _LONGEST_NAME and (_CIRCUMSTANCE.match(text, token.end, following) or _counts_from(text, token, behind)):
        return before  # "Adoption exceeds 80% within the first year"
    if behind and len(behind) <= _LONGEST_NAME and not is_exact_total(behind.removeprefix("the ")):  # "B2B revenue > 30% of the total"
        return behind
    return before if len(before) <= _LONGEST_NAME else ""


def _is_bounded(token: Token, before: str, behind: str) -> bool:
    """Whether what stands before a bound is what is bounded, whatever follows: "Uptime > 99% during the tests"."""
    value = token.value
    if not isinstance(value, Quantity) or token.text[:1] not in _BOUNDS or (value.unit and value.kind in {"count", "rate"}):
        return False
    return bool(measure_for(before, value)) or not measure_for(behind, value)


def _counts_from(text: str, token: Token, behind: str) -> bool:
    """Whether the words behind a time only say from when it counts: "Alerts go out within 24 hours of the failure"."""
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "duration" or value.comparator != "<=" or not token.text[:1].isalpha():
        return False
    return bool(_OF.match(text, token.end)) and not measure_for(behind, value)


def _tells_how_far(token: Token, behind: str) -> bool:
    """Whether the one word behind a share says how far that is which stands before it: "Fuel card 70% operational"."""
    share = isinstance(token.value, Quantity) and token.value.kind == "percent" and not token.value.change
    return share and behind.lower() in _words("how_far")


def _changed(text: str, start: int, end: int) -> str:
    """What changes in "日活从2万提升到5万", "再配達率を12%から8%にする": Chinese and Japanese say it before the particle."""
    match = _FROM.match(text, start, end) or _TOPIC.match(text, start, end)
    return match["name"].strip(_EDGE) if match else ""


def _first_part(text: str) -> str:
    """The words up to the first comma that words stand before, and nothing of an alternative ("10,000 / today 400")."""
    if text[:3] == " / ":
        return ""
    at = next((at for at in range(len(text) - 1) if text[at] in ",;" and text[at + 1] == " " and text[:at].strip(_EDGE)), len(text))
    return text[:at]


def counted_noun(text: str, unit: str) -> str:
    """The counted noun as written: from the last digit on, or for number words from where the unit begins."""
    digits = max((at for at, character in enumerate(text) if character.isdigit()), default=-1)
    found = _WORD.search(text, digits + 1)
    if found is None:
        return unit
    if digits >= 0 and found.group().lower() not in _words("scale_words"):
        return _TIMES.sub("", text[found.start() :].strip())
    at = text.lower().find(unit.split(" ")[0][:4].lower(), digits + 1) if unit else -1
    return text[at:].strip() if at >= 0 else unit


def words_outside(text: str, start: int, end: int, tokens: Sequence[Token]) -> str:
    """The words of `text[start:end]` that are no part of these tokens, without small words at their ends."""
    pieces, at = [], start
    for token in tokens:
        pieces.append(text[at : token.start])
        at = token.end
    pieces.append(text[at:end])
    return strip_joins(" ".join(" ".join(pieces).split()))


def strip_joins(text: str) -> str:
    """The text without punctuation and small joining words at its ends."""
    words = text.strip(_EDGE).split()
    while words and is_join(words[0].strip(_EDGE)):
        words.pop(0)
    while words and is_join(words[-1].strip(_EDGE)):
        words.pop()
    return " ".join(words).strip(_EDGE)


def is_share_of(text: str, token: Token) -> bool:
    """ "37% of the budget": a share, of which the words behind it are not the name."""
    return (
        isinstance(token.value, Quantity) and token.value.kind == "percent" and not token.value.change and bool(_OF.match(text, token.end))
    )


def is_value(token: Token) -> bool:
    """Whether the token is a number the account must explain; "one" written as a word is an article more often than a number."""
    if (
        isinstance(token.value, Quantity)
        and token.value.least == token.value.most == 1
        and not any(character.isdigit() for character in token.text)
    ):
        return False
    return isinstance(token.value, Quantity) or (isinstance(token.value, Window) and any(character.isdigit() for character in token.text))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon.word_list("sections", key))
