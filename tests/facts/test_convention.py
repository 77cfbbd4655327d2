"""How a document writes its numbers, and in which language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.facts import Convention, decide_convention, detect_language, format_number, scan
from agent.model.quantity import Quantity


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("The plan costs 1.036.625 EUR, of it 552,5 for tests", ","),
        ("Budget $1,036.63 and 4.5 more", "."),
        ("12.500 Kunden und 3,5 Mio. im Plan für das Jahr", ","),
        ("uptime 99.95 and 10,000 requests", "."),
        ("com 10.000 usuários e 1,5 de nota para o produto", ","),
        ("10,000+ estrelas e 99.95% para os usuários", "."),
        ("nothing to see", "."),
        ("les coûts de la phase sont connus", ","),
        ("amount DECIMAL(15,2), price DECIMAL(10,2), rate 4.5, share 2.25", "."),
        ("2.1 Personal\n2.2 Kosten und Nutzen für das Team", ","),
    ],
)
def test_the_decimal_separator_is_decided_once(text: str, decimal: str) -> None:
    assert decide_convention(text).decimal == decimal


@pytest.mark.parametrize(
    ("text", "order"),
    [("due 25/03/2026", "dmy"), ("due 03/25/2026", "mdy"), ("due 03/04/2026", "mdy"), ("bis zum 03/04/2026 und nicht später", "dmy")],
)
def test_the_order_of_dates_is_proven_by_a_number_above_twelve(text: str, order: str) -> None:
    assert decide_convention(text).date_order == order


def test_plain_spaces_group_thousands_only_where_the_language_does_so() -> None:
    french = decide_convention("le budget de la phase est de 12 000 € pour les équipes")
    assert french.spaced
    assert not decide_convention("Phase 2 100 users and the plan").spaced
    assert decide_convention("A obra custa 580 000 € e o resto da obra 1 240 000 €, por ano e por zona.").spaced
    assert decide_convention("Appen kostar €1 600 i månaden, drift och support €12 400 per år.").spaced
    assert decide_convention("Budget: 23 000 SEK, varav 12 500 SEK till annonser.").spaced
    assert not decide_convention("It costs $5 for 100 users and €7 for 250.").spaced
    assert not decide_convention("A obra da fase 2 240 e o resto da obra custa 580 000 € por ano.").spaced


def test_a_dollar_means_the_only_dollar_the_document_names() -> None:
    assert decide_convention("All amounts in CAD. Phase 1 costs $500.").currency == "CAD"
    assert decide_convention("Phase 1 costs $500 (USD), not CAD.").currency == "USD"
    assert decide_convention("CAD.boats sells drawings: CAD users pay $5 a month.").currency == "USD"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The team will ship the importer by the end of the year", "en"),
        ("A equipe vai entregar o importador até o fim do ano, com testes", "pt"),
        ("El equipo entrega el importador en el primer trimestre con las pruebas", "es"),
        ("L'équipe livre le module pour les clients avec une mise en service", "fr"),
        ("Das Team liefert den Import bis zum Ende des Jahres und wird wachsen", "de"),
        ("Il gruppo consegna il modulo per i clienti con una prova della rete", "it"),
        ("Команда выпустит импорт до конца года и проверит его", "ru"),
        ("Tim akan merilis fitur untuk pengguna dengan dukungan dari mitra", "id"),
        ("チームは年末までにインポート機能をリリースする", "ja"),
        ("团队将在年底之前发布导入功能", "zh"),
        ("", "en"),
        ("42", "en"),
    ],
)
def test_the_language_is_found(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_technical_english_inside_does_not_hide_the_language() -> None:
    assert detect_language("- Deploy to staging и проверка на всех узлах, canary rollout для команды, SLO dashboard") == "ru"


_CONVENTIONS = st.sampled_from([Convention(), Convention(decimal=",", language="de"), Convention(decimal=",", language="fr", spaced=True)])


@given(st.integers(0, 10**9), st.integers(0, 2), _CONVENTIONS)
def test_a_formatted_number_is_read_back(cents: int, decimals: int, convention: Convention) -> None:
    value = round(cents / 10**decimals, decimals)
    text = f"{format_number(value, convention, decimals)} €"
    (token,) = scan(text, convention)
    assert isinstance(token.value, Quantity)
    assert token.value.least == pytest.approx(value)
    assert token.value.low <= value <= token.value.high


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("Spent: $1.230, left: $3.570, tools: $1.2K", ","),
        ("Spent: $1.230", ","),
        ("Spent: $1.230, fees $12.99 and $4.50", "."),
        ("Spent: $1,230, per call $1.075", "."),
    ],
)
def test_amounts_with_three_digits_behind_the_point_are_thousands(text: str, decimal: str) -> None:
    assert decide_convention(text).decimal == decimal
