"""Inline markup to plain text with the ranges of strong and struck text; line breaks are kept one for one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token
from msgspec import Struct, field

from agent.documents.grammar import inline_tokens
from agent.documents.html_names import INLINE_OR_BLOCK, VOID, hides
from agent.documents.ranges import Cuts, Ranges, edge_spaces
from agent.expressions import expression

Environment = dict[str, object]

_LONGEST = 100_000
_MOST_BRACKETS = 300  # in one paragraph; the time the library takes grows with their square
_MARKUP = expression(r"[\\`*_~<&\[:]")
# Text whose only markup is words in bold, as three of four have it: what opens stands before a letter, what closes behind one or at a gap.
_UNMARKED = r"[^\\`*_~<&\[]*"
_BOLD_ALONE = expression(rf"(?:{_UNMARKED}\*\*(?=\w)[^\\`*_~<&\[\n]*(?:(?<=\w)|(?<=[^\w\s])(?=\*\*(?:[ \n]|$)))\*\*(?!\*))*{_UNMARKED}")
_REFERENCE = expression(r"\[\^([^\]\s]{1,60})\]")
_COMMENT = expression(r"<!--(.*?)-->", re.DOTALL)
_TAG_NAME = expression(r"</?([A-Za-z][A-Za-z0-9]*)")
_BREAK = expression(r"<br\s{0,9}/?>", re.IGNORECASE)
_STRONG_LEFT = expression(r"\*\*|__")
_SHORTCODE = expression(
    r":(white_check_mark|heavy_check_mark|ballot_box_with_check|x|construction|warning|rocket|hourglass|hourglass_flowing_sand|"
    r"red_circle|green_circle|yellow_circle|large_blue_circle|white_circle|calendar|date|tada|no_entry|no_entry_sign):"
)
_EMOJI = {
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "x": "❌", "construction": "🚧", "warning": "⚠️",
    "rocket": "🚀", "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "red_circle": "🔴", "green_circle": "🟢", "yellow_circle": "🟡",
    "large_blue_circle": "🔵", "white_circle": "⚪", "calendar": "📅", "date": "📅", "tada": "🎉", "no_entry": "⛔", "no_entry_sign": "🚫",
}  # fmt: skip
_OPENING = {"strong_open": "bold", "s_open": "struck"}
_CLOSING = {"strong_close": "bold", "s_close": "struck"}
_HTML_STYLE = {"b": "bold", "strong": "bold", "del": "struck", "s": "struck", "strike": "struck"}


class Plain(Struct, frozen=True):
    """Text without markup; `comments` are (text, line offset) of what is not shown, `references` (offset, label) of footnotes."""

    text: str
    bold: Ranges = ()
    struck: Ranges = ()
    references: tuple[tuple[int, str], ...] = ()
    comments: tuple[tuple[str, int], ...] = ()


class _Writer(Struct):
    """The text so far, its open styles and finished ranges."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: dict[str, list[int]] = field(default_factory=lambda: {"bold": [], "struck": []})
    ranges: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {"bold": [], "struck": []})
    references: list[tuple[int, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # names of open elements that are not shown
    secrets: list[tuple[str, int]] = field(default_factory=list)
    line: int = 0

    def write(self, text: str) -> None:
        if self.hidden and text.strip():
            self.secrets.append((text.replace("\n", " "), self.line))
            text = "\n" * text.count("\n")
        self.line += text.count("\n")
        self.parts.append(text)
        self.length += len(text)

    def begin(self, style: str) -> None:
        self.open[style].append(self.length)

    def end(self, style: str) -> None:
        if self.open[style]:
            start = self.open[style].pop()
            if start < self.length and not self.open[style]:
                self.ranges[style].append((start, self.length))


def plain(source: str, environment: Environment, *, line_break: str = " ") -> Plain:
    """The plain form of inline Markdown. As many line breaks come out as went in; `line_break` stands for `<br>`."""
    if not _MARKUP.search(source):
        return Plain(_per_line_stripped(source))
    if len(source) > _LONGEST or source.count("[") > _MOST_BRACKETS:
        return _oversized(source, environment, line_break)
    comments: list[tuple[str, int]] = []
    if "<!--" in source:
        source = _without_comments(source, comments)
    if line_break != " ":
        source = _BREAK.sub("\u2028", source)
    result = _bold_alone(source) or _rendered(source, environment)
    if result.text.count("\n") != source.count("\n"):
        result = _line_by_line(source, environment)
    if "**" in result.text or "__" in result.text:
        result = _lenient_strong(result)
    edges = edge_spaces(result.text)
    if edges.spans:
        result = _cut(result, edges, result.bold)
    text = result.text.replace("\u2028", line_break)
    return Plain(text, result.bold, result.struck, result.references, (*comments, *result.comments))


def _oversized(source: str, environment: Environment, line_break: str) -> Plain:
    """A text no person wrote as one paragraph: each line alone, and an oversized line as it stands. Keeps the time linear."""
    if "\n" not in source:
        return Plain(source.strip())
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    struck: list[tuple[int, int]] = []
    comments: list[tuple[str, int]] = []
    length = 0
    for index, line in enumerate(source.split("\n")):
        value = plain(line, environment, line_break=line_break)
        bold.extend((start + length, end + length) for start, end in value.bold)
        struck.extend((start + length, end + length) for start, end in value.struck)
        comments.extend((text, index) for text, _ in value.comments)
        parts.append(value.text.replace("\n", " "))
        length += len(parts[-1]) + 1
    return Plain("\n".join(parts), tuple(bold), tuple(struck), (), tuple(comments))


def _per_line_stripped(source: str) -> str:
    return "\n".join(line.strip() for line in source.split("\n")) if "\n" in source else source.strip()


def _without_comments(source: str, comments: list[tuple[str, int]]) -> str:
    def taken(found: re.Match[str]) -> str:
        comments.append((found[1], source.count("\n", 0, found.start())))
        return "\n" * found[0].count("\n")

    return _COMMENT.sub(taken, source)


def _bold_alone(source: str) -> Plain | None:
    """What the library makes of a text with no other markup than bold words, without asking it; None for any other text."""
    if not _BOLD_ALONE.fullmatch(source):
        return None
    writer = _Writer()
    for at, piece in enumerate(source.split("**")):
        if at:
            (writer.begin if at % 2 else writer.end)("bold")
        _write_text(piece, writer)
    return Plain("".join(writer.parts), tuple(writer.ranges["bold"]))


def _rendered(source: str, environment: Environment) -> Plain:
    writer = _Writer()
    _walk(inline_tokens(source, environment), writer)
    text = "".join(writer.parts)
    bold, struck = (tuple(sorted(writer.ranges[style])) for style in ("bold", "struck"))
    return Plain(text, bold, struck, tuple(writer.references), tuple(writer.secrets))


def _walk(tokens: list[Token], writer: _Writer) -> None:
    for token in tokens:
        kind = token.type
        if kind == "text":
            _write_text(token.content, writer)
        elif kind in ("softbreak", "hardbreak"):
            writer.write("\n")
        elif kind in _OPENING:
            writer.begin(_OPENING[kind])
        elif kind in _CLOSING:
            writer.end(_CLOSING[kind])
        elif kind == "image":
            _walk(token.children or [], writer)
        elif kind == "html_inline":
            _write_tag(token.content, writer)
        elif kind == "code_inline":
            writer.write(token.content)
        elif kind == "text_special":
            writer.write(token.content if token.content != "\n" else " ")


def _write_text(text: str, writer: _Writer) -> None:
    if ":" in text:
        text = _SHORTCODE.sub(lambda found: _EMOJI[found[1]], text)
    at = 0
    if "[^" in text:
        for found in _REFERENCE.finditer(text):
            writer.write(text[at : found.start()])
            writer.references.append((writer.length, found[1]))
            at = found.end()
    writer.write(text[at:])


def _write_tag(tag: str, writer: _Writer) -> None:
    """A known tag is markup; anything else in angle brackets (`<type>`, `<token>`) is what the author wrote."""
    found = _TAG_NAME.match(tag)
    name = found[1].lower() if found else ""
    if name not in INLINE_OR_BLOCK:
        writer.write(tag.replace("\n", " "))
    elif writer.hidden:
        _follow_hidden(tag, name, writer)
    elif not tag.startswith("</") and name not in VOID and hides(tag):
        writer.hidden.append(name)
    elif name == "br":
        writer.write(" ")
    elif name == "img":
        alt = re.search(r"""alt\s{0,9}=\s{0,9}["']([^"']*)""", tag)
        writer.write(alt[1].replace("\n", " ") if alt else "")
    elif name in _HTML_STYLE:
        (writer.end if tag.startswith("</") else writer.begin)(_HTML_STYLE[name])


def _follow_hidden(tag: str, name: str, writer: _Writer) -> None:
    if name == writer.hidden[-1]:
        if tag.startswith("</"):
            writer.hidden.pop()
        else:
            writer.hidden.append(name)


def _line_by_line(source: str, environment: Environment) -> Plain:
    """Each line on its own: for code spans, tags or links that run over a line end, where the library joins lines."""
    writer = _Writer()
    for index, line in enumerate(source.split("\n")):
        if index:
            writer.write("\n")
        piece = _rendered(line, environment)
        for style, ranges in (("bold", piece.bold), ("struck", piece.struck)):
            writer.ranges[style].extend((start + writer.length, end + writer.length) for start, end in ranges)
        writer.references.extend((at + writer.length, label) for at, label in piece.references)
        writer.secrets.extend((text, index) for text, _ in piece.comments)
        writer.write(piece.text.replace("\n", " "))
    bold, struck = (tuple(writer.ranges[style]) for style in ("bold", "struck"))
    return Plain("".join(writer.parts), bold, struck, tuple(writer.references), tuple(writer.secrets))


def _lenient_strong(value: Plain) -> Plain:
    """`**label：**text`, which CommonMark refuses beside CJK punctuation or spaces, is strong as its author meant it."""
    cuts: list[tuple[int, int]] = []
    bold = list(value.bold)
    start = 0
    for line in value.text.split("\n"):
        _pair_markers(line, start, cuts, bold)
        start += len(line) + 1
    return _cut(value, Cuts(tuple(sorted(cuts))), bold) if cuts else value


def _pair_markers(line: str, start: int, cuts: list[tuple[int, int]], bold: list[tuple[int, int]]) -> None:
    marks = [found for found in _STRONG_LEFT.finditer(line) if found[0] == "**"]
    at = 0
    while at + 1 < len(marks):
        opening, closing = marks[at], marks[at + 1]
        inner = line[opening.end() : closing.start()]
        paired = inner.strip() and (inner[0] != " " or inner[-1] != " ")
        if paired:
            cuts += [(start + opening.start(), start + opening.end()), (start + closing.start(), start + closing.end())]
            bold.append((start + opening.end(), start + closing.start()))
        at += 2 if paired else 1
    if at + 1 == len(marks) and (marks[at].start() == 0 or marks[at].end() == len(line.rstrip())):  # its partner was forgotten
        cuts.append((start + marks[at].start(), start + marks[at].end()))


def _cut(value: Plain, cuts: Cuts, bold: Iterable[tuple[int, int]]) -> Plain:
    references = tuple((cuts.offset(at), label) for at, label in value.references)
    return Plain(cuts.text(value.text), cuts.ranges(bold), cuts.ranges(value.struck), references, value.comments)
