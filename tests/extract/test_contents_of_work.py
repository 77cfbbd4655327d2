"""Tests of lists that repeat the headings of a document, and of labels that return in it."""

from __future__ import annotations

from tests.extract.reading import read


def _titles(text: str) -> set[str]:
    return {item.title for item in read(text).items}


def test_boxes_named_like_later_headings_are_tasks() -> None:
    text = "# Plan\n\n## Phase 1: Trials\n\n- [ ] Sea trial\n- [ ] Dock trial\n\n## Sea trial\n\nText.\n\n## Dock trial\n\nText.\n"
    assert {"Sea trial", "Dock trial"} <= _titles(text)


def test_what_a_phase_lists_is_no_table_of_contents() -> None:
    text = "# Plan\n\n## Phase 1: Trials\n\n- Sea trial\n- Dock trial\n\n## Sea trial\n\nText.\n\n## Dock trial\n\nText.\n"
    assert {"Sea trial", "Dock trial"} <= _titles(text)


def test_a_list_of_headings_at_the_top_names_nothing() -> None:
    text = "# Plan\n\n## Tasks\n\n- Sea trial\n- Dock trial\n\n## Sea trial\n\nText.\n\n## Dock trial\n\nText.\n"
    assert _titles(text) == set()


def test_a_label_that_returns_in_four_sections_anywhere_is_no_item() -> None:
    text = "# Plan\n\n" + "".join(
        f"## Phase {n}: Berth {n}\n\n### Quay {n}\n\n- **Crate**: oak {n}\n- **Pump {n}**: new\n\n### Wall {n}\n\n- **Gate {n}**: new\n\n"
        for n in (1, 2, 3, 4)
    )
    titles = _titles(text)
    assert "Crate" not in titles
    assert {"Pump 1", "Gate 4"} <= titles


def test_an_id_with_two_numbers_stays_whole() -> None:
    text = "# Sprint\n\n" + "".join(f"## Story E017-00{n}: Berth {name}\n\n- [ ] Dig {n}\n\n" for n, name in ((1, "east"), (2, "west")))
    assert [(item.id, item.title) for item in read(text).items if item.id] == [
        ("Story E017-001", "Berth east"),
        ("Story E017-002", "Berth west"),
    ]
