"""What a document only shows as an example is no figure of the plan: screens, dashboards, pages to be written."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

BOARD = """
    # Orchard

    ## {heading}

    ```
    ┌──────────────────────────┐
    │  ORCHARD - THIS MONTH    │
    ├──────────────────────────┤
    │  Revenue: $562K  (+15%)  │
    │  Orders: 600             │
    │  Costs: $54K             │
    └──────────────────────────┘
    ```
"""


@pytest.mark.parametrize("heading", ["Dashboard for the board (monthly)", "Painel da diretoria", "経営ダッシュボード"])
def test_a_drawn_dashboard_shows_samples(heading: str) -> None:
    roadmap = read(BOARD.format(heading=heading))
    assert (roadmap.facts, roadmap.numbers) == ((), 0)
    assert {one.reason for one in roadmap.unread} == {"a drawing of a screen"}


@pytest.mark.parametrize("heading", ["Figures of the year", "Success metrics dashboard"])
def test_a_box_of_figures_is_read(heading: str) -> None:
    assert {"$562K", "$54K"} <= {token.text for one in read(BOARD.format(heading=heading)).facts for token in one.values}


def test_a_table_below_a_dashboard_is_read() -> None:
    roadmap = read("# Orchard\n\n## Dashboard\n\n| Costs | Amount |\n|---|---|\n| Trees | $5K |\n| Fence | $2K |\n")
    assert {"$5K", "$2K"} <= {token.text for one in roadmap.facts for token in one.values}


def test_a_page_of_markdown_in_a_plan_is_another_document() -> None:
    page = "```markdown\n## Offer\n- Price: $99\n- Costs: $5K\n- Duration: 3 weeks\n```"
    roadmap = read(f"# Orchard\n\n## Tasks\n\n- Write the page of the offer:\n\n{page}\n\n## Budget\n\n- Trees: $7K\n- Fence: $4K\n")
    assert [one.text for one in roadmap.facts if one.attribute == "cost"] == ["$7K", "$4K"]


def test_a_plan_pasted_as_a_whole_into_such_a_fence_is_read() -> None:
    text = "Here it is:\n\n```markdown\n# Orchard\n\n## Budget\n\n- Trees: $7K\n- Fence: $4K\n- Water: $3K\n```\n"
    assert [one.text for one in read(text).facts if one.attribute == "cost"] == ["$7K", "$4K", "$3K"]
