"""The role that words of a label, column header or heading give the figures beside or below them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from agent.expressions import compiled, expression
from agent.extract.wording.patterns import CJK, patterns, phrase_pattern
from agent.extract.wording.scenarios import scenario_named, scenario_told
from agent.extract.wording.words import topic_of
from agent.facts import lexicon, normalise, without_compounds
from agent.model.roadmap import Role

_BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_RECKONED = frozenset({"budget", "funding", "revenue", "pricing", "finances", "benefit", "metrics"})  # topics
_AIMED = frozenset({"objectives", "milestones"})
_LONGEST_WITH_ROLE = 4  # words
_OUTLINE = "0123456789.) "  # before the words of a heading
_FEWEST_TOLD = 3  # words: "What you have now" tells something, "Act now" does not
_SEGMENTS = expression(r"[()\[\]（）【】:：;；|/,，、]|\s[-–—]\s|—")
_SHORT_REST = 4  # characters behind a word that opens a heading: 現状分析
_TAIL = 2  # characters behind the word of a role that only say what shows it: 予測表, 目标值


@lru_cache(maxsize=8192)
def role_of(text: str) -> Role:
    """Whether words of a label or heading speak of a target, an actual value, a baseline ...; "" when they say neither or both."""
    folded = without_compounds(normalise(text))
    if scenario_named(text) == "base":
        folded = patterns("scenario_names")["base"].sub(" ", folded)  # 基准场景 is no baseline
    found = {cast(Role, "target" if role == "planned" else role) for role in patterns("roles").said_in(folded)}
    if not found and _words_without_dates(folded) in _role_alone():
        return "target"
    if found & {"actual", "baseline"} and text.rstrip(" *_").endswith(("?", "？")):
        return ""  # "Wie hoch ist der Bedarf?" asks, and what is answered may be planned
    return found.pop() if len(found) == 1 else ""


def _words_without_dates(folded: str) -> str:
    return " ".join([word for word in folded.split() if word.isalpha() or not any(map(str.isdigit, word))])


@cache
def _role_alone() -> frozenset[str]:
    """Words that name planned values only where nothing else is said: "Plan 2026", but not "Team plan" or "Pro plan"."""
    return frozenset(normalise(word) for word in lexicon.word_list("sections", "planned_alone"))


@lru_cache(maxsize=4096)
def column_role(header: str) -> Role:
    """The role a column header gives its values: also "Before", "After", "Measured in June", "Requirement", which say none in a heading."""
    if role := role_of(header):
        return role
    folded = normalise(_BRACKETS.sub(" ", header)) or normalise(header)
    if folded in _column_words("before"):
        return "baseline"
    if folded in _column_words("after"):
        return "target"
    found = patterns("column_roles").said_in(folded) if len(folded.split()) <= _LONGEST_WITH_ROLE else ()
    return cast(Role, found[0]) if len(found) == 1 and found[0] != "method" else ""


@cache
def _column_words(key: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in lexicon.words("sections", "columns").get(key, ()))


@lru_cache(maxsize=8192)
def heading_role(heading: str) -> Role:
    """The role of the values below a heading: only short headings say one ("Targets", "Current state")."""
    folded = normalise(heading)
    planned = patterns("roles")["planned"].search(folded) or _words_without_dates(folded) in _role_alone()
    if (
        planned
        or _only_urges(heading)
        or len(_undated(heading, folded).lstrip(_OUTLINE).split()) > _LONGEST_WITH_ROLE
        or (CJK.search(folded) and not _role_at_edge(normalise(_BRACKETS.sub(" ", heading))))
    ):
        return ""
    return role_of(heading)


def _undated(heading: str, folded: str) -> str:
    """A heading of what is so without the day in brackets behind it: "Current state of the yard (January 14, 2026)"."""
    outside = _dated().sub(" ", heading) if "(" in heading or "（" in heading else heading
    return normalise(outside) if outside != heading and role_of(outside) in {"actual", "baseline"} else folded


@cache
def _dated() -> re.Pattern[str]:
    return compiled(r"[(（][^()（）]{0,20}\b(?:19|20)\d\d\b[^()（）]{0,20}[)）]")


def _says(text: str, key: str) -> bool:
    """Whether a label or heading holds a phrase of that list of the sections."""
    return bool(phrase_pattern("sections", key).search(normalise(text)))


@lru_cache(maxsize=4096)
def names_others(label: str) -> bool:
    """Whether a label says that the figure is what others reach: "Industry average", 竞品."""
    return _says(label, "others")


@lru_cache(maxsize=4096)
def names_benchmark(label: str) -> bool:
    """Whether a label is nothing but a word for what others reach: "Benchmark", "Industry average (B2B)"."""
    folded = normalise(_BRACKETS.sub(" ", label))
    found = phrase_pattern("sections", "others").search(folded)
    return found is not None and (found.start(), found.end()) == (0, len(folded))


@lru_cache(maxsize=8192)
def describes_customers(heading: str) -> bool:
    """Whether a heading speaks of who customers are: what stands below says how large they are and what they spend."""
    return _says(heading, "customers_headed")


@lru_cache(maxsize=8192)
def tells_gain_of_customers(heading: str) -> bool:
    """Whether a heading speaks of what customers pay and get back: "ROI for clients"."""
    return _says(heading, "customers_gain")


@lru_cache(maxsize=8192)
def reports(text: str) -> bool:
    """Whether a label or heading speaks of what came about, and not of what is expected to: "Validation results", "Bilan", 実績."""
    return _says(text, "reporting") and not expects(text)


@lru_cache(maxsize=8192)
def expects(text: str) -> bool:
    """Whether a label or heading speaks of what shall be: "Success metrics", "Resultados esperados", 目標."""
    return _says(text, "expecting")


@lru_cache(maxsize=4096)
def sets_no_aim(heading: str) -> bool:
    """Whether a heading is of what others reach, or of signs that something has gone wrong: "Industry benchmarks", "Red flags"."""
    return speaks_of_others(heading) or _says(heading, "warning")


@lru_cache(maxsize=8192)
def speaks_of_others(heading: str) -> bool:
    """Whether a heading is of what others reach: "Industry benchmarks", "Direct competitors"."""
    return _says(heading, "others_headed")


def names_formula(label: str) -> bool:
    """Whether a label is nothing but a word for how something is reckoned: "Formula", "Calculation", 計算方法."""
    return normalise(label) in _formulas()


@cache
def _formulas() -> frozenset[str]:
    return frozenset(normalise(word) for word in lexicon.word_list("sections", "formulas"))


@lru_cache(maxsize=4096)
def holds_for(heading: str) -> bool:
    """Whether a length beside a heading is the time that what stands below it is reckoned for or aimed at, and nothing takes so long:
    "Revenue forecast (36 months)", "Pessimistic scenario (12 months)", "Long-term goals (6-12 months)"."""
    topic, last = topic_of(heading), topic_of("".join(heading.split()[-1:]))
    if "timeline" in {topic, last}:
        return False
    return topic in _RECKONED or last in _AIMED or bool(scenario_told(heading))


def _only_urges(heading: str) -> bool:
    """Whether a heading speaks of the present and does not describe it: "Why now?", "Recommendation: deploy now"."""
    for segment in _SEGMENTS.split(heading):
        folded = normalise(segment)
        words = phrase_pattern("sections", "at_once").search(folded)
        if words is not None and any(map(str.isalpha, folded[: words.start()])):
            asks = "?" in heading or "？" in heading
            return asks or (not CJK.search(folded) and len(folded.split()) < _FEWEST_TOLD)
    return False


def _role_at_edge(folded: str) -> bool:
    """Whether a heading in Han or kana opens or ends with the word of its role: 収益予測, 目标：..., and not 支持当前版本的话题."""
    found = [match for name, pattern in patterns("roles").items() if name != "planned" for match in pattern.finditer(folded)]
    for match in found:
        first, rest = not folded[: match.start()].strip("0123456789.-、 "), folded[match.end() :]
        if len(rest) <= _TAIL or (first and (len(rest) <= _SHORT_REST or rest[0] == " ")):
            return True
    return False
