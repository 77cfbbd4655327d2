"""Boxes, trees and tables that are drawn with characters inside a fence."""

from __future__ import annotations

import pytest

from tests.documents.shapes import grid, items, kinds, parsed, tables, texts


def fenced(body: str, info: str = "") -> str:
    return f"```{info}\n{body}\n```\n"


@pytest.mark.parametrize(
    "body",
    [
        "┌──────┬──────┐\n│ Item │ Cost │\n├──────┼──────┤\n│ A    │ $5   │\n│ B    │ $6   │\n└──────┴──────┘",
        "+------+------+\n| Item | Cost |\n+------+------+\n| A    | $5   |\n| B    | $6   |\n+------+------+",
        "Item │ Cost\n─────┼─────\nA    │ $5\nB    │ $6",
        "| Item | Cost |\n|------|------|\n| A | $5 |\n| B | $6 |",
        "╔══════╦══════╗\n║ Item ║ Cost ║\n╠══════╬══════╣\n║ A    ║ $5   ║\n║ B    ║ $6   ║\n╚══════╩══════╝",
    ],
)
def test_drawn_tables(body: str) -> None:
    table = tables(parsed(fenced(body)))[0]
    assert grid(table) == [["Item", "Cost"], ["A", "$5"], ["B", "$6"]]
    assert [row.header for row in table.rows] == [True, False, False]


def test_rows_of_a_drawn_table_that_run_over_lines() -> None:
    body = "Month │ Work\n──────┼──────\n  1   │ Build\n      │ and test\n──────┼──────\n  2   │ Ship\n      │ it"
    table = tables(parsed(fenced(body)))[0]
    assert grid(table) == [["Month", "Work"], ["1", "Build\nand test"], ["2", "Ship\nit"]]
    assert [(row.line, row.end_line) for row in table.rows] == [(2, 2), (4, 5), (7, 8)]
    assert (table.rows[1].cells[0].line, table.rows[1].cells[1].end_line) == (4, 5)


def test_a_border_above_the_total_does_not_join_the_rows_above_it() -> None:
    body = "│ Item │ Cost │\n├──────┼──────┤\n│ A    │ 5    │\n│ B    │ 6    │\n├──────┼──────┤\n│ Sum  │ 11   │"
    assert grid(tables(parsed(fenced(body)))[0]) == [["Item", "Cost"], ["A", "5"], ["B", "6"], ["Sum", "11"]]


def test_columns_set_with_spaces() -> None:
    body = "Phase      Months   Cost\nBuild      3        $78,000\nTest       1        $9,500\nLaunch     2        $12,000"
    table = tables(parsed(fenced(body)))[0]
    assert grid(table)[0] == ["Phase", "Months", "Cost"]
    assert grid(table)[3] == ["Launch", "2", "$12,000"]
    assert table.rows[0].header


def test_columns_whose_numbers_end_elsewhere_than_their_heads() -> None:
    body = "Wave        Staff   Gear   Sum\n1.0           310     40   350\n1.1           260     70   330\nAll (in K)    570    110   680"
    table = tables(parsed(fenced(body)))[0]
    assert grid(table)[0] == ["Wave", "Staff", "Gear", "Sum"]
    assert grid(table)[3] == ["All (in K)", "570", "110", "680"]


def test_columns_of_years_with_their_unit() -> None:
    heads = "Pool   2026 (MWh)   2028 (MWh)   Saved (MWh)"
    body = f"{heads}\nLake         1400          980           420\nTown          620          500           120"
    table = tables(parsed(fenced(body)))[0]
    assert grid(table)[0] == ["Pool", "2026 (MWh)", "2028 (MWh)", "Saved (MWh)"]
    assert grid(table)[2] == ["Town", "620", "500", "120"]


def test_numbers_below_two_heads_are_no_columns() -> None:
    assert not tables(parsed(fenced("Wave   Staff   Gear\nabc      310     40\nabd    260   70")))


def test_aligned_lines_without_a_header_stay_as_they_are() -> None:
    assert not tables(parsed(fenced("Year 1:   $1.2M   ████\nYear 2:   $4.5M   ██████\nYear 3:   $9.9M   ████████")))
    assert not tables(parsed(fenced("GET   /api/costs   # one\nPUT   /api/costs   # two\nGET   /api/plans   # all")))


def test_two_columns_of_words_are_not_taken_for_a_table() -> None:
    assert not tables(parsed(fenced("Budget:     $5M\nTeam:       7 people\nStart:      May 2026")))


def test_a_box_is_its_caption_and_its_lines() -> None:
    inside = "│  YEAR ONE  │\n├────────────┤\n│            │\n│ Build: $5M │\n│ Run:   $1M │\n│ ────────── │\n│ Total: $6M │"
    body = f"┌────────────┐\n{inside}\n└────────────┘"
    document = parsed(fenced(body))
    assert texts(document) == ["YEAR ONE", "Build: $5M\nRun:   $1M", "Total: $6M"]
    assert document.blocks[0].bold == ((0, 8),)
    assert kinds(document) == ["paragraph:3", "paragraph:6-7", "paragraph:9"]


def test_a_tree_is_a_list_that_hangs_from_its_root() -> None:
    document = parsed(fenced("Costs\n├─ Build\n│  ├─ staff: $3M\n│  └─ tools: $1M\n└─ Run: $2M"))
    assert items(document) == [
        (0, "", "Costs"),
        (1, "├─", "Build"),
        (2, "├─", "staff: $3M"),
        (2, "└─", "tools: $1M"),
        (1, "└─", "Run: $2M"),
    ]
    assert [block.parent for block in document.blocks] == [None, 0, 1, 1, 0]


def test_a_tree_in_a_box() -> None:
    document = parsed(fenced("┌───────────┐\n│ Phase 1   │\n│ ├─ Setup  │\n│ └─ Login  │\n└───────────┘"))
    assert items(document) == [(0, "", "Phase 1"), (1, "├─", "Setup"), (1, "└─", "Login")]


@pytest.mark.parametrize(
    ("body", "info"),
    [
        ("src/\n├── app.py\n├── lib/\n└── test.py", ""),
        ("┌───┐    ┌───┐\n│ A │──▶│ B │\n└───┘    └───┘", ""),
        ("┌───┐\n│ A │\n└─┬─┘\n┌─▼─┐\n│ B │\n└───┘", ""),
        ("x = 1\ny = 2", ""),
        ("├─ a\n├─ b", "python"),
        ("Total: $5M\n- Dev: $3M\n- QA: $2M", ""),
    ],
)
def test_code_file_trees_flow_charts_and_plain_fences_stay_fences(body: str, info: str) -> None:
    assert [block.kind for block in parsed(fenced(body, info)).blocks] == ["fence"]


def test_a_drawn_table_outside_a_fence() -> None:
    body = "Costs below.\n\n┌──────┬──────┐\n│ Item │ Cost │\n├──────┼──────┤\n│ A    │ $5   │\n└──────┴──────┘\n\nDone.\n"
    document = parsed(body)
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert grid(tables(document)[0]) == [["Item", "Cost"], ["A", "$5"]]
