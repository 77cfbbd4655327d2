"""Names and the brackets behind them."""

from __future__ import annotations

import pytest

from agent.rules.reading.brackets import before_open_bracket


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("People (Total", "People"),
        ("预算（总计", "预算"),
        ("Harbour (north) works (", "Harbour (north) works"),
        ("Harbour (north) works", "Harbour (north) works"),
        ("(Total", "(Total"),
        ("", ""),
    ],
)
def test_a_name_ends_before_a_bracket_that_it_does_not_close(name: str, bare: str) -> None:
    assert before_open_bracket(name) == bare
