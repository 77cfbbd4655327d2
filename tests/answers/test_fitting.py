"""Does one figure fit another: ranges, room in time, returns, limits, and one thing in every place."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

DAIRY = roadmap(
    """# Dairy cooperative plan

- **Investment:** €60,000 - €80,000
- **Milk price:** €0.48 per litre

## Phase 1: Cellar (2-3 weeks)

1. Cool room (1 week)
2. Shelves (1 week)
3. Labels (2 days)

## Phase 2: Dairy (1 week)

| Task | Owner | Duration |
|---|---|---|
| Vat | Smith | 2 d |
| Press | Smith | 4 d |
| Trial run | Smith | 1 d |

## Approval

- Approved budget: €52,000
- Reserve budget: €65,000

## Money

- **Equipment Cost**: €40,000 (one-time)
- **Annual Savings**: €30,000
- **3-Year ROI**: 225%
- **2-Year ROI**: 50%

## Visits

- Break-even: Month 9
- Guests: the tour takes 45 minutes

## Memberships

| Plan | Price | Cheese tastings | Daily cap |
|---|---|---|---|
| Friend | €4 | 2 | 1 |
| Patron | €19 | unlimited | 3 |

## Shop

- Licence for the stall: €300
- Rent of the stall: €900

## Outlook

- Month 12: 400 members, break-even
- Licence for the stall: €450 a year
""",
    "dairy.md",
)


@pytest.mark.parametrize(
    ("question", "begins", "said"),
    [
        ("Does the approved budget fit the investment range?", "No", ("€52,000", "€60,000 - €80,000")),
        ("Does the reserve budget fit the investment range?", "Yes", ("€65,000", "€60,000 - €80,000")),
        ("Do the items of phase 1 fit in the weeks given to it?", "Yes", ("2-3 weeks", "1 week + 1 week + 2 days")),
        ("Can the tasks of phase 2 be done in the time set aside for them?", "No", ("2 d + 4 d + 1 d",)),
        ("Is the three-year return right for those savings and that equipment cost?", "No", ("125%", "225%")),
        ("Is the two-year return right for those savings and that equipment cost?", "Yes", ("50%",)),
        ("Can a patron really have an unlimited number of cheese tastings?", "No", ("unlimited", "Daily cap: 3")),
        ("Is the licence for the stall the same everywhere?", "No", ("€300", "€450")),
        ("Is the break-even given for the same month everywhere?", "No", ("Month 9", "Month 12")),
    ],
)
def test_the_verdict_names_both_sides(question: str, begins: str, said: tuple[str, ...]) -> None:
    found = answer(question, [DAIRY])
    assert found.answer.startswith(begins), found.answer
    for piece in said:
        assert piece in found.answer, found.answer
    assert found.citations


def test_what_stands_in_one_place_only_is_not_said_to_differ() -> None:
    found = answer("Is the rent of the stall the same everywhere?", [DAIRY])
    assert not found.answer.startswith("No")


@pytest.mark.parametrize(
    "question",
    ["What is the approved budget?", "How long does phase 2 take?", "What does a patron pay?", "What is the ROI over three years?"],
)
def test_a_plain_look_up_is_no_verdict(question: str) -> None:
    assert answer(question, [DAIRY]).kind != "inconsistency"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("O orçamento aprovado cabe na faixa de investimento anunciada?", True),
        ("¿La nota global es la media de los seis aspectos?", True),
        ("As regras sobre quantas vezes um cliente pode avaliar a loja batem?", True),
        ("最上位プランは本当に何回でも生成できますか？", True),
        ("予算の合計はいくらですか？", False),
        ("Reichen die zahlenden Nutzer für das Umsatzziel?", True),
        ("Orçamento da fase 2?", False),
        ("¿Cuál es la nota global?", False),
        ("O orçamento da fase 2 é de quanto?", False),
        ("第一年的目标一致吗？", True),
    ],
)
def test_questions_that_ask_if_something_is_so_are_known(question: str, verdict: bool) -> None:
    assert read_question(question).is_verdict is verdict
