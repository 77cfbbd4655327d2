"""Plans written as plain lines in a fence are read as text and items; programs, samples and settings are not."""

from __future__ import annotations

import pytest

from agent.model.document import Document
from tests.documents.shapes import parsed, texts


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def fenced(body: str, info: str = "") -> str:
    return f"```{info}\n{body}\n```\n"


def test_task_boxes_in_a_fence_are_items_with_their_state_and_lines() -> None:
    document = parsed(fenced("Day 1-3:\n- [ ] Read the gauges\n- [x] Draw the charts\n\nDay 4-7:\n- [ ] Print them"))
    assert kinds(document) == ["paragraph", "item", "item", "paragraph", "item"]
    boxes = [block for block in document.blocks if block.kind == "item"]
    assert [(block.text, block.checked, block.line) for block in boxes] == [
        ("Read the gauges", False, 3),
        ("Draw the charts", True, 4),
        ("Print them", False, 7),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Week 1: Survey (40h) - $2,000\nWeek 2-3: Charts (80h)", ["Week 1: Survey (40h) - $2,000", "Week 2-3: Charts (80h)"]),
        ("Fase 1: Medição\nFase 2: Mapas", ["Fase 1: Medição", "Fase 2: Mapas"]),
        ("Фаза 1: Замеры\nФаза 2: Карты", ["Фаза 1: Замеры", "Фаза 2: Карты"]),
        ("Phase 1: Survey ......... $20K\nPhase 2: Charts ......... $8K", ["Phase 1: Survey – $20K", "Phase 2: Charts – $8K"]),
        ("Phase 1: Survey ██████ 100%\nPhase 2: Charts ██░░░░  20%", ["Phase 1: Survey – 100%", "Phase 2: Charts – 20%"]),
        ("Week 1:   测量   ━━━━━━ 100%\nWeek 2:   海图   ━━━━━━ 10%", ["Week 1: 测量 – 100%", "Week 2: 海图 – 10%"]),
    ],
)
def test_lines_that_count_up_are_items(body: str, expected: list[str]) -> None:
    document = parsed(fenced(body))
    assert texts(document) == expected
    assert [block.line for block in document.blocks] == [2, 3]


def test_counted_lines_that_head_lists_stay_their_leads() -> None:
    document = parsed(fenced("Month 1-2 (Beta):\n  - 5 harbours\n\nMonth 3-4 (Paid):\n  - 10 harbours", "yaml"))
    assert kinds(document) == ["paragraph", "item", "paragraph", "item"]


@pytest.mark.parametrize(
    ("body", "info"),
    [
        ("port: 8080\nretries: 3\nimage: tide:1.2", "yaml"),
        ("step1 = load(1)\nstep2 = save(2)", ""),
        ("Week 1: a\nWeek 2: b", "python"),
        ("npm install tide@3.2\nexport PORT=8080", ""),
        ("Customer: Ana\nBalance: $4,500\n- 01/2024 - $1,500", ""),
        ("Week 1: only one line counts", ""),
        ("Month 1-2:\n  MRR: $500\n\nMonth 3-4:\n  ARR: $900", ""),
        ("Node 2 -> Node 1; restart();\nNode 3 -> Node 2; restart();", ""),
        ("[ ] not a list\n[x] not a list", ""),
    ],
)
def test_other_fences_stay_fences(body: str, info: str) -> None:
    assert kinds(parsed(fenced(body, info))) == ["fence"]


def test_bullets_that_count_stay_bullets_of_their_list() -> None:
    document = parsed(fenced("Week 1: Survey\nWeek 2: Charts\n  * Tier 1: paper\n  * Tier 2: screens"))
    assert [(block.marker, block.text) for block in document.blocks][-2:] == [("*", "Tier 1: paper"), ("*", "Tier 2: screens")]


def test_fences_of_markdown_below_a_heading_are_each_closed_by_their_own() -> None:
    text = "# Texts\n\n```markdown\n# Cover\n\nBy us.\n```\n\n## Two\n\n```markdown\n# Note\n\nAll of it.\n```\n"
    document = parsed(text)
    assert [block.line for block in document.blocks if block.kind == "fence"] == [3, 11]
    assert not [note for note in document.notes if note.code == "unclosed_fence"]


def test_a_document_that_was_pasted_into_a_fence_below_a_heading_is_read() -> None:
    text = "# Draft\n\n```markdown\n## Costs\n\n| Part | Cost |\n|---|---|\n| Pier | $4M |\n\n## Times\n\n- Pier: May 2027\n```\n"
    document = parsed(text)
    assert [block.kind for block in document.blocks] == ["heading", "heading", "table", "heading", "item"]


@pytest.mark.parametrize(("open_box", "ticked"), [("□", "☑"), ("☐", "☑"), ("[ ]", "[x]")])
def test_boxes_without_a_bullet_are_items(open_box: str, ticked: str) -> None:
    document = parsed(
        fenced(f"Morning (4 hrs):\n{open_box} Read the gauges\n  - Take the boat\n{ticked} Draw the charts\n{open_box} Print")
    )
    boxes = [(block.text, block.checked) for block in document.blocks if block.kind == "item" and block.checked is not None]
    assert boxes == [("Read the gauges", False), ("Draw the charts", True), ("Print", False)]


def test_one_box_in_a_drawing_is_no_list() -> None:
    assert kinds(parsed(fenced("┌────────┐\n│ □ Save │\n└────────┘"))) != ["item"]
