"""Dependency words with what they name: "needs K-03", "builds on the import"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.expressions import expression
from agent.extract.scoping.names import Names
from agent.model.token import Token

_REFERENCES = frozenset({"depends_on", "blocks", "after", "before"})
_CUTS = expression(r"[,;:()（）\[\]|]")
_ARTICLE = expression(r"^(?:the|an?|el|la|los|las|le|les|der|die|das|dem|den|os?|as?|il|lo)\s+", re.IGNORECASE)


def referrals(text: str, tokens: Sequence[Token], end: int, names: Names) -> list[tuple[Token, int]]:
    """Dependency words that something nameable follows, and where what follows ends."""
    found: list[tuple[Token, int]] = []
    for token in tokens:
        if token.kind != "reference" or token.value not in _REFERENCES:
            continue
        named = [t for t in tokens if t.start >= token.end and t.kind in {"id", "ordinal"} and t.start - token.end <= 12]
        if not named:
            cut = _CUTS.search(text, token.end + (text[token.end : token.end + 1] in ":："), end)
            stop = cut.start() if cut else end
            words = text[token.end : stop].split(". ")[0]
            if token.value in {"depends_on", "blocks"} and names.named(_ARTICLE.sub("", words.strip(" .:：\n"))):
                found.append((token, token.end + len(words.rstrip(" ."))))
            continue
        stop = named[0].end
        for other in tokens:
            if (
                other.kind in {"id", "ordinal"}
                and other.start >= stop
                and other.start - stop <= 8
                and not any(c in ".;|(" for c in text[stop : other.start])
            ):
                stop = other.end
        found.append((token, min(stop, end)))
    return found
