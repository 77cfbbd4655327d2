"""HTML inside Markdown and HTML files."""

from __future__ import annotations

from agent.documents import read_bytes
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
