"""Who is counted: those who work on the plan, those it is made for, and things that are no people at all."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


def _attributes(text: str) -> set[str]:
    return {fact.attribute for fact in read(text).facts if fact.quantities}


@pytest.mark.parametrize(
    "line",
    [
        "- 2 backend engineers",
        "- 1 CFO",
        "- 1 HR Manager",
        "- 2x Frontend (Vue)",
        "- Total: 7 people",
        "- Moderators: 3 people",
    ],
)
def test_the_lines_of_a_team_count_its_people(line: str) -> None:
    assert _attributes(f"# Plan\n\n## Team\n\n{line}\n") == {"people"}


@pytest.mark.parametrize(
    "line",
    [
        "- Small workshops (5-15 people)",
        "- Population of the valley: 360,000 people",
        "- 口コミ：1人招待で1か月無料",
        '- **Live view**: "23 Personen sehen sich das an"',
        "- Größe der Betriebe: 2-100 Mitarbeiter",
    ],
)
def test_people_outside_the_team_are_no_staff(line: str) -> None:
    assert "people" not in _attributes(f"# Plan\n\n## Market\n\n{line}\n")


@pytest.mark.parametrize("line", ["- The team wrote 12 reports in May.", "- Builders will meet 35+ routes"])
def test_things_a_team_makes_are_no_people(line: str) -> None:
    assert "people" not in _attributes(f"# Plan\n\n## Team\n\n{line}\n")


def test_a_column_of_pay_without_a_currency_counts_nobody() -> None:
    roadmap = read("""
        # Plan

        ## Team

        | Role | Headcount | Monthly salary |
        |------|-----------|----------------|
        | Potter | 3 | 3500 |
        | Painter | 2 | 2800 |
    """)
    assert [f.attribute for f in roadmap.facts if f.quantities] == ["people", "rate", "people", "rate"]


def test_a_plan_to_subscribe_to_is_no_team() -> None:
    roadmap = read("""
        # Plan

        ## Pricing

        ### Free plan - $0/month

        - 3 participants

        ### Team plan - $99/month

        - 500 requests a month
        - 15 participants
        - Answers within 24h

        ### Business plan - $299/month

        - SLA 99.9% uptime
    """)
    assert "people" not in {f.attribute for f in roadmap.facts}
    assert {f.attribute for f in roadmap.facts if f.text.startswith("$")} == {"price"}


def test_a_team_among_prices_is_sold_and_among_costs_paid() -> None:
    prices = read("# Plan\n\n## Pricing\n\n- Solo: $19/month\n- Team: $99/month\n")
    assert fact(prices, "$99/month").attribute == "price"
    costs = read("# Plan\n\n## Budget\n\n- Servers: $190\n- Team: $9900\n")
    assert fact(costs, "$9900").attribute == "cost"


def test_the_number_in_brackets_behind_a_role_counts_its_people() -> None:
    roadmap = read("# Plan\n\n## Hiring\n\n- **UI Designer** (1) - $100K-$140K\n- **Paint mixers** (3) - $90K\n")
    assert [(f.text, f.label) for f in roadmap.facts if f.attribute == "people"] == [("1", "UI Designer")]


def test_what_is_personal_counts_nobody() -> None:
    assert "people" not in _attributes("# Plan\n\n## Done\n\n- ✅ **Personal letter writer** (6 kinds of letter)\n")


@pytest.mark.parametrize("role", ["Projektmanager", "Datenwissenschaftler", "Technischer Autor", "Datenschutzexperte"])
def test_german_compounds_of_people_count_staff(role: str) -> None:
    plan = "# Plan\n\n## Phase 1: Entwurf\n\nWir planen die neue Halle und die Wege zwischen den Ständen für den Markt.\n\n"
    text = f"{plan}- **Kosten: 58.000 €**\n  - Personalkosten: 58.000 € (1 {role}, 1 Backend-Entwickler)\n"
    assert fact(read(text), f"1 {role}").attribute == "people"
