"""Large numbers written in words."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.written import in_figures
from tests.answers.plans import roadmap


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("ten thousand dollars", "en", "10000 dollars"),
        ("Two million users", "en", "2000000 users"),
        ("dez mil reais", "pt", "10000 reais"),
        ("thousands of users", "en", "thousands of users"),
        ("ten users", "en", "ten users"),
    ],
)
def test_a_number_in_words_becomes_figures(text: str, language: str, figures: str) -> None:
    assert in_figures(text, language) == figures


def test_an_amount_in_words_is_found_as_it_is_written() -> None:
    plan = roadmap(
        "# Cinema\n\n## Cheap: $10,000\n\n- Chairs only\n- Skip: carpets\n\n## Full: $40,000\n\n- Chairs\n- Skip: nothing\n", "cinema.md"
    )
    assert "carpets" in answer("What do we skip with ten thousand dollars?", [plan]).answer
