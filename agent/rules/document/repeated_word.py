"""A word stands twice.

Claim: running text has the same word twice in a row, or joins a long word with itself by "and".

Why it matters: one of the two was to be another word, and nobody can tell which.

Flagged:

    The harbour office inspects lanterns and lanterns of the pier.

Fine:

    The harbour office inspects lanterns and ropes of the pier, again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View

WORD = expression(r"[^\W\d_]{3,}")
TWICE = expression(r"(?<![\w'’.-])([^\W\d_]{3,}) \1(?![\w'’-])")
JOINED = expression(r"(?<![\w'’.-])([^\W\d_]{6,})[ \t]+(?:and|or|e|ou|y|o|und|oder|et|и|или)[ \t]+\1(?![\w'’-])", re.IGNORECASE)
# words that grammar puts side by side, or that are said twice on purpose
MEANT = frozenset({"that", "had", "who", "der", "die", "das", "den", "sie", "ihr", "nous", "vous", "blah", "bla", "very", "now", "that's"})
PROSE = frozenset({"paragraph", "item", "heading"})


def _find(view: View) -> Iterator[Draft]:
    prose = {line for block in view.document.blocks if block.kind in PROSE for line in range(block.line, block.end_line + 1)}
    for line in view.visible:
        if line.number not in prose:
            continue
        words = WORD.findall(line.text.casefold())
        if len(words) == len(set(words)):
            continue
        match = next((m for m in (*TWICE.finditer(line.text), *JOINED.finditer(line.text)) if _is_slip(m[1])), None)
        if match:
            word = " ".join(match[0].split())
            yield Draft(
                f'"{word}" has the same word twice',
                (view.document.span(line.number),),
                key=word.casefold(),
                suggestion="strike one, or write the word that was meant",
            )


def _is_slip(word: str) -> bool:
    return word.casefold() not in MEANT and not word.isupper() and not word.istitle()


RULE = Rule("RA014", "repeated-word", "document", "question", "rule", _find, __doc__)
