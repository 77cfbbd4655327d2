"""Numbers in code within a sentence or a cell: the 212 of `rgba(45, 212, 191)` and the 30 of `data/2026-01-30.sql` are no figures."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.scanned import Scanned
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_SPAN = expression(r"`(?P<code>[^`\n]{3,200})`|\[\[(?P<note>[^\[\]\n]{3,200})\]\]")
_SLUG = expression(r"[a-z]-[a-z\d]")  # [[phase-3-notes-of-the-board]]
# What code has and words beside a figure do not: brackets glued to a name, paths, options, names of several words in one, tags, keys.
_CODE = expression(
    r"^:\d|[{}\\;_]|\w[(\[]|[A-Za-z*.]/[A-Za-z*{]|^/|\.[a-z]\w{0,4}(?:$|[:\s,)])|(?:^|\s)-{1,2}[A-Za-z]|(?<![^\W_])[a-z]+[A-Z]|</?[a-z]|\w[\"']\s?:"
    r"|[A-Za-z]\s?={1,2}\s?[\d\"'{\[(]"
)
_PATH = expression(r"[\w*.]/[\w*]|\.[a-z]\w{0,4}$")


def without_code(scanned: Scanned) -> Scanned:
    """The document without the counts and days that stand in code; amounts of money, shares and lengths that somebody marks so stay."""
    document, tokens, cells = scanned.document, list(scanned.tokens), dict(scanned.cells)
    if not any("`" in line or "[[" in line for line in document.lines):
        return scanned
    for block in document.blocks:
        if block.kind == "fence":
            continue
        if tokens[block.index] and (codes := _codes(document.lines[block.line - 1 : block.end_line])):
            tokens[block.index] = _outside(block.text, tokens[block.index], codes)
        for at, row in enumerate(block.rows):
            if codes := _codes(document.lines[row.line - 1 : row.end_line]):
                for column, cell in enumerate(row.cells):
                    if found := cells.get((block.index, at, column)):
                        cells[block.index, at, column] = _outside(cell.text, found, codes)
    return replace(scanned, tokens=tuple(tokens), cells=cells)


def _codes(lines: Iterable[str]) -> list[str]:
    spans = (span for line in lines if "`" in line or "[[" in line for span in _SPAN.finditer(line))
    return [span[span.lastgroup or 0] for span in spans if (_CODE.search(span["code"]) if span["code"] else _SLUG.search(span["note"]))]


def _outside(text: str, tokens: tuple[Token, ...], codes: list[str]) -> tuple[Token, ...]:
    """The tokens of a text with those in such code as the labels they are."""
    spans: list[tuple[int, int, bool]] = []
    for code in codes:
        at = text.find(code)
        while at >= 0:
            spans.append((at, at + len(code), _PATH.search(code) is not None))
            at = text.find(code, at + len(code))
    if not spans:
        return tokens
    return tuple(
        replace(token, kind="ordinal", value=token.text)
        if any(start <= token.start and token.end <= end and _is_of_code(token, path) for start, end, path in spans)
        else token
        for token in tokens
    )


def _is_of_code(token: Token, path: bool) -> bool:
    """Whether a figure is one of a program: a count, or a day in the name of a file."""
    if isinstance(token.value, Window):
        return path
    return isinstance(token.value, Quantity) and token.value.kind == "count"
