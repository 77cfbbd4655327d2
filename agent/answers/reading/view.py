"""A roadmap made ready for questions: its units, where each word stands, and what stands above each unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

from agent.answers.asking.characters import simplified
from agent.answers.asking.counted import LETTERED, arabic, counted_pattern, counted_range, is_kind, lettered_things
from agent.answers.asking.words import is_unspaced, names_somebody, spellings
from agent.answers.reading.containers import members_of
from agent.answers.reading.sources import is_source
from agent.answers.reading.units import Unit, units_of
from agent.answers.reading.vocabulary import Vocabulary
from agent.expressions import expression
from agent.facts import Convention, decide_convention, scan
from agent.facts.folding import fold
from agent.model.document import Document
from agent.model.roadmap import Roadmap
from agent.model.token import Token

Weights: TypeAlias = NDArray[numpy.float32]

# How much a word counts for a unit when it stands above it: lead line, enclosing items, header row, headings from the nearest out.
ABOVE_WEIGHTS = (0.75, 0.8, 0.6, 0.7, 0.65, 0.5, 0.4)
KEPT_VIEWS = 256
HEAD = 40  # lines that are the beginning of a plan: what they say may be said of all of it
_NUMBER = expression(r"(\d{1,3})(?:\s*[-–—~]\s*(\d{1,3}))?")
PROGRAM = 0.6  # what a line of a program counts beside a line of text


@dataclass(frozen=True, eq=False)
class View:
    """Built once a roadmap. `postings` maps each spelling to the units whose own text holds it."""

    roadmap: Roadmap
    units: tuple[Unit, ...]
    folded: tuple[str, ...]
    postings: dict[str, tuple[int, ...]]
    above: NDArray[numpy.int32]

    @property
    def document(self) -> Document:
        return self.roadmap.document

    @property
    def language(self) -> str:
        return self.roadmap.language

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.postings)

    def by_stem(self, language: str) -> dict[str, tuple[str, ...]]:
        """Spellings of the document by their stem in a language."""
        return self._vocabulary.by_stem(language)

    def like(self, word: str, languages: tuple[str, ...]) -> dict[str, float]:
        """Spellings of the document that may be this folded word, each with how sure that is (0..1)."""
        return self._vocabulary.like(word, languages)

    def compounds(self, part: str) -> tuple[str, ...]:
        """Spellings that hold `part` with something before or behind it."""
        return self._vocabulary.compounds(part)

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """The first letters of each unit's words: where an abbreviation may be written out."""
        return tuple("".join(word[0] for word in text.replace("-", " ").split()) for text in self.folded)

    @cached_property
    def members(self) -> dict[int, tuple[int, ...]]:
        """The direct members of each unit that introduces others."""
        return members_of(self.units)

    @cached_property
    def _sections(self) -> dict[int, tuple[int, ...]]:
        under: dict[int, list[int]] = {}
        for unit in self.units:
            if unit.kind != "heading" and unit.headings:
                under.setdefault(unit.headings[0], []).append(unit.index)
        return {heading: tuple(found) for heading, found in under.items()}

    def section(self, heading: int) -> tuple[int, ...]:
        """All units that stand under a heading directly, headings left out."""
        return self._sections.get(heading, ())

    @cached_property
    def _by_line(self) -> dict[int, tuple[int, ...]]:
        table: dict[int, list[int]] = {}
        for unit in self.units:
            for line in range(unit.line, unit.end_line + 1):
                table.setdefault(line, []).append(unit.index)
        return {line: tuple(found) for line, found in table.items()}

    def above_unit(self, unit: int) -> tuple[int, ...]:
        """What stands above a unit: enclosing items, lead line, header row, headings."""
        found = self.units[unit]
        chain = (*found.parents, found.lead, found.header, *found.headings)
        return tuple(index for index in chain if index >= 0)

    def passage(self, unit: int) -> tuple[int, ...]:
        """A unit with the other sentences of its paragraph or item that share lines with it: what is said in one breath."""
        found = self.units[unit]
        first = last = unit
        while first > 0 and _goes_on(self.units[first - 1], self.units[first]):
            first -= 1
        while last + 1 < len(self.units) and _goes_on(self.units[last], self.units[last + 1]):
            last += 1
        return tuple(range(first, last + 1)) if found.kind in ("line", "item") else (unit,)

    def on_line(self, line: int) -> tuple[int, ...]:
        """The units that stand on a line."""
        return self._by_line.get(line, ())

    @cached_property
    def title_units(self) -> list[int]:
        """The units that are the title of the document: its first heading, and others that repeat the title."""
        title = fold(self.roadmap.title)
        first = next((unit.index for unit in self.units if unit.kind == "heading"), None)
        return [unit.index for unit in self.units if unit.index == first or (title and self.folded[unit.index] == title)]

    @cached_property
    def _with_kind(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, set[int]] = {}
        for fact in self.roadmap.facts:
            for quantity in fact.quantities:
                found.setdefault(quantity.kind, set()).update(self.on_line(fact.span.line))
        return {kind: tuple(sorted(units)) for kind, units in found.items()}

    @cached_property
    def _per_time(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, set[int]] = {}
        for fact in self.roadmap.facts:
            for quantity in fact.quantities:
                if quantity.per:
                    found.setdefault(quantity.per, set()).update(self.on_line(fact.span.line))
        return {unit: tuple(sorted(units)) for unit, units in found.items()}

    def per(self, unit: str) -> tuple[int, ...]:
        """The units on whose lines a figure for each month, year ... was read."""
        return self._per_time.get(unit, ())

    @cached_property
    def plainness(self) -> Weights:
        """What each unit counts for being text, not part of a program."""
        return numpy.array([PROGRAM if is_source(unit) else 1.0 for unit in self.units], dtype=numpy.float32)

    @cached_property
    def status_lines(self) -> frozenset[int]:
        """The lines on which a status was read as a field."""
        return frozenset(fact.span.line for fact in self.roadmap.facts if fact.attribute == "status")

    @cached_property
    def owner_lines(self) -> frozenset[int]:
        """The lines on which an owner was read."""
        return frozenset(fact.span.line for fact in self.roadmap.facts if fact.attribute == "owner" and names_somebody(fact.text))

    @cached_property
    def total_lines(self) -> frozenset[int]:
        """The lines of tables that were proven to be the totals of other lines."""
        return frozenset(
            total.stated.span.line
            for total in self.roadmap.totals
            if total.basis == "table"
            and all(fact.span.line != total.stated.span.line for grouping in total.groupings for fact, _ in grouping)
        )

    def lines_with(self, kind: str) -> tuple[int, ...]:
        """The units on whose lines a figure of this kind was read."""
        return self._with_kind.get(kind, ())

    @cached_property
    def convention(self) -> Convention:
        """How the document writes numbers and dates."""
        return decide_convention("\n".join(self.document.lines))

    @cached_property
    def _tokens(self) -> dict[int, tuple[Token, ...]]:
        return {}

    def tokens(self, unit: int) -> tuple[Token, ...]:
        """The typed tokens of a unit's own text, scanned when first asked for."""
        if unit not in self._tokens:
            self._tokens[unit] = scan(self.units[unit].text, self.convention)
        return self._tokens[unit]

    def scan(self, text: str) -> tuple[Token, ...]:
        """The typed tokens of a piece of text, read as the document writes."""
        return scan(text, self.convention)

    @cached_property
    def unspaced(self) -> bool:
        """Whether part of the document is written without spaces between words."""
        return any(is_unspaced(spelling) for spelling in self.postings)

    @cached_property
    def _mentions(self) -> dict[str, tuple[tuple[int, int, int], ...]]:
        return {}

    def mentions(self, kind: str) -> tuple[tuple[int, int, int], ...]:
        """(unit, first, last) for each place that counts a kind of thing: "Phase 2", "Weeks 5-12", "Q3"."""
        if kind == LETTERED and kind not in self._mentions:
            self._mentions[kind] = tuple(
                (unit.index, named.first, named.last) for unit in self.units for _, named in lettered_things(unit.text)
            )
        if kind not in self._mentions:
            found: list[tuple[int, int, int]] = []
            pattern = counted_pattern(kind)
            for unit, text in enumerate(self.folded):
                for match in pattern.finditer(arabic(simplified(text, self.language))):
                    first, last = counted_range(match)
                    found.append((unit, first, last))
            found.extend(self._numbered_rows(kind))
            self._mentions[kind] = tuple(found)
        return self._mentions[kind]

    def opens(self, unit: int, kind: str) -> bool:
        """Whether a line opens with what it counts: "Option 2: ..."."""
        found = counted_pattern(kind).search(self.folded[unit])
        return found is not None and not any(letter.isalnum() for letter in self.folded[unit][: found.start()])

    def _numbered_rows(self, kind: str) -> Iterator[tuple[int, int, int]]:
        """Rows that are counted by a bare number under the name of the kind: "12" in a column "Month"."""
        for unit in self.units:
            if unit.header < 0 or not unit.cells or (number := _NUMBER.fullmatch(unit.cells[0].strip(" *#"))) is None:
                continue
            name = fold(self.units[unit.header].cells[0]).strip(" #.") if self.units[unit.header].cells else ""
            if is_kind(name, kind):
                yield unit.index, int(number[1]), int(number[2] or number[1])

    def spread(self, own: Weights) -> Weights:
        """What each unit gets of a term from its own text and from above it."""
        padded = numpy.append(own, numpy.float32(0))
        result = own
        for column, weight in enumerate(ABOVE_WEIGHTS):
            result = numpy.maximum(result, padded[self.above[:, column]] * numpy.float32(weight))
        return result


def _goes_on(unit: Unit, after: Unit) -> bool:
    """Whether two units are sentences of one run of text."""
    return unit.block == after.block and after.kind == unit.kind and after.line <= unit.end_line


def view_of_units(view: View, texts: Sequence[tuple[int, str]]) -> View:
    """A small view of pieces of a roadmap: for each the unit it belongs to, and its text. Nothing stands above a piece."""
    units = tuple(
        replace(view.units[unit], index=at, text=text, parents=(), lead=-1, header=-1, headings=()) for at, (unit, text) in enumerate(texts)
    )
    above = numpy.full((len(units), len(ABOVE_WEIGHTS)), len(units), dtype=numpy.int32)
    return View(view.roadmap, units, tuple(fold(unit.text) for unit in units), _postings(units), above)


def _postings(units: Sequence[Unit]) -> dict[str, tuple[int, ...]]:
    postings: dict[str, list[int]] = {}
    for unit in units:
        for spelling in dict.fromkeys(spellings(unit.text)):
            postings.setdefault(spelling, []).append(unit.index)
    return {key: tuple(found) for key, found in postings.items()}


def build_view(roadmap: Roadmap) -> View:
    """The view of one roadmap; pure."""
    units = units_of(roadmap.document)
    above = numpy.full((len(units), len(ABOVE_WEIGHTS)), len(units), dtype=numpy.int32)
    for unit in units:
        chain = (unit.lead, *_padded(unit.parents, 2), unit.header, *_padded(unit.headings, 3))
        for column, index in enumerate(chain):
            if index >= 0:
                above[unit.index, column] = index
    folded = tuple(fold(unit.text) for unit in units)
    return View(roadmap, units, folded, _postings(units), above)


def _padded(indexes: tuple[int, ...], width: int) -> tuple[int, ...]:
    return (*indexes, *([-1] * width))[:width]


class _Identity:
    """A roadmap compared by identity: hashing all of its facts would cost more than building the view."""

    __slots__ = ("roadmap",)

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap

    def __hash__(self) -> int:
        return id(self.roadmap)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.roadmap is self.roadmap


@lru_cache(maxsize=KEPT_VIEWS)
def _kept(identity: _Identity) -> View:
    return build_view(identity.roadmap)


def view_of(roadmap: Roadmap) -> View:
    """The view of a roadmap, built on its first question; the latest ones are kept."""
    return _kept(_Identity(roadmap))
