"""Sums of things that a question names one by one, in any language, and their near neighbours."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.answer import Answer

ORCHARD = """# Orchard Cooperative 2031

## Yearly budget (USD)

| Category | Q1 | Q2 | Total |
|----------|----|----|-------|
| Pressing & Bottling | 12,000 | 14,000 | 26,000 |
| Staffing & Wages | 30,000 | 31,000 | 61,000 |
| Insurance | 2,500 | 2,500 | 5,000 |
| Advertising | 4,000 | 9,000 | 13,000 |
| **Total** | **48,500** | **56,500** | **105,000** |

## Reaching growers

| Channel | Tactic | Price |
|---------|--------|-------|
| Village fair | Rent a stall for two days | $800-1,200 |
| Grower referral | A month free for every grower who joins | $50/referral |

## Reaching shops

| Channel | Tactic | Price |
|---------|--------|-------|
| Trade magazine | Half a page in spring | $2,300 |

## Tasks

- [ ] Sign the lease
- [x] Order the press
- [ ] Hire two pickers
"""


def _asked(question: str) -> Answer:
    return answer(question, [extract(parse_markdown(ORCHARD, "orchard.md"))])


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What do pressing and advertising cost together?", "39,000"),
        ("How much do we spend on insurance, wages and advertising in total?", "79,000"),
        ("What do insurance and advertising come to in total in Q2?", "11,500"),
        ("Was kosten Versicherung und Werbung zusammen?", "18,000"),
        ("¿Cuánto suman el seguro y la publicidad?", "18,000"),
        ("How much is the magazine plus the stall at most?", "$3,500"),
        ("How much is one grower referral plus the magazine?", "$2,350"),
    ],
)
def test_what_is_named_one_by_one_is_added(question: str, figure: str) -> None:
    assert figure in _asked(question).answer


def test_every_figure_added_is_cited() -> None:
    lines = {citation.line for citation in _asked("What do pressing and advertising cost together?").citations}
    assert lines == {7, 10}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What does the insurance cost in total?", "5,000"),
        ("What do all lines of the budget come to in total?", "105,000"),
        ("How much more do wages cost than advertising?", "48,000"),
    ],
)
def test_one_thing_all_things_and_a_difference_are_no_sum_of_two(question: str, figure: str) -> None:
    assert figure in _asked(question).answer
    assert "18,000" not in _asked(question).answer


@pytest.mark.parametrize("question", ["Quantas tarefas ainda estão abertas?", "Wie viele Aufgaben sind noch nicht erledigt?"])
def test_open_tasks_are_counted_in_any_form_of_the_word(question: str) -> None:
    assert "2" in _asked(question).answer.split("\n")[0]
    assert "Sign the lease" in _asked(question).answer


@pytest.mark.parametrize("question", ["¿Cuántas cajas como mínimo se venden?", "¿Cuántos días como máximo dura la obra?"])
def test_a_word_for_the_least_asks_for_no_way(question: str) -> None:
    assert not read_question(question, ["es"]).has("how")


CREWS = """# Crew plan

| Task | Status | Crew | Hours | Cost |
|---|---|---|---|---|
| Mow | Open | North | 12 | $300 |
| Rake | Done | North | 4 | $90 |
| Prune | Open | South | 20 | $700 |
| Fence | Done | South | 8 | $410 |
| Total | | | 44 | $1,500 |
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the total Cost of the Tasks with Status Open?", "$1,000"),
        ("Sum the Hours of all Tasks whose Crew is South", "28"),
        ("What is the total Cost of the Tasks with Status Open and Crew North?", "$300"),
        ("Wie hoch ist Cost der Tasks mit Status Done insgesamt?", "$500"),
        ("How many Tasks have Status Open?", "2"),
        ("What is the total Cost?", "$1,500"),
    ],
)
def test_adds_up_only_the_rows_that_hold_the_values_named(question: str, said: str) -> None:
    found = answer(question, [extract(parse_markdown(CREWS, "crews.md"))])
    assert found.answered
    assert said in found.answer, found.answer
