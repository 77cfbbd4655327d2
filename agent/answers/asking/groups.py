"""Groups of glossary concepts and words, by what they mean for a question."""

from __future__ import annotations

from functools import cache

from agent.answers.asking.cues import listed, load, mapping
from agent.facts.folding import fold


@cache
def group(name: str) -> frozenset[str]:
    """The members of a group of the group lexicon, as they are written and folded."""
    members = load("groups").get(name)
    if members is None:
        raise KeyError(f"no group is called {name}")
    return frozenset(form for word in listed(members) for form in (word, fold(word)))


@cache
def item_kinds() -> dict[str, tuple[str, ...]]:
    """Kinds of items in the typed roadmap, by the concept that names them."""
    return {concept: listed(kinds) for concept, kinds in mapping(load("groups")["item_kinds"]).items()}
