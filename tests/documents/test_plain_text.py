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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # counted with one word, with text below each; capitals that count are of the level of other capitals
        ("Phase 1: Dig\nDig the pit.\n\nPhase 2: Line\nLay the sheet.\n", [(2, "Phase 1: Dig"), (2, "Phase 2: Line")]),
        ("Phase 1: Dig\nDeep.\n\n  Phase 2: a note\n  on it.\n\nPhase 3: Fill\nWet.\n", [(2, "Phase 1: Dig"), (2, "Phase 3: Fill")]),
        ("🌱 Day 1: Sow\n1️⃣ beans\n\n🔧 Day 2: Water\n1️⃣ beans\n", [(2, "🌱 Day 1: Sow"), (2, "🔧 Day 2: Water")]),
        ("AIM\n\nFish.\n\nPHASE 1: DIG\nPit.\n\nPHASE 2: LINE\nSheet.\n\nCOST\nLow.\n", [1, 2, 2, 2]),
        # what stands between two headings of another look is below them
        ("POND\n\nPHASE 1\n\nWEEK 1\nDig.\n\nWEEK 2\nRest.\n\nPHASE 2\n\nWEEK 3\nFill.\n", [1, 2, 3, 3, 2, 3]),
        ("Fase 1: Cavar\nTareas\n- pala\n\nFase 2: Llenar\nTareas\n- agua\n", [2, 3, 2, 3]),
        # short lines that name a list, fields or prose; a label right above its list
        ("Pond plan\n\nAims\n- fish\n- frogs\n\nTeam\nLead: Ada\n", [(1, "Pond plan"), (2, "Aims"), (2, "Team")]),
        ("Pond\n\nPhase goals:\n- dig\n- line\n", [(1, "Pond"), (2, "Phase goals")]),
        # lines drawn around a heading, signs on both sides, brackets, marks that lost their space
        ("=====\nPOND\nWITH FISH\n=====\n\nDig.\n", [(1, "POND")]),
        ("== Digging ==\n* pit\n\n== Lining ==\n* sheet\n", [(1, "Digging"), (1, "Lining")]),
        ("[High priority]\n[] - dig\n\n[Low priority]\n[] - frogs\n", [(2, "High priority"), (2, "Low priority")]),
        ("[1] Dig\n\nA pit.\n\n[2] Line\n\nA sheet.\n", [(2, "[1] Dig"), (2, "[2] Line")]),
        ("#🎯 Pond\n\n##Digging\n\nA pit.\n", [(1, "🎯 Pond"), (2, "Digging")]),
        # as written from a word processor: rules between chapters, headings right above and below text
        ("____\n\n\n1. Market\nDrivers\n* law\n* need\nBuyers\n   * farms\n____\n\n\n2. Value\nPains\n* dry\n", [2, 3, 3, 2, 3]),
        ("1     Overview\n\nA pond is dug.\n\n1.1   Aims\n\nFish live there.\n", [(2, "1 Overview"), (3, "1.1 Aims")]),
    ],
)
def test_headings_that_no_line_is_drawn_below(text: str, expected: list[tuple[int, str]] | list[int]) -> None:
    found = headings(text)
    assert (found if isinstance(expected[0], tuple) else [level for level, _ in found]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We dig.\n\nPhase 1: dig\n\nPhase 2: line\n\nPhase 3: fill\n",  # a list of phases
        "We dig.\n\n- Step 1: pit\n  - deep\n- Step 2: sheet\n  - thick\n",
        "We dig.\n\n1. Dig the pit\n   - deep\n\n2. Line it\n   - thick\n",
        "We dig.\n\nSTATUS: DONE\n\nNext comes water.\n",
        "We dig.\n\n✅ Pit is dug\n\n☐ Water is in the pit since May of the year\n",
        "We dig.\n\nsrc/pond/pit.py\n- digs\n\nhttps://pond\n- shows\n\n2026-05-01\n- starts\n",
        "We dig.\n\nDue: May\n- pit\n\n$5,000\n- sheet\n",
        "We dig.\n\nApples\n\nPears\n\nPlums\n",
        "We dig.\n\n```\nPOND\n\nTeam\n- Ada\n```\n",
        "We dig.\n\n├── Pit (2 m)\n│   └── deep\n",
        "We dig.\n\n- dig the pit\nIn some of the gardens around\n- fish\n",
        "We dig.\n\n- dig the pit\n  With a spade\n- line it\n",
        "We dig.\n\nStep 1: a\nStep 2: b\nStep 3: c\nStep 4: d\n\nText.\n\nStep 5: e\n\nMore text.\n",
        "We dig.\n\n      Deep below\n      - pit\n",
        "We dig.\n\n[1] Ada, Ponds, 2020\n[2] Bo, Fish, 2021\n",
        "We dig.\n\n1. Dig the pit\nwith a spade that is kept in the shed behind the house for all of the year.\n",
    ],
)
def test_lines_that_name_nothing_below_them_are_no_headings(text: str) -> None:
    assert headings(text) == []


def test_boxes_and_strong_text_do_not_hide_the_headings_of_a_plain_text() -> None:
    assert headings("POND\n\n- [x] **dig** it\n\nCOSTS\n\nFive.\n") == [(1, "POND"), (2, "COSTS")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Task\tOwner\tCost\nDig\t\t$5\nLine\tBo\t$7\n", [["Task", "Owner", "Cost"], ["Dig", "", "$5"], ["Line", "Bo", "$7"]]),
        ("Task\t\tCost\nDig the pit\t$5\n", [["Task", "Cost"], ["Dig the pit", "$5"]]),
        (
            "Task      Owner  Cost\nDig       Ada    $5\n1. Line          $7\nAll              $12\n",
            [["Task", "Owner", "Cost"], ["Dig", "Ada", "$5"], ["1. Line", "", "$7"], ["All", "", "$12"]],
        ),
        ("Metric       Value\nFish         20\nFrogs        4\n", [["Metric", "Value"], ["Fish", "20"], ["Frogs", "4"]]),
        ("名称      金额\n挖坑      500\n防水      700\n", [["名称", "金额"], ["挖坑", "500"], ["防水", "700"]]),
    ],
)
def test_rows_of_tabs_and_columns_of_spaces_are_tables(text: str, rows: list[list[str]]) -> None:
    (table,) = tables(parse_text(f"POND\n\n{text}\nDone.\n", "pond.txt"))
    assert grid(table) == rows
    assert [row.header for row in table.rows] == [True] + [False] * (len(rows) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "Name:    Ada\nRole:    lead\nTime:    all\n",
        "a.py       - digs\nb.py       - lines\nc.py       - fills\n",
        "\t•\tdig the pit\n\t•\tline the pit\n",
        "It is dug.  Then it is lined.\nIt is wet.  So we wait a while.\nThe fish come.  They swim.\n",
    ],
)
def test_gaps_alone_make_no_table(text: str) -> None:
    assert not tables(parse_text(text, "pond.txt"))
