"""What sentences say of the order of two things: "Y only after X", "X must be done before Y", "Y needs X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

CLAUSE = expression(r"[.;|()（）。；？?!]|\s[–—]\s|,\s(?:and|but|or|und|aber|et|mais|y|pero|e|mas)\s")
COMMA = expression(r"[,，、]")
LONGEST = 160  # characters of a sentence side by side with its order


class Order(Struct, frozen=True):
    """Two parts of a sentence: what is told by `earlier` has to be done before what is told by `later`.

    `own` tells that `later` is not told in words: it is the thing that the sentence stands for.
    """

    sentence: Sentence
    earlier: str
    later: str
    own: bool = False


def orders_in(sentences: Sequence[Sentence]) -> Iterator[Order]:
    """Every such sentence, in document order."""
    for sentence in sentences:
        if len(sentence.text) <= LONGEST:
            yield from _orders(sentence)


def _orders(sentence: Sentence) -> Iterator[Order]:
    text = sentence.text
    for name, waits in (("waiting_words", True), ("preceding_words", False)):
        for match in pattern(name).finditer(text):
            left, right = CLAUSE.split(text[: match.start()])[-1].strip(), CLAUSE.split(text[match.end() :])[0].strip()
            if not right:
                continue
            if not any(map(str.isalnum, left)):
                first, _, rest = right.partition(next(iter(COMMA.findall(right)), "\n"))
                left, right = rest, first  # "After X, Y"
            flipped = not waits and pattern("denied_start").search(left)
            earlier, later = (right, left) if waits or flipped else (left, right)
            yield Order(sentence, earlier, later, own=waits or bool(flipped))
            break
