"""A figure that a document states with the names it may go by, and what is told around it, worked out where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.roles import column_role, role_of
from agent.extract.wording.scenarios import scenario_of
from agent.facts import canonical_terms
from agent.facts.lexicon import load, strings
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.marks import Around, Places, case_in, parts_in, times_in, windows_in
from agent.rules.reading.moments import scaled
from agent.rules.reading.period import Period
from agent.rules.reading.statements import FORM
from agent.rules.reading.vocabulary import pattern, words_of

BARS = expression(r"[█▓░▒■□]{3}")
PART = expression(r"([^\W\d_]{2,4})(?:\d[\d.]*|[IVX]+|[A-H])")
MOSTLY = 0.6  # of a text: what is mostly a time is no name
PRESENT = frozenset({"actual", "baseline"})
BEHIND = expression(r"\W{0,3}(\w+)")
REACH = 24  # characters before a figure that may say that it holds no more
SIGNS = "+-−–▲▼"
SAME = {"avg": "averag"}
STEMMED = ("en", "pt", "es", "fr", "de", "ru")

Name = frozenset[str]


@dataclass(frozen=True)
class Setting:
    """A line or row as its figures see it: what surrounds it, told where it is asked for. Not slotted: what is told is kept."""

    places: Places
    roadmap: Roadmap
    block: Block
    text: str
    label: str
    tokens: tuple[Token, ...]

    @cached_property
    def around(self) -> Around:
        return self.places.around(self.block)

    @cached_property
    def terms(self) -> Name:
        """The stems of everything that the line stands below or beside, its own included."""
        return self.around.terms | terms_in(self.text, self.roadmap.language)

    @cached_property
    def time(self) -> frozenset[str]:
        """The marks of the time, phase or option that the line is of: the nearest ones that tell any."""
        return times_in(self.tokens) | parts_in(self.label) or self.around.time

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        return windows_in(self.tokens) or self.around.windows

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        return tuple(period for window in self.windows if (period := scaled(window)))

    @cached_property
    def axes(self) -> frozenset[str]:
        """What its times are counted in: days of the calendar, weeks of the plan, phases."""
        windows = frozenset(window.unit or "calendar" for window in self.windows)
        return windows | frozenset(match[1] for mark in self.time if (match := PART.fullmatch(mark)))

    @cached_property
    def scenario(self) -> str:
        return scenario_of(self.text) or case_in(self.label) or self.around.scenario

    @cached_property
    def rival(self) -> bool:
        """Whether it speaks of somebody else."""
        return self.around.rival or bool(pattern("rivals").search(self.text))


class Claim(Struct, frozen=True):
    """`names` are the sets of stems that the figure may be called by, `label` the stems of the label of its line or row.

    `clause` is what tells its role: the clause that it stands in, or the header of its column. `words` are the stems of the whole line, or
    of the cells of the row that hold no figure. `operand` tells that a computation takes it, `extent` where in the line it stands.
    """

    names: tuple[Name, ...]
    value: Quantity
    line: int
    end_line: int
    setting: Setting
    label: Name
    clause: str
    words: Name = frozenset()
    operand: bool = False
    extent: tuple[int, int] | None = None

    @property
    def in_table(self) -> bool:
        return self.setting.block.kind == "table"

    @property
    def section(self) -> int | None:
        return self.setting.block.section

    @property
    def span(self) -> Span:
        document = self.setting.roadmap.document
        return document.span(self.line, self.end_line, self.setting.text.strip() if self.setting.block.kind != "table" else "")

    @property
    def role(self) -> str:
        return column_role(self.clause) or role_of(self.setting.label) or self.setting.around.role

    @property
    def present(self) -> bool:
        """Whether it tells how things are."""
        if (
            self.role in PRESENT
            or pattern("at_present").search(self.clause)
            or BARS.search(self.setting.roadmap.document.lines[self.line - 1])
        ):
            return True

        return self.setting.block.kind == "table" and any(role_of(word) in PRESENT for word in self.clause.split())

    @property
    def former(self) -> bool:
        """Whether the words beside a figure of a line say that it was, or is somebody else's: "$20 (was $25)", "28 hours (vs 80
        originally)"."""
        if self.extent is None:
            return False
        if pattern("former_label").match(self.setting.label.strip()):
            return True
        start, end = self.extent
        before = self.setting.text[max(0, start - REACH) : start].rstrip(" ~<>≥≤$€£¥*\"'")
        word = before.split()[-1] if before.split() else ""
        behind = BEHIND.match(self.setting.text, end)
        return bool(pattern("former_before").fullmatch(word.strip("(（:,"))) or bool(
            behind and pattern("former_behind").fullmatch(behind[1])
        )

    @property
    def aimed(self) -> bool:
        """Whether it stands among the aims or measures of the plan."""
        return self.role == "target" or self.setting.around.aimed


@cache
def _forms() -> Name:
    """The words of names that say which figure it is, stemmed in each language."""
    listed = (*words_of("figure_words"), *strings(load("scope_words").get("imperative")))
    stems = (canonical_terms(word, language) for word in listed for language in STEMMED)
    return FORM | frozenset(listed) | frozenset(found[0] for found in stems if len(found) == 1)


@lru_cache(maxsize=8192)
def strong(name: Name) -> Name:
    """The stems of a name that say what is meant: not "total", "current" or "per month"."""
    return name - _forms()


@lru_cache(maxsize=16384)
def terms_in(text: str, language: str) -> Name:
    """The stems of the words of a text, numbers aside."""
    return frozenset(SAME.get(term, term) for term in canonical_terms(text, language) if not term[0].isdigit())


def without_values(text: str, tokens: Sequence[Token], start: int = 0) -> str:
    """A text that begins at `start` without its figures and times; the number of a name ("D30") stays."""
    for token in reversed(tokens):
        first, last = token.start - start, token.end - start
        if (
            (isinstance(token.value, (Quantity, Window)) or token.kind == "operator")
            and first >= 0
            and last <= len(text)
            and not text[max(0, first - 1) : first].isalpha()
        ):
            text = f"{text[:first]} {text[last:]}"
    return text


def signed(value: Quantity, text: str, start: int, *, changed: bool = False) -> Quantity:
    """A figure with a sign is a difference."""
    signed = changed or text[start : start + 1] in SIGNS or (start > 0 and text[start - 1] in "+▲▼" and value.kind == "percent")
    return replace(value, change=True) if signed and not value.change else value
