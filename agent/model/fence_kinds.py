"""What the info string of a fence says of its lines."""

from __future__ import annotations

_TEXT = frozenset(("", "text", "txt", "plain", "plaintext", "ascii", "diagram", "tree"))
_KEYED = frozenset(("yaml", "yml"))


def is_text(info: str) -> bool:
    """Whether a fence holds text or a drawing: nothing is named, or no language of programs and data."""
    return info.casefold() in _TEXT


def is_text_or_keyed(info: str) -> bool:
    """Whether its lines are text or `key: value`, as plans are written in YAML."""
    return is_text(info) or info.casefold() in _KEYED
