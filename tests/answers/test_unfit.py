"""Figures that are hardly those asked for are not said; those that stand with what is asked are."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.reading.matching import match
from agent.answers.reading.view import view_of
from agent.answers.refusals.unfit import Fitness, fitness
from agent.answers.wording.draft import Draft, state
from agent.model.answer import AnswerKind
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# Orchard plan

## Harvest

- Crew housing: $1,800 a month, paid by the cooperative until the cider press arrives
- Pickers are paid $19 per hour, foremen walk the rows
- Uptime of the cold store: 99.2%

## Sales

- Two wholesalers take 40 tonnes; the rest goes to the farm shop
- Farm shop revenue: $52,000

| Stall | Rent | Nights |
|---|---|---|
| Harbour market | $90 | 12 |
| Castle fair | $240 | 3 |
""",
    "orchard.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "What does the cider press cost us per tonne of windfall apples?",  # the amount beside it is that of the housing
        "How much do the foremen earn per row?",
        "What do the wholesalers pay us for transport to the harbour?",
    ],
)
def test_a_figure_of_something_else_is_not_said(question: str) -> None:
    assert not answer(question, [ORCHARD]).answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What do the pickers get per hour?", "$19"),
        ("What is the rent for the castle fair?", "$240"),
        ("What uptime do we promise for the cold store?", "99.2%"),  # "promise" says only that the plan holds it
        ("How much is crew housing per month?", "$1,800"),
    ],
)
def test_a_figure_that_stands_with_what_is_asked_is_said(question: str, said: str) -> None:
    assert said in answer(question, [ORCHARD]).answer


def fit(question: str, line: str) -> Fitness | None:
    view = view_of(ORCHARD)
    asked = read_question(question, ["en"])
    unit = next(unit.index for unit in view.units if line in unit.text)
    return fitness(asked, [match(asked, view)], Draft("lookup", (state(view, unit),)))


def test_a_word_of_another_clause_counts_for_less_than_one_beside_the_figure() -> None:
    beside, away = (
        fit("How much do we pay for crew housing?", "Crew housing"),
        fit("How much do we pay for the cider press?", "Crew housing"),
    )
    assert beside is not None
    assert away is not None
    assert beside.chance > away.chance


def test_a_word_that_no_line_says_counts_for_less_than_one_that_stands_elsewhere() -> None:
    unknown, elsewhere = (
        fit("How much is the housing of pilots?", "Crew housing"),
        fit("How much is the housing of wholesalers?", "Crew housing"),
    )
    assert unknown is not None
    assert elsewhere is not None
    assert unknown.known > elsewhere.known
    assert unknown.chance > elsewhere.chance


def test_verbs_that_say_only_that_the_plan_holds_it_do_not_count() -> None:
    assert fit("What uptime do we promise?", "Uptime") == fit("What is the uptime?", "Uptime")


@pytest.mark.parametrize(
    "question", ["When does the cider press arrive?", "Which wholesalers do we have?", "Does the cider press cost $1,800?"]
)
def test_nothing_is_judged_where_no_figure_is_asked_for(question: str) -> None:
    assert fit(question, "Crew housing") is None


def test_the_cell_of_a_row_is_named_by_its_column() -> None:
    rent, nights = (
        fit("How much is the rent at the castle fair?", "Castle fair"),
        fit("How many guests come to the castle fair?", "Castle fair"),
    )
    assert rent is not None
    assert nights is not None
    assert rent.said > nights.said


@pytest.mark.parametrize(
    ("question", "language", "kind", "documents"),
    [
        ("How much do we pay for crew housing?", "en", "aggregate", 1),
        ("How much do we pay for crew housing versus pickers?", "en", "lookup", 1),
        ("How much do we pay for crew housing?", "en", "lookup", 2),
        ("住房多少钱？", "zh", "lookup", 1),
    ],
)
def test_what_computes_or_names_several_things_is_not_judged(question: str, language: str, kind: AnswerKind, documents: int) -> None:
    view = view_of(ORCHARD)
    asked = read_question(question, [language])
    unit = next(unit.index for unit in view.units if "Crew housing" in unit.text)
    assert asked.wanted == "money"
    assert fitness(asked, [match(asked, view)] * documents, Draft(kind, (state(view, unit),))) is None
