"""What makes an answer impossible although the words of the question are there."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery plan 2027

## Ovens

- Stone oven with two chambers
- Steam for the crust
- Delivery takes 3 weeks

## Shop

- Opening of the shop in Harlow: May 2027
- Rent: €1,200 per month
- Regular guests come back every week

## Helpers

- Pastry chefs work in two shifts
- Bonus of €300 for every new guest
""",
    "bakery.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "When do we open in Lisbon?",
        "What salary do the pastry chefs get?",
        "When do we get the stone oven?",
        "How many hours does the shop stay open?",
    ],
)
def test_what_is_not_stated_is_refused(question: str) -> None:
    found = answer(question, [BAKERY])
    assert not found.answered
    assert found.kind == "refusal"


@pytest.mark.parametrize(("question", "said"), [("When do we open in Harlow?", "May 2027"), ("How much is the rent per month?", "€1,200")])
def test_what_is_stated_is_said(question: str, said: str) -> None:
    found = answer(question, [BAKERY])
    assert found.answered
    assert said in found.answer


def test_a_line_in_words_answers_what_it_costs_only_when_it_settles_that() -> None:
    plan = roadmap("# Pool\n\n## Parts\n\n- Pump: two speeds, quiet\n- Heater: depends on the supplier\n", "pool.md")
    assert not answer("What does the pump cost?", [plan]).answered
    assert "depends on the supplier" in answer("What does the heater cost?", [plan]).answer


def test_an_initial_and_a_surname_are_a_name() -> None:
    plan = roadmap("# Tram\n\n## People\n\n- Track lead: R. Oduya\n- Power lead: open\n", "tram.md")
    assert "Oduya" in answer("Who leads the track?", [plan]).answer


def test_a_plan_without_risks_has_none_to_list() -> None:
    plan = roadmap("# Kiosk\n\n## Errors\n\n- Fix the till\n- Error rate of the till: 1%\n\n## Goods\n\n- Newspapers\n", "kiosk.md")
    assert not answer("What are the risks?", [plan]).answered


def test_the_total_of_a_part_is_not_that_of_the_plan() -> None:
    plan = roadmap(
        "# Lido\n\n## Summary\n\n**Total investment**: €900,000\n\n"
        "## Parts\n\n### Slides\n\n- Blue slide: €30,000\n\n**Total**: €30,000\n\n"
        "### Returns\n\n**Expected total return**: €2,000,000\n",
        "lido.md",
    )
    assert "€900,000" in answer("What is the total budget?", [plan]).answer.splitlines()[0]


LANTERN = roadmap(
    """# Lantern shop

## Numbers

- Month 3: 40 paying customers
- Month 6: 90 paying customers

## Lamps

- Lamp oil from the usual shelf, MRR of $2K
""",
    "lantern.md",
)


@pytest.mark.parametrize("question", ["How many paying customers are there today?", "Which company sells us the lamp oil?"])
def test_a_figure_of_later_is_none_of_today_and_an_abbreviation_no_company(question: str) -> None:
    assert not answer(question, [LANTERN]).answered


def test_a_figure_of_later_is_said_when_its_time_is_asked_for() -> None:
    assert "90" in answer("How many paying customers are there in month 6?", [LANTERN]).answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many pilots does the launch hire per town?", "comes nearest, but does not give the number asked for"),
        ("How much are the crane wages?", "is found, but no amount of money is stated for it"),
    ],
)
def test_a_refusal_denies_no_value_that_the_line_it_names_holds(question: str, said: str) -> None:
    plan = roadmap("# Port\n\n## Launch\n\n- Opens in 3 pilot towns within 6 months\n- Crane wages are paid from the reserve\n", "port.md")
    assert said in answer(question, [plan]).answer


CLINIC = roadmap(
    """# Dental clinic relocation

Author: Building committee
Date: 4 February 2026

## Rooms

- X-ray cabinet with a leaded door
- Uptime monitoring of the compressor, not set up yet
- Vendor shortlist for the chairs: three offers
- Remaining paint work in the hall, 2 coats

## Patients (Months 4-9)

- Referral commission is agreed with every dentist of the town
- Average waiting time of new patients is looked at
- Recall letters go out
""",
    "clinic.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "Which vendor supplies the leaded door?",  # "supplies" is no noun that is asked for
        "When is the X-ray cabinet finished?",  # the date of the document is none of the plan
        "How many painters do the remaining paint work?",  # two coats are no painters, whatever "remaining" asks for elsewhere
        "What uptime do we promise?",
        "What commission do the dentists get?",
        "What is the average order value?",
        "How long do recall letters take?",  # the months of the heading are those of something larger
    ],
)
def test_a_measure_without_a_figure_and_a_date_of_the_document_are_no_answers(question: str) -> None:
    assert not answer(question, [CLINIC]).answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the date of the document?", "4 February 2026"),
        ("How many coats is the remaining paint work?", "2 coats"),
        ("How long is the work on patients?", "Months 4-9"),
    ],
)
def test_the_date_of_the_document_and_the_months_of_what_is_asked_are_said(question: str, said: str) -> None:
    assert said in answer(question, [CLINIC]).answer


@pytest.mark.parametrize(
    ("label", "line", "question"),
    [
        ("Datum", "Mast und Segel der neuen Jolle", "Wann wird der Mast fertig?"),
        ("Fecha", "Mástil y vela del bote nuevo", "¿Cuándo se termina el mástil?"),
        ("Data", "Mastro e vela do barco novo", "Quando fica pronto o mastro?"),
    ],
)
def test_a_date_at_the_head_dates_the_document_in_other_languages(label: str, line: str, question: str) -> None:
    assert not answer(question, [roadmap(f"# Plan 7\n\n**{label}:** 2026-03-05\n\n## A\n\n- {line}\n", "plan.md")]).answered
