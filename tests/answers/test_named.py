"""Questions that call columns, rows, values, labels and parts by their names are answered from where those meet."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.answers.computed.named import named_answer
from agent.answers.reading.called import naming_place
from agent.answers.reading.matching import match
from agent.answers.reading.view import view_of
from agent.model.answer import Answer
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# Orchard plan

## Varieties

| Variety | Trees | Planted | Taste rating | Who picks |
|---|---|---|---|---|
| Golden Bell | 120 | 3-9 months ago | Sweet | family |
| Red Lantern | 80 | 12 months ago | Sour | crew |
| Old Tom (hedge) | 40 | 12 months ago | Sweet | crew |
| Total | 240 | | | |

## Spending in the first year

| Line item | Monthly | Annual |
|---|---|---|
| Ladders | $20 | $240 |
| Water | $90 | $1,080 |
| Total | $110 | $1,320 |

## Spending in the second year

| Line item | Monthly | Annual |
|---|---|---|
| Ladders | $10 | $120 |
| Water | $95 | $1,140 |
| Total | $105 | $1,260 |

## Growth vs. Cost

| Step | Trees felled | Cost |
|---|---|---|
| Base, light | 4 | $30 |
| Base, heavy | 9 | $150 |
| Pro, light | 2 | $39 |

## Cider press
- **Owner:** the miller
- **Sales lead:** 2 hours a day
- **Output:** 40 litres

## Bottling line
- **Owner:** the cooper
- **Output:** 900 bottles

## Phase 2: Picking and Sorting (Week 2)
- Pick by hand
- Sort by size
- Press the windfalls

## Times
| Hour | Work | Place |
|---|---|---|
| 08:00 | Watering | North |
| 16:00 | Counting crates | Barn |
""",
    "orchard.md",
)
KELLER = roadmap(
    """# Kellerplan

## Fässer

| Fass | Inhalt | Zustand |
|---|---|---|
| Eiche groß | 300 Liter | dicht |
| Eiche klein | 100 Liter | leck |
| Akazie | 200 Liter | dicht |
""",
    "keller.md",
)
TANA = roadmap(
    """# 店の計画

| 品目 | 単価 | 状態 |
|---|---|---|
| 抹茶ラテ | 480円 | 販売中 |
| 紅茶 | 350円 | 準備中 |
| 煎茶 | 300円 | 販売中 |
""",
    "tana.md",
)


def ask(question: str) -> Answer:
    return answer(question, [ORCHARD])


def lines(found: Answer) -> set[int]:
    return {line for citation in found.citations for line in range(citation.line, citation.end_line + 1)}


@pytest.mark.parametrize(
    ("question", "said", "line"),
    [
        ("What is the taste rating of Red Lantern?", "Sour", 8),
        ("Golden Bell Trees?", "120", 7),
        ("Planted Old Tom?", "12 months ago", 9),
        ("What is the Work for 16:00?", "Counting crates", 54),
        ("What is the Annual of Water in Spending in the second year?", "$1,140", 25),
        ("What is the taste rating of Red Lanetrn?", "Sour", 8),
    ],
)
def test_a_cell_is_found_by_its_row_and_its_column(question: str, said: str, line: int) -> None:
    found = ask(question)
    assert said in found.answer
    assert lines(found) == {line}


def test_the_same_cell_of_two_tables_is_said_twice() -> None:
    found = ask("What is the Monthly of Ladders?")
    assert "$20" in found.answer
    assert "$10" in found.answer


def test_rows_are_counted_by_the_value_in_the_column_that_is_named() -> None:
    found = ask("How many Variety have 3-9 months ago as Planted?")
    assert found.answer.startswith("1 of 3")
    assert lines(found) == {7}
    assert ask("How many varieties have a taste rating of Sweet?").answer.startswith("2 of 3")


def test_rows_are_listed_by_the_value_in_the_column_that_is_named() -> None:
    found = ask("Which Variety have Sweet in Taste rating?")
    assert "Golden Bell" in found.answer
    assert "Old Tom" in found.answer
    assert "Red Lantern" not in found.answer


def test_the_most_is_sought_in_the_column_that_is_named() -> None:
    assert ask("Which step has the highest Trees felled?").answer.startswith("Highest: Base, heavy: 9")
    assert ask("Which variety has the lowest Trees?").answer.startswith("Lowest: Old Tom (hedge): 40")


def test_a_column_is_added_up_under_the_heading_that_is_named() -> None:
    assert "$219" in ask("What does Cost add up to in Growth vs. Cost?").answer
    found = ask("What is the total Annual in Spending in the first year?")
    assert "$1,320" in found.answer
    assert "$1,260" not in found.answer


def test_two_cells_of_one_column_are_set_apart() -> None:
    found = ask("What is the difference in Trees felled between Base, heavy and Pro, light?")
    assert "7 more" in found.answer
    assert "(9 − 2 = 7)" in found.answer


def test_a_field_is_that_of_the_part_that_is_named() -> None:
    found = ask("What is the Output of the Bottling line?")
    assert "900 bottles" in found.answer
    assert "litres" not in found.answer
    assert "2 hours a day" in ask("What is the Sales lead for Cider press?").answer


def test_what_a_part_lists_is_said_whole() -> None:
    for question in ('What does section "Phase 2: Picking and Sorting (Week 2)" list?', "What is listed under Picking and Sorting?"):
        found = ask(question)
        assert "Press the windfalls" in found.answer
        assert "Pick by hand" in found.answer


def test_who_is_answered_from_the_column_of_owners_whatever_they_are_called() -> None:
    plan = roadmap(
        "# Fair\n\n| Task | Responsible | Days |\n|---|---|---|\n| Hang the lights | ops | 2 |\n| Sell waffles | kitchen | 3 |\n", "fair.md"
    )
    found = answer("Who is responsible for Hang the lights?", [plan])
    assert found.answered
    assert "ops" in found.answer


MILL = roadmap(
    """# Mill plan

## Jobs

| Job | Lead | Start | Deadline | Price | Cost estimate |
|---|---|---|---|---|---|
| Grind the rye | Ada | May 2027 | June 2027 | $90 | $40 |
| Mend the wheel (oak) | Ben | July 2027 | August 2027 | $300 | $210 |

## What may go wrong

| Risk | Likelihood | Impact |
|---|---|---|
| Claims without proof agree | Low | High |
| The river dries up | Medium | High |

## Shop
- **Objective:** sell ten sacks a day
- **Keeper:** Cleo
- **Opening:** 1 April 2027
""",
    "mill.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When is Mend the wheel?", ("July 2027", "August 2027")),
        ("When does grind the rye start?", ("May 2027",)),
        ("How expensive is grind the rye?", ("$90", "$40")),
        ("Who is in charge of grind the rye?", ("Ada",)),
        ("How likely is Claims without proof agree?", ("Low",)),
        ("How likely is the river dries up?", ("Medium",)),
        ("What is the goal of the shop?", ("ten sacks",)),
        ("What is the Deadlien for grind the rye?", ("June 2027",)),
        ("What is the Pirce of grind the rye?", ("$90",)),
    ],
)
def test_a_column_is_meant_by_its_sense_and_by_what_is_asked_for(question: str, said: tuple[str, ...]) -> None:
    found = answer(question, [MILL])
    assert found.answered
    assert all(text in found.answer for text in said)


@pytest.mark.parametrize("question", ["How long does grind the rye take?", "What is the revenue of grind the rye?", "Who owns the river?"])
def test_what_no_column_says_is_not_made_up(question: str) -> None:
    view = view_of(MILL)
    assert named_answer(read_question(question, ["en"]), [match(read_question(question, ["en"]), view)]) is None


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("acitve", "active"), ("amunt", "amount"), ("sttaus", "status"), ("marie", ""), ("plant", ""), ("lunches", "")],
)
def test_a_slip_of_the_hand_is_forgiven_and_another_word_is_not_taken_for_it(word: str, spelling: str) -> None:
    plan = view_of(roadmap("# Plan\n\nThe active amount and its status: Maria plans the planks.\n", "slips.md"))
    assert list(plan.like(word, ("en",))) == ([spelling] if spelling else [])


def test_names_are_found_in_other_languages() -> None:
    assert "leck" in answer("Was ist der Zustand von Eiche klein?", [KELLER]).answer
    assert answer("Wie viele Fässer haben Zustand dicht?", [KELLER]).answer.startswith("2 von 3")
    assert "480円" in answer("抹茶ラテの単価は？", [TANA]).answer
    assert "2" in answer("状態が販売中の品目はいくつありますか？", [TANA]).answer


@pytest.mark.parametrize(
    "question",
    [
        "What is the price of Golden Bell?",  # no such column
        "What is the taste rating of Blue Lantern?",  # no such row
        "Why is the taste rating of Red Lantern Sour?",
        "Where is the Owner of the Cider press?",
        "Is the taste rating of Red Lantern Sour?",
        "What is the second step of Picking and Sorting?",
    ],
)
def test_words_that_are_no_name_are_not_passed_over(question: str) -> None:
    view = view_of(ORCHARD)
    asked = read_question(question, ["en"])
    assert named_answer(asked, [match(asked, view)]) is None


def test_named_rows_are_added_up_not_shown() -> None:
    assert "120 + 80 = 200" in ask("What do Golden Bell and Red Lantern have in trees in total?").answer


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        (("Baking", "3"), 0),
        (("4", "Baking", "3"), 1),
        (("A1", "Baking", "3"), 1),
        (("", "Baking"), 1),
        (("08:00", "Baking", "North"), 1),
        (("Alpha", "Baking", "North"), 0),
    ],
)
def test_the_cell_that_names_a_row(cells: tuple[str, ...], place: int) -> None:
    assert naming_place(cells) == place


def test_a_numbered_heading_with_brackets_is_called_without_its_number_or_its_brackets() -> None:
    plan = roadmap("# Fair\n\n## 7. Stall builder (planks, cloth)\n**Effort**: 3 weeks\n- Saw the planks\n- Hem the cloth\n", "fair.md")
    for question in ("What is listed under Stall builder (planks, cloth)?", "What is listed under Stall builder?"):
        assert "Hem the cloth" in answer(question, [plan]).answer


def test_words_of_a_name_do_not_say_what_is_asked_for() -> None:
    plan = roadmap("# Fair\n\n## Owner training\n- owner: Ada\n- status: open\n- start: May 2027\n", "fair.md")
    said = answer("What is listed under Owner training?", [plan]).answer
    assert "May 2027" in said


def test_a_row_with_parts_below_it_is_counted_by_its_value() -> None:
    plan = roadmap(
        "# Fair\n\n| Phase | Hours |\n|---|---|\n| Set up | 30 hours |\n| - Poles | 10 hours |\n"
        "| - Cloth | 20 hours |\n| Take down | 10 hours |\n",
        "fair.md",
    )
    assert answer("How many Phase have 30 hours as Hours?", [plan]).answer.startswith("1 of")


def test_what_depends_on_a_row_is_not_what_that_row_depends_on() -> None:
    plan = roadmap("# 仓库\n\n| 编号 | 项目 | 依赖 |\n|---|---|---|\n| Y2 | 库存预警 | 无 |\n| Y4 | 退货处理 | Y2 |\n", "cangku.md")
    assert "退货处理" in answer("哪些项目依赖库存预警？", [plan]).answer


STAGES = roadmap(
    """# Mill

| Phase | Length | Investment required |
|---|---|---|
| Phase 1 | 0-6 months | $2-3M |
| Phase 2 | 6-18 months | $8-12M |

## Phase 2 resources

### Energy costs (total: $3.0M)

- **Power**: $80K/month × 12 = $960K
- **Steam**: $150K/month × 12 = $1.8M
""",
    "mill.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "What is the total budget of phase 2?",
        "Qual o orçamento total da fase 2?",
        "Wie hoch ist das Gesamtbudget von Phase 2?",
        "Quel est le budget de la phase 2 ?",
    ],
)
def test_the_total_of_one_row_is_what_it_states_in_any_language(question: str) -> None:
    said = answer(question, [STAGES])
    assert "$8-12M" in said.answer
    assert "$960K" not in said.answer


def test_the_lines_of_a_part_are_added_where_that_is_asked_for() -> None:
    said = answer("Add up the energy costs of phase 2.", [STAGES])
    assert "$2.76M" in said.answer
