"""What people ask of a plan every day, in eight languages: what is blocked, done, due or planned in a month, and what is ready."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.question import read_question
from tests.answers.plans import roadmap

PLANS = {
    "en": """# Greenhouse plan 2026

Owner: Marta Ruiz

## Phases

### Phase 1: Foundations (January - March 2026)

- [x] Order the panels
- [ ] Pour the concrete

### Phase 2: Planting (April - June 2026)

- [ ] Sow tomatoes
- [ ] Install irrigation

### Phase 3: Harvest (July - September 2026)

- [ ] Pick and sell

## Work

| Task | Owner | Status | Deadline | Cost |
|---|---|---|---|---|
| Panels | Ana | Done | 2026-02-15 | 4,000 € |
| Irrigation | Bruno | In progress | 2026-05-10 | 2,500 € |
| Shop | Ana | Not started | 2026-08-01 | 1,200 € |
| Heating | Carla | Blocked | 2026-06-20 | 3,300 € |

## Risks

| Risk | Probability | Mitigation |
|---|---|---|
| Frost | High | Cover the beds |
| Pests | Low | Ladybirds |

Heating was chosen because gas is cheaper than electricity.
The shop depends on the harvest.
""",
    "de": """# Gewächshausplan 2026

Verantwortlich: Marta Ruiz

## Phasen

### Phase 1: Fundament (Januar - März 2026)

- [x] Platten bestellen
- [ ] Beton gießen

### Phase 2: Pflanzung (April - Juni 2026)

- [ ] Tomaten säen
- [ ] Bewässerung einbauen

### Phase 3: Ernte (Juli - September 2026)

- [ ] Pflücken und verkaufen

## Arbeiten

| Aufgabe | Verantwortlich | Status | Termin | Kosten |
|---|---|---|---|---|
| Platten | Ana | Erledigt | 15.02.2026 | 4.000 € |
| Bewässerung | Bruno | In Arbeit | 10.05.2026 | 2.500 € |
| Hofladen | Ana | Offen | 01.08.2026 | 1.200 € |
| Heizung | Carla | Blockiert | 20.06.2026 | 3.300 € |

## Risiken

| Risiko | Wahrscheinlichkeit | Maßnahme |
|---|---|---|
| Frost | Hoch | Beete abdecken |
| Schädlinge | Niedrig | Marienkäfer |

Die Heizung wurde gewählt, weil Gas billiger ist als Strom.
Der Hofladen hängt von der Ernte ab.
""",
    "pt": """# Plano da estufa 2026

Responsável: Marta Ruiz

## Fases

### Fase 1: Fundações (janeiro - março de 2026)

- [x] Encomendar os painéis
- [ ] Deitar o concreto

### Fase 2: Plantio (abril - junho de 2026)

- [ ] Semear tomates
- [ ] Instalar a irrigação

### Fase 3: Colheita (julho - setembro de 2026)

- [ ] Colher e vender

## Trabalhos

| Tarefa | Responsável | Status | Prazo | Custo |
|---|---|---|---|---|
| Painéis | Ana | Concluído | 15/02/2026 | R$ 4.000 |
| Irrigação | Bruno | Em andamento | 10/05/2026 | R$ 2.500 |
| Loja | Ana | Não iniciado | 01/08/2026 | R$ 1.200 |
| Aquecimento | Carla | Bloqueado | 20/06/2026 | R$ 3.300 |

## Riscos

| Risco | Probabilidade | Mitigação |
|---|---|---|
| Geada | Alta | Cobrir os canteiros |
| Pragas | Baixa | Joaninhas |

O aquecimento foi escolhido porque o gás é mais barato que a eletricidade.
A loja depende da colheita.
""",
    "es": """# Plan del invernadero 2026

Responsable: Marta Ruiz

## Fases

### Fase 1: Cimientos (enero - marzo de 2026)

- [x] Pedir los paneles
- [ ] Verter el hormigón

### Fase 2: Plantación (abril - junio de 2026)

- [ ] Sembrar tomates
- [ ] Instalar el riego

### Fase 3: Cosecha (julio - septiembre de 2026)

- [ ] Recoger y vender

## Trabajos

| Tarea | Responsable | Estado | Fecha límite | Costo |
|---|---|---|---|---|
| Paneles | Ana | Completado | 15/02/2026 | 4.000 € |
| Riego | Bruno | En curso | 10/05/2026 | 2.500 € |
| Tienda | Ana | Sin empezar | 01/08/2026 | 1.200 € |
| Calefacción | Carla | Bloqueado | 20/06/2026 | 3.300 € |

## Riesgos

| Riesgo | Probabilidad | Mitigación |
|---|---|---|
| Helada | Alta | Cubrir los bancales |
| Plagas | Baja | Mariquitas |

La calefacción se eligió porque el gas es más barato que la electricidad.
La tienda depende de la cosecha.
""",
    "fr": """# Plan de la serre 2026

Responsable : Marta Ruiz

## Phases

### Phase 1 : Fondations (janvier - mars 2026)

- [x] Commander les panneaux
- [ ] Couler le béton

### Phase 2 : Plantation (avril - juin 2026)

- [ ] Semer les tomates
- [ ] Installer l'irrigation

### Phase 3 : Récolte (juillet - septembre 2026)

- [ ] Cueillir et vendre

## Travaux

| Tâche | Responsable | Statut | Échéance | Coût |
|---|---|---|---|---|
| Panneaux | Ana | Terminé | 15/02/2026 | 4 000 € |
| Irrigation | Bruno | En cours | 10/05/2026 | 2 500 € |
| Boutique | Ana | Non commencé | 01/08/2026 | 1 200 € |
| Chauffage | Carla | Bloqué | 20/06/2026 | 3 300 € |

## Risques

| Risque | Probabilité | Parade |
|---|---|---|
| Gel | Élevée | Couvrir les planches |
| Nuisibles | Faible | Coccinelles |

Le chauffage a été choisi parce que le gaz est moins cher que l'électricité.
La boutique dépend de la récolte.
""",
    "it": """# Piano della serra 2026

Responsabile: Marta Ruiz

## Fasi

### Fase 1: Fondamenta (gennaio - marzo 2026)

- [x] Ordinare i pannelli
- [ ] Gettare il cemento

### Fase 2: Semina (aprile - giugno 2026)

- [ ] Seminare i pomodori
- [ ] Installare l'irrigazione

### Fase 3: Raccolta (luglio - settembre 2026)

- [ ] Raccogliere e vendere

## Lavori

| Attività | Responsabile | Stato | Scadenza | Costo |
|---|---|---|---|---|
| Pannelli | Ana | Completato | 15/02/2026 | 4.000 € |
| Irrigazione | Bruno | In corso | 10/05/2026 | 2.500 € |
| Negozio | Ana | Non iniziato | 01/08/2026 | 1.200 € |
| Riscaldamento | Carla | Bloccato | 20/06/2026 | 3.300 € |

## Rischi

| Rischio | Probabilità | Mitigazione |
|---|---|---|
| Gelo | Alta | Coprire le aiuole |
| Parassiti | Bassa | Coccinelle |

Il riscaldamento è stato scelto perché il gas costa meno dell'elettricità.
Il negozio dipende dalla raccolta.
""",
    "ja": """# 温室計画 2026

責任者: 田中

## フェーズ

### フェーズ1: 基礎（2026年1月〜3月）

- [x] パネルを注文する
- [ ] コンクリートを打つ

### フェーズ2: 植え付け（2026年4月〜6月）

- [ ] トマトの種まき
- [ ] 灌漑設備の設置

### フェーズ3: 収穫（2026年7月〜9月）

- [ ] 摘み取りと販売

## 作業

| タスク | 担当 | ステータス | 期限 | 費用 |
|---|---|---|---|---|
| パネル | 佐藤 | 完了 | 2026-02-15 | 40万円 |
| 灌漑設備 | 鈴木 | 進行中 | 2026-05-10 | 25万円 |
| 直売所 | 佐藤 | 未着手 | 2026-08-01 | 12万円 |
| 暖房 | 高橋 | ブロック中 | 2026-06-20 | 33万円 |

## リスク

| リスク | 確率 | 対策 |
|---|---|---|
| 霜 | 高 | 畝を覆う |
| 害虫 | 低 | てんとう虫 |

暖房はガスのほうが電気より安いため選ばれた。
直売所は収穫に依存する。
""",
    "zh": """# 温室计划 2026

负责人：王芳

## 阶段

### 阶段一：地基（2026年1月-3月）

- [x] 订购面板
- [ ] 浇筑混凝土

### 阶段二：种植（2026年4月-6月）

- [ ] 播种番茄
- [ ] 安装灌溉系统

### 阶段三：收获（2026年7月-9月）

- [ ] 采摘和销售

## 工作

| 任务 | 负责人 | 状态 | 截止日期 | 费用 |
|---|---|---|---|---|
| 面板 | 李明 | 已完成 | 2026-02-15 | 40万元 |
| 灌溉系统 | 张伟 | 进行中 | 2026-05-10 | 25万元 |
| 商店 | 李明 | 未开始 | 2026-08-01 | 12万元 |
| 供暖 | 陈静 | 受阻 | 2026-06-20 | 33万元 |

## 风险

| 风险 | 概率 | 对策 |
|---|---|---|
| 霜冻 | 高 | 覆盖苗床 |
| 害虫 | 低 | 瓢虫 |

选择供暖方案是因为天然气比电便宜。
商店依赖于收获。
""",
}


@pytest.mark.parametrize(
    ("language", "question", "said", "not_said"),
    [
        ("en", "What is blocked?", "Heating", "Shop |"),
        ("de", "Was ist blockiert?", "Heizung", "Hofladen |"),
        ("pt", "O que está bloqueado?", "Aquecimento", "Loja |"),
        ("es", "¿Qué está bloqueado?", "Calefacción", "Tienda |"),
        ("fr", "Qu'est-ce qui est bloqué ?", "Chauffage", "Boutique |"),
        ("it", "Che cosa è bloccato?", "Riscaldamento", "Negozio |"),
        ("ja", "ブロックされているものは何ですか？", "暖房", "直売所 |"),
        ("zh", "哪些工作受阻？", "供暖", "商店 |"),
        ("en", "Are the panels finished?", "Yes", ""),
        ("de", "Sind die Platten schon fertig?", "Ja", ""),
        ("pt", "Os painéis já estão prontos?", "Sim", ""),
        ("es", "¿Ya están listos los paneles?", "Sí", ""),
        ("fr", "Les panneaux sont-ils terminés ?", "Oui", ""),
        ("ja", "パネルは完了しましたか？", "はい", ""),
        ("zh", "面板完成了吗？", "是", ""),
        ("en", "What is planned for May 2026?", "Irrigation", "concrete"),
        ("de", "Was steht im Mai 2026 an?", "Bewässerung", "Beton"),
        ("pt", "O que está previsto para maio de 2026?", "Irrigação", "concreto"),
        ("es", "¿Qué está previsto para mayo de 2026?", "Riego", "hormigón"),
        ("fr", "Qu'est-ce qui est prévu pour mai 2026 ?", "Irrigation", "béton"),
        ("it", "Cosa è previsto per maggio 2026?", "Irrigazione", "cemento"),
        ("ja", "2026年5月には何が予定されていますか？", "灌漑設備", "コンクリート"),
        ("zh", "2026年5月有什么安排？", "灌溉系统", "混凝土"),
        ("en", "What is due in June?", "Heating", "Shop |"),
        ("de", "Was ist im Juni fällig?", "Heizung", "Hofladen |"),
        ("pt", "O que vence em junho?", "Aquecimento", "Loja |"),
        ("es", "¿Qué vence en junio?", "Calefacción", "Tienda |"),
        ("fr", "Qu'est-ce qui est dû en juin ?", "Chauffage", "Boutique |"),
        ("it", "Cosa scade a giugno?", "Riscaldamento", "Negozio |"),
        ("ja", "6月が期限のものは何ですか？", "暖房", "直売所 |"),
        ("zh", "六月到期的是什么？", "供暖", "商店 |"),
        ("en", "What is done already?", "Panels", "Heating"),
        ("de", "Was ist schon erledigt?", "Platten", "Heizung"),
        ("pt", "O que já foi feito?", "Painéis", "Aquecimento"),
        ("es", "¿Qué se ha hecho ya?", "Paneles", "Calefacción"),
        ("fr", "Qu'est-ce qui est déjà fait ?", "Panneaux", "Chauffage"),
        ("it", "Che cosa è già stato fatto?", "Pannelli", "Riscaldamento"),
        ("ja", "すでに終わったものは何ですか？", "パネル", "暖房"),
        ("zh", "已经完成了什么？", "面板", "供暖"),
        ("en", "How many tasks are not finished?", "3", ""),
        ("de", "Wie viele Aufgaben sind noch nicht fertig?", "3", ""),
        ("pt", "Quantas tarefas ainda não terminaram?", "3", ""),
        ("es", "¿Cuántas tareas no están terminadas?", "3", ""),
        ("fr", "Combien de tâches ne sont pas terminées ?", "3", ""),
        ("it", "Quante attività non sono ancora finite?", "3", ""),
        ("ja", "まだ終わっていないタスクはいくつありますか？", "3", ""),
        ("zh", "还有多少任务没完成？", "3", ""),
        ("en", "What comes after phase 2?", "Harvest", ""),
        ("de", "Was kommt nach Phase 2?", "Ernte", ""),
        ("pt", "O que vem depois da fase 2?", "Colheita", ""),
        ("es", "¿Qué viene después de la fase 2?", "Cosecha", ""),
        ("fr", "Qu'est-ce qui vient après la phase 2 ?", "Récolte", ""),
        ("it", "Che cosa viene dopo la fase 2?", "Raccolta", ""),
        ("ja", "フェーズ2の次は何ですか？", "収穫", ""),
        ("zh", "阶段二之后是什么？", "收获", ""),
        ("en", "Is the heating due before the shop?", "Yes", ""),
        ("de", "Ist die Heizung vor dem Hofladen fällig?", "Ja", ""),
        ("pt", "O aquecimento vence antes da loja?", "Sim", ""),
        ("es", "¿La calefacción vence antes que la tienda?", "Sí", ""),
        ("fr", "Le chauffage est-il dû avant la boutique ?", "Oui", ""),
        ("it", "Il riscaldamento scade prima del negozio?", "Sì", ""),
        ("zh", "供暖的截止日期在商店之前吗？", "是", ""),
    ],
)
def test_a_daily_question_is_answered_in_its_language(language: str, question: str, said: str, not_said: str) -> None:
    found = answer(question, [roadmap(PLANS[language], f"plan.{language}.md")])
    assert found.answered
    assert said in found.answer
    assert not not_said or not_said not in found.answer


@pytest.mark.parametrize(
    ("language", "question", "opening"),
    [
        ("en", "Is the shop finished?", "No: Not started."),
        ("de", "Ist der Hofladen fertig?", "Nein: Offen."),
        ("pt", "A loja já está pronta?", "Não: Não iniciado."),
        ("en", "Are the panels still open?", "No: Done."),
    ],
)
def test_a_state_that_is_not_the_one_asked_for_is_a_no(language: str, question: str, opening: str) -> None:
    assert answer(question, [roadmap(PLANS[language], f"plan.{language}.md")]).answer.startswith(opening)


def test_two_entries_in_different_states_settle_nothing() -> None:
    plan = roadmap("# Quay\n\n| Job | Status |\n|---|---|\n| Crane north | Done |\n| Crane south | Planned |\n", "quay.md")
    assert not answer("Is the crane finished?", [plan]).answer.startswith(("Yes", "No:"))


def test_a_day_of_any_year_is_the_day_that_is_meant() -> None:
    plan = roadmap("# Lernplan\n\n* Samstag, 18.01.2027\n    * 3 h Statistik\n* Sonntag, 19.01.2027\n    * 2 h Geschichte\n", "lernplan.md")
    said = answer("Was mache ich am 18. Januar?", [plan]).answer
    assert "Statistik" in said
    assert "Geschichte" not in said


def test_what_lies_in_another_time_is_not_told() -> None:
    said = answer("What is planned for December 2026?", [roadmap(PLANS["en"], "plan.en.md")])
    assert not said.answered


RUNNING = """# Laufplan 2027

**Gesamtdauer:** 24 Wochen

## Teil 1: Bahn (Woche 1-12)

### Block 1: Grundlage (Woche 1-6)

- Woche 1-2: 5 km
- Woche 3-6: 8 km

### Block 2: Tempo (Woche 7-12)

- Woche 7: 10 km
"""
TOUR = """# 展览计划

## 工期

- 第 1 天：搭建展台
- 第 2-3 天：布置灯光
- 第 4-6 天：安装展品
"""
SPEND = """# Plano da feira

| Fase | Período | Investimento | ROI |
|---|---|---|---|
| 1 | Q1-Q2 2027 | R$ 2M | -50% |
| 2 | Q3-Q4 2027 | R$ 3M | +67% |
| 3 | 2028 | R$ 5M | +300% |

### **FASE 3: ABERTURA (2028)**

- [ ] Pavilhão na Argentina
"""
CRAFTS = """# Feuille de route

| Fonction | Responsable | Livraison |
|---|---|---|
| Caisse | Théo | Juin 2027 |
| Vitrine | Léa | Juin 2027 |
| Stock | Théo | Juillet 2027 |
"""


@pytest.mark.parametrize(
    ("plan", "question", "said", "not_said"),
    [
        (RUNNING, "Wie viele Wochen dauert der Plan insgesamt?", "24 Wochen", "12"),
        (TOUR, "整个工期多少天？", "1-6 = 6", ""),
        (TOUR, "第3天做什么？", "布置灯光", "安装展品"),
        (SPEND, "Quanto vamos investir ao todo?", "R$ 10M", ""),
        (SPEND, "Em que ano entramos na Argentina?", "2028", ""),
        (CRAFTS, "Combien de fonctions Théo doit-il livrer ?", "2.", "Vitrine"),
    ],
)
def test_a_daily_question_about_a_part_is_answered_from_that_part(plan: str, question: str, said: str, not_said: str) -> None:
    found = answer(question, [roadmap(plan, "plan.md")])
    assert found.answered
    assert said in found.answer
    assert not not_said or not_said not in found.answer


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What is Bruno's phone number?"),
        ("ja", "鈴木さんの電話番号は何ですか？"),
        ("fr", "Quel est le numéro de téléphone de Bruno ?"),
    ],
)
def test_what_nobody_says_of_a_person_is_refused(language: str, question: str) -> None:
    assert not answer(question, [roadmap(PLANS[language], f"plan.{language}.md")]).answered


def test_whether_there_is_something_after_another_thing_sets_nothing_in_order() -> None:
    plan = "# Rennen\n\n## Block 1: Pause verkürzen (Woche 1-4)\n\n- Laufen\n\n## Block 2: Rennen (Woche 5-8)\n\n- Rennen\n"
    assert not answer("Gibt es eine Massage nach dem Rennen?", [roadmap(plan, "rennen.md")]).answer.startswith("Ja")


def test_refusals_quote_the_question_as_it_is_written() -> None:
    assert "“numéro”" in answer("Quel est le numéro de téléphone de Bruno ?", [roadmap(PLANS["fr"], "plan.fr.md")]).answer


def test_sums_of_figures_with_spaces_between_thousands_are_written_so() -> None:
    assert "11 000 €" in answer("Combien coûte le tout au total ?", [roadmap(PLANS["fr"], "plan.fr.md")]).answer


PORT = """# Piano del molo

## Lavori

**Gru nuova**

- Periodo: Giu-Lug 2027 (2 mesi)
- Costo: €5.000

**Binari**

- Periodo: Ott-Dic 2027 (3 mesi)
- Costo: €9.000

## Modulo 5: Luci

- Lampade
"""


@pytest.mark.parametrize(
    "question",
    [
        "What is the cost of the barge?",
        "Quel est le coût de la barge ?",
        "¿Cuál es el precio de la barcaza?",
        "Qual é o custo da barcaça?",
        "Wie ist der Preis des Kahns?",
    ],
)
def test_the_cost_of_something_asks_for_money(question: str) -> None:
    read = read_question(question)
    assert read.wanted == "money"
    assert read.concepts & {"cost", "price"}


def test_a_period_told_below_a_name_dates_what_is_named() -> None:
    said = answer("Cosa si fa a luglio 2027?", [roadmap(PORT, "molo.md")]).answer
    assert "Gru nuova" in said
    assert "Binari" not in said


def test_the_highest_cost_is_no_level_of_a_risk() -> None:
    assert "Platten: 4.000 €" in answer("Welche Aufgabe ist am teuersten?", [roadmap(PLANS["de"], "plan.de.md")]).answer


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        ("pt", "Qual é o risco mais sério?", "Geada (Probabilidade: Alta)"),
        ("pt", "Qual é o risco mais provável?", "Geada (Probabilidade: Alta)"),
        ("es", "¿Quién redactó el plan?", "Elaborado por: Iris Vega"),
        ("fr", "Qui a rédigé le plan ?", "Rédigé par : Iris Vega"),
    ],
)
def test_words_with_accents_are_known_as_others_are(language: str, question: str, said: str) -> None:
    signed = {"es": "\n---\n\n**Elaborado por:** Iris Vega\n", "fr": "\n---\n\n**Rédigé par :** Iris Vega\n"}
    assert said in answer(question, [roadmap(PLANS[language] + signed.get(language, ""), f"plan.{language}.md")]).answer


def test_refusals_are_said_in_korean() -> None:
    assert "로드맵에" in answer("서버 비용은 얼마인가요?", [roadmap("# 계획\n\n- 랜딩 페이지 준비\n", "plan.ko.md")]).answer


FERRY = """# Ferry plan 2027

## Stages

### Phase 1: Hull (January - March 2027)

- [x] Weld the keel
- [ ] Paint the hull
  - [ ] Mix the paint

### Phase 2: Engine room (April - June 2027)

- [ ] Mount the pistons

## Jobs

| Job | Status | Start | Deadline |
|---|---|---|---|
| Keel | Done | 2027-01-10 | 2027-02-20 |
| Propeller | Blocked | 2027-02-05 | 2027-04-11 |
| Radar | Cancelled | 2027-05-02 | 2027-05-30 |
"""
BEGUN = "# Kiosk\n\n| Phase | Status |\n|---|---|\n| Phase 1 | In progress |\n| Phase 2 | Planned |\n| Phase 3 | Planned |\n"


@pytest.mark.parametrize(
    ("plan", "question", "said", "not_said"),
    [
        (FERRY, "What starts in April 2027?", "Phase 2", "Propeller"),
        (FERRY, "What is due in April 2027?", "Propeller", "Phase 2"),
        (FERRY, "What is still open?", "Paint the hull", "Mix the paint"),
        (FERRY, "Is the radar finished?", "Cancelled", "Yes"),
        (FERRY, "Is the radar still open?", "Cancelled", "No:"),
        (BEGUN, "Which phases have not been started yet?", "Phase 3", "Phase 1"),
        ("# Trip\n\n## Day 3: Walk\n\n- Pack\n\n## Other\n\n- Day 3: rest\n", "What do we do on day 3?", "Walk", "rest"),
        ("# Kiosk\n\n| Product | Net Income |\n|---|---|\n| Tea | ($5K) |\n| Cake | $2K |\n", "When do we become profitable?", "", "Cake"),
    ],
)
def test_what_is_no_answer_is_left_out(plan: str, question: str, said: str, not_said: str) -> None:
    found = answer(question, [roadmap(plan)]).answer
    assert said in found
    assert not_said not in found


CAPTIONS = roadmap(
    """# Orchard

## Quarter by quarter

**Q4 2026 (October to December): soil**
- Draining the lower field, 9,000 euros

**Q1 2027 (January to March): trees**
- Planting of 200 pear trees, 8,000 euros
- Fence along the road, 5,000 euros

Budget by quarter:

| Quarter | Budget |
|---|---:|
| Q4 2026 | 9,000 |
| Q1 2027 | 13,000 |
""",
    "orchard.md",
)


def test_what_is_planned_for_a_quarter_stands_below_the_line_that_dates_it_not_in_a_row_of_figures() -> None:
    said = answer("What is planned for the first quarter of 2027?", [CAPTIONS]).answer
    assert "Planting of 200 pear trees" in said
    assert "Fence along the road" in said
    assert "Draining" not in said
    assert "Budget" not in said
