"""Entries in a state, of the kind that is asked for only; and lists that are no places of a plan."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

WEBEREI = roadmap(
    """# Weberei

## Phasen

| Phase | Bereich | Status |
|---|---|---|
| A | Spinnen | ✅ |
| B | Färben | 🚧 in Arbeit |
| C | Weben | ⬜ geplant |
| D | Walken | ⬜ geplant |

Legende: ✅ abgeschlossen · 🚧 in Arbeit · ⬜ geplant

## Entscheidungen

| Entscheidung | Status |
|---|---|
| Wolle aus Schottland | ✅ |
| Zwei Webstühle | ✅ |
""",
    "weberei.md",
)
SHOP = roadmap(
    """# Shop plan

| Lane | Status | Next |
|---|---|---|
| Counter sales | ✅ Live, till set up | More stock |
| Web sales | ✅ Live since May | Search |
| Gift cards | ✅ Printed | Sell them |

## Check-in

Takes the guest through:
1. Scan the ticket
2. Hand out the locker key
3. Explain the sauna

## Repairs (2027-03-01)

| File | Change |
|---|---|
| till.py | Fixed the rounding |
| stock.py | Fixed the count |
""",
    "shop.md",
)


def test_phases_in_a_state_are_no_decisions_in_it_and_have_their_names() -> None:
    done = answer("Welche Phasen sind schon abgeschlossen?", [WEBEREI]).answer
    assert "Spinnen" in done
    assert "Schottland" not in done
    planned = answer("Welche Phasen sind noch geplant?", [WEBEREI]).answer
    assert "Weben" in planned
    assert "Walken" in planned
    assert "Spinnen" not in planned


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Which lanes are already live?", ["Counter sales", "Web sales"], ["Gift cards"]),
        ("Which steps does the check-in take?", ["Scan the ticket", "locker key", "sauna"], ["till.py"]),
        ("Which files were changed in the repairs?", ["till.py", "stock.py"], ["ticket"]),
    ],
)
def test_the_entries_meant_are_listed(question: str, told: list[str], untold: list[str]) -> None:
    found = answer(question, [SHOP]).answer
    assert all(name in found for name in told), found
    assert not any(name in found for name in untold), found


@pytest.mark.parametrize("question", ["What is the payback period of the web sales?", "When does Gustav open the till?"])
def test_what_no_line_speaks_of_is_refused(question: str) -> None:
    assert not answer(question, [SHOP]).answered
