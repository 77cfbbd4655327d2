"""HTML inside Markdown and HTML files."""

from __future__ import annotations

from agent.documents import read_bytes
from tests.documents.invariants import assert_promises_kept
from tests.documents.shapes import grid, items, kinds, parsed, ranges, tables, texts


def test_a_table_with_merged_cells_counts_an_amount_once() -> None:
    source = (
        "<table>\n<thead><tr><th>Phase</th><th colspan=2>Cost</th></tr></thead>\n"
        "<tr><td rowspan='2'>One</td><td>$5</td>\n<td>$6</td></tr>\n<tr><td>$7</td><td>a<br>b</td></tr>\n</table>\n"
    )
    table = tables(parsed("text\n\n" + source))[0]
    assert grid(table) == [["Phase", "Cost", ""], ["One", "$5", "$6"], ["", "$7", "a\nb"]]
    assert [(row.line, row.end_line, row.header) for row in table.rows] == [(4, 4, True), (5, 6, False), (7, 7, False)]
    assert table.rows[1].cells[2].line == 6


def test_a_merged_cell_covers_only_the_rows_it_spans() -> None:
    rows = "<tr><td rowspan=2>One</td><td>a</td></tr><tr><td>b</td></tr><tr><td>Two</td><td>c</td></tr>"
    assert grid(tables(parsed(f"<table>{rows}</table>\n"))[0]) == [["One", "a"], ["", "b"], ["Two", "c"]]


def test_lists_headings_and_paragraphs_become_blocks() -> None:
    document = parsed("<h2 align='center'>Phase <b>1</b></h2>\n<ul><li>a</li>\n<li>b<ol><li>c</li></ol></li></ul>\n<p>one\ntwo</p>\n")
    assert items(document) == [(0, "-", "a"), (0, "-", "b"), (1, "1.", "c")]
    assert (document.blocks[0].kind, document.blocks[0].depth, ranges(document.blocks[0], document.blocks[0].bold)) == ("heading", 2, ["1"])
    assert (document.blocks[-1].text, document.blocks[-1].line, document.blocks[-1].end_line) == ("one\ntwo", 4, 5)


def test_markdown_between_the_tags_of_a_container_is_markdown() -> None:
    document = parsed("<details>\n<summary>More</summary>\n- **a**: 1\n- b\n</details>\n<div align=center>\n\n## Head\n\n</div>\n")
    assert texts(document) == ["More", "a: 1", "b", "Head"]
    assert [block.kind for block in document.blocks] == ["paragraph", "item", "item", "heading"]


def test_an_image_line_is_its_description() -> None:
    assert texts(parsed("<p align='center'><img src='x.png' alt='Gantt chart of 2026'></p>\n")) == ["Gantt chart of 2026"]


def test_an_unclosed_element_ends_at_the_blank_line() -> None:
    assert texts(parsed("<table><tr><td>a\n\nafter\n"), "paragraph") == ["after"]


def test_text_after_a_comment_on_its_line_is_kept() -> None:
    document = parsed("<!-- note --> visible\n")
    assert texts(document, "paragraph") == ["visible"]


def test_scripts_give_nothing_and_do_not_run() -> None:
    assert texts(parsed("<script>\nalert('5 million')\n</script>\n\ntext\n")) == ["text"]


def test_an_html_file() -> None:
    page = (
        b"<!DOCTYPE html>\n<html><head><title>Plan 2026</title><style>p {x: 1}</style></head>\n<body>\n<h1>Goals</h1>\n"
        b"<p>Ship by <del>May</del> June</p>\n<p style='display: none'>secret</p>\n<pre>\na = 1\n  b\n</pre>\n</body></html>\n"
    )
    document = read_bytes(page, "plan.html")
    assert (document.format, document.title) == ("html", "Plan 2026")
    assert kinds(document) == ["heading:4", "paragraph:5", "html_comment:6", "fence:8-9"]
    assert document.blocks[1].text == "Ship by May June"
    assert ranges(document.blocks[1], document.blocks[1].struck) == ["May"]
    assert document.blocks[3].text == "a = 1\n  b"


DOCS = (
    '<html><head><style type="text/css">.c2{font-weight:700}.c3{color:#000;font-weight:400}</style></head><body class="doc-content">'
    '<h2 class="c4"><span class="c3">Phase 1</span></h2>'
    '<ul class="c6 lst-kix_abc-0 start"><li class="c1"><span class="c2">Kiosk</span><span class="c3">: ready by June</span></li></ul>'
    '<ul class="c6 lst-kix_abc-1 start"><li class="c1"><span class="c3">Cost: $4,000</span></li></ul>'
    '<ul class="c6 lst-kix_abc-0"><li class="c1"><span class="c3">Till</span></li></ul>'
    '<p class="c1"><span class="c2">Owner:</span><span class="c3"> Ann<br>Status: open</span></p>'
    '<table class="c9"><tr><td><p><span>Task</span></p></td><td><p><span>Cost</span></p></td></tr>'
    "<tr><td><p><span>Oven</span></p><p><span>large</span></p></td><td><p><span>$900</span></p></td></tr></table>"
    + '<p class="c1"><span>Some words.</span></p>' * 6
    + "</body></html>"
)


def test_a_page_written_without_lines_is_converted_to_lines_of_its_text() -> None:
    document = read_bytes(("<!-- exported -->\n" + DOCS).encode(), "plan.html")
    assert_promises_kept(document)
    assert document.raw_lines == document.lines
    assert [line for line in document.lines if line][:6] == [
        "## Phase 1", "- Kiosk: ready by June", "  - Cost: $4,000", "- Till", "Owner: Ann", "Status: open",
    ]  # fmt: skip
    assert "| Oven<br>large | $900 |" in document.lines
    assert set(document.locators) == {"line 1", "line 2"}
    assert "converted" in [note.code for note in document.notes]


def test_style_sheets_say_what_is_strong_and_classes_how_deep_a_list_is() -> None:
    document = read_bytes(DOCS.encode(), "plan.html")
    assert items(document) == [(0, "-", "Kiosk: ready by June"), (1, "-", "Cost: $4,000"), (0, "-", "Till")]
    assert [ranges(block, block.bold) for block in document.blocks[1:5]] == [["Kiosk"], [], [], ["Owner:"]]
    assert document.blocks[4].text == "Owner: Ann\nStatus: open"


def test_a_page_with_lines_keeps_them_and_shows_each_without_its_markup() -> None:
    table = "<table>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr>\n</table>\n"
    page = "<html><body>\n<h1>Plan</h1>\n<ul>\n<li><b>Oven</b>: $5</li>\n</ul>\n" + table
    document = read_bytes(page.encode(), "plan.html")
    assert document.raw_lines[3] == "<li><b>Oven</b>: $5</li>"
    assert document.lines[1:8] == ("# Plan", "", "- Oven: $5", "", "", "| a | b |", "| c |  |")
    assert not document.locators


def test_a_line_break_begins_a_line_and_marks_in_lines_are_items() -> None:
    page = "<p><b>Owner:</b> Ann<br><b>Budget:</b> $5</p>\n<p>Scope:<br>\n• web<br>\n☑ app</p>\n<h2>One<br>two</h2>\n"
    document = read_bytes(page.encode(), "plan.html")
    assert_promises_kept(document)
    assert texts(document, "paragraph") == ["Owner: Ann", "Budget: $5", "Scope:"]
    assert items(document) == [(0, "•", "web"), (0, "☑", "app")]
    assert texts(document, "heading") == ["One two"]


def test_task_boxes_of_the_programs_that_export_them() -> None:
    page = (
        '<ul class="inline-task-list"><li class="checked">pay</li><li class="unchecked">ship</li></ul>\n'
        '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span>sign</span></li></ul>\n'
        '<ul class="task-list"><li><input type="checkbox"> call</li></ul>\n<ul><li>☑ print</li><li class="checked-out">plain</li></ul>\n'
    )
    document = read_bytes(page.encode(), "plan.html")
    assert [(block.text, block.checked) for block in document.blocks] == [
        ("pay", True), ("ship", False), ("sign", True), ("call", False), ("print", True), ("plain", None),
    ]  # fmt: skip


def test_numbered_lists_begin_where_they_say() -> None:
    page = '<ol type="1" start="1"><li>a</li></ol>\n<ol type="1" start="2"><li>b</li></ol>\n<ol start="x"><li>c</li></ol>\n'
    assert [marker for _, marker, _ in items(read_bytes(page.encode(), "plan.html"))] == ["1.", "2.", "1."]


def test_weights_in_style_attributes_and_an_element_that_takes_its_own_back() -> None:
    spans = '<span style="font-weight: 700">two</span> <span style="text-decoration:line-through">three</span>'
    page = f'<b style="font-weight:normal"><p>one {spans}</p></b>\n'
    block = read_bytes(page.encode(), "plan.html").blocks[0]
    assert (ranges(block, block.bold), ranges(block, block.struck)) == (["two"], ["three"])


def test_a_table_of_plain_cells_is_headed_in_a_page_and_not_in_markdown() -> None:
    table = "<table>\n<tr><td>Task</td><td>2026</td></tr>\n<tr><td>Oven</td><td>5</td></tr>\n</table>\n"
    assert [row.header for row in tables(read_bytes(table.encode(), "plan.html"))[0].rows] == [True, False]
    assert [row.header for row in tables(parsed(table))[0].rows] == [False, False]


def test_elements_that_close_in_another_order_end_only_their_own_look() -> None:
    (block,) = read_bytes(b"<html><body><p><b>one <s>two</b> three</s> four</p></body></html>", "plan.html").blocks
    assert (ranges(block, block.bold), ranges(block, block.struck)) == (["one two"], ["two three"])


def test_an_end_without_a_beginning_changes_no_look() -> None:
    (block,) = read_bytes(b"<html><body><p>one</b> <b>two</b> three</p></body></html>", "plan.html").blocks
    assert ranges(block, block.bold) == ["two"]
