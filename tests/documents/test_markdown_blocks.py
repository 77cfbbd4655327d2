"""What stands where: sections, lists, quotations, fences, footnotes, comments."""

from __future__ import annotations

import pytest

from tests.documents.shapes import codes, items, kinds, parsed, ranges, tables, texts


def test_sections_follow_heading_levels() -> None:
    document = parsed("# Plan\n\nIntro\n\n## Phase 1\n\n### Work\n\ntext\n\n## Phase 2\n\nmore\n")
    work = next(block for block in document.blocks if block.text == "text")
    more = next(block for block in document.blocks if block.text == "more")
    assert document.heading_path(work) == ("Plan", "Phase 1", "Work")
    assert document.heading_path(more) == ("Plan", "Phase 2")
    assert [block.depth for block in document.blocks if block.kind == "heading"] == [1, 2, 3, 2]


def test_inline_markup_is_removed_and_strong_and_struck_text_is_known() -> None:
    block = parsed('Pay **$5M** now, ~~$4M~~ *later* [see](http://x.org/9 "t") `code` ![chart](c.png) &amp; \\*so\\*').blocks[0]
    assert block.text == "Pay $5M now, $4M later see code chart & *so*"
    assert ranges(block, block.bold) == ["$5M"]
    assert ranges(block, block.struck) == ["$4M"]


def test_a_paragraph_over_lines_keeps_its_line_breaks() -> None:
    block = parsed("one\n**two**  \nthree\\\nfour").blocks[0]
    assert (block.line, block.end_line, block.text) == (1, 4, "one\ntwo\nthree\nfour")
    assert block.line_at(block.text.index("three")) == 3


@pytest.mark.parametrize(
    "source",
    ["a `b\nc` d", "[link\ntext](http://x\n'title') end", "a <span\nclass='x'>b</span> c", "![alt\ntext](u) z", "a <!-- b\nc --> d"],
)
def test_constructs_that_run_over_a_line_end_keep_the_count_of_lines(source: str) -> None:
    for block in parsed(source).blocks:
        assert block.text.count("\n") == block.end_line - block.line


def test_strong_text_beside_east_asian_punctuation_is_strong() -> None:
    block = parsed("**予算：**500万円、**重点。**次").blocks[0]
    assert block.text == "予算：500万円、重点。次"
    assert ranges(block, block.bold) == ["予算：", "重点。"]


def test_a_forgotten_strong_mark_at_the_end_of_a_line_is_dropped() -> None:
    assert parsed("**Goal:** ship by May**").blocks[0].text == "Goal: ship by May"
    assert parsed("2**3 is eight").blocks[0].text == "2**3 is eight"


def test_nested_lists_know_depth_parent_and_marker() -> None:
    document = parsed("1. first\n   - a\n   - b\n     * deep\n2. second\n")
    assert items(document) == [(0, "1.", "first"), (1, "-", "a"), (1, "-", "b"), (2, "*", "deep"), (0, "2.", "second")]
    assert [block.parent for block in document.blocks] == [None, 0, 0, 2, None]


def test_two_spaces_under_a_number_nest_as_the_author_meant() -> None:
    assert [depth for depth, _, _ in items(parsed("1. first\n  - a\n  - b\n2. second\n  - c\n"))] == [0, 1, 1, 0, 1]


def test_bullets_indented_by_six_spaces_are_bullets() -> None:
    assert items(parsed("- top\n      - far\n      - out\n")) == [(0, "-", "top"), (1, "-", "far"), (1, "-", "out")]


def test_tabs_indent_to_the_next_multiple_of_four() -> None:
    assert [depth for depth, _, _ in items(parsed("- a\n\t- b\n\t\t- c\n- d\n"))] == [0, 1, 2, 0]


def test_task_boxes_become_states() -> None:
    document = parsed("- [ ] open\n- [x] done\n- [X] also\n- [] empty\n- [~] half\n- ☑ ticked\n")
    assert [(block.checked, block.text) for block in document.blocks] == [
        (False, "open"), (True, "done"), (True, "also"), (False, "empty"), (None, "[~] half"), (True, "ticked"),
    ]  # fmt: skip


def test_a_box_without_a_bullet_is_an_item() -> None:
    document = parsed("Next:\n\n[ ] call\n[x] write\n")
    assert [(block.kind, block.checked, block.text) for block in document.blocks[1:]] == [("item", False, "call"), ("item", True, "write")]


def test_later_paragraphs_tables_and_fences_of_an_item_stand_under_it() -> None:
    document = parsed("- item\n\n  more\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n  ```\n  x = 1\n  ```\n- next\n")
    assert [(block.kind, block.parent) for block in document.blocks] == [
        ("item", None), ("paragraph", 0), ("table", 0), ("fence", 0), ("item", None),
    ]  # fmt: skip


def test_a_heading_in_an_item_ends_with_the_item() -> None:
    document = parsed("## Section\n\n- ### Inner\n  text\n\nafter\n")
    inner = next(block for block in document.blocks if block.text == "Inner")
    after = next(block for block in document.blocks if block.text == "after")
    text = next(block for block in document.blocks if block.text == "text")
    assert text.section == inner.index
    assert after.section == 0


def test_a_comparison_after_a_bullet_is_no_quotation() -> None:
    assert items(parsed("- > 0.75: good\n- >= 90% uptime\n- >$5M\n")) == [
        (0, "-", "> 0.75: good"),
        (0, "-", ">= 90% uptime"),
        (0, "-", ">$5M"),
    ]


def test_quotations_hold_ordinary_blocks_and_their_headings_stay_inside() -> None:
    document = parsed("# Plan\n\n> ## Note\n> - a\n>   - b\n>\n> text\n\noutside\n")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Plan"), ("heading", "Note"), ("item", "a"), ("item", "b"), ("paragraph", "text"), ("paragraph", "outside"),
    ]  # fmt: skip
    assert document.blocks[3].parent == 2
    assert document.blocks[4].section == 1
    assert document.blocks[5].section == 0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Costs:\n• build\n• run", [(0, "•", "build"), (0, "•", "run")]),
        ("Costs:\n– build\n– run", [(0, "–", "build"), (0, "–", "run")]),
        ("1、需求\n2、开发", [(0, "1、", "需求"), (0, "2、", "开发")]),
        ("一、目标\n二、计划", [(0, "一、", "目标"), (0, "二、", "计划")]),
        ("①設計\n②開発", [(0, "①", "設計"), (0, "②", "開発")]),
        ("・設計\n・開発", [(0, "・", "設計"), (0, "・", "開発")]),
        ("✅ login\n🚧 billing", [(0, "✅", "✅ login"), (0, "🚧", "🚧 billing")]),
        ("Steps\n1. plan\n2. build", [(0, "1.", "plan"), (0, "2.", "build")]),
        ("**Steps**\n1) plan\n2) build", [(0, "1)", "plan"), (0, "2)", "build")]),
        ("so:\na) plan\nb) build", [(0, "a)", "plan"), (0, "b)", "build")]),
        ("*plan\n*build", [(0, "*", "plan"), (0, "*", "build")]),
        ("-[ ] plan\n-[x] build", [(0, "-", "plan"), (0, "-", "build")]),
        ("-plan\n-build", [(0, "-", "plan"), (0, "-", "build")]),
        ("• a\n  • b", [(0, "•", "a"), (1, "•", "b")]),
    ],
)
def test_lines_that_begin_like_items_are_items(lines: str, expected: list[tuple[int, str, str]]) -> None:
    assert items(parsed(lines)) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "we shipped it in\n2025. Then we rested",
        "✅ Completed: all of it",
        "costs rose\n-5% in May",
        "see page\n12. Next",
        "a – b\nc – d",
        "on\n12. März 2026",
    ],
)
def test_prose_that_only_looks_like_items_stays_a_paragraph(lines: str) -> None:
    assert [block.kind for block in parsed(lines).blocks] == ["paragraph"]


def test_a_label_right_below_a_list_ends_it() -> None:
    document = parsed("**Scope**\n- a\n- b\n**Risks**\n- c\n**Owner:** Ana\n- d\n  **bold** goes on\n")
    assert [(block.kind, block.line, block.text) for block in document.blocks] == [
        ("paragraph", 1, "Scope"), ("item", 2, "a"), ("item", 3, "b"), ("paragraph", 4, "Risks"), ("item", 5, "c"),
        ("paragraph", 6, "Owner: Ana"), ("item", 7, "d\nbold goes on"),
    ]  # fmt: skip


def test_a_plain_label_right_below_a_list_ends_it() -> None:
    document = parsed(
        "Month 1-3 (trial):\n- a\nMonth 4-6 (launch):\n- b\n月次：\n- c\n- this goes on,\nFor one:\n- or\nfor the other:\n- d\n  Owner:\n"
    )
    assert [(block.kind, block.line, block.text) for block in document.blocks] == [
        ("paragraph", 1, "Month 1-3 (trial):"), ("item", 2, "a"), ("paragraph", 3, "Month 4-6 (launch):"), ("item", 4, "b"),
        ("paragraph", 5, "月次："), ("item", 6, "c"), ("item", 7, "this goes on,\nFor one:"), ("item", 9, "or\nfor the other:"),
        ("item", 11, "d\nOwner:"),
    ]  # fmt: skip


def test_drawn_lines_split_a_paragraph_and_are_rules() -> None:
    assert kinds(parsed("one\n══════\ntwo\n")) == ["paragraph:1", "rule:2", "paragraph:3"]


def test_underlined_headings() -> None:
    document = parsed("Plan\n====\n\nPhase 1\n-------\n\ntext\n")
    assert [(block.kind, block.depth, block.text) for block in document.blocks][:2] == [("heading", 1, "Plan"), ("heading", 2, "Phase 1")]


@pytest.mark.parametrize(
    "text", ["# T\n\n**Status**: green\n---\n", "# T\n\nThis is a sentence.\n---\n", "# T\n\nTotal 5\n---\n", "a\nb\n---\n"]
)
def test_a_rule_right_below_a_text_does_not_make_it_a_heading(text: str) -> None:
    assert [block.kind for block in parsed(text).blocks][-2:] == ["paragraph", "rule"]


def test_headings_without_the_space_after_their_marks() -> None:
    assert [(b.kind, b.depth, b.text) for b in parsed("#Roadmap\n\n##Q1\n\n#tag here\n\n#123 fixed\n").blocks] == [
        ("heading", 1, "Roadmap"), ("heading", 2, "Q1"), ("paragraph", 0, "#tag here"), ("paragraph", 0, "#123 fixed"),
    ]  # fmt: skip


def test_a_fence_keeps_its_content_verbatim_and_its_language() -> None:
    block = parsed("text\n\n```mermaid\ngantt\n    title **x**\n```\n").blocks[1]
    assert (block.line, block.end_line, block.info, block.text) == (3, 6, "mermaid", "\ngantt\n    title **x**\n")


def test_an_unclosed_fence_ends_before_the_next_heading_and_is_noted() -> None:
    document = parsed("# Plan\n\n```yaml\na: 1\n# comment\n\n## Next\n\ntext\n")
    assert [(block.kind, block.text.strip()) for block in document.blocks] == [
        ("heading", "Plan"), ("fence", "a: 1\n# comment"), ("heading", "Next"), ("paragraph", "text"),
    ]  # fmt: skip
    assert codes(document) == [("unclosed_fence", 3)]


def test_a_comment_that_looks_like_a_heading_does_not_end_an_unclosed_fence() -> None:
    document = parsed("```yaml\na: 1\n## comment\nb: 2\n\n## Next\n")
    assert [(block.kind, block.text.strip()) for block in document.blocks] == [("fence", "a: 1\n## comment\nb: 2"), ("heading", "Next")]


def test_an_unclosed_fence_without_a_heading_after_it_keeps_the_rest() -> None:
    document = parsed("```\na\n\nb\n")
    assert texts(document) == ["\na\n\nb"]
    assert codes(document) == [("unclosed_fence", 1)]


def test_a_fence_inside_which_another_opens_was_never_closed() -> None:
    document = parsed("```\nlogs\n\n### Notes\n\n```python\nx = 1\n```\n\ntext\n")
    assert [(block.kind, block.line, block.info) for block in document.blocks] == [
        ("fence", 1, ""), ("heading", 4, ""), ("fence", 6, "python"), ("paragraph", 10, ""),
    ]  # fmt: skip
    assert codes(document) == [("unclosed_fence", 1)]


def test_a_fence_of_markdown_may_hold_fences() -> None:
    document = parsed("# T\n\na\n\nb\n\nc\n\nd\n\ne\n\nf\n\n```markdown\n## How\n```bash\nnpm test\n```\nend\n```\n\n### After\n")
    assert [block.text for block in document.blocks if block.kind == "fence"] == ["\n## How\n```bash\nnpm test\n```\nend\n"]
    assert document.blocks[-1].text == "After"
    assert codes(document) == []


def test_a_longer_fence_may_show_shorter_ones() -> None:
    assert [block.kind for block in parsed("````\n```python\nx\n```\n````\n\ntext\n").blocks] == ["fence", "paragraph"]


def test_fence_content_that_lost_the_indentation_of_its_list_stays_inside() -> None:
    document = parsed("- step\n  ```bash\nmake all\n  ```\n- next\n")
    assert [(block.kind, block.parent, block.text) for block in document.blocks] == [
        ("item", None, "step"), ("fence", 0, "\nmake all\n"), ("item", None, "next"),
    ]  # fmt: skip


def test_a_document_pasted_in_a_fence_is_read() -> None:
    document = parsed("Here it is:\n\n```markdown\n# Plan\n\n- a\n\n```yaml\nx: 1\n```\n\n## Next\n\ntext\n```\n")
    assert [block.kind for block in document.blocks] == ["paragraph", "heading", "item", "fence", "heading", "paragraph"]
    assert document.title == "Plan"
    assert codes(document) == []


def test_an_example_of_markdown_in_a_fence_stays_a_fence() -> None:
    document = parsed("# Plan\n\na\n\nb\n\nc\n\nd\n\n```markdown\n# Template\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n")
    assert [block.kind for block in document.blocks][-1] == "fence"


def test_footnotes_and_their_references() -> None:
    document = parsed("Costs $5M[^a] in all[^2].\n\n[^a]: Before **tax**.\n[^2]: Two\n    lines.\n")
    first, *notes = document.blocks
    assert (first.text, first.references) == ("Costs $5M in all.", ((9, "a"), (16, "2")))
    assert [(note.kind, note.marker, note.text) for note in notes] == [
        ("footnote", "[^a]", "Before tax."), ("footnote", "[^2]", "Two\nlines."),
    ]  # fmt: skip


def test_footnote_references_in_cells() -> None:
    cell = tables(parsed("| a | b |\n|---|---|\n| 5[^1] | 6 |\n\n[^1]: note\n"))[0].rows[1].cells[0]
    assert (cell.text, cell.references) == ("5", ((1, "1"),))


def test_link_definitions_are_kept_and_resolve() -> None:
    document = parsed('See [the plan][p].\n\n[p]: http://x.org/7 "Plan seven"\n')
    assert texts(document, "paragraph") == ["See the plan."]
    note = document.blocks[1]
    assert (note.kind, note.marker, note.text, note.info) == ("footnote", "[p]", "Plan seven", "http://x.org/7")


@pytest.mark.parametrize(
    ("source", "hidden", "seen"),
    [
        ("<!-- secret -->\n\ntext", [" secret "], "text"),
        ("before <!-- secret --> after", [" secret "], "before  after"),
        ("[//]: # (secret)\n\ntext", ["secret"], "text"),
        ("a <span style='display:none'>secret</span> b", ["secret"], "a  b"),
        ("<div hidden>secret</div>\n\ntext", ["secret"], "text"),
        ("| a | b |\n|---|---|\n| x <!-- secret --> | y |\n\ntext", [" secret "], "text"),
    ],
)
def test_what_readers_do_not_see_is_kept_apart_and_noted(source: str, hidden: list[str], seen: str) -> None:
    document = parsed(source)
    assert texts(document, "html_comment") == hidden
    assert texts(document, "paragraph") == [seen]
    assert not any("secret" in cell.text for table in tables(document) for row in table.rows for cell in row.cells)
    assert [code for code, _ in codes(document)] == ["html_comment"]


def test_a_comment_over_lines_keeps_its_lines() -> None:
    document = parsed("a\n\n<!-- one\n\ntwo -->\n\nb\n")
    assert kinds(document) == ["paragraph:1", "html_comment:3-5", "paragraph:7"]


def test_shortcodes_of_marks_become_the_marks() -> None:
    assert parsed("**Status:** :white_check_mark: done, 10:30:15 :unknown:").blocks[0].text == "Status: ✅ done, 10:30:15 :unknown:"


def test_unknown_angle_brackets_are_text() -> None:
    assert (
        parsed("`x` Bearer <token> and <type>(<scope>): <b>now</b></content>").blocks[0].text
        == "x Bearer <token> and <type>(<scope>): now</content>"
    )


def test_titles() -> None:
    assert parsed("text\n\n## Second\n\n# First\n").title == "First"
    assert parsed("## Only **bold**\n").title == "Only bold"
    assert parsed("text\n").title == "plan"
    assert parsed("---\ntitle: From above\n---\n# Other\n").title == "From above"


def test_empty_text_gives_a_document_without_blocks() -> None:
    document = parsed("")
    assert (document.blocks, document.raw_lines, document.title) == ((), (), "plan")
