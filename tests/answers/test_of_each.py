"""Which of several roadmaps that a question names has more of something."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

FERRY = roadmap(
    """# Lakeside Ferry plan

## Money
| Figure | Year 1 | Year 2 | Year 3 |
|---|---|---|---|
| Ticket revenue | €400K | €900K | €1.4M |
| Operating margin | 12% | 21% | 34% |

- Bridge loan: €250K
- Punctuality target: 97%
""",
    path="ferry.md",
)
TRAM = roadmap(
    """# Hilltop Tram plan

## Money
| Figure | Year 1 | Year 2 | Year 3 |
|---|---|---|---|
| Ticket revenue | €700K | €1.1M | €1.2M |
| Operating margin | 8% | 15% | 19% |

- Bridge loan: €100K-€150K
- Punctuality target: 99%

### Depot
- Rent of the depot: €4,000 per month
""",
    path="tram.md",
)


def said(question: str) -> str:
    return answer(question, [FERRY, TRAM]).answer.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Which has the higher third-year operating margin, the ferry or the tram?", "Ferry plan: 34%", "Tram plan: 19%"),
        (
            "Which of the two wants the larger bridge loan, the ferry or the tram, and what are the amounts?",
            "Ferry plan: €250K",
            "€100K-€150K",
        ),
        ("Ferry vs tram: who aims for the higher punctuality?", "Tram plan: 99%", "Ferry plan: 97%"),
        ("Which has the lower ticket revenue in year 1, the tram or the ferry?", "Ferry plan: €400K", "Tram plan: €700K"),
    ],
)
def test_the_figure_of_each_is_said_the_one_asked_for_first(question: str, first: str, second: str) -> None:
    found = said(question)
    assert found.index(first) < found.index(second)


def test_by_how_much_is_said_as_well() -> None:
    assert "€300K" in said("By how much is the first-year ticket revenue of the tram higher than that of the ferry?")


def test_what_only_one_of_them_states_is_compared_with_nothing() -> None:
    assert "€4,000 per month;" not in said("Which pays the higher rent for its depot, the tram or the ferry?")
    assert not said("Which pays the higher rent for its depot, the tram or the ferry?").startswith("Highest: Hilltop Tram plan: €4,000")


def test_the_words_of_one_roadmap_ask_for_no_comparison() -> None:
    assert not said("What punctuality does the tram aim for?").startswith("Highest")
