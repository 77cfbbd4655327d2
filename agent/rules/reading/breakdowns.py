"""Amounts that stand side by side: of neighbouring headings, entries of a list, lines with bold leads, numbered sentences.

Each has one amount, its own or the sum of what is below it; what brings money in, prices and limits are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import hypot

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.facts.calendar_words import ordinals
from agent.facts.folding import fold
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.rules.reading.amounts import allowed
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.spoken import Value, number_said, values_in
from agent.rules.reading.vocabulary import pattern

FEWEST = 2
WORK = frozenset({"hour", "person-day", "person-week", "person-month", "person-hour", "person-year"})
PRICED = expression(r"(?:(?:^|[\s(])(?:at|@|zu|zu je|je|à|por|for|für|pour|x|×)\s*)$")
APIECE = 18  # characters behind an amount in which "each" stands
LABEL_END = expression(r"[:：=]|\s[-–—]\s|\s\(")
REACH = 40
STEP = expression(r"^\W*(?:(?:the|die|der|das|la|le|el|o|a)\s)?([^\W\d_]{3,})\s([^\W_]{1,8})\b")
ORDER = expression(r"^\W*(?:(?:the|die|der|das|la|le|el|o|a)\s)([^\W\d_]{4,10})\s([^\W\d_]{4,})\b")
MOST_STEPS = 9
ROMAN = ("i", "ii", "iii", "iv", "v")


class Sort(Struct, frozen=True):
    """What amounts have in common that may be added."""

    kind: str
    unit: str

    def has(self, quantity: Quantity) -> bool:
        plain = not quantity.per and not quantity.change and not quantity.is_range and quantity.comparator in ("=", "~")
        return plain and quantity.kind == self.kind and quantity.unit == self.unit and quantity.most > 0


class Portion(Struct, frozen=True):
    """One of the neighbours: its amount as an interval and as it is written in the middle; `lines` are where it stands."""

    name: str
    line: int
    amount: Interval
    most: float
    lines: tuple[int, ...]
    leaves: tuple[float, ...]


class Breakdown(Struct, frozen=True):
    """Neighbours of one kind. `section` is the heading above them, `complete` tells that each of them has an amount, `width` is how far
    rounding may take their sum, which hardly ever adds up in one direction."""

    sort: Sort
    kind: str
    section: int | None
    portions: tuple[Portion, ...]
    complete: bool
    first_line: int
    last_line: int
    total: Interval
    most: float
    width: float
    lines: frozenset[int]


class _Net(Struct, frozen=True):
    """The amounts of some text; `clear` is False where it has several of which none is the result."""

    values: tuple[tuple[int, Quantity], ...]
    clear: bool = True


class Reader:
    """The breakdowns of one document in one sort of amounts."""

    def __init__(self, blocks: Sequence[Block], sentences: Sequence[Sentence], language: str, sort: Sort) -> None:
        self.blocks, self.language, self.sort = blocks, language, sort
        self.by_block: dict[int, list[Sentence]] = {}
        for sentence in sentences:
            if sentence.kind != "cell":
                self.by_block.setdefault(sentence.block, []).append(sentence)
        self.below: dict[int, list[Block]] = {}
        self.children: dict[int, list[Block]] = {}
        for block in blocks:
            if block.section is not None:
                self.below.setdefault(block.section, []).append(block)
            if block.kind == "item" and block.parent is not None:
                self.children.setdefault(block.parent, []).append(block)
        self._of_headings_known: dict[int, _Net] = {}
        self._of_blocks_known: dict[int, _Net] = {}

    def breakdowns(self) -> Iterator[Breakdown]:
        yield from self._of_headings()
        yield from self._of_lists()
        yield from self._of_lines()
        yield from self._of_steps()

    def _breakdown(self, kind: str, section: int | None, named: Sequence[tuple[str, Block, _Net]]) -> Breakdown | None:
        portions = [
            Portion(
                name,
                block.line,
                summed(allowed(q) for _, q in net.values),
                sum(q.most for _, q in net.values),
                tuple(at for at, _ in net.values),
                tuple(q.most for _, q in net.values),
            )
            for name, block, net in named
            if net.values and net.clear
        ]
        clear = all(net.clear for _, _, net in named)
        if len(portions) < FEWEST or not clear:
            return None
        last = max(block.end_line for _, block, _ in named)
        return Breakdown(
            self.sort,
            kind,
            section,
            tuple(portions),
            len(portions) == len(named),
            min(portion.line for portion in portions),
            max(last, *(portion.lines[-1] for portion in portions)),
            summed(portion.amount for portion in portions),
            sum(portion.most for portion in portions),
            hypot(*((portion.amount.high - portion.amount.low) / 2 for portion in portions)),
            frozenset(line for portion in portions for line in portion.lines),
        )

    def _of_headings(self) -> Iterator[Breakdown]:
        below: dict[int | None, list[Block]] = {}
        for block in self.blocks:
            if block.kind == "heading":
                below.setdefault(block.section, []).append(block)
        for section, siblings in below.items():
            for _, group in groupby(siblings, key=lambda block: block.depth):
                run = list(group)
                for some in (run, *_numbered(run)):
                    if len(some) >= FEWEST:
                        found = self._breakdown("headings", section, [(block.text, block, self._of_heading(block)) for block in some])
                        if found:
                            yield found

    def _of_heading(self, heading: Block) -> _Net:
        if heading.index not in self._of_headings_known:
            self._of_headings_known[heading.index] = self._below_heading(heading)
        return self._of_headings_known[heading.index]

    def _below_heading(self, heading: Block) -> _Net:
        own = self._own(heading)
        if own.values or not own.clear:
            return own
        direct = self.below.get(heading.index, [])
        labelled = [
            net for block in direct for sentence in self.by_block.get(block.index, []) if (net := self._labelled(sentence)) is not None
        ]
        if len(labelled) == 1:
            return labelled[0]
        if len(labelled) > 1:
            return _Net((), clear=False)
        nets = [self._of_block(block) for block in direct if block.kind in ("paragraph", "item") and block.parent is None]
        nets += [self._of_heading(block) for block in direct if block.kind == "heading"]
        return _together(nets)

    def _labelled(self, sentence: Sentence) -> _Net | None:
        """What a sentence or entry that opens with a word of budget says."""
        if not any(self.sort.has(quantity) for quantity in sentence.quantities):
            return None
        if not pattern("budget_label").match(sentence.text.lstrip(" *_")):
            return None
        values = [value for value in values_in(sentence, self.language) if self.sort.has(value.quantity)]
        return _Net(((sentence.line, values[0].quantity),)) if len(values) == 1 else None

    def _of_block(self, block: Block) -> _Net:
        own = self._own(block)
        if own.values or not own.clear or block.index not in self.children:
            return own
        return _together([self._of_block(child) for child in self.children[block.index]])

    def _own(self, block: Block) -> _Net:
        if block.index not in self._of_blocks_known:
            self._of_blocks_known[block.index] = _together([self.net(sentence) for sentence in self.by_block.get(block.index, [])])
        return self._of_blocks_known[block.index]

    def net(self, sentence: Sentence) -> _Net:
        """The one amount of a sentence that is spent: the only one, or the one that its words make the result."""
        if not any(self.sort.has(quantity) for quantity in sentence.quantities):
            return _Net(())
        if pattern("brings_in").search(sentence.text) or pattern("some_of").search(sentence.text) or pattern("in_all").match(sentence.text):
            return _Net((), clear=not pattern("some_of").search(sentence.text))
        values = [value for value in values_in(sentence, self.language) if self.sort.has(value.quantity)]
        counted = any(quantity.kind == "count" and quantity.unit for quantity in sentence.quantities)
        values = [value for value in values if not is_priced(sentence.text, value, at=len(values) > 1 or counted)]
        if len(values) > 1:
            results = [value for value in values if is_result(sentence.text, value, values)]
            whole = values[0] if abs(sum(v.most for v in values[1:]) - values[0].most) <= 0.005 * values[0].most else None
            values = results if len(results) == 1 else [whole] if whole is not None else values
        if len(values) == 1:
            return _Net(((sentence.line + sentence.text.count("\n", 0, values[0].start), values[0].quantity),))
        return _Net((), clear=not values)

    def _of_lists(self) -> Iterator[Breakdown]:
        runs: list[list[Block]] = []
        last: Block | None = None
        for block in self.blocks:
            if block.kind == "item" and block.parent is None and not _is_total(block.text):
                if not runs or last is None or last.kind != "item" or last.section != block.section:
                    runs.append([])
                runs[-1].append(block)
            if block.kind != "item" or block.parent is None:
                last = block
        for run in runs:
            if len(run) >= FEWEST:
                found = self._breakdown("items", run[0].section, [(block.text, block, self._of_block(block)) for block in run])
                if found:
                    yield found
        for at, below in self.children.items():
            below = [block for block in below if not _is_total(block.text)]
            if len(below) >= FEWEST:
                found = self._breakdown("nested", at, [(block.text, block, self._of_block(block)) for block in below])
                if found:
                    yield found

    def _of_lines(self) -> Iterator[Breakdown]:
        """Paragraphs, or lines of one, that open with bold words."""
        led: list[tuple[int | None, str, Block, _Net]] = []
        for block in self.blocks:
            if block.kind == "paragraph" and block.bold:
                sentences = self.by_block.get(block.index, [])
                starts = [block.text.count("\n", 0, start) for start, _ in block.bold if start == 0 or block.text[start - 1] == "\n"]
                for at, first in enumerate(starts):
                    end = starts[at + 1] if at + 1 < len(starts) else block.end_line - block.line + 1
                    own = [s for s in sentences if first <= s.line - block.line < end]
                    led.append((block.section, own[0].text if own else "", block, _together([self.net(s) for s in own])))
        for section, group in groupby(led, key=lambda one: one[0]):
            run = [(name, block, net) for _, name, block, net in group]
            if len(run) > FEWEST and (found := self._breakdown("lines", section, run)):
                yield found

    def _of_steps(self) -> Iterator[Breakdown]:
        """ "Stage one needs £120,000 ... Stage two adds £90,000 ...": sentences of a section that number one noun."""
        steps: dict[tuple[int | None, str], dict[int, tuple[str, Block, _Net]]] = {}
        for block in self.blocks:
            if block.kind not in ("paragraph", "item"):
                continue
            for sentence in self.by_block.get(block.index, []):
                step = _step(sentence.text, self.language)
                net = self.net(sentence) if step else None
                if step and net and net.values:
                    steps.setdefault((block.section, step[0]), {}).setdefault(step[1], (sentence.text, block, net))
        for (section, _), numbered in steps.items():
            if sorted(numbered) == list(range(1, len(numbered) + 1)):
                found = self._breakdown("sentences", section, [numbered[at] for at in sorted(numbered)])
                if found:
                    yield found


def _is_total(text: str) -> bool:
    label = LABEL_END.split(text.strip(" *_"), maxsplit=1)[0]
    return label != text.strip(" *_") and names_total(label)


def _together(nets: Sequence[_Net]) -> _Net:
    return _Net(tuple(value for net in nets for value in net.values), all(net.clear for net in nets))


def _numbered(run: Sequence[Block]) -> Iterator[list[Block]]:
    """The headings among their neighbours that share a first word: "Phase 1", "Phase 2" between "Aims" and "Risks"."""
    firsts: dict[str, list[Block]] = {}
    for block in run:
        words = fold(block.text).split()
        key = next((word for word in words[:2] if word.isalpha() and len(word) > 2), "") if any(c.isdecimal() for c in block.text) else ""
        step = _step(block.text, "en")
        key = key or (step[0] if step else "") or _last(words)
        if key:
            firsts.setdefault(key, []).append(block)
    yield from (blocks for blocks in firsts.values() if FEWEST <= len(blocks) < len(run))


def _last(words: Sequence[str]) -> str:
    """ "Primer trimestre: cimientos": the noun behind an ordinal."""
    return words[1].strip(":.,-") if len(words) > 1 and words[0].isalpha() else ""


def _step(text: str, language: str) -> tuple[str, int] | None:
    """The noun and the number that a sentence opens with: ("stage", 2) of "Stage two adds", "The second stage costs"."""
    folded = fold(text)
    match = STEP.match(folded)
    if match and (number := _number(match[2], language)):
        return match[1], number
    match = ORDER.match(folded)
    if match and (order := _order(match[1])):
        return match[2], order
    return None


def _number(word: str, language: str) -> int:
    if word.isdecimal():
        return int(word) if 0 < int(word) <= MOST_STEPS else 0
    said = ROMAN.index(word) + 1 if word in ROMAN else int(number_said(word, language) or 0)
    return said if said <= MOST_STEPS else 0


def _order(word: str) -> int:
    return ordinals().get(word) or 0


def is_priced(text: str, value: Value, *, at: bool = True) -> bool:
    """Whether an amount is the price of one of several; `at` lets "at £60" say so."""
    behind = text[value.end : value.end + APIECE].split(",")[0]
    before = text[max(0, value.start - 14) : value.start]
    marked = pattern("for_each_one").match(behind.lstrip()) or pattern("apiece").match(behind.lstrip())
    led = any(not before[match.end() :].strip(" ~≈$€£*_") for match in pattern("for_each_one").finditer(before))
    return bool(marked) or led or (at and bool(PRICED.search(before.casefold())))


def is_result(text: str, value: Value, values: Sequence[Value]) -> bool:
    """Whether a word of result leads to an amount or stands behind it."""
    last = max((other.end for other in values if other.end <= value.start), default=0)
    front = text[max(last, value.start - REACH) : value.start]
    return bool(pattern("thus").search(front) or pattern("in_all").search(text[value.end : value.end + APIECE].split(".")[0]))
