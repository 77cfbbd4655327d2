"""What kind of thing a question asks for: read from its question words and the noun behind them, in every language alike."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.asking.wanted import named_things
from tests.answers.plans import roadmap


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        # what happens to the price is no price that is asked for
        ("Which seal comes off when the price is changed?", "name"),
        ("Qual selo aparece quando o preço muda?", "name"),
        ("¿Qué etiqueta sale al cambiar el precio?", "name"),
        ("Quel tampon apparaît quand le prix change ?", "name"),
        ("Welches Siegel erscheint, wenn sich der Preis ändert?", "name"),
        ("Какая метка появляется при смене цены?", "name"),
        ("What event sets off the second round of funding?", "name"),
        ("Which price tiers are there?", "name"),
        ("¿Qué planes de precios hay?", "name"),
        ("Quais planos de preço existem?", "name"),
        # nor is a fund in front of the thing asked for
        ("Which fund bank API do we use?", "name"),
        # the reason of a price, or of anything else
        ("Why is the price so low?", "reason"),
        ("¿Por qué no conviene un precio bajo?", "reason"),
        ("Warum kostet die Mühle so viel?", "reason"),
        # a time by the noun for one
        ("What is the hard deadline for the sluice?", "window"),
        # a question word that no list of them holds opens a question all the same
        ("How early does the gate open before the flood?", "any"),
        # the amount itself
        ("Which budget does the mill have?", "money"),
        ("What is the annual price of the miller's plan?", "money"),
        ("What is the amount of revenue in spring?", "money"),
        ("Qual é a meta de receita?", "money"),
        ("¿Cuál es el presupuesto del molino?", "money"),
        ("Quel est le montant du budget ?", "money"),
        ("Welches Budget hat die Mühle?", "money"),
        ("What would a baker on the small plan pay us?", "money"),
        ("Which flour costs the most?", "money"),
        # a margin is told in percent or in money
        ("What margin does the flour leave?", "quantity"),
        ("Qual margem fica na farinha?", "quantity"),
        ("Welche Marge bleibt beim Mehl?", "quantity"),
        # what is to be done about money is no amount, and who joins a clause to another question is not asked for
        ("What are we obliged to do once the budget is used up?", "name"),
        ("What do we pay someone who brings us a baker?", "money"),
        ("And who is the baker?", "person"),
        ("¿En qué parte del país se muele la harina?", "name"),
        ("La farine est moulue : reste-t-il quand même un sac ?", "any"),
        ("On which day does the oven arrive?", "window"),
        # a unit of time behind "which" asks when
        ("¿Qué semana se dedica al horno?", "window"),
        ("Em quais trimestres aparece o forno?", "window"),
        ("Quelles semaines sont pour le four ?", "window"),
        ("¿Qué producto lleva más de una semana?", "name"),
        # under what conditions
        ("When does a loaf count as finished?", "way"),
        ("When is a batch considered done?", "way"),
        ("Wann gilt ein Teig als fertig?", "way"),
        ("Quando um lote é considerado pronto?", "way"),
        ("¿Cuándo se considera terminado un lote?", "way"),
        ("Quand un lot est-il considéré comme terminé ?", "way"),
        ("Когда партия считается готовой?", "way"),
        ("When is the first batch done?", "window"),
    ],
)
def test_the_kind_of_answer_is_read_from_what_stands_behind_the_question_word(question: str, wanted: str) -> None:
    assert read_question(question).wanted == wanted


MILL = roadmap(
    """# Mill plan 2027

## Release of a flour

A flour counts as released when:

- two bakers have signed the tasting sheet
- the moisture is below 14 %

The first flour is released in May 2027.

## Shop

- Changing the price of a sack adds a markup of 35% by itself
- The shop runs in the old granary (site Neumarkt 4)

## Ovens

**3 - 9 May 2027**

- Stone oven with two chambers
""",
    "mill.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When does a flour count as released?", "tasting sheet"),
        ("When is a flour considered released?", "below 14 %"),
        ("When is the first flour released?", "May 2027"),
        ("What markup is added when the price of a sack changes?", "35%"),
        ("Which week is for the stone oven?", "3 - 9 May 2027"),
    ],
)
def test_the_answer_is_of_that_kind(question: str, said: str) -> None:
    found = answer(question, [MILL])
    assert found.answered
    assert said in found.answer


SPRINTS = roadmap(
    """# Kneading robot

## Sprint 1: Arm

**3 - 9 May 2027** / first trial

### Tasks

- Weld the arm
- Paint the arm

## Sprint 2: Bowl

Timeline: June 2027

- Order the bowl

## Sprint 3: Motor

- Order the motor
- Dough of the 2026 season is kept
""",
    "robot.md",
)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("When is the arm welded?", "3 - 9 May 2027", "June"),
        ("In which week do we paint the arm?", "3 - 9 May 2027", "June"),
        ("Wann wird der Arm (arm) geschweißt?", "3 - 9 May 2027", "June"),
        ("When is the bowl ordered?", "June 2027", "May"),
        ("Cuándo se pide el bowl?", "June 2027", "May"),
        ("When is the motor ordered?", "Sprint 3", "2026"),
    ],
)
def test_a_line_that_dates_a_section_says_when_what_stands_in_it_is_done(question: str, said: str, unsaid: str) -> None:
    found = answer(question, [SPRINTS])
    assert said in found.answer
    assert unsaid not in found.answer


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which vendor supplies oak barrels?", "vendor"),
        ("Which hospital treats walk-in guests?", "hospital"),
        ("Which vendor contracts run out?", "contracts"),
    ],
)
def test_the_verb_behind_somebody_with_a_name_is_not_what_is_asked_for(question: str, named: str) -> None:
    asked = read_question(question, ["en"])
    assert [term.text for term in named_things(question, "en", asked.terms)][-1] == named
