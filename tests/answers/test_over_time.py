"""What paying by the year saves, and what recurs over the time that a question speaks of."""

from __future__ import annotations

import pytest

from agent.answers.answering import answer
from agent.documents import parse_markdown
from agent.extract import extract

GYM = """# Climbing Hall

## Passes

| Pass | Monthly | Annual |
|------|---------|--------|
| Day climber | €30 | €300 |
| Boulder | €45 | €480 |

## Running costs

- Cleaning: €400/month
- Insurance: €1,200/year
- Heating: €250/month in winter
- Heating: €90/month in summer

## Members

- Revenue: €9,000/month at the end
"""

BAND = """# Brass Band

## App
Price: 2,99 €/month or 29,99 €/year
"""


def _answer(source: str, question: str) -> str:
    return answer(question, [extract(parse_markdown(source, "plan.md"))]).answer


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much do I save with the Boulder pass by paying yearly instead of monthly?", "€60"),
        ("What is the saving for a day climber on the annual pass compared to monthly payment?", "€60"),
        ("Wie viel spart man beim Boulder-Pass mit jährlicher statt monatlicher Zahlung?", "€60"),
    ],
)
def test_a_yearly_price_is_set_against_twelve_monthly_ones(question: str, expected: str) -> None:
    said = _answer(GYM, question)
    assert expected in said
    assert "12 ×" in said


def test_the_only_pair_of_prices_needs_no_name() -> None:
    assert "12 × 2,99 €" in _answer(BAND, "How much does one save with the yearly subscription rather than monthly?")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much does cleaning cost per year?", "12 × €400"),
        ("What does cleaning cost over six months?", "6 × €400"),
        ("How much does insurance cost over three years?", "3 × €1,200"),
        ("Quanto custa a limpeza (cleaning) por ano?", "12 × €400"),
    ],
)
def test_a_recurring_price_is_reckoned_for_the_time_asked_for(question: str, expected: str) -> None:
    assert expected in _answer(GYM, question)


@pytest.mark.parametrize(
    "question",
    [
        "How much does insurance cost per year?",  # is stated
        "How much does heating cost per year?",  # two prices
        "How much revenue do members bring per year?",  # earnings grow
        "How much does security cost per year?",  # nothing is said of it
        "How much does cleaning cost per month?",
    ],
)
def test_nothing_is_multiplied_where_it_is_not_plain_what(question: str) -> None:
    assert "×" not in _answer(GYM, question)
