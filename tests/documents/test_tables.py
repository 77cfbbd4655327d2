"""Pipe tables as people write them."""

from __future__ import annotations

import pytest

from tests.documents.shapes import grid, kinds, parsed, ranges, tables


def test_rows_cells_and_lines() -> None:
    table = tables(parsed("text\n\n| Item | Cost |\n|------|-----:|\n| **A** | ~~$5~~ |\n| B | `$6` |\n"))[0]
    assert grid(table) == [["Item", "Cost"], ["A", "$5"], ["B", "$6"]]
    assert [(row.line, row.end_line, row.header) for row in table.rows] == [(3, 3, True), (5, 5, False), (6, 6, False)]
    assert (table.line, table.end_line, table.text) == (3, 6, "")
    assert (table.rows[1].cells[0].bold, table.rows[1].cells[1].struck) == (((0, 1),), ((0, 2),))
    assert (table.rows[2].cells[1].line, table.rows[2].cells[1].end_line) == (6, 6)


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (r"| a \| b | c |", ["a | b", "c"]),
        ("| `a|b` | c |", ["a|b", "c"]),
        ("| a<br>b | c |", ["a\nb", "c"]),
        ("| a | |", ["a", ""]),
        ("|  | b |", ["", "b"]),
        ("| a |", ["a", ""]),
        ("| a | b", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| [x](http://y/?a=1) | <b>z</b> |", ["x", "z"]),
        ("|a|b|", ["a", "b"]),
    ],
)
def test_cells(row: str, cells: list[str]) -> None:
    assert grid(tables(parsed(f"| H | I |\n|---|---|\n{row}\n"))[0])[1] == cells


def test_a_row_with_more_cells_than_the_header_loses_none() -> None:
    assert grid(tables(parsed("| H | I |\n|---|---|\n| a | b | c |\n"))[0]) == [["H", "I", ""], ["a", "b", "c"]]


def test_a_delimiter_row_of_another_width_still_makes_a_table() -> None:
    assert grid(tables(parsed("| H | I | J |\n|---|---|\n| a | b | c |\n"))[0]) == [["H", "I", "J"], ["a", "b", "c"]]


def test_rows_without_a_delimiter_row_are_a_table_without_header() -> None:
    table = tables(parsed("| a | b |\n| c | d |\n"))[0]
    assert grid(table) == [["a", "b"], ["c", "d"]]
    assert not any(row.header for row in table.rows)


def test_a_line_with_pipes_is_no_table() -> None:
    assert kinds(parsed("Priority: high | Effort: 3 months | Owner: Ana\nCost: 5 | Risk: low | x: y\n")) == ["paragraph:1-2"]
    assert kinds(parsed("| alone |\n")) == ["paragraph:1"]


def test_a_table_may_follow_a_paragraph_directly_and_text_may_follow_it() -> None:
    assert kinds(parsed("intro\n| H | I |\n|---|---|\n| a | b |\n**Total**: 5\n")) == ["paragraph:1", "table:2-4", "paragraph:5"]


def test_a_cell_broken_over_lines_is_put_together() -> None:
    table = tables(parsed("| H | I |\n|---|---|\n| a | first\nsecond |\n| c | d |\n"))[0]
    assert grid(table) == [["H", "I"], ["a", "first\nsecond"], ["c", "d"]]
    assert [(row.line, row.end_line) for row in table.rows] == [(1, 1), (3, 4), (5, 5)]
    assert (table.rows[1].cells[1].line, table.rows[1].cells[1].end_line) == (3, 4)


def test_a_blank_line_inside_a_table_does_not_end_it() -> None:
    assert grid(tables(parsed("| H | I |\n\n|---|---|\n| a | b |\n\n| c | d |\n\ntext\n"))[0]) == [["H", "I"], ["a", "b"], ["c", "d"]]


def test_two_tables_with_headers_stay_two() -> None:
    assert len(tables(parsed("| H | I |\n|---|---|\n| a | b |\n\n| J | K |\n|---|---|\n| c | d |\n"))) == 2


def test_a_ruled_line_before_the_total_is_not_a_row() -> None:
    assert grid(tables(parsed("| H | I |\n|---|---|\n| a | 1 |\n|---|---|\n| Total | 1 |\n"))[0]) == [
        ["H", "I"],
        ["a", "1"],
        ["Total", "1"],
    ]


def test_org_mode_rules_are_delimiters() -> None:
    assert grid(tables(parsed("| H | I |\n|---+---|\n| a | b |\n"))[0]) == [["H", "I"], ["a", "b"]]


def test_one_overlong_row_does_not_blow_a_table_up() -> None:
    body = "".join(f"| r{n} | x |\n" for n in range(2000))
    table = tables(parsed("| H | I |\n|---|---|\n" + body + "|" + " y |" * 5000 + "\n"))[0]
    assert len(table.rows[0].cells) == 2
    assert table.rows[-1].cells[-1].text.startswith("y | y")


def test_strong_ranges_of_cells_point_into_their_text() -> None:
    cell = tables(parsed("| H | I |\n|---|---|\n| x **bold** y | b |\n"))[0].rows[1].cells[0]
    assert [cell.text[start:end] for start, end in cell.bold] == ["bold"]
    assert ranges(parsed("**a** b").blocks[0], ((0, 1),)) == ["a"]
