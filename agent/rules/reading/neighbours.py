"""Words that stand side by side: two of them name a thing more surely than each alone."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from agent.facts import canonical_terms
from agent.facts.folding import is_ideographic
from agent.rules.reading.scope_words import distinctive

Pair = tuple[str, str]
SHORTEST = 4  # letters of a word


@lru_cache(maxsize=8192)
def side_by_side(text: str, language: str) -> frozenset[Pair]:
    """The pairs of neighbouring stems of a text that both say what is built; kept, as lines are looked at more than once."""
    terms = canonical_terms(text, language)
    telling = {word for word in distinctive(terms) if len(word) >= SHORTEST and word.isalpha() and not is_ideographic(word[0])}
    return frozenset(pair for pair in pairwise(terms) if telling.issuperset(pair))
