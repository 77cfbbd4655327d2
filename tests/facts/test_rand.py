"""Amounts in rand are written with a letter that elsewhere names a release or a risk: "R1 500" is money only where rand are spoken of."""

from __future__ import annotations

import pytest

from agent.facts import decide_convention, scan
from agent.model.quantity import Quantity


def rand(document: str, line: str) -> list[tuple[float, str]]:
    """The amounts in rand of a line, each with what it is for."""
    found = [token.value for token in scan(line, decide_convention(f"{document}\n{line}")) if isinstance(token.value, Quantity)]
    return [((value.least + value.most) / 2, value.per) for value in found if value.unit == "ZAR"]


@pytest.mark.parametrize(
    ("line", "amounts"),
    [
        ("Rent R1 500/month", [(1500.0, "month")]),
        ("R450/mo", [(450.0, "month")]),
        ("R1.50 per card", [(1.5, "card")]),
        ("Grant: R2.5m", [(2_500_000.0, "")]),
        ("R10 500 once", [(10_500.0, "")]),
        ("Release R2 of the site, risk R12, R2 score 0.93", []),
        ("Plan R2-D2 and AR500", []),
    ],
)
def test_rand_where_the_country_is_named(line: str, amounts: list[tuple[float, str]]) -> None:
    assert rand("A shop in South Africa", line) == amounts


def test_several_amounts_with_thousands_need_no_other_word() -> None:
    text = "Rent R1 500, wages R12 000, car R8 400"
    assert rand("A shop", text) == [(1500.0, ""), (12_000.0, ""), (8400.0, "")]


@pytest.mark.parametrize("line", ["R1 500 is the number of the room", "R450", "R2 score of 0.93", "R2025 release, R2026 release"])
def test_no_rand_where_nobody_speaks_of_them(line: str) -> None:
    assert rand("A shop", line) == []
