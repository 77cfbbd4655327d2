"""Which of several plans a heading, a column, a row or a label stands for: "Conservative", "Year 1 (Realistic)", 楽観シナリオ."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.expressions import expression
from agent.extract.wording.patterns import CJK, patterns, phrase_pattern
from agent.facts import lexicon, normalise

_SEGMENTS = expression(r"[()\[\]（）【】:：;；|/,，、]|\s[-–—]\s|—")
_SCENARIO = expression(r"\b(?:scenario|scénario|s[zc]enario|cenário|escenario)\b|シナリオ|情景|场景", re.IGNORECASE)
_WORD = expression(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def scenario_of(text: str) -> str:
    """The scenario that words speak of anywhere ("pessimistic", "optimistic", "base"), or ""."""
    folded = normalise(text)
    return next(iter(patterns("scenarios").said_in(folded)), "")


@lru_cache(maxsize=8192)
def scenario_named(text: str) -> str:
    """The scenario that a text is the name of, or "": "Year 1 (Conservative)", "Aggressive scenario", "Worst case", and not "Realistic
    business model" or "Aggressive timeline", which only praise what they name. "" as well where it names two."""
    if not scenario_of(text):
        return ""
    found = {name for segment in _SEGMENTS.split(text) if (name := _of_segment(normalise(segment)))}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=8192)
def scenario_told(heading: str) -> str:
    """The scenario that a heading speaks of, by its own words where no usual one names it: "Target scenario", "Scenario B"."""
    return scenario_of(heading) or (normalise(heading) if _SCENARIO.search(heading) else "")


def is_between_scenarios(header: str) -> bool:
    """Whether a header names the scenario between a good and a bad one, where a table has both: "Base", "Expected (most likely)"."""
    return normalise(_SEGMENTS.split(header, maxsplit=1)[0]) in _between()


@cache
def _between() -> frozenset[str]:
    return frozenset(normalise(word) for word in lexicon.word_list("sections", "between_scenarios"))


def _of_segment(folded: str) -> str:
    """A segment is the name of a scenario when it is nothing but its word, or sets the word beside what a scenario is called."""
    found = scenario_of(folded)
    if not found:
        return ""
    named = patterns("scenario_names")[found].search(folded)
    rest = patterns("scenarios")[found].sub(" ", folded)
    alone = not CJK.search(rest) and not _WORD.search(rest)
    return found if named or alone or phrase_pattern("sections", "scenario_things").search(rest) else ""
