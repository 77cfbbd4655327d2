"""What is planned for free is counted as paid.

Claim: one part of the plan gives free pilots, trials or tests of a concept as its work, with their number, a measure of the same part
counts paid ones, and no line of that part plans any that are paid.

Why it matters: the measure cannot be reached by the work above it, or the work was meant to bring money.

Flagged:

    ## Phase 1: Pilots (months 1-4)

    - Run 4 free pilots with marinas
    - Berth booking

    **KPIs:** 5 paid pilots, 40 berths

Fine:

    ## Phase 1: Pilots (months 1-4)

    - Run 4 free pilots with marinas
    - Turn two of them into paid pilots

    **KPIs:** 2 paid pilots, 40 berths
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.extract.wording.words import topic_of
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import shortened
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

NUMBER = expression(r"\d(?:[\d.,]*)(?:\s?[-–—]\s?\d+)?\+?\s*$")
REACH = 2  # words between free or paid and the thing


def _find(view: View) -> Iterator[Draft]:
    said = view.saying("trial_runs")
    sections: dict[int | None, list[Sentence]] = defaultdict(list)
    for sentence in said if len(said) > 1 else ():
        sections[view.document.blocks[sentence.block].section].append(sentence)
    for sentences in sections.values():
        free = [one for one in sentences if _counted(one.text, "for_free")]
        paid = [one for one in sentences if _says(one.text, "paid_for")]
        counted = [one for one in paid if _counted(one.text, "paid_for")]
        if free and counted and _is_measure(view, counted) and all(one in counted for one in paid):
            yield Draft(
                f'"{shortened(free[0].text.strip())}" is planned, but "{shortened(counted[0].text.strip())}" counts paid ones',
                (span_of_sentence(view.roadmap, counted[0]), span_of_sentence(view.roadmap, free[0])),
                key=free[0].text.casefold()[:80],
                suggestion="count the free ones, or plan how they come to be paid",
            )


def _is_measure(view: View, counted: Sequence[Sentence]) -> bool:
    """Whether all counts of what is paid stand behind a label for measures."""
    return all(_names_measures(one.text) or _names_measures(_above(view, one)) for one in counted)


def _names_measures(text: str) -> bool:
    label = text.replace("：", ":").partition(":")[0].strip(" *_")
    return bool(pattern("metric_words").search(text)) or topic_of(label) == "metrics"


def _above(view: View, sentence: Sentence) -> str:
    """The block before a line of a list, which may name it."""
    block = view.document.blocks[sentence.block]
    while block.kind == "item" and block.index:
        block = view.document.blocks[block.index - 1]
    return block.text if block.kind in ("paragraph", "heading") else ""


def _says(text: str, name: str) -> bool:
    return any(True for _ in _uses(text, name))


def _counted(text: str, name: str) -> bool:
    """Whether a number stands before what is free or paid."""
    return any(NUMBER.search(text[:at]) for at in _uses(text, name))


def _uses(text: str, name: str) -> Iterator[int]:
    """Where the words for a trial with one that says who pays begin."""
    for match in pattern(name).finditer(text):
        for run in pattern("trial_runs").finditer(text):
            behind, before = text[match.end() : run.start()], text[run.end() : match.start()]
            if match.end() <= run.start() and len(behind.split()) < REACH and not _is_cut(behind):
                yield match.start()
            elif run.end() <= match.start() and len(before.split()) < REACH and not _is_cut(before):
                yield run.start()


def _is_cut(between: str) -> bool:
    return any(sign in between for sign in ",;.:|()")


RULE = Rule("RA631", "free-and-paid", "conflict", "question", "rule", _find, __doc__)
