"""PDF files."""

from __future__ import annotations

import io

import pypdf
import pytest

from agent.documents import Limits, read_bytes
from agent.errors import DocumentError
from agent.model.document import Document
from tests.documents.invariants import assert_promises_kept
from tests.documents.pdf_files import Box, Rule, Text, pdf_file
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


def test_a_word_whose_weight_changes_is_one_word() -> None:
    document = read(pdf_file([[Text(50, 700, "Target", bold=True), Text(80.0, 700, ": 100 ms"), Text(50, 687, "as agreed in May")]]))
    assert document.blocks[0].text == "Target: 100 ms\nas agreed in May"


def test_drawn_marks_before_lines_are_bullets() -> None:
    filled = [Box(52, 702, 3), Box(66, 689, 3), Box(52, 676, 3), Box(300, 500, 3), Box(40, 640, 60), Box(124, 622, 3)]
    lines = [Text(62, 700, "web"), Text(76, 687, "login"), Text(62, 674, "mobile"), Text(100, 620, "done"), Text(130, 620, "by May")]
    assert items(read(pdf_file([[*filled, *lines]]))) == [(0, "•", "web"), (1, "•", "login"), (0, "•", "mobile")]


def test_strong_lines_as_large_as_the_text_are_the_lowest_headings() -> None:
    page = [
        Text(50, 760, "Plan", 20),
        Text(50, 730, "Phase 1", bold=True),
        Text(50, 700, "Words that make up the body of this page."),
        Text(50, 670, "Deliverables:", bold=True),
        Text(50, 640, "A last word on it.", bold=True),
        Text(50, 610, "More words that make up the body of this page."),
    ]
    document = read(pdf_file([page]))
    assert [(block.depth, block.text) for block in document.blocks if block.kind == "heading"] == [(1, "Plan"), (2, "Phase 1")]


def test_numbered_lines_are_items_from_the_first_on() -> None:
    lines = ("1. plan the", "route in detail", "2. build", "1. test", "2. ship")
    document = read(pdf_file([[Text(50, 700 - 13 * n, text) for n, text in enumerate(lines)]]))
    assert [text for _, _, text in items(document)] == ["plan the\nroute in detail", "build", "test", "ship"]
    assert items(read(pdf_file([[Text(50, 700, "1. January is the day"), Text(50, 687, "of the launch.")]]))) == []


def test_characters_that_no_font_names_are_left_out() -> None:
    assert texts(read(pdf_file([[Text(50, 700, "(cid:0) Launch (cid:12)in May")]]))) == ["Launch in May"]


def ruled_table(top: float, rows: list[list[str]], left: float = 50) -> list[Text | Rule]:
    width, height = len(rows[0]), len(rows)
    marks: list[Text | Rule] = [Rule(left, top - 20 * n, left + 100 * width, top - 20 * n) for n in range(height + 1)]
    marks += [Rule(left + 100 * n, top, left + 100 * n, top - 20 * height) for n in range(width + 1)]
    return marks + [Text(left + 5 + 100 * c, top - 14 - 20 * r, value) for r, row in enumerate(rows) for c, value in enumerate(row)]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_at_the_top_of_the_next_page(repeated: bool) -> None:
    header = [["Item", "Cost"]]
    first = [Text(50, 760, "Costs"), *ruled_table(700, [*header, ["A", "$5"], ["B", "$6"]])]
    second = [*ruled_table(760, [*(header if repeated else []), ["C", "$7"], ["D", "$8"]]), Text(50, 600, "All net.")]
    document = read(pdf_file([first, second]))
    assert grid(tables(document)[0]) == [["Item", "Cost"], ["A", "$5"], ["B", "$6"], ["C", "$7"], ["D", "$8"]]
    assert [document.locators[row.line - 1] for row in tables(document)[0].rows] == ["page 1"] * 3 + ["page 2"] * 2


def test_tables_of_other_widths_and_places_stay_apart() -> None:
    first = ruled_table(700, [["Item", "Cost"], ["A", "$5"]])
    for second in (
        ruled_table(760, [["Item", "Cost"], ["B", "$6"]], left=120),
        ruled_table(760, [["Item", "Cost", "Day"], ["B", "$6", "1"]]),
    ):
        assert len(tables(read(pdf_file([first, second])))) == 2
