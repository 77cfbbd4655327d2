"""The work of a check grows with the document, not with its square: counted in calls, which no busy machine changes."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable

import pytest

from agent.documents import parse_markdown
from agent.extract import extract
from agent.rules import check
from tests.rules.reading import TODAY

FEW, MANY = 60, 240
MOST = 5.5  # times the calls for four times the text: 4 and what pairs of neighbours add


def calls(text: str) -> int:
    roadmap = extract(parse_markdown(text, "plan.md"))
    profile = cProfile.Profile()
    profile.enable()
    check([roadmap], today=TODAY)
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def one_paragraph(number: int) -> str:
    return "# Fleet\n\n" + "".join(f"crane {at} costs ${at + 5}K in May,\n" for at in range(number))


def phases(number: int) -> str:
    return "# Fleet\n\n" + "".join(f"## Phase {at}: Crane {at} (Q{at % 4 + 1} 2026)\n\n- Cost: ${at + 5}K\n\n" for at in range(number))


@pytest.mark.parametrize("write", [one_paragraph, phases])
def test_four_times_the_text_is_about_four_times_the_work(write: Callable[[int], str]) -> None:
    calls(write(3))  # word lists are read once
    few, many = calls(write(FEW)), calls(write(MANY))
    assert many / few < MOST
