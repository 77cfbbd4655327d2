"""A measure needs its phrase, or its word with a value it can have."""

from __future__ import annotations

import pytest

from agent.facts import Convention, measure_of, scan
from agent.facts.measures import measure_for, names_people
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
