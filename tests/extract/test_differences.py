"""A figure of a fact that the words beside it make a difference is marked as one."""

from __future__ import annotations

from tests.extract.reading import fact, read


def test_a_reduction_in_a_cell_is_a_change_and_the_level_beside_it_is_none() -> None:
    table = "# Plan\n\n## Metrics\n\n| Metric | After | Effect |\n|---|---|---|\n| Queue | 40% | 62% reduction |\n"
    roadmap = read(table)
    assert fact(roadmap, "62% reduction").quantities[0].change
    assert not fact(roadmap, "40%").quantities[0].change


def test_only_the_figure_that_changes_is_marked() -> None:
    roadmap = read("# Plan\n\n- Impact: 50% faster loading, 60% of calls answered\n")
    (told,) = (one for one in roadmap.facts if len(one.quantities) == 2)
    assert [value.change for value in told.quantities] == [True, False]


def test_an_amount_with_a_plus_in_a_bracket_is_how_much_another_grew() -> None:
    roadmap = read("# Farm\n\n## Notes\n\n- Target valuation: $350K → $362K (+$12K)\n- Cost: +$5K (feed)\n- Cost: $40K ($12K for feed)\n")
    changes = [[one.change for one in fact.quantities] for fact in roadmap.facts]
    assert changes == [[False, False, True], [False], [False, False]]
