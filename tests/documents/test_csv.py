"""CSV and TSV."""

from __future__ import annotations

import pytest

from agent.documents import Limits, read_bytes
from agent.errors import DocumentError
from agent.model.document import Document
from tests.documents.shapes import grid, tables, texts


def table_of(text: str, path: str = "costs.csv") -> Document:
    return read_bytes(text.encode(), path)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Item,Cost\nA,5\nB,6\n", "costs.csv"),
        ("Item;Cost\nA;5\nB;6\n", "costs.csv"),
        ("Item\tCost\nA\t5\nB\t6\n", "costs.tsv"),
        ("Item\tCost\nA\t5\nB\t6\n", "costs.csv"),
        ("Item|Cost\nA|5\nB|6\n", "costs.csv"),
        ("sep=;\nItem;Cost\nA;5\nB;6\n", "costs.csv"),
        ('"Item","Cost"\r\n"A","5"\r\n"B","6"\r\n', "costs.csv"),
        ("Item, Cost\nA, 5\n\nB, 6\n", "costs.csv"),
    ],
)
def test_separators(text: str, path: str) -> None:
    document = table_of(text, path)
    assert (document.format, document.title) == ("csv", "costs")
    assert grid(tables(document)[0]) == [["Item", "Cost"], ["A", "5"], ["B", "6"]]
    assert [row.header for row in tables(document)[0].rows] == [True, False, False]


def test_semicolons_win_over_decimal_commas() -> None:
    assert grid(tables(table_of("Posten;Kosten\nA;1,5\nB;2,75\n"))[0]) == [["Posten", "Kosten"], ["A", "1,5"], ["B", "2,75"]]


def test_quoted_fields_may_hold_separators_quotes_and_line_breaks() -> None:
    table = tables(table_of('Item,Note\nA,"one, ""two""\nthree"\nB,x\n'))[0]
    assert grid(table) == [["Item", "Note"], ["A", 'one, "two"\nthree'], ["B", "x"]]
    assert [(row.line, row.end_line) for row in table.rows] == [(1, 1), (2, 3), (4, 4)]


def test_a_title_above_the_table_is_a_paragraph() -> None:
    document = table_of("Budget 2026\n\nItem,Q1,Q2\nA,5,6\n")
    assert texts(document, "paragraph") == ["Budget 2026"]
    assert grid(tables(document)[0])[0] == ["Item", "Q1", "Q2"]
    assert tables(document)[0].line == 3


def test_years_head_columns_but_amounts_do_not() -> None:
    assert tables(table_of("Item,2025,2026\nA,5,6\n"))[0].rows[0].header
    assert not tables(table_of("A,5,6\nB,7,8\n"))[0].rows[0].header


def test_ragged_rows_are_padded_to_one_width() -> None:
    assert grid(tables(table_of("a,b,c\n1\n1,2,3,4\n"))[0]) == [["a", "b", "c", ""], ["1", "", "", ""], ["1", "2", "3", "4"]]


def test_an_unclosed_quote_takes_the_rest_and_fails_no_one() -> None:
    assert grid(tables(table_of('a,b\n1,"2\n3,4\n'))[0]) == [["a", "b"], ["1", "2\n3,4"]]


def test_too_many_cells_are_cut_with_a_note() -> None:
    document = read_bytes(b"a,b\n" + b"1,2\n" * 100, "a.csv", limits=Limits(cells=20))
    assert len(tables(document)[0].rows) == 10
    assert [note.code for note in document.notes] == ["truncated"]


def test_a_field_beyond_all_measure_is_refused_in_one_line() -> None:
    with pytest.raises(DocumentError, match="not a readable table"):
        read_bytes(b'a,b\n1,"' + b"x" * 1_100_000 + b'"\n', "a.csv")
