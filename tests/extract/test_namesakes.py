"""Numbers and words that head several things: what stands in one of them is of that one."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read

PROJECTS = """
    # Plan

    ## Project 1: Pier

    ### Phase 1: Dig

    - Owner: Ann

    ## Project 2: Shop

    ### Phase 1: Walls

    - Owner: Bob

    **Total phase 1:** $40K

    ### Budget

    | Part | Cost |
    |---|---|
    | Phase 1 | $70K |
"""


@pytest.mark.parametrize("amount", ["$40K", "$70K"])
def test_a_phase_is_the_one_of_its_own_project(amount: str) -> None:
    roadmap = read(PROJECTS)
    walls = next(item.key for item in roadmap.items if item.title == "Walls")
    assert fact(roadmap, amount).item == walls


def test_a_total_below_a_heading_with_the_same_number_is_of_that_heading() -> None:
    roadmap = read("""
        # Plan

        ## Approach

        **Phase 2 (Months 4-6): Pour**

        - Concrete

        ## Schedule

        ### Months 7-12: Phase 2 (extensions)

        - Windows

        **Gains of phase 2**: $40K
    """)
    found = next(one for one in roadmap.facts if one.quantities and one.quantities[0].kind == "money")
    item = next(item for item in roadmap.items if item.key == found.item)
    assert item.window is not None
    assert item.window.text == "Months 7-12"


@pytest.mark.parametrize(("heading", "bound"), [("Infrastructure", False), ("Ticket machine", True)])
def test_a_single_common_word_that_heads_a_section_names_no_item_elsewhere(heading: str, bound: bool) -> None:
    roadmap = read(f"""
        # Plan

        ## Phase 1: Dig

        - [ ] **{heading}**: owner Ann, March 2026

        ## Notes

        ### {heading}

        - Rent: $40K
    """)
    assert bool(fact(roadmap, "$40K").item) is bound


def test_what_is_sold_is_not_the_work_on_it() -> None:
    roadmap = read("""
        # Plan

        ## Phase 1: Boat rental

        - Owner: Ann

        ## Revenue

        | Stream | Guests | Revenue |
        |---|---|---|
        | Boat rental | 900 | $40K |

        ## Costs

        | Work | Cost |
        |---|---|
        | Boat rental | $70K |
    """)
    assert (fact(roadmap, "$40K").item, fact(roadmap, "$70K").item) == ("", "phase-1")


_TWO_PLANS = """
    # Boat yard

    ## Phase 2: Market preparation (Months 4-6)

    - Fairs

    # Timeline

    ## Phase 2: Launch (Months 7-12)

    - Opening

    # Figures

    **Phase 2 ({title}) success metrics:**

    - 90 boats sold

    # Staff

    - **Phase 2 ({period})**: 3 welders
"""


@pytest.mark.parametrize(("title", "item"), [("Launch", "Launch"), ("Market preparation", "Market preparation")])
def test_of_two_phases_with_one_number_the_words_beside_it_tell_which(title: str, item: str) -> None:
    roadmap = read(_TWO_PLANS.format(title=title, period="Months 4-6"))
    assert roadmap.by_key[fact(roadmap, "90 boats sold").item].title == item


@pytest.mark.parametrize(("period", "item"), [("Months 7-12", "Launch"), ("Months 4-6", "Market preparation"), ("Months 20-24", "")])
def test_of_two_phases_with_one_number_the_period_beside_it_tells_which(period: str, item: str) -> None:
    roadmap = read(_TWO_PLANS.format(title="Launch", period=period))
    staff = fact(roadmap, "3 welders")
    assert (roadmap.by_key[staff.item].title if staff.item else "") == item


def test_a_numbered_part_of_other_work_is_not_meant() -> None:
    roadmap = read("""
        # Boat yard

        ## M1: Booking

        ### Phase 2: Payments

        - Cards

        ## M2: Rental

        - **Moves what phase 2 left**: 3 days

        ## Team

        - **Phase 2 (30-90 days)**: 2 welders
    """)
    assert fact(roadmap, "2 welders").item == ""
    assert not any(one.text == "3 days" and one.item == "phase-2" for one in roadmap.facts)
