"""Numbers that look like a time, an amount or a plan and are none where they stand."""

from __future__ import annotations

from textwrap import dedent

import pytest

from agent.model.quantity import Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from tests.extract.reading import fact, read


def windows(roadmap: Roadmap) -> list[str]:
    """Every period that is read anywhere outside tables."""
    return [token.text for tokens in roadmap.tokens for token in tokens if isinstance(token.value, Window)]


def test_a_numbered_question_is_no_quarter() -> None:
    roadmap = read("""
        # Harbour plan

        ## Questions

        ### Q1: Who pays for the crane?

        The port does.

        **Q2: How often is it oiled?**

        Once a week.
    """)
    assert windows(roadmap) == []


@pytest.mark.parametrize("line", ["### Q1: Dig the basin", "### Q2 2026: Ready for the crane?"])
def test_a_quarter_of_work_stays_one(line: str) -> None:
    assert windows(read(f"# Harbour plan\n\n{line}\n\n- Move the sheds\n")) == [line.split(":")[0].lstrip("# ")]


def test_a_quarter_that_is_in_doubt_stays_one_among_quarters_of_work() -> None:
    roadmap = read("# Harbour plan\n\n- Q1: Dig the basin\n- Q2: Pour the quay\n- Q3: Buy a crane?\n")
    assert windows(roadmap) == ["Q1", "Q2", "Q3"]


@pytest.mark.parametrize("text", ["Write the guide (H2 subheadings, short lines)", "Use H1 once, then H2 and H3 below it"])
def test_levels_of_headings_are_no_halves_of_a_year(text: str) -> None:
    assert windows(read(f"# Guide\n\n## Style\n\n- {text}\n")) == []


def test_a_half_of_the_year_stays_one_without_levels_around() -> None:
    assert windows(read("# Guide\n\n- H2: translate the chapters on sails\n")) == ["H2"]


@pytest.mark.parametrize("text", ["Width of the layer: 2048", "Rows: 4096 → 2048", "Split the log in 2048 parts", "A width of 2048"])
def test_a_power_of_two_is_no_year(text: str) -> None:
    assert windows(read(f"# Model\n\n- {text}\n")) == []


@pytest.mark.parametrize("text", ["Close the old quay by 2048", "Dredge the channel (December 2048)", "Second basin: 2040-2048"])
def test_a_power_of_two_is_a_year_where_its_words_say_when(text: str) -> None:
    assert len(windows(read(f"# Harbour\n\n## Milestones\n\n- {text}\n"))) == 1


SCREEN = """
    # Shop

    ## Start of the season

    ```
    ┌──────────────────────────────────┐
    │            OUR BOATS             │
    │  "More than 400 sailors trust us"│
    │  [Book a berth]  [See the map]   │
    │  • Rated 5 stars by 90 skippers  │
    │  [Sign up for 7 days]            │
    └──────────────────────────────────┘
    ```
"""
PLAN = """
    # Shop

    ## Start of the season

    ```
    ┌──────────────────────────────────┐
    │            OUR BOATS             │
    │  ├─ 400 sailors                  │
    │  ├─ Rated by 90 skippers         │
    │  └─ 12 berths                    │
    └──────────────────────────────────┘
    ```
"""


def test_what_a_screen_shows_is_no_fact() -> None:
    roadmap = read(SCREEN)
    assert (roadmap.items, roadmap.facts) == ((), ())
    assert [one.reason for one in roadmap.unread] == ["a drawing of a screen"]


def test_a_box_without_buttons_is_read() -> None:
    assert {"sailors", "skippers", "berths"} <= {one.subject.split()[-1] for one in read(PLAN).facts if one.subject}


def test_a_fence_below_the_word_for_a_screen_is_none_of_the_plan() -> None:
    text = dedent(SCREEN).replace("[", "").replace("]", "").replace("## Start of the season", "## Wireframe of the start page")
    nested = text.replace("│            OUR BOATS             │", "│  ┌── OUR BOATS ──┐ ┌── MAP ─────┐│")
    assert read(nested).facts == ()


def test_short_lines_of_a_paragraph_do_not_lend_each_other_their_words() -> None:
    roadmap = read("""
        # Canteen

        The budget of the year
        Bread                       $84
        SUM                         $104
    """)
    assert (fact(roadmap, "$84").label, fact(roadmap, "$104").label) == ("Bread", "SUM")


def test_a_line_that_is_not_wrapped_ends_its_sentence() -> None:
    roadmap = read("# School\n\n25 pupils @ $299\nRevenue = $7,475\n")
    assert [one.text for one in roadmap.facts if one.attribute == "revenue"] == ["Revenue = $7,475"]


def test_a_wrapped_line_goes_on() -> None:
    text = "The board of the school has decided in May that the yearly budget\nof €40,000 is spent on chairs, tables and new lamps."
    roadmap = read(f"# School\n\n{text}\n")
    assert [one.attribute for one in roadmap.facts if one.quantities] == ["cost"]


def test_ids_of_several_letters_are_no_days() -> None:
    assert windows(read("# Plan\n\nDone: A1–A4, B1–B9, C1–C4, D1–D5, H1–H5.\n")) == []
    assert windows(read("# Plan\n\n- D1–D5: dig\n")) == ["D1–D5"]


@pytest.mark.parametrize(
    "text",
    ["every Monday at 2 AM", "업체 10-30명", "id 123-45-6789", "Öffnung 16-18px", "Рабочие дни 9:00-18:00"],
)
def test_numbers_that_belong_to_something_else_are_none_in_lines_and_in_cells(text: str) -> None:
    assert not read(f"# Plan\n\n## Notes\n\n- Note: {text}\n").numbers
    assert not read(f"# Plan\n\n## Notes\n\n| Thing | Note |\n|---|---|\n| Desk | {text} |\n").numbers


@pytest.mark.parametrize("text", ["10-30 tables", "2.1-2.9x", "5-10M", "Week 9: opening", "3-5 of them", "4 AMP"])
def test_ranges_and_periods_that_can_be_read_stay(text: str) -> None:
    assert read(f"# Plan\n\n## Notes\n\n| Thing | Note |\n|---|---|\n| Desk | {text} |\n").numbers


@pytest.mark.parametrize("text", ["Todo #11-13", "Tickets #11 – #13", "Accounts (1000 series)", "RTX 4000 Series"])
def test_the_last_of_a_range_of_ids_and_the_name_of_a_series_are_no_counts(text: str) -> None:
    assert not read(f"# Plan\n\n## Notes\n\n- Note: {text}\n").numbers


def test_what_a_number_is_compared_with_is_no_bound_of_the_plan() -> None:
    assert [one.text for one in tokens(read("# Plan\n\n## Notes\n\n- Note: score 92 < 93\n"))] == ["92"]
    assert [one.text for one in tokens(read("# Plan\n\n## Notes\n\n- Note: P95 < 200 and 3 series\n"))] == ["< 200", "3 series"]


def tokens(roadmap: Roadmap) -> list[Token]:
    """Every figure outside tables."""
    return [token for found in roadmap.tokens for token in found if token.kind in {"quantity", "number"}]


def test_a_number_behind_a_point_is_not_as_large_as_it_looks() -> None:
    assert not tokens(read("# Plan\n\n## Notes\n\n- Rounding: .99, .95 or none\n"))
    assert [one.text for one in tokens(read("# Plan\n\n## Notes\n\n- Rounding: 0.99\n"))] == ["0.99"]


@pytest.mark.parametrize(
    "text", ["1:1 meetings or bulk", "Snapshot (1:N)", "T1.1.1-T1.4.4, T2.1.1-T2.3.3", "[[phase-3-2-1-notes-of-the-board]]"]
)
def test_one_to_one_one_to_many_ids_and_names_of_notes_are_no_figures(text: str) -> None:
    assert not read(f"# Plan\n\n## Notes\n\n- Note: {text}\n").numbers


@pytest.mark.parametrize("text", ["LTV:CAC ratio 1:1", "odds of 30:1", "due [[2026-03-01]]", "approx.30 days"])
def test_ratios_and_days_of_notes_stay(text: str) -> None:
    assert read(f"# Plan\n\n## Notes\n\n- Note: {text}\n").numbers == 1
