"""What headings and labels are about."""

from __future__ import annotations

import pytest

from agent.extract.wording.roles import column_role, heading_role, role_of
from agent.extract.wording.scenarios import scenario_named, scenario_of
from agent.extract.wording.words import (
    is_exact_total,
    is_total,
    kind_of,
    names_subtotal,
    names_total,
    passed_over,
    topic_of,
)


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Success Metrics", "metrics"),
        ("Technical Metrics & KPIs", "metrics"),
        ("Métricas de Sucesso", "metrics"),
        ("Ключевые показатели", "metrics"),
        ("成功指標（KPI）", "metrics"),
        ("Technical Risks", "risks"),
        ("Riscos técnicos", "risks"),
        ("リスクと対策", "risks"),
        ("Budget for 2026", "budget"),
        ("Orçamento por área", "budget"),
        ("Budget Considerations", "budget"),
        ("Infrastructure Costs", "budget"),
        ("Development Team", "team"),
        ("Equipe", "team"),
        ("Not this year", "out_of_scope"),
        ("Team collaboration", ""),
        ("Cost optimisation tools", ""),
        ("Search improvements", ""),
        ("Ferry booking", ""),
        ("团队版", ""),
        ("", ""),
    ],
)
def test_topics(heading: str, topic: str) -> None:
    assert topic_of(heading) == topic


@pytest.mark.parametrize(
    ("word", "kind"), [("Phase", "phase"), ("Fase", "phase"), ("マイルストーン", "milestone"), ("Ziel", "objective"), ("Boat", None)]
)
def test_kinds(word: str, kind: str | None) -> None:
    assert kind_of(word) == kind


@pytest.mark.parametrize(
    ("label", "total", "subtotal", "exact"),
    [
        ("Total", True, False, True),
        ("Subtotal Hardware", True, True, False),
        ("Summe neu", True, False, False),
        ("Brutto gesamt", True, False, False),
        ("合計", True, False, True),
        ("Coûts totaux", True, False, False),
        ("Ingresos totales", True, False, False),
        ("Общая стоимость", True, False, False),
        ("Gesamtpotenzial", True, False, False),
        ("总成本", True, False, False),
        ("総工数", True, False, False),
        ("总结", False, False, False),
        ("総合評価", False, False, False),
        ("All", True, False, True),
        ("All hands", False, False, False),
        ("Totally new", False, False, False),
        ("Engineers", False, False, False),
    ],
)
def test_totals(label: str, total: bool, subtotal: bool, exact: bool) -> None:
    assert (names_total(label), names_subtotal(label), is_exact_total(label)) == (total, subtotal, exact)


@pytest.mark.parametrize(
    ("label", "passed"), [("Cumulative", True), ("Kumuliert", True), ("Monthly average", True), ("Growth team", False), ("Design", False)]
)
def test_rows_that_repeat_others(label: str, passed: bool) -> None:
    assert passed_over(label) is passed


def test_one_character_is_a_word_only_where_it_stands_alone() -> None:
    assert names_total("計")
    assert names_total("合计")
    assert not is_total("设计师")
    assert not is_total("計画")


def test_roles_and_scenarios() -> None:
    assert role_of("Ziel 2026") == "target"
    assert role_of("Jun/2026 (real)") == "actual"
    assert role_of("Real-time search") == ""
    assert role_of("Baseline and target") == ""
    assert column_role("Before") == "baseline"
    assert heading_role("Plan against actual figures of the year") == ""
    assert heading_role("Status atual vs. necessário") == ""
    assert heading_role("目标市场") == heading_role("当前支持的13个话题") == ""
    assert heading_role("2. 収益目標") == heading_role("目标：六个月") == "target"
    assert role_of("Plan 2026") == "target"
    assert role_of("Team plan") == ""
    assert scenario_of("Cenário conservador") == "pessimistic"
    assert scenario_of("Scenario planning") == ""


@pytest.mark.parametrize("heading", ["2. 収益予測", "Revenue projections", "Prognose 2027", "Projeção de receita", "Прогноз выручки"])
def test_what_is_forecast_is_no_target(heading: str) -> None:
    assert heading_role(heading) == "estimate"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Now — capability", "actual"),
        ("What's built (today)", "actual"),
        ("What you have now", "actual"),
        ("Why now?", ""),
        ("Recommendation: deploy now", ""),
        ("Начать сейчас", ""),
        ("Real pain point", ""),
        ("Custo real", "actual"),
        ("Real costs", "actual"),
        ("Cibles prioritaires", ""),
    ],
)
def test_headings_that_urge_or_praise_say_nothing_of_what_is(heading: str, role: str) -> None:
    assert heading_role(heading) == role


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("Year 1 (Conservative)", "pessimistic"),
        ("Scénario Réaliste", "base"),
        ("Realistic revenue projections", "base"),
        ("Scenario 2: Aggressive timeline", ""),
        ("Realistic business model & costs", ""),
        ("Core features (focused & realistic)", ""),
        ("Optimistic locking", ""),
        ("運用・保守", ""),
        ("保守シナリオ", "pessimistic"),
        ("財務予測（基本シナリオ）", "base"),
        ("基准场景", "base"),
        ("Best case / worst case", ""),
        ("Konservatives Szenario", "pessimistic"),
        ("Пессимистичный сценарий", "pessimistic"),
    ],
)
def test_a_scenario_is_named_by_its_word_alone_or_beside_what_scenarios_are_called(text: str, scenario: str) -> None:
    assert scenario_named(text) == scenario


@pytest.mark.parametrize("label", ["Ensemble runs", "Ensemble models", "Overall design", "Suma portal"])
def test_words_that_only_may_be_totals_are_none_inside_a_name(label: str) -> None:
    assert not names_total(label)
