"""Headings and leads that only group planned things, mostly by priority: "High priority", "P0", "Must have", "Short term (1-3 months)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

from agent.expressions import compiled, expression
from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.numbering import outline_of
from agent.extract.wording.scanned import Scanned
from agent.facts import lexicon, normalise

_BRACKETS = expression(r"[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]")
_CUT = expression(r"[:：]|\s[-–—|·•]\s|[–—]")
_WORD = expression(r"[^\W\d_]+")
_LONGEST = 90  # characters of a heading that grades
_MOST_WORDS_BEHIND = 6
_LADDER = 2  # levels side by side
_HORIZONS = frozenset({"near", "middle", "far"})

# Spellings that say a level only beside a word of priority; "high" of the lexicon says it alone.
_INFLECTED = {"raised": "high", "middle": "medium", "lowered": "low"}

# With a word of priority, as its value ("Priority: high"), with its number ("Priority 1"), as "P1", by MoSCoW, a level and nothing else,
# or a horizon.
Form = Literal["said", "labelled", "counted", "numbered", "moscow", "bare", "horizon"]


class Reading(Struct, frozen=True):
    """`level` is a canonical priority ("critical" .. "low", "P0" .. "P4"), `named` whether more words follow ("P0 - do first"), `beside`
    whether it stands in brackets behind a name ("Do first (P0)")."""

    level: str
    form: Form
    named: bool = False
    beside: bool = False


def read_grades(scanned: Scanned, tree: Tree) -> dict[int, str]:
    """For each node that grades what stands in it, the canonical priority it gives; "" for a horizon, which only groups."""
    found: dict[int, Reading] = {}
    for node in tree.nodes:
        reading = _read(node, scanned.document.blocks[node.block].text[node.start : node.stop])
        if reading is not None:
            found[node.index] = reading
    found = _without_ranked(scanned, tree, found)
    ladders: dict[tuple[int | None, int], set[str]] = {}
    for at, reading in found.items():
        ladders.setdefault((tree.nodes[at].parent, tree.nodes[at].rank), set()).add(reading.level)
    return {
        at: "" if reading.form == "horizon" else reading.level
        for at, reading in found.items()
        if _counts(scanned, tree, tree.nodes[at], reading, ladders[tree.nodes[at].parent, tree.nodes[at].rank])
    }


def _without_ranked(scanned: Scanned, tree: Tree, found: dict[int, Reading]) -> dict[int, Reading]:
    """The readings without those of headings that are ranked themselves: they are numbered, or two side by side have one level."""
    levels = Counter((tree.nodes[at].parent, tree.nodes[at].rank, reading.level) for at, reading in found.items() if reading.beside)
    kept: dict[int, Reading] = {}
    for at, reading in found.items():
        node = tree.nodes[at]
        numbered = reading.beside and outline_of(scanned.document.blocks[node.block].text[node.start : node.stop])
        if not numbered and levels[node.parent, node.rank, reading.level] < _LADDER:
            kept[at] = reading
    return kept


def grading_node(tree: Tree, node: int | None, grades: Mapping[int, str]) -> Node | None:
    """The nearest node that grades, from `node` outwards."""
    return next((above for above in tree.above(node) if above.index in grades), None)


def _read(node: Node, text: str) -> Reading | None:
    if node.index == 0 or node.title.id or len(text) > _LONGEST or "\n" in text.strip():
        return None
    if node.kind == "bullet" and not text.rstrip().endswith((":", "：")):
        return None
    base = _BRACKETS.sub(" ", text)
    cut = _CUT.search(base)
    head, tail = (base[: cut.start()], base[cut.end() :]) if cut else (base, "")
    reading = graded(head)
    if reading is None and cut is not None and (whole := graded(base)) is not None and whole.form == "said":
        return Reading(whole.level, "labelled")
    if reading is None:
        inside = (graded(group) for group in _BRACKETS.findall(text))
        found = next((each for each in inside if each is not None and each.form not in {"bare", "moscow", "horizon"}), None)
        return None if found is None else Reading(found.level, found.form, beside=True)
    behind = 0 if graded(tail) is not None else _words_behind(node, tail)
    if behind and (reading.form != "numbered" or behind > _MOST_WORDS_BEHIND):
        return None  # "Priority 1: Voice commands" is called so
    return Reading(reading.level, reading.form, behind > 0)


def _words_behind(node: Node, tail: str) -> int:
    """How many words behind the level are no part of a period."""
    for window in node.title.windows:
        tail = tail.replace(window.text, " ")
    return len(_WORD.findall(tail))


def _counts(scanned: Scanned, tree: Tree, node: Node, reading: Reading, ladder: set[str]) -> bool:
    """Whether a heading that may grade does: a level alone only beside another one or a coloured sign, "must have" nowhere among roles."""
    if reading.form == "moscow":
        return not _seeks_people(scanned, tree, node)
    if reading.form == "numbered":
        return not reading.named or (len(ladder) >= _LADDER and "P0" in ladder)
    if reading.form in {"labelled", "horizon"}:
        return len(ladder) >= _LADDER  # one alone says what is above it
    if reading.form == "bare":
        lead = scanned.document.blocks[node.block].text[node.start : node.title.name_start + 4]
        return len(ladder) >= _LADDER or any(sign in lead for sign in lexicon.word_list("priorities", "signs"))
    return True


def _seeks_people(scanned: Scanned, tree: Tree, node: Node) -> bool:
    for above in tree.above(node.parent):
        words = set(folded_words(scanned.document.blocks[above.block].text[above.start : above.stop]).split())
        if above.section_topic == "team" or words & _hiring():
            return True
    return False


@cache
def _hiring() -> frozenset[str]:
    return frozenset(folded_words(word) for word in lexicon.word_list("priorities", "hiring"))


def folded_words(text: str) -> str:
    """Words in one spelling, hyphens as spaces."""
    return " ".join(normalise(text).replace("-", " ").split())


def graded(text: str) -> Reading | None:
    """What a few words say, when they say nothing but a priority."""
    folded = folded_words(text)
    for form, pattern in _patterns() if folded else ():
        match = pattern.fullmatch(folded)
        if match is not None:
            return Reading(f"P{match['number']}" if form in {"counted", "numbered"} else _levels()[match["level"]], form)
    return None


@cache
def _levels() -> dict[str, str]:
    """Each folded word of a level and what it means."""
    levels: dict[str, str] = {}
    for path in (("priorities", "moscow"), ("priorities", "levels"), ("marks", "priority"), ("priorities", "horizons")):
        for level, words in lexicon.words(*path).items():
            level = _INFLECTED.get(level, level)
            levels.update((folded, level) for word in words if (folded := folded_words(word)) not in levels)
    return levels


@cache
def _patterns() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """One pattern a form, over folded words; Han and kana may stand together without a space."""
    level = alternatives(word for word, meaning in _levels().items() if meaning not in _HORIZONS)
    noun = alternatives(lexicon.word_list("priorities", "nouns"))
    moscow = alternatives(word for words in lexicon.words("priorities", "moscow").values() for word in words)
    alone = alternatives((*_listed("marks", "priority"), *lexicon.words("priorities", "levels")["high"]))
    thing = alternatives(lexicon.word_list("priorities", "things"))
    things = rf"(?:[ の]?(?:{thing}))?(?: (?:{thing}))?"
    return (
        ("numbered", compiled(r"p(?P<number>[0-4])")),
        ("said", compiled(rf"(?P<level>{level})[ の]?(?:{noun}){things}")),
        ("said", compiled(rf"(?:{noun})[ の]?(?P<level>{level}){things}")),
        ("counted", compiled(rf"(?:{noun})(?: (?:{thing}))? ?(?P<number>[0-4])")),
        ("moscow", compiled(rf"(?P<level>{moscow})(?: (?:{thing}))?")),
        ("bare", compiled(rf"(?P<level>{alone}){things}")),
        ("horizon", compiled(rf"(?P<level>{alternatives(_listed('priorities', 'horizons'))}){things}")),
    )


def _listed(*path: str) -> tuple[str, ...]:
    return tuple(word for words in lexicon.words(*path).values() for word in words)


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, folded, the longest first."""
    return "|".join(re.escape(word) for word in sorted({folded_words(word) for word in words}, key=lambda word: (-len(word), word)))
