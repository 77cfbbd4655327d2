"""Headers of tables that mark none."""

from __future__ import annotations

import pytest

from agent.documents.heads import header_rows


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Task", "Owner", "State"], ["a", "Ann", "open"], ["b", "Bo", "done"], ["c", "Cy", "$5"]], 1),  # words alone, and late amounts
        ([["", "2025", "2026"], ["Build", "5", "6"]], 1),
        ([["Item", "2026 Q3", "2027 H1", "3Q"], ["Build", "5", "6", "7"]], 1),
        ([["項目", "4月", "5月", "2期"], ["開発", "5", "6", "7"]], 1),
        ([["A", "5 €", "6 kg"], ["B", "7", "8"]], 0),
        ([["Item", "2025 (k€)", "2026E"], ["Build", "5", "6"]], 1),
        ([["Item", "2025", "", "2026", ""], ["", "Plan", "Actual", "Plan", "Actual"], ["Build", "5", "6", "7", "8"]], 2),
        ([["Item", "2025", ""], ["Build", "5", "6"], ["Run", "7", "8"]], 1),
        ([["A", "5", "6"], ["B", "7", "8"]], 0),
        ([["Total", "$5.2M", "40%"], ["Rest", "$1", "60%"]], 0),
        ([["Plan of the year", "", ""], ["Item", "Cost", "When"], ["a", "$5", "Q1"]], 0),  # a title, not a header
        ([["Task", "Owner"]], 0),
        ([], 0),
    ],
)
def test_header_rows(rows: list[list[str]], expected: int) -> None:
    assert header_rows(rows) == expected
