"""A file as blocks that know their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Literal

from msgspec import Struct, field

from agent.model.span import Span

Format = Literal["markdown", "text", "csv", "xlsx", "docx", "pptx", "pdf", "html"]
BlockKind = Literal["heading", "paragraph", "item", "table", "fence", "front_matter", "footnote", "html_comment", "rule"]


class Cell(Struct, frozen=True):
    """One table cell: plain text (inline markup removed), its lines, and its place in the grid.

    A line break in `text` is one the cell shows (`<br>`), not a source line. `bold` and `struck` are ranges of `text`;
    `references` are the footnote references that stood in it, as (offset, label). A merged cell has its text in its first place
    and is empty in the others.
    """

    text: str
    line: int
    end_line: int
    locator: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    references: tuple[tuple[int, str], ...] = ()


class Row(Struct, frozen=True):
    """One table row, padded to the width of the table; `header` rows stand above the body."""

    cells: tuple[Cell, ...]
    line: int
    end_line: int
    header: bool = False


class Block(Struct, frozen=True):
    """One structural piece of a document.

    `text` is plain: inline markup, link targets, list markers and checkboxes are removed and mojibake is repaired, but line
    breaks are kept, so `text.count("\\n") == end_line - line` and an offset in `text` tells its source line. A fence keeps its
    content lines verbatim, fence lines as empty ones. A table's `text` is empty; its `rows` hold the grid.

    `section` is the index (in `Document.blocks`) of the heading this block stands under (for a heading: its parent heading),
    `parent` the index of the list item that encloses it. `depth` is the heading level (1..6) or the nesting of a list item (0..).
    `checked` is the state of a task-list box. `marker` is the list marker as written ("-", "3.").
    `bold` are the (start, end) ranges of strong text in `text`: labels are often written so.
    `info` is the language of a fence ("mermaid", "yaml", ...). `struck` are the (start, end) ranges of ~~struck~~ text.
    `references` are footnote references as (offset in `text`, label): they are not part of `text`. The footnote with that label is
    the block of kind "footnote" whose `marker` is `[^label]`. A link definition is a footnote too: `marker` `[label]`, its address
    in `info`.
    """

    index: int
    kind: BlockKind
    line: int
    end_line: int
    text: str = ""
    section: int | None = None
    parent: int | None = None
    depth: int = 0
    marker: str = ""
    checked: bool | None = None
    rows: tuple[Row, ...] = ()
    info: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    references: tuple[tuple[int, str], ...] = ()

    def line_at(self, offset: int) -> int:
        """The source line (1-based) of an offset in `text`."""
        return self.line if self.line == self.end_line else self.line + self.text.count("\n", 0, offset)


class Note(Struct, frozen=True):
    """Something about the file itself that a reader should know, `line` 0 for the whole file.

    `code` is one of: mojibake, encoding, bom, control, invisible, html_comment, unclosed_fence, truncated, converted, front_matter.
    """

    code: str
    line: int
    message: str


class Document(Struct, frozen=True, dict=True):
    """One file, read. `raw_lines` are as in the file (or the converted text), `lines` the same lines repaired; both have the same count."""

    path: str
    format: Format
    title: str
    raw_lines: tuple[str, ...]
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    sha256: str = ""
    locators: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    metadata: tuple[tuple[str, str, int], ...] = field(default=())  # front matter: key, value as text, line

    def span(self, line: int, end_line: int | None = None, text: str = "") -> Span:
        """The place of `text`, or of whole lines when `text` is empty or does not stand there verbatim (markup, repair)."""
        last = end_line or line
        lines = "\n".join(self.raw_lines[line - 1 : last])
        quote = text if text and text in lines else self._whole.setdefault((line, last), lines.strip())
        return Span(self.path, line, last, quote, self.locators[line - 1] if self.locators else "")

    def heading_path(self, block: Block) -> tuple[str, ...]:
        """Texts of the headings above a block, outermost first; a heading's own text is not included."""
        at = block.section
        if at is None:
            return ()
        if at not in self._paths:
            self._paths[at] = (*self.heading_path(self.blocks[at]), self.blocks[at].text.replace("\n", " "))
        return self._paths[at]

    def blocks_on(self, line: int) -> Sequence[Block]:
        """The blocks that hold a line, in their order."""
        return self._on_line.get(line, ())

    def behind(self, block: Block) -> Iterator[Block]:
        """The blocks behind one, in their order: each of ten thousand entries looks at the few behind it, so none are copied."""
        return (self.blocks[at] for at in range(block.index + 1, len(self.blocks)))

    def below(self, heading: Block) -> Iterator[Block]:
        """The blocks below a heading, those of its subsections included."""
        return takewhile(lambda block: block.kind != "heading" or block.depth > heading.depth, self.behind(heading))

    @cached_property
    def _on_line(self) -> dict[int, list[Block]]:
        found: dict[int, list[Block]] = {}
        for block in self.blocks:
            for line in range(block.line, block.end_line + 1):
                found.setdefault(line, []).append(block)
        return found

    @cached_property
    def _whole(self) -> dict[tuple[int, int], str]:
        """Lines that were quoted wholly: a line of a megabyte holds ten thousand facts, and each quotes all of it."""
        return {}

    @cached_property
    def _paths(self) -> dict[int, tuple[str, ...]]:
        """By the heading that a block stands below: rules ask for each of their entries."""
        return {}


class ReadFailure(Struct, frozen=True):
    """A file that could not be read: why, and what the user can do."""

    path: str
    reason: str
    remedy: str = ""


class Reading(Struct, frozen=True):
    """What came of reading a set of paths, in sorted order."""

    documents: tuple[Document, ...]
    failures: tuple[ReadFailure, ...] = ()
