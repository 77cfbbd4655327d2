"""Something is launched sooner than it takes to make it.

Claim: a section or the row of a table says how long its work takes ("Timeline: 4-6 months"), a dated line launches or completes what it
is called, and from the beginning of that timeline to the end of the time of the launch there is less than the shortest of these lengths.

Why it matters: the launch was planned without its work.

Flagged:

    ## Tide forecast network

    **Timeline:** 4-6 months

    ## Execution

    ### Months 13-15

    - Launch the tide forecast network

    ### Months 16-18

    - Fuel cards

Fine:

    ## Tide forecast network

    **Timeline:** 2-3 months

    ## Execution

    ### Months 13-15

    - Launch the tide forecast network

    ### Months 16-18

    - Fuel cards
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import EDGES, Happening, Lines, is_called, is_telling
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import UNIT_DAYS, written
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.sentences import span_of_sentence

NUMBER = expression(r"^[\W_]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?[\W_]*")
MOST_WORDS = 8  # of the name of a section
MOST_EXTRA = 2
SLACK = 1.1  # 90 days are three months


class Length(Struct, frozen=True):
    """How long the work of a section or row takes at least, in days."""

    span: Span
    heading: str
    thing: frozenset[str]
    least: float
    told: str


def _find(view: View) -> Iterator[Draft]:
    lines = view.lines
    launched = [one for one in lines.happening("releasing_verbs", "completing") if not one.entry.done and not one.entry.beside]
    launched = [
        one for one in launched if is_telling(one.thing) and one.entry.time.period.axis == "plan"
    ]  # what has begun before has no date
    if not launched:
        return
    begun = _beginnings(lines)
    parts = []
    for length in _lengths(view):
        found = [
            one
            for one in launched
            if is_called(length.thing, one.thing, MOST_EXTRA) and (not length.heading or length.heading not in one.entry.headings)
        ]
        if found and all(_is_sooner(one, length, begun) for one in found):
            parts.append(_part(view, length, found[0]))
    yield from bundled(parts, "{count} things are launched sooner than it takes to make them")


def _beginnings(lines: Lines) -> dict[tuple[int, str], float]:
    """When each timeline begins on each axis."""
    found: dict[tuple[int, str], float] = {}
    for entry in lines.lines:
        start = entry.time.period.start
        if start is not None:
            key = entry.time.timeline, entry.time.period.axis
            found[key] = min(found.get(key, start), start)
    return found


def _lengths(view: View) -> Iterator[Length]:
    """What lines right below a heading give as the length of its work, and rows as that of theirs."""
    blocks = view.document.blocks
    for sentence in view.sentences:
        section = blocks[sentence.block].section
        if sentence.kind in ("paragraph", "item") and sentence.tokens and section is not None and blocks[section].depth > 1:
            told = [token for token in sentence.tokens if _days(token)]
            if len(told) == 1 and _is_length(sentence.text, told[0].start):
                heading = " ".join(blocks[section].text.split("\n"))
                yield from _length(view, heading, heading, told[0], span_of_sentence(view.roadmap, sentence))
    for block in blocks:
        header = next((row for row in block.rows if row.header), None)
        columns = [at for at, cell in enumerate(header.cells) if at and _tells_length(cell.text)] if header else []
        for at, row in enumerate(block.rows if len(columns) == 1 else ()):
            told = [token for token in view.scanned.cells.get((block.index, at, columns[0]), ()) if _days(token)]
            if not row.header and len(told) == 1:
                yield from _length(view, "", row.cells[0].text, told[0], view.document.span(row.line))


def _length(view: View, heading: str, name: str, token: Token, span: Span) -> Iterator[Length]:
    bare = NUMBER.sub("", name).strip(EDGES)
    thing = named_terms(bare, view.roadmap.language) if len(bare.split()) <= MOST_WORDS else frozenset[str]()
    if is_telling(thing):
        yield Length(span, heading, thing, _days(token), token.text)


def _days(token: Token) -> float:
    """The least days of a length, 0 for what is none."""
    value = token.value
    is_length = isinstance(value, Quantity) and value.kind == "duration" and not value.per
    return value.least * UNIT_DAYS.get(value.unit, 0.0) if is_length and isinstance(value, Quantity) else 0.0


def _tells_length(label: str) -> bool:
    meaning = lookup_label(label.strip(EDGES))
    return meaning is not None and meaning.attribute in ("duration", "window")


def _is_length(text: str, start: int) -> bool:
    """Whether a line is a label for a length or a time with nothing between it and the length."""
    label, colon, rest = text[:start].replace("：", ":").partition(":")
    return bool(colon) and not rest.strip(EDGES) and _tells_length(label)


def _is_sooner(one: Happening, length: Length, begun: dict[tuple[int, str], float]) -> bool:
    period = one.entry.time.period
    begin = begun.get((one.entry.time.timeline, period.axis))
    return begin is not None and period.end is not None and 0 < (period.end - begin) * SLACK < length.least


def _part(view: View, length: Length, launch: Happening) -> Part:
    label = shortened(launch.entry.text)
    draft = Draft(
        f'"{label}" is planned for {written(launch.entry.time.window)}, sooner than the {length.told} that it takes',
        (
            view.document.span(launch.entry.line),
            length.span,
            *(view.document.span(line) for line in _others(launch)),
        ),
        key="|".join(sorted(length.thing)),
        computation=Computation(
            formula=f"start of the plan + {length.told}", expected=f"at least {length.told}", stated=written(launch.entry.time.window)
        ),
        suggestion="launch it later, or say that the work has begun before",
    )
    return of_two_lines(draft, label, length.span.line, launch.entry.line)


def _others(launch: Happening) -> Sequence[int]:
    return () if launch.entry.time.line == launch.entry.line else (launch.entry.time.line,)


RULE = Rule("RA459", "sooner-than-its-length", "schedule", "question", "computed", _find, __doc__)
