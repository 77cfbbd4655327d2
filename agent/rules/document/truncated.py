"""The text breaks off.

Claim: the document ends in the middle of a sentence, in an open bracket or quotation, or on a heading with nothing below; a paragraph
before another one ends with an article or a conjunction; or a table row has fewer cells than its header although the others have them all.

Why it matters: what followed is lost, and nobody can tell how much.

Flagged:

    # Plan

    The second phase depends on the outcome of the pilot and

Fine:

    # Plan

    The second phase depends on the outcome of the pilot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agent.expressions import expression
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.vocabulary import pattern

DANGLING = expression(
    r"(?:,|;|\(|\[|…\w|[^\W\d_]-|(?:^|\s)(?:and|or|the|a|an|of|to|for|with|in|by|from|that|which|und|oder|der|die|das|den|mit|für|von|zu|e|ou|de|da|do|para|com|que|y|o|el|la"
    r"|los|con|et|le|les|des|du|pour|avec|и|или|для|с))$",
    re.IGNORECASE,
)
BREAKS_OFF = expression(r"\s([^\W\d_]{1,5})$")
LANGUAGES = frozenset({"en", "de", "fr", "es", "pt", "it"})
FEWEST_WORDS = 8
SAYS = expression(r"[^\W\d_][:：]\s*\S")  # "State: started" is said and over
SHOWN_KINDS = ("heading", "paragraph", "item", "table")


def _find(view: View) -> Iterator[Draft]:
    if view.document.format not in ("markdown", "text"):
        return
    yield from _end(view)
    yield from _inside(view)
    for block in view.document.blocks:
        if block.kind == "table":
            yield from _short_rows(view, block)


def _end(view: View) -> Iterator[Draft]:
    document = view.document
    blocks = [block for block in document.blocks if block.kind in SHOWN_KINDS]
    if not blocks or blocks[-1].kind == "table":
        return
    last = blocks[-1]
    below = any(block.line > last.line for block in document.blocks)  # a code fence, a rule
    if last.kind == "heading" and len(blocks) > 2 and last.depth > 1 and not below and not SAYS.search(last.text):
        reason = f'on the heading "{last.text}" with nothing below it'
    elif last.kind in ("paragraph", "item") and (DANGLING.search(last.text.rstrip(" *_")) or last.text.count("(") > last.text.count(")")):
        reason = "in the middle of a sentence"
    else:
        return
    yield Draft(f"the document ends {reason}", (document.span(last.end_line),), suggestion="restore what was cut off")


def _inside(view: View) -> Iterator[Draft]:
    """Paragraphs that break off on an article or conjunction, where a heading, another paragraph or a list entry follows."""
    blocks = [block for block in view.document.blocks if block.kind != "html_comment"]
    for block, following in pairwise(blocks):
        ends = block.kind == "paragraph" and following.kind in ("paragraph", "heading") and following.line > block.end_line + 1
        text = block.text.rstrip() if ends else ""
        if len(text.split()) < FEWEST_WORDS or not (last := BREAKS_OFF.search(text)):
            continue
        language = view.roadmap.language
        if language in LANGUAGES and pattern(f"never_last_{language}").fullmatch(last[1]):
            yield Draft(
                f'the paragraph breaks off behind "{last[1]}"', (view.document.span(block.end_line),), suggestion="restore what was cut off"
            )


def _short_rows(view: View, block: Block) -> Iterator[Draft]:
    """Rows that end before the last column, where all others have a cell, without the closing bar that the others have."""
    body = [row for row in block.rows if not row.header]
    raw = [view.document.raw_lines[row.line - 1].rstrip() for row in body]
    if len(body) < 3 or not all(line.startswith("|") for line in (text.lstrip() for text in raw)):
        return
    cut = [at for at, text in enumerate(raw) if not text.endswith("|")]
    if len(cut) == 1 and not body[cut[0]].cells[-1].text:
        row = body[cut[0]]
        yield Draft(
            "a table row breaks off before its last column", (view.document.span(row.line),), suggestion="restore the missing cells"
        )


RULE = Rule("RA009", "truncated-text", "document", "question", "rule", _find, __doc__)
