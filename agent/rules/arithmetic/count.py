"""The text counts other items than the plan lists.

Claim: the introduction or a total names how many initiatives, tasks or packages there are, the plan gives its items ids of one scheme,
and neither all of them nor any group of them (a phase, a state, a kind) has that number.

Why it matters: items were added or dropped after the summary was written.

Flagged:

    # Plan

    This year has seven initiatives.

    | ID | Initiative | Status |
    |---|---|---|
    | K1 | Search | Planned |
    | K2 | Billing | Planned |
    | K3 | Reports | Planned |
    | K4 | Exports | Planned |
    | K5 | Archive | Planned |

Fine:

    # Plan

    This year has five initiatives.

    | ID | Initiative | Status |
    |---|---|---|
    | K1 | Search | Planned |
    | K2 | Billing | Planned |
    | K3 | Reports | Planned |
    | K4 | Exports | Planned |
    | K5 | Archive | Planned |
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import lexicon, normalise
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Item
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, number
from agent.rules.reading.interval import exact
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

FEWEST = 5
INTRODUCTION = 0.15  # share of the lines in which a count speaks of the whole
SHAPE = expression(r"[A-Za-z]+|\d+")
NAMED = expression(r"[^\W\d_]{4,}(?= \d)")
STEM = 4
SHOWN = 3
REACH = 14


def _find(view: View) -> Iterator[Draft]:
    populations = _populations(view)
    if not populations:
        return
    items = max(populations, key=len)
    known = {*(_known_counts(view, items)), *map(len, populations), sum(map(len, populations))}
    end = max(12, int(len(view.document.lines) * INTRODUCTION))
    first = min(item.span.line for item in items)
    told: set[tuple[int, float]] = set()
    for sentence in view.sentences:
        if sentence.line <= end and sentence.line < first and sentence.kind in ("paragraph", "item"):
            if any(
                item.id and item.id in sentence.text and re.search(rf"(?<!\w){re.escape(item.id)}(?!\w)", sentence.text) for item in items
            ):
                continue  # it counts something of that one
            for stated in _counts(sentence, _called(items)):
                if (sentence.line, stated.most) not in told and not any(allowed(stated).meets(exact(float(count))) for count in known):
                    told.add((sentence.line, stated.most))
                    yield _draft(view, sentence, stated, items)


def _populations(view: View) -> tuple[tuple[Item, ...], ...]:
    """Groups of items whose ids are built alike ("A1" and "B2", "K-01"), risks and roles aside."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.id and item.kind in ("initiative", "task", "deliverable") and not _is_rank(item.id):
            groups[SHAPE.sub(lambda match: "#" if match[0].isdigit() else "a" * len(match[0]), item.id)].append(item)
    return tuple(tuple(group) for group in groups.values() if len(group) >= FEWEST)


def _is_rank(identifier: str) -> bool:
    """Whether an id says how urgent its thing is ("Priority 1"): nobody counts priorities."""
    return normalise(identifier.partition(" ")[0]) in map(normalise, lexicon.word_list("priorities", "nouns"))


def _known_counts(view: View, items: tuple[Item, ...]) -> set[int]:
    """How many there are in all and in each group that a sentence may count."""
    groups = (
        Counter(item.parent for item in items),
        Counter(item.kind for item in items),
        Counter(view.standing[item.key].state for item in items),
        Counter(item.headings[-1:] for item in items),
        Counter(re.sub(r"\d.*", "", item.id) for item in items),
    )
    return {len(items), *(count for group in groups for count in group.values())}


def _called(items: tuple[Item, ...]) -> str:
    """The first letters of what the items are called by their ids ("modu" of Module 1); "" where that is any work (A1, Task 1)."""
    found = NAMED.match(items[0].id)
    return found[0][:STEM].casefold() if found and not pattern("work_items").fullmatch(found[0]) else ""


def _counts(sentence: Sentence, called: str) -> Iterator[Quantity]:
    """Counts of work in a sentence that are not said to be a part; of things that are called by a word only those that say it."""
    for token in sentence.tokens:
        value = token.value
        if isinstance(value, Quantity) and value.kind == "count" and value.least >= FEWEST and float(value.least).is_integer():
            around = sentence.text[max(0, token.start - REACH) : token.end + REACH]
            if _names_work(sentence, token, called) and not pattern("part_of").search(around):
                yield value


def _names_work(sentence: Sentence, token: Token, called: str) -> bool:
    if called and called not in sentence.text[token.start : token.end + 2 * REACH].casefold():
        return False
    if isinstance(token.value, Quantity) and token.value.unit:
        return pattern("work_items").fullmatch(token.value.unit) is not None
    following = sentence.text[token.start : token.end + 2 * REACH]
    match = pattern("work_items").search(following)
    return match is not None and match.start() <= len(token.text) + REACH


def _number(item: Item) -> tuple[str, tuple[int, ...]]:
    """The letters and numbers of an id, in the order in which a reader counts."""
    return "".join(re.findall(r"[A-Za-z]+", item.id)), tuple(int(digits) for digits in re.findall(r"\d+", item.id))


def _draft(view: View, sentence: Sentence, stated: Quantity, items: tuple[Item, ...]) -> Draft:
    first, last = (pick(items, key=_number) for pick in (min, max))
    mark = "at least " if stated.comparator in (">", ">=") else ""
    said = f"{mark}{number(stated.least)}"
    return Draft(
        f"the text speaks of {said}, but the plan lists {len(items)} ({first.id} to {last.id})",
        (span_of_sentence(view.roadmap, sentence), *(item.span for item in (*items[:SHOWN], items[-1]))),
        key=f"{said}|{len(items)}",
        computation=Computation(formula=f"{first.id} ... {last.id} = {len(items)}", expected=str(len(items)), stated=said),
        suggestion=f"write {len(items)}, or add the items that are missing",
    )


RULE = Rule("RA111", "count-of-items", "arithmetic", "question", "computed", _find, __doc__)
