"""Group lines in blocks of plain text date the lines below them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.extract.tree.fence_groups import groups_of
from agent.facts import Convention, scan
from tests.extract.reading import read

LINES = st.lists(st.sampled_from(["", "MONTH 6:", "  - MRR: $5", "Total: $9", "  Q3 2026:", "│ └─ Guests: 4", "Notes:"]), max_size=12)


def dated(fence: str) -> dict[str, str]:
    roadmap = read(f"# Plan\n\n## Revenue (Year 1)\n\n```\n{fence}```\n")
    return {found.label: found.window.text for found in roadmap.facts if found.window is not None and found.label}


@pytest.mark.parametrize(
    ("fence", "label", "window"),
    [
        ("MONTH 6:\n  - MRR: $500\n", "MRR", "MONTH 6"),
        ("Month 1-2 (beta):\n  MRR: $500\n\nMonth 3-4:\n  ARR: $900\n", "ARR", "Month 3-4"),
        ("Q3 2026:\nMRR: $500\n", "MRR", "Q3 2026"),
        ("Month 6:\n  ARR: $900\n\nMRR: $500\n", "MRR", "Year 1"),
        ("Month 6:\n  ARR: $900\nMRR: $500\n", "MRR", "Year 1"),
        ("Month 6:\nARR: $900\n\nMRR: $500\n", "MRR", "Year 1"),
        ("Month 6:\n  ARR: $900\n\nAll of it:\n  MRR: $500\n", "MRR", "Year 1"),
        ("Targets of month 6:\n  MRR: $500\n", "MRR", "Year 1"),
    ],
)
def test_a_group_line_dates_the_lines_that_belong_to_it(fence: str, label: str, window: str) -> None:
    assert dated(fence)[label] == window


@given(LINES)
def test_every_line_has_one_answer_and_a_group_stands_above_its_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    groups = groups_of(text, scan(text, Convention()))
    assert len(groups) == len(text.split("\n"))
    assert all(group is None or group.line < at for at, group in enumerate(groups))
