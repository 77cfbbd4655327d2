"""Questions that call everything by its name: the cell of a row and a column, the rows with a value, a field, what a part lists.

Such a question is answered from where all its names meet. It holds only when no telling word is left over beside the names, the words
that ask, and what stands above the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.answers.asking.counted import KINDS, is_kind
from agent.answers.asking.cues import cues_of, is_cue, light_words, ordinal_words, stop_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, read_question
from agent.answers.asking.terms import CUE_WEIGHT, Term, is_everyday
from agent.answers.asking.words import is_open, words
from agent.answers.computed.named_columns import NamedTable, apart, cells, counted, extreme, summed
from agent.answers.computed.named_meant import columns_meant, meant
from agent.answers.lookups.asked import stands_above
from agent.answers.lookups.lists import Found, listed
from agent.answers.reading.called import Called, called_in, label_of, naming_place
from agent.answers.reading.matching import Matching
from agent.answers.wording.draft import Draft, state
from agent.facts.folding import fold

MOST = 3  # places at which the same may be said
_COMPUTED = ("sum", "adding", "adds_up", "maximum", "minimum", "difference", "versus")
WHOLE = 0.5  # what a name in full counts beside its letters
_PLAIN = frozenset({"list", "section", "column", "total", "number", "difference", "roadmap"})


@dataclass(frozen=True)
class Place:
    """Where all names of a question meet: `draft` says what stands there, `rank` how much of the question is said by names."""

    rank: float
    kind: str
    draft: Draft


def named_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What stands where the names of the question meet; None where words are left over, or where they meet at too many places."""
    found = [place for matching in matchings for place in _places(question, matching) if place.kind != "part" or len(matchings) == 1]
    best = max((place.rank for place in found), default=0.0)
    chosen = [place for place in found if place.rank >= best - 1e-6]
    stated = [place for place in chosen if place.kind == "cell"]
    chosen = stated or chosen
    if not 0 < len(chosen) <= MOST or (len(chosen) > 1 and not stated):
        return None
    if len(chosen) == 1:
        return chosen[0].draft
    return replace(chosen[0].draft, statements=tuple(statement for place in chosen for statement in place.draft.statements))


def _places(question: Question, matching: Matching) -> Iterator[Place]:
    called = [one for one in called_in(question, matching.view) if not _is_amount(question, one) and not _orders(question, one)]
    tables: dict[int, list[Called]] = {}
    for one in called:
        unit = matching.view.units[one.name.unit]
        if one.name.kind in ("column", "row", "value"):
            tables.setdefault(unit.index if unit.kind == "header" else unit.header, []).append(one)
    labels = [one for one in called if one.name.kind == "label"]
    parts = [one for one in called if one.name.kind == "part"]
    for header, names in tables.items():
        above = set(matching.view.above_unit(header))
        yield from _in_table(question, matching, header, names, [part for part in parts if part.name.unit in above])
    yield from _of_labels(question, matching, labels, parts)
    for part in parts:
        yield from _of_part(question, matching, part, parts)


def _is_amount(question: Question, one: Called) -> bool:
    """Whether a bare number says how many are spoken of: "the 12 months" is not the row "12" of a column "Month"."""
    behind = words(question.text[one.end :])
    numeral = question.text[one.start : one.end].isdecimal()
    return numeral and bool(behind) and any(is_kind(behind[0].text, kind) for kind in KINDS)


def _orders(question: Question, one: Called) -> bool:
    """Whether a word asks what comes before or after something counted off, though a column may be called so: "dopo la fase 3"."""
    said = question.text[one.start : one.end]
    return bool(question.numbered) and any(is_cue(said, cue, question.language) for cue in ("before", "after"))


def _in_table(question: Question, matching: Matching, header: int, names: Sequence[Called], above: Sequence[Called]) -> Iterator[Place]:
    """The cells, rows or figures of one table that a question names, and what it calls that stands above the table."""
    spans = _apart([*names, *above])
    rest = _beside(question, spans)
    if rest is None:
        return
    left = _left(question, matching, spans, header)
    table = _table(matching, header, [one for one in names if (one.start, one.end) in spans])
    draft: Draft | None
    if table.named and not table.columns and not table.values:
        places = columns_meant(rest, table, left) if _is_read_off(rest, table) else ()
        draft = cells(rest, table, places)
    else:
        draft = _told(rest, table) if not left else None
    if draft is not None:
        kind = "cell" if draft.kind == "lookup" else "rows"
        yield Place(_rank([*names, *above], spans), kind, replace(draft, certain=True))


def _is_read_off(rest: Question, table: NamedTable) -> bool:
    """Whether a cell answers, and nothing has to be computed: one row has no other sum than what it states ("total budget of phase 2")."""
    one_total = "total" in rest.concepts and len(table.named) == len(table.named[0]) == 1
    return not rest.has("how_many", *(cue for cue in _COMPUTED if cue != "sum" or not one_total))


def _apart(names: Sequence[Called]) -> list[tuple[int, int]]:
    """The longest names that do not overlap."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted({(one.start, one.end) for one in names}, key=lambda span: (span[0] - span[1], span)):
        if all(end <= first or last <= start for first, last in spans):
            spans.append((start, end))
    return spans


def _rank(names: Sequence[Called], spans: Sequence[tuple[int, int]]) -> float:
    full = {(one.start, one.end) for one in names if one.name.whole}
    return sum(end - start + (WHOLE if (start, end) in full else 0.0) for start, end in spans)


def _left(question: Question, matching: Matching, spans: Sequence[tuple[int, int]], unit: int) -> list[int]:
    """The rows of the telling words that stand in no name, nor in what stands above a place; a `unit` of -1 has nothing above it."""
    return [
        row
        for row, term in enumerate(question.terms)
        if not _is_plain(term, question) and not _within(question, term, spans) and (unit < 0 or not stands_above(matching, row, unit))
    ]


def _beside(question: Question, spans: Sequence[tuple[int, int]]) -> Question | None:
    """The question with the cues of what is not a name in it; None where it asks for more than what stands at a place."""
    text = question.text
    for start, end in spans:
        text = f"{text[:start]}{'_' * (end - start)}{text[end:]}"
    if question.is_verdict and read_question(text, [question.language]).is_verdict:
        return None
    cues = cues_of(text, question.language) & (question.cues | {"which", "list"})
    checked = "correct" in cues and not cues & {"sum", "adds_up", "adding"}
    return None if checked or cues & group("beyond_names") else replace(question, text=text, cues=cues, is_verdict=False)


def _is_plain(term: Term, question: Question) -> bool:
    """Whether a word only asks, or says no more than that something is stated."""
    if question.has("who") and "owner" in term.concepts:
        return True
    if term.words[0] in ordinal_words(question.language):
        return False
    if term.weight <= CUE_WEIGHT or term.text in light_words() or bool(term.concepts and set(term.concepts) <= _PLAIN):
        return True
    return not term.concepts and not term.timed and is_everyday(term.text, question.language)


def _within(question: Question, term: Term, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a term stands in one of the names."""
    text, small = question.text, stop_words(question.language)
    if term.unspaced:
        folded = fold(text)
        at = [place for place in range(len(folded)) if folded.startswith(term.text, place)]
        return bool(at) and all(any(start < place + len(term.text) and place < end for start, end in spans) for place in at)
    own = _spans_of(text)[term.position : term.position + len(term.words)]
    telling = [span for word, span in zip(term.words, own, strict=False) if word not in small] or own
    return all(any(first <= start and end <= last for first, last in spans) for start, end in telling)


@lru_cache(maxsize=4096)
def _spans_of(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((word.start, word.end) for word in words(text))


def _table(matching: Matching, header: int, names: Sequence[Called]) -> NamedTable:
    """The names of one table by what they are there."""
    view = matching.view
    rows = tuple(unit.index for unit in view.units[header + 1 :] if unit.header == header)
    naming = naming_place(view.units[rows[0]].cells) if rows else 0
    columns = {(one.start, one.end): one.name.place for one in names if one.name.kind == "column"}
    named: dict[tuple[int, int], list[int]] = {}
    values: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one in names:
        span = (one.start, one.end)
        if one.name.kind == "row" and span not in columns:
            named.setdefault(span, []).append(one.name.unit)
        elif one.name.kind == "value":
            values.setdefault(span, []).append((one.name.unit, one.name.place))
    only_columns = {place for span, place in columns.items() if span not in values}
    for span in [span for span in values if span in columns or span in named]:
        if span not in named and any(place in only_columns for _, place in values[span]):
            del columns[span]  # a value where its own column is called too: "risks whose level is cost"
        else:
            del values[span]
    asks_rows = any(place <= naming for place in columns.values())
    naming = max((one.name.place for one in names if one.name.kind == "row" and (one.start, one.end) in named), default=naming)
    ordered = sorted(columns.items())
    return NamedTable(
        matching,
        header,
        rows,
        naming,
        columns=tuple(dict.fromkeys(place for _, place in ordered if place > naming)),
        named=tuple(tuple(dict.fromkeys(units)) for _, units in sorted(named.items())),
        values=tuple(tuple(cells) for _, cells in sorted(values.items())),
        asks_rows=asks_rows,
    )


def _told(rest: Question, table: NamedTable) -> Draft | None:
    """What a table says to the names in it, by what the other words ask for."""
    one_column = len(table.columns) == 1
    if rest.has("difference", "versus") and not table.values:
        return apart(rest, table)
    if rest.has("maximum", "minimum"):
        return extreme(rest, table) if one_column and not table.named and not table.values else None
    if table.values and not table.named:
        adds = rest.has("sum", "adding", "adds_up") and not rest.has("how_many")
        return (summed(rest, table) if adds else None) or counted(rest, table)
    if table.values:
        return None
    if not table.named:
        return summed(rest, table) if one_column and rest.has("sum", "adding", "adds_up") else None
    if rest.has("sum", "adding") and len(table.named) > 1:
        return summed(rest, table) if one_column else None
    return cells(rest, table, table.columns)


def _of_labels(question: Question, matching: Matching, labels: Sequence[Called], parts: Sequence[Called]) -> Iterator[Place]:
    """Lines "label: value" that a question names by their label, and by what they stand under where it names that."""
    view = matching.view
    for label in labels:
        above = set(view.above_unit(label.name.unit))
        under = [part for part in parts if part.name.unit in above and (part.end <= label.start or label.end <= part.start)]
        names = [label, *under]
        spans = _apart(names)
        rest = _beside(question, spans) if (label.start, label.end) in spans and not _left(question, matching, spans, -1) else None
        if rest is not None and not rest.has(*group("asks_values")):
            members = view.members.get(label.name.unit, ())
            said = listed(rest, Found(matching, label.name.unit, 1.0, members)) if members else (state(view, label.name.unit),)
            yield Place(_rank(names, spans), "cell", Draft("lookup", said, certain=True))


def _of_part(question: Question, matching: Matching, part: Called, parts: Sequence[Called]) -> Iterator[Place]:
    """What stands under a heading or the line that introduces a list, or the fields of it that are meant."""
    view = matching.view
    unit = part.name.unit
    above = set(view.above_unit(unit))
    names = [part, *(other for other in parts if other.name.unit in above)]
    spans = _apart(names)
    rest = _beside(question, spans) if (part.start, part.end) in spans and unit not in view.title_units else None
    if rest is None or rest.has("how_many", *_COMPUTED):
        return
    left = _left(question, matching, spans, -1)
    heads = {member: label for member in view.members[unit] if (label := label_of(view.units[member]))}
    fields = meant(rest, view, heads, left) if heads else ()
    if rest.has("who"):
        fields = tuple(field for field in fields if not is_open(view.units[field].text[len(heads[field]) :].lstrip(":： ")))
    if fields:
        said = tuple(state(view, field, context=not at) for at, field in enumerate(fields))
        yield Place(_rank(names, spans), "cell", Draft("lookup", said, certain=True))
    elif not left and not rest.has(*group("asks_values")) and (not rest.has("how_much") or rest.has("list")):
        draft = Draft("list", listed(rest, Found(matching, unit, 1.0, view.members[unit])), certain=True)
        yield Place(_rank(names, spans), "part", draft)
