"""Whether a question asks for one thing by its name or value, or for several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import Term
from agent.answers.asking.wanted import named_things
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.expressions import expression

# Question words that stand before one thing only: "quel", not "quels"; "qual", not "quais".
_ONE = {
    "de": expression(r"\bwelche[rsm]\b|\bwas (?:ist|war|wird) d(?:er|ie|as)\b|\bwie (?:heißt|heisst|lautet)\b", re.IGNORECASE),
    "pt": expression(r"\bqual\b", re.IGNORECASE),
    "es": expression(r"\bcu[aá]l\b", re.IGNORECASE),
    "fr": expression(r"\bquel(?:le)?\b", re.IGNORECASE),
    "ru": expression(r"\bкак(?:ой|ая|ое|ую|ова?|ово)\b", re.IGNORECASE),
    "zh": expression(r"哪(?:个|一)"),
    "ja": expression(r"どの|どれ|どちら"),
}
_SEVERAL = expression(
    r"\b(?:which|what)(?: of the [\w-]+)? (?:are|were)\b|\ball\b|\bevery\b|\beach\b"
    # "what is delivered"
    r"|\bwhat(?:['’]s| is| was| gets| got| will be) (?:(?:still|already|not|yet|being|be) )*(?!need|bas|call|nam)[a-z]{3,}ed\b",
    re.IGNORECASE,
)
_PEOPLE = expression(
    r"\bwho(?:\sare|['’]re|\swere)\b|\bwer\ssind\b|\bquem\ss[aã]o\b|\bqui[eé]nes\s(?:son|ser[aá]n)\b|\bqui\ssont\b|\bchi\ssono\b|\bwie\szijn\b",
    re.IGNORECASE,
)
_WHAT = expression(r"\b(?:what|which)\b", re.IGNORECASE)
_NOUN_ASKED = ("es", "pt")  # "qué comisión": a noun behind "which" that is no plural
_NO_PLURAL = ("ss", "us", "is")  # "progress", "status", "basis"


def asks_for_one(question: Question) -> bool:
    """Whether one thing is to be named ("which library", "what is the first step"); False as well where the words do not tell."""
    if question.has("list") or question.count > 1:
        return False
    text, language = question.text, question.language
    named = named_things(text, language, question.terms)
    if language == "en":
        if not named or _WHAT.search(text) is None or _SEVERAL.search(text) is not None:
            return False
        first, *_, last = (*_noun(named).words, _noun(named).words[-1])
        return _is_singular(last) and not (last == "cost" and not _is_singular(first))  # "which tools cost ..."
    if language in _NOUN_ASKED and named and named[0].concepts and question.has("which") and _is_singular(named[0].words[-1]):
        return True
    pattern = _ONE.get(language)
    return pattern is not None and pattern.search(text) is not None


def asks_for_people(question: Question) -> bool:
    """Whether several people are to be named: "who are the mentors"."""
    return question.wanted == "person" and _PEOPLE.search(question.text) is not None


def asks_for_group(question: Question, others: frozenset[str] = frozenset({"team"})) -> bool:
    """Whether "who" asks for firms or groups of people ("who are our competitors"), or for `others`, not for somebody.

    What stands right behind "who" decides: "who writes the user guide" asks for no users.
    """
    groups = group("organizations") | others
    asking = sorted(cue_spans(question.text, "who", question.language))
    if not asking or question.language in UNSPACED_LANGUAGES:
        return bool(question.concepts & groups)
    run: list[Term] = []
    for term in sorted(question.terms, key=lambda term: term.position):
        if run and term.position != run[-1].position + len(run[-1].words):
            break
        if term.position >= asking[0][1]:
            run.append(term)
    return any(set(term.concepts) & groups for term in run or question.terms)


def _noun(named: Sequence[Term]) -> Term:
    """The last of the words that stand together: "status" of "the status of the lamps"."""
    found = named[0]
    for term in named[1:]:
        if term.position != found.position + len(found.words):
            break
        found = term
    return found


def _is_singular(word: str) -> bool:
    return not word.endswith("s") or word.endswith(_NO_PLURAL)
