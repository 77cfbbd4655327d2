"""A measure needs its phrase, or its word with a value it can have."""

from __future__ import annotations

import pytest

from agent.facts import Convention, measure_of, scan
from agent.facts.measures import heads_label, measure_for, names_people
from agent.model.quantity import Quantity


def value(text: str) -> Quantity:
    return next(token.value for token in scan(text, Convention()) if isinstance(token.value, Quantity))


@pytest.mark.parametrize(
    ("words", "written", "measure"),
    [
        ("API latency", "200 ms", "latency"),
        ("Test coverage", "90%", "test coverage"),
        ("Active users", "5,000", "users"),
        ("User growth", "30%", "users"),
        ("Usuários ativos", "5000 usuários", "users"),
        ("Latenz", "< 50 ms", "latency"),
        ("Taux de rétention", "80%", "retention"),
        ("Выручка", "$5K", "revenue"),
        ("利用者数", "500人", "users"),
        ("付费客户", "100", "customers"),
        ("Enterprise users", "30%", ""),
        ("Media coverage", "10 articles", ""),
        ("Insurance coverage", "80%", ""),
        ("Error recovery", "30 seconds", ""),
        ("Error recovery", "95%", ""),
        ("Client onboarding", "5 days", ""),
        ("Full-stack developer", "17-25 weeks", ""),
        ("Transaction fees", "$25M", ""),
        ("Revenue scale", "5 sponsors", ""),
        ("Оценка", "100 часов", ""),
        ("新用户做题", "15%", ""),
        ("Page latency", "7.2 hours/month", ""),
    ],
)
def test_a_measure_is_named_only_where_it_can_have_the_value(words: str, written: str, measure: str) -> None:
    assert measure_for(words, value(written)) == measure


def test_a_word_that_says_too_little_names_its_measure_alone() -> None:
    assert [measure_of(text) for text in ("Coverage", "Couverture", "API coverage", "Errors", "Error handling")] == [
        "test coverage",
        "test coverage",
        "",
        "error rate",
        "",
    ]


@pytest.mark.parametrize(
    ("noun", "people"),
    [
        ("engineer", True),
        ("Backend-Entwickler", True),
        ("Datenspezialisten", True),
        ("desenvolvedores", True),
        ("инженера", True),
        ("工程师", True),
        ("berth", False),
        ("Entwicklungen", False),
        ("article", False),
    ],
)
def test_nouns_that_count_staff_are_known_in_compounds_too(noun: str, people: bool) -> None:
    assert names_people(noun) is people


@pytest.mark.parametrize(
    ("text", "written", "measure"),
    [
        ("LTV/CAC", "3x", ""),
        ("CAC/LTV比率", "2.6倍", ""),
        ("LTV", "$300", "LTV"),
        ("稼働率", "45%", ""),
        ("稼働率", "99.9%", "uptime"),
        ("availability", "40%", ""),
        ("users", "40 integrations", ""),
        ("customers", "40 schools", "customers"),
    ],
)
def test_a_measure_is_named_only_for_values_it_can_have(text: str, written: str, measure: str) -> None:
    assert measure_for(text, value(written)) == measure


@pytest.mark.parametrize(
    ("label", "measure", "heads"),
    [
        ("Active users", "users", True),
        ("Users of the portal", "users", True),
        ("User management", "users", False),
        ("Customer portal", "customers", False),
        ("ユーザー数（月末）", "users", True),
    ],
)
def test_what_a_label_is_about(label: str, measure: str, heads: bool) -> None:
    assert heads_label(label, measure) is heads
