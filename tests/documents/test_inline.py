"""Bold words, the most frequent markup of all, are read without the Markdown library, and as it reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.documents.inline import _bold_alone, _rendered

PIECES = (
    "**",
    "**",
    "**",
    "*",
    "Cost",
    "a",
    " ",
    "\n",
    "  \n",
    ":",
    ".",
    "(",
    ")",
    "é",
    "上",
    "：",
    "✅",
    ":rocket:",
    "1",
    "-",
    "!",
    "|",
    "x_y",
    "\u00a0",
    "\\",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=14).map("".join))
def test_bold_words_are_what_the_library_makes_of_them(source: str) -> None:
    quickly = _bold_alone(source)
    if quickly is not None:
        slowly = _rendered(source, {})
        assert _bare(quickly.text) == _bare(slowly.text)
        assert [quickly.text[slice(*span)] for span in quickly.bold] == [slowly.text[slice(*span)] for span in slowly.bold]
        assert not slowly.struck
        assert not slowly.references
        assert not slowly.comments


def _bare(text: str) -> list[str]:
    """The lines without the spaces around them, which are cut whoever read them."""
    return [line.strip() for line in text.split("\n")]


@pytest.mark.parametrize("source", ["**Cost**: $4M", "**Cost:** $4M", "a **b** and **c d**", "Start: May", "1. **上线**：", "**a**b"])
def test_most_lines_are_read_without_the_library(source: str) -> None:
    assert _bold_alone(source) is not None


@pytest.mark.parametrize("source", ["**a", "** a **", "***a***", "**a *b* c**", "[a](b)", "`**a**`", "**a****b**", "**(a)**b", r"\**a**"])
def test_other_markup_is_left_to_the_library(source: str) -> None:
    assert _bold_alone(source) is None
