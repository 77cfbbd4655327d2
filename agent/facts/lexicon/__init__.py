"""The words of roadmaps as data: one YAML file a subject, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from agent.word_lists import read_lists

if TYPE_CHECKING:
    from agent.yaml_events import Entry

Words: TypeAlias = dict[str, tuple[str, ...]]


@cache
def load(subject: str) -> dict[str | int, Entry]:
    """The mapping in `<subject>.yaml`. Callers do not change it."""
    return read_lists(__name__, f"{subject}.yaml")


def section(subject: str, *path: str | int) -> Mapping[str | int, Entry]:
    """A mapping inside a subject; an absent one is empty."""
    at: Entry = load(subject)
    for key in path:
        at = at.get(key) if isinstance(at, dict) else None
    return at if isinstance(at, dict) else {}


def strings(entry: Entry) -> tuple[str, ...]:
    """A list of words as written; YAML numbers among them as text."""
    return tuple(str(word) for word in entry) if isinstance(entry, list) else ()


def words(subject: str, *path: str | int) -> Words:
    """Lists of words by key: `{"done": ("completed", ...)}`."""
    return {str(key): strings(value) for key, value in section(subject, *path).items()}


@cache
def word_list(subject: str, key: str) -> tuple[str, ...]:
    """The list of words directly under `key`."""
    return strings(load(subject).get(key))
