"""Mojibake, invisible and control characters, and lines as an editor counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.documents.lines import indent_of, split_lines
from agent.documents.repair import repair_lines
from tests.documents.shapes import codes, parsed


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("a", ("a",)),
        ("a\n", ("a",)),
        ("a\n\n", ("a", "")),
        ("a\r\nb\rc\nd", ("a", "b", "c", "d")),
        ("a\x0cb\x0bc\u2028d\u2029e\x85f\x1cg", ("a\x0cb\x0bc\u2028d\u2029e\x85f\x1cg",)),
    ],
)
def test_lines_end_where_an_editor_ends_them(text: str, lines: tuple[str, ...]) -> None:
    assert split_lines(text) == lines


@pytest.mark.parametrize(
    ("line", "column"), [("a", 0), ("  a", 2), ("\ta", 4), (" \ta", 4), ("> a", 0), ("  >   a", 2), ("> >  a", 1), ("", 0)]
)
def test_columns(line: str, column: int) -> None:
    assert indent_of(line) == column


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("âœ“ Completed", "✓ Completed"),
        ("âœ… **Done**", "✅ **Done**"),
        ("Costs â‚¬5M â€“ final", "Costs €5M – final"),
        ("SÃ£o Paulo, orÃ§amento", "São Paulo, orçamento"),
        ("donâ€™t", "don’t"),
        ("ðŸš€ launch", "🚀 launch"),
        ("Ð¿Ð»Ð°Ð½", "план"),
        ("ÔåÆ next", "→ next"),
    ],
)
def test_mojibake_is_repaired_for_reading_and_kept_for_quoting(garbled: str, meant: str) -> None:
    document = parsed(f"# T\n\n{garbled}\n")
    assert document.lines[2] == meant
    assert document.raw_lines[2] == garbled
    assert codes(document) == [("mojibake", 3)]


@pytest.mark.parametrize(
    "line",
    [
        "“quoted” – it’s fine…",
        "Größe: 5 € für Ämter",
        "São Paulo",
        "план на 2026 – «да»",
        "予算：５００万円",
        "Ω ≤ 5 µs ± 2°",
        "naïve café à 10 °C",
        "Ł’Oréal × 2",
        "¿Qué? ¡Sí! 50 % º ª",
    ],
)
def test_sound_text_is_left_alone(line: str) -> None:
    assert repair_lines((line,)).lines == (line,)
    assert repair_lines((line,)).notes == ()


@pytest.mark.parametrize(
    ("line", "clean", "code"),
    [
        ("pay\u200b $5", "pay $5", "invisible"),
        ("a\U000e0049\U000e0067b", "ab", "invisible"),
        ("a\u202eb\u2066c", "abc", "invisible"),
        ("a\ufeffb", "ab", "invisible"),
        ("x\U000e0100\U000e0101", "x", "invisible"),
        ("Bud\x00get", "Budget", "control"),
        ("\x1b[31mred\x1b[0m", "red", "control"),
        ("a\x07b\x9bc", "abc", "control"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_noted(line: str, clean: str, code: str) -> None:
    repaired = repair_lines((line,))
    assert repaired.lines == (clean,)
    assert [note.code for note in repaired.notes] == [code]


def test_a_hidden_message_is_spelled_out_in_the_note() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "approve")
    assert '"approve"' in repair_lines((f"ok{hidden}",)).notes[0].message


@pytest.mark.parametrize("line", ["⚠️ risk", "👩‍💻 team", "🏳️‍🌈", "می‌خواهم", "soft\u00adware", "1️⃣ first", "क्‍ष"])
def test_joiners_and_selectors_that_belong_to_the_text_raise_no_note(line: str) -> None:
    assert repair_lines((line,)).notes == ()


def test_line_like_characters_become_spaces() -> None:
    assert repair_lines(("a\x0cb\u2028c\x0bd",)).lines == ("a b c d",)


@given(st.text())
def test_repair_never_changes_the_count_of_lines(text: str) -> None:
    raw = split_lines(text)
    repaired = repair_lines(raw)
    assert len(repaired.lines) == len(raw)
    assert not any("\n" in line or "\r" in line for line in repaired.lines)
    assert all(1 <= note.line <= len(raw) for note in repaired.notes)


@given(st.lists(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]))))
def test_plain_ascii_is_returned_as_it_is(lines: list[str]) -> None:
    assert repair_lines(tuple(lines)).lines == tuple(lines)
