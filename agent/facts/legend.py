"""Legends: what a document says its own marks mean ("✅ shipped · 🚧 in progress · 📝 planned")."""

from __future__ import annotations

import re

from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.lexicon import word_list
from agent.facts.statuses import status_words

# A sign that is no letter, digit or punctuation, then a word or two.
_PAIR = expression(r"([\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff])\ufe0f?[ \u00a0]?[=:-]?[ \u00a0]?(?=([^\W\d_]))")
_SIGN = expression(r"[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]")
_BOUNDARY = expression(r"[ \u00a0]*(?:$|[\n.,;|/)·•]|[ ]-|[\u2190-\u2bff\U0001f000-\U0001faff])")


def legend_of(text: str) -> tuple[tuple[str, str], ...]:
    """The marks that the document's legend gives a status, sorted; a mark with two meanings has none.

    A legend is a line with at least two marks that are each followed by nothing but a word of status, or one that says it is a legend.
    """
    meanings: dict[str, set[str]] = {}
    for line in text.split("\n"):
        if line.isascii() or not _SIGN.search(line):
            continue
        folded = fold(line)
        pairs = _pairs(folded)
        if len({status for _, status in pairs}) >= 2 or (pairs and _says_so(folded)):
            for mark, status in pairs:
                meanings.setdefault(mark, set()).add(status)
    return tuple(sorted((mark, statuses.pop()) for mark, statuses in meanings.items() if len(statuses) == 1))


def _pairs(line: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for match in _PAIR.finditer(line):
        start = match.start(2)
        status = status_words().match(line, start)
        if status and _BOUNDARY.match(line, status[1]):
            found.append((match.group(1), status[0]))
    return found


def _says_so(line: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", line) for word in word_list("marks", "legend"))
