"""What stands at the end or the head of a document is about the document, not about its last section or its first item."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


@pytest.mark.parametrize("stamp", ["**Last updated:** 3 March 2026", "*Letzte Aktualisierung: 3 March 2026*", "最終更新: 3 March 2026"])
def test_a_stamp_behind_the_last_rule_is_about_the_document(stamp: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 2: Pour (Q3 2027)\n\n- Budget: $40K\n\n---\n\n{stamp}\n**Version**: 2.1\n")
    found = next(one for one in roadmap.facts if one.attribute == "as_of")
    assert (found.item, found.headings) == ("", ("Plan",))
    assert fact(roadmap, "$40K").item == "phase-2"


def test_a_stamp_without_a_rule_is_known_by_its_fields() -> None:
    roadmap = read("# Plan\n\n## Phase 2: Pour\n\n- Budget: $40K\n\n**Last updated:** 3 March 2026\n**Version:** 2.1\n")
    assert next(one for one in roadmap.facts if one.attribute == "as_of").item == ""


@pytest.mark.parametrize(
    "end",
    [
        "**Budget:** $40K\n",  # a field of the phase
        "---\n\n**Budget:** $40K\n\n## Risks\n\nNone.\n",  # a rule between sections
        "---\n\n| Part | Cost |\n|---|---|\n| Pier | $40K |\n",  # content
    ],
)
def test_what_else_ends_a_section_stays_in_it(end: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 2: Pour\n\nConcrete.\n\n{end}")
    assert fact(roadmap, "$40K").headings[-1].startswith("Phase 2")


def test_a_date_below_the_title_is_when_the_document_was_written() -> None:
    roadmap = read("# Phase 2 plan\n\n**Date:** 3 March 2026\n\n## Opening\n\n**Date:** 5 May 2027\n")
    assert [found.attribute for found in roadmap.facts if found.label == "Date"] == ["as_of", "window"]
    assert all(item.window is None or "2026" not in item.window.text for item in roadmap.items)
