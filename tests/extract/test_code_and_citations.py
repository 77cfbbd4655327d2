"""Numbers of code and of cited books are no figures of a plan."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "`rgba(45, 212, 191)`",
        "`scale(0.95)`",
        "`src/data/2026-01-30-crops.sql`",
        "`^0[0-9]{10}$`",
        "`batch_size = 12`",
        "`git log -8 --oneline`",
        "`rowHeight * 12`",
        "`:124`",
    ],
)
def test_counts_and_days_in_code_are_no_figures(text: str) -> None:
    assert not read(f"# Farm\n\n## Changes\n\n- Changed: {text}\n").numbers
    assert not read(f"# Farm\n\n## Changes\n\n| What | Value |\n|---|---|\n| Colour | {text} |\n").numbers


@pytest.mark.parametrize("text", ["`12`", "`3 weeks`", "`Q3-2026-Barn`", "`max_price = $45`", "`92 < 93`", "12 km/h", "3-5 hens/box (new)"])
def test_figures_that_are_only_marked_as_code_stay(text: str) -> None:
    assert read(f"# Farm\n\n## Changes\n\n- Changed: {text}\n").numbers == 1


@pytest.mark.parametrize(
    "text",
    [
        "Three steps (Palmer, 2020): dig",
        "Steps (Palmer & Reyes, 2019)",
        "Palmer et al. (2021) dig",
        "Palmer, S. (2015) *Digging*",
        "From Palmer and Reyes (2017): dig",
    ],
)
def test_years_of_citations_are_no_times(text: str) -> None:
    roadmap = read(f"# Farm\n\n## Method\n\n- {text}\n\n| Step | Source |\n|---|---|\n| Dig | {text} |\n")
    assert not [fact for fact in roadmap.facts if fact.window or any(token.kind == "window" for token in fact.values)]


@pytest.mark.parametrize("text", ["Barn (2026)", "Barn (March, 2026)", "Barn (Planned, 2027)", "Dig and Build (2025)", "Barn, 2026"])
def test_years_in_brackets_that_date_something_stay(text: str) -> None:
    assert read(f"# Farm\n\n## {text}\n\n- dig\n").numbers == 1


def test_numbers_in_a_list_of_references_are_those_of_their_titles() -> None:
    assert not read("# Farm\n\n## References\n\n- Palmer: *10 simple steps to a better barn*, 2nd edn.\n").numbers
    assert read("# Farm\n\n## References\n\n**Last updated:** 2026-03-01\n").numbers == 1
    assert read("# Farm\n\n## Steps\n\n- Palmer: *10 simple steps to a better barn*\n").numbers == 1


def test_pages_of_a_table_of_contents_are_no_figures() -> None:
    assert not read("# Farm\n\n[1 Method\n[5](#method)](#method)\n\n[Table 2: Hens [8](#hens)](#hens)\n\n## Method\n\nDig.\n").numbers
    assert read("# Farm\n\n[Method](#method) costs $40 and [hens](#hens)\n\n## Method\n\nDig.\n").numbers == 1
