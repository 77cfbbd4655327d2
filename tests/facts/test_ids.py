"""Labels with numbers in them: ids, versions, ordinals, names."""

from __future__ import annotations

import pytest

from agent.facts import decide_convention, scan
from tests.facts.reading import amounts, read, read_one


@pytest.mark.parametrize(
    "text",
    [
        "A1",
        "B12",
        "CVE-2024-31337",
        "PL-2026-03-07-64",
        "B-4-1-2",
        "T-1-04",
        "KR5.2",
        "W1-T3",
        "E12-S4-B2",
        "v1.2",
        "v1.2.0",
        "v2.0.0-beta",
        "#123",
        "PROJ-12",
        "FR-EDIT-001",
        "K-05",
        "RFC-0023",
        "1.14.2",
    ],
)
def test_ids_are_read(text: str) -> None:
    assert read_one(text) == f"id {text}"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Phase 2", "en", "2"),
        ("PHASE 3", "en", "3"),
        ("Phase 1.6", "en", "1.6"),
        ("Phases 1-3", "en", "1-3"),
        ("Steps 1 to 4", "en", "1-4"),
        ("Milestone 3.1", "en", "3.1"),
        ("Task 8.4", "en", "8.4"),
        ("Tier 2", "en", "2"),
        ("Option A", "en", "A"),
        ("Phase II", "en", "II"),
        ("§ 3", "en", "3"),
        ("3rd", "en", "3"),
        ("Fase 3", "pt", "3"),
        ("Etapa 2", "pt", "2"),
        ("Risco 4", "pt", "4"),
        ("Hito 3", "es", "3"),
        ("Étape 3", "fr", "3"),
        ("Schritt 3", "de", "3"),
        ("Meilenstein 6.1", "de", "6.1"),
        ("Фаза 2", "ru", "2"),
        ("Tahap 2", "id", "2"),
        ("フェーズ2", "ja", "2"),
        ("阶段2", "zh", "2"),
        ("第二", "zh", "2"),
    ],
)
def test_ordinals_are_labels_with_their_number(text: str, language: str, value: str) -> None:
    assert read_one(text, language) == f"ordinal {value}"


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.1 Staff and budget", "2.1"), ("3) Launch", "3"), ("4. Rollout", "4"), ("10.20 Block users", "10.20"), ("1.2.3 Scope", "1.2.3")],
)
def test_the_number_of_a_heading_or_list_entry_is_a_label(text: str, value: str) -> None:
    assert read(text)[0].endswith(f"-> ordinal {value}") or read(text)[0].endswith(f"-> id {value}")


def test_a_decimal_before_a_unit_is_no_heading_number() -> None:
    assert amounts("2.5 million users") == ["2500000 user"]
    assert amounts("1.5 FTE") == ["1.5 FTE"]
    assert amounts("1. Oktober 2025", "de") == ["2025-10-01..2025-10-01"]


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4 and GPT-4o",
        "ISO 27001",
        "SOC 2",
        "WCAG 2.1",
        "TLS 1.3",
        "Ubuntu 22.04",
        "Node.js 18",
        ".NET 8",
        "H.265",
        "Industry 4.0",
        "FIPS 140-2",
        "PCI DSS 4.0",
        "ISO 27001:2022",
        "ISO 9001/14001",
        "OWASP Top 10",
        "OWASP Top 10 2021",
        "ISA 320/450",
        "Fortune Global 500",
        "Regulation (EU) 2016/679",
    ],
)
def test_names_with_numbers_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


def test_a_link_is_one_token() -> None:
    assert read("see https://example.org/a/12?b=3.") == ["https://example.org/a/12?b=3 -> url https://example.org/a/12?b=3"]


def test_a_label_may_be_followed_by_kana() -> None:
    assert read("Task 8.4で確認", "ja")[0] == "Task 8.4 -> ordinal 8.4"


def test_numbers_with_leading_zeros_are_labels() -> None:
    assert amounts("Migration 0007 and batch 012") == []
    assert amounts("0.5% of 0 errors") == ["0.5 %", "0 error"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("4-1. 競合マップ", "4-1."),
        ("5-2-1. Prices", "5-2-1."),
        ("（3）船只与泊位数据", "3）"),
        ("(2) Charts of the bay", "2)"),
        ("1️⃣ Tide tables", "1️⃣"),
        ("サブタスク1-2-1: 準備", "タスク1-2-1"),
        ("Task 1-2-1: prepare", "Task 1-2-1"),
    ],
)
def test_numbers_of_places_in_a_document_are_labels(text: str, label: str) -> None:
    found = scan(text, decide_convention(text))
    assert [(token.kind, token.text) for token in found] == [("ordinal", label)]


@pytest.mark.parametrize("text", ["6-18 months of work", "3-5 engineers", "(3 weeks)", "two of (12) harbours"])
def test_ranges_and_amounts_in_brackets_are_none(text: str) -> None:
    assert "ordinal" not in {token.kind for token in scan(text, decide_convention(text))}


def test_a_number_behind_an_id_and_a_slash_is_another_id() -> None:
    found = [(token.text, token.kind) for token in scan("KEY-596/450 (Treasury), 12/48 done", decide_convention(""))]
    assert found[:2] == [("KEY-596", "id"), ("12/48", "quantity")]
