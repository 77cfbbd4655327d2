"""What the words of a question ask for: phrases of the cue lexicon, compiled per language."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias, cast

from agent.answers.asking.characters import in_lists
from agent.answers.asking.words import UNSPACED_LANGUAGES, stem, words
from agent.expressions import compiled, expression
from agent.facts.folding import fold
from agent.word_lists import read_lists

Entry: TypeAlias = "str | int | list[Entry] | dict[str, Entry]"
LANGUAGES = ("en", "de", "pt", "es", "fr", "ru", "id", "it", "nl", "ja", "zh")
_GAP = r"(?:\S+ ){0,6}"


@cache
def load(subject: str) -> dict[str, Entry]:
    """The mapping of one file of this package's lexicon. Callers do not change it."""
    return cast("dict[str, Entry]", read_lists("agent.answers.lexicon", f"{subject}.yaml"))


def mapping(entry: Entry | None) -> dict[str, Entry]:
    return entry if isinstance(entry, dict) else {}


def listed(entry: Entry | None) -> tuple[str, ...]:
    return tuple(str(word) for word in entry) if isinstance(entry, list) else ()


@cache
def cue_names() -> tuple[str, ...]:
    return tuple(mapping(load("cues")["cues"]))


@cache
def _pattern(cue: str, language: str) -> re.Pattern[str] | None:
    phrases = listed(mapping(mapping(load("cues")["cues"]).get(cue)).get(language))
    if not phrases:
        return None
    if language in UNSPACED_LANGUAGES:
        return compiled("|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True)))
    return compiled("|".join(_spaced(phrase) for phrase in sorted(phrases, key=len, reverse=True)))


def _spaced(phrase: str) -> str:
    parts = []
    for part in fold(phrase).split():
        if part == "*":
            parts.append(_GAP)
            continue
        bare = " ".join(word.text for word in words(part.rstrip("*")))
        parts.append(re.escape(bare) + (r"\S* " if part.endswith("*") else " "))
    return "(?<= )" + "".join(parts)


def spaced(text: str) -> str:
    """The words of a text, folded, one space around each: what spaced cues are matched against."""
    return " " + " ".join(word.text for word in words(text)) + " "


@cache
def cues_of(text: str, language: str) -> frozenset[str]:
    """Names of the cues a question gives, in its own language or in English."""
    written = {code: in_lists(text, code) if code in UNSPACED_LANGUAGES else spaced(text) for code in (language, "en")}
    return frozenset(
        cue
        for cue in cue_names()
        if any((pattern := _pattern(cue, code)) is not None and pattern.search(line) for code, line in written.items())
    )


def says(text: str, cue: str, language: str) -> bool:
    """Whether any text holds a phrase of a cue, in its language or in English."""
    line = spaced(text)
    for code in dict.fromkeys((language, "en")):
        pattern = _pattern(cue, code)
        if pattern is not None and pattern.search(in_lists(text, code) if code in UNSPACED_LANGUAGES else line):
            return True
    return False


def opens_with(text: str, cue: str, language: str) -> bool:
    """Whether a question begins with a phrase of a cue (the last clause counts as a question of its own)."""
    pattern = _pattern(cue, language)
    if pattern is None:
        return False
    if language in UNSPACED_LANGUAGES:
        return pattern.search(in_lists(text, language)) is not None
    clauses = [clause for clause in re.split(r"[,;:.!–—-]\s+", text) if clause.strip()]
    lines = [spaced(clause) for clause in clauses]
    return any(pattern.match(line, 1) is not None or _goes_on(line, pattern) for line in lines)


_CONJUNCTIONS = expression(r" (?:but|so|then|though|aber|also|mas|entao|pero|entonces|mais|alors|donc|ma|quindi|maar|dus|но|а|так) ")


def _goes_on(line: str, pattern: re.Pattern[str]) -> bool:
    """Whether a phrase stands behind a conjunction that ties its clause to the one before: "but does the table get there?"."""
    joint = _CONJUNCTIONS.match(line)
    return joint is not None and pattern.match(line, joint.end()) is not None


def cue_spans(text: str, cue: str, language: str) -> tuple[tuple[int, int], ...]:
    """Positions (of words; last excluded) of a cue's phrases in a spaced question."""
    line = spaced(text)
    spans: list[tuple[int, int]] = []
    for code in dict.fromkeys((language, "en")):
        pattern = _pattern(cue, code)
        if pattern is None or code in UNSPACED_LANGUAGES:
            continue
        for match in pattern.finditer(line):
            first = line.count(" ", 0, match.start()) - 1
            spans.append((first, first + match.group().count(" ")))
    return tuple(spans)


def unspaced_spans(text: str, cue: str, language: str) -> tuple[tuple[int, int], ...]:
    """Offsets of a cue's phrases in the folded text of a language without spaces."""
    pattern = _pattern(cue, language)
    if pattern is None or language not in UNSPACED_LANGUAGES:
        return ()
    return tuple(match.span() for match in pattern.finditer(in_lists(text, language)))


def cue_span(text: str, cue: str, language: str) -> tuple[int, int] | None:
    """The first of a cue's phrases."""
    return next(iter(cue_spans(text, cue, language)), None)


def is_cue(text: str, cue: str, language: str) -> bool:
    """Whether a word is nothing but a phrase of a cue."""
    if language not in UNSPACED_LANGUAGES:
        return (0, len(spaced(text).split())) in cue_spans(text, cue, language)
    pattern = _pattern(cue, language)
    return pattern is not None and pattern.fullmatch(in_lists(text, language)) is not None


def asks_early(text: str, cue: str, language: str, within: int = 4) -> bool:
    """Whether a phrase of a cue stands among the first words of a clause."""
    pattern = _pattern(cue, language)
    if pattern is None:
        return False
    if language in UNSPACED_LANGUAGES:
        return pattern.search(in_lists(text, language)) is not None
    for clause in re.split(r"[,;:.!?–—]\s+|\s-\s", text):
        line = spaced(clause)
        match = pattern.search(line)
        if match is not None and line.count(" ", 0, match.start()) <= within:
            return True
    return False


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words that carry no content in a language's questions, folded."""
    return frozenset(fold(word) for word in listed(mapping(load("cues")["stop"]).get(language)))


@cache
def stop_runs() -> frozenset[str]:
    return frozenset(fold(run) for run in listed(load("cues").get("stop_runs")))


_ASKING = (
    "who", "when", "how_long", "costs", "how_much", "how_many", "where", "why", "how", "list", "happens",
    "sum", "adding", "adds_up", "difference", "ratio", "same", "versus",
)  # fmt: skip


@cache
def asking_phrases(language: str) -> tuple[str, ...]:
    """Phrases of a language without spaces that only ask, the longest first; words for things are none of them."""
    if language not in UNSPACED_LANGUAGES:
        return ()
    found = {fold(phrase) for cue in _ASKING for phrase in listed(mapping(mapping(load("cues")["cues"]).get(cue)).get(language))}
    return tuple(sorted((phrase for phrase in found if len(phrase) > 1), key=lambda phrase: (-len(phrase), phrase)))


@cache
def light_words() -> frozenset[str]:
    return frozenset(fold(word) for word in listed(load("cues").get("light_words")))


@cache
def everyday_words(language: str) -> frozenset[str]:
    """Stems of verbs and adjectives that plans and questions are full of, whatever they are about."""
    return frozenset(stem(fold(word), language) for word in listed(mapping(load("everyday")["light"]).get(language)))


@cache
def number_words(language: str) -> dict[str, int]:
    """Small numbers written as words."""
    return {fold(word): int(str(value)) for word, value in mapping(mapping(load("cues")["numbers"]).get(language)).items()}


@cache
def ordinal_words(language: str) -> dict[str, int]:
    """Ordinals written as words; -1 is the last."""
    return {fold(word): int(str(value)) for word, value in mapping(mapping(load("cues")["ordinals"]).get(language)).items()}


@cache
def connector_pattern(language: str) -> re.Pattern[str]:
    """Words that divide a question into sides, in a spaced question (see `spaced`) or, for unspaced scripts, in the folded text."""
    connectors = mapping(load("cues").get("connectors"))
    phrases = listed(connectors.get(language))
    if language in UNSPACED_LANGUAGES:
        return compiled("|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True)))
    return compiled("|".join(_spaced(phrase) for phrase in sorted(phrases, key=len, reverse=True)))
