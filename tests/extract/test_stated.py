"""Headings and bullets that state something of what is around them are no items of their own."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, kinds, read


@pytest.mark.parametrize(
    "line",
    [
        "**Bounce rate:** < 40%",
        "**Scroll depth:** > 70% reach the prices",
        "**Tidal share:** 12% (of all calls)",
        "**Buoy licences:** $30/month",
        "**Chart data:** €0 (open data)",
        "**Answer:** < 2 minutes",
        "**Suggested team:** 2 engineers, 1 diver",
        "600 boats = €1.2M",
    ],
)
def test_a_label_with_a_level_behind_it_is_no_work(line: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 1: Base\n\n**Objectives:**\n\n- {line}\n")
    assert kinds(roadmap) == [("phase", "phase-1", "")]
    assert [one.item for one in roadmap.facts if one.quantities] == ["phase-1"]


@pytest.mark.parametrize(
    "line",
    [
        "**Faster reports**: 80% less work by hand",
        "**Quay wall**: 3 weeks",
        "**Crane**: €40K",
        "**Gate**: 4 berths",
        "**Crew training**: €5K",
    ],
)
def test_a_label_with_a_length_a_cost_or_words_behind_it_is_work(line: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 1: Base\n\n- {line}\n")
    assert len(roadmap.items) == 2


@pytest.mark.parametrize("heading", ["Q4 Team: 6-8 engineers", "Current status: ✅ ready", "現在のステータス: ✅ 本番", "Description"])
def test_a_heading_that_states_an_attribute_is_no_work(heading: str) -> None:
    roadmap = read(f"# Plan\n\n## Initiatives\n\n### Quay wall\n\n- Owner: Ann\n\n#### {heading}\n\nThe wall holds.\n")
    assert [item.title for item in roadmap.items] == ["Quay wall"]


def test_the_team_of_a_quarter_is_counted() -> None:
    roadmap = read("# Plan\n\n## Resources\n\n### Q4 Team: 6-8 engineers\n\n- 3 crane drivers\n")
    assert (fact(roadmap, "6-8 engineers").attribute, roadmap.items) == ("people", ())


def test_lines_of_a_phase_below_a_section_of_costs_are_no_work() -> None:
    roadmap = read("# Plan\n\n## Cost analysis\n\n### Phase 1 (build)\n\n- **Night work**: 2 days\n- **Crane**: €4,000\n")
    assert [item.kind for item in roadmap.items] == ["phase"]


def test_what_a_team_did_is_no_role() -> None:
    roadmap = read("# Plan\n\n## Sprint 1: Quay\n\nDuring sprint 1 the harbour team:\n\n- Received 2 offers\n- 2 divers\n")
    assert [item.title for item in roadmap.items if item.kind == "team_role"] == ["2 divers"]


@pytest.mark.parametrize(
    ("line", "is_work"),
    [
        ("**Why first:** it saves days", False),
        ("**Where to find:** at the pier", False),
        ("**Go:** If the pilot holds (99% of days)", False),
        ("**Where-am-I app:** for the crew", True),
        ("**Dashboards:** If wanted, in months 12-15", True),
        ("✅ **Fallback:** If the radio fails, by light", True),
        ("**Howler:** a horn for fog", True),
    ],
)
def test_reasons_and_conditions_are_no_work(line: str, is_work: bool) -> None:
    roadmap = read(f"# Plan\n\n## Phase 1: Base\n\nThe crew of the harbour does all of the work in the first phase.\n\n- {line}\n")
    assert (len(roadmap.items) == 2) is is_work


def test_what_a_counter_counts_is_the_noun_behind_it() -> None:
    roadmap = read("# 計画\n\n画面は利用者に5つの創造的提案を示す。\n")
    assert [one.subject for one in roadmap.facts if one.quantities] == ["創造的提案"]


def test_parts_below_a_label_of_lengths_are_lengths_of_what_is_around() -> None:
    parts = "**Estimated time:**\n\n* **Design:** 4 to 6 months\n* **Tests:** 2 weeks\n\n"
    roadmap = read("# Plan\n\n## Phase 4: Quay\n\n" + parts + "**Effort:**\n- Divers: 80-100 hours\n\n**Notes:**\n- Tide: 6 hours\n")
    assert [(one.attribute, one.item) for one in roadmap.facts if one.quantities] == [
        ("duration", "phase-4"),
        ("duration", "phase-4"),
        ("effort", "phase-4"),
        ("", "phase-4"),
    ]
    assert [item.key for item in roadmap.items] == ["phase-4"]


@pytest.mark.parametrize("text", ["- Sails: 2 weeks\n", "**Sails**: 2 weeks\n", "Sails: 2 weeks\n\n- Mast: 3 weeks\n"])
def test_lengths_in_a_paper_without_any_heading_are_read(text: str) -> None:
    first = read(text).facts[0]
    assert (first.label, first.quantities[0].unit) == ("Sails", "week")


def test_the_day_of_a_source_is_no_time_of_a_section() -> None:
    roadmap = read("# Plan\n\n## Actions (Based on Dec 11 Review)\n\n- Budget: $5K\n")
    assert [one.window for one in roadmap.facts if one.attribute == "cost"] == [None]
