"""The same question asks for the same thing in every language."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import question_language, read_question
from agent.answers.dialogue.context import follow_up
from agent.answers.reading.view import view_of
from agent.model.conversation import Conversation
from tests.answers.plans import roadmap


@pytest.mark.parametrize(
    ("wanted", "language", "question"),
    [
        ("money", "it", "Quanto costa la fase 2?"),
        ("money", "es", "¿Cuántos ingresos esperamos en el tercer trimestre?"),
        ("money", "it", "Quanti ricavi prevediamo nel terzo trimestre?"),
        ("count", "es", "¿Cuántos clientes queremos a finales de año?"),
        ("count", "it", "Quanti contratti prevediamo nel terzo trimestre?"),
        ("duration", "it", "Quante ore servono in tutto?"),
        ("duration", "es", "¿Cuánto tarda la migración?"),
        ("duration", "nl", "Hoeveel uren zijn er in totaal nodig?"),
        ("duration", "ja", "全部で何時間必要？"),
        ("name", "it", "Che cosa comprende il pacchetto base?"),
        ("name", "es", "¿Qué vence en el mes 6?"),
        ("name", "it", "Cosa scade nel mese 6?"),
        ("name", "it", "Che cosa comprende la categoria Overhead?"),
        ("percent", "it", "Di quanto percento devono calare i costi?"),
        ("percent", "nl", "Met hoeveel procent moeten de kosten dalen?"),
        ("percent", "pt", "Em quantos por cento os custos devem cair?"),
        ("verdict", "it", "La tempistica è realistica?"),
        ("verdict", "nl", "Tellen de budgetten op tot het totaal?"),
        ("way", "de", "Woran messen wir den Erfolg?"),
    ],
)
def test_what_a_question_asks_for_is_known_in_its_language(wanted: str, language: str, question: str) -> None:
    read = read_question(question, [language])
    assert (read.language, read.wanted) == (language, wanted)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("it", "Quanto costa la fase 1?"),
        ("pt", "Quanto dura o piloto?"),
        ("es", "¿Quién lleva el taller?"),
        ("ja", "全部で何時間必要？"),
        ("zh", "一共需要多少小时？"),
    ],
)
def test_a_short_question_is_in_the_language_that_writes_its_words_just_so(language: str, question: str) -> None:
    assert question_language(question) == language


@pytest.mark.parametrize(
    ("question", "is_verdict"),
    [("E la fase 2?", False), ("È finita la fase 2?", True), ("E la fase 2 è finita?", False), ("E sono finite le fasi?", True)],
)
def test_and_is_no_form_of_to_be(question: str, is_verdict: bool) -> None:
    assert read_question(question, ["it"]).is_verdict is is_verdict


FORNO = roadmap(
    """# Piano del forno

## Fase 1: Muratura (2-3 settimane)

- Mattoni

## Fase 2: Collaudo (1 settimana)

- Prova del calore

## Fase 3: Apertura (4 settimane)

- Festa
"""
)


@pytest.mark.parametrize(
    ("question", "said"),
    [("E la successiva?", "1 settimana"), ("E quella dopo?", "1 settimana"), ("E la fase 3?", "4 settimane")],
)
def test_a_conversation_goes_on_in_italian(question: str, said: str) -> None:
    conversation = Conversation().and_then(answer("Quanto dura la fase 1?", [FORNO]))
    assert said in answer(question, [FORNO], context=conversation).answer


def test_what_comes_after_a_named_thing_is_not_what_comes_after_the_last_answer() -> None:
    conversation = Conversation().and_then(answer("Quanto dura la fase 1?", [FORNO]))
    asked = read_question("Cosa viene dopo il collaudo?", ["it"])
    assert follow_up(asked, conversation, [view_of(FORNO)]) == asked


def test_the_name_of_a_field_that_the_plan_does_not_write_is_not_said() -> None:
    assert answer("Quanto dura la fase 1?", [FORNO]).answer == "Fase 1 Muratura — 2-3 settimane [1]"


ANBAU = roadmap(
    """# Plan für den Anbau

## Etappe 1: Rohbau (März 2031)

### Woche 1-2: Fundament

- Beton gießen

### Woche 3-4: Mauern

- Steine setzen
"""
)


def test_weeks_are_told_with_the_month_that_stands_above_them() -> None:
    assert "März 2031" in answer("Wann kommen die Mauern?", [ANBAU]).answer


CHINESE = roadmap(
    """# 茶館重開計畫

## 階段一：修繕 (Week 1)

**目標**：修好屋頂與爐灶

## 階段二：試營運 (Week 2-3)

**目標**：確認菜單

- Beta 測試：50 名顧客

## 風險評估

- 屋頂漏水
  - 緩解：先在側廳營運

## 指標

- 顧客回訪率 > 40%
- 外賣比例 < 20%
"""
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("階段二什麼時候做？", "Week 2-3"),
        ("第二階段的目標是什麼？", "確認菜單"),
        ("顧客回訪率的目標是多少？", "顧客回訪率 > 40%"),
        ("Beta 測試有多少顧客？", "50 名顧客"),
        ("屋頂漏水的風險怎麼緩解？", "先在側廳營運"),
    ],
)
def test_questions_in_traditional_chinese_are_read(question: str, said: str) -> None:
    assert said in answer(question, [CHINESE]).answer


@pytest.mark.parametrize("question", ["誰負責修繕？", "預算是多少？", "屋頂的合約什麼時候簽？"])
def test_what_a_plan_in_traditional_chinese_does_not_say_is_refused(question: str) -> None:
    assert not answer(question, [CHINESE]).answered


@pytest.mark.parametrize(
    ("wanted", "question"),
    [("count", "有多少用户？"), ("quantity", "留存率的目标是多少？"), ("money", "预算是多少？"), ("count", "这个项目有多少个任务？")],
)
def test_how_high_a_figure_is_asks_for_no_number_of_things(wanted: str, question: str) -> None:
    assert read_question(question, ["zh"]).wanted == wanted


def test_an_amount_that_is_told_twice_under_one_name_is_not_added_up() -> None:
    read = roadmap(
        """# Hofladen

## Rechnung

- **GESAMTKAPITALBEDARF:** ca. 57.749 €
- Anlaufkosten: 45.000 €

## Beispiel

- Gesamtkapitalbedarf: 57.749 €
- Eigenkapital: 20.000 €
"""
    )
    assert "115.498" not in answer("Wie viel Kapital brauchen wir insgesamt?", [read]).answer


def test_the_rate_of_a_loan_is_not_its_amount() -> None:
    read = roadmap("# Hofladen\n\n## Finanzierung\n\n- Gründerkredit der Bank: 40.000 €\n- Eigenkapital: 20.000 €\n")
    assert not answer("Wie hoch ist der Zinssatz des Kredits?", [read]).answered
    assert "40.000 €" in answer("Wie hoch ist der Kredit?", [read]).answer


CHAYA = roadmap(
    """# 茶屋の改装計画

| ID | 作業 | 依存 |
|---|---|---|
| A1 | 屋根の修理 | なし |
| A2 | 壁の塗装 | A1 |
| A3 | 看板 | A1 |
| A4 | 開店 | A2 |
"""
)
CHAGUAN = roadmap(
    """# 茶馆翻新计划

| ID | 任务 | 依赖 |
|---|---|---|
| A1 | 修屋顶 | 无 |
| A2 | 刷墙 | A1 |
| A3 | 招牌 | A1 |
| A4 | 开张 | A2 |
"""
)


@pytest.mark.parametrize(
    "question", ["A1 が終わらないと始められない作業は？", "A1に依存しているのは？", "A1が完了しないと始められない項目は？"]
)
def test_what_waits_for_a_thing_is_asked_for_in_japanese_by_its_end_too(question: str) -> None:
    found = answer(question, [CHAYA]).answer
    assert "壁の塗装" in found
    assert "看板" in found
    assert "開店" not in found


def test_what_waits_for_a_thing_is_asked_for_in_chinese_by_its_end_too() -> None:
    found = answer("哪些任务要等 A1 完成后才能开始？", [CHAGUAN]).answer
    assert "刷墙" in found
    assert "招牌" in found
    assert "开张" not in found


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Welche Arbeiten können erst nach A1 beginnen?"),
        ("es", "¿Qué tareas no pueden empezar hasta que termine A1?"),
        ("fr", "Quelles tâches ne peuvent pas commencer avant A1 ?"),
        ("it", "Quali attività non possono iniziare prima di A1?"),
    ],
)
def test_what_cannot_begin_before_a_thing_waits_for_it(language: str, question: str) -> None:
    assert read_question(question, [language]).has("waiting")
