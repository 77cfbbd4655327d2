"""Items that are said to run in parallel depend on each other.

Claim: a line lists items by id as parallel or independent, and one of them depends on another of them. Where the same line says both, it
is a question: parts of them may run side by side.

Why it matters: they are given to different people at the same time, and one of these waits.

Flagged:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | none |
    | A2 | Billing | A1 |
    | A3 | Reports | A2 |

    Can run in parallel: A2, A3

Fine:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | none |
    | A2 | Billing | A1 |
    | A3 | Reports | A1 |

    Can run in parallel: A2, A3
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

NAME = expression(r"(?<![\w.])(?:#|[A-Za-z]{1,12}[-_.]?)?\d{1,5}(?:\.\d{1,3}){0,3}(?![\w.]*\d)")
BRACKETS = expression(r"[(（]([^()（）]*)[)）]")
APART = expression(r"[,，、]\s*|\s[—–-]\s")
# "S1, can run in parallel with S2": S2 is beside the one that the line is about, not beside S1
WITH = expression(
    r"(?:parallel\w*|simultan\w*|paralel\w*|parallèle)\s(?:with|to|zu|mit|con|com|avec|a|à)\s|[与與和跟]\s?[A-Za-z#]?[\w.-]{1,12}\s?可?(?:以)?(?:并行|並行|同时|同時)|と(?:並行|同時)",
    re.IGNORECASE,
)
LISTED = expression(r"[^\W\d_]{3,}\.?\s?(?:\d{1,3}\s?(?:,|、|/|&|\+|and|und|y|e|et|と|и)\s?){0,9}$", re.IGNORECASE)
COUNTED = expression(r"\s?(?:[-–〜~]\s?\d|[%dhw]\b|[^\W\d_]{2,}\s?(?!and\b|und\b|can\b|et\b|run\b)[^\W\d_])", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    by_id: dict[str, str] = {}
    for name, key in ((item.id, item.key) for item in view.roadmap.items if item.id):
        by_id.setdefault(_folded(name), key)
        by_id.setdefault(_folded(name.split()[-1]), key)
    listed = {entry.index for lead, entries in view.lists if _says_parallel(view, lead) for entry in entries}
    entries = (sentence for sentence in view.sentences if sentence.block in listed) if listed else ()
    for sentence in dict.fromkeys((*view.saying("parallel"), *entries)):
        for group in _groups(sentence, by_id):
            for edge in (edge for key in group for edge in view.graph.needs.get(key, ())):
                if edge.needed.key in group and edge.needed.key != edge.waiting.key:
                    yield Draft(
                        f"{edge.waiting.id} and {edge.needed.id} are listed as parallel, but {edge.waiting.id} depends on {edge.needed.id}",
                        (span_of_sentence(view.roadmap, sentence), edge.span),
                        key=f"{edge.waiting.key}|{edge.needed.key}",
                        suggestion="take one of them out of the list, or drop the dependency",
                        severity="question" if edge.span.line == sentence.line else None,
                    )


def _says_parallel(view: View, lead: Block) -> bool:
    """Whether what names a list, or the heading above it, speaks of work side by side."""
    above = view.document.blocks[lead.section].text if lead.section is not None else ""
    return bool(pattern("parallel").search(lead.text) or (pattern("parallel").search(above) and lead.kind != "heading"))


def _groups(sentence: Sentence, by_id: dict[str, str]) -> Iterator[list[str]]:
    """The items that one clause lists together; of one with brackets that say so of themselves, those in the brackets."""
    for whole in re.split(r"[;.。；](?=\s|$)", sentence.text):
        if pattern("following").search(whole) and not any(pattern("parallel").search(match[1]) for match in BRACKETS.finditer(whole)):
            continue  # "Phase 2 - in parallel (after phase 1)": what is in it runs side by side
        inner = [match[1] for match in BRACKETS.finditer(whole) if pattern("parallel").search(match[1]) and NAME.search(match[1])]
        aside = next((part for part in APART.split(whole) if WITH.search(part)), "")
        clause = inner[0] if inner else aside or whole
        named = [match for match in NAME.finditer(clause) if _folded(match[0]) in by_id and _is_name(clause, match)]
        if _are_parts(clause, named):
            continue
        keys = [by_id[_folded(match[0])] for match in named]
        if len(set(keys)) >= 2 and "→" not in clause and "->" not in clause:
            yield list(dict.fromkeys(keys))


def _are_parts(clause: str, named: list[re.Match[str]]) -> bool:
    """Whether each id stands alone in brackets behind what runs side by side: "the kiosk (phase 3) and the pier (phase 2)"."""
    inside = [bracket for match in named for bracket in BRACKETS.finditer(clause) if bracket.start() < match.start() < bracket.end()]
    return len(named) == len(inside) == len({bracket.start() for bracket in inside}) >= 2


def _is_name(clause: str, match: re.Match[str]) -> bool:
    """Whether a bare number is one of a list of names ("steps 2, 3 and 5") and no count ("2 tracks", "8-12 days")."""
    return not match[0].isdecimal() or bool(LISTED.search(clause[: match.start()]) and not COUNTED.match(clause, match.end()))


def _folded(name: str) -> str:
    return name.strip().casefold()


RULE = Rule("RA307", "parallel-but-dependent", "dependency", "warning", "computed", _find, __doc__)
