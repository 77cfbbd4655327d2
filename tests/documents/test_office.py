"""Word, Excel and PowerPoint files, written here with the libraries that read them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from agent.documents import Limits, read_bytes, read_paths
from agent.documents.office.sheets import cell_text
from agent.errors import DocumentError
from agent.model.document import Document
from tests.documents.invariants import assert_promises_kept
from tests.documents.shapes import grid, items, ranges, tables, texts


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(book: Any, path: str, **limits: int) -> Document:
    document = read_bytes(saved(book), path, limits=Limits(**limits))
    assert_promises_kept(document)
    return document


def word_file() -> Any:
    document = docx.Document()
    document.add_heading("Plan 2026", 0)
    document.add_heading("Phase 1", 1)
    paragraph = document.add_paragraph()
    paragraph.add_run("Budget: ").bold = True
    paragraph.add_run("$450K in ")
    paragraph.add_run("5").font.strike = True
    paragraph.add_run(" 6 months")
    for text, style in (("first", "List Bullet"), ("nested", "List Bullet 2"), ("one", "List Number"), ("two", "List Number")):
        document.add_paragraph(text, style=style)
    return document


def test_word_headings_lists_and_styles() -> None:
    document = read(word_file(), "plan.docx")
    assert (document.format, document.title) == ("docx", "Plan 2026")
    assert [(block.kind, block.depth) for block in document.blocks[:2]] == [("heading", 1), ("heading", 1)]
    budget = document.blocks[2]
    assert budget.text == "Budget: $450K in 5 6 months"
    assert (ranges(budget, budget.bold), ranges(budget, budget.struck)) == (["Budget: "], ["5"])
    assert items(document) == [(0, "-", "first"), (1, "-", "nested"), (0, "1.", "one"), (0, "2.", "two")]
    assert document.raw_lines[0] == "# Plan 2026"
    assert document.raw_lines[budget.line - 1] == budget.text
    assert document.locators[budget.line - 1] == "paragraph 3"
    assert document.notes[0].code == "converted"


def test_word_tables_with_merged_cells() -> None:
    book = docx.Document()
    table = book.add_table(3, 3)
    for row, values in enumerate((("Item", "Cost", "When"), ("A", "$5", "Q1"), ("B", "$7", ""))):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(0, 0).merge(table.cell(0, 1))
    document = read(book, "plan.docx")
    assert grid(tables(document)[0]) == [["Item\nCost", "", "When"], ["A", "$5", "Q1"], ["B", "$7", ""]]
    assert tables(document)[0].rows[1].cells[1].locator == "table 1, row 2"
    assert document.raw_lines[tables(document)[0].rows[1].line - 1] == "| A | $5 | Q1 |"


def test_word_changes_as_if_accepted_and_hidden_text_left_out() -> None:
    book = docx.Document()
    body = parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t xml:space='preserve'>Costs </w:t></w:r>"
        "<w:ins w:id='1' w:author='x'><w:r><w:t>$6M</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>$5M</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:br/><w:t>next</w:t><w:tab/><w:t>line</w:t></w:r></w:p>"
    )
    book.element.body.insert(0, body)
    document = read(book, "plan.docx")
    assert document.blocks[0].text == "Costs $6M\nnext\tline"
    assert "invisible" in [note.code for note in document.notes]


def test_word_content_controls_and_text_boxes_are_read() -> None:
    book = docx.Document()
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>inside a control</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    box = parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t>beside</w:t><w:pict><w:txbxContent>"
        "<w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    book.element.body.insert(0, control)
    book.element.body.insert(1, box)
    assert texts(read(book, "plan.docx")) == ["inside a control", "beside", "in a box"]


def test_word_paragraphs_that_are_lists_in_all_but_name() -> None:
    book = docx.Document()
    book.add_paragraph("Scope:\n• web\n• mobile")
    book.add_paragraph("☐ sign")
    document = read(book, "plan.docx")
    assert items(document) == [(0, "•", "web"), (0, "•", "mobile"), (0, "☐", "sign")]
    assert document.blocks[-1].checked is False


def workbook() -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Budget"
    for row in (
        ["Budget 2026"],
        ["Item", "Cost", "Share", "Start"],
        ["A", 1500.5, 0.25, date(2026, 3, 1)],
        ["B", 2000, 0.75, datetime(2026, 4, 1, 10, 30)],
    ):
        sheet.append(row)
    sheet.append([])
    sheet.append(["Total", 3500.5, 1])
    sheet.append(["All figures net"])
    for row in (3, 4, 6):
        sheet.cell(row, 2).number_format = '"$"#,##0.00'
        sheet.cell(row, 3).number_format = "0%"
    return book


def test_a_sheet_is_a_heading_with_its_tables_and_every_cell_has_an_address() -> None:
    document = read(workbook(), "plan.xlsx")
    table = tables(document)[0]
    assert (document.format, document.title) == ("xlsx", "Budget 2026")  # the line above says the sheet's name in full
    assert texts(document, "paragraph") == ["All figures net"]
    assert grid(table) == [
        ["Item", "Cost", "Share", "Start"], ["A", "$1,500.5", "25%", "2026-03-01"], ["B", "$2,000", "75%", "2026-04-01 10:30"],
        ["Total", "$3,500.5", "100%", ""],
    ]  # fmt: skip
    assert [row.header for row in table.rows] == [True, False, False, False]
    assert [cell.locator for cell in table.rows[3].cells] == ["Budget!A6", "Budget!B6", "Budget!C6", "Budget!D6"]
    assert document.locators[table.rows[3].line - 1] == "Budget!A6"
    assert document.span(table.rows[1].line, text="$1,500.5").quote == "$1,500.5"


def test_hidden_sheets_are_left_out_and_said() -> None:
    book = workbook()
    book.create_sheet("Secret").append(["x", "y"])
    book["Secret"].sheet_state = "hidden"
    document = read(book, "plan.xlsx")
    assert "x" not in " ".join(document.raw_lines).split()
    assert [note.message for note in document.notes if note.code == "invisible"] == ['sheet "Secret" is hidden and was left out']


def test_formulas_without_a_stored_value_are_said() -> None:
    book = workbook()
    book.active["B6"] = "=SUM(B3:B4)"
    document = read(book, "plan.xlsx")
    assert any("1 formulas have no stored value" in note.message for note in document.notes)
    assert grid(tables(document)[0])[-1] == ["Total", "", "100%", ""]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.155, "0.0%", "15.5%"),
        (1234567, "General", "1234567"),
        (1234567, "#,##0", "1,234,567"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "[$€-407]#,##0", "-€5"),
        (12000, "#,##0 [$€-407]", "12,000 €"),
        (5, '0 "kr"', "5 kr"),
        (True, "General", "TRUE"),
        (1e20, "General", "1e+20"),
        (" x ", "@", "x"),
    ],
)
def test_values_read_as_people_see_them_but_unrounded(value: object, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


def test_too_many_cells_are_cut_with_a_note() -> None:
    book = openpyxl.Workbook()
    for row in range(200):
        book.active.append([row, row + 1])
    document = read(book, "plan.xlsx", cells=100)
    assert len(tables(document)[0].rows) == 50
    assert "truncated" in [note.code for note in document.notes]


def deck() -> Any:
    slides = pptx.Presentation()
    first = slides.slides.add_slide(slides.slide_layouts[1])
    first.shapes.title.text = "Q1 plan"
    frame = first.placeholders[1].text_frame
    frame.text = "Launch"
    nested = frame.add_paragraph()
    nested.text, nested.level = "Beta by May", 1
    first.notes_slide.notes_text_frame.text = "It costs $5M"
    second = slides.slides.add_slide(slides.slide_layouts[5])
    second.shapes.title.text = "Money"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for row, values in enumerate((("Item", "Cost"), ("A", "$5"))):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    data = CategoryChartData()
    data.categories = ["2025", "2026"]
    data.add_series("Revenue", (1.5, 2.25))
    second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(4), Inches(2), data)
    return slides


def test_slides_bullets_tables_charts_and_notes() -> None:
    document = read(deck(), "plan.pptx")
    assert texts(document, "heading") == ["Q1 plan", "Money"]
    assert items(document) == [(0, "-", "Launch"), (1, "-", "Beta by May")]
    assert texts(document, "paragraph") == ["It costs $5M"]
    assert [grid(table) for table in tables(document)] == [
        [["Item", "Cost"], ["A", "$5"]], [["", "Revenue"], ["2025", "1.5"], ["2026", "2.25"]],
    ]  # fmt: skip
    assert [document.locators[block.line - 1] for block in document.blocks if block.kind == "heading"] == ["slide 1", "slide 2"]
    assert document.locators[document.blocks[3].line - 1] == "slide 1 notes"


def test_hidden_slides_are_said() -> None:
    slides = deck()
    slides.slides[1]._element.set("show", "0")
    assert any("slide 2 is hidden" in note.message for note in read(slides, "plan.pptx").notes)


@pytest.mark.parametrize(("make", "suffix"), [(word_file, "docx"), (workbook, "xlsx"), (deck, "pptx")])
def test_the_same_file_gives_the_same_text_and_its_kind_is_told_without_a_name(make: Callable[[], Any], suffix: str) -> None:
    data = saved(make())
    assert read_bytes(data, f"a.{suffix}") == read_bytes(data, f"a.{suffix}")
    assert read_paths(["-"], stdin=data).documents[0].format == suffix


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx"])
def test_a_zip_that_is_no_office_file_is_broken(suffix: str) -> None:
    data = saved(word_file() if suffix != "docx" else workbook())
    with pytest.raises(DocumentError, match="is broken"):
        read_bytes(data, f"a.{suffix}")


def test_an_encrypted_office_file_says_so() -> None:
    with pytest.raises(DocumentError, match="encrypted or in an old Office format; remove the password"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.docx")


def test_a_missing_extra_names_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.documents.office.convert.find_spec", lambda name: None)
    with pytest.raises(DocumentError, match=r"needs docx and lxml to be read; pip install 'roadmap-agent\[office\]'"):
        read_bytes(b"PK\x03\x04", "a.docx")


def test_a_table_of_words_has_one_header_row() -> None:
    book = openpyxl.Workbook()
    for row in (["Task", "Owner", "State"], ["a", "Ann", "open"], ["b", "Bo", "open"], ["c", "Cy", "done"], ["d", "Di", "$5"]):
        book.active.append(row)
    assert [row.header for row in tables(read(book, "plan.xlsx"))[0].rows] == [True, False, False, False, False]


def test_strong_lines_of_a_sheet_are_headings_and_marked_lines_items() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rollout of the tills in al"
    for row in (
        ["Rollout of the tills in all shops"],
        [],
        ["Phase 1"],
        ["- order"],
        ["  - pay"],
        ["1. build"],
        ["2. test"],
        ["As agreed."],
    ):
        sheet.append(row)
    sheet["A3"].font = openpyxl.styles.Font(bold=True)
    document = read(book, "plan.xlsx")
    assert [(block.depth, block.text) for block in document.blocks if block.kind == "heading"] == [
        (2, "Rollout of the tills in all shops"), (3, "Phase 1"),
    ]  # fmt: skip
    assert items(document) == [(0, "-", "order"), (1, "-", "pay"), (0, "1.", "build"), (0, "2.", "test")]
    assert texts(document, "paragraph") == ["As agreed."]
    assert document.locators[document.blocks[3].line - 1] == f"{sheet.title}!A5"


def lazy_file(*lines: tuple[str, float, bool]) -> Any:
    """A document without styles: text, size in points (0 for the default) and whether it is strong."""
    document = docx.Document()
    for text, size, bold in lines:
        run = document.add_paragraph().add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = docx.shared.Pt(size)
    return document


def heads(document: Document) -> list[tuple[int, str]]:
    return [(block.depth, block.text) for block in document.blocks if block.kind == "heading"]


def test_larger_and_strong_lines_are_headings_where_no_style_says_so() -> None:
    lines = [
        ("Plan of the bakery", 18, True), ("Phase 1: Ovens", 14, True), ("Order", 0, True),
        ("We order two ovens in May.", 0, False),
        ("Budget: $5M", 0, True), ("Risks:", 0, True), ("They come late.", 0, False), ("• A strong item", 0, True),
        ("It is the last one.", 0, True),
        ("Phase 2", 14, False), ("We open in June.", 0, False),
    ]  # fmt: skip
    assert heads(read(lazy_file(*lines), "plan.docx")) == [(1, "Plan of the bakery"), (2, "Phase 1: Ovens"), (3, "Order"), (2, "Phase 2")]


def test_a_title_that_looks_like_the_other_headings_stands_above_them() -> None:
    lines = [("Plan", 0, True), ("Words of the plan.", 0, False), ("Phase 1", 0, True), ("More words of the plan.", 0, False)]
    assert heads(read(lazy_file(*lines), "plan.docx")) == [(1, "Plan"), (2, "Phase 1")]


def test_strong_lines_stay_text_beside_headings_with_styles_and_in_texts_that_are_strong_throughout() -> None:
    styled = lazy_file(("Kiosks", 0, True), ("Words.", 0, False), ("Tills", 0, True), ("Words.", 0, False))
    for text in ("Phase 1", "Phase 2"):
        styled.add_heading(text, 1)
    assert heads(read(styled, "plan.docx")) == [(1, "Phase 1"), (1, "Phase 2")]
    assert heads(read(lazy_file(*((f"Line {n} of the plan", 0, True) for n in range(6))), "plan.docx")) == []


def test_lists_that_somebody_typed_with_tabs_and_line_breaks() -> None:
    book = docx.Document()
    book.add_paragraph("•\tOven\n\to\tCost: $5\n\t▪\tby May\n•\tTill")
    for text in ("1.\tplan", "2.\tbuild"):
        book.add_paragraph(text)
    document = read(book, "plan.docx")
    assert [(depth, text) for depth, _, text in items(document)] == [
        (0, "Oven"),
        (1, "Cost: $5"),
        (1, "by May"),
        (0, "Till"),
        (0, "plan"),
        (0, "build"),
    ]
