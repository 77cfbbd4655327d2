"""Entries written as fields in one line, between bars: each field answers for itself."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.reading.records import records_of
from agent.answers.reading.view import view_of
from tests.answers.plans import roadmap

LOOM = roadmap(
    """# Loom hall plan

## Weaving
- **Warp frame**: Jun W1-Jun W3 | Ada, Tomas | hard-deadline: 2027-06-18 | risk-level: high
- **Dye bath**: Jul W1-Jul W2 | Tomas | risk-level: low
- **Pattern cards**: Aug W1-Aug W4 | Ines | risk-level: high

## Hazards
- **Hazard: Yarn shortage**: Jun W1-Jul W2 | risk-level: medium
- **Hazard: Damp floor**: Jun W1-Aug W2 | risk-level: high

## Prose
- We weave | we dye | we sell
- Opening hours: Monday | Tuesday
""",
    "loom.md",
)


def test_an_entry_with_bars_has_a_name_and_fields() -> None:
    records = {record.name: record for record in records_of(view_of(LOOM)).records}
    frame = records["Warp frame"]
    assert [field.text for field in frame.said("owner")] == ["Ada, Tomas"]
    assert [field.text for field in frame.said("window")] == ["Jun W1-Jun W3"]
    assert "Hazard: Yarn shortage" in records


def test_a_line_with_bars_and_no_label_behind_them_has_no_fields() -> None:
    names = {record.name for record in records_of(view_of(LOOM)).records}
    assert "We weave" not in names


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Who is working on the dye bath?", "Tomas", "Ines"),
        ("When does the dye bath run?", "Jul W1-Jul W2", "Aug"),
        ("What is the hard deadline of the warp frame?", "2027-06-18", "Dye"),
        ("How risky is the dye bath rated?", "risk-level: low", "high"),
    ],
)
def test_a_field_between_bars_is_told_with_the_name_of_its_entry(question: str, told: str, untold: str) -> None:
    found = answer(question, [LOOM])
    assert found.answered
    assert told in found.answer.splitlines()[0]
    assert untold not in found.answer


def test_entries_of_a_level_are_listed_by_a_label_between_bars() -> None:
    found = answer("Which entries carry a high risk level?", [LOOM]).answer
    assert found.startswith("3 (risk-level: high):")
    assert "Warp frame" in found
    assert "Pattern cards" in found
    assert "Damp floor" in found
    assert "Dye bath" not in found
    assert "Yarn" not in found
