"""How high a measure is to stand at a moment of the plan: "Month 12: €150K MRR", a cell, "50,000 downloads" under "Months 7-12"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.scenarios import scenario_of, scenario_told
from agent.extract.wording.words import passed_over
from agent.facts import canonical_terms, measure_of
from agent.model.fence_kinds import is_text_or_keyed
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.lines import by_line
from agent.rules.reading.moments import due_by_label
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.statements import FORM, Statement
from agent.rules.reading.vocabulary import pattern

MONTHS = {"day": 12 / 365, "week": 12 / 52, "month": 1.0, "quarter": 3.0, "year": 12.0}
# Money that stands at a height, as counts of users do; other money flows, and what flows in a year is another sum than in a month.
STANDING = frozenset({"MRR", "ARR", "ARPU", "CAC", "LTV", "valuation"})
WORDS_BEHIND = expression(r"\+?[ \t]{1,2}((?:[^\W\d_][\w'’-]*[ ]?){1,3})")
WORDS_BEFORE = expression(r"((?:[^\W\d_][\w'’-]*[ ]){1,2})[^\w\n]{0,6}$")
CLAUSE = expression(
    r"[,;:.(（、，；：+]|\s[-–—&|→]\s|\s(?:and|und|et|e|y|и|with|für|for|by|from|in|at|to|per|bis|par|por|en|de|am|im|zum)\s", re.IGNORECASE
)
CURRENCY = expression(r"[A-Z]{3}")
ADJECTIVE_BEHIND = frozenset({"pt", "es", "fr", "it"})  # languages in which "active users" is "users active"
PRODUCT = ("x", "=", "*")  # what stands before one is a term of a computation, which other rules judge
PEOPLE = frozenset({"users", "customers"})
PAYING = expression(r"\b(?:pay|paid|paying|zahlend|pagant|pagos?|pagad|payant|付费|有料|платящ)\w{0,4}", re.IGNORECASE)
LONGEST_LEAD = 80
SHORT = 2  # words: "monthly revenue" is all of it, "ad revenue (monthly)" a part
MOST_VALUES = 3  # more figures of one name and moment are of several things
READ = frozenset({"paragraph", "item", "heading"})


class Moment(Struct, frozen=True):
    """`at` is in months from the start of the plan, or in days of the calendar (`dated`); `unit` is what the plan counts in."""

    at: float
    dated: bool
    unit: str = ""

    @property
    def text(self) -> str:
        """The moment as messages name it: "month 6", "2027-12-31"."""
        return str(date.fromordinal(int(self.at))) if self.dated else f"{self.unit} {self.at / MONTHS[self.unit]:g}"

    def meets(self, other: Moment) -> bool:
        """Whether both are one moment: within two weeks, a reader of a plan does not tell them apart, unless it numbers its weeks."""
        if self.unit and self.unit == other.unit:
            return self.at == other.at
        return self.dated == other.dated and abs(self.at - other.at) <= (15 if self.dated else 0.5)


AT_ONCE = expression(r"(?:\b(?:at|once|when|from|ab|bei|a partir de|con|dès|quando|cuando) |@ ?)[~≈]?$", re.IGNORECASE)


class Level(Struct, frozen=True):
    """A figure of one measure at one moment; `terms` are the stems of what is measured.

    `loose` figures hold through a stretch of time that ends at the moment: "months 7-12: 500 customers".
    """

    name: str
    measure: str
    terms: frozenset[str]
    value: Quantity
    moment: Moment
    scenario: str
    span: Span
    block: int
    source: str
    loose: bool = False


def levels_of(roadmap: Roadmap, sentences: Sequence[Sentence], statements: Sequence[Statement]) -> tuple[Level, ...]:
    """Every level in document order: of cells, of sentences and of list entries."""
    found = [level for statement in statements if (level := _of_statement(roadmap, statement))]
    known = {(level.span.line, level.value) for level in found}
    monthly = (level for fact in roadmap.facts if fact.source == "column" and (level := _of_monthly(roadmap, fact)))
    found += [level for level in monthly if (level.span.line, level.value) not in known]
    found += [level for sentence, window in _timed(roadmap, sentences) for level in _of_sentence(roadmap, sentence, window)]
    found += [level for line, window in _fenced(roadmap) for level in _of_sentence(roadmap, line, window)]
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
        return Moment(window.last * MONTHS[window.unit], False, window.unit)
    return Moment(float(window.end.toordinal()), True) if isinstance(window.end, date) else None


def _of_statement(roadmap: Roadmap, statement: Statement) -> Level | None:
    fact = statement.fact
    moment = moment_of(statement.period)
    measure = _measure(statement.name, statement.measure)
    past = statement.role in ("actual", "baseline")
    if fact.source != "column" or moment is None or past or passed_over(statement.name) or not _is_level(statement.value, measure):
        return None
    scenario = fact.scenario or scenario_told(" ".join(fact.headings[-1:]))
    terms = _terms(statement.name, measure, roadmap.language)
    return Level(statement.name, measure, terms, statement.value, moment, scenario, fact.span, fact.block, "table")


def _of_monthly(roadmap: Roadmap, fact: Fact) -> Level | None:
    """A cell of the monthly revenue, which is read as an income and not as a measure."""
    timed = fact.window is not None and fact.window.text in fact.subject  # rows are times: the column says what is measured
    name = fact.label if timed or pattern("monthly").search(fact.label) else fact.subject
    moment, figures = moment_of(fact.window), fact.quantities
    measure = _measure(name, measure_of(name))
    if measure != "MRR" or moment is None or len(figures) != 1 or not _is_level(figures[0], measure) or fact.role in ("actual", "baseline"):
        return None
    terms = frozenset(canonical_terms("MRR", roadmap.language))
    scenario = fact.scenario or scenario_told(" ".join(fact.headings[-1:]))
    return Level(name, measure, terms, figures[0], moment, scenario, fact.span, fact.block, "table")


def _terms(name: str, measure: str, language: str) -> frozenset[str]:
    """The stems of a name; who pays is one, whether a user, a customer or a subscriber."""
    words = canonical_terms(name, language)
    if measure in PEOPLE and PAYING.search(name):
        words = ("paying", *(word for word in words if not PAYING.search(word) and measure_of(word) not in PEOPLE))
    return frozenset(words) - FORM


def _is_level(value: Quantity, measure: str) -> bool:
    standing = value.kind == "money" and measure in STANDING
    return not value.change and value.most > 0 and (standing or (value.kind == "count" and not value.per))


def _measure(name: str, known: str) -> str:
    """What a name measures, where it stands at a height: a monthly revenue does, that of a year is the sum of what came in."""
    if known == "revenue" and pattern("monthly").search(name) and len(name.split()) <= SHORT:
        return "MRR"
    recurring = "ARR" in name or "recur" in name.casefold()
    return "" if passed_over(name) or (known == "ARR" and not recurring) else known


def _timed(roadmap: Roadmap, sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Window]]:
    """Sentences of one time: their own, that of the short line before their list, or that of the headings above."""
    blocks = roadmap.document.blocks
    title = next((block.index for block in blocks if block.kind == "heading"), -1)
    headings: dict[int | None, Window | None] = {None: None}
    lead: tuple[int | None, Window] | None = None
    for sentence in (line for whole in sentences for line in _by_line(whole)):
        block = blocks[sentence.block]
        due = () if sentence.windows or sentence.kind == "heading" else due_by_label(sentence.text, sentence.tokens)
        windows = (due,) if due else sentence.windows
        if sentence.kind == "heading":
            above = headings.get(block.section) if block.section != title else None  # the year of a title is no moment of every chapter
            headings[block.index] = windows[0] if len(windows) == 1 else above if not windows else None
            lead = None
        elif sentence.kind == "paragraph":
            lead = (block.section, windows[0]) if len(windows) == 1 and len(sentence.text) <= LONGEST_LEAD else None
        lengths = sum(value.kind == "duration" for value in sentence.quantities)
        if sentence.kind not in READ or len(windows) > 1 or lengths > bool(due):
            continue  # "50,000 within 6 months": of a time that no window tells
        around = lead[1] if lead and lead[0] == block.section and sentence.kind == "item" else headings.get(block.section)
        window = windows[0] if windows else around
        if window is not None and (windows or not pattern("at_present").search(sentence.text)):
            yield sentence, window  # "640 members today" is of no time that a heading tells


def _by_line(sentence: Sentence) -> Iterator[Sentence]:
    """The lines of a paragraph that gives several times, a line each."""
    if "\n" not in sentence.text or len(sentence.windows) <= 1:
        yield sentence
        return
    for at, text, tokens in by_line(sentence.text, sentence.tokens):
        yield replace(sentence, text=text, line=sentence.line + at, end_line=sentence.line + at, tokens=tokens)


def _fenced(roadmap: Roadmap) -> Iterator[tuple[Sentence, Window]]:
    """Lines of plain fences that begin with a time: "Year 2: 50 customers, $100K MRR"."""
    for block in roadmap.document.blocks:
        tokens = roadmap.tokens[block.index] if block.kind == "fence" and is_text_or_keyed(block.info) else ()
        if tokens:
            for line in _by_line(Sentence(block.text, block.line, block.end_line, block.index, "fence", tokens)):
                if len(line.windows) == 1 and isinstance(line.tokens[0].value, Window):
                    yield line, line.windows[0]


def _is_stretch(window: Window) -> bool:
    """Whether it names several units: "months 7 to 9: 400 customers" is so many through all of them."""
    return window.first != window.last


def _of_sentence(roadmap: Roadmap, sentence: Sentence, window: Window) -> Iterator[Level]:
    moment = moment_of(window)
    if moment is None or not any(isinstance(token.value, Quantity) for token in sentence.tokens):
        return
    block = roadmap.document.blocks[sentence.block]
    heading = " ".join(roadmap.document.heading_path(block)[-1:])
    scenario = scenario_of(f"{heading} {sentence.text}") or scenario_told(heading)
    for token in sentence.tokens:
        value = token.value
        if not isinstance(value, Quantity) or value.kind not in ("count", "money") or value.per:
            continue
        name = _name(sentence.text, token, roadmap.language)
        measure = _measure(name, measure_of(name))
        if not name or (CURRENCY.fullmatch(name) and not measure) or not _is_level(value, measure):
            continue
        term = any(other.value in PRODUCT and other.start >= token.end for other in sentence.tokens)
        if AT_ONCE.search(sentence.text, 0, token.start):
            continue  # "a second clerk at $15K MRR": when, not how much
        if term or pattern("part_of").search(_around(sentence.text, token)):
            continue
        terms = _terms(name, measure, roadmap.language)
        if terms:
            span = span_of_sentence(roadmap, sentence)
            loose = bool(sentence.windows) and sentence.kind != "heading" and _is_stretch(window)
            yield Level(name, measure, terms, value, moment, scenario, span, sentence.block, "text", loose)


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
