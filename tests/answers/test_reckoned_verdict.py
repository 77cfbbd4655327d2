"""Whether figures that a question names make each other."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

GLASSHOUSE = roadmap(
    """# Glasshouse

## Second year

| Item | Amount (€) |
|------|-----------|
| Revenue | 540,000 |
| Heating | 90,000 |
| Total costs | 240,000 |
| Gross profit | 300,000 |

## Measures

### Guests

| Measure | Month 6 target | Month 12 target |
|---------|----------------|-----------------|
| Paying guests | 200 | 1,000 |

### Money

| Measure | Month 6 target | Month 12 target |
|---------|----------------|-----------------|
| MRR | €8,000 | €90,000 |
| ARPU | €40 | €45 |

## Labour

The planting would cost $80,000-120,000 with hired hands (4 gardeners × 3 months × $7,000-10,000).

The irrigation would cost $60,000 with hired hands (5 fitters × 2 months × $6,000).
""",
    "glasshouse.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is the gross profit what revenue minus total costs gives?", ("Yes", "300,000")),
        ("Do MRR, paying guests and ARPU in month 12 fit together?", ("No", "45,000", "€90,000")),
        ("Do MRR, paying guests and ARPU in month 6 fit together?", ("Yes", "8,000")),
        ("Does the cost of the planting fit with four gardeners for three months?", ("No", "84,000", "$80,000")),
        ("Does the cost of the irrigation fit with five fitters for two months?", ("Yes", "60,000")),
    ],
)
def test_named_figures_are_reckoned_with(question: str, said: tuple[str, ...]) -> None:
    found = answer(question, [GLASSHOUSE])
    assert found.answer.startswith(said[0]), found.answer
    assert all(part in found.answer for part in said), found.answer


def test_two_figures_make_nothing() -> None:
    found = answer("Do MRR and heating in month 12 fit together?", [GLASSHOUSE])
    assert "×" not in found.answer
