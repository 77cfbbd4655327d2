"""Units that stand in a header and hold for the bare numbers below it."""

from __future__ import annotations

import pytest

from agent.facts import HeaderUnit, scan, unit_of_header, with_header_unit
from tests.facts.reading import convention, said


@pytest.mark.parametrize(
    ("header", "language", "unit"),
    [
        ("Budget (k EUR)", "de", HeaderUnit("money", "EUR", 1000)),
        ("Cost ($K)", "en", HeaderUnit("money", "USD", 1000)),
        ("Amount [M€]", "en", HeaderUnit("money", "EUR", 1_000_000)),
        ("Revenue ($ millions)", "en", HeaderUnit("money", "USD", 1_000_000)),
        ("Kosten in T€", "de", HeaderUnit("money", "EUR", 1000)),
        ("in Mio. EUR", "de", HeaderUnit("money", "EUR", 1_000_000)),
        ("Valor (R$ mil)", "pt", HeaderUnit("money", "BRL", 1000)),
        ("予算（万円）", "ja", HeaderUnit("money", "JPY", 10_000)),
        ("金额（万元）", "zh", HeaderUnit("money", "CNY", 10_000)),
        ("Costs (in thousands of USD)", "en", HeaderUnit("money", "USD", 1000)),
        ("P&L ($ in thousands)", "en", HeaderUnit("money", "USD", 1000)),
        ("Income (EUR, millions)", "en", HeaderUnit("money", "EUR", 1_000_000)),
        ("Cost ($000s)", "en", HeaderUnit("money", "USD", 1000)),
        ("Orçamento (em milhares de reais)", "pt", HeaderUnit("money", "BRL", 1000)),
        ("Presupuesto (miles de USD)", "es", HeaderUnit("money", "USD", 1000)),
        ("Budget (en milliers d'euros)", "fr", HeaderUnit("money", "EUR", 1000)),
        ("Costi (migliaia di euro)", "it", HeaderUnit("money", "EUR", 1000)),
        ("Revenue of Dan's team (EUR)", "en", HeaderUnit("money", "EUR", 1)),
        ("Costo Mensual (USD)", "es", HeaderUnit("money", "USD", 1, "month")),
        ("Gehalt je Monat (€)", "de", HeaderUnit("money", "EUR", 1, "month")),
        ("Cost/month (€)", "en", HeaderUnit("money", "EUR", 1, "month")),
        ("Aufwand (Personentage)", "de", HeaderUnit("duration", "person-day")),
        ("Duration (weeks)", "en", HeaderUnit("duration", "week")),
        ("Effort, weeks", "en", HeaderUnit("duration", "week")),
        ("Days", "en", HeaderUnit("duration", "day")),
        ("工数（人日）", "ja", HeaderUnit("duration", "person-day")),
        ("Effort (days per week)", "en", HeaderUnit("duration", "day")),
        ("Uptime %", "en", HeaderUnit("percent", "%")),
        ("Team (FTE)", "en", HeaderUnit("count", "FTE")),
    ],
)
def test_headers_state_units(header: str, language: str, unit: HeaderUnit) -> None:
    assert unit_of_header(header, convention(language)) == unit


@pytest.mark.parametrize(
    "header",
    [
        "Capacity (sprint pts)",
        "Month",
        "Week",
        "Status",
        "Owner",
        "Gehalt je Monat",
        "Time to market",
        "Phase (Q1)",
        "Cost (2025)",
        "Backend in Go",
        "",
    ],
)
def test_headers_without_a_unit_state_none(header: str) -> None:
    assert unit_of_header(header, convention("de" if "Gehalt" in header else "en")) is None


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("450", "450000 EUR"),
        ("8-12", "8000..12000 EUR"),
        ("$5K", "5000 USD"),
        ("12%", "12 %"),
        ("~30", "~ 30000 EUR"),
        ("Q3", "months 7..9"),
    ],
)
def test_bare_numbers_take_the_unit_of_their_header(cell: str, meaning: str) -> None:
    (token,) = scan(cell, convention())
    assert said(with_header_unit(token, HeaderUnit("money", "EUR", 1000))) == meaning
