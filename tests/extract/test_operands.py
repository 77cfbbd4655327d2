"""Of a computation written out only the result is the value of a fact."""

from __future__ import annotations

import pytest

from tests.extract.reading import amounts, fact, read


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("50 stalls x $40 = $2,000", 2000),
        ("$800/month × 12 = $9,600", 9600),
        ("3 devs * 4 weeks * $500 = $6,000", 6000),
    ],
)
def test_only_the_result_is_the_value(value: str, result: float) -> None:
    roadmap = read(f"# Plan\n\n## Budget\n\n- Stands: {value}\n")
    assert amounts(fact(roadmap, value)) == [result]
    assert len(roadmap.equations) == 1
    assert roadmap.numbers_bound == roadmap.numbers


def test_hours_at_a_price_are_no_price() -> None:
    roadmap = read("# Plan\n\n## Pricing\n\n- By hand: 8h × $20/h = $160\n- Basic: $49/month\n")
    assert fact(roadmap, "8h × $20/h = $160").attribute == ""
    assert fact(roadmap, "$49/month").attribute == "price"


@pytest.mark.parametrize("value", ["$2,000 (50 stalls)", "$400 → $600", "12 of 48"])
def test_numbers_that_are_not_reckoned_with_stay(value: str) -> None:
    roadmap = read(f"# Plan\n\n## Budget\n\n- Stands: {value}\n")
    assert len(amounts(fact(roadmap, value))) == len([word for word in value.split() if any(c.isdigit() for c in word)]) or "of" in value
