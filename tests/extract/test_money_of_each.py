"""Money for each customer, and an average, is none of the amounts that a plan earns or spends as a whole."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read

EACH = ["Revenue per employee", "Average sale per customer", "Total variable por cliente", "Umsatz pro Kunde", "人均收入"]


@pytest.mark.parametrize("label", EACH)
def test_money_for_each_is_a_figure_of_its_own(label: str) -> None:
    roadmap = read(f"# Club\n\n## Revenue\n\n- {label}: €270\n- Revenue: €90,000\n")
    assert (fact(roadmap, "€270").attribute, fact(roadmap, "€90,000").attribute) == ("metric", "revenue")


@pytest.mark.parametrize("label", ["Revenue per month", "Revenue per region", "Revenue from customers", "Receita por assinatura"])
def test_income_that_is_only_split_stays_income(label: str) -> None:
    assert fact(read(f"# Club\n\n## Revenue\n\n- {label}: €270\n"), "€270").attribute == "revenue"


@pytest.mark.parametrize(
    ("label", "attribute"), [("Average order", ""), ("Pedido médio", ""), ("Average revenue", "revenue"), ("Orders", "revenue")]
)
def test_an_average_among_income_is_not_the_income(label: str, attribute: str) -> None:
    assert fact(read(f"# Club\n\n## Revenue\n\n- {label}: €270\n"), "€270").attribute == attribute


def test_an_average_column_is_not_the_income_of_its_rows() -> None:
    rows = "| 2025 | 100 | €40 | €4,000 |\n| 2026 | 200 | €50 | €10,000 |\n"
    roadmap = read(f"# Club\n\n## Revenue\n\n| Year | Tickets | Average ticket | Revenue |\n|---|---|---|---|\n{rows}")
    assert [fact(roadmap, text).attribute for text in ("€40", "€4,000")] == ["", "revenue"]


@pytest.mark.parametrize(("line", "attribute"), [("Repairs bring 20% margin", "margin"), ("Helpers get 20% of the profit", "")])
def test_a_share_of_the_profit_is_no_margin(line: str, attribute: str) -> None:
    found = [one.attribute for one in read(f"# Club\n\n## Notes\n\n- {line}\n").facts if one.quantities]
    assert found == ([attribute] if attribute else [])


@pytest.mark.parametrize("label", ["Médio prazo", "Medio plazo", "Moyen terme", "Cenário médio", "Scénario moyen"])
def test_what_lies_in_the_middle_is_no_average(label: str) -> None:
    assert fact(read(f"# Club\n\n## Revenue\n\n- {label}: €270\n"), "€270").attribute == "revenue"


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("Revenue per employee", ""),
        ("Cost per user", ""),
        ("Revenue per user", "ARPU"),
        ("Cost per lead", "cost per lead"),
    ],
)
def test_an_amount_for_each_is_not_the_measure_of_all(label: str, measure: str) -> None:
    assert [one.measure for one in read(f"# Club\n\n## Metrics\n\n- {label}: €270\n").metrics] == [measure]


def test_targets_below_a_figure_for_each_are_called_by_it() -> None:
    text = "# Club\n\n## Metrics\n\n**Revenue per employee**\n- Target year 1: €17,000\n- Target year 2: €19,000\n"
    assert {(one.name, one.measure) for one in read(text).metrics} == {("Revenue per employee", "")}
