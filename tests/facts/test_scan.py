"""The scan as a whole: tokens are sorted, disjoint and quote the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.facts import Convention, decide_convention, scan

_PIECES = st.sampled_from(
    [
        "$",
        "€",
        "R$ ",
        "1",
        "12",
        "1.036",
        ",5",
        "%",
        " ",
        "-",
        "–",
        "Q3",
        " 2025",
        "月",
        "年",
        "第",
        "万円",
        "<",
        "≤",
        "at least ",
        "months",
        "K",
        "M",
        "+",
        "/",
        ":",
        "(",
        ")",
        "\n",
        "x",
        "×",
        "=",
        "->",
        "v1",
        ".",
        "Phase ",
        "A",
        "#",
        "✅",
        "done",
        "high",
        "to ",
        "from ",
        "million",
        "ms",
        "März",
        "до ",
        "百分之",
        "三",
        "12 000",
        "per ",
        "T+",
        "H1",
        "FY",
        "’25",
        "\u00a0",
        "\u0301",
        "https://",
        "@",
        "_",
        "½",
        "٣",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=14).map("".join)),
    st.sampled_from(["en", "pt", "de", "fr", "ru", "ja", "zh", "id"]),
)
def test_tokens_are_sorted_disjoint_and_verbatim(text: str, language: str) -> None:
    tokens = scan(text, Convention(language=language))
    reached = 0
    for token in tokens:
        assert reached <= token.start < token.end
        assert text[token.start : token.end] == token.text
        reached = token.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_a_convention_is_decided_for_any_text(text: str) -> None:
    convention = decide_convention(text)
    assert scan(text, convention) == scan(text, convention)


def test_an_amount_that_a_line_end_cuts_in_two_is_one() -> None:
    text = "The pilot of the import service will then run for another three\nmonths before the second phase starts."
    assert "three\nmonths" in [token.text for token in scan(text, Convention())]


def test_list_entries_and_short_lines_are_not_joined() -> None:
    text = "A first line that is long enough to be a line of running text and\n3. Launch\nTeam: 4\nmonths"
    assert [token.text for token in scan(text, Convention())] == ["3.", "4"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("open 9h-18h every day", []),
        ("measured over 4G", []),
        ("5G in 40 ports", ["40 ports"]),
        ("$4G", ["$4G"]),
        ("4 GB of memory", ["4 GB"]),
        ("8-12h de trabalho", ["8-12h"]),
        ("CNPJ 98.765.432/0001-10", []),
        ("CPF 123.456.789-09", []),
        ("the market (MVP+3-5)", []),
        ("sales+50%", ["50%"]),
    ],
)
def test_hours_of_opening_networks_registrations_and_names_are_no_amounts(text: str, found: list[str]) -> None:
    assert [token.text for token in scan(text, Convention())] == found


@pytest.mark.parametrize("text", ["deploys without 500 errors", "a 404 page", "no 502 responses", "sem erros 404"])
def test_the_codes_a_server_answers_with_are_no_numbers(text: str) -> None:
    values = [token.text for token in scan(text, Convention()) if token.kind in {"quantity", "number"}]
    assert values == [] if "sem" not in text else values == ["404"]


def test_ids_may_have_dots() -> None:
    assert [(token.kind, token.text) for token in scan("HU-2.2: as a guest", Convention())] == [("id", "HU-2.2")]
    assert "250 errors" in [token.text for token in scan("fixed 250 errors", Convention())]


@pytest.mark.parametrize("text", ["Telegram: +000 555010199", "call +49 30 1234567-8"])
def test_a_telephone_number_counts_nothing(text: str) -> None:
    assert [token.text for token in scan(text, Convention()) if token.kind in {"quantity", "number"}] == []


def test_a_growth_is_no_telephone_number() -> None:
    assert [token.text for token in scan("sales: +258 units", Convention())] == ["+258 units"]
