"""A link leads to a heading that does not exist.

Claim: an internal link (`#...`) names no heading and no anchor of the document. Spelling of the slug is compared loosely, since
platforms build slugs differently.

Why it matters: the reader is sent to a part of the plan that was renamed, moved or never written.

Flagged:

    # Plan

    See [the budget](#budget).

    ## Money

Fine:

    # Plan

    See [the budget](#2-budget-2026).

    ## 2. Budget (2026)
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import unquote

from agent.expressions import expression
from agent.model.document import Document
from agent.rules.base import Draft, Rule, View

INTERNAL_LINK = expression(r"\[([^\[\]\n]{0,200})\]\(<?#([^)\s>\"]{1,200})>?(?:\s+\"[^\"\n]{0,200}\")?\)")
ANCHOR = expression(r"""<[a-z]\w{0,10}\s[^>\n]{0,200}?\b(?:id|name)\s*=\s*["']?([^"'\s>]{1,200})""", re.IGNORECASE)
EXPLICIT_ID = expression(r"\{#([^}\s]{1,100})[^}]{0,100}\}\s*$")
NUMBERED_COPY = expression(r"-\d{1,2}$")


MOST = 4  # findings of one document; more of them are one
FEW = 2  # broken links of one section reported one by one; more of them are one finding


def _find(view: View) -> Iterator[Draft]:
    document = view.document
    if document.format not in ("markdown", "html"):
        return
    known = _anchors(document)
    broken = [
        (line.number, match)
        for line in view.visible
        for match in INTERNAL_LINK.finditer(line.text)
        if not ({_loose(unquote(match[2])), _loose(NUMBERED_COPY.sub("", unquote(match[2])))} & known)
    ]
    headings = [block.line for block in document.blocks if block.kind == "heading"]
    groups = [list(members) for _, members in groupby(broken, key=lambda place: bisect_right(headings, place[0]))]
    parts = [part for group in groups for part in ([group] if len(group) > FEW else [[place] for place in group])]
    for part in parts if len(parts) <= MOST else [broken]:
        yield _draft(document, part)


def _draft(document: Document, group: list[tuple[int, re.Match[str]]]) -> Draft:
    first = group[0][1]
    more = f", nor do {len(group) - 1} other links here" if len(group) > 1 else ""
    return Draft(
        f'the link "{first[1]}" leads to "#{first[2]}", which no heading has{more}',
        tuple(document.span(number, text=match[0]) for number, match in group),
        key=first[2],
        suggestion="point it to an existing heading or remove it",
    )


def _anchors(document: Document) -> frozenset[str]:
    headings = {_loose(EXPLICIT_ID.sub("", block.text)) for block in document.blocks if block.kind == "heading"}
    named = {_loose(name) for line in document.lines for pattern in (ANCHOR, EXPLICIT_ID) for name in pattern.findall(line)}
    return frozenset(headings | named | {_loose("top"), _loose("")})


def _loose(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if c.isalnum())


RULE = Rule("RA004", "broken-link", "document", "warning", "rule", _find, __doc__)
