"""Amounts of money as plans write them in ten languages."""

from __future__ import annotations

import pytest

from agent.facts import Convention, scan, unit_of_header, with_header_unit
from agent.model.quantity import Quantity
from tests.facts.reading import amounts, convention, read_one

READ = [
    ("$1.3M", "en", "1300000 USD"),
    ("$800K", "en", "800000 USD"),
    ("$8-12M", "en", "8000000..12000000 USD"),
    ("$12K–$15K", "en", "12000..15000 USD"),
    ("$500K-1M", "en", "500000..1000000 USD"),
    ("$500K-1M/year", "en", "500000..1000000 USD per year"),
    ("$4.5 million", "en", "4500000 USD"),
    ("$5+ million", "en", ">= 5000000 USD"),
    ("5+ Mio. €", "de", ">= 5000000 EUR"),
    ("USD 3.2bn", "en", "3200000000 USD"),
    ("$50K/month", "en", "50000 USD per month"),
    ("$15/user/month", "en", "15 USD per user/month"),
    ("$2,000 a month", "en", "2000 USD per month"),
    ("€155,000 annually", "en", "155000 EUR per year"),
    ("$1M+", "en", ">= 1000000 USD"),
    ("~$300", "en", "~ 300 USD"),
    ("under $20", "en", "< 20 USD"),
    ("up to €40K", "en", "<= 40000 EUR"),
    ("-$300", "en", "-300 USD"),
    ("$-300", "en", "-300 USD"),
    ("$0.001", "en", "0.001 USD"),
    ("$90,930 USD", "en", "90930 USD"),
    ("$500 CAD", "en", "500 CAD"),
    ("CHF 1'200.50", "de", "1200.5 CHF"),
    ("1,036.63 EUR", "en", "1036.63 EUR"),
    ("₹12,50,000", "en", "1250000 INR"),
    ("R$ 552,5 mil", "pt", "552500 BRL"),
    ("R$ 1,2 milhão", "pt", "1200000 BRL"),
    ("R$ 54.325/mês", "pt", "54325 BRL per month"),
    ("US$ 1.2 mi", "pt", "1200000 USD"),
    ("1.000 reais por mês", "pt", "1000 BRL per month"),
    ("R$ 22,4M", "pt", "22400000 BRL"),
    ("1,5 millones de euros", "es", "1500000 EUR"),
    ("$8,000", "es", "8000 USD"),
    ("1.200 €", "es", "1200 EUR"),
    ("12 000 €", "fr", "12000 EUR"),
    ("12\u00a0000\u00a0€", "fr", "12000 EUR"),
    ("2 500 € par mois", "fr", "2500 EUR per month"),
    ("1,5 M€", "fr", "1500000 EUR"),
    ("50 k€", "fr", "50000 EUR"),
    ("20-50k€", "fr", "20000..50000 EUR"),
    ("€1.036.625", "de", "1036625 EUR"),
    ("1.036,63 EUR", "de", "1036.63 EUR"),
    ("1,5 Mio. €", "de", "1500000 EUR"),
    ("120 T€", "de", "120000 EUR"),
    ("50 k EUR", "de", "50000 EUR"),
    ("3.200 € je Monat", "de", "3200 EUR per month"),
    ("rund 300 €", "de", "~ 300 EUR"),
    ("50 mila euro", "it", "50000 EUR"),
    ("1,5 milioni di euro", "it", "1500000 EUR"),
    ("300 € al mese", "it", "300 EUR per month"),
    ("2,5 млн ₽", "ru", "2500000 RUB"),
    ("500 тыс. руб.", "ru", "500000 RUB"),
    ("1 200 000 руб.", "ru", "1200000 RUB"),
    ("300 руб./мес", "ru", "300 RUB per month"),
    ("Rp 45 juta", "id", "45000000 IDR"),
    ("Rp 1,5 miliar", "id", "1500000000 IDR"),
    ("Rp45.000.000", "id", "45000000 IDR"),
    ("Rp 500 ribu/bulan", "id", "500000 IDR per month"),
    ("3億円", "ja", "300000000 JPY"),
    ("1.2万円", "ja", "12000 JPY"),
    ("1億2000万円", "ja", "120000000 JPY"),
    ("500円/月", "ja", "500 JPY per month"),
    ("約300万円", "ja", "~ 3000000 JPY"),
    ("￥500/月", "zh", "500 CNY per month"),
    ("1.2万元", "zh", "12000 CNY"),
    ("100万美元", "zh", "1000000 USD"),
    ("$999/月起", "zh", ">= 999 USD per month"),
    ("CAD $4,900", "en", "4900 CAD"),
    ("€50/j", "fr", "50 EUR per day"),
    ("MXN $500", "es", "500 MXN"),
    ("EUR €500", "en", "500 EUR"),
]

SILENT = [
    ("Try the beta", "en"),  # TRY is a currency, "try" a word
    ("the last mile", "en"),
    ("a cad drawing", "en"),
]


@pytest.mark.parametrize(("text", "language", "meaning"), READ)
def test_money_is_read(text: str, language: str, meaning: str) -> None:
    assert read_one(text, language) == meaning


@pytest.mark.parametrize(("text", "language"), SILENT)
def test_words_that_look_like_currencies_are_no_money(text: str, language: str) -> None:
    assert amounts(text, language) == []


def test_a_price_per_month_before_the_amount() -> None:
    assert amounts("月額9,800円", "ja") == ["9800 JPY per month"]


def test_a_year_before_an_amount_is_no_end_of_a_range() -> None:
    assert amounts("from $10M in 2024 to $20M in 2029")[:1] == ["10000000 USD"]
    assert "20000000 USD" in amounts("from $10M in 2024 to $20M in 2029")
    assert amounts("2000 to 3000 €") == ["2000..3000 EUR"]


def test_a_currency_belongs_to_the_number_it_touches() -> None:
    assert amounts("3 $500 licences") == ["3", "500 USD"]


def test_a_scale_letter_counts_without_a_currency_when_it_is_a_capital_or_k() -> None:
    assert amounts("12K visits") == ["12000 visit"]
    assert amounts("5m") == []


def test_a_bracketed_cell_is_negative_and_a_bracketed_remark_is_not() -> None:
    assert amounts("($1,200)") == ["-1200 USD"]
    assert amounts("Debt service ($1,200)") == ["1200 USD"]


def test_aligned_columns_keep_symbol_and_amount_together() -> None:
    assert amounts("Monthly mean:   R$  61.250", "pt") == ["61250 BRL"]


def test_a_triangle_is_the_minus_of_japanese_accounts() -> None:
    def least(text: str, language: str) -> float:
        return next(token.value.least for token in scan(text, Convention(language=language)) if isinstance(token.value, Quantity))

    assert [least("▲628,060円", "ja"), least("△5%", "ja"), least("▲ 14 berths", "en")] == [-628060, -5, 14]


def test_a_header_says_which_dollar_a_bare_sign_is() -> None:
    def unit(text: str, header: str) -> str:
        stated = unit_of_header(header)
        assert stated is not None
        value = with_header_unit(scan(text, Convention())[0], stated).value
        assert isinstance(value, Quantity)
        return value.unit

    assert [unit("$20k", "Inversión (MXN)"), unit("US$20k", "Inversión (MXN)"), unit("$20k", "Cost (EUR)"), unit("¥500", "价格 (CNY)")] == [
        "MXN",
        "USD",
        "USD",
        "CNY",
    ]


def test_currencies_of_africa_and_asia_are_known_by_their_codes() -> None:
    found = [token.value for token in scan("270,000 UGX, 5,000 FCFA, 300 GHS", Convention())]
    assert [value.unit for value in found if isinstance(value, Quantity)] == ["UGX", "XOF", "GHS"]


@pytest.mark.parametrize(
    ("text", "language", "least"), [("$2.625 million", "en", 2_625_000), ("1.250 Mio. €", "de", 1_250_000_000), ("$1.250", "en", 1_250)]
)
def test_a_scale_keeps_the_decimal_separator_of_the_document(text: str, language: str, least: float) -> None:
    value = scan(text, convention(language))[0].value
    assert isinstance(value, Quantity)
    assert value.least == least


@pytest.mark.parametrize(("language", "text", "value"), [("ja", "1.498円", 1.498), ("zh", "1.498元", 1.498), ("en", "€1.498", 1498)])
def test_points_group_no_thousands_where_nobody_writes_so(language: str, text: str, value: float) -> None:
    found = [token.value for token in scan(text, Convention(language=language)) if isinstance(token.value, Quantity)]
    assert [quantity.least for quantity in found] == [value]


def test_a_sign_that_stands_before_its_number_names_no_currency_behind_it() -> None:
    kinds = {(token.text, token.value.kind) for token in scan("RM 500, 1RM", Convention()) if isinstance(token.value, Quantity)}
    assert ("RM 500", "money") in kinds
    assert "money" not in {kind for text, kind in kinds if text != "RM 500"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("- Debt service: (€2,500)", -2500),
        ("- **Net income:** **(€5,400)**", -5400),
        ("(€5,400)", -5400),
        ("(5,400)", -5400),
        ("(54)", 54),
        ("- Fees (€300)", 300),
        ("- Advantage: (€0 of fees, not €300)", 0),
        ("Rent (€300) and light", 300),
    ],
)
def test_a_value_that_is_nothing_but_a_bracket_is_below_zero(text: str, value: float) -> None:
    first = next(token.value for token in scan(text, convention()) if isinstance(token.value, Quantity))
    assert (first.least, first.change) == (value, False)


def test_codes_before_a_hyphen_and_letters_before_groups_make_no_amounts() -> None:
    found = [token.text for token in scan("RWF-2000, RS-232, R3,710/mo, EUR 500", convention()) if isinstance(token.value, Quantity)]
    assert found == ["EUR 500"]


@pytest.mark.parametrize(("text", "amount"), [("-A$5,000", -5000), ("loss of -NZ$300", -300), ("Plan-A$5,000", 5000), ("a - C$70", 70)])
def test_a_minus_before_letters_and_a_sign_of_dollars(text: str, amount: float) -> None:
    assert [(one.least, one.kind) for one in [token.value for token in scan(text, convention())] if isinstance(one, Quantity)] == [
        (amount, "money")
    ]
