"""The account of numbers, and what real roadmaps of other people come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.documents import read_paths
from agent.extract import extract, outline
from agent.extract.coverage import Coverage, coverage
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
        keys = [item.key for item in roadmap.items]
        assert len(keys) == len(set(keys))
        assert all(item.parent in {"", *keys} for item in roadmap.items)
        for fact in roadmap.facts:
            lines = "\n".join(roadmap.document.raw_lines[fact.span.line - 1 : fact.span.end_line])
            assert fact.span.quote in lines
