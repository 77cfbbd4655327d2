"""Numbers that only lead elsewhere: years of books that a text cites ("(Miller, 2016)"), all numbers of a list of references, and pages of
a table of contents."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from agent.expressions import compiled, expression
from agent.extract.wording.scanned import Scanned
from agent.facts import lexicon, normalise
from agent.facts.calendar_words import months
from agent.model.document import Block
from agent.model.quantity import Window
from agent.model.token import Token

_YEAR = expression(r"(?:19|20)\d\d")
_REACH = 90  # characters before a year
_NAME = r"[A-ZÀ-Ý][^\W\d_]+(?:[-'’ ][A-ZÀ-Ý][^\W\d_]+)?"
# Lines of a table of contents, the page as a link within the link: "[3 Method [5](#method)](#method)"
_LINKED = expression(r"(?:\s*\[[^\[\]]*(?:\[[^\[\]]*\]\(#[^()\[\]]*\)[^\[\]]*)?\]\(#[^()\[\]]*\)\s*)+")
_CLOSED = expression(r"[a-z]?(?:[),;:]|$)")


def without_citations(scanned: Scanned) -> Scanned:
    """The document with such numbers as the labels they are."""
    blocks = scanned.document.blocks
    listed = frozenset(block.index for block in blocks if block.kind == "heading" and normalise(block.text) in _references())
    tokens = tuple(
        _all_labels(found)
        if found and (_lists(blocks[at], listed) or _links(scanned, blocks[at]))
        else _without_years(blocks[at].text, found)
        for at, found in enumerate(scanned.tokens)
    )
    cells = {
        place: _without_years(blocks[place[0]].rows[place[1]].cells[place[2]].text, found) if _has_year(found) else found
        for place, found in scanned.cells.items()
    }
    return replace(scanned, tokens=tokens, cells=cells)


def _lists(block: Block, listed: frozenset[int]) -> bool:
    return block.section in listed and block.kind in {"item", "footnote"}


def _links(scanned: Scanned, block: Block) -> bool:
    """Whether a paragraph is nothing but links to places of the document."""
    if block.kind != "paragraph":
        return False
    lines = scanned.document.raw_lines[block.line - 1 : block.end_line]
    return lines[-1].rstrip().endswith(")") and _LINKED.fullmatch("\n".join(lines)) is not None


def _all_labels(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple(_label(token) if token.kind in {"quantity", "number", "window"} else token for token in tokens)


def _without_years(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    if not _has_year(tokens):
        return tokens
    return tuple(_label(token) if _is_year(token) and _is_cited(text, token) else token for token in tokens)


def _has_year(tokens: tuple[Token, ...]) -> bool:
    return any(_is_year(token) for token in tokens)


def _is_year(token: Token) -> bool:
    return isinstance(token.value, Window) and _YEAR.fullmatch(token.text) is not None


def _is_cited(text: str, token: Token) -> bool:
    if _CLOSED.match(text, token.end) is None:
        return False
    cited = _cited().search(text[max(0, token.start - _REACH) : token.start])
    return cited is not None and normalise(cited["name"] or "") not in _no_names()


@cache
def _cited() -> re.Pattern[str]:
    """Before the year: authors and a comma in the same bracket; "et al.", an initial or authors that "by" or "from" leads to before its
    bracket."""
    ands, leads = ("|".join(map(re.escape, lexicon.word_list("sections", key))) for key in ("ands", "citing"))
    more = rf"(?:(?:,? (?:{ands}|&) |, ){_NAME})"
    return compiled(
        rf"[(;]\s?(?P<name>{_NAME}){more}{{0,4}}(?:,? et al\.?)?, \Z|\bet al\.?,? \(?\Z"
        rf"|[ .][A-Z]\.{more}? \(\Z|(?<!\w)(?i:{leads}) {_NAME}{more} \(\Z"
    )


@cache
def _no_names() -> frozenset[str]:
    """Words before a comma and a year that are no authors: "(March, 2026)", "(Planned, 2027)"."""
    return frozenset(map(normalise, (*months(), *lexicon.word_list("sections", "no_authors"))))


@cache
def _references() -> frozenset[str]:
    return frozenset(map(normalise, lexicon.word_list("sections", "references_headed")))


def _label(token: Token) -> Token:
    return replace(token, kind="ordinal", value=token.text)
