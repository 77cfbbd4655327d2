"""What a question counts by a name of the plan's own: "option 2", where the plan opens lines with that name and several numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.answers.asking.counted import KINDS, Numbered, is_kind, own_kind
from agent.answers.asking.question import Question
from agent.answers.asking.words import words
from agent.answers.reading.view import View

SHORTEST = 3  # letters of such a name; digits that no such number has


def with_own_kinds(question: Question, views: Sequence[View]) -> Question:
    """The question, with these things among the counted ones."""
    found = [
        Numbered(own_kind(name.text), int(number.text), int(number.text))
        for name, number in pairwise(words(question.text))
        if name.text.isalpha() and len(name.text) >= SHORTEST and number.text.isdecimal() and len(number.text) < SHORTEST
    ]
    told = [entry for entry in found if not _is_known(entry.kind) and any(_counts(view, entry) for view in views)]
    return replace(question, numbered=(*question.numbered, *told)) if told else question


def _is_known(kind: str) -> bool:
    return any(is_kind(kind.removeprefix(own_kind("")), known) for known in KINDS)


def _counts(view: View, entry: Numbered) -> bool:
    """Whether lines of a plan open with the name and this number, and with the name and another one."""
    opening = {first for unit, first, last in view.mentions(entry.kind) if first == last and view.opens(unit, entry.kind)}
    return len(opening) > 1 and entry.first in opening
