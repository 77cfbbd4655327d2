"""Members of one family of figures added up: by number, over all periods, or all but what is left out."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.counted import counted_things
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

QUARRY = roadmap(
    """# Quarry reopening

## Waves

### Wave A
**TOTAL WAVE 1**: €40,000 - €60,000

### Wave B
**TOTAL WAVE 2**: €70,000 - €90,000

### Wave C
**TOTAL WAVE 3**: €10,000 - €15,000

## Outlook

| | Year 1 | Year 2 | Year 3 |
|---|---|---|---|
| Stone sold | €10,000 | €30,000 | €65,000 |
| Gravel sold | €4,000 | €8,000 | €9,000 |

## Months

| Month | Blasting | Cost of diesel |
|---|---|---|
| M1 | 900 | 400 |
| M2 | 800 | 500 |
| M3 | 700 | 650 |
| M4 | 600 | 700 |

## Where the money comes from

- Stone: 55%
- Gravel: 25%
- Guided tours: 12%
- Fossils: 8%

## Machines

| Machine | Price |
|---|---|
| Loader | €90,000 |
| Crusher | €140,000 |
| Truck | €60,000 |
| Contingency | €29,000 |
| Total | €319,000 |
""",
    "quarry.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What do the first two waves cost together at most?", "€150,000."),
        ("What is the least the first two waves would cost together?", "€110,000."),
        ("Combien coûtent ensemble les deux premières vagues ?", "€40,000 - €60,000 + €70,000 - €90,000"),
        ("How much stone sold do we expect over the three years in total?", "€10,000 + €30,000 + €65,000 = €105,000"),
        ("What is spent on diesel from M1 to M3 in total?", "400 + 500 + 650 = 1,550"),
        ("Which share of the money comes from everything except stone?", "25% + 12% + 8% = 45%"),
        ("What do the three machines cost before the contingency?", "€90,000 + €140,000 + €60,000 = €290,000"),
    ],
)
def test_the_chosen_members_are_added_up(question: str, said: str) -> None:
    found = answer(question, [QUARRY])
    assert said in found.answer, found.answer
    assert found.computation is not None


@pytest.mark.parametrize(
    "question",
    [
        "How many goals are there in total?",
        "How much does the loader cost?",
        "How much stone do we sell in year 2?",
        "What is the share of gravel?",
        "What does wave 2 cost?",
    ],
)
def test_one_figure_is_not_added_to_others(question: str) -> None:
    assert " + " not in answer(question, [QUARRY]).answer


@pytest.mark.parametrize(
    ("language", "text", "kind", "first", "last"),
    [
        ("es", "las dos primeras fases", "phase", 1, 2),
        ("fr", "dans les six premiers mois", "month", 1, 6),
        ("de", "die ersten beiden Phasen", "phase", 1, 2),
        ("zh", "前三个月的费用", "month", 1, 3),
        ("ja", "M1からM3まで", "month", 1, 3),
        ("en", "Q1-Q3", "quarter", 1, 3),
    ],
)
def test_a_run_of_counted_things_is_read(language: str, text: str, kind: str, first: int, last: int) -> None:
    found = counted_things(text, language)
    assert [(entry.kind, entry.first, entry.last) for entry in found] == [(kind, first, last)]


@pytest.mark.parametrize(("language", "text"), [("zh", "两年前"), ("zh", "目前三个月")])
def test_what_only_looks_like_a_run_is_none(language: str, text: str) -> None:
    assert counted_things(text, language) == ()


def test_a_word_for_how_far_a_range_reaches_asks_for_no_ranking() -> None:
    assert not read_question("Wie lange dauert das höchstens?").has("maximum")
    assert read_question("Was ist die teuerste Phase?").has("maximum")
