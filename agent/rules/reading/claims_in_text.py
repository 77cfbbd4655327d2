"""The figures of lines of text: each with the words of its clause, of the clause before its bracket, and of the label of its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agent.expressions import expression
from agent.extract.wording.words import names_total, topic_of
from agent.facts import measure_of
from agent.facts.changes import speaks_of_change
from agent.facts.money_roles import money_role
from agent.model.document import Block
from agent.model.fence_kinds import is_text_or_keyed
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.claims import MOSTLY, Claim, Name, Setting, signed, strong, terms_in, without_values
from agent.rules.reading.entries import MARKS
from agent.rules.reading.lines import by_line
from agent.rules.reading.marks import Places, parts_in
from agent.rules.reading.vocabulary import pattern

CUT = expression(
    r"[,;:.](?=\s|$)|[()（）\[\]、，；：。！？=|→]|\s[-–—&+/]\s|\b(?:and|und|et|y|vs|via|with|com|mit|avec|con)\b", re.IGNORECASE
)
BAR = expression(r"(?<=\s)[|｜](?=\s)")
COLON = expression(r"[:：](?=\s|\D|$)")
WORDS = expression(r"[^\W\d_]{3,}")
LONGEST_LABEL = 60
MOST_FIGURES = 40  # of one line: more are data
NEAR = 40  # characters between a label and the figure that it names
READ = frozenset({"paragraph", "item", "heading"})
BRACKETS = ("(", "（")
PREPOSITION = expression(
    r"\b(?:for|of|on|to|in|für|von|vom|zu|zum|zur|de|da|do|del|des|du|para|por|pour|sur|per|di|для|на|о)\s", re.IGNORECASE
)
BRACKETED = expression(r"[(（][^()（）]*[)）]")
WORDS_OF_TOTAL = 2  # that say of what a total is

Figure = tuple[Token, Quantity]


def claims_in_text(roadmap: Roadmap, places: Places, block: Block) -> Iterator[Claim]:
    """The claims of the lines of a paragraph, list entry, heading or plain fence."""
    tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
    if not any(isinstance(token.value, Quantity) for token in tokens):
        return
    if block.kind in READ or (block.kind == "fence" and is_text_or_keyed(block.info)):
        for at, line, inside in by_line(block.text, tokens):
            for text, own in _stated(line, inside):
                if any(isinstance(token.value, Quantity) for token in own):
                    yield from _claims_of_line(roadmap, places, block, block.line + at, text, own)


def _claims_of_line(roadmap: Roadmap, places: Places, block: Block, line: int, text: str, tokens: tuple[Token, ...]) -> Iterator[Claim]:
    """The claims of a line, unless it states a total or holds data."""
    figures = [(token, token.value) for token in tokens if isinstance(token.value, Quantity) and token.kind != "ordinal"]
    if not 0 < len(figures) <= MOST_FIGURES:
        return
    colon = COLON.search(text)
    at = colon.start() if colon and colon.start() < LONGEST_LABEL else -1
    label = MARKS.sub("", text[:at]) if at > 0 else ""
    if names_total(label or text[:LONGEST_LABEL]) and len(strong(terms_in(label, roadmap.language))) < WORDS_OF_TOTAL:
        return
    yield from _Line(roadmap, places, block, line, text, tokens, figures, at, label).claims()


def _stated(line: str, tokens: tuple[Token, ...]) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """What a line states: each part of "Dealers: 212 | Budget: $6M" by itself, any other line as a whole."""
    bars = [match.start() for match in BAR.finditer(line)]
    if not bars or len(COLON.findall(line)) <= len(bars):
        yield line, tokens
        return
    for start, end in pairwise((0, *(at + 1 for at in bars), len(line) + 1)):
        yield line[start : end - 1], tuple(token.moved(-start) for token in tokens if start <= token.start and token.end < end)


class _Line:
    """One line cut into clauses, with its figures."""

    def __init__(
        self,
        roadmap: Roadmap,
        places: Places,
        block: Block,
        line: int,
        text: str,
        tokens: tuple[Token, ...],
        figures: list[Figure],
        colon: int,
        label: str,
    ) -> None:
        self.language, self.line, self.text, self.tokens, self.figures, self.colon = roadmap.language, line, text, tokens, figures, colon
        cuts = [m.span() for m in CUT.finditer(text) if not any(t.start < m.end() and m.start() < t.end for t in tokens)]
        self.clauses = list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True))
        self.label = self._named(label)
        self.result = max((token.end for token in tokens if token.value == "="), default=0)
        self.multiplied = any(token.value == "x" for token in tokens)
        self.replaced = any(token.value == "->" and any(0 <= other.start - token.end <= NEAR for other, _ in figures) for token in tokens)
        self.setting = Setting(places, roadmap, block, text, label, tokens)
        self.bare = without_values(text, tokens)
        self.parts = parts_in(self.bare)

    def claims(self) -> Iterator[Claim]:
        """A claim a figure, where the line names it."""
        counted = [terms_in(value.unit, self.language) for _, value in self.figures if value.kind == "count"]
        words = terms_in(self.bare, self.language).union(self.parts, *counted)
        for at, (token, value) in enumerate(self.figures):
            place = next((n for n, (start, end) in enumerate(self.clauses) if start <= token.start and token.end <= end), None)
            last = at == len(self.figures) - 1
            if place is None or (self.replaced and not last) or self._is_of_label(token, value) or _is_one(value):
                continue
            clause = self.text[slice(*self.clauses[place])]
            changed = value.kind == "percent" and speaks_of_change(clause)
            figure = signed(value, self.text, token.start, changed=changed)
            yield Claim(
                self._names(at, place),
                figure,
                self.line,
                self.line,
                self.setting,
                self.label,
                clause,
                words,
                token.start < self.result or (self.multiplied and not self.result),
                (token.start, token.end),
            )

    def _named(self, label: str) -> Name:
        """What stands before the colon, unless that is a time or only says what kind of line this is."""
        timed = sum(t.end - t.start for t in self.tokens if isinstance(t.value, Window) and t.end <= self.colon)
        if not label.strip() or (topic_of(label) and not _measures(label)) or timed > MOSTLY * len(label.strip()):
            return frozenset()
        plain = without_values(label, [token for token in self.tokens if token.end <= len(label)])
        outside = terms_in(BRACKETED.sub(" ", plain), self.language)  # "Time to first byte (TTFB)"
        return outside if strong(outside) else terms_in(plain, self.language)

    def _is_of_label(self, token: Token, value: Quantity) -> bool:
        """Whether a time only says over how long another figure is meant: "3-year return: 900%"."""
        return value.kind == "duration" and token.end <= self.colon and self.figures[-1][0].start > self.colon

    def _names(self, at: int, place: int) -> tuple[Name, ...]:
        """By the words of its clause, by those of the clause before where it stands in brackets or alone, and by the label of the line."""
        token, _ = self.figures[at]
        start, _ = self.clauses[place]
        own = self._words(0, self.figures[0][0].start) if self.replaced else self._beside(at, place)
        bracketed = self.text[start - 1 : start] in BRACKETS
        before: Name = frozenset()
        while place > 0 and not strong(before) and (bracketed or not strong(own)):
            place -= 1
            first, last = self.clauses[place]
            told = any(first <= other.start and other.end <= last for other, _ in self.figures)
            if told and not bracketed:
                break  # it explains another figure
            before |= self._words(first, last)
            if told:
                break
            if not bracketed and self.text[first - 1 : first] in BRACKETS and place > 0 and not strong(own):
                before |= self._words(*self.clauses[place - 1])  # "Time to first byte (TTFB) < 3 s"
        names = [own, before, before | own] if bracketed or not strong(own) else [own]
        if bracketed and not strong(own):
            names.append(self._words(self._phrase(start - 1), start - 1))
        alone = not any(self.colon < other.start < token.start for other, _ in self.figures)
        near = alone and token.start <= self.colon + NEAR
        if strong(self.label) and token.start > self.colon and (near or self.result or self.multiplied):
            names += [self.label, self.label | own]
        return tuple(dict.fromkeys(name | self.parts for name in names if strong(name | self.parts)))

    def _phrase(self, end: int) -> int:
        """Where the last phrase before an offset begins: "flyers for the annual pass (€59)"."""
        return max((match.end() for match in PREPOSITION.finditer(self.text, 0, end)), default=0)

    def _beside(self, at: int, place: int) -> Name:
        """The words of a clause that belong to one of its figures: those since the one before, and those behind up to the next one that has
        some of its own."""
        token, value = self.figures[at]
        start, end = self.clauses[place]
        since = max((other.end for other, _ in self.figures if start <= other.start and other.end <= token.start), default=start)
        until = min((other.start for other, _ in self.figures if token.end <= other.start and other.end <= end), default=end)
        before, behind = self._words(since, token.start), self._words(token.end, until)
        if until < end and strong(before):
            behind = frozenset()
        if not strong(before | behind) and since > start:  # "retrain at 500 labelled decisions or 60 days"
            before = self._words(start, min(other.start for other, _ in self.figures if start <= other.start))
        return before | behind | terms_in(counted_words(token, value), self.language)

    def _words(self, start: int, end: int) -> Name:
        """The stems of a stretch without its figures and times."""
        return terms_in(without_values(self.text[start:end], self.tokens, start), self.language)


def _measures(label: str) -> bool:
    """Whether a label names what is measured or paid, as a heading may, too."""
    return bool(measure_of(label) or money_role(label))


def _is_one(value: Quantity) -> bool:
    """Whether it counts a single thing: "8 EUR for 1 template" counts none."""
    return value.kind == "count" and value.most == 1


def counted_words(token: Token, value: Quantity) -> str:
    """What a number counts, with the words between: "500 moored boats"."""
    if value.kind == "rate":
        return value.unit.partition("/")[0]
    if value.kind != "count" or not value.unit:
        return ""
    return " ".join([value.unit, *(word for word in WORDS.findall(token.text) if not pattern("scales").fullmatch(word))])
