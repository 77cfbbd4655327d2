"""Front matter."""

from __future__ import annotations

import pytest

from tests.documents.shapes import codes, kinds, parsed

BOMB = "---\na: &a [x,x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n# T\n"


def test_keys_values_and_lines() -> None:
    document = parsed("---\ntitle: Plan 2026\nowner:\n  name: Ana\n  teams: [web, data]\nbudget: 5000\nstart: 2026-01-05\n---\n\n# T\n")
    assert document.metadata == (
        ("title", "Plan 2026", 2), ("owner.name", "Ana", 4), ("owner.teams", "web, data", 5),
        ("budget", "5000", 6), ("start", "2026-01-05", 7),
    )  # fmt: skip
    assert kinds(document) == ["front_matter:1-8", "heading:10"]
    assert document.blocks[0].text.split("\n")[1] == "title: Plan 2026"


def test_lists_of_mappings_are_numbered() -> None:
    document = parsed("---\nphases:\n  - name: One\n    cost: 5\n  - name: Two\n---\n")
    assert document.metadata == (("phases.0.name", "One", 3), ("phases.0.cost", "5", 4), ("phases.1.name", "Two", 5))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "aliases"),
        ("---\na: [\n---\n# T\n", "not plain YAML"),
        ("---\na: " + "[" * 30 + "]" * 30 + "\n---\n# T\n", "20 deep"),
        ("---\na: " + "x" * 70_000 + "\n---\n# T\n", "64 kB"),
        ("---\na: b: c\n---\n# T\n", "not plain YAML"),
    ],
)
def test_what_is_not_plain_yaml_is_a_note(text: str, reason: str) -> None:
    document = parsed(text)
    assert document.title == "T"
    assert [code for code, _ in codes(document)] == ["front_matter"]
    assert reason in document.notes[0].message


def test_broken_front_matter_is_still_read_line_by_line() -> None:
    assert parsed("---\ntitle: A: B\nowner: Ana\n---\n").metadata == (("title", "A: B", 2), ("owner", "Ana", 3))


def test_json_front_matter() -> None:
    assert parsed('---\n{\n  "title": "Plan",\n  "order": 2\n}\n---\n').metadata == (("title", "Plan", 3), ("order", "2", 4))


def test_toml_front_matter() -> None:
    assert parsed('+++\ntitle = "Plan"\n+++\n').metadata == (("title", "Plan", 2),)


@pytest.mark.parametrize("text", ["---\n\n# T\n\n---\n", "---\ntext only\n---\n", "---\na: b\n", "text\n---\na: b\n---\n"])
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    document = parsed(text)
    assert document.metadata == ()
    assert "front_matter" not in [block.kind for block in document.blocks]


def test_values_are_data_and_never_objects() -> None:
    assert parsed("---\na: !!python/object/apply:os.system [x]\nb: yes\n---\n").metadata == (("a", "x", 2), ("b", "yes", 3))
