"""The period that a label gives its amounts, in the languages of roadmaps, and labels that only look as if they gave one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.facts.label_periods import LabelPeriod, label_period

MONEY_ONLY = {
    "Annual savings": "year",
    "Benefits (annual)": "year",
    "Annualized value": "year",
    "Custo mensal": "month",
    "Gastos anuales": "year",
    "Coûts mensuelles": "month",
    "Monatliche Kosten": "month",
    "Jahresumsatz": "year",
    "Stundensatz": "hour",
    "Ежемесячный доход": "month",
    "月額": "month",
    "平均年収": "year",
    "预计月收入": "month",
    "月预算": "month",
    "年予算": "year",
}
EVERYTHING = {
    "Claims/Monat": "month",
    "Est. cost/mo": "month",
    "Cost per user per month": "month",
    "Per month": "month",
    "pro Monat": "month",
    "Consultas por día": "day",
    "Gain par an": "year",
    "Доход в месяц": "month",
    "Stunden je Woche": "week",
}
NONE = [
    "Year 1 revenue",
    "Month 6",
    "Kosten im Jahr 2026",  # says when
    "Umsatz/Jahr 1",
    "Jahresende",  # a compound that is no amount
    "A year of data",
    "Monthly / yearly price",  # two of them
    "Bi-weekly fee",
    "3年間の費用",
    "初年度",
    "6月预算",
    "今年预算",
    "月份",
    "三年成本",
    "Black card ($100K/year)",  # the price of its own, not of what is beside
    "Consulting (@$90/hr)",
    "Codecs H.264/H.265",
    "Payroll (weekly timesheets × 52)",
    "Preparing the weekly status meeting",
    "Team",
]


@pytest.mark.parametrize(("label", "per"), MONEY_ONLY.items())
def test_an_adverb_gives_money_its_period_and_nothing_else(label: str, per: str) -> None:
    assert label_period(label) == LabelPeriod(per, counts=False)


@pytest.mark.parametrize(("label", "per"), EVERYTHING.items())
def test_a_denominator_gives_every_number_its_period(label: str, per: str) -> None:
    assert label_period(label) == LabelPeriod(per, counts=True)


@pytest.mark.parametrize("label", NONE)
def test_other_labels_give_no_period(label: str) -> None:
    assert label_period(label) is None


@given(st.text(max_size=200))
def test_any_label_is_read_as_one_period_or_none(label: str) -> None:
    found = label_period(label)
    assert found is None or found.per in {"second", "minute", "hour", "day", "week", "sprint", "month", "quarter", "year"}
