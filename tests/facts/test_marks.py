"""Status, priority, dependency words, operators."""

from __future__ import annotations

import pytest

from agent.facts import decide_convention, scan
from tests.facts.reading import read, said

STATUS = [
    ("Status: Completed", "en", "done"),
    ("Status: In Progress", "en", "in_progress"),
    ("Done", "en", "done"),
    ("TODO", "en", "planned"),
    ("not started", "en", "planned"),
    ("on hold", "en", "on_hold"),
    ("at risk", "en", "at_risk"),
    ("Blocked", "en", "blocked"),
    ("Blockiert", "de", "blocked"),
    ("Statut : bloqué", "fr", "blocked"),
    ("Status: Concluído", "pt", "done"),
    ("Em andamento", "pt", "in_progress"),
    ("Estado: completado", "es", "done"),
    ("en curso", "es", "in_progress"),
    ("statut : terminé", "fr", "done"),
    ("en cours", "fr", "in_progress"),
    ("Status: abgeschlossen", "de", "done"),
    ("in Arbeit", "de", "in_progress"),
    ("geplant", "de", "planned"),
    ("completato", "it", "done"),
    ("Статус: завершено", "ru", "done"),
    ("в процессе", "ru", "in_progress"),
    ("selesai", "id", "done"),
    ("完了", "ja", "done"),
    ("状態：進行中", "ja", "in_progress"),
    ("已完成", "zh", "done"),
    ("状态：未开始", "zh", "planned"),
    ("✅ Login", "en", "done"),
    ("🚧 Login", "en", "in_progress"),
    ("🔄 Login", "en", "in_progress"),
    ("⏳ Login", "en", "planned"),
    ("🆕 Login", "en", "new"),
    ("🔬 Login", "en", "research"),
    ("☑ Login", "en", "done"),
    ("📋 Planned", "en", "planned"),
    ("⚠️ Partial", "en", "in_progress"),
    ("⚪ Não iniciado", "pt", "planned"),
]


@pytest.mark.parametrize(("text", "language", "status"), STATUS)
def test_status_is_read(text: str, language: str, status: str) -> None:
    assert f"status {status}" in [line.split(" -> ")[1] for line in read(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "Add 5 new languages",
        "the completed migration pays off",
        "planned features for research teams",
        "open source tools",
        "a live audience",
        "📋 Overview",
        "📋 Planned features",
        "⚠️ Known issues",
    ],
)
def test_status_words_in_prose_and_decoration_are_no_status(text: str) -> None:
    assert not [line for line in read(text) if "status" in line]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("80% complete", "in_progress"),
        ("100% complete", "done"),
        ("100 % done", "done"),
        ("0% done", "planned"),
        ("12/48 done", "in_progress"),
        ("48 / 48 done", "done"),
        ("40 % concluído", "in_progress"),
        ("zu 60 % fertig", "in_progress"),
        ("60 % terminé", "in_progress"),
        ("60% 完了", "in_progress"),
        ("готово", "done"),
        ("5 done", "done"),
    ],
)
def test_a_share_before_the_word_says_how_far_the_whole_is(text: str, status: str) -> None:
    assert [line for line in read(text) if line.endswith(f"-> status {status}")]


@pytest.mark.parametrize(("text", "status"), [("1.80% complete", "in_progress"), ("80% planned", "planned"), ("12 open", "planned")])
def test_what_is_no_share_of_work_done_keeps_the_word(text: str, status: str) -> None:
    assert [line for line in read(text) if line.endswith(f"-> status {status}")]


@pytest.mark.parametrize(
    ("text", "language", "priority"),
    [
        ("Priority: High", "en", "high"),
        ("Critical", "en", "critical"),
        ("P0", "en", "P0"),
        ("Must have", "en", "critical"),
        ("Prioridade: Alta", "pt", "high"),
        ("Prioridad: baja", "es", "low"),
        ("priorité : haute", "fr", "high"),
        ("Priorität: hoch", "de", "high"),
        ("kritisch", "de", "critical"),
        ("priorità: alta", "it", "high"),
        ("приоритет: высокий", "ru", "high"),
        ("prioritas: tinggi", "id", "high"),
        ("優先度: 高", "ja", "high"),
        ("优先级：中", "zh", "medium"),
    ],
)
def test_priority_is_read(text: str, language: str, priority: str) -> None:
    assert f"priority {priority}" in [line.split(" -> ")[1] for line in read(text, language)]


@pytest.mark.parametrize(
    "text", ["high availability setup", "a low-code tool", "Low-latency search", "the must-see demo of critical paths"]
)
def test_high_and_low_in_prose_are_no_priority(text: str) -> None:
    assert not [line for line in read(text) if "priority" in line]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("depends on A1", "en", "depends_on"),
        ("blocked by A1", "en", "depends_on"),
        ("requires A1", "en", "depends_on"),
        ("after A1", "en", "after"),
        ("Dependencies: A1", "en", "depends_on"),
        ("unblocks A1", "en", "blocks"),
        ("depende de A1", "pt", "depends_on"),
        ("dépend de A1", "fr", "depends_on"),
        ("setzt A1 voraus; setzt voraus A1", "de", "depends_on"),
        ("dipende da A1", "it", "depends_on"),
        ("зависит от A1", "ru", "depends_on"),
        ("bergantung pada A1", "id", "depends_on"),
        ("前提: A1", "ja", "depends_on"),
        ("依赖 A1", "zh", "depends_on"),
    ],
)
def test_words_of_dependency_are_read(text: str, language: str, kind: str) -> None:
    assert f"reference {kind}" in [line.split(" -> ")[1] for line in read(text, language)]


def test_none_means_that_nothing_is_needed_only_as_a_whole_value() -> None:
    assert "None (foundational) -> reference none" in read("Dependencies: None (foundational)")
    assert not [line for line in read("none of the teams waits") if "reference" in line]


@pytest.mark.parametrize("text", ["Cut-over (week 6), needs K-01 and K-02", "needs `K-03`", "needs #12"])
def test_a_word_that_is_a_label_elsewhere_is_a_reference_before_an_id(text: str) -> None:
    assert "needs -> reference depends_on" in read(text)


@pytest.mark.parametrize("text", ["the needs of customers", "it needs GPT-4", "it needs 3 engineers", "it needs ISO 27001"])
def test_it_is_none_before_anything_else(text: str) -> None:
    assert not [line for line in read(text) if "reference" in line]


def test_nouns_of_dependency_in_prose_are_no_reference() -> None:
    assert not [line for line in read("we manage vendor dependencies in one place") if "reference" in line]


def test_operators_stand_between_amounts() -> None:
    assert [line.split(" -> ")[-1] for line in read("4 × $150K × 6 months = $300K") if "operator" in line] == [
        "operator x",
        "operator x",
        "operator =",
    ]
    assert not [line for line in read("Plan - build - run / learn") if "operator" in line]


def test_arrows_are_operators_anywhere() -> None:
    assert "→ -> operator ->" in read("A1 → B2")


def test_the_legend_of_a_document_gives_its_marks_a_meaning() -> None:
    text = "Legend: 🟢 shipped · 🟡 in progress · 📝 planned\n\n- 📝 Importer"
    convention = decide_convention(text)
    assert convention.marks == (("📝", "planned"), ("🟡", "in_progress"), ("🟢", "done"))
    assert [said(token) for token in scan("📝 Importer", convention)] == ["status planned"]


def test_marks_before_titles_make_no_legend() -> None:
    assert decide_convention("- 🚀 Launch plan\n- 🔥 New offers\n").marks == ()


@pytest.mark.parametrize(
    ("text", "found"), [("tempo medio 3 ore", True), ("piani medio-lunghi (1-3 anni)", False), ("P95-latency 3 s", True)]
)
def test_half_a_word_is_no_statistic(text: str, found: bool) -> None:
    tokens = scan(f"{text} per il lavoro della squadra", decide_convention("il tempo della squadra per il lavoro nel mese"))
    assert any(token.kind == "statistic" or getattr(token.value, "statistic", "") for token in tokens) is found
