"""A row that is nothing but a label says what the money in the rows below it is."""

from __future__ import annotations

from tests.extract.reading import read

_ROWS = """
# Plan

## Statement (€)

| | Year 1 | Year 2 |
|---|---|---|
| **Income** | | |
| Licences | 15000 | 65000 |
| **Costs** | | |
| Rigging | 38000 | 21000 |
| | | |
| Visitors | 900 | 950 |
"""


def test_rows_below_a_label_take_its_role_until_the_next_one() -> None:
    stated = {(one.subject, one.attribute) for one in read(_ROWS).facts if one.quantities}
    assert {("Licences", "revenue"), ("Rigging", "cost")} <= stated


def test_an_empty_row_ends_the_group() -> None:
    assert [one.headings for one in read(_ROWS).facts if one.subject == "Visitors"] == [("Plan", "Statement (€)")] * 2


def test_a_label_that_says_nothing_of_money_is_no_group() -> None:
    text = "# Plan\n\n| Line | Amount |\n|---|---|\n| North | |\n| Quay | $5 |\n"
    assert [one.headings for one in read(text).facts] == [("Plan",)]
