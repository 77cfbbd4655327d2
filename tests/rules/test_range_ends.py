"""The ends of stated ranges against what their parts make."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from agent.model.quantity import Comparator, Quantity
from agent.rules.reading.range_ends import ends_apart


def stated(least: float, most: float, comparator: Comparator = "=") -> Quantity:
    return replace(Quantity(least, most, least, most, "money", "USD"), comparator=comparator)


@pytest.mark.parametrize(
    ("quantity", "least", "most", "end"),
    [
        (stated(300, 500), 300, 500, ""),
        (stated(300, 500), 300, 700, "upper"),
        (stated(300, 500), 200, 500, "lower"),
        (stated(300, 500), 200, 700, "both"),
        (stated(310, 520), 306, 516, ""),  # rounded to tens
        (stated(310, 520), 306, 480, "upper"),
        (stated(1000, 2000), 1030, 2090, ""),  # rounding, or near enough
        (stated(1010, 2030), 1010, 2075, ""),
        (stated(310, 520), 310, 540, "upper"),
        (stated(1000, 2000), 1000, 2150, ""),
        (stated(1000, 2000), 1000, 2260, "upper"),  # more than a tenth, though rounded to thousands
        (stated(1000, 2000, "~"), 1000, 2260, ""),  # "about" a thousand may be half of one off
        (stated(1000, 2000, "~"), 1000, 2600, "upper"),
        (stated(1000, 5000, "~"), 1600, 4300, ""),  # "about", with room on both sides
        (stated(1000, 5000, "~"), 400, 4300, "both"),
        (stated(1000, 5000, "~"), 1600, 5900, "both"),
        (stated(1000, 5000), 1600, 4300, "both"),
        (stated(1050, 2050, "~"), 1000, 2150, ""),  # both ends are rounded a little
        (stated(1050, 2050, "~"), 1050, 2150, "upper"),  # only one is
        (stated(300, 500, ">="), 300, 700, ""),
        (stated(300, 500, "<"), 300, 700, ""),
        (stated(300, 300), 200, 700, ""),
        (stated(300, 500), 700, 700, ""),
        (stated(0.3, 0.5), 0.3, 0.7, "upper"),  # of no whole numbers
    ],
)
def test_an_end_is_apart_from_the_sum_where_rounding_does_not_explain_it(quantity: Quantity, least: float, most: float, end: str) -> None:
    assert ends_apart(quantity, least, most) == end
