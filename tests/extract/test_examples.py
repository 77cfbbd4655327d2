"""What an example shows is no figure of the plan."""

from __future__ import annotations

import pytest

from agent.extract.facts.examples import names_example
from tests.extract.reading import read


@pytest.mark.parametrize(
    "name",
    [
        "Example order",
        "📊 Example workflow",
        "Exemplo 1: aluguel",
        "Usage examples",
        "Rechenbeispiel",
        "Preisbeispiele (netto)",
        "计算示例",
        "使用例",
    ],
)
def test_the_name_of_an_example(name: str) -> None:
    assert names_example(name)


@pytest.mark.parametrize(
    "name",
    [
        "Milestone 6: Documentation & Examples (Week 11)",
        "Tests and examples",
        "Improve the external plugin examples for new users",
        "Costs",
    ],
)
def test_the_name_of_something_else(name: str) -> None:
    assert not names_example(name)


@pytest.mark.parametrize(
    "text", ["## Example order\n\n- **Price**: $100\n- **Courier fee**: $15\n", "## Orders\n\n- **Example**: revenue of $100\n"]
)
def test_amounts_of_an_example_are_neither_costs_nor_income(text: str) -> None:
    assert {one.attribute for one in read(f"# Delivery plan\n\n{text}").facts if one.quantities} == {""}


def test_the_work_on_examples_keeps_its_figures_and_its_times() -> None:
    facts = read("# Plan\n\n## Documentation and examples\n\n- **Budget**: $5K\n\n## Example apps\n\n- **Effort**: 3 weeks\n").facts
    assert [one.attribute for one in facts] == ["cost", "effort"]


def test_a_paper_that_is_an_example_is_read_as_any_other() -> None:
    facts = read("# Example plan of a bakery\n\n## Money\n\n- **Budget**: $5K\n").facts
    assert [one.attribute for one in facts] == ["cost"]
