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
    ],
)
def test_the_noun_behind_a_number(text: str, language: str, unit: str) -> None:
    first = scan(text, Convention(language=language))[0].value
    assert isinstance(first, Quantity)
    assert first.unit == unit


def test_the_75th_percentile_is_a_statistic() -> None:
    values = [token.value for token in scan("p75 load < 2.0s", Convention()) if isinstance(token.value, Quantity)]
    assert [value.statistic for value in values] == ["P75"]
