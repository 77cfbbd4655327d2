"""Questions as people put them when they talk or chat: "can you tell me when ...", "what's left", "release date?", "budget for phase 2"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from agent.answers.asking.cues import cue_spans, listed, load, mapping, opens_with
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.terms import Term
from agent.answers.asking.words import words
from agent.expressions import compiled, expression
from agent.facts.folding import fold

LONGEST = 12  # words: longer texts without a question word are statements
_ASKING = (
    "who",
    "when",
    "how_long",
    "how_much",
    "how_many",
    "how_often",
    "where",
    "why",
    "how",
    "which",
    "costs",
    "share",
    "calendar_date",
)
_OTHER = frozenset(
    {*_ASKING, "list", "sum", "adding", "adds_up", "versus", "difference", "average", "same", "correct", "overlaps", "problems"}
)
# "what's", "whats": the question word is looked for with its verb.
_CONTRACTED = expression(r"\b(what|who|when|where|how|why)['’]?s\b(?!['’])", re.IGNORECASE)
_CODES = expression(r"\b([A-Z]\d)s\b|\b([Pp]\d)s?\b")  # "the P0s", "p0 items"
_DETERMINED = expression(r"(?:the|our|your|a)\s", re.IGNORECASE)
_CLAUSES = expression(r":\s|\s[-–—]\s")


def plainly(text: str, language: str) -> str:
    """The question itself, without what only says that something is asked, its question word apart from the verb."""
    if language == "en":
        text = _CODES.sub(_code, _CONTRACTED.sub(r"\1 is", text))
    rest = _behind("before", text, language)
    if rest != text and any(first == 0 for cue in (*_ASKING, "list") for first, _ in cue_spans(rest, cue, language)):
        return rest
    rest = _behind("handed", text, language)
    return rest if _DETERMINED.match(rest) else text


def _code(match: re.Match[str]) -> str:
    """A code as plans write it, with the word for its plural."""
    return match[0].rstrip("s").upper() + (" items" if match[0].endswith("s") else "")


def _behind(kind: str, text: str, language: str) -> str:
    """The text without the phrases of a kind that it opens with."""
    pattern = _opening(kind, language)
    found = pattern.match(text) if pattern is not None else None
    return text[found.end() :] if found is not None else text


@cache
def _opening(kind: str, language: str) -> re.Pattern[str] | None:
    """The phrases of a kind at the beginning of a text, one behind the other."""
    phrases = sorted(listed(mapping(load("spoken")[kind]).get(language)), key=len, reverse=True)
    if not phrases:
        return None
    spelled = "|".join(r"[\s'’-]".join(map(re.escape, re.split(r"[\s']", phrase))) for phrase in phrases)
    return compiled(rf"[\s¿¡]*(?:(?:{spelled})(?!\w)[\s,:;!.…–—-]*)+", re.IGNORECASE)


def asked_by_noun(text: str, language: str, cues: frozenset[str], terms: Sequence[Term]) -> frozenset[str]:
    """The cue of what a noun asks for that stands without a question word: "when" of "release date?"; empty where a text asks otherwise."""
    if language != "en" or cues & _OTHER or not terms or len(words(text)) > LONGEST or opens_with(text, "yes_no", language):
        return frozenset()
    noun = _head(text, language, terms)
    if noun is None or noun.timed or "planned" in noun.concepts:
        return frozenset()
    for cue, concepts in _nouns().items():
        if concepts & set(noun.concepts):
            return frozenset({cue})
    if set(noun.concepts) & group("money") and noun.words[-1] not in listed(load("wanted")["margins"]):
        return frozenset({"how_much"})
    if noun.words[-1] in _sizes() and any(set(term.concepts) & (group("in_number")) for term in terms):
        return frozenset({"how_many"})
    return frozenset({"list"}) if set(noun.concepts) & set(item_kinds()) and noun.words[-1].endswith("s") else frozenset()


def _head(text: str, language: str, terms: Sequence[Term]) -> Term | None:
    """The noun that says what is asked for: the last word of the last clause that stands before what it is of."""
    start = max((match.end() for match in _CLAUSES.finditer(text) if text[match.end() :].strip()), default=0)
    said = words(text)
    joints = _joints(language)
    end = next((place for place, word in enumerate(said) if word.start >= start and place and word.text in joints), len(said))
    within = [term for term in terms if said[term.position].start >= start and term.position < end and not term.words[0][:1].isdecimal()]
    last = within[-1] if within else None
    return last if last is not None and last.position + len(last.words) >= end - 1 else None


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {cue: frozenset(listed(concepts)) for cue, concepts in mapping(load("spoken")["nouns"]).items()}


@cache
def _sizes() -> frozenset[str]:
    return frozenset(listed(load("spoken")["sizes"]))


@cache
def _joints(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed(mapping(load("spoken")["of"]).get(language)))
