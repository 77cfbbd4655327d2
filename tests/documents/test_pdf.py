"""PDF files."""

from __future__ import annotations

import io

import pypdf
import pytest

from agent.documents import Limits, read_bytes
from agent.errors import DocumentError
from agent.model.document import Document
from tests.documents.invariants import assert_promises_kept
from tests.documents.pdf_files import Rule, Text, pdf_file
from tests.documents.shapes import grid, items, ranges, tables, texts


def read(data: bytes, **limits: int) -> Document:
    document = read_bytes(data, "plan.pdf", limits=Limits(**limits))
    assert_promises_kept(document)
    return document


PAGE = [
    Text(50, 760, "Plan 2026", 24, bold=True),
    Text(50, 720, "Phase 1: Build", 16),
    Text(50, 700, "Budget:", bold=True),
    Text(92, 700, "$450K for six months, which is"),
    Text(50, 687, "what the board agreed to."),
    Text(50, 655, "• web"),
    Text(65, 642, "– login"),
    Text(50, 629, "• mobile"),
]


def test_headings_paragraphs_and_bullets() -> None:
    document = read(pdf_file([PAGE], title="Board paper"))
    assert (document.format, document.title) == ("pdf", "Plan 2026")
    assert [(block.depth, block.text) for block in document.blocks if block.kind == "heading"] == [(1, "Plan 2026"), (2, "Phase 1: Build")]
    budget = next(block for block in document.blocks if block.kind == "paragraph")
    assert budget.text == "Budget: $450K for six months, which is\nwhat the board agreed to."
    assert ranges(budget, budget.bold) == ["Budget:"]
    assert items(document) == [(0, "•", "web"), (1, "–", "login"), (0, "•", "mobile")]
    assert set(document.locators) == {"page 1"}


def test_tables_with_and_without_lines() -> None:
    ruled = [Rule(50, 500 - 20 * n, 350, 500 - 20 * n) for n in range(4)] + [Rule(50 + 100 * n, 500, 50 + 100 * n, 440) for n in range(4)]
    cells = [
        Text(55 + 100 * c, 486 - 20 * r, v)
        for r, row in enumerate(("Item Cost When", "A $5 Q1", "B $7 Q2"))
        for c, v in enumerate(row.split())
    ]
    loose = [
        Text(50 + 100 * c, 300 - 13 * r, v)
        for r, row in enumerate(("Team 2025 2026", "Web 5 6", "Data 7 8"))
        for c, v in enumerate(row.split())
    ]
    document = read(pdf_file([[Text(50, 700, "Costs below"), *ruled, *cells, *loose]]))
    assert [grid(table) for table in tables(document)] == [
        [["Item", "Cost", "When"], ["A", "$5", "Q1"], ["B", "$7", "Q2"]],
        [["Team", "2025", "2026"], ["Web", "5", "6"], ["Data", "7", "8"]],
    ]
    assert all(table.rows[0].header and not table.rows[1].header for table in tables(document))
    assert texts(document, "paragraph") == ["Costs below"]


def test_running_headers_are_kept_once_and_page_numbers_not_at_all() -> None:
    pages = [
        [Text(50, 820, "ACME confidential"), Text(50, 600, f"Text of part {n}"), Text(280, 20, f"Page {n} of 4")] for n in (1, 2, 3, 4)
    ]
    document = read(pdf_file(pages))
    assert texts(document, "paragraph") == ["ACME confidential", "Text of part 1", "Text of part 2", "Text of part 3", "Text of part 4"]
    assert document.locators[document.blocks[-1].line - 1] == "page 4"
    assert any("Page 1 of 4" in note.message for note in document.notes)


def test_lines_in_the_margin_that_differ_by_more_than_the_page_are_kept() -> None:
    pages = [[Text(50, 820, f"Budget: ${amount}M"), Text(50, 600, f"Part {amount}")] for amount in (5, 9, 12)]
    assert [text for text in texts(read(pdf_file(pages))) if text.startswith("Budget")] == ["Budget: $5M", "Budget: $9M", "Budget: $12M"]


def test_lines_that_repeat_in_the_text_are_kept() -> None:
    pages = [[Text(50, 700, "Budget: $5M"), Text(50, 600, f"Part {n}")] for n in (1, 2, 3)]
    assert texts(read(pdf_file(pages))).count("Budget: $5M") == 3


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [Text(50, 700 - 14 * n, f"left words of line {n}") for n in range(12)]
    right = [Text(320, 700 - 14 * n, f"right words of line {n}") for n in range(12)]
    text = "\n".join(texts(read(pdf_file([[*left, *right]]))))
    assert text.index("left words of line 11") < text.index("right words of line 0")


def test_an_encrypted_pdf_says_so_and_one_without_a_password_is_read() -> None:
    for password, readable in (("secret", False), ("", True)):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file([PAGE])))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        buffer = io.BytesIO()
        writer.write(buffer)
        if readable:
            assert read(buffer.getvalue()).title == "Plan 2026"
        else:
            with pytest.raises(DocumentError, match="is encrypted; save a copy without a password"):
                read(buffer.getvalue())


def test_a_pdf_of_pictures_says_what_to_do() -> None:
    with pytest.raises(DocumentError, match=r"holds no text; run it through text recognition"):
        read(pdf_file([[Rule(0, 0, 10, 10)]]))


def test_a_truncated_pdf_is_broken_or_read_but_never_a_traceback() -> None:
    data = pdf_file([PAGE])
    with pytest.raises(DocumentError, match=r"is broken|holds no text"):
        read(data[: len(data) // 3])


def test_pages_beyond_the_limit_are_left_out_with_a_note() -> None:
    document = read(pdf_file([[Text(50, 700, f"Part {n}")] for n in range(5)]), pages=2)
    assert texts(document) == ["Part 0", "Part 1"]
    assert any(note.message == "only the first 2 pages were read" for note in document.notes)
