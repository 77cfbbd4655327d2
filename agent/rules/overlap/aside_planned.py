"""A small thing beside the plan is part of what is planned.

Claim: a list of small changes, later ideas, candidates or things left out names what a planned piece of work names, in the same words
or in others that mean the same: most of its words, or most of those of the title of the planned piece, and at least two of them (three
where a sentence plans it), of which one is rare in the plan. What is left out of a thing ("any change to the price list") leaves out
the rest of it.

Why it matters: it is done twice, or somebody believes that it was put off.

Flagged:

    ## Plan

    - A1 Self-service rescheduling
    - A2 Vaccination record

    ## Small changes on the side

    - Larger type on the start page
    - Let patients move an appointment without calling the front desk

Fine:

    ## Plan

    - A1 Self-service rescheduling
    - A2 Vaccination record

    ## Small changes on the side

    - Larger type on the start page
    - Opening hours on public holidays
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block, Document
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.overlap import excluded, parked
from agent.rules.reading.kindred import Keys, named_in
from agent.rules.reading.naming import shortened
from agent.rules.reading.pieces import WORK
from agent.rules.reading.scope_words import is_beside, same_word
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

PARTS = expression(r"[,;、，；]|\s(?:and|or|und|oder|et|ou|y|e|и|или)\s")
# What is left out of a thing, not the thing: "any change to the price list", "search beyond the first version"
LIMITED = expression(
    r"^\W*(?:any|all other|other|jede|andere|todo|cualquier|qualquer|toute?)\b"
    r"|\b(?:beyond|other than|except|über .{1,40} hinaus|au-delà|más allá|além)\b",
    re.IGNORECASE,
)
REASON = expression(r"\s*[:：–—(（]|\s-\s|(?<=[.。;；])\s")
NUMBERED = expression(r"(?:\d{1,2}(?:\.\d{1,2})?[.)]?|[IVX]{1,4}[.)])\s")
LONGEST_HEADING = 60
LEAST, LEAST_SAID = 2, 3  # words that both name; that a sentence has to name, which may speak of anything
OWN_SHARE, TITLE_SHARE = 0.45, 0.6  # of the weight of the small thing's words, and of the planned title's words
WHOLLY, WHOLE_OWN_SHARE = 0.99, 0.25  # where every word of the title is said, in rare words
SAID_SHARE = 0.6  # of the weight of the small thing's words, where a sentence names what is planned
RARE = 3  # planned things that name a word: more, and the whole plan is about it
SMOOTHING = 10
LONGEST, LONGEST_SAID, MOST_WORDS = 160, 240, 14
PLANNED = frozenset({"paragraph", "item"})


class Naming(Struct, frozen=True):
    """What a line names, word by word; `title` where the line is the name of a planned thing."""

    text: str
    words: tuple[Keys, ...]
    span: Span
    title: bool = False


def _find(view: View) -> Iterator[Draft]:
    beside = _beside(view.document)
    small = tuple(_small(view, beside)) if beside else ()
    if not small:
        return
    planned = tuple(_planned(view, beside))
    told = {span.line for rule in (excluded.RULE, parked.RULE) for draft in view.drafts(rule) for span in draft.evidence}
    counts = Counter(key for one in planned for key in frozenset[str]().union(*one.words))
    parts = []
    for one in small:
        match = _match(one, planned, counts) if one.span.line not in told else None
        if match:
            parts.append(_part(one, match))
    yield from bundled(parts, "{count} small things beside the plan may be planned already")


def _beside(document: Document) -> frozenset[int]:
    """The blocks below headings of what stands beside the plan, or below short lines that serve as headings in plain text."""
    plain = not any(block.kind == "heading" for block in document.blocks)
    found: set[int] = set()
    inside = False
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        leads = following is not None and following.kind == "paragraph"
        if block.kind == "heading" or (plain and leads and _is_heading(block)):
            inside = bool(pattern("beside_plan").search(block.text))
        elif inside:
            found.add(block.index)
    return frozenset(found)


def _is_heading(block: Block) -> bool:
    """Whether a line of plain text heads what follows: a numbered entry of a few words, or a line of capitals."""
    text = block.text
    short = len(text) <= LONGEST_HEADING and text[-1:] not in ".:;,"
    return short and (block.kind == "item" or bool(NUMBERED.match(text)) or text.isupper())


def _small(view: View, beside: frozenset[int]) -> Iterator[Naming]:
    """The entries of short lists, and the parts of sentences, in sections of what stands beside the plan."""
    language = view.roadmap.language
    named = {item.span.line for item in view.roadmap.items if item.id or item.facts}
    for sentence in view.sentences:
        if sentence.block not in beside or sentence.kind not in PLANNED:
            continue
        if sentence.line in named or len(sentence.text) > 2 * LONGEST_SAID or view.document.blocks[sentence.block].checked:
            continue  # what is ticked off is no small thing beside the plan
        if LIMITED.search(sentence.text):
            continue
        texts = PARTS.split(sentence.text) if sentence.kind == "paragraph" else [REASON.split(sentence.text, maxsplit=1)[0]]
        for text in texts:
            words = named_in(pattern("denied").sub(" ", text) if sentence.kind == "paragraph" else text, language)
            if LEAST <= len(words) <= MOST_WORDS and len(text) <= LONGEST:
                yield Naming(" ".join(text.split()).strip(" .。"), words, span_of_sentence(view.scanned, sentence))


def _planned(view: View, beside: frozenset[int]) -> Iterator[Naming]:
    """The titles of the work, and the sentences of sections that plan."""
    language = view.roadmap.language
    for item in view.roadmap.items:
        if item.kind in WORK and not any(pattern("beside_plan").search(name) for name in item.headings):
            words = named_in(item.title, language)
            if LEAST <= len(words) <= MOST_WORDS:
                yield Naming(item.title, words, item.span, title=True)
    for sentence in view.sentences:
        path = view.document.heading_path(view.document.blocks[sentence.block])
        if sentence.kind not in PLANNED or len(sentence.text) > LONGEST_SAID or is_beside(path):
            continue
        if sentence.block not in beside and not _denies(sentence.text, language):
            yield Naming(sentence.text, named_in(sentence.text, language), span_of_sentence(view.scanned, sentence))


def _denies(text: str, language: str) -> bool:
    """Whether a sentence says that something is not done; "no" is "in the" in Portuguese."""
    return any(language != "pt" or found.group().casefold() != "no" for found in pattern("denied").finditer(text))


def _match(one: Naming, planned: Sequence[Naming], counts: Counter[str]) -> Naming | None:
    """The planned thing that names most of what a small one names."""
    total = len(planned) + SMOOTHING
    best: tuple[float, Naming] | None = None
    for other in planned:
        pairs = [(word, key) for word in one.words if (key := _shared(word, other.words))]
        keys = {key for _, key in pairs}
        if len(keys) < (LEAST if other.title else LEAST_SAID) or min(counts[key] for key in keys) > RARE:
            continue
        own = _share([word for word, _ in pairs], one.words, counts, total)
        theirs = _share([word for word in other.words if _shared(word, one.words)], other.words, counts, total)
        whole = theirs >= WHOLLY and own >= WHOLE_OWN_SHARE and all(counts[key] <= RARE for key in keys)
        enough = (whole or (own >= OWN_SHARE and theirs >= TITLE_SHARE)) if other.title else own >= SAID_SHARE
        if enough and (best is None or own + theirs > best[0]):
            best = (own + theirs, other)
    return best[1] if best else None


def _shared(word: Keys, words: Sequence[Keys]) -> str:
    """What a word has in common with any of some words: a meaning before a stem, or ""."""
    for other in words:
        if common := word & other:
            return min(common, key=lambda key: (key[0] != "=", key))
        if any(same_word(one, again) for one in word for again in other if one[0] != "=" != again[0]):
            return min(key for key in other if key[0] != "=")
    return ""


def _share(matched: Sequence[Keys], words: Sequence[Keys], counts: Counter[str], total: int) -> float:
    def weight(word: Keys) -> float:
        return min(math.log(total / (counts[key] + 1)) for key in word)

    return sum(map(weight, matched)) / (sum(map(weight, words)) or 1.0)


def _part(one: Naming, other: Naming) -> Part:
    small, planned = shortened(one.text), shortened(other.text)
    draft = Draft(
        f'"{small}" stands beside the plan, but line {other.span.line} plans it: "{planned}"',
        (one.span, other.span),
        key="|".join(sorted(min(word) for word in one.words)),
        suggestion="drop it from one of the two places, or say what it adds",
    )
    return of_two_lines(draft, small, one.span.line, other.span.line)


RULE = Rule("RA512", "aside-but-planned", "overlap", "question", "rule", _find, __doc__)
