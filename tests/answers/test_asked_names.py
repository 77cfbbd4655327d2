"""Questions that ask for things to be named, or for a time, whatever figures their other words speak of."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

ORCHARD = roadmap(
    """# 果園計画

## 導入

- 5分で動作開始
- 収穫は9月に始まる

## 栽培

- リンゴの木を80本植える
""",
    "orchard.md",
)


@pytest.mark.parametrize(
    "question",
    [
        "Which ways of funding are considered?",
        "What goes into the week of performance?",
        "O que entra na semana de desempenho?",
        "Welche Arten von Kosten gibt es?",
        "¿Qué incluye el presupuesto?",
        "Quelles sources de revenus sont prévues ?",
        "Какие виды расходов есть?",
        "第三期打算种哪几种果树？",
    ],
)
def test_things_are_asked_for_by_name(question: str) -> None:
    assert read_question(question).wanted == "name"


@pytest.mark.parametrize("question", ["Which budget does phase 2 have?", "What is the total cost?", "第二阶段需要多少钱？"])
def test_amounts_are_still_asked_for_as_amounts(question: str) -> None:
    assert read_question(question).wanted == "money"


def test_words_of_han_and_kana_are_known_as_wholes() -> None:
    terms = read_question("この畑を使い始めるまでにどれくらいの時間が必要ですか？").terms
    assert any(term.text == "使い始める" and "start" in term.concepts for term in terms)


def test_how_much_time_asks_for_a_duration() -> None:
    found = answer("この畑を使い始めるまでにどれくらいの時間が必要ですか？", [ORCHARD])
    assert found.answered
    assert "5分" in found.answer
