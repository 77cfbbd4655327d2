"""The account of numbers, and what real roadmaps of other people come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.documents import parse_markdown, read_paths
from agent.extract import extract, outline
from agent.extract.coverage import Coverage, coverage
from agent.extract.wording.clauses import is_value
from agent.model.quantity import Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from tests.extract.reading import read

SHARED = Path(__file__).resolve().parents[3] / "shared"


def test_every_number_is_bound_or_unread() -> None:
    roadmap = read("# Plan\n\n- Budget: $5M\n\nWe saw 3 seals and about $40K of it.\n\n| Item | Cost |\n|---|---|\n| Nets | $3K |\n")
    assert (roadmap.numbers, roadmap.numbers_bound, [unread.text for unread in roadmap.unread]) == (4, 3, ["about $40K"])
    assert coverage((roadmap,)) == (Coverage("plan.md", 4, 3),)
    assert coverage((roadmap,))[0].share == 0.75


def test_a_document_without_numbers_is_fully_covered() -> None:
    assert coverage((read("# Plan\n\nNothing yet.\n"),))[0].share == 1.0


def test_section_numbers_ids_and_words_for_one_are_no_numbers() -> None:
    roadmap = read("# 1 Plan\n\n## 2 Sea\n\n### 3 Shore\n\nSee A1, #12 and v2.3: one thing.\n")
    assert roadmap.numbers == 0


def test_the_outline_shows_items_facts_and_what_was_not_read() -> None:
    text = outline(read("# Plan\n\n## Phase 1: Base\n- **Budget**: $5M\n\nRoughly $40K here.\n"))
    assert text.startswith("Plan [en] 1/2 numbers bound\n  phase 'phase-1' 'Base' l.3-6\n")
    assert "cost 'Budget': '$5M'" in text
    assert text.endswith("unread l.6 'Roughly $40K': no word beside it says what it measures\n")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real roadmaps is not beside the repository")
def test_four_fifths_of_the_numbers_of_real_roadmaps_are_bound() -> None:
    documents = read_paths([str(SHARED / "roadmaps"), str(SHARED / "seeds")]).documents
    roadmaps = [extract(document) for document in documents]
    assert len(roadmaps) > 80
    assert sum(roadmap.numbers_bound for roadmap in roadmaps) >= 0.8 * sum(roadmap.numbers for roadmap in roadmaps)
    for roadmap in roadmaps:
        assert lost(roadmap) == []
        keys = [item.key for item in roadmap.items]
        assert len(keys) == len(set(keys))
        assert all(item.parent in {"", *keys} for item in roadmap.items)
        for fact in roadmap.facts:
            lines = "\n".join(roadmap.document.raw_lines[fact.span.line - 1 : fact.span.end_line])
            assert fact.span.quote in lines


def lost(roadmap: Roadmap) -> list[str]:
    """Numbers that count as bound although no fact of their line, no period of the roadmap and no computation keeps them."""
    document = roadmap.document
    unread = Counter((one.line, one.text) for one in roadmap.unread)
    periods = {fact.window.text for fact in roadmap.facts if fact.window is not None}
    kept = {(line, value.text) for fact in roadmap.facts for line in range(fact.span.line, fact.span.end_line + 1) for value in fact.values}
    missing = []
    for line, last, token in _numbers(roadmap):
        if unread[line, token.text]:
            unread[line, token.text] -= 1
            continue
        computed = any(
            equation.span.line <= line <= equation.span.end_line and token.text in equation.text for equation in roadmap.equations
        )
        dated = isinstance(token.value, Window) and token.value.text in periods
        if not (computed or dated or any((at, token.text) in kept for at in range(line, last + 1))):
            missing.append(f"{document.path}:{line} {token.text}")
    return missing


def _numbers(roadmap: Roadmap) -> Iterator[tuple[int, int, Token]]:
    """Every number with the first and last line it may stand in."""
    blocks = roadmap.document.blocks
    for block, tokens in zip(blocks, roadmap.tokens, strict=True):
        yield from ((block.line_at(token.start), block.line_at(token.start), token) for token in tokens if is_value(token))
    for (at, row, column), tokens in roadmap.cells.items():
        whole = blocks[at].rows[row]
        yield from ((whole.line, whole.cells[column].end_line, token) for token in tokens if is_value(token))


@pytest.mark.parametrize(
    ("line", "bound", "numbers"),
    [
        ("- **Welder** (0.6 FTE) - $24,000", 2, 2),
        ("- Tour of 90 berths: €60", 1, 2),
        ("- Quay wall > 3x: fine", 0, 1),
        ("- Q3 (months 7-9): dredging", 1, 2),
        ("- Year 2: $2M revenue, $1M costs", 3, 3),
        ("- Costs: $5M (2 cranes at $1M)", 3, 3),
    ],
)
def test_a_number_counts_only_where_something_keeps_it(line: str, bound: int, numbers: int) -> None:
    roadmap = read(f"# Plan\n\n## Budget\n\n{line}\n")
    assert lost(roadmap) == []
    assert (roadmap.numbers_bound, roadmap.numbers) == (bound, numbers)


_PIECES = st.sampled_from(
    [
        "Welder",
        "(0.6 FTE)",
        "$24,000",
        "- ",
        ": ",
        "40%",
        "3 months",
        "Q3 2027",
        "(2 cranes)",
        "Budget",
        "Total",
        "revenue",
        ", ",
        "**",
        "→",
        "=",
        "x",
        "| ",
        "\n",
        "## ",
        "R$ 2M",
    ]
)


@given(st.lists(_PIECES, max_size=24).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_no_number_of_any_text_counts_as_bound_and_is_lost(text: str) -> None:
    assert lost(extract(parse_markdown(text, "plan.md"))) == []
