"""What is counted: abbreviations and ages are nouns, participles behind a number are none."""

from __future__ import annotations

import pytest

from agent.facts import Convention, scan
from agent.model.quantity import Quantity


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("4 vCPU, 8GB", "en", "vcpu"),
        ("20-25歳", "ja", "歳"),
        ("14 criados e submetidos", "pt", ""),
        ("14 modelos criados", "pt", "modelo"),
        ("3 aprobados", "es", ""),
        ("5 novos clientes", "pt", "cliente"),
        ("33,400 XKV in total", "en", "XKV"),
        ("3シナリオ比較", "ja", "シナリオ"),
        ("10リクエスト/分", "ja", ""),
        ("3カ月", "ja", "month"),
        ("200字", "zh", "字"),
        ("3字段", "zh", ""),
        ("5城市", "zh", "城市"),
        ("2 SREs and a cook", "en", "sre"),
        ("12 APIs", "en", "api"),
        ("3 aliases", "en", "alias"),
        ("5 campuses", "en", "campus"),
        ("6 warehouses", "en", "warehouse"),
        ("4 databases", "en", "database"),
        ("20 pts", "en", "pts"),
        ("1 Customer Success Manager (CSM)", "en", "manager"),
        ("1 customer in Lyon", "en", "customer"),
        ("3 tests", "ja", "test"),
        ("20 conversations", "ru", "conversation"),
        ("2核4G", "zh", "核"),
        ("2核心", "zh", ""),
        ("4 RA complets", "fr", "RA"),
        ("10 AM", "en", ""),
        ("to 2.4 API", "en", ""),
        ("19 honestly beats none", "en", ""),
        ("409 now names the boat", "en", ""),
        ("5 fully trained pilots", "en", "pilot"),
        ("8 monthly reports", "en", "report"),
    ],
)
def test_the_noun_behind_a_number(text: str, language: str, unit: str) -> None:
    first = scan(text, Convention(language=language))[0].value
    assert isinstance(first, Quantity)
    assert first.unit == unit


def test_the_75th_percentile_is_a_statistic() -> None:
    values = [token.value for token in scan("p75 load < 2.0s", Convention()) if isinstance(token.value, Quantity)]
    assert [value.statistic for value in values] == ["P75"]


def test_points_of_work_are_an_amount_and_percentage_points_a_change() -> None:
    found = [
        token.value for token in scan("360-480 points of work, 3 percentage points", Convention()) if isinstance(token.value, Quantity)
    ]
    assert [value.change for value in found] == [False, True]
