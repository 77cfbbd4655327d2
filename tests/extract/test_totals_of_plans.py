"""Which figures are taken for the total of a whole plan."""

from __future__ import annotations

import pytest

from agent.documents import parse_markdown
from agent.extract import extract

PLAN = """# Plan

{top}

## Phase 1 (Q1 2027)

- **Budget**: €40K

## Phase 2 (Q2 2027)

- **Budget**: €60K

## {section}

{sentence}
"""


def totals(top: str = "", section: str = "Notes", sentence: str = "") -> list[float]:
    roadmap = extract(parse_markdown(PLAN.format(top=top, section=section, sentence=sentence), "plan.md"))
    return [total.value.most for total in roadmap.totals if total.basis == "phases"]


def test_a_total_near_the_top_is_the_sum_of_the_phases() -> None:
    assert totals(top="Total budget: €100K") == [100_000]


@pytest.mark.parametrize("section", ["Return on investment", "Retorno", "Revenue"])
def test_a_sum_in_a_section_about_returns_is_not(section: str) -> None:
    assert totals(section=section, sentence="In three years the margins total €90K.") == []
    assert totals(section=section, sentence="Total: €90K") == []


def test_staff_with_their_salaries_are_costs_whatever_the_role_is_called() -> None:
    roadmap = extract(
        parse_markdown(
            "# Plan\n\n### People (Total: $900K)\n"
            "- **Pilots**: 5 × $180K × 6 months = $450K\n"
            "- **Product managers**: 4 × $170K × 6 months = $340K\n"
            "- **Support staff**: 3 × $90K × 6 months = $135K\n",
            "plan.md",
        )
    )
    (total,) = [total for total in roadmap.totals if total.basis == "list"]
    assert sum(value.most for _, value in total.groupings[0]) == 925_000
