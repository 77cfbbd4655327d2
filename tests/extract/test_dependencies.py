"""What items depend on, resolved to what they name."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

PLAN = """
# Plan

## Phase 1: Base

### A1. Multi-port booking
- **Owner**: Ines

### A4. Security and compliance framework
- **Owner**: Paul

### B1. Harbour directory
- **Owner**: Paul

### B2. Document store
- **Owner**: Paul

## Phase 2: Growth

### C1. Trip planner
- **Dependencies**: {value}
"""


def targets(value: str) -> list[str]:
    return [dependency.target for dependency in read(PLAN.replace("{value}", value)).by_key["c1"].dependencies]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("A1", ["a1"]),
        ("A1 (Booking), A4 (Security)", ["a1", "a4"]),
        ("A1 and A4", ["a1", "a4"]),
        ("B1/B2 (Integrations)", ["b1", "b2"]),
        ("A1, Z9", ["a1", ""]),
        ("Multi-port booking", ["a1"]),
        ("the security framework", ["a4"]),
        ("all Phase 1 items", ["a1", "a4", "b1", "b2"]),
        ("Phase 1", ["phase-1"]),
        ("A1; B2", ["a1", "b2"]),
        ("A1 und B2", ["a1", "b2"]),
        ("signed lease of the pier", [""]),
    ],
)
def test_dependency_texts_name_items(value: str, expected: list[str]) -> None:
    assert targets(value) == expected


@pytest.mark.parametrize("value", ["None", "None (foundational)", "–", "nothing new, the lease is signed", "n/a"])
def test_words_of_absence_make_an_item_independent(value: str) -> None:
    item = read(PLAN.replace("{value}", value)).by_key["c1"]
    assert item.dependencies == ()
    assert item.independent


def test_a_range_of_ids_names_each() -> None:
    roadmap = read(
        "# Plan\n\n| ID | Task | Depends on |\n|---|---|---|\n| T1 | a | – |\n| T2 | b | T1 |\n| T3 | c | T1 |\n| T4 | d | T1–T3 |\n"
    )
    assert [dependency.target for dependency in roadmap.by_key["t4"].dependencies] == ["t1", "t2", "t3"]


def test_the_text_and_place_of_a_dependency_are_kept() -> None:
    dependency = read(PLAN.replace("{value}", "A1 (Booking), Z9")).by_key["c1"].dependencies[1]
    assert (dependency.text, dependency.kind, dependency.span.line) == ("Z9", "depends_on", 20)


def test_charts_say_what_comes_after_what() -> None:
    roadmap = read("""
        # Plan

        ```mermaid
        gantt
            dateFormat YYYY-MM-DD
            section Sea
            Dredging    :done, dre, 2026-01-05, 2026-02-27
            Buoys       :active, buo, after dre, 14d
            section Shore
            Opening     :milestone, ope, after dre buo, 1d
        ```
    """)
    dredging, buoys, opening = (roadmap.by_key[key] for key in ("dre", "buo", "ope"))
    assert (dredging.status, buoys.status, opening.kind) == ("done", "in_progress", "milestone")
    assert [(dependency.target, dependency.kind) for dependency in opening.dependencies] == [("dre", "after"), ("buo", "after")]
    assert buoys.window is not None
    assert (str(buoys.window.start), str(buoys.window.end)) == ("2026-02-28", "2026-03-13")
    assert dredging.span.line == 7


def test_a_chart_and_a_table_of_the_same_ids_are_the_same_items() -> None:
    roadmap = read("""
        # Plan

        ```mermaid
        gantt
            Dredging :dre, 2026-01-05, 2026-02-27
            Buoys    :buo, 2026-03-01, 14d
        ```

        | ID | Work package | Cost |
        |---|---|---:|
        | dre | Dredging | $20K |
        | buo | Buoys | $5K |
    """)
    assert [item.key for item in roadmap.items] == ["dre", "buo"]
    assert [found.text for found in roadmap.by_key["dre"].all("cost")] == ["$20K"]


def test_reads_a_sentence_that_says_nothing_but_what_is_needed() -> None:
    text = """# Plan

## Stage 1: Ordering (weeks 1-6)

Owner: Halima. Budget: $64,000.

## Stage 2: Loyalty (weeks 7-12)

Owner: Wen. Budget: $52,000. Needs stage 1.

## Stage 3: Delivery (weeks 13-19)

Owner: Jonas. Needs care in the old town.
"""
    items = {item.title: item for item in read(text).items}
    assert [dependency.target for dependency in items["Loyalty"].dependencies] == [items["Ordering"].key]
    assert not items["Ordering"].dependencies
    assert not items["Delivery"].dependencies


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("2.1", ["import"]),
        ("2.1, 2.2", ["import", "export"]),
        ("item 2.2", ["export"]),
        ("§2.1 and §2.2", ["import", "export"]),
        ("4.9", [""]),
    ],
)
def test_the_number_of_a_heading_names_its_item(written: str, keys: list[str]) -> None:
    sections = "".join(f"### 2.{at} {name}\n\n- **Owner**: Ana\n\n" for at, name in enumerate(("Import", "Export", "Search"), start=1))
    text = f"# Plan\n\n## Phase 2\n\n{sections}- **Depends on**: {written}\n"
    item = next(item for item in read(text).items if item.title == "Search")
    assert [dependency.target for dependency in item.dependencies] == keys


def test_a_number_that_two_headings_have_names_neither() -> None:
    text = (
        "# Plan\n\n## 1. Import\n\n- **Owner**: Ana\n\n# Annex\n\n## 1. Export\n\n- **Owner**: Bo\n\n## 2. Search\n\n- **Depends on**: 1\n"
    )
    item = next(item for item in read(text).items if item.title == "Search")
    assert [dependency.target for dependency in item.dependencies] == [""]
