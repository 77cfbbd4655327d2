"""Ids in a question: "A1", "lf-103", "#745", and those that nothing carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agent.answers.asking.question import Question
from agent.answers.reading.timing import asked_windows
from agent.answers.reading.view import View
from agent.expressions import expression

_ID = expression(r"#\d+|(?<![\w.])[^\W\d_]{1,8}[-.]?\d+(?:\.\d+)*[a-z]?(?!\w)")
_NO_ID = expression(r"(?:q|h|s|t|kw|fy|fq|p|phase|v|w|m)\d+(?:\.\d+)*", re.IGNORECASE)  # quarters, priorities, versions, weeks


def ids_in(question: Question) -> tuple[str, ...]:
    """What looks like an id in a question, as written."""
    return tuple(dict.fromkeys(match.group() for match in _ID.finditer(question.text)))


def asked_ids(question: Question, known: Iterable[str]) -> frozenset[str]:
    """The known ids that a question writes, whatever the case of their letters."""
    written = {identifier.casefold() for identifier in ids_in(question)}
    return frozenset(identifier for identifier in known if identifier and identifier.casefold() in written)


def unknown_ids(question: Question, views: Sequence[View]) -> tuple[str, ...]:
    """Ids in a question that stand nowhere in the roadmaps, although ids of the same letters do: "K9" beside K1 to K7."""
    timed = {window.text.casefold() for window in asked_windows(question)}
    found = []
    for identifier in ids_in(question):
        if _NO_ID.fullmatch(identifier) or identifier.casefold() in timed:
            continue
        letters = identifier.rstrip("0123456789.abcdefghijklmnopqrstuvwxyz").casefold()
        texts = [text for view in views for text in view.folded]
        own = re.compile(rf"(?<!\w){re.escape(identifier.casefold())}(?!\w)")
        alike = re.compile(rf"(?<!\w){re.escape(letters)}\d")
        if letters and any(alike.search(text) for text in texts) and not any(own.search(text) for text in texts):
            found.append(identifier)
    return tuple(found)
