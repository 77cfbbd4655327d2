"""Computations written out in a text: what is one, what it gives, and what is left alone."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agent.facts import EquationMatch, equations, holds, scan
from tests.facts.reading import convention


def found(text: str, language: str = "en") -> tuple[EquationMatch, ...]:
    spoken = convention(language)
    return equations(text, scan(text, spoken), spoken)


HOLD = [
    ("4 × $150K × 6 months = $300K", "en", "product"),
    ("7 engineers × $120K salary × 6 months = $420K", "en", "product"),
    ("$50K/month × 6 = $300K", "en", "product"),
    ("80 customers × $1,500/month × 12 months = $1.44M", "en", "product"),
    ("80 customers × $1,500/month = $1.44M/year", "en", "product"),
    ("4 x $25k = $100k", "en", "product"),
    ("$450K = 5 × $90K", "en", "product"),
    ("$900 (3 × $300)", "en", "product"),
    ("$30K/month = $360K/year", "en", "product"),
    ("18 months (1.5 years)", "en", "product"),
    ("// yearly: $199 × 12 = $2,388", "en", "product"),
    ("$40-80/hour × 100 hours = $4,000-$8,000", "en", "product"),
    ("45 × 2.400 € = 108.000 €", "de", "product"),
    ("R$ 3.000 x 6 = R$ 18.000", "pt", "product"),
    ("20.4 + 3 = 23.4", "en", "sum"),
    ("12 + 8 + 5 = 25 engineers", "en", "sum"),
    ("40% + 35% + 25% = 100%", "en", "sum"),
    ("R$ 450 - R$ 35 = R$ 415", "pt", "difference"),
    ("$2.4M / 12 = $200K", "en", "quotient"),
    ("$15M → $60M (+300%)", "en", "growth"),
    ("+400% (50 → 250)", "en", "growth"),
    ("1,000 -> 3,000 (+200%)", "en", "growth"),
    ("from 4.8k to 6.0k, +25%", "en", "growth"),
    ("70% → 85% (+15%)", "en", "growth"),
    ("500ms → 200ms (60% faster)", "en", "growth"),
    ("from 500ms to 200ms (2.5x)", "en", "growth"),
    ("Cost falls from £2.50 to £2.10, a 16% reduction", "en", "growth"),
    ("up 40% to $14M from $10M", "en", "growth"),
    ("von 50 auf 65 Kunden, ein Wachstum von 30 %", "de", "growth"),
    ("de 4.800 para 6.000 assinantes (+25%)", "pt", "growth"),
    ("12/48 done (25%)", "en", "share"),
    ("25% (12/48)", "en", "share"),
    ("12 of 48 tasks (25%)", "en", "share"),
    ("25% (12 of 48 tasks)", "en", "share"),
    ("15% of $2M = $300K", "en", "share"),
    ("$300K (15% of $2M)", "en", "share"),
    ("20 % von 50.000 € = 10.000 €", "de", "share"),
    ("$54,000 against $4,500 a month pays back in 12 months", "en", "quotient"),
    ("54.000 € gegen 4.500 € je Monat rechnen sich nach 12 Monaten", "de", "quotient"),
    ("An ROI of 225% from $6.3M on $2.8M", "en", "ratio"),
    ("$15K a month on a cost of $90K is a 12-month ROI of 100%", "en", "ratio"),
]

FAIL = [
    ("4 × $150K × 6 months = $340K", "en"),
    ("$15M → $60M (+400%)", "en"),
    ("+300% (50 → 250)", "en"),
    ("14.5 + 3 = 16", "en"),
    ("15% of $200K = $40K", "en"),
    ("13/48 done (25%)", "en"),
    ("12 of 48 tasks (30%)", "en"),
    ("from 4.8k to 6.0k, a 35% increase", "en"),
    ("Cost falls from £2.50 to £2.10, a 21% reduction", "en"),
    ("up 60% to $14M from $10M", "en"),
    ("45 × 2.400 € = 118.000 €", "de"),
    ("$54,000 against $4,500 a month pays back in 16 months", "en"),
    ("54.000 € gegen 4.500 € weniger Wartung je Monat, rechnet sich nach 6 Monaten", "de"),
    ("$30K/month = $300K/year", "en"),
    ("1 year = 2 months", "en"),
    ("Team: 8 + 4 = 13 people", "en"),
    ("A return of $1M on $400K is an ROI of 300%", "en"),
]

SILENT = [
    "headcount × $120K = $600K",
    "x = 5 and y = 7",
    "Phase 1 + 2 = MVP",
    "1 + 1 = 3",
    "from $15M to $60M (50% of the market)",
    "revenue grows from $2M to $5M (27% CAGR)",
    "from $2M to $5M, 40% from partners",
    "5+ × $10K = $60K",
    "$5M (2026)",
    "80h (2 developers × 2 weeks)",
    "$36K ($3K/month × 1 person)",
    "$12-15M → $20M",
    "99.9% = 43.8 minutes",
    "Budget: $1.2M (10% reserve)",
    "10% = $36K buffer",
    "15 → 60M (+300%)",
    "ratio of 3:1 = good",
    "2024 - 2025 = two years",
    "(3 + 2) × 4 = 20",
    "€10K x 3 = $30K",
    "$100 + 10% = $110",
    "levels = 1 year, points = 2 months",
]


@pytest.mark.parametrize(("text", "language", "kind"), HOLD)
def test_right_computations_hold(text: str, language: str, kind: str) -> None:
    (equation,) = found(text, language)
    assert equation.kind == kind
    assert equation.text == text[equation.start : equation.end]
    assert holds(equation)


@pytest.mark.parametrize(("text", "language"), FAIL)
def test_wrong_computations_do_not_hold(text: str, language: str) -> None:
    (equation,) = found(text, language)
    assert not holds(equation)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_not_certain_is_no_equation(text: str) -> None:
    assert found(text) == ()


def test_every_plausible_reading_is_listed_with_its_formula() -> None:
    (equation,) = found("4 × $150K × 6 months = $300K")
    assert [formula for formula, _ in equation.computed] == ["4 × $150K × 6 months", "4 × $150K × 6 months / 12"]
    assert [value.least for _, value in equation.computed] == [3_600_000, 300_000]


def test_formulas_are_written_in_the_style_of_the_document() -> None:
    (equation,) = found("de 4.800 para 6.000 assinantes (+35%)", "pt")
    assert equation.computed[0][0] == "(6.000 - 4.800) / 4.800"
    assert not holds(equation)


def test_a_chain_gives_one_equation_for_each_step() -> None:
    first, second = found("Fee: 30 × $1,000/month = $30K/month = $360K/year")
    assert (first.text, second.text) == ("30 × $1,000/month = $30K/month", "$30K/month = $360K/year")
    assert holds(first)
    assert holds(second)


def test_equations_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    matches = found("2 × $5K = $10K, then $10K → $30K (+200%), 3/12 done (25%)")
    assert [match.kind for match in matches] == ["product", "growth", "share"]
    assert all(one.end <= other.start for one, other in itertools.pairwise(matches))


@given(st.integers(1, 60), st.integers(1, 900), st.integers(1, 36))
def test_any_product_that_is_worked_out_right_holds(heads: int, price: int, months: int) -> None:
    (equation,) = found(f"{heads} × ${price}K × {months} = ${heads * price * months}K") if heads * price * months > 1 else (None,)
    assert equation is None or holds(equation)


@given(st.lists(st.integers(2, 5000), min_size=2, max_size=8), st.integers(1, 400))
@example([2, 1390], 6)
def test_a_sum_that_is_off_by_more_than_rounding_never_holds(parts: list[int], slip: int) -> None:
    stated = sum(parts) + len(parts) + slip
    text = " + ".join(f"€{part}" for part in parts) + f" = €{stated}"
    (equation,) = found(text)
    assert not holds(equation)


@given(st.text(max_size=120))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for match in found(text):
        assert match.text == text[match.start : match.end]
