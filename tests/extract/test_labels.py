"""Where a line says `label: value`."""

from __future__ import annotations

import pytest

from agent.extract.wording.labels import Field, split_field, split_group, split_parts, split_spaced


def parts(text: str, field: Field | None) -> tuple[str, str] | None:
    return None if field is None else (text[field.start : field.end], text[field.value_start : field.value_end])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Budget: $5M", ("Budget", "$5M")),
        ("- Budget: $5M", ("Budget", "$5M")),
        ("🎯 Goal: 40 pilots", ("Goal", "40 pilots")),
        ("推定時間: 2 時間", ("推定時間", "2 時間")),
        ("采购：2-3人", ("采购", "2-3人")),
        ("Team am 1. Januar: 15 Köpfe", ("Team am 1. Januar", "15 Köpfe")),
        ("Note:", ("Note", "")),
        ("at 10:30 we meet", None),
        ("see https://example.com: there", None),
        ("It rained. Then it stopped: finally", None),
        ("We found, after looking at all of the many plans we have: nothing", None),
        ("no colon here", None),
        ("12: 5", None),
        ("", None),
    ],
)
def test_plain_labels(text: str, expected: tuple[str, str] | None) -> None:
    assert parts(text, split_field(text, 0, len(text))) == expected


@pytest.mark.parametrize(
    ("text", "bold", "expected", "separator"),
    [
        ("Owner: Ines", (0, 5), ("Owner", "Ines"), ":"),
        ("Owner: Ines", (0, 6), ("Owner", "Ines"), ":"),
        ("Maps - offline too", (0, 4), ("Maps", "offline too"), "-"),
        ("Maps with layers", (0, 4), ("Maps", "with layers"), ""),
        ("Beta (Q3): two sites", (0, 4), ("Beta", "two sites"), ":"),
        ("Total: $5M", (0, 10), ("Total", "$5M"), ":"),
        ("Maps", (0, 4), ("Maps", ""), ""),
    ],
)
def test_bold_labels(text: str, bold: tuple[int, int], expected: tuple[str, str], separator: str) -> None:
    field = split_field(text, 0, len(text), (bold,))
    assert parts(text, field) == expected
    assert field is not None
    assert field.separator == separator


def test_the_head_of_a_bold_label_takes_its_brackets() -> None:
    text = "Beta (Q3): two sites"
    field = split_field(text, 0, len(text), ((0, 4),))
    assert field is not None
    assert text[field.start : field.head_end] == "Beta (Q3)"


def test_lines_of_several_fields() -> None:
    text = "Priority: High | Effort: 3 weeks | Owner: Ines"
    assert [parts(text, field) for field in split_parts(text, 0, len(text))] == [
        ("Priority", "High"),
        ("Effort", "3 weeks"),
        ("Owner", "Ines"),
    ]
    assert split_parts("Priority: High, and nothing else", 0, 32) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales manager (1)", ("Sales manager", "1")),
        ("Last comment (2026-01-20):", ("Last comment", "2026-01-20")),
        ("Maps (offline) and more", None),
        ("(1)", None),
    ],
)
def test_a_name_with_a_group_behind_it(text: str, expected: tuple[str, str] | None) -> None:
    assert parts(text, split_group(text, 0, len(text))) == expected


def test_columns_of_text() -> None:
    spaced = "└─ Legal review           $5K"
    assert parts(spaced, split_spaced(spaced, 0, len(spaced))) == ("Legal review", "$5K")
    assert split_spaced("one  two", 0, 3) is None


def test_a_hostile_line_is_read_at_once() -> None:
    text = "a " * 20000 + "(" * 5000 + ":" * 5000
    assert split_field(text, 0, len(text)) is None
    assert split_group(text, 0, len(text)) is None
