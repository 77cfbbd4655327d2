"""Hostile input: long runs that would make a careless pattern quadratic are read to their end."""

from __future__ import annotations

import pytest

from agent.facts import canonical_terms, decide_convention, equations, lookup_label, normalise, scan
from tests.facts.reading import convention

SIZE = 6_000
ATTACKS = [
    "1",
    "1,",
    "1.",
    "1 000 ",
    "a1-",
    "A-1",
    "$",
    "$1-",
    "1/",
    "1:1",
    "(",
    "x1 × ",
    "1 + ",
    "月",
    "第1",
    "一",
    "-",
    "--> ",
    "P9",
    "v1.",
    "Q1 ",
    "Q1 2026 - ",
    "Jan ",
    "1 Jan - ",
    "http://",
    "a@a.",
    "@",
    "#1",
    "not started ",
    "in ",
    "until the ",
    "1% of 2 ",
    "5 → ",
    "per ",
    "/month",
    "K",
    "\u00a0",
    " ",
    "\n",
    "é",
    "🚀 done ",
    "[x]",
    "✅",
    "百分之",
    "to ",
    "from 1 to 2 ",
]


@pytest.mark.parametrize("piece", ATTACKS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_repetitions_of_any_piece_are_scanned(piece: str, language: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    spoken = convention(language)
    tokens = scan(text, spoken)
    equations(text, tokens, spoken)
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_other_functions_survive_long_input() -> None:
    text = "9.9,9 de " * 1_000
    assert decide_convention(text).language in {"pt", "es", "fr", "it"}
    assert normalise(text)
    assert canonical_terms(text, "pt")
    assert lookup_label(text) is None
