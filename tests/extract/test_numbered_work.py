"""Tests of headings numbered one after another that name work."""

from __future__ import annotations

from tests.extract.reading import read


def _titles(text: str) -> set[str]:
    return {item.title for item in read(text).items}


def test_numbered_headings_above_boxes_are_work() -> None:
    text = "# Checklist\n\n" + "".join(f"## {n}. Berth {name}\n\n### Ashore\n\n- [ ] Hut {n}\n\n" for n, name in enumerate("ABC", 1))
    assert [(item.title, item.kind) for item in read(text).items if item.title.startswith("Berth")] == [
        ("Berth A", "initiative"),
        ("Berth B", "initiative"),
        ("Berth C", "initiative"),
    ]


def test_numbered_headings_below_next_steps_are_work() -> None:
    text = "# Plan\n\n## Next steps\n\n### 1. Rent a barge\n\nText.\n\n### 2. Hire divers\n\nText.\n\n### 3. Survey the bed\n\nText.\n"
    assert _titles(text) == {"Rent a barge", "Hire divers", "Survey the bed"}


def test_numbered_headings_of_a_text_are_no_work() -> None:
    text = "# Plan\n\n## 1. Where we sail\n\nText.\n\n## 2. Who sails\n\nText.\n\n## 3. What is left\n\n- [ ] Paint\n"
    assert _titles(text) == {"Paint"}


def test_strong_names_numbered_below_an_item_are_its_tasks() -> None:
    text = "# Plan\n\n## Epic 2: Harbour office\n\n" + "".join(
        f"**2.{n} {name}** ({n}h)\n\n- Order the {name.lower()}\n\n" for n, name in enumerate(("Desk", "Radio", "Lamp"), 1)
    )
    items = [item for item in read(text).items if item.title in {"Desk", "Radio", "Lamp"}]
    assert [(item.kind, item.parent, [fact.text for fact in item.facts]) for item in items] == [
        ("task", "epic-2", ["1h"]),
        ("task", "epic-2", ["2h"]),
        ("task", "epic-2", ["3h"]),
    ]


def test_one_strong_name_with_a_number_is_no_task() -> None:
    text = "# Plan\n\n## Epic 2: Harbour office\n\n**2.1 Desk** (oak)\n\n- Varnished\n"
    assert [item.title for item in read(text).items] == ["Harbour office"]
