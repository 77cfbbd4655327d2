"""One thing stands at two times in two timelines.

Claim: two timelines of one document (the phases, a plan of the first 90 days, the horizons of a strategy, a list of priorities) name the
same piece of work, and the times they give it do not meet. Stages of one thing, work that every phase repeats and what one timeline names
in several places are left out.

Why it matters: each timeline was planned on its own, and one team counts on what another one does later.

Flagged:

    ## Strategy

    ### Year 1

    - Berth booking

    ### Year 2

    - Crane camera for night shifts
    - Fuel cards

    ## Priorities

    ### Next 30 days

    - Berth booking

    ### Within 6 months

    - Crane camera (needed for insurers)

Fine:

    ## Strategy

    ### Year 1

    - Crane camera for night shifts
    - Berth booking

    ### Year 2

    - Fuel cards

    ## Priorities

    ### Next 30 days

    - Berth booking

    ### Within 6 months

    - Crane camera (needed for insurers)
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms, lookup_label
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.boxes import TICK
from agent.rules.reading.moments import from_now
from agent.rules.reading.period import UNIT_DAYS, Period, is_over, written
from agent.rules.reading.pieces import Piece, lead_of, recurs, short_label, stage_words
from agent.rules.reading.scope_words import is_recurring, restates
from agent.rules.reading.scopes import compared_by_name
from agent.rules.reading.ticks import bullet_ticks
from agent.rules.reading.timelines import Dated, spans_of
from agent.rules.reading.vocabulary import pattern
from agent.rules.schedule import decided_late, earned_early

LEAST_TERMS = 2
MOST_EXTRA = 3  # words of the longer name beside those of the shorter one
MOST_USES = 3  # a pair of words that more entries use names no single thing
HAN = 2  # signs of a piece
LEAST_DATED = 2  # different times of a timeline
MEASURED = expression(r":\s*[<>≥≤~+$€£]?\s?\d")  # "Growth rate: 20%"
PRICED = expression(r"[$€£¥₽]\s?\d|\d\s?[€₽元円]")
STORY = expression(
    r"as an? |als |como (?:um|una?|usuario|administrador) |en tant qu", re.IGNORECASE
)  # a user story names no single piece of work
SLASH = expression(r"(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")  # "following/subscription" is no path of a file
DONE_HEADING = expression(r" {0,3}#{1,6} [^\n]*[✅☑✔]")
ASIDE = ("cases", "staff", "risk")
SLACK = UNIT_DAYS["week"]
NEAR_SLACK = 2 * UNIT_DAYS["week"]
SURER = (earned_early.RULE, decided_late.RULE)


class Named(Struct, frozen=True):
    """A dated entry and its name as words."""

    entry: Dated
    piece: Piece


def _find(view: View) -> Iterator[Draft]:
    found: dict[frozenset[str], Part] = {}
    told: frozenset[frozenset[int]] | None = None
    for entries in (view.dated, view.phased):
        reach = _reach(entries)
        begun = {entry.time.timeline for entry in entries if entry.done}
        for one, other, shared in _pairs(_named(view, entries), view.roadmap.language):
            if (
                _apart(one, other, reach)
                and not _has_begun(one, other, begun)
                and not any(_is_ticked(view, named.entry) for named in (one, other))
                and _decides(one) == _decides(other)
                and not any(_is_attribute(named.entry, view.document.lines[named.entry.line - 1]) for named in (one, other))
            ):
                told = _promised(view) if told is None and _is_promise(one, other) else told
                if {one.entry.line, other.entry.line} not in (told or ()):
                    found.setdefault(shared, _part(view, one, other, shared))
    surer = _surer(view) if found else []
    parts = [part for part in found.values() if not any(lines <= {span.line for span in part.draft.evidence} for lines in surer)]
    yield from bundled(parts, "{count} pieces of work are planned for two different times", most=2)


def _surer(view: View) -> list[set[int]]:
    """The first two lines of what other rules tell more of: a stream of revenue and its release, a decision and its work."""
    drafts = (draft for rule in SURER for draft in view.drafts(rule))
    return [{span.line for span in one.evidence[:2]} for draft in drafts for one in (draft.parts or (draft,))]


def _promised(view: View) -> frozenset[frozenset[int]]:
    """The lines of each broken promise and of its work, which another rule tells."""
    return frozenset(frozenset({promise.span.line, work.span.line}) for promise, work in view.broken_promises)


def _named(view: View, dated: Sequence[Dated]) -> list[Named]:
    """The entries of timelines with at least two times, by what they name."""
    times: dict[int, set[str]] = defaultdict(set)
    for entry in dated:
        times[entry.time.timeline].add(entry.time.window.text.casefold())
    entries = [entry for entry in dated if len(times[entry.time.timeline]) >= LEAST_DATED and not STORY.match(entry.text)]
    if len({entry.time.timeline for entry in entries}) < LEAST_DATED:
        return []
    found = []
    for entry in entries:
        label = lead_of(entry.text)
        label = SLASH.sub(" / ", label) if label.count("/") == 1 else label
        bare = Piece(label, frozenset(), frozenset(label.casefold().split()), view.document.span(entry.line), headings=entry.headings)
        found += [Named(entry, piece) for piece in compared_by_name((bare,), view.roadmap.language)]
    return found


def _is_ticked(view: View, entry: Dated) -> bool:
    """Whether a line is marked as done."""
    line = view.document.lines[entry.line - 1]
    return bool(DONE_HEADING.match(line) or (TICK.match(line) and entry.line not in bullet_ticks(view.roadmap)))


def _decides(named: Named) -> bool:
    """Whether a line takes a decision or approves: that comes at another time than what it decides on."""
    return any(pattern(name).search(named.entry.text) for name in ("deciding", "approving"))


def _is_attribute(entry: Dated, line: str) -> bool:
    """Whether a line says something about a part of the plan ("Budget: as planned", "Owner: Ines"), or of one case of several."""
    label, colon, _ = entry.text.partition(":")
    if lookup_label(label.strip()) or (colon and MEASURED.search(entry.text)) or pattern("break_even").search(entry.text):
        return True
    paid = any(pattern("revenue_words").search(heading) for heading in entry.headings)
    if paid and PRICED.search(line):
        return True  # where the money comes from
    return any(words.search(heading) for heading in entry.headings for words in map(pattern, ASIDE))


def _pairs(named: Sequence[Named], language: str) -> Iterator[tuple[Named, Named, frozenset[str]]]:
    """Entries of different timelines where the name of one holds all words of the other's, words that few entries use."""
    by_pair: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, one in enumerate(named):
        if not recurs(one.piece):
            for pair in combinations(sorted(one.piece.terms), 2):
                by_pair[frozenset(pair)].append(at)
    seen: set[tuple[int, int]] = set()
    for listed in by_pair.values():
        for first, second in combinations(listed, 2) if len(listed) <= MOST_USES else ():
            one, other = named[first], named[second]
            if (first, second) not in seen and one.entry.time.timeline != other.entry.time.timeline:
                seen.add((first, second))
                shared = _shared(one, other, language)
                if shared and stage_words(one.piece) == stage_words(other.piece):
                    yield one, other, shared


def _is_promise(one: Named, other: Named) -> bool:
    """Whether a summary repeats an item by its whole name: what it promises is another rule's."""
    return one.piece.terms == other.piece.terms and (restates(one.entry.headings) or restates(other.entry.headings))


def _shared(one: Named, other: Named, language: str) -> frozenset[str]:
    """The words that make two names one: all of the shorter name, or two that stand side by side in both ("voice agent")."""
    shared, both = one.piece.terms & other.piece.terms, one.piece.terms | other.piece.terms
    smaller = min(len(one.piece.terms), len(other.piece.terms))
    if len(shared) == smaller and len(both) - smaller <= MOST_EXTRA:
        return shared
    if len(shared) < LEAST_TERMS or len(both) - len(shared) > MOST_EXTRA + 1:
        return frozenset()
    first, second = (set(pairwise(canonical_terms(named.label, language))) for named in (one.piece, other.piece))
    both_have = sorted(pair for pair in first & second if not _is_one_word(*pair))
    return next((frozenset(pair) for pair in both_have if shared.issuperset(pair)), frozenset())


def _is_one_word(first: str, second: str) -> bool:
    """Whether two neighbours are pieces of one word: Han and kana are read two signs at a time."""
    return not first.isascii() and len(first) == len(second) == HAN and first[-1] == second[0]


def _reach(entries: Sequence[Dated]) -> dict[tuple[int, str], tuple[float, float]]:
    """From when until when each timeline goes on each of its scales."""
    found: dict[tuple[int, str], tuple[float, float]] = {}
    for entry in entries:
        period = entry.time.period
        if period.start is not None and period.end is not None:
            first, last = found.get((entry.time.timeline, period.axis), (period.start, period.end))
            found[entry.time.timeline, period.axis] = (min(first, period.start), max(last, period.end))
    return found


def _apart(one: Named, other: Named, reach: Mapping[tuple[int, str], tuple[float, float]]) -> bool:
    """Whether the two times surely do not meet, although the timeline of the later one has the earlier time, too."""
    first, second = sorted((one.entry, other.entry), key=lambda entry: entry.time.period.start or 0.0)
    if first.done or second.done or first.time.line == second.time.line or not _ends_before(first.time.period, second.time.period):
        return False
    if from_now(second.time.window.text) or (
        from_now(first.time.window.text) and _gap(first.time.period, second.time.period) <= NEAR_SLACK
    ):
        return False  # "next week" counts from the day of writing, and the plan may begin a little later
    begin, _ = reach.get((second.time.timeline, first.time.period.axis), (math.inf, 0.0))
    return begin <= (first.time.period.end or 0.0) - 1


def _has_begun(one: Named, other: Named, begun: Collection[int]) -> bool:
    """Whether one time counts from now, and the plan of the other has begun before, or repeats such work."""
    near = [named.entry for named in (one, other) if from_now(named.entry.time.window.text)]
    if near and sum(not is_recurring(term) for term in one.piece.terms & other.piece.terms) < LEAST_TERMS:
        return True  # tests come again and again
    return bool(near) and any(named.entry.time.timeline in begun for named in (one, other) if named.entry not in near)


def _gap(first: Period, second: Period) -> float:
    return (second.start or 0.0) - (first.end or 0.0)


def _ends_before(first: Period, second: Period) -> bool:
    if first.axis != "plan" or second.axis != "plan" or first.end is None or second.start is None:
        return is_over(first, second)
    return first.end <= second.start + SLACK / 2 and first.end < (second.end or first.end + 1)


def _part(view: View, one: Named, other: Named, shared: frozenset[str]) -> Part:
    first, second = sorted((one, other), key=lambda named: named.entry.line)
    times = [written(named.entry.time.window) for named in (first, second)]
    labels = [short_label(named.piece) for named in (first, second)]
    again = f'"{labels[1]}"' if labels[1] != labels[0] else "again"
    draft = Draft(
        f'"{labels[0]}" is planned for {times[0]} in line {first.entry.line}, and {again} for {times[1]} in line {second.entry.line}',
        spans_of(view.document, first.entry, second.entry),
        key="|".join(sorted(shared)),
        suggestion="give both the same time, or say how they differ",
    )
    return of_two_lines(draft, labels[0], first.entry.line, second.entry.line)


RULE = Rule("RA415", "two-times", "schedule", "question", "computed", _find, __doc__)
