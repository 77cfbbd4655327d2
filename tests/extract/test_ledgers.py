"""Bare numbers of tables are money where the rest of the table, a caption or a note proves it."""

from __future__ import annotations

import pytest

from agent.model.quantity import Quantity
from tests.extract.reading import fact, read


def _value(text: str, written: str) -> Quantity:
    return fact(read(text), written).quantities[0]


def _units(text: str) -> set[tuple[str, str]]:
    return {(value.kind, value.unit) for one in read(text).facts if one.source == "column" for value in one.quantities}


def test_rows_that_add_up_to_a_total_of_money_are_money() -> None:
    text = """
    # Harbour budget

    ## Outlays (USD)

    | Item | Q1 | Q2 |
    |---|---|---|
    | Dredging | 4,000 | 9,000 |

    ## Where it comes from

    | Source | Q1 | Q2 | Total |
    |---|---|---|---|
    | Berths | 5,000 | 12,500 | 17,500 |
    | Donors | 11,000 | 7,000 | 18,000 |
    | Fish market | 2,000 | 500 | 2,500 |
    | **Total income** | **18,000** | **20,000** | **38,000** |
    """
    assert (_value(text, "12,500").kind, _value(text, "12,500").unit) == ("money", "USD")
    assert (_value(text, "500").kind, _value(text, "17,500").unit) == ("money", "USD")


def test_columns_that_add_up_to_a_column_of_money_are_money() -> None:
    text = """
    # 计划

    押金：¥500 元

    | 月份 | 机房 | 接口 | 月度总成本 | 访客 |
    |---|---|---|---|---|
    | M1 | 3,000 | 8,000 | 11,000 | 2,400 |
    | M2 | 4,000 | 12,000 | 16,000 | 2,900 |
    """
    assert (_value(text, "8,000").kind, _value(text, "8,000").unit) == ("money", "CNY")
    assert _value(text, "2,900").kind == "count"


def test_numbers_of_a_column_in_which_one_states_its_currency_are_in_it() -> None:
    text = (
        "# Plan\n\n| Month | Fee income kept | Boats |\n|---|---|---|\n| M1 | -8,340 | 12 |\n| M2 | 9,120 | 14 |\n| M3 | €11,400 | 15 |\n"
    )
    assert (_value(text, "-8,340").kind, _value(text, "-8,340").unit, _value(text, "-8,340").change) == ("money", "EUR", False)
    assert _value(text, "14").kind == "count"


@pytest.mark.parametrize("row", ["Paying users", "Customers", "Visitors"])
def test_what_is_counted_beside_money_stays_a_count(row: str) -> None:
    text = f"# Plan\n\n| | Year 1 | Year 2 |\n|---|---|---|\n| {row} | 12,000 | 45,000 |\n| Revenue | $14,000 | $46,000 |\n"
    assert _value(text, "45,000").kind == "count"


def test_counts_that_add_up_to_a_count_are_no_money() -> None:
    rows = "| A | 1,000 | 2,000 | 3,000 |\n| B | 1,500 | 2,500 | 4,000 |\n"
    text = f"# Plan\n\nRent: $900\n\n| Quay | Boats | Ferries | All |\n|---|---|---|---|\n{rows}"
    assert _units(text) == {("count", "")}


@pytest.mark.parametrize(
    ("caption", "least", "unit"),
    [
        ("Table 2: what it costs (USD thousands)", 450_000, "USD"),
        ("All figures in thousands of euros.", 450_000, "EUR"),
        ("单位：万元", 4_500_000, "CNY"),
        ("単位：千円", 450_000, "JPY"),
        ("Valores em R$ mil", 450_000, "BRL"),
        ("Currency: GBP", 450, "GBP"),
    ],
)
def test_a_line_above_a_table_gives_its_amounts_their_unit(caption: str, least: float, unit: str) -> None:
    text = f"# Plan\n\n## Budget\n\n{caption}\n\n| Item | Budget |\n|---|---|\n| Crane | 450 |\n| Quay | 700 |\n"
    value = _value(text, "450")
    assert (value.least, value.unit) == (least, unit)


def test_a_note_far_down_holds_for_its_own_section_only() -> None:
    filler = "\n\n".join(
        f"Line {word}." for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "more")
    )
    table = "| Item | Budget |\n|---|---|\n| {} | {} |\n| Hut | 20 |\n"
    text = f"# Plan\n\n{filler}\n\n## A\n\nAll amounts in k€.\n\n{table.format('Crane', 450)}\n\n## B\n\n{table.format('Ferry', 470)}"
    assert (_value(text, "450").unit, _value(text, "450").least) == ("EUR", 450_000)
    assert _value(text, "470").kind == "count"


@pytest.mark.parametrize(
    "sentence", ["Our costs are $20K lower than in EUR terms.", "All values are in the table.", "Budgets are in good shape."]
)
def test_other_sentences_give_no_unit(sentence: str) -> None:
    text = f"# Plan\n\n{sentence}\n\n| Item | Budget |\n|---|---|\n| Crane | 450 |\n| Quay | 700 |\n"
    assert _value(text, "450").kind == "count"


def test_staff_among_amounts_of_a_headed_currency_is_what_they_cost() -> None:
    rows = "| Fares | 160,000 | 750,000 |\n| Personnel | 190,000 | 340,000 |\n"
    text = f"# Plan\n\n## Income statement (€)\n\n| | Year 1 | Year 2 |\n|---|---|---|\n{rows}"
    assert (_value(text, "190,000").kind, _value(text, "190,000").unit) == ("money", "EUR")
