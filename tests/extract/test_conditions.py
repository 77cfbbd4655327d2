"""What a plan aims at beside its targets, and what holds only under a condition, is told apart by its scenario."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


@pytest.mark.parametrize(
    "lead",
    ["If underfunded (only $70K available):", "Unless we find a hall:", "Wenn die Halle fehlt:", "Si nous louons :", "如果没有资金："],
)
def test_what_stands_below_a_condition_holds_only_then(lead: str) -> None:
    roadmap = read(f"# Club\n\n## Budget\n\n- Rent: $20K\n\n**{lead}**\n\n- Costs of a tent: $4K\n- Team: 1 FTE\n")
    assert (fact(roadmap, "$20K").scenario, bool(fact(roadmap, "$4K").scenario)) == ("", True)


@pytest.mark.parametrize(
    "lead", ["Caso de uso 2:", "若手の育成：", "若干项目：", "In case studies:", "SI Club:", "Iffley Road:", "Costs of the tents, if any:"]
)
def test_other_leads_set_no_condition(lead: str) -> None:
    assert fact(read(f"# Club\n\n## Budget\n\n- Rent: $20K\n\n**{lead}**\n\n- Costs of a tent: $4K\n"), "$4K").scenario == ""


def test_a_condition_ends_with_its_section() -> None:
    roadmap = read("# Club\n\n## If we raise money\n\n- Budget: $90K\n\n## Costs\n\n- Budget: $50K\n")
    assert (fact(roadmap, "$90K").scenario, fact(roadmap, "$50K").scenario) == ("if we raise money", "")


@pytest.mark.parametrize(
    ("lead", "scenario"),
    [("Stretch goals", "stretch"), ("Minimum targets", "minimum"), ("Metas mínimas", "minimum"), ("挑战目标", "stretch"), ("Goals", "")],
)
def test_stretch_and_minimum_goals_are_targets_of_their_own(lead: str, scenario: str) -> None:
    found = fact(read(f"# Club\n\n## Success metrics\n\n### {lead}\n\n- Members: 500\n"), "500")
    assert (found.role, found.scenario) == ("target", scenario)


def test_a_minimum_viable_product_is_no_scenario() -> None:
    assert fact(read("# Club\n\n## Minimum Viable Product\n\n- Budget: $50K\n"), "$50K").scenario == ""
