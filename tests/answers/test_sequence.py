"""What comes before or after a thing that is called by its name: rows by their times, parts by their places."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

REGATTA = roadmap(
    """# Regatta plan

| Milestone | Due | Lead |
|---|---|---|
| Permit filed | Week 2 | Ana |
| Boats chartered | Week 5 | Ben |
| Buoys set | Week 9 | Ana |
| Crew briefed | Week 9 | Ben |
| Starting gun | Week 12 | Ana |

## Stage 1: Planning (Jan)

- Draw the course

## Stage 2: Growth (Feb)

- Win sponsors

## Stage 3: Racing (Mar)

- Time the boats

## Notes

- The harbour closes in winter.

## Contacts

- Harbour office
"""
)
ESCALE = roadmap(
    "# Régate\n\n## Étape 1 : Préparation\n\n- Plan\n\n## Étape 2 : Course & Arrivée\n\n- Bateaux\n\n## Étape 3 : Fête\n\n- Gâteau\n"
)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Which milestones come before Starting gun?", ("Permit", "Boats", "Buoys", "Crew"), ()),
        ("Which milestones are due after Boats chartered?", ("Buoys", "Crew", "Starting"), ("Permit",)),
        ("List all milestones that happen before Buoys set", ("Permit", "Boats"), ("Crew", "Starting")),
        ("What comes right after Boats chartered?", ("Buoys", "Crew"), ("Starting", "Permit")),
        ("What comes after Growth?", ("Racing",), ("Planning",)),
        ("What comes before Growth?", ("Planning",), ("Racing",)),
        ("What do we do once Stage 1 is over?", ("Growth",), ("Racing",)),
    ],
)
def test_says_what_lies_before_or_after(question: str, said: tuple[str, ...], not_said: tuple[str, ...]) -> None:
    found = answer(question, [REGATTA])
    assert found.answered
    assert all(name in found.answer for name in said), found.answer
    assert not any(name in found.answer for name in not_said), found.answer


@pytest.mark.parametrize("question", ["Que vient après Course & Arrivée ?", "Quelle est la suite après Course & Arrivée ?"])
def test_says_what_follows_in_french(question: str) -> None:
    assert "Fête" in answer(question, [ESCALE]).answer


def test_sections_without_numbers_or_times_have_no_order() -> None:
    assert "Contacts" not in answer("What comes after Notes?", [REGATTA]).answer


def test_more_than_a_neighbour_is_asked_for() -> None:
    found = answer("When is Buoys set due?", [REGATTA])
    assert "Week 9" in found.answer
    assert "Week 12" not in found.answer
