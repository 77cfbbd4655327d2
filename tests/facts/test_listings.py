"""Numbers in an order are no amounts, those of a growth are; numbers of hexadecimal and file codes are none at all."""

from __future__ import annotations

import pytest

from agent.facts import Convention, scan
from agent.facts.ids import counts_off
from agent.model.quantity import Quantity


def _amounts(text: str) -> list[str]:
    return [token.text for token in scan(text, Convention()) if token.kind in {"number", "quantity"}]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Phase 0 → 1 → 3 → 2", []),
        ("13 → 14 → 16 → 15", []),
        ("240 → 570 → 560 → 550", []),
        ("50 → 100 → 200 → 400", ["50", "100", "200", "400"]),
        ("0.5 → 0.9 → 0.7 → 0.8", ["0.5", "0.9", "0.7", "0.8"]),
        ("12 → 8", ["12", "8"]),
        ("deployed 0x204653A8", []),
        ("project 926-241-950/2026-1/1", []),
        ("3-4 boats", ["3-4 boats"]),
        ("Tasks 3.3, 3.4 hold 25 tables", ["25 tables"]),
        ("Phases 1, 2, and 3 need it", []),
        ("Phase 1, 4 boats", ["4 boats"]),
        ("Stage 1, 500", ["500"]),
        ("Phase 2, 3.5", ["3.5"]),
        ("the Cohort 2 participants of 3 ports", ["3 ports"]),
        ("the Harbour Order 14028 requires 2 lists", ["2 lists"]),
        ("Hire 40 dockers and buy 3 cranes", ["40 dockers", "3 cranes"]),
        ("use the TIDE 740 rules", []),
        ("open the TIDE 100 users wanted", ["100 users"]),
        ("Updated 13/03/20201", []),
        ("12个月决策（12M）", ["12个月"]),
        ("6 months of sales (6M)", ["6 months"]),
        ("控制 2 型报告", []),
        ("Sales in 12 months (6M)", ["12 months", "6M"]),
        ("🔍 **2.2 Search of Boats**", []),
    ],
)
def test_which_numbers_of_a_text_are_amounts(text: str, amounts: list[str]) -> None:
    assert _amounts(text) == amounts


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("100 calls/user/month", "call/user/month"),
        ("10 boats/day", "boat/day"),
        ("5 piers/quays", "pier"),
        ("12 piers/quays per month", "pier"),
    ],
)
def test_what_a_count_is_by(text: str, unit: str) -> None:
    found = [token.value.unit for token in scan(text, Convention()) if isinstance(token.value, Quantity)]
    assert found == [unit]


@pytest.mark.parametrize("label", ["Phase", "Current sprint", "Última sessão", "版本", "Fase atual", "Port", "Версия"])
def test_labels_of_a_number_in_a_row(label: str) -> None:
    assert counts_off(label)


@pytest.mark.parametrize("label", ["", "Phases", "Phase budget", "Weeks per phase", "Tasks", "Team", "Sessions per day", "Current users"])
def test_labels_of_other_numbers(label: str) -> None:
    assert not counts_off(label)
