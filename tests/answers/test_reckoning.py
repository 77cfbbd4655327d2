"""Shares, averages, sums, differences and multiples reckoned from the operands of one table or list."""

from __future__ import annotations

import pytest

from agent.answers.answering import answer
from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.answer import Answer
from agent.model.roadmap import Roadmap

CLINIC = """# Clinic Extension

## Budget

| Item | Q1 | Q2 | Q3 | Q4 | Total |
|------|---:|---:|---:|---:|------:|
| Building works | $40,000 | $60,000 | $20,000 | $10,000 | $130,000 |
| Scanners | $0 | $50,000 | $15,000 | $5,000 | $70,000 |
| Nurses | $10,000 | $10,000 | $15,000 | $15,000 | $50,000 |
| **Total** | **$50,000** | **$120,000** | **$50,000** | **$30,000** | **$250,000** |

## Shifts

| Ward | Beds | Monthly cost |
|------|------|--------------|
| Surgery | 24 | $18,000 |
| Maternity | 16 | $12,000 |
| Cardiology | 20 | $21,000 |

## Training

- Safety course: 2 h
- Scanner course: 30 min
- Records course: 90 min

- Selection day: interview (40 min) · ward round (60 min) · talk (20 min)
- Grants received: Year 1: $30,000, Year 2: $45,000, Year 3: $70,000

## Openings

| Quarter | Rooms |
|---------|-------|
| Q3 2026 | 14 |
| Q4 2026 | 22 |
| Q3 2027 | 31 |

## Crew

| Role | People |
|------|--------|
| Surgeon | 2 people |
| Ward sister | 3-4 people |

## Lab ✅

- 12 test stations
- Cold storage

## Pharmacy ✅

- 7 test stations
- Night counter

## Imaging

- 5 test stations
"""

WERK = """# Werkserweiterung

## Kosten

| Posten | Betrag |
|--------|-------:|
| Pressen | 120.000 € |
| Roboter | 80.000 € |
| Schulung | 50.000 € |
| **Summe** | **250.000 €** |
"""

GAKKO = """# 学校計画

## 費用

| 項目 | 金額 |
|------|------|
| 教室改修 | 300万円 |
| 図書館 | 100万円 |
| 体育館 | 200万円 |
| **合計** | **600万円** |

## 生徒数

| 期 | 生徒数 | 教員数 |
|----|-------|-------|
| 1年目 | 120人 | 10人 |
| 2年目 | 180人 | 14人 |
"""


def _plan(text: str) -> Roadmap:
    return extract(parse_markdown(text, path="plan.md"))


def _ask(question: str, text: str = CLINIC) -> Answer:
    return answer(question, [_plan(text)])


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("What share of the budget goes to the scanners?", CLINIC, "28%"),
        ("What percentage of the total is spent on nurses?", CLINIC, "20%"),
        ("Welcher Anteil der Kosten entfällt auf die Roboter?", WERK, "32%"),
        ("費用のうち図書館は何%ですか", GAKKO, "16.7%"),
        ("What is the average monthly cost of a ward?", CLINIC, "$17,000"),
        ("What do we spend on building works and scanners in the first half of the year?", CLINIC, "$150,000"),
        ("How much do the scanners cost in the second half of the year?", CLINIC, "$20,000"),
        ("How much dearer is cardiology than maternity a month?", CLINIC, "$9,000"),
        ("How many beds does surgery have more than maternity?", CLINIC, " 8 "),
        ("How many more beds do we have in cardiology than in maternity?", CLINIC, " 4 "),
        ("How much do the scanners cost more in the second quarter than in the third?", CLINIC, "$35,000"),
        ("How long do the safety course and the scanner course take together?", CLINIC, "150 min"),
        ("How many people are in the crew at most?", CLINIC, "6 people"),
        ("How many more rooms are there in Q3 2027 than in Q3 2026?", CLINIC, "= 17"),
        ("How long is the whole selection day?", CLINIC, "= 120 min"),
        ("How much do we get in grants received in years one and two together?", CLINIC, "$75,000"),
        ("How much more do we get in grants received in year three than in year one?", CLINIC, "$40,000"),
        ("How many test stations do the lab, the pharmacy and imaging have together?", CLINIC, "= 24 test stations"),
        ("Um wie viel teurer sind die Pressen als die Roboter?", WERK, "40.000 €"),
        ("教室改修は体育館よりいくら高いですか", GAKKO, "100万円"),
        ("2年目は1年目より何人多くの生徒がいますか", GAKKO, "60"),
    ],
)
def test_what_is_asked_for_is_reckoned_with_the_operands_named(question: str, text: str, said: str) -> None:
    given = _ask(question, text)
    assert given.answered
    assert said in f" {given.answer} "


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("What share of the budget goes to the scanners?", {8, 9, 10}),
        ("How much do the scanners cost in the second half of the year?", {8}),
    ],
)
def test_the_lines_of_operands_and_of_the_whole_are_cited(question: str, lines: set[int]) -> None:
    given = _ask(question)
    cited = {line for citation in given.citations for line in range(citation.line, citation.end_line + 1)}
    assert cited == lines


def test_a_share_that_is_stated_is_not_reckoned_anew() -> None:
    text = WERK + "\n## Beteiligung\n\n- Anteil der Stadt an den Robotern: 15 %\n"
    assert "32%" not in _ask("Welchen Anteil hat die Stadt an den Robotern?", text).answer


def test_a_sum_is_not_given_without_one_of_the_things_named() -> None:
    assert "200" not in _ask("What do the building works, the scanners and the helipad cost together?").answer.partition("•")[0]


def test_rows_that_are_only_numbered_are_no_figures() -> None:
    text = "# Plan\n\n| # | Task | Hours |\n|---|------|------|\n| 1 | Survey | 4 h |\n| 2 | Pouring | 9 h |\n| 3 | Paint | 7 h |\n"
    assert "45%" in _ask("What share of the hours is the pouring?", text).answer
