"""Lists that a question asks for without naming a heading: all parts of them, and over several roadmaps the entries of each."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = """\
# Ferry plan

## Risk handling

### Engine risks
- Spare parts arrive late
- The gearbox overheats

### Harbour risks
- The quay is closed in winter

### Who decides
- The board

## Crew
- Captain: 1
- Deckhands: 14
"""
TRAM = """\
# Tram plan

## Risks
- Rails crack in frost
- Power cuts last over an hour

## Works

| Work | Share |
|---|---|
| Rails | 70% |
| Power | 30% |
"""
FERRY_PLAN, TRAM_PLAN = roadmap(FERRY, "ferry.md"), roadmap(TRAM, "tram.md")


def test_lists_that_share_a_name_are_said_together() -> None:
    said = answer("Which risks are there?", [FERRY_PLAN]).answer
    assert "gearbox" in said
    assert "quay" in said
    assert "The board" not in said


def test_a_list_with_a_word_of_its_own_is_said_alone() -> None:
    said = answer("List the harbour risks", [FERRY_PLAN]).answer
    assert "quay" in said
    assert "gearbox" not in said


def test_the_biggest_of_what_has_no_figure_are_those_named() -> None:
    found = answer("What are the biggest risks?", [TRAM_PLAN])
    assert "frost" in found.answer
    assert "70%" not in found.answer


def test_the_biggest_of_what_has_a_figure_is_computed() -> None:
    assert answer("Which work has the biggest share?", [TRAM_PLAN]).answer.startswith("Highest: Rails")


def test_over_several_roadmaps_each_says_its_entries_not_its_headings() -> None:
    found = answer("What are the risks in these roadmaps?", [FERRY_PLAN, TRAM_PLAN])
    assert "gearbox" in found.answer
    assert "frost" in found.answer
    assert found.answer.count("gearbox") == 1, "a list is said once, not again under the heading above it"


def test_the_dearest_roadmap_is_told_by_costs_not_by_income_or_monthly_rates() -> None:
    ferry = roadmap("# Ferry\n\n- Budget: $2M\n", "ferry.md")
    tram = roadmap("# Tram\n\n- Revenue: $9M\n- Cloud cost: $30K/month\n", "tram.md")
    found = answer("Which roadmap is the most expensive?", [ferry, tram])
    assert found.answer.startswith("Ferry: $2M")
    assert "$9M" not in found.answer
