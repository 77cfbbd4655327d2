"""Any text in: no error, every quote in its place, the same twice, and keys that edits elsewhere do not change."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.documents import parse_markdown
from agent.extract import extract, outline
from agent.model.roadmap import Roadmap

MARKS = st.sampled_from(
    [
        "# ", "## ", "### ", "- ", "  - ", "1. ", "- [ ] ", "- [x] ", "**", "|", "\n|---|---|\n", "```\n", "\n",
        "\n\n", ": ", " | ", " (", ") ", " - ", "→", "=", "Phase 1", "Phase 2", "A1", "K-02", "v1.2", "Q1 2026",
        "months 6-18", "20 May", "$5M", "€120K", "50%", "<200ms P95", "3 engineers", "12", "1,200", "Budget",
        "Owner", "Depends on", "Total", "Subtotal", "Target", "Baseline", "Risk", "Mitigation", "None",
        "Success Metrics", "Uptime", "Team", "✅ ", "🚧 ", "gantt\n", "section ", " :done, a1, 2026-01-05, 14d\n",
        "after a1", "フェーズ1", "予算", "Orçamento", "Бюджет", "a", "b", ".", ",",
    ]
)  # fmt: skip
SOUP = st.lists(MARKS | st.text(max_size=4), max_size=50).map("".join)


def assert_facts_sound(roadmap: Roadmap) -> None:
    document = roadmap.document
    keys = {item.key for item in roadmap.items}
    assert len(keys) == len(roadmap.items)
    assert 0 <= roadmap.numbers_bound <= roadmap.numbers
    for item in roadmap.items:
        assert item.parent in {"", *keys}
        assert item.parent != item.key
        assert 1 <= item.span.line <= item.end_line <= len(document.raw_lines)
        assert {dependency.target for dependency in item.dependencies} <= {"", *keys}
    for fact in roadmap.facts:
        assert fact.item in {"", *keys}
        assert all(fact.text[token.start : token.end] == token.text.replace("\n", " ") for token in fact.values)
    spans = (
        [fact.span for fact in roadmap.facts] + [item.span for item in roadmap.items] + [equation.span for equation in roadmap.equations]
    )
    for span in spans:
        assert span.quote in "\n".join(document.raw_lines[span.line - 1 : span.end_line])
    for total in roadmap.totals:
        assert total.groupings
        assert all(len(grouping) >= 2 for grouping in total.groupings)
    assert all(1 <= unread.line <= len(document.raw_lines) for unread in roadmap.unread)


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_any_markup_is_read_without_an_error(text: str) -> None:
    roadmap = extract(parse_markdown(text, "a.md"))
    assert_facts_sound(roadmap)
    assert outline(roadmap)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert_facts_sound(extract(parse_markdown(text, "a.md")))


@settings(max_examples=50, deadline=None)
@given(SOUP)
def test_the_same_document_gives_the_same_roadmap(text: str) -> None:
    document = parse_markdown(text, "a.md")
    assert extract(document) == extract(document)


PLAN = """# Ferry plan 2026

## Phase 1: Base (Q1 2026)

### A1. Timetable import
- **Budget**: $40K
- **Owner**: Ines

### A2. Seat maps
- **Dependencies**: A1
- [ ] Draw decks

## Phase 2: Growth (Q2 2026)

- [ ] Draw decks

| ID | Item | Cost |
|---|---|---|
| B1 | Buoys | $3K |
| B2 | Nets | $4K |
"""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["", "Some words.", "The sea was calm and the harbour full.", "- a remark"]), min_size=1, max_size=10))
def test_lines_above_change_no_key(lines: list[str]) -> None:
    before = extract(parse_markdown(PLAN, "a.md"))
    head, rest = PLAN.split("\n", 1)
    moved = extract(parse_markdown("\n".join([head, "", *lines, "", rest]), "a.md"))
    shift = len(lines) + 2
    known = {item.key: item for item in moved.items}
    for item in before.items:
        assert known[item.key].span.line == item.span.line + shift
        assert known[item.key].parent == item.parent
        assert [fact.text for fact in known[item.key].facts] == [fact.text for fact in item.facts]
