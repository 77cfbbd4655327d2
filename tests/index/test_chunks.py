"""What a chunk promises: it follows the structure, fits the budget, knows its lines, and keeps its id through edits elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.documents import parse_markdown
from agent.index import LexicalIndex, chunks
from agent.model.chunk import Chunk
from agent.model.document import Document
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Item, Roadmap

PLAN = """\
# Plan

## Budget

| Item | Cost |
|---|---|
| Search | $2M |
| Voice | $3M |

### Reserve

One million is set aside.

## Team

Six people join in spring.
"""


def words_of(text: str) -> int:
    return len(text.split())


def cut(text: str, limit: int = 256) -> tuple[Chunk, ...]:
    return chunks(parse_markdown(text, "plan.md"), None, words_of, limit)


def lines_of(piece: Chunk, document: Document) -> list[str]:
    return list(document.lines[piece.line - 1 : piece.end_line])


def test_a_chunk_never_reaches_across_a_top_heading_and_carries_its_path() -> None:
    budget, team = cut(PLAN)
    assert (budget.line, budget.end_line, budget.headings) == (1, 12, ("Plan", "Budget"))
    assert (team.line, team.end_line) == (14, 16)
    assert team.text == "Plan > Team\nSix people join in spring."


def test_short_neighbours_of_one_section_are_one_chunk_that_still_names_the_inner_headings() -> None:
    assert cut(PLAN)[0].body.endswith("| Voice | $3M |\nReserve\nOne million is set aside.")


def test_a_table_that_is_split_repeats_its_header_row() -> None:
    pieces = cut(PLAN, 16)
    assert [piece.body.splitlines()[0] for piece in pieces[:2]] == ["| Item | Cost |"] * 2
    assert [(piece.line, piece.end_line) for piece in pieces[:2]] == [(1, 7), (8, 8)]
    assert pieces[1].body == "| Item | Cost |\n| Voice | $3M |"


def test_a_list_item_stays_with_what_is_nested_in_it() -> None:
    text = "# P\n\n- Alpha one two three\n  - child four five\n- Beta six seven eight\n  - child nine ten\n"
    assert [piece.body for piece in cut(text, 11)] == [
        "- Alpha one two three\n  - child four five",
        "- Beta six seven eight\n  - child nine ten",
    ]


def test_a_heading_with_nothing_below_it_is_still_found() -> None:
    pieces = cut("# Plan\n\n## Empty promise\n\n## Team\n\nSix people.\n")
    assert ("Plan", "Empty promise") in [piece.headings for piece in pieces]


def test_a_line_longer_than_the_budget_is_cut_at_words_and_a_word_longer_than_it_inside() -> None:
    pieces = cut("# P\n\n" + "word " * 50 + "x" * 100 + "\n", 20)
    assert {(piece.line, piece.end_line) for piece in pieces} == {(1, 3), (3, 3)}
    assert all(words_of(piece.text) <= 20 for piece in pieces)
    assert sum(piece.body.count("word") for piece in pieces) == 50
    assert sum(piece.body.count("x") for piece in pieces) == 100


def test_text_that_a_reader_does_not_see_is_not_indexed() -> None:
    assert "secret" not in " ".join(piece.text for piece in cut("# P\n\nSeen.\n\n<!-- secret words -->\n"))


def test_an_edit_elsewhere_keeps_the_ids_of_all_other_chunks_and_equal_chunks_differ() -> None:
    before = cut(PLAN)
    after = cut(PLAN.replace("# Plan\n", "# Plan\n\nA new line.\n"))
    assert before[1].id == after[-1].id
    assert before[1].line + 2 == after[-1].line
    twice = cut("# P\n\n## A\n\nSame.\n\n# P\n\n## A\n\nSame.\n")
    assert len({piece.id for piece in twice}) == len(twice) == 2


def test_a_fact_is_a_sentence_with_item_label_canonical_name_value_and_period() -> None:
    document = parse_markdown("# Plan\n\n## A2 Voice search\n\n- Orçamento: R$ 3 mi\n", "plan.md")
    fact = Fact(
        "cost",
        "Orçamento",
        "R$ 3 mi",
        document.span(5),
        "field",
        item="a2",
        headings=("Plan", "A2 Voice search"),
        window=Window("Q3 2026"),
    )
    item = Item("a2", "A2", "Voice search", "initiative", document.span(3), 5, facts=(fact,))
    roadmap = Roadmap(document, "Plan", "pt", items=(item,), facts=(fact, fact))
    sentences = [piece for piece in chunks(document, roadmap, words_of) if piece.kind == "fact"]
    assert [(piece.line, piece.text) for piece in sentences] == [(5, "Plan\nA2 Voice search: Orçamento (cost): R$ 3 mi (Q3 2026)")]


def test_a_fact_says_nothing_twice() -> None:
    document = parse_markdown("Date: 2026\n", "plan.md")
    fact = Fact("", "Date", "2026", document.span(1), "field", subject="Date")
    assert [piece.body for piece in chunks(document, Roadmap(document, "", "en", facts=(fact,)), words_of) if piece.kind == "fact"] == [
        "Date: 2026"
    ]


BLOCK = st.sampled_from(
    [
        "# One",
        "## Two",
        "### Three",
        "A paragraph of several words, and more.",
        "- item\n- item with child\n  - child",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
        "```\nfenced: 12\nlines: 3\n```",
        "> quoted words",
        "1. first\n2. second",
        "word " * 30,
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, max_size=14), st.integers(12, 80))
def test_every_line_of_a_document_is_in_a_chunk_and_every_chunk_fits(blocks: list[str], limit: int) -> None:
    document = parse_markdown("\n\n".join(blocks) + "\n", "plan.md")
    pieces = chunks(document, None, words_of, limit)
    covered = {line for piece in pieces for line in range(piece.line, piece.end_line + 1)}
    assert covered >= {at for at, line in enumerate(document.lines, 1) if line.strip() and not line.startswith(("```", "|--"))}
    assert all(1 <= piece.line <= piece.end_line <= len(document.lines) for piece in pieces)
    assert all(words_of(piece.text) <= limit for piece in pieces)
    assert len({piece.id for piece in pieces}) == len(pieces)
    assert pieces == chunks(document, None, words_of, limit)
    top = [piece.headings[:2] for piece in pieces]
    assert all(piece.headings[: len(path)] == path for piece, path in zip(pieces, top, strict=True))


@pytest.mark.parametrize(
    ("query", "language", "text"),
    [
        ("what does Voice cost?", "en", "Voice 3 million"),
        ("third phase", "de", "Phase 3: Bau"),
        ("expenses", "de", "Kosten der Anlage"),
        ("予算はいくら", "en", "The budget of the plan"),
        ("orcamento", "pt", "Orçamento anual"),
        ("RBAC", "en", "RBAC for all"),
    ],
)
def test_words_find_a_passage_in_other_forms_and_other_languages(query: str, language: str, text: str) -> None:
    other = "Something else altogether stands in this one."
    pieces = [Chunk(str(at), "a.md", at + 1, at + 1, (), body, body) for at, body in enumerate([other, text, other])]
    hits = LexicalIndex(pieces, {"a.md": language}).search(query)
    assert [hit.chunk.body for hit in hits] == [text]


def test_search_keeps_to_the_paths_asked_for_and_finds_nothing_where_no_word_stands() -> None:
    search = LexicalIndex(cut(PLAN, 16))
    assert search.search("what does Voice cost?")[0].chunk.line == 8
    assert search.search("what does Voice cost?", paths=["other.md"]) == []
    assert search.search("zeppelin") == []
    assert search.search("?!") == []
