"""Text set in columns, boxes and bars: what stands side by side belongs to its own label."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Roadmap
from tests.extract.reading import fact, read


def _told(roadmap: Roadmap) -> list[tuple[str, str, str]]:
    return [(fact.attribute, fact.label, fact.text) for fact in roadmap.facts]


def test_fields_of_one_drawn_line_each_have_their_own_value() -> None:
    roadmap = read("""
        # Clinic

        ```
        │  Booking P99: 423ms  │ Login P99: 156ms  │ Error rate: 0.1%   │       │
        ```
        """)
    assert [(label, text) for _, label, text in _told(roadmap)] == [
        ("Booking P99", "423ms"),
        ("Login P99", "156ms"),
        ("Error rate", "0.1%"),
    ]


def test_a_value_ends_where_another_column_begins() -> None:
    roadmap = read("""
        # Clinic

        ```
        │  Age of the practice: 1-10 years     • Wants it simple   │
        Goal: pilot         Goal: $100K        Goal: $1M
        ```
        """)
    assert [text for _, _, text in _told(roadmap)] == ["1-10 years", "pilot", "$100K", "$1M"]


@pytest.mark.parametrize("line", ["MONTH:  1   2   3   4   5   6", "│  W1   W2   W3   W4   W5   │", "Rent   $50K   $60K   $70K"])
def test_the_marks_of_an_axis_are_no_values_of_a_label(line: str) -> None:
    roadmap = read(f"# Clinic\n\n```\n{line}\n```\n")
    assert not roadmap.facts
    assert len(roadmap.unread) >= 3


def test_two_figures_behind_a_label_are_its_values() -> None:
    roadmap = read("# Clinic\n\n```\nRent: $50K   20%\n```\n")
    assert [(token.text) for token in roadmap.facts[0].values] == ["$50K", "20%"]


def test_bars_that_add_up_to_a_whole_are_shares() -> None:
    bars = "Trade    ████████████ 45%\nServices ██████████ 38%\nIndustry ████ 12%\nFarms    ███ 5%\n"
    assert {attribute for attribute, _, _ in _told(read(f"# Market\n\n```\n{bars}```\n"))} == {""}


def test_bars_that_do_not_are_progress() -> None:
    bars = "Search   ████████████ 80%\nUpload   ██████████ 40%\nExport   ████ 10%\n"
    assert {attribute for attribute, _, _ in _told(read(f"# Market\n\n```\n{bars}```\n"))} == {"progress"}


def test_the_parts_of_a_pie_are_in_the_unit_of_their_whole() -> None:
    roadmap = read("""
        # Coop

        ## Launch budget (30k€)

        ```mermaid
        pie title Split
            "Insurance" : 15
            "Legal work" : 10
            "Website" : 5
        ```
        """)
    assert [(one.attribute, one.label, one.quantities[0].most, one.quantities[0].unit) for one in roadmap.facts if one.label] == [
        ("cost", "Insurance", 15_000, "EUR"),
        ("cost", "Legal work", 10_000, "EUR"),
        ("cost", "Website", 5_000, "EUR"),
    ]


def test_the_parts_of_a_pie_that_do_not_add_up_stay_bare() -> None:
    roadmap = read("""
        # Coop

        ## Launch budget (30k€)

        ```mermaid
        pie
            "Insurance" : 15
            "Legal work" : 3
        ```
        """)
    assert [one.quantities[0].kind for one in roadmap.facts if one.label] == ["count", "count"]


def test_what_a_dot_sets_apart_is_no_part_of_the_value() -> None:
    roadmap = read("# Coop\n\nDate: May 2026 · 36 months\n\n## Work\n")
    assert (fact(roadmap, "May 2026").attribute, [unread.text for unread in roadmap.unread]) == ("as_of", ["36 months"])
