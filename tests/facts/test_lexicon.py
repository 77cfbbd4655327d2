"""The lexicon as data: every file loads, no word means two things in one table, every language is served."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from agent.facts.folding import fold
from agent.facts.lexicon import load, section, strings, word_list, words

SUBJECTS = sorted(
    entry.name.removesuffix(".yaml") for entry in resources.files("agent.facts.lexicon").iterdir() if entry.name.endswith(".yaml")
)
LANGUAGES = {"en", "pt", "es", "fr", "de", "it", "nl", "ru", "id", "ja", "zh"}
CORE = [
    "cost",
    "revenue",
    "effort",
    "duration",
    "window",
    "start",
    "end",
    "owner",
    "people",
    "priority",
    "status",
    "depends_on",
    "risk",
    "mitigation",
    "total",
    "target",
]


def _folded(spellings: tuple[str, ...]) -> set[str]:
    return {fold(word) for word in spellings}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_file_loads(subject: str) -> None:
    assert load(subject)


def test_a_label_word_names_one_attribute() -> None:
    named: dict[str, set[str]] = {}
    for attribute in load("attributes"):
        for spellings in section("attributes", attribute).values():
            for word in strings(spellings):
                named.setdefault(fold(word), set()).add(str(attribute))
    assert {word: sorted(attributes) for word, attributes in named.items() if len(attributes) > 1} == {}


@pytest.mark.parametrize("attribute", CORE)
def test_core_attributes_are_named_in_every_language(attribute: str) -> None:
    served = {str(language) for language in section("attributes", attribute)}
    shared = {"risk": {"id"}, "target": {"es"}}.get(attribute, set())  # written like in another language
    assert served | shared >= LANGUAGES


def test_a_status_word_has_one_status() -> None:
    counts = Counter(
        word for status in section("marks", "status") for word in _folded(strings(section("marks", "status", status).get("words")))
    )
    assert [word for word, count in counts.items() if count > 1] == []


def test_a_priority_word_has_one_priority() -> None:
    counts = Counter(word for listed in words("marks", "priority").values() for word in _folded(listed))
    assert [word for word, count in counts.items() if count > 1] == []


def test_lists_of_special_words_name_words_that_exist() -> None:
    references = {fold(word) for listed in words("marks", "reference").values() for word in listed}
    assert {fold(word) for word in word_list("marks", "reference_labels")} <= references | {"必要"}
    statuses = {fold(word) for status in section("marks", "status") for word in strings(section("marks", "status", status).get("words"))}
    assert {fold(word) for word in word_list("marks", "strong")} <= statuses
