"""HTML files to documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agent.documents.html_tree import html_page
from agent.documents.lines import split_lines
from agent.documents.markdown import in_order, title_of
from agent.documents.repair import repair_lines
from agent.documents.writer import BlockWriter
from agent.expressions import expression
from agent.model.document import Block, Document, Note, Row

_BLOCK = expression(r"<(?:h[1-6]|p|li|tr|div|dd|dt)[\s>]")
_PLACES = expression(
    r"<(?P<close>/?)(?:(?P<cell>td|th)|(?P<verbatim>pre|style|script|textarea)|(?P<row>tr|table)|h[1-6]|p|li|div|dd|dt|ul|ol|blockquote|summary)"
    r"(?=[\s>])|<br\s?/?>"
)
_MOST_ON_A_LINE = 12  # blocks that begin on one line of a page which somebody wrote
_PACKED = "converted from an HTML file that is written without lines: lines are those of its text"


def parse_html(text: str, path: str) -> Document:
    """The document in a page of HTML. Its lines are those of the source, and `lines` what a reader sees of each; of a page that a program
    wrote on a few long lines they are those of its text, each with the line of the source as its locator.
    """
    source = split_lines(text.removeprefix("\ufeff"))
    packed = any(len(_BLOCK.findall(line)) > _MOST_ON_A_LINE for line in source)
    origins, raw_lines = _unpacked(source) if packed else ((), source)
    repaired = repair_lines(raw_lines)
    drafts, title = html_page("\n".join(repaired.lines))
    writer = BlockWriter({})
    for draft in drafts:
        if draft.kind == "html_comment":
            writer.comment(draft)
        else:
            writer.builder.add(draft)
    blocks = tuple(writer.builder.blocks)
    metadata = (("title", title, 1),) if title else ()
    notes = in_order((*repaired.notes, *writer.notes, *((Note("converted", 0, _PACKED),) if packed else ())))
    shown = _shown(blocks, len(raw_lines))
    named = title_of(blocks, metadata, path)
    locators = tuple(f"line {number}" for number in origins)
    return Document(path, "html", named, shown if packed else raw_lines, shown, blocks, locators=locators, notes=notes, metadata=metadata)


def _unpacked(source: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The source with each block and each <br> outside of a cell on a line of its own, and which line of the source each came from."""
    origins: list[int] = []
    lines: list[str] = []
    cells = verbatim = 0
    for number, line in enumerate(source, start=1):
        at = 0
        for found in _PLACES.finditer(line):
            step = -1 if found["close"] else 1
            if found["verbatim"]:
                verbatim = max(0, verbatim + step)
            elif found["cell"]:
                cells = max(0, cells + step)
            cells = 0 if found["row"] else cells  # a cell that is never closed ends with its row
            if not (found["verbatim"] or found["cell"]) and not found["close"] and not verbatim and (not cells or found["row"]):
                cut = found.end() if found[0].startswith("<br") else found.start()
                lines.append(line[at:cut])
                at = cut
        lines.append(line[at:])
        origins.extend([number] * (len(lines) - len(origins)))
    return tuple(origins), tuple(lines)


def _shown(blocks: tuple[Block, ...], count: int) -> tuple[str, ...]:
    """What a reader sees on each line, in plain Markdown: what is read by lines need not know HTML."""
    lines: list[list[str]] = [[] for _ in range(count)]
    for block in blocks:
        for line, text in _written(block):
            if text:
                lines[line - 1].append(text)
    return tuple(" ".join(texts) for texts in lines)


def _written(block: Block) -> Iterator[tuple[int, str]]:
    """The lines of a block with what its markup would be in Markdown."""
    if block.kind == "table":
        for row in block.rows:
            yield from _row(row)
    elif block.kind != "html_comment":
        box = "" if block.checked is None else "[x] " if block.checked else "[ ] "
        lead = (
            "#" * block.depth + " "
            if block.kind == "heading"
            else f"{'  ' * block.depth}{block.marker} {box}"
            if block.kind == "item"
            else ""
        )
        for offset, text in enumerate(block.text.split("\n")):
            yield block.line + offset, (lead if not offset else "") + text


def _row(row: Row) -> Iterable[tuple[int, str]]:
    """The cells of a row by the line where each begins; an empty one at the end of those before it."""
    texts: dict[int, list[str]] = {}
    for cell in row.cells:
        texts.setdefault(cell.line, []).append(cell.text.replace("\n", "<br>"))
    return ((line, "| " + " | ".join(cells) + " |") for line, cells in texts.items())
