"""Where a finding is commented on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.change import Hunk, Patch
from agent.model.finding import Evidence, Finding
from agent.review.anchors import Anchor, anchor
from agent.review.diff import map_of_patch
from agent.review.pairs import Pair, Pairs

PATCH = Patch((Hunk(10, 10, " -+++ "), Hunk(30, 32, " + ++ ")))  # written: 11-13, 33, 35-36; shown: 10-14, 32-37


def found(*places: tuple[int, int], path: str = "plan.md") -> Finding:
    evidence = tuple(Evidence(path=path, line=first, end_line=last, quote="x") for first, last in places)
    return Finding(
        id="0" * 16,
        rule="RA101",
        name="sum-mismatch",
        family="arithmetic",
        severity="error",
        basis="computed",
        path=path,
        line=places[0][0],
        end_line=places[0][1],
        message="wrong",
        evidence=evidence,
    )


def placed(finding: Finding, patch: Patch | None = PATCH) -> Anchor | None:
    return anchor(finding, Pairs({"plan.md": Pair("plan.md", "plan.md", None, None, patch, map_of_patch(patch or PATCH))}))


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(12, 12)], (12, 12)),
        ([(11, 13)], (11, 13)),
        ([(10, 13)], (11, 11)),  # partly written: the first line that is
        ([(13, 33)], (13, 13)),  # over two hunks
        ([(33, 36)], (33, 33)),  # a line between was left alone
        ([(10, 10)], None),  # shown, but not written
        ([(14, 14), (20, 20)], None),
        ([(14, 14), (35, 36)], (35, 36)),  # its own line was left alone, another place was written
        ([(12, 12), (11, 11)], (12, 12)),
        ([(14, 14), (11, 11), (12, 12)], (12, 12)),  # 11 took the place of an old line, 12 is new
        ([(99, 99)], None),
    ],
)
def test_it_is_a_line_that_the_change_wrote(places: list[tuple[int, int]], expected: tuple[int, int] | None) -> None:
    assert placed(found(*places)) == (Anchor("plan.md", *expected) if expected else None)


def test_a_long_place_is_told_at_its_first_line() -> None:
    patch = Patch((Hunk(0, 1, "+" * 40),))
    assert placed(found((3, 30)), patch) == Anchor("plan.md", 3, 3)


def test_without_lines_of_a_diff_there_is_no_place() -> None:
    assert placed(found((12, 12)), None) is None
    assert placed(found((12, 12), path="other.md")) is None


@given(st.lists(st.sampled_from([" ", "+", "-"]), min_size=1, max_size=30), st.integers(1, 40), st.integers(0, 15), st.integers(1, 5))
def test_a_host_would_take_every_place(kinds: list[str], first: int, length: int, start: int) -> None:
    patch = Patch((Hunk(start, start, "".join(kinds)), Hunk(start + 50, start + 50, " + ")))
    place = placed(found((first, first + length)), patch)
    if place is not None:
        hunk = patch.hunk_at(place.line)
        assert hunk is not None
        assert hunk.new_start <= place.start <= place.line <= hunk.new_end
        assert set(range(place.start, place.line + 1)) <= patch.added
