"""Tests of headings that end in a priority: they name what is so urgent, and grade nothing else."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("1. Tide gauge (Medium Priority)", "medium"),
        ("2. Tide gauge — HIGH PRIORITY", "high"),
        ("3. Tide gauge ⚡ HIGH PRIORITY", "high"),
        ("4. Tide gauge (P1)", "P1"),
        ("5. Tide gauge 🎨 PRIORITY 3", "P3"),
        ("6. Tide gauge [LOW PRIORITY]", "low"),
        ("7. Tide gauge (Prioridad alta)", "high"),
        ("8. Tide gauge (hohe Priorität)", "high"),
    ],
)
def test_a_heading_that_ends_in_a_priority_is_an_item_with_it(heading: str, level: str) -> None:
    item = read(f"# Plan\n\n## Work\n\n### {heading}\n\n- Order it\n").items[0]
    stated = [value.value for fact in item.facts if fact.attribute == "priority" for value in fact.values]
    assert (item.title, stated) == ("Tide gauge", [level])


def test_two_headings_of_one_level_side_by_side_are_items() -> None:
    text = "# Plan\n\n## Net cover (High priority)\n\n- Sew\n\n## Net pole (High priority)\n\n- Cut\n"
    assert {item.title: item.parent for item in read(text).items if item.title.startswith("Net")} == {"Net cover": "", "Net pole": ""}


def test_one_heading_for_each_level_still_groups() -> None:
    text = "# Plan\n\n## Do first (High priority)\n\n- Sew\n\n## Do then (Low priority)\n\n- Cut\n"
    items = read(text).items
    assert [(item.title, item.facts[0].attribute) for item in items] == [("Sew", "priority"), ("Cut", "priority")]


@pytest.mark.parametrize("heading", ["High priority", "Priority 1", "Low-priority features", "What is of high priority to us"])
def test_a_heading_of_nothing_but_a_priority_names_no_item(heading: str) -> None:
    assert [item.title for item in read(f"# Plan\n\n## {heading}\n\n- [ ] Sew\n").items] == ["Sew"]


def test_a_level_in_brackets_behind_a_risk_is_no_priority() -> None:
    assert read("# Plan\n\n## Risks\n\n### Storms (High)\n\n- They close the harbour\n").items[0].kind == "risk"
