"""Several members of one family of figures added up: the first two phases, three years of one row, all but the one left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy

from agent.answers.asking.cues import cue_spans, unspaced_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.answers.computed.added import added
from agent.answers.computed.covered import COVERED, LITTLE, apt_for, are_counted, covered
from agent.answers.computed.met import NAMED, Met, above_rows, met_by
from agent.answers.computed.opposing import suits
from agent.answers.computed.picking import of_state, of_time, so_many
from agent.answers.lookups.asked import asking_words
from agent.answers.lookups.fitness import UNTYPED_WANTS
from agent.answers.lookups.sides import divided, leaves_unknown
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.series import is_total_text
from agent.answers.reading.siblings import Family, parts_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, shorten, spoken
from agent.facts.folding import fold

SURE = 0.75  # a word names one of several things from this weight on
CALLED = 0.8  # of what is asked, that the name of figures must say to stand for it in any unit
MOST = 40
_OTHER = ("maximum", "minimum", "average", "difference", "ratio", "same", "why", "how", "when", "versus")
_NOT_NAMED = ("exclude", "until", "change", "share")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The members of a family that a question wants together; `left_out` the one it does not."""

    view: View
    family: Family
    places: tuple[int, ...]
    score: float
    left_out: int = -1
    apt: float = 0.0  # decides between those that fit well enough


def together_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The sum of members of one family: those with the numbers asked for, all periods of one row, or all but those left out.

    Holds only when the members are told by number or by what is left out, or the count that is asked for is theirs, and what they are
    figures of is named.
    """
    if question.is_verdict or len(matchings) != 1 or question.has(*[cue for cue in _OTHER if cue != "minimum" or not _is_lowest(question)]):
        return None
    if not (
        question.has("sum", "adding", "costs", "how_much", "how_long")
        or (question.has("not_begun") and question.wanted != "name")  # "which phases have not been started" asks for no sum
        or question.wanted in ("money", "duration", "percent")
        or (question.has("exclude") and question.wanted not in UNTYPED_WANTS)  # "what can we not do without it" asks for no sum
    ):
        return None
    met = met_by(question, matchings[0])
    if met is None:
        return None
    found = [chosen for family in met.families.families for chosen in _choices(question, met, family)]
    fitting = [chosen for chosen in found if chosen.score >= COVERED]
    ranked = sorted(fitting, key=lambda chosen: (-round(chosen.score + chosen.apt, 3), -len(chosen.places), chosen.family.entries[0].unit))
    return _draft(question, ranked[0]) if ranked else None


def _is_lowest(question: Question) -> bool:
    """ "The least that two phases would cost together": the lower ends of ranges are meant."""
    return question.has("sum") and bool(question.numbered)


def _choices(question: Question, met: Met, family: Family) -> Iterator[Chosen]:
    if family.basis == "arrow" or family.entries[0].quantity.kind not in ("money", "duration", "count", "percent"):
        return
    if any(entry.quantity.change for entry in family.entries):
        return
    parts = tuple(place for place, name in enumerate(family.names) if family.common == "total" or not is_total_text(name))
    named = _by_names(question, met, family, parts)
    if suits(question, met.families.view, family) < 1.0 and not ((named and _is_plain_money(question, family)) or _is_called(met, family)):
        return
    for places, left_out in [(named, -1)] if named else _selected(question, met, family, parts):
        score = covered(question, met, family, places, left_out, named=bool(named))
        if places == of_state(question, met, family, parts):  # the words for the state are met by what it is
            state = [row for row, term in enumerate(question.terms) if set(term.concepts) & group("state")]
            score += float(met.value[state].sum()) / (float(met.value.sum()) or 1.0)
        yield Chosen(met.families.view, family, places, score + _plain(family), left_out, apt_for(question, met, family, places))


def _is_called(met: Met, family: Family) -> bool:
    """Whether figures are called nearly all that is asked for, whatever they are measured in: "engineering capacity in sprint points"."""
    total = float(met.value.sum())
    return total > LITTLE and float(met.value @ met.commons[:, family.at]) >= CALLED * total


def _is_plain_money(question: Question, family: Family) -> bool:
    """Whether amounts are named by what they are spent on, which may be people: "staffing and insurance together"."""
    return family.entries[0].quantity.kind == "money" and question.wanted not in ("count", "duration", "percent")


def _plain(family: Family) -> float:
    """A little for totals, which stand for what they name: it decides between equals."""
    return 0.03 if family.common == "total" or is_total_text(family.common) else 0.0


def _selected(question: Question, met: Met, family: Family, parts: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Places of members to be added up, and of the one left out."""
    if _leaves_out(question):
        left_out = _left_out(question, met, family, parts)
        if left_out >= 0 and len(parts) > 2 and family.basis in ("column", "list"):
            yield tuple(place for place in parts if place != left_out), left_out
        return
    numbered = _numbered(question, met, family)
    chosen = numbered if len(numbered) > 1 else of_state(question, met, family, parts) or of_time(question, met, family, parts)
    chosen = chosen or so_many(question, met, family, parts)
    if len(chosen) > 1:
        yield chosen, -1
    elif _all_periods(question, met, family, parts) or are_counted(question, family, parts):
        yield parts, -1


def _by_names(question: Question, met: Met, family: Family, parts: tuple[int, ...]) -> tuple[int, ...]:
    """The members that the sides of a question name one by one: "hardware and training together"; () where a side names none or two."""
    if family.basis == "row" or not question.has("sum", "adding") or question.has(*_NOT_NAMED) or not _in_numbered(question, met, family):
        return ()
    own = met.names[:, family.first : family.first + len(family.entries)] >= SURE
    if leaves_unknown(question, met.matching):
        return ()
    places: list[int] = []
    for rows in divided(question, met.matching):
        naming = [row for row in rows if row < len(question.terms) and met.value[row] and 0 < own[row].sum() < len(family.entries)]
        naming = [row for row in naming if not (question.terms[row].timed or question.terms[row].words[0].isdecimal())]
        held = [place for place in parts if all(own[row, place] for row in naming)] if naming else []
        if naming and len(held) != 1:
            return ()
        places += held
    return tuple(sorted(set(places))) if len(set(places)) == len(places) > 1 else ()


def _in_numbered(question: Question, met: Met, family: Family) -> bool:
    """Whether a family is that of the phase, quarter ... a question speaks of: by its column, or by what stands above all of it."""
    units = [entry.unit for entry in family.entries]
    above = numpy.minimum.reduce([numpy.maximum(above_rows(met.matching, unit), met.matching.own[:, unit]) for unit in units])
    for row, entry in zip(met.matching.counted_rows, dict.fromkeys(question.numbered), strict=False):
        of_column = [(first, last) for at, first, last in met.families.commons.mentions(entry.kind) if at == family.at]
        if of_column and (entry.first, entry.last) not in of_column:
            return False
        if not of_column and above[row] < MATCHED:
            return False
    return True


def _all_periods(question: Question, met: Met, family: Family, parts: tuple[int, ...]) -> bool:
    """Whether all cells of a row of periods are meant, and no other table has a row of that name."""
    if question.numbered or family.basis != "row" or not question.has("sum") or question.count not in (0, len(parts)):
        return False
    name, unit = fold(family.common), family.entries[0].unit
    if any(fold(entry.subject) == name and entry.unit != unit for entry in all_figures(met.families.view)):
        return False
    return _are_periods(met, family, parts)


def _numbered(question: Question, met: Met, family: Family) -> tuple[int, ...]:
    """The members with the numbers asked for, each of which one member has: "the first two phases", "M1 to M3"."""
    kinds = {entry.kind for entry in question.numbered}
    if len(kinds) != 1:
        return ()
    kind = next(iter(kinds))
    size = len(family.entries)
    mentions = [
        (unit - family.first, first, last)
        for unit, first, last in met.families.names.mentions(kind)
        if family.first <= unit < family.first + size
    ]
    highest = max((last for _, _, last in mentions), default=0)
    wanted: set[int] = set()
    for entry in question.numbered:
        first, last = (
            (entry.first if entry.first >= 0 else highest + entry.first + 1),
            (entry.last if entry.last >= 0 else highest + entry.last + 1),
        )
        first = 1 if first > 1 and _from_the_beginning(question) else first
        wanted.update(range(first, last + 1))
    if len(wanted) < 2 or len(wanted) > MOST:
        return ()
    places: list[int] = []
    covered: set[int] = set()
    for place, first, last in dict.fromkeys(mentions):
        span = set(range(first, last + 1))
        if span <= wanted and not span & covered and place not in places:
            places.append(place)
            covered |= span
        elif span & wanted and place not in places:
            return ()  # two members with one number, or one that reaches beyond
    return tuple(sorted(places)) if covered == wanted else ()


def _from_the_beginning(question: Question) -> bool:
    """ "Before and during phase 2", "up to the end of phase 3": what comes before is meant too."""
    return len(question.numbered) == 1 and (question.has("until") or (question.has("before") and question.has("continuing", "sum")))


def _are_periods(met: Met, family: Family, parts: Sequence[int]) -> bool:
    """Whether the names of the members are years, months ...: "Year 1 | Year 2 | Year 3"."""
    units = {unit for kind in ("year", "quarter", "month", "phase", "week") for unit, _, _ in met.families.names.mentions(kind)}
    years = all(name.strip().isdecimal() and len(name.strip()) == 4 for name in (family.names[place] for place in parts))
    return len(parts) > 1 and (years or all(family.first + place in units for place in parts))


def _left_out(question: Question, met: Met, family: Family, parts: Sequence[int]) -> int:
    """The one member that the words beside "except" name; -1 when none does, or two."""
    rows = _excluded_rows(question)
    own = met.names[:, family.first : family.first + len(family.entries)]
    strength = {place: float(sum(met.matching.value[row] * own[row, place] for row in rows if own[row, place] >= NAMED)) for place in parts}
    best = max(strength.values(), default=0.0)
    named = [place for place, value in strength.items() if value >= best - 1e-6]
    return named[0] if best > 0 and len(named) == 1 else -1


def _leaves_out(question: Question) -> bool:
    """Whether something is left out: by a word for it, or "before the reserve"."""
    return question.has("exclude") or (question.has("before") and "contingency" in question.concepts)


def _excluded_rows(question: Question) -> list[int]:
    """The terms that say what is left out: behind the word for it, in Japanese in front of it, in Chinese between 除了 and 以外."""
    if not question.has("exclude"):
        return [row for row, term in enumerate(question.terms) if "contingency" in term.concepts]
    if question.language in UNSPACED_LANGUAGES:
        spans = unspaced_spans(question.text, "exclude", question.language)
        text = question.text
        start = min((first for first, _ in spans), default=0)
        end = max((last for _, last in spans), default=0)
        piece = text[:start] if question.language == "ja" else text[start:end] if len(spans) > 1 else text[end : end + 12]
        return [row for row, term in enumerate(question.terms) if term.text in piece.casefold() and term.weight > 0.2]
    ends = [last for _, last in cue_spans(question.text, "exclude", question.language)]
    start = min(ends, default=10_000)
    asking = asking_words(question)
    found = [row for row, term in enumerate(question.terms) if start <= term.position and term.weight > 0.2 and term.position not in asking]
    return found[:3]


def _draft(question: Question, chosen: Chosen) -> Draft:
    view = chosen.view
    entries = [chosen.family.entries[place] for place in chosen.places]
    if chosen.family.basis == "sums":
        entries = [replace(entry, text=like(entry.least, entry.most, [entry], view.convention)) for entry in entries]
    found = added(question, view, entries)
    said = tuple(
        Statement(view, (unit,), _named(view, chosen, [entry for entry in entries if entry.unit == unit]), "", True)
        for unit in dict.fromkeys(entry.unit for entry in entries)
    )
    cited = tuple((view, chosen.family.entries[place].unit) for place in (chosen.left_out,) if place >= 0)
    if chosen.family.basis == "sums":
        cited = tuple((view, unit) for entry in entries for unit in parts_of(view, entry))
    return Draft("aggregate", said, found.lead, found.computation, cited=cited, certain=True)


def _named(view: View, chosen: Chosen, entries: Sequence[Entry]) -> str:
    if chosen.family.basis == "sums":
        return shorten(f"{entries[0].subject}: {entries[0].text}", 120)
    if chosen.family.basis == "row" or view.units[entries[0].unit].kind != "row":
        return spoken(view, entries[0].unit)
    return shorten(f"{entries[0].subject}: {entries[0].text}", 120)
