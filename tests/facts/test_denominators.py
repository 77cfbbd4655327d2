"""What money is per: things, batches of things and times, before and behind the amount."""

from __future__ import annotations

import pytest

from agent.facts import scan
from agent.facts.convention import Convention
from agent.model.quantity import Quantity


def per(text: str, language: str) -> list[str]:
    """The denominator of each amount of money."""
    tokens = scan(text, Convention(language=language, decimal="," if language in {"de", "fr", "pt", "es"} else "."))
    return [token.value.per for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "money"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("$0.02/GB/mo", "en", "GB/month"),
        ("$0.09/GB", "en", "GB"),
        ("$12/user/month", "en", "user/month"),
        ("$0.10 per vCPU-hour", "en", "vcpu-hour"),
        ("$5 per 1,000 requests", "en", "1,000 requests"),
        ("$0.60 / 1M tokens", "en", "1M tokens"),
        ("$1.50 per million words", "en", "million words"),
        ("12 € pro Kopf und Monat", "de", "kopf/month"),
        ("8 € pro 1.000 Anfragen", "de", "1.000 Anfragen"),
        ("15 € por usuario y mes", "es", "usuario/month"),
        ("30 € par mois", "fr", "month"),
        ("R$ 0,10 por mensagem", "pt", "mensagem"),
        ("1人あたり500円", "ja", "人"),
        ("1ユーザーあたり月額980円", "ja", "ユーザー/month"),
        ("500円/人/月", "ja", "人/month"),
        ("每人每月30元", "zh", "人/month"),
        ("每次5元", "zh", "次"),
        ("$600K / 12 months", "en", ""),
        ("$10,000 / 50 users", "en", ""),
        ("$5 and more", "en", ""),
        ("$500/kg", "en", ""),
    ],
)
def test_the_denominator_of_a_price(text: str, language: str, expected: str) -> None:
    assert per(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 hours per integration", "integration"),
        ("2 hours per ticket", "ticket"),
        ("3 hours a week", "week"),
        ("30 minutes per user per week", "user"),
        ("15 minutes per the plan", ""),
        ("4 weeks for the pilot", ""),
    ],
)
def test_a_length_may_be_per_something_too(text: str, expected: str) -> None:
    [token] = [token for token in scan(text, Convention(language="en")) if isinstance(token.value, Quantity)]
    assert token.value.per == expected
