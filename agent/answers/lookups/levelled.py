"""Lists by level: "which risks have a high probability", "quais tarefas têm prioridade alta"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.counted import joining_words
from agent.answers.asking.glossary import concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import NUMBER, Term
from agent.answers.asking.words import is_unspaced, words
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.record import Field, Record
from agent.answers.reading.records import hits, records_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement
from agent.expressions import expression

LEVELS = frozenset({"critical", "high", "medium", "low"})
SCALES = frozenset({"priority", "probability", "impact", "complexity", "effort", "score"})
NAMED = 0.6  # a word counts as part of a label from this weight on
MOST, SHORT = 22, 24  # records; characters of a cell that says a level
NEAR = 4  # units: a name and a field so near are cited together
KIND = 2  # words of the question among which the noun for what is listed stands
FIRST = 3  # words of a value among which its level stands
_REST = expression(r"\s*[(（\[:;,.–—]|\s-\s")


def levelled_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The records whose field on the scale that is named has the level that is named.

    Holds only when the question names a scale and a level, and at least one record has another level on it.
    """
    wanted = [(term, level) for term in question.terms for level in sorted(LEVELS & set(term.concepts)) if not set(term.concepts) & SCALES]
    scales = [term for term in question.terms if set(term.concepts) & SCALES] or (_columns(question, matchings) if wanted else [])
    if not scales or not wanted or question.is_verdict or question.has("maximum", "minimum", "when", "costs", "sum"):
        return None
    asked = [(scale, _accepted(question, scale, wanted)) for scale in scales]
    found = [(matching.view, *pair) for matching in matchings for pair in _of_levels(question, matching, asked)]
    if not found:
        return None
    said = [_said(view, record, fields) for view, record, fields in found[:MOST]]
    return Draft("list", tuple(said), f"{len(found)}{_shared([fields for _, _, fields in found])}:", counts=(len(found),), certain=True)


def _shared(found: Sequence[Sequence[Field]]) -> str:
    """ " (Priority: high)" where all that are listed say just that under one label."""
    said = {tuple((field.label, field.text) for field in fields) for fields in found}
    only = next(iter(said)) if len(said) == 1 else ()
    return f" ({'; '.join(f'{label}: {text}' for label, text in only)})" if only and all(label for label, _ in only) else ""


def _columns(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """Terms that name a column of levels, whatever it measures: "hohes Potenzial"."""
    found = []
    for matching in matchings:
        kept = records_of(matching.view)
        labels = hits(question, kept.labels)
        levels: dict[str, int] = {}
        for field in (field for record in kept.records for field in record.fields if field.label and len(field.text) <= SHORT):
            levels[field.label] = levels.get(field.label, 0) + bool(level_of(matching.view, field.text))
        of_levels = [label for label, count in levels.items() if count > 1]
        found += [term for row, term in enumerate(question.terms) if any(labels[row, kept.label_at[label]] >= NAMED for label in of_levels)]
    return found


def _accepted(question: Question, scale: Term, wanted: Sequence[tuple[Term, str]]) -> frozenset[str]:
    """The level that stands nearest to the name of the scale, and what is joined to it: "hard or medium" are two values that count."""
    nearest = min(wanted, key=lambda pair: (abs(pair[0].position - scale.position), pair[0].position))
    levels = {term.position: level for term, level in wanted}
    at = {term.position: term.text for term in question.terms}
    spelled = [word.text for word in words(question.text)]
    place = nearest[0].position
    found = {nearest[1]}
    for joint, other in ((place - 1, place - 2), (place + 1, place + 2)):
        if 0 <= joint < len(spelled) and spelled[joint] in joining_words() and other in at:
            found.add(levels.get(other, at[other]))
    return frozenset(found)


def _of_levels(
    question: Question, matching: Matching, asked: Sequence[tuple[Term, frozenset[str]]]
) -> list[tuple[Record, tuple[Field, ...]]]:
    kept = records_of(matching.view)
    labels = hits(question, kept.labels)
    rows = {term: row for row, term in enumerate(question.terms)}
    chosen: list[tuple[Record, tuple[Field, ...]]] = []
    others = False
    for record in kept.records:
        found = [_on_scale(record, scale, labels[rows[scale]], kept.label_at) for scale, _ in asked]
        if not all(found):
            continue
        fields = tuple(dict.fromkeys(field for field in found if field is not None))
        if all(_has_level(matching.view, field.text, levels) for field, (_, levels) in zip(found, asked, strict=True) if field is not None):
            chosen.append((record, fields))
        else:
            others = True
    taken = frozenset(level for _, levels in asked for level in levels)
    return _in_scope(question, matching, _of_kind(question, matching, chosen), taken) if others else []


def _of_kind(
    question: Question, matching: Matching, chosen: list[tuple[Record, tuple[Field, ...]]]
) -> list[tuple[Record, tuple[Field, ...]]]:
    """The records that are what the question calls them, by their name or their heading, where some are: risks among other entries."""
    view = matching.view
    nouns = [row for row, term in enumerate(question.terms) if term.position <= KIND and set(term.concepts) & set(item_kinds()) - {"list"}]
    for row in nouns[:1]:
        named = hits(question, records_of(view).names)[row]
        at = {id(record): place for place, record in enumerate(records_of(view).records)}
        inside = [
            pair
            for pair in chosen
            if named[at[id(pair[0])]] >= NAMED or any(matching.own[row, index] >= NAMED for index in view.units[pair[0].unit].headings[:1])
        ]
        chosen = inside or chosen
    return chosen


def _on_scale(record: Record, scale: Term, hit: Sequence[float], label_at: dict[str, int]) -> Field | None:
    """The field of a record on a scale: by its attribute, or by a label that says the scale's name."""
    for field in record.fields:
        if field.label and hit[label_at[field.label]] >= NAMED and field.text.strip():
            return field
    return next(iter(record.said("priority")), None) if "priority" in scale.concepts else None


def _has_level(view: View, text: str, levels: frozenset[str]) -> bool:
    """Whether a value begins with one of the levels, or with one of the words asked for."""
    first = next(iter(words(text)), None)
    return level_of(view, text) in levels or (first is not None and first.text in levels)


def level_of(view: View, text: str) -> str:
    """The level that a value begins with ("🔥 HIGH (blocks launch)": high), "" when it begins with none."""
    start = _REST.split(text.strip(" *_|"), maxsplit=1)[0]
    listed = [word.text for word in words(start)][:FIRST]
    concepts = [
        concept for code in dict.fromkeys((view.language, "en")) for named in concepts_of_words(listed, code) for concept in named.concepts
    ]
    concepts += [concept for word in listed if is_unspaced(word) for _, found in concepts_in_run(word, view.language) for concept in found]
    return next((concept for concept in concepts if concept in LEVELS), "")


def _in_scope(
    question: Question, matching: Matching, chosen: list[tuple[Record, tuple[Field, ...]]], taken: frozenset[str]
) -> list[tuple[Record, tuple[Field, ...]]]:
    """The records that the other telling words of the question leave, but for those `taken` as values, as far as they divide them."""
    rows = [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= NUMBER and term.text not in taken and not set(term.concepts) & (SCALES | LEVELS | group("item_nouns"))
    ]
    for row in [*rows, *matching.counted_rows]:
        inside = [pair for pair in chosen if matching.spread[row, pair[0].unit] >= MATCHED]
        chosen = inside if inside or row in matching.counted_rows else chosen
    return chosen


def _said(view: View, record: Record, fields: Sequence[Field]) -> Statement:
    values = "; ".join(f"{field.label}: {field.text}" if field.label else field.text for field in fields)
    own = tuple(dict.fromkeys(field.unit for field in fields))
    near = all(abs(unit - record.unit) < NEAR for unit in own)
    units = tuple(dict.fromkeys((record.unit, *own))) if near else own
    return Statement(view, units, f"{record.title} — {values}", "", True)
