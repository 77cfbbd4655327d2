"""How high a measure is to stand at a moment of the plan: "Month 12: €150K MRR", a cell, "50,000 downloads" under "Months 7-12"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agent.extract.roles import scenario_of
from agent.facts import canonical_terms, measure_of
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.statements import FORM, Statement, statements_of
from agent.rules.reading.vocabulary import pattern

MONTHS = {"day": 12 / 365, "week": 12 / 52, "month": 1.0, "quarter": 3.0, "year": 12.0}
# Money that stands at a height, as counts of users do; other money flows, and what flows in a year is another sum than in a month.
STANDING = frozenset({"MRR", "ARR", "ARPU", "CAC", "LTV", "valuation"})
WORDS_BEHIND = re.compile(r"\+?\s{1,2}((?:[^\W\d_][\w'’-]*[ ]?){1,3})")
WORDS_BEFORE = re.compile(r"((?:[^\W\d_][\w'’-]*[ ]){1,2})[^\w]{0,6}$")
CLAUSE = re.compile(
    r"[,;:.(（、，；：+]|\s[-–—&|→]\s|\s(?:and|und|et|e|y|и|with|für|for|by|from|in|at|to|per|bis|par|por|en|de|am|im|zum)\s", re.IGNORECASE
)
CURRENCY = re.compile(r"[A-Z]{3}")
ADJECTIVE_BEHIND = frozenset({"pt", "es", "fr", "it"})  # languages in which "active users" is "users active"
PRODUCT = ("x", "=", "*")  # a computation is told by other rules
LONGEST_LEAD = 80
MOST_VALUES = 3  # more figures of one name and moment are of several things
READ = frozenset({"paragraph", "item", "heading"})


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is in months from the start of the plan, or in days of the calendar (`dated`)."""

    at: float
    dated: bool

    def meets(self, other: Moment) -> bool:
        """Whether both are one moment: within two weeks, a reader of a plan does not tell them apart."""
        return self.dated == other.dated and abs(self.at - other.at) <= (15 if self.dated else 0.5)


@dataclass(frozen=True, slots=True)
class Level:
    """A figure of one measure at one moment; `terms` are the stems of what is measured."""

    name: str
    terms: frozenset[str]
    value: Quantity
    moment: Moment
    scenario: str
    span: Span
    block: int
    source: str


def levels_of(roadmap: Roadmap, sentences: Sequence[Sentence]) -> tuple[Level, ...]:
    """Every level in document order: of cells, of sentences and of list entries."""
    found = [level for statement in statements_of(roadmap) if (level := _of_statement(statement))]
    found += [level for sentence, window in _timed(roadmap, sentences) for level in _of_sentence(roadmap, sentence, window)]
    return tuple(sorted(_single(found), key=lambda level: (level.span.line, level.name, level.value.most)))


def _single(found: Sequence[Level]) -> Iterator[Level]:
    """Without what one block says several times of one moment: such are parts, regions, tiers."""
    values: dict[tuple[object, ...], set[float]] = defaultdict(set)
    for level in found:
        values[level.block, level.terms, level.moment].add(level.value.most)
    yield from (level for level in found if len(values[level.block, level.terms, level.moment]) == 1)


def moment_of(window: Window | None) -> Moment | None:
    """The end of a window that has one on an axis: months of the plan, or the calendar."""
    if window is None or window.open_ended:
        return None
    if window.unit in MONTHS and window.last is not None:
        return Moment(window.last * MONTHS[window.unit], False)
    return Moment(float(window.end.toordinal()), True) if isinstance(window.end, date) else None


def _of_statement(statement: Statement) -> Level | None:
    fact = statement.fact
    moment = moment_of(statement.period)
    if (
        fact.source != "column"
        or moment is None
        or statement.role in ("actual", "baseline")
        or not _is_level(statement.value, statement.measure)
    ):
        return None
    scenario = fact.scenario or scenario_of(" ".join(fact.headings[-1:]))
    return Level(statement.name, statement.terms, statement.value, moment, scenario, fact.span, fact.block, "table")


def _is_level(value: Quantity, measure: str) -> bool:
    standing = value.kind == "money" and measure in STANDING
    return not value.change and value.most > 0 and (standing or (value.kind == "count" and not value.per))


def _timed(roadmap: Roadmap, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Window]]:
    """Sentences of one time: their own, that of the short line before their list, or that of the headings above."""
    blocks = roadmap.document.blocks
    headings: dict[int | None, Window | None] = {None: None}
    lead: tuple[int | None, Window] | None = None
    for sentence in sentences:
        block = blocks[sentence.block]
        windows = sentence.windows
        if sentence.kind == "heading":
            headings[block.index] = windows[0] if len(windows) == 1 else headings.get(block.section) if not windows else None
            lead = None
        elif sentence.kind == "paragraph":
            lead = (block.section, windows[0]) if len(windows) == 1 and len(sentence.text) <= LONGEST_LEAD else None
        if sentence.kind not in READ or len(windows) > 1 or any(value.kind == "duration" for value in sentence.quantities):
            continue  # "50,000 within 6 months": of a time that no window tells
        around = lead[1] if lead and lead[0] == block.section and sentence.kind == "item" else headings.get(block.section)
        window = windows[0] if windows else around
        if window is not None and (sentence.kind == "heading" or not windows or not _is_stretch(window)):
            yield sentence, window


def _is_stretch(window: Window) -> bool:
    """Whether it names several units: "months 7 to 9: 400 customers" is so many through all of them."""
    return window.first != window.last


def _of_sentence(roadmap: Roadmap, sentence: Sentence, window: Window) -> Iterator[Level]:
    moment = moment_of(window)
    if moment is None or not any(isinstance(token.value, Quantity) for token in sentence.tokens):
        return
    block = roadmap.document.blocks[sentence.block]
    scenario = scenario_of(" ".join((*roadmap.document.heading_path(block)[-1:], sentence.text)))
    for token in sentence.tokens:
        value = token.value
        if not isinstance(value, Quantity) or value.kind not in ("count", "money") or value.per:
            continue
        name = _name(sentence.text, token, roadmap.language)
        measure = measure_of(name)
        if not name or (CURRENCY.fullmatch(name) and not measure) or not _is_level(value, measure):
            continue
        if pattern("part_of").search(_around(sentence.text, token)) or any(other.value in PRODUCT for other in sentence.tokens):
            continue
        terms = frozenset(canonical_terms(name, roadmap.language)) - FORM
        if terms:
            yield Level(name, terms, value, moment, scenario, span_of_sentence(roadmap, sentence), sentence.block, "text")


def _around(text: str, token: Token) -> str:
    return text[max(0, token.start - 14) : token.end + 12]


def _name(text: str, token: Token, language: str) -> str:
    """What is counted: the words of the number itself and up to three behind it, or for money those before it."""
    own = re.sub(r"^[^\W_]*\d[\d.,]*[^\W_]?\+?[-–]?[\d.,]*[kKmM]?\+?\s*", "", token.text)
    behind = WORDS_BEHIND.match(text, token.end)
    rest = CLAUSE.split(" " + behind[1] + " ", maxsplit=1)[0].strip() if behind else ""
    value = token.value
    if isinstance(value, Quantity) and value.kind == "money":
        before = WORDS_BEFORE.search(text[: token.start])
        return rest if measure_of(rest) else before[1].strip() if before and measure_of(before[1]) else ""
    if own and language in ADJECTIVE_BEHIND:
        return " ".join((own, *rest.split()[:1]))
    return own or rest
