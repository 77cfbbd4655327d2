"""What holds for every document, whatever it was read from."""

from __future__ import annotations

import re

from agent.model.document import Block, Document

_WORD = re.compile(r"[^\W_]+")
_HIDDEN = re.compile(r"!\[\]\([^)]*\)|\]\([^)]*\)|<[^>]*>|https?://\S+|\[[ xX✅]?\]|\[\^[^\]]*\]|:[a-z_]+:|^\s*\[[^\]]+\]:.*")
_MARKER = re.compile(r"^[\s>]*(?:[#\-*+]+|\d+[.)]|```.*|~~~.*)?")


def assert_promises_kept(document: Document) -> None:
    assert len(document.raw_lines) == len(document.lines)
    assert not document.locators or len(document.locators) == len(document.lines)
    assert all(0 <= note.line <= len(document.lines) for note in document.notes)
    assert list(document.notes) == sorted(document.notes, key=lambda note: (note.line, note.code, note.message))
    last = 0
    for index, block in enumerate(document.blocks):
        assert block.index == index
        _check_place(document, block)
        _check_text(block)
        _check_rows(block)
        if block.kind != "html_comment":
            assert block.line >= last, "blocks come in the order of their lines"
            last = block.line


def _check_place(document: Document, block: Block) -> None:
    assert 1 <= block.line <= block.end_line <= max(1, len(document.lines))
    if block.section is not None:
        heading = document.blocks[block.section]
        assert heading.kind == "heading"
        assert heading.index < block.index
        assert block.kind != "heading" or heading.depth < block.depth
    if block.parent is not None:
        parent = document.blocks[block.parent]
        assert parent.kind == "item"
        assert parent.index < block.index
        assert block.kind != "item" or block.depth == parent.depth + 1
    assert block.kind != "item" or block.parent is not None or block.depth == 0
    assert block.kind != "heading" or 1 <= block.depth <= 6


def _check_text(block: Block) -> None:
    if block.kind == "table":
        assert block.text == ""
    else:
        assert block.text.count("\n") == block.end_line - block.line
    for start, end in (*block.bold, *block.struck):
        assert 0 <= start < end <= len(block.text)
    assert all(0 <= at <= len(block.text) for at, _ in block.references)


def _check_rows(block: Block) -> None:
    assert bool(block.rows) == (block.kind == "table")
    assert len({len(row.cells) for row in block.rows}) <= 1
    for row in block.rows:
        assert block.line <= row.line <= row.end_line <= block.end_line
        for cell in row.cells:
            assert row.line <= cell.line <= cell.end_line <= row.end_line
            assert all(0 <= start < end <= len(cell.text) for start, end in (*cell.bold, *cell.struck))
    headers = [row.header for row in block.rows]
    assert headers == sorted(headers, reverse=True), "header rows stand above the body"


def words_of(document: Document) -> set[str]:
    """Every word that some block holds."""
    held: list[str] = [value for _, value, _ in document.metadata]
    for block in document.blocks:
        held += [block.text, block.info, block.marker, *(label for _, label in block.references)]
        held += [cell.text for row in block.rows for cell in row.cells]
    return set(_WORD.findall("\n".join(held)))


def lost_lines(document: Document) -> list[tuple[int, str]]:
    """Lines with letters or digits that no block covers, or that hold a word no block on that line has. Markup is not counted."""
    covering: dict[int, list[str]] = {}
    for block in document.blocks:
        held = [block.text, block.info, block.marker, *(label for _, label in block.references)]
        held += [cell.text for row in block.rows for cell in row.cells]
        for line in range(block.line, block.end_line + 1):
            covering.setdefault(line, []).extend(held)
    lost = []
    for number, line in enumerate(document.lines, start=1):
        kept = _squeezed("".join(covering.get(number, ())))
        words = re.split(r"[\s|*_`~│├└┌─]+", _MARKER.sub("", _HIDDEN.sub(" ", line), count=1))
        if any(_squeezed(word) not in kept for word in words):
            lost.append((number, line))
    return lost


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text))
