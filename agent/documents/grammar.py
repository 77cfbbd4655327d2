"""The Markdown grammar: CommonMark by markdown-it-py, with block rules of our own where roadmaps need more than it gives.

Indented code is off (in a roadmap it is text that somebody indented), tables are read whole and with their lines, HTML is cut
into elements, unclosed fences do not swallow the document, and reference definitions leave a trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import blockquote as blockquote_rule
from markdown_it.rules_block import reference as reference_rule
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from agent.documents.fences import fence_rule
from agent.documents.html_rule import html_rule
from agent.documents.pipe_table import table_rule
from agent.expressions import expression

_COMPARISON = expression(r">[ \t]?=?[ \t]?[~±]?(?:[$€£¥]|[A-Z]{1,3}\$?[ \t])?\d")
_MAX_NESTING = 200
# The first signs of what a rule reads: most lines begin with a word, and every rule would be asked about each of them up to three times.
_OPENED_BY = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "tight_heading": "#",
    "heading": "#",
}


@cache
def grammar() -> MarkdownIt:
    """The one parser; it is stateless between documents."""
    md = MarkdownIt("zero", {"html": True, "maxNesting": _MAX_NESTING})
    md.block.ruler.at("table", table_rule, {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("fence", fence_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.at("blockquote", _blockquote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.at("reference", _reference, {"alt": []})
    md.block.ruler.at("html_block", html_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("heading", "tight_heading", _tight_heading, {"alt": ["paragraph", "reference", "blockquote"]})
    md.enable(["table", "fence", "blockquote", "hr", "list", "reference", "html_block", "heading", "lheading", "paragraph"])
    md.enable(["newline", "escape", "backticks", "strikethrough", "emphasis", "link", "image", "autolink", "html_inline", "entity"])
    md.enable(["balance_pairs", "fragments_join"])
    _ask_by_sign(md.block.ruler)
    return md


def block_tokens(text: str, environment: dict[str, object]) -> list[Token]:
    """The block tokens of a text; link reference definitions go into `environment`."""
    tokens: list[Token] = []
    md = grammar()
    md.block.parse(text, md, environment, tokens)
    return tokens


def inline_tokens(text: str, environment: dict[str, object]) -> list[Token]:
    """The inline tokens of a paragraph, heading or cell."""
    tokens: list[Token] = []
    md = grammar()
    md.inline.parse(text, md, environment, tokens)
    return tokens


def _ask_by_sign(ruler: Ruler[RuleFuncBlockType]) -> None:
    """Make one rule of each chain, which asks in turn those that read lines beginning with the sign of a line."""
    ruler.__compile__()
    assert ruler.__cache__ is not None
    opened_by = {rule.fn: _OPENED_BY.get(rule.name) for rule in ruler.__rules__}
    for chain, rules in ruler.__cache__.items():
        ruler.__cache__[chain] = [_in_turn([(rule, opened_by[rule]) for rule in rules])]


def _in_turn(rules: Sequence[tuple[RuleFuncBlockType, str | None]]) -> RuleFuncBlockType:
    """The first of some rules that takes a line, each with the signs of its lines, or None for any line."""
    any_line = tuple(rule for rule, signs in rules if signs is None)
    known = {sign for _, signs in rules for sign in signs or ""}
    by_sign = {sign: tuple(rule for rule, signs in rules if signs is None or sign in signs) for sign in known}

    def asked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        for rule in by_sign.get(state.src[at : at + 1], any_line):  # noqa: SIM110 - asked of every line
            if rule(state, start, end, silent):
                return True
        return False

    return asked


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A link reference definition; the library drops it without a token, we keep its lines."""
    if not reference_rule(state, start, end, silent):
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.map = [start, state.line]
        token.content = state.getLines(start, state.line, state.blkIndent, False)
    return True


def _blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quotation; `- > 90%` is a list item that compares, not one that quotes."""
    if state.tokens and state.tokens[-1].type == "list_item_open":
        at = state.bMarks[start] + state.tShift[start]
        if _COMPARISON.match(state.src, at, state.eMarks[start]):
            return False
    return blockquote_rule(state, start, end, silent)


def _tight_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`##Title` without the space, as people write it; a single `#word` is a tag, unless it opens the document."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    text = line.lstrip("#")
    level = len(line) - len(text)
    if not 1 <= level <= 6 or not text[:1].isalpha() or (level == 1 and state.tokens):
        return False
    if not silent:
        state.line = start + 1
        _push_heading(state, start, level, text.rstrip("# \t"))
    return True


def _push_heading(state: StateBlock, line: int, level: int, text: str) -> None:
    token = state.push("heading_open", f"h{level}", 1)
    token.map = [line, line + 1]
    token.markup = "#" * level
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, [line, line + 1], []
    state.push("heading_close", f"h{level}", -1)
