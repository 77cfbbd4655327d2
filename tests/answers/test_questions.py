"""How questions are read: language, what they ask for, what they are about."""

from __future__ import annotations

import pytest

from agent.answers.asking.counted import Numbered, counted_things
from agent.answers.asking.question import question_language, read_question


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How much does the gantry cost?", "en"),
        ("Wie hoch ist das Budget der zweiten Phase?", "de"),
        ("Quanto custa o plano básico?", "pt"),
        ("¿Cuánto cuesta la segunda fase?", "es"),
        ("Combien coûte la deuxième phase ?", "fr"),
        ("Сколько стоит второй этап?", "ru"),
        ("Berapa biaya tahap kedua?", "id"),
        ("予算はいくらですか？", "ja"),
        ("第二阶段的预算是多少？", "zh"),
    ],
)
def test_the_language_of_a_short_question_is_told_by_its_small_words(text: str, language: str) -> None:
    assert question_language(text) == language


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Who owns the gantry?", "person"),
        ("When is the handover?", "window"),
        ("On what date does the build start?", "date"),
        ("How long does the build take?", "duration"),
        ("How much does the survey cost?", "money"),
        ("How many welders are there?", "count"),
        ("What uptime do we promise?", "quantity"),
        ("What share goes to the operator?", "percent"),
        ("Which risks are named?", "name"),
        ("Why does the survey come first?", "reason"),
        ("How do we protect the quay?", "way"),
        ("Is the budget right?", "verdict"),
        ("Wann beginnt der Bau?", "window"),
        ("Quem é o responsável?", "person"),
        ("¿Cuántas semanas dura la obra?", "duration"),
        ("担当者は誰？", "person"),
        ("全体で何週間かかりますか？", "duration"),
        ("Qu'est-ce qui dépend du relevé ?", "name"),
        ("Quelle est la date du relevé ?", "date"),
        ("La première année, quelle est la différence de prix ?", "money"),
        ("What happens in March?", "name"),
        ("What must we do once the budget is spent?", "way"),
        ("总预算是多少钱？", "money"),
    ],
)
def test_a_question_says_what_kind_of_answer_it_wants(text: str, wanted: str) -> None:
    assert read_question(text).wanted == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does phase 2 cost?", Numbered("phase", 2, 2)),
        ("What happens in weeks 8-10?", Numbered("week", 8, 10)),
        ("the first three phases", Numbered("phase", 1, 3)),
        ("the last quarter", Numbered("quarter", -1, -1)),
        ("Which phase comes last?", Numbered("phase", -1, -1)),
        ("Which sprint is the last one?", Numbered("sprint", -1, -1)),
        ("Welche Phase kommt zuletzt?", Numbered("phase", -1, -1)),
        ("Qual fase vem por último?", Numbered("phase", -1, -1)),
        ("die dritte Phase", Numbered("phase", 3, 3)),
        ("Q3 2026", Numbered("quarter", 3, 3)),
        ("第2阶段", Numbered("phase", 2, 2)),
        ("フェーズ4", Numbered("phase", 4, 4)),
    ],
)
def test_counted_things_are_found(text: str, expected: Numbered) -> None:
    language = question_language(text)
    assert expected in counted_things(text, language)


def test_several_counted_things_are_all_found() -> None:
    found = counted_things("phases 2, 3 and 5", "en")
    assert [entry.first for entry in found] == [2, 3, 5]


def test_a_plain_number_of_days_counts_nothing_off() -> None:
    assert counted_things("within 30 days", "en") == ()


def test_words_that_only_ask_are_no_terms() -> None:
    terms = {term.text for term in read_question("How much does the gantry cost us in the end?").terms}
    assert "gantry" in terms
    assert not terms & {"how", "much", "does", "the", "us", "in"}


def test_a_phrase_of_the_glossary_is_one_term() -> None:
    term = next(term for term in read_question("What response time do we promise?").terms if "latency" in term.concepts)
    assert term.words == ("response", "time")


@pytest.mark.parametrize("text", ["Do the budgets add up?", "Stimmt die Summe?", "As metas batem?", "合計は合っていますか？"])
def test_questions_whether_something_holds_are_told_apart(text: str) -> None:
    assert read_question(text).is_verdict


@pytest.mark.parametrize("text", ["How many weeks does it take?", "Quantos clientes teremos?", "チームは何人ですか？"])
def test_questions_for_a_value_are_no_verdicts(text: str) -> None:
    assert not read_question(text).is_verdict


@pytest.mark.parametrize("question", ["Which task was updated last?", "What was done last?", "Which year grows at last?"])
def test_what_was_done_last_is_not_the_last_of_its_kind(question: str) -> None:
    assert read_question(question).numbered == ()
