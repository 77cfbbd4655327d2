"""Things that share a value: everything one person owns, what a team's initiatives cost together, the steps not yet begun."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from agent.answers.asking.cues import says
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, NUMBER
from agent.answers.asking.words import is_unspaced, words
from agent.answers.computed.added import added
from agent.answers.lookups.asked import asked_attributes, asking_words, asks_attribute, overlaps, stands_above
from agent.answers.lookups.entries import noun_rows
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.record import Field, Record
from agent.answers.reading.records import Records, figure_of, hits, records_of
from agent.answers.reading.timing import asked_windows, windows_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement
from agent.facts.folding import fold
from agent.model.quantity import Window

NAMED = 0.7  # a word counts as part of a value from this weight on
MOST = 22
SURE = 0.9  # a status says the very word from this weight on
NEAREST = 0.9  # of what the line that fits best says of the question
WHOSE = ("owner", "team")
_SUMMING = ("sum", "how_much", "costs", "how_many", "how_long")
_FINISHED = frozenset({"done", "cancelled"})


@dataclass(frozen=True)
class Held:
    """Records of one roadmap that hold what the question names, and where each says so."""

    matching: Matching
    records: tuple[Record, ...]
    score: float
    labelled: frozenset[str]  # labels that other words of the question name

    @property
    def view(self) -> View:
        return self.matching.view


def holding_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The records that hold a value, or the sum of a field over them.

    Holds only when the question names the value itself (a person, a team, a state), every other telling word is a kind of thing, a
    field, a heading above the records or a mere verb, and two records at least are there to choose from.
    """
    if question.is_verdict or question.has(*_OTHER):
        return None
    found = [held for matching in matchings for held in (_held(question, matching),) if held is not None]
    if not found:
        return None
    best = max(found, key=lambda held: held.score)
    if question.has("how_many") and not best.labelled and question.wanted != "money":
        return _counted(question, best)
    if question.has(*_SUMMING):
        return summed(question, best)
    return _listed(question, best)


def _counted(question: Question, held: Held) -> Draft | None:
    found = _listed(question, held)
    return replace(found, lead=f"{len(held.records)}.", counts=(len(held.records),), kind="aggregate") if found is not None else None


_OTHER = ("maximum", "minimum", "average", "difference", "ratio", "share", "same", "correct", "versus", "change", "why", "how", "exclude")


def _held(question: Question, matching: Matching) -> Held | None:
    kept = records_of(matching.view)
    candidates = [record for record in kept.records if not record.is_total and len(record.fields) > 1]
    if len(candidates) < 2:
        return None
    chosen, rows = _by_value(question, matching, kept, candidates)
    in_state = _by_state(question, matching.view, candidates)
    if in_state:
        chosen = [record for record in chosen if record in in_state] if chosen else in_state
        rows |= frozenset(_state_rows(question))
    worded, said = _by_status_word(question, kept, chosen or candidates)
    chosen, rows = worded or chosen, rows | said
    labelled = _labelled(question, kept, rows, chosen)
    if not chosen or not _accounted(question, matching, chosen, rows, labelled.keys()):
        return None
    chosen = [
        record
        for record in chosen
        if not any(matching.spread[row, record.unit] < MATCHED for row in matching.counted_rows)
        and _in_time(question, matching.view, record)
    ]
    best = float(matching.coverage.max(initial=0.0))
    if chosen and question.has("when") and max(float(matching.coverage[record.unit]) for record in chosen) < NEAREST * best:
        return None  # another line says much more of the question: it names one thing, not all that share a value
    if len(chosen) == 1 and not in_state and _is_headed(matching, chosen[0]):
        return None
    if len(chosen) == 1 and in_state and any(matching.own[row, chosen[0].unit] >= MATCHED for row in matching.counted_rows):
        return None  # "what is left of phase 4" asks for what is in it
    chosen = _called(question, matching, chosen)
    value = float(sum(matching.value[row] for row in rows)) or 0.1
    labels = frozenset(label for found in labelled.values() for label in found)
    return Held(matching, tuple(chosen), value, labels) if chosen else None


def _called(question: Question, matching: Matching, chosen: list[Record]) -> list[Record]:
    """The records that stand under what the question calls them, where some do: the phases, not all that is done."""
    view = matching.view
    for row in noun_rows(question, "which"):
        inside = [record for record in chosen if any(matching.own[row, place] >= NAMED for place in _over(view, record.unit))]
        chosen = inside or chosen
    return chosen


def _over(view: View, unit: int) -> list[int]:
    """What names the entries of the list or table a unit stands in: its header, its lead line, its heading."""
    found = view.units[unit]
    return [unit for unit in (found.header, found.lead, *found.headings[:1]) if unit >= 0 and unit not in view.title_units]


def _by_status_word(question: Question, kept: Records, records: Sequence[Record]) -> tuple[list[Record], frozenset[int]]:
    """The records whose status says a word of the question that not all of them say: "live"."""
    stating = [record for record in records if record.said("status")]
    found = hits(question, kept.values)
    for row, term in enumerate(question.terms):
        if term.weight < CONTENT * 0.9 or term.timed or set(term.concepts) & group("state") or not question.has("which", "list"):
            continue
        saying = [
            record
            for record in stating
            if any(found[row, kept.value_at[value]] >= SURE for field in record.said("status") for value in field.values)
        ]
        if 1 < len(saying) < len(stating):
            return saying, frozenset({row})
    return [], frozenset()


def _is_headed(matching: Matching, record: Record) -> bool:
    """Whether a heading says more of the question than the only row found: what is asked for stands under it."""
    best = int(matching.scores.argmax())
    view = matching.view
    return view.units[best].kind == "heading" and bool(view.members.get(best)) and best != record.unit


def _by_value(question: Question, matching: Matching, kept: Records, records: Sequence[Record]) -> tuple[list[Record], frozenset[int]]:
    """Records that hold a value whose words the question says: in part for a person or team, all of them for the cells of a table."""
    found = hits(question, kept.values)
    asking = asking_words(question)
    folded = fold(question.text)
    telling = [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9 and term.position not in asking and not asks_attribute(term, ("owner",))
    ]
    used: set[int] = set()
    chosen: list[Record] = []
    columns: set[tuple[str, str]] = set()
    for record in records:
        for field in record.fields:
            whose = field.attribute in WHOSE
            if field.attribute == "status" or (not whose and matching.view.units[record.unit].kind != "row"):
                continue
            for value in field.values:
                rows = [row for row in telling if found[row, kept.value_at[value]] >= NAMED]
                said = sum(len(question.terms[row].words) for row in rows)
                whole = said >= len([word for word in words(value) if len(word.text) > 2])
                written = is_unspaced(value[0]) and fold(value) in folded
                if (rows and (whose or whole)) or (written and whose):
                    used.update(rows)
                    chosen.append(record)
                    columns.add((field.label, fold(value)))
    chosen += [
        record
        for record in records
        if any((field.label, fold(_bare(value))) in columns for field in record.fields for value in field.values)
    ]
    return [record for record in records if record in chosen], frozenset(used)


def _bare(value: str) -> str:
    """A value without what it says in brackets: "Python (Flask, Django)"."""
    return value.partition("(")[0].strip()


def _state_rows(question: Question) -> list[int]:
    return [row for row, term in enumerate(question.terms) if set(term.concepts) & group("state")]


def _by_state(question: Question, view: View, records: Sequence[Record]) -> list[Record]:
    """Records in the state asked for, when most of them tell theirs: not started is not the same as open."""
    states = {record: state_of(view, record) for record in records if record.said("status")}
    if len(states) < 2 or not any(states.values()):
        return []
    wanted = question.concepts & {"in_progress"}
    if wanted:
        return [record for record, state in states.items() if state == "in_progress"]
    if question.has("not_begun"):
        return [record for record, state in states.items() if state in ("planned", "new")]
    if "planned" in question.concepts and says(question.text, "still", question.language):
        return [record for record, state in states.items() if state in ("planned", "new")]
    if question.has("open"):
        return [record for record, state in states.items() if state and state not in _FINISHED]
    if question.has("done") or "done" in question.concepts:
        return [record for record, state in states.items() if state == "done"]
    return []


def state_of(view: View, record: Record) -> str:
    """The state of a record: of its item, else what its status field says."""
    if record.item is not None and record.item.status:
        return record.item.status
    marks = [str(token.value) for field in record.said("status") for token in view.scan(field.text) if token.kind == "status"]
    return marks[0] if marks else ""


def _labelled(question: Question, kept: Records, rows: frozenset[int], chosen: Sequence[Record]) -> dict[int, tuple[str, ...]]:
    """The labels that the other words of the question name, by the row of the word."""
    found = hits(question, kept.labels)
    labels = list(dict.fromkeys(field.label for record in chosen for field in record.fields if field.label))
    named = {
        row: tuple(label for label in labels if found[row, kept.label_at[label]] >= NAMED)
        for row in range(len(question.terms))
        if row not in rows
    }
    return {row: found_labels for row, found_labels in named.items() if found_labels}


def _accounted(question: Question, matching: Matching, chosen: Sequence[Record], rows: frozenset[int], labelled: Collection[int]) -> bool:
    """Whether nothing telling is left over: at most one word that the plan does not know, which is then the verb."""
    asking = asking_words(question)
    unknown = 0
    for row, term in enumerate(question.terms):
        if row in rows or row in labelled or term.timed or term.weight < NUMBER or term.position in asking:
            continue
        if set(term.concepts) & (group("asks_field") | group("item_nouns") | group("state")) or term.text in group("item_words"):
            continue
        if matching.found[row] and not all(stands_above(matching, row, record.unit) for record in chosen):
            return False
        unknown += not matching.found[row]
    return unknown <= 1


def _in_time(question: Question, view: View, record: Record) -> bool:
    asked = asked_windows(question)
    own = [*(token.value for field in record.fields for token in view.scan(field.text)), *windows_of(view, record.unit)]
    return not asked or any(isinstance(one, Window) and overlaps(one, other) for one in own for other in asked)


_VALUED = ("money", "quantity", "percent", "duration", "window", "date", "person")


def _listed(question: Question, held: Held) -> Draft | None:
    """The records with the fields that are asked for beside; None where a value is asked for and the records say none."""
    attributes = [attribute for attribute in asked_attributes(question) if attribute != "owner" or question.has("who")]
    said = []
    for record in held.records[:MOST]:
        fields = [field for field in record.fields if field.attribute in attributes or (field.label in held.labelled and field.label)]
        if "window" in attributes:
            fields += [*record.said("start"), *record.said("end")]
        values = "; ".join(f"{field.label}: {field.text}" if field.label else field.text for field in dict.fromkeys(fields))
        if not values and (question.wanted in _VALUED or len(held.records) == 1):
            return None
        said.append(Statement(held.view, (record.unit,), f"{record.title} — {values}" if values else record.title, "", True))
    cited = tuple((held.view, field.unit) for record in held.records for field in record.fields if field.attribute in (*WHOSE, "status"))
    return Draft("list", tuple(said), cited=cited, certain=True)


def summed(question: Question, held: Held) -> Draft | None:
    """One field of every record added up: the one that the question names, or the only one of its kind."""
    columns = [_entry(question, held, record) for record in held.records]
    entries = [entry for entry in columns if entry is not None]
    if not entries or len(entries) < len(held.records) or len({(entry.quantity.kind, entry.quantity.unit) for entry in entries}) > 1:
        return None
    found = added(question, held.view, entries)
    label = entries[0].label
    said = tuple(
        Statement(
            held.view, (entry.unit,), f"{record.title} — {label}: {entry.text}" if label else f"{record.title}: {entry.text}", "", True
        )
        for record, entry in zip(held.records, entries, strict=True)
    )
    return Draft("aggregate", said, found.lead if len(entries) > 1 else "", found.computation, certain=True)


def _entry(question: Question, held: Held, record: Record) -> Entry | None:
    labelled = [field for field in record.fields if field.label in held.labelled and any(map(str.isdecimal, field.text))]
    fields = labelled or _costs(question, record)
    read = [entry for field in fields if (entry := figure_of(held.view, record, field)) is not None]
    one_label = len({field.label for field in fields}) == 1
    one_amount = len({(entry.least, entry.most) for entry in read}) == 1 and len(read) == len(fields)
    return read[0] if read and (one_label or one_amount) else None


def _costs(question: Question, record: Record) -> list[Field]:
    if question.has("how_many", "how_long") and question.wanted != "money":
        return [*record.said("effort"), *record.said("duration")] if question.has("how_long") else []
    return list(record.said("cost"))
