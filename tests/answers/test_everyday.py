"""Questions in words that plans do not use: everyday verbs, other names for the same thing, ranges and rates."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

BAKERY = roadmap(
    """# Bakery plan

## Prices

| Plan | Ovens | Price/Month | Made for |
|---|---|---|---|
| Crumb | 1-5 | $40 | corner shops |
| Loaf | 6-20 | $90 | towns |
| Granary | 21-80 | $210 | regions |

- Familial: $14/month
- Tasting permit: 12% of the sales price

| Service | Price |
|---|---|
| Recipe check | 0 EUR |
| Permit request | 15% of the grant |

## Steps

### Phase 1 (M1-M3)

- Regulatory counsel for the permits ($3K/month)
- Ovens on trial

### Phase 2 (M4-M6)

- Ambassadors for the sourdough
- Target audience: families and small hotels

## Goals

- Subscribers: 9,000 by the end of the second year
- Corpus: 410 recipes in 12 MB
""",
    "bakery.md",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What do the lawyers cost us a month?", "$3K/month"),
        ("What would a bakery with 12 ovens pay per month?", "$90"),
        ("What does a family pay a month?", "$14/month"),
        ("When do we begin to work with influencers?", "M4-M6"),
        ("Who do we want to sell to?", "families and small hotels"),
        ("What does the permit request cost?", "15%"),
        ("How many recipes are in the training data?", "410"),
    ],
)
def test_a_question_in_other_words_finds_its_line(question: str, said: str) -> None:
    found = answer(question, [BAKERY])
    assert found.answered
    assert said in found.answer


def test_a_number_fits_the_row_whose_range_holds_it_and_no_other() -> None:
    said = answer("What would a bakery with 12 ovens pay per month?", [BAKERY]).answer
    assert "$40" not in said
    assert "$210" not in said


@pytest.mark.parametrize(
    "question",
    [
        "How many bakers are in the company?",
        "How many shops use the plan today?",
        "What does a patent cost us?",
    ],
)
def test_a_neighbouring_figure_is_no_answer(question: str) -> None:
    assert not answer(question, [BAKERY]).answered


PLAN = roadmap(
    """# Plan de la ferme

## Étapes

### Phase 1 (M1-M3)

- Essais de culture

### Phase 2 (M4-M8)

- Partenariats influenceurs
""",
    "ferme.md",
)


def test_verbs_that_a_plan_leaves_out_are_not_missed() -> None:
    found = answer("Quand prévoit-on de travailler avec des influenceurs ?", [PLAN])
    assert found.answered
    assert "M4-M8" in found.answer


def test_a_statement_that_says_less_of_the_question_is_left_out() -> None:
    plan = roadmap(
        "# Kiosk\n\n## Figures\n\n- Cups sold per day in summer: 400\n- Cups sold per day: 250\n- Spoons sold per day: 90\n", "kiosk.md"
    )
    said = answer("How many cups are sold per day in summer?", [plan]).answer
    assert "400" in said
    assert "90" not in said


MARKETS = roadmap(
    """# Markets

## Branches

| Branch | Prospect | Programme |
|---|---|---|
| Tourism | High | Harbour fund |
| Farming | Medium | Barn fund |
| Crafts | High | Harbour fund |

## Our metrics

| Metric | Value |
|---|---|
| Speed | 3 days |
| Quality | 90% |

## Who else is there

| Competitor | Method |
|---|---|
| Northbell | phone |
| Quillsoft | paper |

## Services

| Service | Tools |
|---|---|
| Forms | Perl, Ruby |
| Sites | Perl (Mojo) |
| Maps | Ruby |

## Sprint D — Speed and safety (week 6)

### D1 — Limits for the search
- done by robots

### D2 — Smaller pictures
- done by hand

| Week | Sprint | Subject |
|---|---|---|
| 6 | D | Speed and safety |
| 7 | E | Colours |
""",
    "markets.md",
)


def test_members_are_kept_by_the_level_of_the_column_that_is_named() -> None:
    said = answer("Which branches have a high prospect?", [MARKETS]).answer
    assert "Tourism" in said
    assert "Crafts" in said
    assert "Farming" not in said


def test_the_table_that_calls_its_rows_what_is_asked_for_is_the_list() -> None:
    said = answer("Which competitors are we measured against?", [MARKETS]).answer
    assert "Northbell" in said
    assert "Quillsoft" in said
    assert "90%" not in said


def test_a_value_with_a_bracket_is_still_the_value() -> None:
    said = answer("Which services use Perl?", [MARKETS]).answer
    assert "Forms" in said
    assert "Sites" in said
    assert "Maps" not in said


def test_what_stands_under_a_heading_comes_before_the_row_that_repeats_it() -> None:
    said = answer("What goes into the week for speed and safety?", [MARKETS]).answer
    assert "Limits for the search" in said
    assert "Smaller pictures" in said


def test_a_name_that_is_known_does_not_answer_what_is_asked_about_it() -> None:
    plan = roadmap("# Quay\n\nWritten on 4 May 2026 by Ilse Brandt.\n\n- Cranes renewed in June 2026\n", "quay.md")
    assert not answer("When does Ilse Brandt retire?", [plan]).answered
    assert answer("When are the cranes renewed?", [plan]).answered
