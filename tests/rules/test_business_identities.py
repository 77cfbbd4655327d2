"""Figures of business terms as they are read, and the identities between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.documents import parse_markdown
from agent.extract import extract
from agent.facts.interval import exact
from agent.rules.reading.business_terms import names_term, narrowing, term_of
from agent.rules.reading.grid import grids_of
from agent.rules.reading.identities import BREAK_EVEN, CAPITAL, INCOME, MEASURES, RESULTS, SPENDING, UNIT_ECONOMICS
from agent.rules.reading.matching import broken
from agent.rules.reading.named import Named, named_of

EVERY = (*UNIT_ECONOMICS, *INCOME, *RESULTS, *SPENDING, *BREAK_EVEN, *CAPITAL, *MEASURES)


def read(text: str) -> tuple[Named, ...]:
    roadmap = extract(parse_markdown(text, "plan.md"))
    return named_of(roadmap, grids_of(roadmap))


@pytest.mark.parametrize(
    ("label", "language", "term", "rest"),
    [
        ("Customer acquisition cost (CAC)", "en", "cac", set()),
        ("Total paying users", "en", "payers", set()),
        ("Pro users", "en", "users", {"pro"}),
        ("Taxa de conversão mensal", "pt", "conversion", set()),
        ("Tasa de cancelación", "es", "churn", set()),
        ("Bruttomarge", "de", "margin", set()),
        ("Panier moyen", "fr", "arpu", set()),
        ("付费用户数", "zh", "payers", set()),
        ("解約率", "ja", "churn", set()),
        ("LTV/CAC", "en", "ltv_cac", set()),
    ],
)
def test_a_label_names_its_term_and_what_narrows_it(label: str, language: str, term: str, rest: set[str]) -> None:
    found = term_of(label, language)
    assert found is not None
    assert (found.name, set(found.rest)) == (term, rest)


@pytest.mark.parametrize("label", ["", "Revenue per churned user and price", "The team will meet", "Marketing and churn", "x" * 90])
def test_labels_of_no_term_or_of_several_name_none(label: str) -> None:
    assert term_of(label, "en") is None


def test_a_line_above_a_list_narrows_unless_it_says_what_kind_of_list_it_is() -> None:
    assert narrowing("Unit economics", "en") == frozenset()
    assert narrowing("Enterprise tier", "en") != frozenset()
    assert names_term("we expect a churn of 3%")
    assert not names_term("we expect rain")


def test_a_series_in_one_line_is_read_with_the_time_of_each_figure() -> None:
    figures = read("## Goals\n\n- **MRR**: $5K (month 6), $15K (month 12)\n")
    assert [(one.term, one.value.most, one.window.last if one.window else None) for one in figures] == [
        ("mrr", 5000, 6),
        ("mrr", 15000, 12),
    ]


def test_a_price_in_brackets_is_that_of_the_payers_before_it_and_a_large_amount_what_all_of_them_pay() -> None:
    each = read("- 400 subscribers ($5/month)\n")
    together = read("- 400 subscribers ($9,000/month)\n")
    assert [one.term for one in each] == ["payers", "price"]
    assert sorted(one.term for one in together) == ["mrr", "payers"]


def test_a_column_and_a_row_tell_the_time_of_each_other() -> None:
    by_row = read("| Metric | Year 1 | Year 2 |\n|---|---|---|\n| Paying users | 10 | 40 |\n")
    by_column = read("| When | Paying users |\n|---|---|\n| Year 1 | 10 |\n| Year 2 | 40 |\n")
    assert [(one.value.most, one.window and one.window.first) for one in by_row] == [(10, 1), (40, 2)]
    assert [(one.value.most, one.window and one.window.first) for one in by_column] == [(10, 1), (40, 2)]


@pytest.mark.parametrize("identity", EVERY, ids=lambda identity: identity.name)
def test_every_reading_computes_with_as_many_values_as_it_has_terms(identity: object) -> None:
    readings = identity.readings  # type: ignore[attr-defined]
    for reading in readings:
        value = reading.formula(*(exact(0.5) for _ in reading.terms))
        assert value.low <= value.high
        assert reading.text.format(*("x" for _ in reading.terms)).count("x") >= len(reading.terms)


@given(users=st.integers(50, 10**6), share=st.integers(1, 90))
def test_the_product_itself_never_breaks_the_identity(users: int, share: int) -> None:
    paying = max(1, round(users * share / 100))
    text = f"| Metric | Year 1 |\n|---|---|\n| Users | {users} |\n| Conversion rate | {share}% |\n| Paying users | {paying} |\n"
    figures = read(text)
    assert not [one for one in broken(figures, INCOME) if abs(paying - users * share / 100) <= 0.1 * paying]


@given(users=st.integers(15_000, 10**6), share=st.integers(5, 20))  # a bare 1990 is a year
def test_three_times_the_product_always_breaks_it(users: int, share: int) -> None:
    paying = round(3 * users * share / 100)
    text = f"| Metric | Year 1 |\n|---|---|\n| Users | {users} |\n| Conversion rate | {share}% |\n| Paying users | {paying} |\n"
    assert [one.identity.name for one in broken(read(text), INCOME)] == ["paying users"]
