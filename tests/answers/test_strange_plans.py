"""Plans that write people, risks and totals in ways of their own: what stands below a heading belongs to it."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.model.roadmap import Roadmap
from tests.answers.plans import roadmap

CIRCUS = roadmap(
    """# Circus plan

**Last updated**: 3 March 2031

## People

### Rosa del Monte
**Role**: Director of rigging
**Tasks**:
- Checks every rope

### Nils Ager
**Role**: Head of music
- Hires the band

## Risks

### Torn tent
**Likelihood**: Low
**Cover**: Spare tent

### Lame horse
**Likelihood**: High
**Cover**: Second horse

### No audience
**Likelihood**: Low
**Cover**: Posters

## Month 3: Rehearsals

### Preparation
- Clown auditions
- Posters

## Sample calendar

- Week 2: Clown auditions

## Budgets

### Tent
- Canvas: $20K
- Poles: $10K

**Total tent budget: $30K**

### Animals
- Hay: $5K
- Vet: $7K

**Total animals budget: $12K**

## Partners

### Toy maker
- Potential: +$20K a year

### Brewery
- Potential: +$50K a year

### School
- Potential: +$5K a year

## Why the winter quarters move

- The old barn leaks. It is also too low for the trapeze. Rent there doubles every second year. The new hall stands empty in winter.

## Running costs

- Fixed costs: less than $300 a month
- Tickets bring $10-12K a month from the second season
""",
    "circus.md",
)


def said(question: str, plan: Roadmap = CIRCUS) -> str:
    found = answer(question, [plan])
    assert found.answered, question
    return found.answer


def test_somebody_who_heads_a_section_is_who_does_what_it_says() -> None:
    assert "Rosa del Monte" in said("Who looks after the rigging?")
    assert "Nils Ager" in said("Wer kümmert sich um die Musik?")


def test_a_heading_without_a_role_below_it_is_nobody() -> None:
    assert not answer("Who looks after the tent?", [CIRCUS]).answered


def test_fields_below_headings_are_of_what_the_headings_name() -> None:
    text = said("Which risks have a low likelihood?")
    assert "Torn tent" in text
    assert "No audience" in text
    assert "Lame horse" not in text


def test_a_month_is_asked_for_and_no_week() -> None:
    assert said("In which month are the clown auditions?").startswith("Clown auditions — Month 3")
    assert "Week 2" in said("In which week are the clown auditions?")


def test_the_totals_of_two_named_things_are_added() -> None:
    assert "$42K" in said("What is the total of the tent and animals budgets?")
    assert "$42K" in said("How much are the budgets for the animals and for the tent together?")


def test_a_bound_itself_counts_where_at_least_so_much_is_asked_for() -> None:
    text = said("Which partners bring at least $20K a year?")
    assert "Toy maker" in text
    assert "Brewery" in text
    assert "School" not in text
    assert "Toy maker" not in said("Which partners bring more than $20K a year?")


def test_a_paragraph_is_said_whole_where_a_reason_is_asked_for() -> None:
    text = said("Why do the winter quarters move?")
    for part in ("leaks", "trapeze", "doubles", "empty"):
        assert part in text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What revenue per month should the show reach?", "money"),
        ("Quel est le montant maximum des frais ?", "money"),
        ("What month are the auditions in?", "window"),
        ("What would our crew do if the tent tears?", "way"),
        ("Was tun wir, wenn das Budget nicht reicht?", "way"),
        ("Que faisons-nous si le budget ne suffit pas ?", "way"),
        ("¿Qué hacemos si el presupuesto no alcanza?", "way"),
        ("O que fazemos se o orçamento não bastar?", "way"),
    ],
)
def test_the_kind_of_what_is_asked_for(question: str, wanted: str) -> None:
    assert read_question(question).wanted == wanted


def test_when_a_plan_was_updated_stands_in_its_own_line() -> None:
    assert "3 March 2031" in said("When was the plan last updated?")


KIOSK = roadmap(
    """# Kiosk plan

## What others charge

| Kiosk | Price |
|---|---|
| North | $13 |
| South | $80 |
| West | $15 |

## Option A: Big kiosk
- Yearly income: $90K

## Option B: Small kiosk
- Yearly income: $60K

## Option C: Cart
- Yearly income: $20K

## Capital for the phases

| Phase | Capital needed |
|---|---|
| Building | $10K |
| Opening | $20K |
| Growth | $50K |

## When a rival opens with coffee at $2 a cup

1. Keep the price
2. Offer cake

## Direct rivals

| Rival | Model |
|---|---|
| Bar | One-time fee |
| Truck | Monthly fee |

## To do

- [x] Ask the landlord
- [ ] Paint the shutters

## Third year

- 35% net margin
""",
    "kiosk.md",
)


def test_things_told_apart_by_a_letter_are_not_taken_for_each_other() -> None:
    assert "$30K" in said("How much more yearly income does option A bring than option B?", KIOSK)
    assert "$40K" in said("How much more yearly income does option B bring than option C?", KIOSK)


def test_what_is_computed_rests_on_the_lines_that_say_most_of_the_question() -> None:
    assert "$80K" in said("How much capital is needed over all three phases?", KIOSK)


def test_what_is_done_if_something_happens_is_a_way() -> None:
    assert "Keep the price" in said("What would we do if a rival opens with coffee at $2?", KIOSK)


def test_a_word_that_no_line_says_beside_a_thing_that_is_named_is_no_refusal() -> None:
    assert "Truck" in said("Which direct rivals want a royalty?", KIOSK)


def test_all_that_is_open_is_listed_where_nothing_else_is_named() -> None:
    text = said("What is still planned and not done?", KIOSK)
    assert "shutters" in text
    assert "landlord" not in text


def test_a_margin_is_a_share() -> None:
    assert "35%" in said("What net margin do we expect in the third year?", KIOSK)


MINE = roadmap(
    """# Mine plan

This plan says how the salt mine and its railway are opened to guests.

## Scope

- Glass lifts
- Salt railway

## Later

### Glass lifts
- The first shaft keeps its ladder.
- Lifts for guests come in phase 2.

### Salt railway
- Two wagons
- Laid in 6-8 weeks
""",
    "mine.md",
)


def test_a_line_that_holds_the_value_is_found_before_a_question_is_declined() -> None:
    assert "phase 2" in answer("When are the glass lifts planned?", [MINE]).answer
    assert "6-8 weeks" in answer("How long does the salt railway take?", [MINE]).answer


def test_a_value_that_no_line_states_stays_declined() -> None:
    assert not answer("How much do the glass lifts cost?", [MINE]).answered


def test_a_number_at_the_end_of_a_sentence_is_counted() -> None:
    assert [(entry.kind, entry.first) for entry in read_question("What is done in phase 2.").numbered] == [("phase", 2)]
    assert not read_question("What does version 2.1.3 bring?").numbered


DOCK = roadmap(
    """# Dock plan

## GROUP 1: Dredging — START WEEK 5
- Two barges

## GROUP 2: Lighting — START WEEK 11
- Sixty lamps

## Summary

| Group | Ships | Timeline |
|---|---|---|
| Dredging | 30 | 6 weeks |
| Lighting | 45 | 4 weeks |
| Fenders | 20 | 3 weeks |

## What each brings

- Without the lighting group no ship can berth at night
""",
    "dock.md",
)


def test_how_long_something_takes_says_not_when_it_starts() -> None:
    assert "WEEK 11" in answer("When does the lighting group start?", [DOCK]).answer


def test_what_cannot_be_done_without_a_thing_is_no_sum_of_the_others() -> None:
    assert "Together" not in answer("What can we not do without the lighting group?", [DOCK]).answer


def test_a_sum_is_of_the_section_that_all_words_of_the_question_mean() -> None:
    plan = roadmap(
        """# Mejoras

## MEJORA 3: Edición de tarifas

### Base de Datos (5 min)
- Tabla de tarifas

### API Endpoints (10 min)
- Leer y cambiar

## MEJORA 4: Sistema de Gestión de Ferias

### Base de Datos (10 min)
- Tabla de ferias

### API Endpoints (20 min)
- Listar y crear

## MEJORA 5: Sistema de Gestión de Almacenes

### Base de Datos (10 min)
- Tabla de almacenes

### API Endpoints (15 min)
- Listar y crear

### UI - Página de Almacenes (45 min)
- Lista y detalle

## Orden

| Mejora | Tiempo |
|---|---|
| 3. Tarifas | 15 min |
| 4. Sistema de Ferias | 30 min |
| 5. Sistema de Almacenes | 70 min |
""",
        "mejoras.md",
    )
    said = answer("¿Cuánto suman los pasos detallados de la gestión de almacenes?", [plan])
    assert "70 min" in said.answer
    assert "API Endpoints (15 min)" in said.answer
    assert "API Endpoints (20 min)" not in said.answer
