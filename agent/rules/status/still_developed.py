"""Something is marked done, and its text says that it is still being made.

Claim: a status line of a section says that it is done, and a sentence of the section says in the present that it is under development,
experimental or not released.

Why it matters: one of the two is out of date, and readers who skim see only the mark.

Flagged:

    ## Tide tables

    **Status:** ✅ Complete (released in 4.10)

    The forecast is currently under development in the main branch.

    ## Fuel cards

    **Status:** planned

Fine:

    ## Tide tables

    **Status:** ✅ Complete (released in 4.10)

    The forecast was under development until May.

    ## Fuel cards

    **Status:** planned
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

MOST_FOUND = 3
LEAST_DEPTH = 2  # the first level is the title of the document
TITLE_SHOWN = 60
STATUS = expression(r"\W{0,4}(?:status|state|estado|zustand|statut|stato|статус|ステータス|状态)\W{0,4}[:：]", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    marks = [(sentence, _section(view, sentence)) for sentence in view.sentences if _says_done(sentence)]
    found = 0
    for sentence in view.sentences if marks else ():
        if sentence.kind != "paragraph" or not pattern("being_made").search(sentence.text):
            continue
        around = _sections(view, sentence)
        mark = next((mark for mark, section in marks if section in around and mark.block != sentence.block), None)
        if mark and found < MOST_FOUND:
            found += 1
            yield _draft(view, sentence, mark, view.document.blocks[_section(view, mark)])


def _says_done(sentence: Sentence) -> bool:
    """Whether a line gives the state of what it stands under, and that is "done"."""
    done = any(token.kind == "status" and token.value == "done" for token in sentence.tokens)
    return done and sentence.kind in ("paragraph", "item") and bool(STATUS.match(sentence.text))


def _section(view: View, sentence: Sentence) -> int:
    """The heading above a sentence; -1 for none."""
    section = view.document.blocks[sentence.block].section
    return -1 if section is None or view.document.blocks[section].depth < LEAST_DEPTH else section


def _sections(view: View, sentence: Sentence) -> set[int]:
    """All headings above a sentence but that of the document."""
    found: set[int] = set()
    at = view.document.blocks[sentence.block].section
    while at is not None:
        if view.document.blocks[at].depth >= LEAST_DEPTH:
            found.add(at)
        at = view.document.blocks[at].section
    return found


def _draft(view: View, sentence: Sentence, mark: Sentence, heading: Block) -> Draft:
    title = " ".join(heading.text.split())
    return Draft(
        f'"{title[:TITLE_SHOWN]}" is marked done, but its text says that it is still being made',
        (span_of_sentence(view.scanned, sentence), span_of_sentence(view.scanned, mark)),
        key=title.casefold(),
        suggestion="correct the text or the mark",
    )


RULE = Rule("RA710", "done-but-being-made", "status", "question", "rule", _find, __doc__)
