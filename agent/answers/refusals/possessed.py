"""What is asked of somebody or something by a word that no plan says: "What is Bruno's phone number?", 鈴木さんの電話番号は？."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term, is_everyday
from agent.answers.reading.matching import RELATED, Matching
from agent.expressions import expression

# What stands behind the possessor, to the end of the question.
_BEHIND = {
    "en": expression(r"\bwhat(?:'s|\sis|\sare)\s(?:[\w.-]+\s){0,3}[\w.-]+['’]s?\s(?P<thing>[\w\s-]{3,40}?)\W*$", re.IGNORECASE),
    "ja": expression(r"の(?P<thing>[^のはをが、。？?\s]{2,12})(?:は|を|が)[^の、。]{0,10}[。？?]?\s*$"),
    "zh": expression(r"的(?P<thing>[^的是，。？?\s]{2,10})(?:是|有)?(?:多少|什么|谁|哪里|哪个|几)?[？?]?\s*$"),
}


def unsaid_property(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """The word for what is asked of a possessor, where no plan has any of its words by any name."""
    pattern = _BEHIND.get(question.language)
    found = pattern.search(question.text) if pattern is not None and question.wanted in ("name", "any", "quantity") else None
    if found is None:
        return []
    start, end = found.span("thing")
    rows = [row for row, term in enumerate(question.terms) if start <= question.start_of(term) < end and _tells(term, question.language)]
    strongest = max((float(matching.own[row].max(initial=0.0)) for matching in matchings for row in rows), default=1.0)
    return [question.terms[row] for row in rows] if strongest < RELATED - 0.01 else []


def _tells(term: Term, language: str) -> bool:
    return term.weight >= CONTENT * 0.9 and not is_everyday(term.text, language)
