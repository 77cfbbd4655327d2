"""Markdown text to a Document: the token stream of the grammar, walked once, becomes blocks that know their lines."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from markdown_it.token import Token
from msgspec.structs import replace

from agent.documents.bullets import split_paragraph
from agent.documents.draft import Draft
from agent.documents.drawn import looks_drawn, read_drawing
from agent.documents.fences import wrapper_lines
from agent.documents.front_matter import FrontMatter, read_front_matter
from agent.documents.grammar import block_tokens
from agent.documents.html_tree import html_drafts
from agent.documents.lines import indent_of, split_lines
from agent.documents.plain_text import Marked, looks_like_markdown, marked
from agent.documents.repair import repair_lines
from agent.documents.writer import BlockWriter
from agent.documents.written import read_written
from agent.expressions import expression
from agent.model.document import Block, Document, Format, Note

_SENTENCE_END = expression(r"[.!?;,。！？；，][\"')\]]*$")
_LABELLED = expression(r"\s{0,3}(?:\*\*|__)?[^:*_]{1,40}(?:\*\*|__)?[:：](?:\*\*|__)?\s+\S")
_COMMENT_DEFINITION = expression(r"\[(?://|comment|_+)?\]:\s{0,9}(?:#|<>)\s{0,9}", re.IGNORECASE)
_DEFINITION = expression(r"\s{0,9}(\[[^\]]+\]):\s{0,9}(\S{0,2000})(.*)", re.DOTALL)
_ATX = expression(r" {0,3}#{1,6} ")
_LONGEST_UNDERLINED = 100
_UNCLOSED = "this code fence is never closed; it was taken to end before the next heading"


def parse_markdown(text: str, path: str) -> Document:
    """The document in a Markdown text. Never fails: what is not Markdown becomes paragraphs. Pure."""
    return _document(text, path, "markdown")


def parse_text(text: str, path: str) -> Document:
    """The document in a plain text. Most are Markdown in disguise; in others headings are told by underlines, capitals and numbers."""
    return _document(text, path, "text")


def _document(text: str, path: str, form: Format) -> Document:
    raw_lines = split_lines(text.removeprefix("\ufeff"))
    repaired = repair_lines(raw_lines)
    front = read_front_matter(repaired.lines)
    plain = marked(repaired.lines) if form == "text" and not looks_like_markdown(repaired.lines) else None
    walker = _Walker(repaired.lines)
    blocks = walker.walk(front, plain)
    notes = (*repaired.notes, *(front.notes if front else ()), *walker.writer.notes)
    metadata = front.metadata if front else ()
    return Document(
        path=path,
        format=form,
        title=title_of(blocks, metadata, path),
        raw_lines=raw_lines,
        lines=repaired.lines,
        blocks=blocks,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        notes=in_order(notes),
        metadata=metadata,
    )


def in_order(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Notes by line, then code."""
    return tuple(sorted(notes, key=lambda note: (note.line, note.code, note.message)))


def title_of(blocks: tuple[Block, ...], metadata: tuple[tuple[str, str, int], ...], path: str) -> str:
    """Front matter's title, else the first heading of level 1, else the first heading, else the file's stem."""
    named = next((value for key, value, _ in metadata if key.lower() == "title" and value.strip()), "")
    headings = [block for block in blocks if block.kind == "heading" and block.text.strip()]
    best = next((block for block in headings if block.depth == 1), headings[0] if headings else None)
    found = named or (best.text if best else "") or PurePosixPath(path).stem
    return " ".join(found.split())


class _Walker:
    """One pass over the tokens. `lines` are the repaired source lines."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self.writer = BlockWriter({})
        self.content_columns: dict[int, int] = {}
        self.headers: dict[int, int] = {}  # how many rows head the tables that begin at some lines, where no rule below them says so
        self.atx = any(_ATX.match(line) for line in lines)

    def walk(self, front: FrontMatter | None, plain: Marked | None) -> tuple[Block, ...]:
        """The blocks; `plain` is a text without markup as Markdown has it."""
        skipped = front.end_line if front else 0
        self.headers = plain.headers if plain else {}
        if front:
            body = [line if line.strip() not in ("---", "+++", "...") else "" for line in self.lines[:skipped]]
            self.writer.builder.add(Draft("front_matter", 1, skipped, "\n".join(body)))
        hidden = set(range(skipped)) | wrapper_lines(self.lines[skipped:], skipped)
        written = plain.lines if plain else self.lines
        source = "\n".join("" if number in hidden or not line.strip() else line for number, line in enumerate(written))
        tokens = block_tokens(source, self.writer.environment)
        for index, token in enumerate(tokens):
            start, stop = (token.map[0], token.map[1]) if token.map else (0, 0)
            if token.type == "inline":
                self._text(token, tokens[index - 1], start, stop)
            elif token.type not in ("paragraph_open", "paragraph_close", "heading_open", "heading_close"):
                self._structure(token, start, stop)
        self.writer.flush_item()
        return tuple(self.writer.builder.blocks)

    def _structure(self, token: Token, start: int, stop: int) -> None:
        kind, writer = token.type, self.writer
        if kind == "list_item_open":
            self._begin_item(token, start)
            return
        writer.flush_item()
        if kind == "pipe_table":
            rows = token.meta["rows"]
            headers = self.headers.get(start, 0)
            writer.table(tuple(replace(row, header=at < headers) for at, row in enumerate(rows)) if headers else rows, self._column(start))
        elif kind == "fence":
            self._fence(token, start, stop)
        elif kind == "html":
            self._html(token, start)
        elif kind == "hr":
            writer.builder.add(Draft("rule", start + 1, start + 1, column=self._column(start)))
        elif kind == "reference":
            self._definition(token.content, start, stop)
        elif kind in ("blockquote_open", "footnote_reference_open"):
            writer.builder.enter(self._column(start))
            writer.footnote = f"[^{token.meta['label']}]" if kind.startswith("footnote") else ""
        elif kind in ("blockquote_close", "footnote_reference_close"):
            writer.builder.leave()
            writer.footnote = ""

    def _column(self, line: int) -> int:
        """Where the content of a line begins; behind a list marker, two columns right of it."""
        return self.content_columns.get(line, 0) or indent_of(self.lines[line])

    def _begin_item(self, token: Token, start: int) -> None:
        column = self._column(start)  # of "- - nested", the second marker is content of the first
        self.writer.flush_item()
        self.content_columns[start] = column + 2
        self.writer.item = Draft("item", start + 1, start + 1, column=column, marker=f"{token.info}{token.markup}")

    def _text(self, token: Token, opener: Token, start: int, stop: int) -> None:
        content = [line.strip() for line in token.content.split("\n")]
        if len(content) != stop - start:
            content = [line.strip() for line in self.lines[start:stop]]
        if opener.type != "heading_open":
            self._paragraph(content, start)
        elif opener.markup in ("-", "="):
            self._underlined(opener, content, start)
        else:
            self.writer.heading(content[0], start, self._column(start), int(opener.tag[1]))

    def _paragraph(self, content: list[str], start: int) -> None:
        if self.writer.item is None and looks_drawn(content):
            drawn = read_drawing(list(self.lines[start : start + len(content)]), "")
            if drawn:
                self.writer.drawing(drawn, start, 0)
                return
        self.writer.paragraph(content, start, [self._column(line) for line in range(start, start + len(content))])

    def _underlined(self, opener: Token, content: list[str], start: int) -> None:
        """A heading of the lines above a line of dashes or equals signs, or a paragraph and a rule if it cannot be one."""
        last = start + len(content) - 1
        if self._is_title(opener, content, start):
            if len(content) > 1:
                self._paragraph(content[:-1], start)
            self.writer.heading(content[-1], last, self._column(last), int(opener.tag[1]))
        else:
            self._paragraph(content, start)
            self.writer.builder.add(Draft("rule", last + 2, last + 2, column=1))

    def _is_title(self, opener: Token, content: list[str], start: int) -> bool:
        """Whether a line of dashes under a paragraph makes it a heading, or was meant as a rule below a text."""
        last = content[-1]
        if len(last) > _LONGEST_UNDERLINED or split_paragraph([last])[0].kind != "text":
            return False
        if opener.markup == "=":
            return True
        dashes = len(self.lines[start + len(content)].strip())
        if len(content) > 1 or _LABELLED.match(last) or _SENTENCE_END.search(last):
            return False
        return dashes > 3 or not self.atx

    def _fence(self, token: Token, start: int, stop: int) -> None:
        body = token.content.removesuffix("\n").split("\n") if token.content else []
        if (token.meta or {}).get("unclosed"):
            self.writer.notes.append(Note("unclosed_fence", start + 1, _UNCLOSED))
        lines = (["", *body] + [""] * (stop - start))[: stop - start]
        info = token.info.strip()
        drawn = read_drawing(lines[1:], info)
        written = () if drawn else read_written(lines[1:], info)
        if drawn:
            self.writer.drawing(drawn, start + 1, self._column(start))
        elif written:
            self.writer.written(written, start + 1, self._column(start))
        else:
            self.writer.builder.add(Draft("fence", start + 1, stop, "\n".join(lines), self._column(start), info=info))

    def _html(self, token: Token, start: int) -> None:
        column = self._column(start)
        for draft in html_drafts(token.content, start + 1):
            if draft.kind == "html_comment":
                self.writer.comment(draft)
            else:
                self.writer.builder.add(replace(draft, column=draft.column + column))

    def _definition(self, source: str, start: int, stop: int) -> None:
        """`[label]: address "title"` is kept as a footnote, `[//]: # (text)` is a comment."""
        comment = _COMMENT_DEFINITION.match(source)
        if comment:
            self.writer.comment(Draft("html_comment", start + 1, stop, _filled(source[comment.end() :], stop - start), column=1))
            return
        found = _DEFINITION.match(source)
        label, address, title = (found[1], found[2], found[3]) if found else ("", "", source)
        self.writer.builder.add(Draft("footnote", start + 1, stop, _filled(title, stop - start), marker=label, info=address))


def _filled(text: str, lines: int) -> str:
    """A title or comment without its quotes, over as many lines as it took."""
    text = text.strip().strip("()\"'")
    return text + "\n" * (lines - 1 - text.count("\n"))
