"""Large bare numbers are money where their column or row names an amount, in the currency of the rest of the document."""

from __future__ import annotations

import pytest

from agent.model.quantity import Quantity
from tests.extract.reading import fact, read


def _value(text: str, written: str) -> Quantity:
    return fact(read(text), written).quantities[0]


def test_the_column_makes_its_numbers_money_in_the_currency_of_the_document() -> None:
    text = "# 计划\n\n费用：¥500 元\n\n| 角色 | 月薪 | 人数 |\n|---|---|---|\n| 设计师 | 2.5万 | 1 |\n| 市场 | 2万 | 2 |\n"
    assert (_value(text, "2.5万").kind, _value(text, "2.5万").unit, _value(text, "2.5万").per) == ("money", "CNY", "month")
    assert _value(text, "1").kind == "count"


def test_the_row_makes_them_money_where_columns_are_periods() -> None:
    text = "# Plan\n\nRent: €900\n\n| | Year 1 | Year 2 |\n|---|---|---|\n| Net profit | 12000 | 45000 |\n| Visitors | 12500 | 46000 |\n"
    assert (_value(text, "45000").kind, _value(text, "45000").unit) == ("money", "EUR")
    assert _value(text, "46000").kind == "count"


def test_a_currency_is_left_open_where_the_document_writes_several() -> None:
    text = "# Plan\n\n- Rent: €900\n- Crane: $800\n\n| Berth | Revenue |\n|---|---|\n| North | 12000 |\n| South | 14000 |\n"
    assert (_value(text, "14000").kind, _value(text, "14000").unit) == ("money", "")


@pytest.mark.parametrize("header", ["Sales", "Cost centre", "Budget code", "毛利率", "Revenue users", "Visitors"])
def test_other_headers_make_no_money(header: str) -> None:
    text = f"# Plan\n\nRent: €900\n\n| Berth | {header} |\n|---|---|\n| North | 12000 |\n| South | 14000 |\n"
    assert _value(text, "14000").kind == "count"


def test_small_numbers_and_numbers_among_words_stay_as_they_are() -> None:
    text = "# Plan\n\nRent: €900\n\n| Berth | Revenue |\n|---|---|\n| North | 12 |\n| South | about 4000 visits |\n"
    assert _value(text, "12").kind == "count"
    assert _value(text, "about 4000 visits").kind == "count"


def test_a_number_that_looks_like_a_year_counts_in_a_column_of_counts() -> None:
    text = "# Plan\n\n| Berth | Visitors |\n|---|---|\n| North | 1500 |\n| South | 2000 |\n| East | 3200 |\n"
    assert _value(text, "2000").least == 2000
    years = "# Plan\n\n| Berth | Built |\n|---|---|\n| North | 1998 |\n| South | 2000 |\n| East | 2003 |\n"
    assert fact(read(years), "2000").quantities == ()


def test_durations_below_scenarios_are_durations() -> None:
    text = "# Plan\n\n## Timelines\n\n| Stage | Optimistic | Pessimistic |\n|---|---|---|\n| Alpha | 3 months | 9 months |\n"
    assert [(one.attribute, one.scenario) for one in read(text).facts] == [("duration", "optimistic"), ("duration", "pessimistic")]


def test_the_least_and_most_of_a_budget_are_costs() -> None:
    text = "# Plan\n\n| Project | Budget min | Budget max |\n|---|---|---|\n| Quay | €8,000 | €9,000 |\n| Lock | €3,000 | €4,000 |\n"
    assert {one.attribute for one in read(text).facts if one.quantities} == {"cost"}


def test_the_scale_in_the_brackets_of_the_header_counts() -> None:
    text = "# 计划\n\n费用：¥500 元\n\n| 季度 | 累计收入(万) |\n|---|---|\n| 北 | 7,502 |\n| 南 | 9,100 |\n"
    assert _value(text, "7,502").least == 75_020_000
