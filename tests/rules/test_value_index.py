"""Sentences by the kinds of their values."""

from __future__ import annotations

from agent.documents import read_bytes
from agent.extract import extract
from agent.rules.reading.sentences import sentences_of
from agent.rules.reading.tokens import with_tokens
from agent.rules.reading.value_index import ValueIndex

PLAN = """# Greenhouse

The beds cost €4,000 in March 2026. Nobody waters them.

- Yield grows by 12%
- Three gardeners for 6 weeks
"""


def index() -> ValueIndex:
    return ValueIndex(sentences_of(with_tokens(extract(read_bytes(PLAN.encode(), "plan.md")))))


def test_sentences_are_found_by_any_of_the_kinds_in_order() -> None:
    assert [one.text for one in index().holding("money")] == ["The beds cost €4,000 in March 2026."]
    assert [one.line for one in index().holding("duration", "percent")] == [5, 6]
    assert [one.line for one in index().holding("window")] == [3]


def test_without_a_kind_every_sentence_with_a_quantity_is_found_once() -> None:
    assert [one.line for one in index().holding()] == [3, 5, 6]


def test_a_kind_that_nothing_has_is_found_nowhere() -> None:
    assert index().holding("rate") == ()
