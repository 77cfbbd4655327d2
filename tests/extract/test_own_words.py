"""Figures are bound by their own words, and left alone where these say nothing of them."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


def _unread(text: str) -> list[str]:
    return [one.text for one in read(text).unread]


def test_an_amount_takes_the_period_in_the_bracket_behind_it() -> None:
    roadmap = read("# Shop\n\n- MRR: $5K (month 6), $15K (month 12)\n")
    assert [(one.text, one.window.text if one.window else "") for one in roadmap.facts] == [
        ("$5K (month 6)", "month 6"),
        ("$15K (month 12)", "month 12"),
    ]


def test_a_label_that_names_no_measure_leaves_the_figures_to_their_words() -> None:
    roadmap = read("# Shop\n\n- **KPIs**: conversion ≥ 14%; uptime 99.9%\n")
    assert [(one.label, one.text) for one in roadmap.facts if one.values] == [
        ("conversion", "conversion ≥ 14%"),
        ("uptime", "uptime 99.9%"),
    ]


def test_a_label_that_names_the_measure_keeps_them() -> None:
    roadmap = read("# Shop\n\n- **Response time**: target < 2 s, alert > 5 s\n")
    assert fact(roadmap, "target < 2 s, alert > 5 s").label == "Response time"


def test_a_figure_that_is_needed_is_no_dependency() -> None:
    roadmap = read("# Shop\n\n## Sales\n\n**Requires:** 38 new stores per month\n")
    assert [one.attribute for one in roadmap.facts] == [""]


def test_ids_that_are_needed_are() -> None:
    roadmap = read("# Shop\n\n## Phase 1: Build\n\n- Cost: $4K\n\n## Phase 2: Sell\n\n- Requires: Phase 1\n")
    assert [one.target for one in roadmap.by_key["phase-2"].dependencies] == ["phase-1"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("**Q: Why two shops?**", "two shops"),
        ("The plan of 90 days to raise income is ready.", "90 days"),
        ("The resolver tells when two versions may differ.", "two versions"),
        ("- Bread for parents (0-2 year olds)", "0-2 year"),
    ],
)
def test_what_its_words_do_not_name_is_left(line: str, number: str) -> None:
    assert number in _unread(f"# Shop\n\n## Notes\n\n{line}\n") or not any(
        one.attribute in {"metric", "count"} for one in read(f"# Shop\n\n## Notes\n\n{line}\n").facts
    )


def test_a_count_written_in_digits_stays_one() -> None:
    roadmap = read("# Shop\n\nIt serves 12 markets.\n")
    assert [one.attribute for one in roadmap.facts] == ["count"]


def test_a_day_among_other_words_is_not_when_a_task_ends() -> None:
    roadmap = read("# Shop\n\n## Tasks\n\n- [ ] Try all tills (verify the 19 Dec 2025 fixes)\n- [ ] Paint the door (due 5 March 2026)\n")
    assert [one.text for one in roadmap.facts if one.attribute == "end"] == ["5 March 2026"]


def test_a_version_below_the_title_is_that_of_the_paper() -> None:
    roadmap = read("# Shop plan\n\n**Version 1.0 | December 2025**\n\n## Phase 1: Build\n\n- Cost: $4K\n")
    assert [item.key for item in roadmap.items] == ["phase-1"]


def test_firms_of_a_size_are_no_staff() -> None:
    roadmap = read("# Shop\n\n## Customers\n\n- Employees: 2-50\n")
    assert [one.attribute for one in roadmap.facts] == [""]


@pytest.mark.parametrize(("label", "attribute"), [("Legal (contracts, terms)", ""), ("Valuation", "worth"), ("Net loss", "")])
def test_words_that_say_nothing_of_an_amount_give_it_no_role(label: str, attribute: str) -> None:
    roadmap = read(f"# Shop\n\n## Figures\n\n- {label}: $2,000\n")
    assert [one.attribute for one in roadmap.facts] == [attribute]


def test_recurring_says_nothing_of_an_amount() -> None:
    roadmap = read(
        "# Shop\n\n## Investment needed\n\n### Monthly (recurring)\n\n| Item | Month 1 | Month 3 |\n|---|---|---|\n| Proxy | €5 | €10 |\n"
    )
    assert {one.attribute for one in roadmap.facts if one.label == "Proxy"} == {"cost"}


def test_a_goal_is_not_called_by_the_next_sentence() -> None:
    roadmap = read("# Shop\n\n**Goal:** Ready within 18 months. More cities.\n")
    assert roadmap.facts[0].subject == "Ready"


def test_a_target_that_is_a_period_says_when() -> None:
    roadmap = read("# Shop\n\n## Milestones\n\n### v1.0 Launch\n\n**Target**: Q3 2025 (September)\n")
    assert [(item.title, item.window.text if item.window else "") for item in roadmap.items] == [("Launch", "Q3 2025")]
