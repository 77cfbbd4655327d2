"""What sentences say of the order of two things: "Y only after X", "X must be done before Y", "Y needs X", "no Y without X"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

CLAUSE = expression(r"[.;|()（）。；？?!]|\s[–—]\s|,\s(?:and|but|or|und|aber|et|mais|y|pero|e|mas)\s")
COMMA = expression(r"[,，、]")
APART = expression(r"\b(setzt|setzen)\b(?=[^.;]*\bvoraus\b)", re.IGNORECASE)  # a verb in two parts
LONGEST = 220  # characters of a sentence side by side with its order
REACH = 40  # characters before "when" in which "only" stands
SAYING = ("waiting_words", "preceding_words", "only_when", "enabling_words", "lacks", "at_first", "presupposing")


class Order(Struct, frozen=True):
    """Two parts of a sentence: what is told by `earlier` has to be done before what is told by `later`.

    `own` tells that `later` is not told in words: it is the thing that the sentence stands for. `denied` that the sentence says so of none
    ("does not depend on"), `begins` that the later one may only begin when the earlier one is done. `names` are the two as the words say
    that name them, of earlier and later.
    """

    sentence: Sentence
    earlier: str
    later: str
    own: bool = False
    denied: bool = False
    begins: bool = False
    names: tuple[str, str] = ("", "")


def orders_in(sentences: Sequence[Sentence]) -> Iterator[Order]:
    """Every such sentence, in document order."""
    for sentence in sentences:
        if len(sentence.text) <= LONGEST:
            yield from _orders(sentence)


def _orders(sentence: Sentence) -> Iterator[Order]:
    for name in SAYING:
        words = APART if name == "presupposing" else pattern(name)
        for match in words.finditer(sentence.text):
            order = _order(sentence, name, match)
            if order:
                yield order
                break


def _order(sentence: Sentence, name: str, match: re.Match[str]) -> Order | None:
    """What one word of order makes of a sentence."""
    text = sentence.text
    left, right = CLAUSE.split(text[: match.start()])[-1].strip(), CLAUSE.split(text[match.end() :])[0].strip()
    if not right:
        return None
    fronted = not any(map(str.isalnum, left))
    if fronted:
        left, right = _divided(right)  # "After X, Y"; "After X comes Y"
    ahead = left[-REACH:]
    if name == "at_first":
        return _first_then(sentence, right) if fronted and (right := CLAUSE.split(text[match.end() :])[0]) else None
    if name == "only_when" and (fronted or not pattern("only_then").search(ahead)):
        return None
    if name == "lacks" and not pattern("denied_start").search(text, match.end()) and not pattern("denied_start").search(left):
        return None
    waits = name in ("waiting_words", "only_when", "lacks", "presupposing")
    flipped = name == "preceding_words" and bool(pattern("denied_start").search(left))
    denied = name in ("waiting_words", "enabling_words", "presupposing") and bool(pattern("denied_need").search(ahead))
    behind = waits or flipped
    begins = name in ("only_when", "preceding_words", "lacks") or (
        name == "waiting_words" and not pattern("needing_words").search(match[0])
    )
    one, other = name_in(left, first=fronted), name_in(right, first=True)
    names = (other, one) if behind else (one, other)
    earlier, later = (right, left) if behind else (left, right)
    return Order(sentence, earlier, later, own=behind, denied=denied, begins=begins, names=names)


def _divided(text: str) -> tuple[str, str]:
    """The part behind and the part before the comma of a sentence that begins with its word of order, or the verb where there is none."""
    comma = COMMA.search(text)
    if comma:
        return text[comma.end() :].strip(), text[: comma.start()].strip()
    for verb in pattern("name_ends").finditer(text):
        if any(map(str.isalnum, text[: verb.start()])):
            return text[verb.end() :].strip(), text[: verb.start()].strip()
    return "", text


def _first_then(sentence: Sentence, text: str) -> Order | None:
    """ "First X, then Y"."""
    then = pattern("after_that").search(text)
    if not then:
        return None
    earlier, later = text[: then.start()].strip(" ,"), text[then.end() :].strip()
    names = name_in(earlier, first=True), name_in(later, first=True)
    return Order(sentence, earlier, later, begins=True, names=names) if all(names) else None


def name_in(part: str, *, first: bool) -> str:
    """The thing that a part of a sentence names: its words up to a verb or comma; `first` where the name may stand behind a verb."""
    found = (piece.strip() for piece in COMMA.split(part.strip()))
    pieces = [piece for piece in found if piece]
    if not pieces:
        return ""
    part = pieces[0 if first else -1]
    at = 0
    for match in pattern("name_ends").finditer(part):
        said = part[at : match.start()].strip()
        if any(map(str.isalnum, said)) and not pattern("beginning_words").fullmatch(said):
            return said
        at = match.end() if first or said else at
    return part[at:].strip()
