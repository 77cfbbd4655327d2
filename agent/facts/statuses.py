"""Words and signs of status."""

from __future__ import annotations

from functools import cache

from agent.facts.lexicon import section, strings
from agent.facts.phrases import Phrases, by_words


@cache
def status_words() -> Phrases[str]:
    """Words of status, in every language: "completed" means "done"."""
    return by_words({status: _listed(status, "words") for status in _statuses()})


@cache
def status_signs() -> Phrases[str]:
    """Signs that mean a status wherever they stand: "✅" means "done"."""
    return by_words({status: _listed(status, "marks") for status in _statuses()})


def _statuses() -> list[str]:
    return [str(status) for status in section("marks", "status")]


def _listed(status: str, key: str) -> tuple[str, ...]:
    return strings(section("marks", "status", status).get(key))
