"""What words make of an amount of money beside them."""

from __future__ import annotations

import pytest

from agent.facts.money_roles import money_role, role_before, role_beside


@pytest.mark.parametrize(
    ("label", "language", "role"),
    [
        ("Marketing budget", "en", "cost"),
        ("Cost savings", "en", "saving"),
        ("Ticket revenue", "en", "revenue"),
        ("Stream 2: Broker commission", "en", "revenue"),
        ("Series A closed", "en", "funding"),
        ("Cost of the bank loan", "en", "cost"),
        ("Valuation of the seed round", "en", "worth"),
        ("Market size", "en", "worth"),
        ("Cash flow", "en", "balance"),
        ("Pricing tiers", "en", "price"),
        ("Net income", "en", "margin"),
        ("Income", "en", "revenue"),
        ("Custo da assinatura", "pt", "cost"),
        ("Receita de assinaturas", "pt", "revenue"),
        ("Valor da empresa", "pt", "worth"),
        ("Ronda de inversión", "es", "funding"),
        ("Tamaño del mercado", "es", "worth"),
        ("Demandes de subventions", "fr", "funding"),
        ("Coûts de développement", "fr", "cost"),
        ("Fördermittel", "de", "funding"),
        ("Unternehmenswert", "de", "worth"),
        ("Размер рынка", "ru", "worth"),
        ("Доходы от подписки", "ru", "revenue"),
        ("開発コスト", "ja", "cost"),
        ("市場規模", "ja", "worth"),
        ("市场预算", "zh", "cost"),
        ("融资", "zh", "funding"),
        ("Amount", "en", ""),
        ("Infrastructure", "en", ""),
        ("Sales & Marketing", "en", ""),
        ("Scale", "en", ""),
        ("Quay (costs shared)", "en", "cost"),
        ("", "en", ""),
    ],
)
def test_the_head_of_a_label_says_what_its_amount_is(label: str, language: str, role: str) -> None:
    assert money_role(label, language) == role


@pytest.mark.parametrize(
    ("behind", "role"),
    [
        ("commission", "revenue"),
        ("in revenue", "revenue"),
        ("de receita", "revenue"),
        ("grant", "funding"),
        ("GMV", "worth"),
        ("for the new quay", ""),
    ],
)
def test_words_right_behind_an_amount_name_it(behind: str, role: str) -> None:
    assert role_beside(behind) == role


def test_words_farther_behind_an_amount_do_not_name_it() -> None:
    assert role_beside("paid out of revenue") == ""


@pytest.mark.parametrize(
    ("before", "role"), [("we raise", "funding"), ("ARR of", "revenue"), ("a salary of", "cost"), ("revenue of the port and", ""), ("", "")]
)
def test_words_right_before_an_amount_name_it(before: str, role: str) -> None:
    assert role_before(before) == role


def test_a_word_that_only_modifies_another_names_no_role() -> None:
    assert money_role("Revenue-dependent features") == ""
    assert money_role("Cost-effective hosting") == ""
    assert money_role("Revenue of the shop") == "revenue"
