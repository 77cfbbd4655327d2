"""What customers are and have is nothing that the plan has."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


@pytest.mark.parametrize("heading", ["Ideal customer profile", "Target customer segments", "Demographics", "Zielgruppe", "客户画像"])
def test_below_the_customers_stands_what_they_have(heading: str) -> None:
    roadmap = read(f"# Club\n\n## {heading}\n\n- Income: €50K-€90K a year\n- 50-200 employees\n- Budget: €20K for software\n")
    assert {one.attribute for one in roadmap.facts if one.quantities} == {""}
    assert fact(roadmap, "€50K-€90K a year").label == "Income"


@pytest.mark.parametrize(
    ("line", "attribute"), [("Price: €9 a month", "price"), ("Retention: 80%", "metric"), ("Customer acquisition cost: €60", "metric")]
)
def test_prices_and_measures_there_are_the_plans(line: str, attribute: str) -> None:
    roadmap = read(f"# Club\n\n## Customer segments\n\n- {line}\n")
    assert [one.attribute for one in roadmap.facts if one.quantities] == [attribute]


def test_an_own_heading_below_the_customers_is_the_plans() -> None:
    text = "# Club\n\n## Customer segments\n\n### Revenue\n\n- Schools: €40K\n\n### Budget\n\n- Stands: €5K\n"
    assert [one.attribute for one in read(text).facts if one.quantities] == ["revenue", "cost"]


def test_customers_elsewhere_do_not_take_the_figures() -> None:
    assert fact(read("# Club\n\n## Customer service\n\n- Budget: €20K\n"), "€20K").attribute == "cost"


@pytest.mark.parametrize(
    ("heading", "attribute"),
    [("Revenue by customer segment", "revenue"), ("Budget for target customers", "cost"), ("Ingresos por persona", "revenue")],
)
def test_own_figures_split_by_customers_are_the_plans(heading: str, attribute: str) -> None:
    assert fact(read(f"# Club\n\n## {heading}\n\n- Schools: €40K\n"), "€40K").attribute == attribute


def test_persons_described_are_still_no_team_of_the_plan() -> None:
    assert fact(read("# Club\n\n## Personas\n\n- Budget: €40K\n"), "€40K").attribute == ""
