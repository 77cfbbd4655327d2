"""Dependency words with what they name: "needs K-03", "builds on the import"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.expressions import expression
from agent.extract.scoping.names import Names
from agent.model.quantity import Window
from agent.model.token import Token

_REFERENCES = frozenset({"depends_on", "blocks", "after", "before"})
_CUTS = expression(r"[,;:()（）\[\]|]")
_ASIDE = expression(r"\s?[(（][^()（）\n]{0,40}[)）]")  # "Sprint 6 (voices), Sprint 5 (assets)"
_ARTICLE = expression(r"^(?:the|an?|el|la|los|las|le|les|der|die|das|dem|den|os?|as?|il|lo)\s+", re.IGNORECASE)


def _is_name(token: Token) -> bool:
    """Whether a token names something planned: an id, "phase 2", or a sprint, which is a time as well."""
    return token.kind in {"id", "ordinal"} or (isinstance(token.value, Window) and token.value.unit == "sprint")


def referrals(text: str, tokens: Sequence[Token], end: int, names: Names) -> list[tuple[Token, int]]:
    """Dependency words that something nameable follows, and where what follows ends."""
    found: list[tuple[Token, int]] = []
    for token in tokens:
        if token.kind != "reference" or token.value not in _REFERENCES:
            continue
        named = [t for t in tokens if t.start >= token.end and _is_name(t) and t.start - token.end <= 12]
        if not named:
            cut = _CUTS.search(text, token.end + (text[token.end : token.end + 1] in ":："), end)
            stop = cut.start() if cut else end
            words = text[token.end : stop].split(". ")[0]
            if token.value in {"depends_on", "blocks"} and names.named(_ARTICLE.sub("", words.strip(" .:：\n"))):
                found.append((token, token.end + len(words.rstrip(" ."))))
            continue
        stop = named[0].end
        for other in tokens:
            gap = _ASIDE.sub("", text[stop : other.start])
            if _is_name(other) and other.start >= stop and len(gap) <= 8 and not any(c in ".;|(" for c in gap):
                stop = other.end
        found.append((token, min(stop, end)))
    return found
