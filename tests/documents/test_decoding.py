"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.documents import read_bytes
from agent.documents.decoding import decode, looks_binary
from agent.errors import DocumentError

GERMAN = "# Plan\n\nKosten für Größe und Qualität: 5 Mio. €, jährlich überprüft – fällig im März.\n"
JAPANESE = "# 計画\n\n予算は500万円です。第1四半期に開発を開始し、次に公開します。\n"
CHINESE = "# 计划\n\n预算为五百万元。第一季度开始开发，然后发布产品路线图。\n"
RUSSIAN = "# План\n\nБюджет на первый квартал составляет пять миллионов рублей. Запуск в мае.\n"
KOREAN = "# 계획\n\n예산은 오백만 원입니다. 일 분기에 개발을 시작합니다.\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8"),
        (GERMAN, "utf-16", "utf-16"),
        (GERMAN, "utf-16-le", "utf-16-le"),
        (GERMAN, "utf-16-be", "utf-16-be"),
        (GERMAN, "utf-32", "utf-32"),
        (GERMAN, "cp1252", "cp1252"),
        ("Année prévue : été 2026\n", "latin-1", "cp1252"),
        ("Année \x81 prévue\n", "latin-1", "latin-1"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
        (KOREAN, "euc_kr", "euc_kr"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8_r"),
        (JAPANESE * 3, "utf-16-le", "utf-16-le"),
        ("plain ascii\n", "ascii", "utf-8"),
    ],
)
def test_encodings_are_told_apart(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text.removeprefix("\ufeff") == text
    assert decoded.encoding == name
    expected = ["bom"] if codec == "utf-8-sig" else [] if name == "utf-8" else ["encoding"]
    assert [note.code for note in decoded.notes] == expected


def test_the_choice_is_said_with_its_name() -> None:
    document = read_bytes(GERMAN.encode("cp1252"), "plan.md")
    assert document.encoding == "cp1252"
    assert "cp1252" in next(note.message for note in document.notes if note.code == "encoding")
    assert document.raw_lines[2].startswith("Kosten für Größe")


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = (GERMAN * 20).encode() + b"caf\xe9\n"
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("caf\ufffd\n")
    assert [(note.code, note.line) for note in decoded.notes] == [("encoding", 61)]


def test_line_numbers_do_not_depend_on_line_ends() -> None:
    unix = read_bytes(b"# A\n\n- b\n- c\n", "a.md")
    for ends in (b"\r\n", b"\r"):
        other = read_bytes(b"# A\n\n- b\n- c\n".replace(b"\n", ends), "a.md")
        assert (other.raw_lines, other.blocks) == (unix.raw_lines, unix.blocks)


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    document = read_bytes(b"\xef\xbb\xbf# Plan\n", "a.md")
    assert document.raw_lines == ("# Plan",)
    assert document.title == "Plan"


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x7fELF" + b"\x00\x01\x02" * 50, b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x01" * 99])
def test_binary_files_are_refused(data: bytes) -> None:
    assert looks_binary(data)
    with pytest.raises(DocumentError, match="not a text file"):
        read_bytes(data, "plan.md")


def test_a_stray_zero_byte_does_not_make_a_text_binary() -> None:
    document = read_bytes(b"# Plan\n\nBud\x00get: $5M and more words\n", "a.md")
    assert document.blocks[1].text == "Budget: $5M and more words"


@given(st.binary(max_size=400))
def test_any_bytes_decode(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_8_is_never_mistaken(text: str) -> None:
    data = text.encode()
    if b"\x00" not in data and not data.startswith((b"\xff", b"\xef\xbb\xbf")):
        assert decode(data).text == text
