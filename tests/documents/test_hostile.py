"""Files made to hurt: each is refused in a line, or read within the limits."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest

from agent.documents import Limits, parse_markdown, read_bytes
from agent.documents.html_page import parse_html
from agent.errors import DocumentError
from tests.documents.invariants import assert_promises_kept
from tests.documents.pdf_files import Text, pdf_file

SMALL = Limits(child_seconds=20)


def repacked(make: Callable[[], object], replaced: dict[str, bytes]) -> bytes:
    """An Office file with some of its parts replaced or added."""
    source, target = io.BytesIO(), io.BytesIO()
    make().save(source)  # type: ignore[attr-defined]
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *replaced]):
            new.writestr(name, replaced[name] if name in replaced else old.read(name))
    return target.getvalue()


def word_part(body: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + body
        + b"</w:body></w:document>"
    )


def sheet_part(rows: bytes, dimension: bytes = b"A1:XFD1048576") -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="'
        + dimension
        + b'"/><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (repacked(docx.Document, {"word/bomb.xml": b"<x>" + b" " * 50_000_000}), "a.docx", "zip bomb"),
        (repacked(docx.Document, {f"word/{n}.xml": b"x" for n in range(2_100)}), "a.docx", "parts, over the limit"),
        (repacked(docx.Document, {"word/document.xml": ENTITIES}), "a.docx", "defines XML entities"),
        (repacked(docx.Document, {"word/document.xml": OUTSIDE}), "a.docx", "defines XML entities"),
        (repacked(docx.Document, {"word/document.xml": ENTITIES.decode().encode("utf-16")}), "a.docx", "defines XML entities"),
        (repacked(openpyxl.Workbook, {"xl/sharedStrings.xml": ENTITIES}), "a.xlsx", "defines XML entities"),
        (repacked(docx.Document, {"word/document.xml": word_part(b"<w:p>" * 50_000)}), "a.docx", "is broken|nested"),
        (repacked(docx.Document, {"word/document.xml": b"<broken"}), "a.docx", "is broken"),
        (repacked(openpyxl.Workbook, {"xl/worksheets/sheet1.xml": b"\x00" * 100}), "a.xlsx", "is broken"),
    ],
    ids=["zip bomb", "many parts", "entities", "outside entity", "entities in UTF-16", "entities in strings", "deep", "cut", "zeros"],
)
def test_office_bombs_are_refused(data: bytes, path: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_bytes(data, path, limits=SMALL)


def test_a_document_of_a_million_paragraphs_is_refused() -> None:
    body = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % (n * 7919) for n in range(200_000))
    with pytest.raises(DocumentError, match=r"memory|elements"):
        read_bytes(repacked(docx.Document, {"word/document.xml": word_part(body)}), "a.docx", limits=SMALL)


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>5</v></c></row>',
        b'<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="XFD1048576"><v>6</v></c></row>',
        b"".join(b'<row r="%d"><c r="A%d"><v>5</v></c><c r="XFD%d"><v>1</v></c></row>' % (n, n, n) for n in range(1, 2_000)),
    ],
    ids=["claimed size", "far corner", "wide rows"],
)
def test_a_workbook_that_claims_billions_of_cells_is_read_by_the_cells_it_has(rows: bytes) -> None:
    document = read_bytes(repacked(openpyxl.Workbook, {"xl/worksheets/sheet1.xml": sheet_part(rows)}), "a.xlsx", limits=SMALL)
    assert "5" in " ".join(document.raw_lines)
    assert sum(len(row.cells) for block in document.blocks for row in block.rows) <= Limits().cells


_PARAGRAPHS = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % (n * 7919) for n in range(100_000))


@pytest.mark.parametrize("claim", [b"A1:A1", b"A1:XFD1048576"])
def test_the_size_a_sheet_claims_neither_hides_cells_nor_invents_them(claim: bytes) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>5</v></c><c r="B%d"><v>6</v></c></row>' % (n, n, n) for n in range(1, 1_001))
    document = read_bytes(repacked(openpyxl.Workbook, {"xl/worksheets/sheet1.xml": sheet_part(rows, claim)}), "a.xlsx", limits=SMALL)
    assert [(len(block.rows), len(block.rows[0].cells)) for block in document.blocks if block.rows] == [(1_000, 2)]
    assert "truncated" not in [note.code for note in document.notes]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_child_that_needs_too_much_memory_is_stopped_in_one_line() -> None:
    data = repacked(docx.Document, {"word/document.xml": word_part(_PARAGRAPHS)})
    with pytest.raises(DocumentError, match="memory"):
        read_bytes(data, "a.docx", limits=Limits(child_memory=60_000_000))


def test_a_child_that_takes_too_long_is_stopped_in_one_line() -> None:
    page = [Text(10 + n % 500, 10 + n % 800, f"word{n}") for n in range(3_000)]
    with pytest.raises(DocumentError, match=r"took over 0 s|more memory or time"):
        read_bytes(pdf_file([page] * 40), "a.pdf", limits=Limits(child_seconds=0))


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5_000 + "deep",
        "- " * 5_000 + "deep",
        "".join("  " * n + "- x\n" for n in range(1_500)),
        "[" * 50_000,
        "![" * 20_000 + "](" * 20_000,
        "*" * 100_000,
        "**a " * 30_000,
        "_" * 50_000 + "a" + "_" * 50_000,
        "`" * 70_000,
        "a" * 1_000_000,
        "| a " * 50_000 + "\n" + "|---" * 50_000 + "\n",
        "<b>" * 30_000,
        "<ul>\n" * 20_000,
        "<table>\n\n" * 10_000,
        "<!--\n" * 20_000,
        "<div><p><ul>" * 10_000,
        "&" * 100_000,
        "│ a │ b │\n" * 8_000,
        "```\n" + "│ a │ b │\n" * 8_000 + "```\n",
        "```\n" + "a  b  c\n a  b   c\n" * 20_000 + "```\n",
        "```\n" * 20_000,
        "~~~~x\n\n" * 10_000,
        "```x\n\n## a\n" * 10_000,
        "```md\n" * 10_000,
        "a   b   c\n" * 10_000,
        "[a]: x\n" * 10_000 + "[a]" * 10_000,
        "[^1]: x\n" * 10_000,
        "1. x\n" * 15_000,
        "- [ ] x\n" * 10_000,
        "|a|\n" * 20_000,
        "a\n" * 50_000,
        "\x00" * 5_000 + "text",
        "âœ“" * 30_000,
        "\u200b" * 100_000,
        "---\n" + "a: [" * 15_000 + "\n---\n",
        "# " + "x " * 100_000,
        "\t" * 100_000 + "x",
        "\\" * 100_000,
        "~~" * 50_000,
        "http://" * 20_000,
        "<a " * 30_000,
        "- a\n\n" + "\n" * 100_000 + "- b\n",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_markdown_is_read(text: str) -> None:
    assert_promises_kept(parse_markdown(text, "a.md"))


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50_000,
        "<table><tr><td>" * 5_000,
        "<ul><li>" * 20_000,
        "<td rowspan=99999 colspan=99999>x" * 5_000,
        "<!--" * 50_000,
        "<" * 200_000,
        '<a href="' * 60_000 + ">",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_html_is_read(text: str) -> None:
    assert_promises_kept(parse_html(f"<table>{text}" if text.startswith("<td") else text, "a.html"))
