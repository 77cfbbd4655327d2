"""What a chunk promises: it follows the structure, fits the budget, and knows its lines."""

from __future__ import annotations

from agent.index import LexicalIndex, chunks
from agent.model.document import Block, Cell, Document, Row


def words_of(text: str) -> int:
    return len(text.split())


def document(*lines: str, blocks: tuple[Block, ...]) -> Document:
    return Document("plan.md", "markdown", "Plan", lines, lines, blocks)


def sample() -> Document:
    lines = (
        "# Plan",
        "",
        "## Budget",
        "",
        "| Item | Cost |",
        "|---|---|",
        "| Search | $2M |",
        "| Voice | $3M |",
        "",
        "## Team",
        "",
        "Six people join in spring.",
    )
    cells = [(5, ("Item", "Cost")), (7, ("Search", "$2M")), (8, ("Voice", "$3M"))]
    rows = tuple(Row(tuple(Cell(text, line, line) for text in texts), line, line, header=line == 5) for line, texts in cells)
    blocks = (
        Block(0, "heading", 1, 1, "Plan", depth=1),
        Block(1, "heading", 3, 3, "Budget", section=0, depth=2),
        Block(2, "table", 5, 8, section=1, rows=rows),
        Block(3, "heading", 10, 10, "Team", section=0, depth=2),
        Block(4, "paragraph", 12, 12, "Six people join in spring.", section=3),
    )
    return document(*lines, blocks=blocks)


def test_a_chunk_never_reaches_across_a_heading_and_carries_its_path() -> None:
    pieces = chunks(sample(), None, words_of, 100)
    assert [(piece.line, piece.end_line, piece.headings) for piece in pieces] == [(1, 8, ("Plan", "Budget")), (10, 12, ("Plan", "Team"))]
    assert pieces[1].text == "Plan > Team\nSix people join in spring."


def test_a_table_that_is_split_repeats_its_header_row() -> None:
    pieces = chunks(sample(), None, words_of, 14)
    assert [piece.body.splitlines()[0] for piece in pieces[:2]] == ["| Item | Cost |"] * 2
    assert [(piece.line, piece.end_line) for piece in pieces[:2]] == [(1, 7), (8, 8)]


def test_search_finds_the_chunk_that_names_the_word_and_keeps_to_the_paths_asked_for() -> None:
    search = LexicalIndex(chunks(sample(), None, words_of, 14))
    assert search.search("what does Voice cost?")[0].chunk.line == 8
    assert search.search("what does Voice cost?", paths=["other.md"]) == []
    assert search.search("zeppelin") == []
