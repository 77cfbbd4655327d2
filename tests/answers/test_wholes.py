"""What is meant where a question names no part: the total of a table between two times, the whole of a wide row, the needs of a step."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.cues import is_cue
from tests.answers.plans import roadmap

WEAVERY = roadmap(
    """# Weavery

## Budget (EUR)

| Line | 2026 | 2027 |
|---|---:|---:|
| Weavers | 41,000 | 45,500 |
| Helpers | 38,000 | 33,000 |
| **People** | **79,000** | **78,500** |
| Yarn | 12,000 | 13,500 |
| Dye | 6,000 | 9,000 |
| **Material** | **18,000** | **22,500** |
| **Total** | **97,000** | **101,000** |

## Steps

| Id | Step | Depends on |
|---|---|---|
| S1 | Dye house | – |
| S2 | Loom repair | – |
| S3 | Apprentices | S2 |
| S4 | Opening of the shop | S1, S3 |

## Looms

| Id | Loom | Where it stands | Width in cm | Built by | Last looked after | Who weaves on it | What it weaves now | What it is to weave | Speed |
|---|---|---|---|---|---|---|---|---|---|
| L1 | Old loom | Behind the stove in the long room on the ground floor | 140 | Brothers Hagen of Lindau | In the spring of 2025 | Frida and Ole in turns | Linen for towels | Wool for coats | 31 |
| L2 | New loom | In front of the large window in the room upstairs | 180 | Workshop of the town | In the spring of 2026 | Ines on all days of the week | Wool for blankets | Silk for scarves | 47 |

## People

- Staff: 3 weavers, 2 helpers
""",  # noqa: E501
    "weavery.md",
)


def test_between_two_years_the_totals_are_meant_where_nothing_is_named() -> None:
    found = answer("How much more is spent in 2027 than in 2026?", [WEAVERY])
    assert "4,000" in found.answer.splitlines()[0]


def test_between_two_years_what_is_named_is_meant() -> None:
    assert "3,000" in answer("How much more does dye cost in 2027 than in 2026?", [WEAVERY]).answer.splitlines()[0]
    assert "4,000" not in answer("How much less do people cost in 2027 than in 2026?", [WEAVERY]).answer


@pytest.mark.parametrize(
    "question", ["What has to be finished before the opening of the shop?", "What must be ready before the opening of the shop?"]
)
def test_what_must_be_finished_before_a_step_is_what_it_depends_on(question: str) -> None:
    found = answer(question, [WEAVERY]).answer
    assert "Dye house" in found
    assert "Apprentices" in found


def test_no_cell_of_a_wide_row_is_cut_off_where_there_is_room() -> None:
    found = answer("List the looms", [WEAVERY])
    assert "Speed: 31" in found.answer
    assert "Speed: 47" in found.answer
    assert "…" not in found.answer


def test_a_word_is_a_phrase_of_a_cue_in_languages_with_spaces_too() -> None:
    assert is_cue("ticked", "done", "en")
    assert not is_cue("tickets", "done", "en")
    assert is_cue("未完了", "open", "ja")


def test_what_somebody_left_out_on_purpose_is_asked_for_without_the_word_for_purpose() -> None:
    plan = roadmap("# Kiln\n\n## Plan\n\n- Glaze\n- Bricks\n\n## Not planned\n\n- A second kiln\n- A shop\n", "kiln.md")
    found = answer("What is deliberately not planned?", [plan])
    assert found.answered
    assert "second kiln" in found.answer
