"""Figures that one line enumerates, each with its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.answers.reading.inline import inline_members
from agent.answers.reading.view import build_view
from agent.documents import parse_markdown
from agent.extract import extract


def _named(line: str) -> list[list[tuple[str, str]]]:
    view = build_view(extract(parse_markdown(f"# Plan\n\n## Part\n\n- {line}\n", path="plan.md")))
    return [[(name, entry.text) for entry, name, _ in members] for members in inline_members(view)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Gains: Year 1: €20,000, Year 2: €35,000", ["Year 1", "Year 2"]),
        ("Coding (60 min) · talk (30 min)", ["Coding", "talk"]),
        ("Holders → Ana 40%, Bo 30%, Cy 30%", ["Ana", "Bo", "Cy"]),
        ("15 minutes of talk + 10 minutes of questions", ["of talk", "of questions"]),
    ],
)
def test_each_figure_of_an_enumeration_has_its_name(line: str, names: list[str]) -> None:
    assert [[name for name, _ in members] for members in _named(line)] == [names]


@pytest.mark.parametrize(
    "line",
    [
        "It costs €20,000 in all",
        "Ana 40%, Bo €30,000",  # two kinds
        "Ana, Bo and Cy share 40%, 30%",  # a part without a figure
        "Growth of €20,000, €35,000",  # a figure without a name
    ],
)
def test_what_is_no_enumeration_of_named_figures_is_none(line: str) -> None:
    assert _named(line) == []


@given(st.text(alphabet="Ab 1€%,;:·+()→", max_size=60))
def test_any_line_is_read_with_names_that_tell_its_figures_apart(line: str) -> None:
    for members in _named(line.replace("\n", " ")):
        assert len({name.casefold() for name, _ in members}) == len(members) >= 2
