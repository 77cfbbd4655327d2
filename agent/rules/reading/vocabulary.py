"""The words that rules look for, kept as data in `vocabulary.yaml`."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from agent.facts.folding import is_ideographic

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The words of one list as a pattern that finds any of them; longer phrases first, so that they win."""
    entries = sorted(map(str, _load()[name]), key=lambda word: (-len(word), word))
    bare = [re.escape(word) for word in entries if is_ideographic(word[0])]
    spaced = "|".join(
        re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in entries if not is_ideographic(word[0])
    )
    return re.compile("|".join(filter(None, (*bare, rf"\b(?:{spaced})\b" if spaced else ""))), re.IGNORECASE)


@cache
def _load() -> dict[str, list[str]]:
    text = resources.files("agent.rules").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader in both cases
    return {str(name): list(words) for name, words in data.items()}
