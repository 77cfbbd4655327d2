"""Where a line stands: the headings and list entries around it, and the time, phase or option that the nearest of them names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.roles import heading_role
from agent.extract.wording.scenarios import scenario_of
from agent.extract.wording.words import kind_of, topic_of
from agent.facts import canonical_terms, normalise
from agent.facts.lexicon import load, strings
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.vocabulary import pattern, words_of

NUMBERED = expression(r"(?<![^\W\d_])([^\W\d_]{2,})[ #_-]{0,2}(\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|[A-H])\b(?!\s?[-–]\s?\d)")
HAN_STAGE = expression(r"第[一二三四五六七八九十\d]{1,3}[阶段期年季部]{1,2}|阶段[一二三四五六七八九十\d]|フェーズ\d")
LETTERS = 4  # of the word of a part: "phase 1" and "phases 1" are one
LONGEST_LEAD = 80
AIMS = frozenset({"metrics", "objectives", "acceptance"})
TIMED = frozenset({"phase", "milestone"})


class Around(Struct, frozen=True):
    """What stands above a block: `path` are its headings from the outermost, `terms` the stems of all that stands above.

    `time` holds the marks of the nearest time, phase or option, `scenario` the case, `role` the role of the figures below, `aimed` tells
    that they stand among aims or measures, `rival` that they are somebody else's.
    """

    path: tuple[int, ...] = ()
    terms: frozenset[str] = frozenset()
    time: frozenset[str] = frozenset()
    windows: tuple[Window, ...] = ()
    scenario: str = ""
    role: str = ""
    aimed: bool = False
    rival: bool = False


def windows_in(tokens: Sequence[Token]) -> tuple[Window, ...]:
    return tuple(token.value for token in tokens if isinstance(token.value, Window))


def times_in(tokens: Sequence[Token]) -> frozenset[str]:
    """The times that a text names, as written."""
    return frozenset(normalise(token.text) for token in tokens if isinstance(token.value, Window))


def parts_in(text: str) -> frozenset[str]:
    """The numbered phases, options and variants that a text names: "phas2", "opti1"."""
    named = [normalise(word)[:LETTERS] + number for word, number in NUMBERED.findall(text) if _is_part(word)]
    return frozenset(named if text.isascii() else named + HAN_STAGE.findall(text))


def case_in(label: str) -> str:
    """The case that a heading or label speaks of, if any. What a vision wants holds for no time of the plan, and an alarm is no aim."""
    return scenario_of(label) or ("vision" if pattern("vision").search(label) else "alarm" if pattern("alarm").search(label) else "")


@cache
def _parts() -> frozenset[str]:
    """The words that number times and cases, not the records of a plan side by side."""
    listed = (*strings(load("qualifiers")["parts"]), *words_of("variants"))
    return frozenset(map(normalise, listed)) - frozenset(map(normalise, words_of("records")))


@lru_cache(maxsize=8192)
def _is_part(word: str) -> bool:
    plain = normalise(word)
    return plain in _parts() or kind_of(plain) in TIMED


class Places:
    """The surroundings of the blocks of one document, each worked out once and only where asked for."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap
        self._blocks = roadmap.document.blocks
        self._leads = _leads(roadmap)
        self._known: dict[int | None, Around] = {None: Around()}
        chapters = [block.index for block in self._blocks if block.kind == "heading" and block.depth == 1]
        self._title = chapters[0] if len(chapters) == 1 else -1

    def around(self, block: Block) -> Around:
        """The headings above a block, the short line before its list, and the list entries that enclose it."""
        above = self._heading(block.section)
        if block.index in self._leads:
            above = self._below(above, self._blocks[self._leads[block.index]])
        parents: list[int] = []
        while block.parent is not None:
            parents.append(block.parent)
            block = self._blocks[block.parent]
        for index in reversed(parents):
            above = self._below(above, self._blocks[index])
        return above

    def _heading(self, index: int | None) -> Around:
        if index is not None and index not in self._known:
            above = self._below(self._heading(self._blocks[index].section), self._blocks[index])
            self._known[index] = replace(above, path=(*above.path, index))
        return self._known[index]

    def _below(self, above: Around, block: Block) -> Around:
        tokens = self._roadmap.tokens[block.index] if block.index < len(self._roadmap.tokens) else ()
        text = block.text.split("\n")[0]
        times = times_in(tokens) | parts_in(text)
        if block.index == self._title:  # the year of the whole plan tells no part of it apart
            return replace(above, terms=frozenset(canonical_terms(text, self._roadmap.language)))
        if block.kind == "heading":  # "After 12 months", "MVP+5 (12 months after launch)"
            times |= {normalise(token.text) for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "duration"}
        role = heading_role(text)
        return Around(
            above.path,
            above.terms | frozenset(canonical_terms(text, self._roadmap.language)),
            times or above.time,
            windows_in(tokens) or (() if times else above.windows),
            case_in(text) or above.scenario,
            role or above.role,
            above.aimed or role == "target" or topic_of(text) in AIMS or bool(pattern("final_state").search(text)),
            above.rival or bool(pattern("rivals").search(text)),
        )


def _leads(roadmap: Roadmap) -> dict[int, int]:
    """The short paragraph without a figure in front of each list entry, fence and table."""
    found: dict[int, int] = {}
    lead: int | None = None
    for block in roadmap.document.blocks:
        if block.kind in ("heading", "rule"):
            lead = None
        elif block.kind == "paragraph":
            tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
            plain = len(block.text) <= LONGEST_LEAD and not any(isinstance(token.value, Quantity) for token in tokens)
            lead = block.index if plain else None
        elif lead is not None:
            found[block.index] = lead
    return found
