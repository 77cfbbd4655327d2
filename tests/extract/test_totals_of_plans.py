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


@pytest.mark.parametrize("text", ["The total is €9.9M.", "A grant of €50K is sure.", "Total cost of all ports: €9.9M"])
def test_what_is_said_of_a_total_later_does_not_replace_it(text: str) -> None:
    plan = "# Plan\n\n## Phase 1\n\n- **Budget**: €40K\n\n## Phase 2\n\n- **Budget**: €60K\n\n**Total**: €110K\n\n"
    stated = [total.value.most for total in extract(parse_markdown(plan + text + "\n", "plan.md")).totals if total.basis == "phases"]
    assert stated == [110_000]


def test_a_total_below_the_last_of_phases_with_amounts_in_their_headings_is_of_the_plan() -> None:
    phases = "".join(f"### Phase {at} (Months {at}-{at}): ${at}00K\n- Quay {at}\n\n" for at in (1, 2, 3))
    roadmap = extract(parse_markdown(f"# Plan\n\n## Investment\n\n{phases}**Total investment: $600K over 3 months**\n", "plan.md"))
    (stated,) = (fact for fact in roadmap.facts if fact.label == "Total investment")
    assert (stated.item, stated.window) == ("", None)


def test_a_line_below_the_last_item_that_names_its_section_is_the_sum_of_the_section() -> None:
    text = """# Plan

## Next (July to October)

### K-1 Waitlist
Cost: $130K

### K-2 Estimate
Cost: $245K

### K-3 Chat
Cost: $190K

Budget for next: $565K

## Later

### K-4 Referral
Cost: $150K

Budget for travel: $20K
"""
    roadmap = extract(parse_markdown(text, "plan.md"))
    assert [(total.stated.label, total.value.most, len(total.groupings[0])) for total in roadmap.totals] == [
        ("Budget for next", 565_000, 3)
    ]
    assert [fact.label for fact in roadmap.by_key["k-3"].facts] == ["Cost"]
