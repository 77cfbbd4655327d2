"""Office and PDF files that mark no headings: what stands out in them does so as in a text file."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from openpyxl.styles import Font

from agent.documents import read_bytes
from agent.documents.office.pdf_lines import _is_bold
from agent.model.document import Document
from tests.documents.invariants import assert_promises_kept
from tests.documents.pdf_files import Text, pdf_file
from tests.documents.shapes import grid, items, tables, texts

PLAN = ["POND", "", "Phase 1: Dig", "", "Aims", "- a pit", "- two metres", "", "Phase 2: Line", "", "Aims", "- a sheet", "- no holes", ""]
HEADS = [(1, "POND"), (2, "Phase 1: Dig"), (3, "Aims"), (2, "Phase 2: Line"), (3, "Aims")]


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(data: bytes, path: str) -> Document:
    document = read_bytes(data, path)
    assert_promises_kept(document)
    return document


def heads(document: Document) -> list[tuple[int, str]]:
    return [(block.depth, block.text) for block in document.blocks if block.kind == "heading"]


def word(lines: list[str]) -> Document:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return read(saved(document), "pond.docx")


def printed(lines: list[str]) -> Document:
    """Lines in one font, an empty one as a gap."""
    return read(pdf_file([[Text(50, 760 - 13 * at, line) for at, line in enumerate(lines) if line]]), "pond.pdf")


def sheet(lines: list[str], bold: tuple[int, ...] = ()) -> Document:
    book = openpyxl.Workbook()
    for at, line in enumerate(lines, start=1):
        cell = book.active.cell(at, 1, line or None)
        if at in bold:
            cell.font = Font(bold=True)
    return read(saved(book), "pond.xlsx")


def test_a_word_document_and_a_pdf_in_one_font_have_the_headings_of_the_text() -> None:
    for document in (word(PLAN), printed(PLAN)):
        assert heads(document) == HEADS
        assert [text for _, _, text in items(document)] == ["a pit", "two metres", "a sheet", "no holes"]


def test_a_sheet_of_plain_rows_has_the_headings_of_the_text_below_its_name() -> None:
    document = sheet(PLAN)
    assert heads(document) == [(2, "Sheet"), *((level + 2, text) for level, text in HEADS)]
    assert document.locators[next(block for block in document.blocks if block.text == "Phase 2: Line").line - 1] == "Sheet!A9"


def test_headings_that_look_the_same_are_below_those_that_count() -> None:
    document = sheet([line for line in PLAN if line], bold=(1, 2, 3, 6, 7))
    assert heads(document) == [(2, "Sheet"), (3, "POND"), (3, "Phase 1: Dig"), (4, "Aims"), (3, "Phase 2: Line"), (4, "Aims")]
    slides = pptx.Presentation()
    for title in ("Pond", "Phase 1: Dig", "Aims", "Phase 2: Line", "Costs"):
        slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = title
    assert [level for level, _ in heads(read(saved(slides), "pond.pptx"))] == [2, 2, 3, 2, 3]


def test_headings_one_after_the_other_stay_beside_each_other() -> None:
    slides = pptx.Presentation()
    for title in ("Pond", "Aims", "Phase 1: Dig", "Phase 2: Line", "Team", "Costs"):
        slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = title
    assert [level for level, _ in heads(read(saved(slides), "pond.pptx"))] == [2] * 6


def test_markdown_that_was_pasted_into_a_document_is_read_as_such() -> None:
    lines = ["# Pond", "We dig.", "## 1. Costs", "| Task | Cost |", "|---|---|", "| Dig | $5 |", "| Line | $7 |", "Aims", "- fish"]
    document = word(lines)
    assert heads(document) == [(1, "Pond"), (2, "1. Costs")]
    (table,) = tables(document)
    assert grid(table) == [["Task", "Cost"], ["Dig", "$5"], ["Line", "$7"]]
    assert [row.header for row in table.rows] == [True, False, False]
    assert texts(document, "paragraph") == ["We dig.", "Aims"]


def test_comments_in_code_are_no_marks_of_headings() -> None:
    lines = ["Pond", "", "Aims", "- fish", "- frogs", "", "Setup", "# Start the pump", "pump --start", "# Stop it", "pump --stop", ""]
    for document in (word(lines), printed(lines)):
        assert heads(document)[:2] == [(1, "Pond"), (2, "Aims")]
        assert not any("tart" in text or "top" in text for _, text in heads(document))


def test_one_line_that_could_be_a_heading_makes_none() -> None:
    assert heads(word(["We dig a pond in the garden.", "Aims", "- fish"])) == []


def test_a_table_without_lines_may_have_empty_cells_and_few_columns() -> None:
    rows = [["Task", "Owner", "Cost"], ["Dig", "Ada", "$5"], ["Line", "", "$7"], ["All", "", "$12"]]
    page = [Text(50 + 100 * column, 500 - 13 * at, text) for at, row in enumerate(rows) for column, text in enumerate(row) if text]
    narrow = [Text(50 + 150 * column, 300 - 13 * at, row[2 * column]) for at, row in enumerate(rows) for column in range(2)]
    document = read(pdf_file([[Text(50, 700, "Costs"), *page, *narrow]]), "pond.pdf")
    assert [grid(table) for table in tables(document)] == [rows, [[row[0], row[2]] for row in rows]]


def test_rows_of_a_table_may_stand_far_below_each_other() -> None:
    rows = [["Task", "What it takes", "Cost"], ["Dig", "two days", "$5"], ["Line", "one", "$7"], ["All", "", "$12"]]
    page = [Text(50 + 120 * column, 500 - 28 * at, text) for at, row in enumerate(rows) for column, text in enumerate(row) if text]
    document = read(pdf_file([[Text(50, 560, "Costs", 16), *page, Text(50, 380, "It is all that we have.")]]), "pond.pdf")
    assert [grid(table) for table in tables(document)] == [rows]
    assert texts(document, "paragraph") == ["It is all that we have."]


def test_a_header_at_the_other_edge_of_its_columns_and_cells_of_two_lines() -> None:
    head = [Text(50, 500, "Year"), Text(150, 500, "Fish"), Text(300, 500, "Needs")]
    rows = [
        mark
        for at in range(3)
        for y in (470 - 36 * at,)
        for mark in (Text(50, y, f"202{at}"), Text(250, y, f"{at}.5"), Text(380, y, "some long-"))
    ]
    wrapped = [mark for at in range(3) for y in (458 - 36 * at,) for mark in (Text(250, y, "k"), Text(380, y, "ish food"))]
    document = read(pdf_file([[Text(50, 560, "Fish", 16), *head, *rows, *wrapped]]), "pond.pdf")
    assert [grid(table) for table in tables(document)] == [
        [["Year", "Fish", "Needs"], *([f"202{at}", f"{at}.5 k", "some longish food"] for at in range(3))]
    ]


def test_two_lines_with_gaps_far_below_each_other_are_no_table() -> None:
    page = [Text(50, 500, "Ada"), Text(200, 500, "lead"), Text(50, 470, "May 2026"), Text(300, 470, "Pond")]
    assert not tables(read(pdf_file([[Text(50, 560, "Costs", 16), *page]]), "pond.pdf"))


def test_marks_that_stand_far_before_their_text_are_those_of_a_list() -> None:
    page = [
        text
        for at, line in enumerate(("Dig", "Line", "Fill"))
        for y in (500 - 13 * at,)
        for text in (Text(50, y, f"{at + 1}."), Text(80, y, line))
    ]
    document = read(pdf_file([page]), "pond.pdf")
    assert not tables(document)
    assert [text.strip() for _, _, text in items(document)] == ["Dig", "Line", "Fill"]


@pytest.mark.parametrize(
    ("font", "bold"),
    [("AAAAAA+.SFNS-Regular_wght2580000", True), (".SFNS_opsz_wght1F40000", False), ("Inter-SemiBold", True), ("Inter-Regular", False)],
)
def test_fonts_that_vary_say_how_strong_they_are(font: str, bold: bool) -> None:
    assert _is_bold(font) is bold
