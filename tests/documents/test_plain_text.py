"""Text files without markup."""

from __future__ import annotations

import pytest

from agent.documents import read_bytes
from agent.documents.markdown import parse_text
from tests.documents.shapes import grid, items, tables


def headings(text: str) -> list[tuple[int, str]]:
    return [(block.depth, block.text) for block in parse_text(text, "plan.txt").blocks if block.kind == "heading"]


def test_underlines_make_headings_in_the_order_of_their_first_use() -> None:
    text = "PLAN 2026\n=========\n\nPhase 1\n~~~~~~~\n\nwork\n\nPhase 2\n~~~~~~~\n\nDetails\n.......\nmore\n"
    assert headings(text) == [(1, "PLAN 2026"), (2, "Phase 1"), (2, "Phase 2")]


def test_a_heading_between_two_lines() -> None:
    assert headings("*****\nPlan\n*****\n\ntext\n") == [(1, "Plan")]


def test_capitals_and_numbers_that_stand_alone_are_headings() -> None:
    text = "ROADMAP\n\n1. Goals\n\nShip it.\n\n1.1 Details\n\nMore.\n\n2. Costs\n\nFive.\n\nRISKS\nNone so far.\n"
    assert headings(text) == [(1, "ROADMAP"), (2, "1. Goals"), (3, "1.1 Details"), (2, "2. Costs"), (2, "RISKS")]


def test_chinese_chapters_are_headings() -> None:
    assert headings("一、目标\n\n发布产品。\n\n二、计划\n\n开发。\n") == [(2, "一、目标"), (2, "二、计划")]


@pytest.mark.parametrize(
    "text", ["1. plan\n\n2. build\n\n3. ship\n", "We ship it.\n\nNASA\n", "1. We plan to do this by May.\n\nText.\n", "- API\n- SSO\n"]
)
def test_lists_and_sentences_are_no_headings(text: str) -> None:
    assert [text for _, text in headings(text) if text != "NASA"] == []


def test_markdown_in_a_text_file_is_read_as_markdown() -> None:
    document = read_bytes(b"# Plan\n\n- **a**: 1\n\nSHOUTED\n", "plan.txt")
    assert document.format == "text"
    assert [block.kind for block in document.blocks] == ["heading", "item", "paragraph"]


def test_lists_and_aligned_columns_of_a_text_file() -> None:
    document = parse_text("Costs\n\n* build\n* run\n\nItem      2025   2026\nBuild     5      6\nRun       1      2\n", "a.txt")
    assert items(document) == [(0, "*", "build"), (0, "*", "run")]
    assert grid(tables(document)[0]) == [["Item", "2025", "2026"], ["Build", "5", "6"], ["Run", "1", "2"]]
