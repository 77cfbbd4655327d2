"""Labels, measures and roles, in many languages and spellings."""

from __future__ import annotations

import pytest

from agent.facts import lookup_label, measure_of, role_of

SURE = [
    ("Budget", "cost"),
    ("💰 **Budget**:", "cost"),
    ("Budget Allocation", "cost"),
    ("Investment Required", "cost"),
    ("Estimated cost (USD)", "cost"),
    ("Estimated effort", "effort"),
    ("Priority Level", "priority"),
    ("Expected ROI", "roi"),
    ("Payback (months)", "payback"),
    ("Start date", "start"),
    ("Deadline", "end"),
    ("Team Size", "people"),
    ("Resource Requirements", "people"),
    ("Success Metrics", "metric"),
    ("Depends on", "depends_on"),
    ("Cost Savings", "saving"),
    ("Grand total", "total"),
    ("2027 target", "target"),
    ("Custo estimado (R$)", "cost"),
    ("Orçamento total", "cost"),
    ("Economia de custos", "saving"),
    ("Responsável", "owner"),
    ("Dependências", "depends_on"),
    ("Presupuesto Estimado", "cost"),
    ("Duración", "duration"),
    ("Coût total estimé", "cost"),
    ("Échéance", "window"),
    ("Kosten", "cost"),
    ("Aufwand (Personentage)", "effort"),
    ("Abhängigkeiten", "depends_on"),
    ("Gegenmaßnahme", "mitigation"),
    ("Ziel 2026", "target"),
    ("Rischio", "risk"),
    ("Ответственный", "owner"),
    ("Бюджет", "cost"),
    ("Penanggung jawab", "owner"),
    ("Biaya total", "cost"),
    ("推定時間", "duration"),
    ("担当者", "owner"),
    ("优先级", "priority"),
    ("预计成本", "cost"),
]


@pytest.mark.parametrize(("label", "attribute"), SURE)
def test_labels_are_named_with_certainty(label: str, attribute: str) -> None:
    meaning = lookup_label(label)
    assert meaning is not None
    assert meaning.attribute == attribute
    assert meaning.confidence >= 0.9


@pytest.mark.parametrize(
    ("label", "attribute", "qualifier"),
    [
        ("Marketing budget", "cost", "marketing"),
        ("Document owner", "owner", "document"),
        ("Integration complexity", "complexity", "integration"),
        ("Custo de licenças", "cost", "de licencas"),
        ("Projektkosten", "cost", "projekt"),
        ("Kostenschätzung", "cost", "schatzung"),
        ("Бюджет отдела", "cost", "отдела"),
        ("市场预算", "cost", "市场"),
    ],
)
def test_compounds_are_named_by_their_head(label: str, attribute: str, qualifier: str) -> None:
    meaning = lookup_label(label)
    assert meaning is not None
    assert (meaning.attribute, meaning.qualifier) == (attribute, qualifier)
    assert meaning.confidence < 0.9


@pytest.mark.parametrize(
    "label",
    [
        "Data quality",
        "Privacy by design",
        "Track leads to deals",
        "Start from inbox",
        "Phase 2",
        "Week 1-2",
        "Team scaling",
        "Backend",
        "Cost center",
        "",
        "  ",
        "🎉",
        "x" * 300,
    ],
)
def test_a_word_inside_another_label_names_nothing(label: str) -> None:
    assert lookup_label(label) is None


@pytest.mark.parametrize(("label", "attribute"), [("Dependancies", "depends_on"), ("Invesment", "cost"), ("Prioritaet", "priority")])
def test_small_misspellings_are_forgiven(label: str, attribute: str) -> None:
    meaning = lookup_label(label)
    assert meaning is not None
    assert meaning.attribute == attribute
    assert meaning.confidence <= 0.7


def test_the_unit_in_brackets_and_totals_are_told() -> None:
    meaning = lookup_label("Custo total (R$ mil)")
    assert meaning is not None
    assert (meaning.attribute, meaning.unit, meaning.is_total) == ("cost", "R$ mil", True)


def test_a_label_that_is_a_measure_is_a_metric() -> None:
    meaning = lookup_label("API response time")
    assert meaning is not None
    assert (meaning.attribute, meaning.measure) == ("metric", "latency")
    acquisition = lookup_label("Customer acquisition cost")
    assert acquisition is not None
    assert (acquisition.attribute, acquisition.measure) == ("metric", "CAC")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("System uptime", "uptime"),
        ("API response time (P95)", "latency"),
        ("Test coverage", "test coverage"),
        ("error rate below", "error rate"),
        ("Latência média", "latency"),
        ("Verfügbarkeit", "uptime"),
        ("Temps de réponse", "latency"),
        ("稼働率", "uptime"),
        ("响应时间", "latency"),
        ("точность модели", "accuracy"),
        ("daily active users", "daily active users"),
        ("user", "users"),
        ("engineer", "people"),
        ("nothing of the kind", ""),
    ],
)
def test_measures_are_found_in_a_text(text: str, measure: str) -> None:
    assert measure_of(text) == measure


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Target value", "target"),
        ("Baseline", "baseline"),
        ("Ist 2025", "baseline"),
        ("realizado", "actual"),
        ("99.9% SLA", "sla"),
        ("Go/No-Go", "gate"),
        ("cenário otimista", "scenario"),
        ("cost", ""),
    ],
)
def test_roles_are_found_in_a_text(text: str, role: str) -> None:
    assert role_of(text) == role


@pytest.mark.parametrize(
    ("label", "attribute"),
    [("Est. cost/mo", "cost"), ("Cost / mo", "cost"), ("Revenue/yr", "revenue"), ("Est. effort", "effort")],
)
def test_a_label_may_say_per_what_time(label: str, attribute: str) -> None:
    meaning = lookup_label(label)
    assert meaning is not None
    assert meaning.attribute == attribute
