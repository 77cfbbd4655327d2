"""Money comes from something before it is released.

Claim: a list or table of revenue streams says from when a stream earns ("Month 6+", "from launch"), the plan builds, introduces or launches
what has the same distinctive words only later, and no earlier line of the plan speaks of it.

Why it matters: the first revenue of the forecast has nothing to come from.

Flagged:

    ## Revenue streams

    | Stream | From |
    |---|---|
    | Berth booking service | Month 4 |
    | Tide data licences | Month 6 |

    ## Phases

    ### Phase 1 (months 1-3)

    - Launch the berth booking service

    ### Phase 2 (months 10-15)

    - Introduce tide data licences

Fine:

    ## Revenue streams

    | Stream | From |
    |---|---|
    | Berth booking service | Month 4 |
    | Tide data licences | Month 12 |

    ## Phases

    ### Phase 1 (months 1-3)

    - Launch the berth booking service

    ### Phase 2 (months 10-15)

    - Introduce tide data licences
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import Happening, Lines, is_called, is_telling
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.pieces import lead_of
from agent.rules.reading.scope_words import is_stage
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern

MOST_EXTRA = 2  # words of the release beside those of the stream
MOST_WORDS = 8
PLACE = expression(
    r"\b(?:in|into|to|en|em|no|na|nach|à|au|aux|para|pour|für|for)\s+(?:the\s+)?[A-ZÄÖÜÉ]"
)  # "in Brazil": there was one before
FIGURE = expression(r"^\W*\d|[$€£¥₽%]|\d\s?[kKmM]\b")


class Stream(Struct, frozen=True):
    """What is to earn money, in which line, and the line that tells from when; `launched` says that this is the launch of something."""

    name: str
    thing: frozenset[str]
    line: int
    since: Dated
    launched: str = ""


def _find(view: View) -> Iterator[Draft]:
    headings = [block for block in view.document.blocks if block.kind == "heading" and _is_of_revenue(block.text)]
    if not headings:
        return
    parts: dict[int, Part] = {}
    for lines in (view.lines, view.lines_by_phase):
        released = [one for one in lines.happening("releasing_verbs", "making_verbs") if _is_work(one.entry)]
        for stream in [*_dated(lines), *_from_launch(view, headings, released)] if released else []:
            later = _only_later(lines, stream, released)
            if later is not None:
                parts.setdefault(stream.line, _part(view, stream, later))
    yield from bundled(list(parts.values()), "{count} streams of revenue begin before what they come from is released")


def _is_of_revenue(heading: str) -> bool:
    return bool(pattern("revenue_words").search(heading) or pattern("monetising").search(heading))


def _is_work(entry: Dated) -> bool:
    return not entry.beside and not any(_is_of_revenue(heading) for heading in entry.headings[-2:])


def _dated(lines: Lines) -> Iterator[Stream]:
    for entry in lines.lines:
        if (
            entry.line != entry.time.line
            or not any(_is_of_revenue(heading) for heading in entry.headings[-2:])
            or FIGURE.search(entry.text)
        ):
            continue
        name = lead_of(entry.text)
        thing = named_terms(name, lines.language)
        if is_telling(thing) and len(name.split()) <= MOST_WORDS:
            yield Stream(name, thing, entry.line, entry)


def _from_launch(view: View, headings: Sequence[Block], released: Sequence[Happening]) -> Iterator[Stream]:
    """Streams that earn "from launch": from the first time at which something is launched."""
    sections = {block.index for block in headings}
    rows = [row for block in view.document.blocks if block.section in sections for row in block.rows if not row.header]
    told = [(row, cell.text.strip()) for row in rows for cell in row.cells[1:] if pattern("from_launch").fullmatch(cell.text.strip())]
    launches = [one.entry for one in released if told and pattern("releasing").search(one.entry.text)]
    first = min(launches, key=lambda entry: entry.time.period.end or math.inf, default=None)
    for row, said in told if first else ():
        name = lead_of(row.cells[0].text)
        thing = named_terms(name, view.roadmap.language)
        if is_telling(thing) and first is not None:
            yield Stream(name, thing, row.line, first, said)


def _only_later(lines: Lines, stream: Stream, released: Sequence[Happening]) -> Happening | None:
    """The first release of what earns, where all lines of the plan that name it begin later."""
    called = (one for one in released if is_called(stream.thing, one.thing, MOST_EXTRA))
    found = [one for one in called if not any(map(is_stage, one.thing ^ stream.thing)) and not PLACE.search(one.name)]
    if not found or not all(_is_after(lines, stream, one.entry) for one in found):
        return None
    named = (
        entry
        for entry in lines.lines
        if entry.line not in (stream.line, stream.since.line) and stream.thing <= named_terms(f"{entry.text} {entry.more}", lines.language)
    )
    return found[0] if all(_is_after(lines, stream, entry) for entry in named) else None


def _is_after(lines: Lines, stream: Stream, entry: Dated) -> bool:
    return lines.is_over(stream.since, entry) if stream.launched else lines.has_begun(stream.since, entry)


def _part(view: View, stream: Stream, release: Happening) -> Part:
    entry, since = release.entry, written(stream.since.time.window)
    when = f"{stream.launched} ({since})" if stream.launched else since
    places = (stream.line, entry.line, entry.time.line, stream.since.line)
    draft = Draft(
        f'"{shortened(stream.name)}" is to earn money from {when}, but "{shortened(entry.text)}" is planned for'
        f" {written(entry.time.window)}",
        tuple(dict.fromkeys(view.document.span(line) for line in places)),
        key="|".join(sorted(stream.thing)),
        suggestion="let the revenue begin later, or release it earlier",
    )
    return of_two_lines(draft, shortened(stream.name), stream.line, entry.line)


RULE = Rule("RA453", "earned-before-released", "schedule", "question", "rule", _find, __doc__)
