"""Markdown text to a Document: the token stream of the grammar, walked once, becomes blocks that know their lines."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from markdown_it.token import Token

from agent.documents.builder import BlockBuilder
from agent.documents.bullets import split_paragraph, task_box
from agent.documents.draft import Draft
from agent.documents.drawn import Drawn, read_drawing
from agent.documents.front_matter import FrontMatter, read_front_matter
from agent.documents.grammar import block_tokens
from agent.documents.html_tree import html_drafts
from agent.documents.inline import Environment, plain
from agent.documents.lines import indent_of, split_lines
from agent.documents.repair import repair_lines
from agent.documents.tables import table_draft
from agent.model.document import Block, Document, Note

_SENTENCE_END = re.compile(r"[.!?;,。！？；，][\"')\]]*$")
_LABELLED = re.compile(r"\s{0,3}(?:\*\*|__)?[^:*_]{1,40}(?:\*\*|__)?[:：](?:\*\*|__)?\s+\S")
_COMMENT_DEFINITION = re.compile(r"\[(?://|comment|_+)?\]:\s{0,9}(?:#|<>)\s{0,9}", re.IGNORECASE)
_DEFINITION = re.compile(r"\s{0,9}(\[[^\]]+\]):\s{0,9}(\S{0,2000})(.*)", re.DOTALL)
_LONGEST_UNDERLINED = 100


def parse_markdown(text: str, path: str) -> Document:
    """The document in a Markdown text. Never fails: what is not Markdown becomes paragraphs. Pure."""
    raw_lines = split_lines(text.removeprefix("\ufeff"))
    repaired = repair_lines(raw_lines)
    front = read_front_matter(repaired.lines)
    walker = _Walker(repaired.lines, front)
    blocks = walker.walk()
    notes = sorted((*repaired.notes, *(front.notes if front else ()), *walker.notes), key=lambda note: (note.line, note.code))
    metadata = front.metadata if front else ()
    return Document(
        path=path,
        format="markdown",
        title=title_of(blocks, metadata, path),
        raw_lines=raw_lines,
        lines=repaired.lines,
        blocks=blocks,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        notes=tuple(notes),
        metadata=metadata,
    )


def title_of(blocks: tuple[Block, ...], metadata: tuple[tuple[str, str, int], ...], path: str) -> str:
    """Front matter's title, else the first heading of level 1, else the first heading, else the file's stem."""
    named = next((value for key, value, _ in metadata if key.lower() == "title" and value.strip()), "")
    headings = [block for block in blocks if block.kind == "heading" and block.text.strip()]
    best = next((block for block in headings if block.depth == 1), headings[0] if headings else None)
    found = named or (best.text if best else "") or PurePosixPath(path).stem
    return " ".join(found.split())


class _Walker:
    """One pass over the tokens. `lines` are the repaired source lines."""

    def __init__(self, lines: tuple[str, ...], front: FrontMatter | None) -> None:
        self.lines = lines
        self.front = front
        self.notes: list[Note] = []
        self.builder = BlockBuilder()
        self.environment: Environment = {}
        self.item: Draft | None = None  # a list item whose text has not come yet
        self.footnote = ""
        self.atx = any(re.match(r" {0,3}#{1,6} ", line) for line in lines)

    def walk(self) -> tuple[Block, ...]:
        skipped = self.front.end_line if self.front else 0
        if self.front:
            body = [line if line.strip() not in ("---", "+++", "...") else "" for line in self.lines[:skipped]]
            self.builder.add(Draft("front_matter", 1, skipped, "\n".join(body)))
        source = "\n".join("" if number < skipped or not line.strip() else line for number, line in enumerate(self.lines))
        tokens = block_tokens(source, self.environment)
        for index, token in enumerate(tokens):
            self._take(token, tokens, index)
        self._flush_item()
        return tuple(self.builder.blocks)

    def _take(self, token: Token, tokens: list[Token], index: int) -> None:
        kind = token.type
        start, stop = (token.map[0], token.map[1]) if token.map else (0, 0)
        if kind == "inline":
            self._text(token, tokens[index - 1])
            return
        if kind == "list_item_open":
            self._begin_item(token, start)
            return
        if kind in ("paragraph_open", "paragraph_close", "heading_close"):
            return
        if kind not in ("list_item_close", "heading_open") or kind == "list_item_close":
            self._flush_item()
        if kind == "pipe_table":
            draft, comments = table_draft(token.meta["rows"], self.environment, self._column(start))
            self.builder.add(draft)
            self._comments(comments)
        elif kind == "fence":
            self._fence(token, start, stop)
        elif kind == "html":
            for draft in html_drafts(token.content, start + 1):
                self._html(draft, self._column(start))
        elif kind == "hr":
            self.builder.add(Draft("rule", start + 1, start + 1, column=self._column(start)))
        elif kind == "reference":
            self._definition(token, start, stop)
        elif kind == "blockquote_open":
            self.builder.enter(self._column(start))
        elif kind in ("blockquote_close", "footnote_reference_close"):
            self.builder.leave()
            self.footnote = ""
        elif kind == "footnote_reference_open":
            self.builder.enter(self._column(start))
            self.footnote = f"[^{token.meta['label']}]"

    def _column(self, line: int) -> int:
        return indent_of(self.lines[line])

    def _begin_item(self, token: Token, start: int) -> None:
        column = self._column(start)
        if self.item is not None and self.item.line == start + 1:
            column = self.item.column + 2
        self._flush_item()
        self.item = Draft("item", start + 1, start + 1, column=column, marker=f"{token.info}{token.markup}")

    def _flush_item(self) -> None:
        if self.item is not None:
            self.builder.add(self.item)
            self.item = None

    def _text(self, token: Token, opener: Token) -> None:
        start, stop = (token.map[0], token.map[1]) if token.map else (0, 0)
        content = token.content.split("\n")
        if len(content) != stop - start:
            content = [line.strip() for line in self.lines[start:stop]]
        if opener.type == "heading_open":
            self._heading(opener, content, start)
        else:
            self._paragraph(content, start)

    def _heading(self, opener: Token, content: list[str], start: int) -> None:
        level = int(opener.tag[1])
        if opener.markup in ("-", "="):
            if not self._is_underlined(opener, content, start):
                self._paragraph(content, start)
                line = start + len(content) + 1
                self.builder.add(Draft("rule", line, line, column=1))
                return
            if len(content) > 1:
                self._paragraph(content[:-1], start)
            start, content = start + len(content) - 1, content[-1:]
        self._flush_item()
        value = plain(content[0], self.environment)
        text = value.text.strip()
        self.builder.add(
            Draft(
                "heading",
                start + 1,
                start + 1,
                text,
                self._column(start),
                level,
                bold=value.bold,
                struck=value.struck,
                references=value.references,
            )
        )
        self._comments([(comment, start + 1) for comment, _ in value.comments])

    def _is_underlined(self, opener: Token, content: list[str], start: int) -> bool:
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

    def _paragraph(self, content: list[str], start: int, columns: list[int] | None = None) -> None:
        """Paragraph lines as text, items and rules. `columns` are where the lines begin, if not where they do in the source."""
        item, self.item = self.item, None
        columns = columns or [self._column(line) for line in range(start, start + len(content))]
        for piece in split_paragraph(content):
            lines = content[piece.start : piece.stop]
            at = start + piece.start
            if piece.kind == "rule":
                self._own_item(item, at)
                self.builder.add(Draft("rule", at + 1, at + 1, column=columns[piece.start]))
            elif piece.kind == "item":
                if piece.start == 0 and item is not None:  # "- ✅ done": the item's own text begins with a mark
                    self._item_text(item, lines, at)
                else:
                    self._own_item(item, at)
                    marked = [lines[0][piece.cut :], *lines[1:]]
                    draft = Draft("item", at + 1, at + 1, column=columns[piece.start], marker=piece.marker, checked=piece.checked)
                    self._item_text(draft, marked, at)
            elif item is not None:
                self._item_text(item, lines, at)
            else:
                self._plain_paragraph(lines, at, columns[piece.start])
            item = None

    def _own_item(self, item: Draft | None, at: int) -> None:
        if item is not None:
            self.builder.add(item)

    def _item_text(self, item: Draft, lines: list[str], at: int) -> None:
        checked, cut = task_box(lines[0])
        if checked is None:
            checked = item.checked
        self._add_text("item", [lines[0][cut:], *lines[1:]], at, item.column, item.marker, checked)

    def _plain_paragraph(self, lines: list[str], at: int, column: int) -> None:
        marker, self.footnote = self.footnote, ""
        self._add_text("footnote" if marker else "paragraph", lines, at, column, marker, None)

    def _add_text(self, kind: str, lines: list[str], at: int, column: int, marker: str, checked: bool | None) -> None:
        value = plain("\n".join(lines), self.environment)
        draft = Draft(
            kind,  # type: ignore[arg-type]
            at + 1,
            at + len(lines),
            value.text,
            column,
            marker=marker,
            checked=checked,
            bold=value.bold,
            struck=value.struck,
            references=value.references,
        )
        if value.text.strip() or kind == "item" or not value.comments:
            self.builder.add(draft)
        self._comments([(text, at + 1 + offset) for text, offset in value.comments])

    def _comments(self, comments: list[tuple[str, int]]) -> None:
        for text, line in comments:
            self._comment(Draft("html_comment", line, line + text.count("\n"), text, column=1))

    def _comment(self, draft: Draft) -> None:
        self.builder.add(draft)
        self.notes.append(Note("html_comment", draft.line, "a comment that readers of the rendered page do not see"))

    def _fence(self, token: Token, start: int, stop: int) -> None:
        body = token.content.removesuffix("\n").split("\n") if token.content else []
        closed = not (token.meta or {}).get("unclosed")
        lines = ["", *body, ""] if closed else ["", *body]
        lines = (lines + [""] * (stop - start))[: stop - start]
        if not closed:
            self.notes.append(
                Note("unclosed_fence", start + 1, "this code fence is never closed; it was taken to end before the next heading")
            )
        drawn = read_drawing(lines[1:], token.info.strip())
        if drawn:
            self._drawing(drawn, start + 1, self._column(start))
        else:
            self.builder.add(Draft("fence", start + 1, stop, "\n".join(lines), self._column(start), info=token.info.strip()))

    def _drawing(self, drawn: tuple[Drawn, ...], first: int, column: int) -> None:
        """A drawn fence as the paragraphs, items and tables it shows; `first` is the 0-based line of its first content line."""
        for run in drawn:
            at = first + run.start
            if run.kind == "table":
                draft, comments = table_draft(tuple(row.moved(first) for row in run.rows), self.environment, column)
                self.builder.add(draft)
                self._comments(comments)
            elif run.kind in ("root", "tree"):
                item = Draft("item", at + 1, at + 1, column=column + run.columns[0], marker=run.marker)
                self._item_text(item, list(run.texts), at)
            elif run.kind == "caption":
                text = run.texts[0]
                self.builder.add(Draft("paragraph", at + 1, at + 1, text, column + run.columns[0], bold=((0, len(text)),)))
            elif run.texts:
                self._paragraph(list(run.texts), at, [column + indent for indent in run.columns])

    def _html(self, draft: Draft, column: int) -> None:
        if draft.kind == "html_comment":
            self._comment(draft)
        else:
            self.builder.add(_moved(draft, column))

    def _definition(self, token: Token, start: int, stop: int) -> None:
        source = token.content
        comment = _COMMENT_DEFINITION.match(source)
        if comment:
            text = source[comment.end() :].strip().strip("()\"'")
            padded = text + "\n" * (stop - start - 1 - text.count("\n"))
            self._comment(Draft("html_comment", start + 1, stop, padded, column=1))
            return
        found = _DEFINITION.match(source)
        label, address, title = (found[1], found[2], found[3].strip().strip("()\"'")) if found else ("", "", source)
        padded = title + "\n" * (stop - start - 1 - title.count("\n"))
        self.builder.add(Draft("footnote", start + 1, stop, padded, marker=label, info=address))


def _moved(draft: Draft, column: int) -> Draft:
    from dataclasses import replace

    return replace(draft, column=draft.column + column) if column else draft
