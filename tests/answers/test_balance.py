"""Income against spending, the most and the least of a family, and figures that grow from part to part; with near neighbours."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.documents import parse_markdown
from agent.extract import extract

MILL = """# Paper Mill Reopening

## Spending ($)

| Item | Spring | Summer | Autumn | Total |
|------|--------|--------|--------|-------|
| Wages | 40,000 | 42,000 | 41,000 | 123,000 |
| Pulp | 15,000 | 18,000 | 16,000 | 49,000 |
| **Total costs** | **55,000** | **60,000** | **57,000** | **172,000** |

## Earning ($)

| Item | Spring | Summer | Autumn | Total |
|------|--------|--------|--------|-------|
| Stationery | 20,000 | 44,000 | 50,000 | 114,000 |
| Tours | 4,000 | 9,000 | 5,000 | 18,000 |
| **Total income** | **24,000** | **53,000** | **55,000** | **132,000** |

## What the phases cost

| Phase | Labour | Machines | Total |
|-------|--------|----------|-------|
| Phase 1 | $30,000 | $5,000 | $35,000 |
| Phase 2 | $26,000 | $30,000 | $56,000 |
| Phase 3 | $28,000 | $2,000 | $30,000 |

## Teams

| Team | People | Looms |
|------|--------|-------|
| Cutting | 12 | 4 |
| Drying | 7 | 9 |
| Packing | 18 | 2 |

## Figures to reach

| Figure | Phase 1 target | Phase 2 target |
|--------|----------------|----------------|
| Sheets sold | 300 | 4,500 |
| Returned goods | 12% | 4% |

## Q3: Opening

### Aims
- **Visitors**: 2,000 guests
- **Shops**: 12

## Q4: Winter

### Aims
- **Visitors**: 3,500 guests
- **Shops**: 20
"""


def _lead(question: str) -> str:
    return answer(question, [extract(parse_markdown(MILL, "mill.md"))]).answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What is the gap between what comes in and what goes out?", "40,000"),
        ("How large is the difference between income and costs in summer?", "7,000"),
        ("Wie groß ist der Unterschied zwischen Einnahmen und Ausgaben?", "40.000|40,000"),
        ("¿Cuál es la diferencia entre lo que ganamos y gastamos?", "40,000|40.000"),
    ],
)
def test_income_is_set_against_spending_by_their_totals(question: str, figure: str) -> None:
    assert any(part in _lead(question) for part in figure.split("|"))


@pytest.mark.parametrize(
    ("question", "period", "figure"),
    [
        ("In which season do costs exceed income the most, and by how much?", "Spring", "31,000"),
        ("In welcher Jahreszeit übersteigen die Ausgaben die Einnahmen am meisten, und um wie viel?", "Spring", "31"),
    ],
)
def test_the_widest_gap_is_looked_for_column_by_column(question: str, period: str, figure: str) -> None:
    first = _lead(question).split("\n")[0]
    assert period in first
    assert figure in first


@pytest.mark.parametrize(
    ("question", "most", "least"),
    [
        ("Which phase is the most expensive, and which the cheapest?", "Phase 2: $56,000", "Phase 3: $30,000"),
        ("¿Qué fase es la más cara y cuál menos?", "Phase 2", "Phase 3"),
        ("Which team has the most looms, and which the fewest?", "Drying: 9", "Packing: 2"),
    ],
)
def test_the_total_of_all_decides_unless_a_part_is_named(question: str, most: str, least: str) -> None:
    first = _lead(question).split("\n")[0]
    assert most in first
    assert least in first


def test_a_named_part_is_ranked_by_itself() -> None:
    assert "Phase 1: $30,000" in _lead("Which phase has the highest labour cost?").split("\n")[0]


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("How does the number of sheets sold grow from the first to the second phase?", "300", "4,500"),
        ("How do the visitors aimed at in Q3 and Q4 compare?", "2,000", "3,500"),
    ],
)
def test_what_grows_is_said_from_the_one_part_to_the_other(question: str, before: str, after: str) -> None:
    first = _lead(question).split("\n")[0]
    assert before in first
    assert after in first
    assert "Shops" not in first


def test_more_than_another_asks_for_no_superlative() -> None:
    assert not read_question("¿Qué equipo tiene más personas que el de secado?", ["es"]).has("maximum")
    assert read_question("¿Qué equipo tiene más personas?", ["es"]).has("maximum")
    assert not read_question("Qual das equipes tem mais de dez pessoas?", ["pt"]).has("maximum")
