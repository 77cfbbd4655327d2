"""One of the roadmaps that are compared, and the cells it fills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from agent.model.comparison import Cell
from agent.model.finding import Computation, Evidence, Finding
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Roadmap
from agent.model.span import Span
from agent.rules.identity import evidence_of
from agent.rules.reading.states import Standing, standings_of
from agent.rules.reading.tokens import with_tokens

MOST_CITED = 12  # places a cell cites; counts are of more
MOST_LISTED = 4  # names in a cell
MISSING = "not stated"


@dataclass(frozen=True)
class Side:
    """A roadmap with what `check` finds in it. Two sides of one `file` are versions of it."""

    roadmap: Roadmap
    findings: tuple[Finding, ...] = ()
    file: str = ""  # the path without the revision it was read at

    @property
    def path(self) -> str:
        return self.roadmap.document.path

    @cached_property
    def standing(self) -> dict[str, Standing]:
        """The state of every item."""
        return standings_of(with_tokens(self.roadmap))


def cell(side: Side, value: str, spans: Iterable[Span], computation: Computation | None = None) -> Cell:
    """What a roadmap says, with the first places that say it, each once."""
    return Cell(roadmap=side.path, value=value, evidence=cited(spans), computation=computation)


def missing(side: Side, value: str = MISSING) -> Cell:
    """A roadmap that says nothing of an aspect."""
    return Cell(roadmap=side.path, value=value, stated=False)


def cited(spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """The first places, each once."""
    return tuple(evidence_of(span) for span in tuple(dict.fromkeys(spans))[:MOST_CITED])


def shown(formula: str, result: str = "") -> Computation:
    """A computation whose result stands in the value of a cell."""
    return Computation(formula=formula, expected=result or formula, stated="")


def flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def not_shown(names: Sequence[str], what: str, most: int = MOST_LISTED) -> Computation | None:
    """How many of the listed are left out, as a computation; None when all are there."""
    rest = len(names) - most
    return shown(f"{len(names)} {what}; {rest} not shown") if rest > 0 else None


def listed_more(names: Sequence[str], most: int = MOST_LISTED) -> str:
    """The first names and how many more there are."""
    rest = len(names) - most
    return "; ".join(names[:most]) + (f"; and {rest} more" if rest > 0 else "")


def stated_time(side: Side, fact: Fact, window: Window | None) -> Span | None:
    """Where the time of a fact is written: its own lines, else the nearest heading above that says it; None when neither does."""
    text = flat(window.text) if window else ""
    if not text:
        return None
    if text in flat(fact.span.quote):
        return fact.span
    document = side.roadmap.document
    above = [block for block in document.blocks if block.kind == "heading" and block.line < fact.span.line and text in flat(block.text)]
    named = [block for block in above if flat(block.text) in {flat(heading) for heading in fact.headings}]
    return document.span(named[-1].line, named[-1].end_line) if named else None


def letter(at: int) -> str:
    """A, B, ... Z, AA, AB: the name of a column."""
    return (letter(at // len(ascii_uppercase) - 1) if at >= len(ascii_uppercase) else "") + ascii_uppercase[at % len(ascii_uppercase)]
