"""Constructs of any format to blocks: splits paragraphs into items, takes markup out of text, keeps comments apart."""

from __future__ import annotations

from agent.documents.builder import BlockBuilder
from agent.documents.bullets import split_paragraph, task_box
from agent.documents.draft import Draft
from agent.documents.drawn import Drawn
from agent.documents.inline import Environment, Plain, plain
from agent.documents.pipe_table import RawRow
from agent.documents.tables import table_draft
from agent.documents.written import Written
from agent.expressions import expression
from agent.model.document import BlockKind, Note

_LABEL = expression(r"(?:\*\*|__)[^*_]{1,80}(?:[:：](?:\*\*|__)|(?:\*\*|__)[ \t]*(?:[:：]|$))")
_BARE = expression(r"[^\W_][^:：|*]{1,60}[:：]\s*")


class BlockWriter:
    """Puts headings, paragraphs, items and drawings into a BlockBuilder. Lines passed as `at` are 0-based."""

    def __init__(self, environment: Environment) -> None:
        self.builder = BlockBuilder()
        self.environment = environment
        self.notes: list[Note] = []
        self.item: Draft | None = None  # a list item whose text has not come yet
        self.footnote = ""  # marker of a footnote whose text has not come yet

    def flush_item(self) -> None:
        """Write a list item that turned out to have no text of its own."""
        if self.item is not None:
            self.builder.add(self.item)
            self.item = None

    def heading(self, source: str, at: int, column: int, level: int) -> None:
        """A heading of one line."""
        self.flush_item()
        value = plain(source, self.environment)
        draft = Draft(
            "heading", at + 1, at + 1, value.text, column, level, bold=value.bold, struck=value.struck, references=value.references
        )
        self.builder.add(draft)
        self.comments(value, at)

    def paragraph(self, content: list[str], at: int, columns: list[int]) -> None:
        """Paragraph lines as text, items and rules; `columns` are where the lines begin."""
        label = self._label_after_item(content, columns)
        if label:
            self.paragraph(content[:label], at, columns[:label])
            self.paragraph(content[label:], at + label, columns[label:])
            return
        item, self.item = self.item, None
        for piece in split_paragraph(content):
            lines = content[piece.start : piece.stop]
            line, column = at + piece.start, columns[piece.start]
            if piece.kind == "item" and piece.start == 0 and item is not None:
                self.item_text(item, lines, line)  # "- ✅ done": the item's own text begins with a mark
            elif item is not None and piece.kind == "text":
                self.item_text(item, lines, line)
            else:
                if item is not None:
                    self.builder.add(item)
                self._piece(piece.kind, lines, line, column, piece.marker, piece.cut, piece.checked)
            item = None

    def _label_after_item(self, content: list[str], columns: list[int]) -> int:
        """The line of a label (`**Risks**`, `**Risks:** some`, `Month 4-6 (launch):`) that follows an item's text without a blank line; 0
        if there is none.
        """
        if self.item is None:
            return 0
        outside = self.item.column
        last = len(content) - 1
        found = next((k for k in range(1, len(content)) if columns[k] <= outside and _LABEL.match(content[k])), 0)
        bare = last > 0 and columns[last] <= outside and _is_bare(content[last - 1], content[last])
        return found or (last if bare else 0)

    def _piece(self, kind: str, lines: list[str], line: int, column: int, marker: str, cut: int, checked: bool | None) -> None:
        if kind == "rule":
            self.builder.add(Draft("rule", line + 1, line + len(lines), "\n" * (len(lines) - 1), column))
        elif kind == "item":
            draft = Draft("item", line + 1, line + 1, column=column, marker=marker, checked=checked)
            self.item_text(draft, [lines[0][cut:], *lines[1:]], line)
        else:
            footnote, self.footnote = self.footnote, ""
            self.text("footnote" if footnote else "paragraph", lines, line, column, footnote, None)

    def item_text(self, item: Draft, lines: list[str], at: int) -> None:
        """Write a list item with its text; a task box at its start becomes its state."""
        checked, cut = task_box(lines[0])
        self.text("item", [lines[0][cut:], *lines[1:]], at, item.column, item.marker, item.checked if checked is None else checked)

    def text(self, kind: BlockKind, lines: list[str], at: int, column: int, marker: str, checked: bool | None) -> None:
        """Write a paragraph, item or footnote; one that held nothing but comments leaves only those."""
        value = plain("\n".join(lines), self.environment)
        if value.text.strip() or kind == "item" or not value.comments:
            draft = Draft(kind, at + 1, at + len(lines), value.text, column, marker=marker, checked=checked)
            self.builder.add(_styled(draft, value))
        self.comments(value, at)

    def comments(self, value: Plain, at: int) -> None:
        """Write the HTML comments that stood inside of a text."""
        for text, offset in value.comments:
            line = at + 1 + offset
            self.comment(Draft("html_comment", line, line + text.count("\n"), text, column=1))

    def comment(self, draft: Draft) -> None:
        """Write a comment, and note that it is there."""
        self.builder.add(draft)
        self.notes.append(Note("html_comment", draft.line, "text that readers of the rendered page do not see"))

    def table(self, rows: tuple[RawRow, ...], column: int) -> None:
        """Write a pipe table or a drawn one."""
        draft, comments = table_draft(rows, self.environment, column)
        self.builder.add(draft)
        for text, line in comments:
            self.comment(Draft("html_comment", line, line + text.count("\n"), text, column=1))

    def drawing(self, drawn: tuple[Drawn, ...], first: int, column: int) -> None:
        """Write a drawing as the paragraphs, items and tables it shows; `first` is the line of its first line."""
        for run in drawn:
            at = first + run.start
            if run.kind == "table":
                self.table(tuple(row.moved(first) for row in run.rows), column)
            elif run.kind in ("root", "tree"):
                item = Draft("item", at + 1, at + 1, column=column + run.columns[0], marker=run.marker)
                self.item_text(item, list(run.texts), at)
            elif run.kind == "caption":
                text = run.texts[0]
                self.builder.add(Draft("paragraph", at + 1, at + 1, text, column + run.columns[0], bold=((0, len(text)),)))
            elif run.texts:
                self.paragraph(list(run.texts), at, [column + indent for indent in run.columns])

    def written(self, written: tuple[Written, ...], first: int, column: int) -> None:
        """Write the lines of a plan in a fence as the paragraphs and items they are; `first` is the line of its first line."""
        for run in written:
            at = first + run.start
            if run.kind == "item":
                self.item_text(Draft("item", at + 1, at + 1, column=column + run.columns[0]), list(run.texts), at)
            else:
                self.paragraph(list(run.texts), at, [column + indent for indent in run.columns])


def _is_bare(before: str, line: str) -> bool:
    """Whether a line is nothing but a label without markup, and no end of a sentence that the line before it began."""
    return bool(_BARE.fullmatch(line)) and not line[0].islower() and not before.rstrip().endswith((",", ";", "-", "–", "(", "、"))


def _styled(draft: Draft, value: Plain) -> Draft:
    return Draft(
        draft.kind,
        draft.line,
        draft.end_line,
        value.text,
        draft.column,
        marker=draft.marker,
        checked=draft.checked,
        bold=value.bold,
        struck=value.struck,
        references=value.references,
    )
