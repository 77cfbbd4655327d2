"""What stands beside an item's name: `**K-01 Planner** (Dispatch, £120K), ships 20 March, needs K-03`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.brackets import Bracketed, bracketed_fields
from agent.extract.facts.courses import read_courses
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.facts.persons import names_person
from agent.extract.facts.placed import attribute_of_value
from agent.extract.facts.prose import inline_field, read_clause, read_labelled
from agent.extract.facts.referrals import referrals
from agent.extract.scoping.scopes import Scope
from agent.extract.wording.befores import is_example
from agent.extract.wording.clauses import Clause, clauses, sentences, strip_joins, values_in, words_outside
from agent.extract.wording.labels import Field
from agent.extract.wording.meanings import as_period, fits
from agent.extract.wording.roles import holds_for
from agent.extract.wording.titles import Title, dates_paper, is_stamped
from agent.extract.wording.words import names_writing
from agent.facts import lookup_label, sure_label
from agent.facts.headers import with_header_unit
from agent.facts.measures import measure_for
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

_MOST_WORDS = 3
_CUTS = expression(r"[,;:()（）\[\]|]")
_REFERENCES = frozenset({"depends_on", "blocks", "after", "before"})
_PARTY = frozenset({"owner", "team"})
_TIMES = frozenset({"start", "end", "window"})
_FINANCIAL = frozenset({"budget", "funding", "revenue", "pricing", "finances"})
_SHARE = expression(r"\s*(?:for|por|für|pour|per|за)\s+(?:an?\s+)?\d+(?:[.,]\d+)?\s?%(?!\w)", re.IGNORECASE)  # of the firm
_NAMED = expression(r"[^\W\d_][^\d\n()（）=]*(?=\s*[(（]|$)")
_FEWEST_LISTED = 3
_FEWEST_PROMISED = 3
_LONGEST_NOTE = 120  # characters of a bracket
_TIMES_MARKS = (" x", " ×")  # "Data scientist x 2"
_GLUED = expression(r"\s*(?P<label>[^\W\d_]{1,12})：\s*(?P<value>\S)")  # "（担当：森田、前提：試作）": no space behind the colon


def read_tail(
    context: Context,
    block: Block,
    title: Title,
    start: int,
    end: int,
    scope: Scope,
    source: Source,
    drafted: bool = True,
    apart: bool = False,
) -> Iterator[Made]:
    """Facts of the item that `title` names, from everything in `start`..`end` that is not its id or name. `apart` is a section of an item
    that has a name of its own: when it is says nothing of the item around it."""
    tokens = [token for token in context.scanned.tokens[block.index] if start <= token.start and token.end <= end]
    grouped = tuple(bracketed_fields(block.text, start, end, tokens))
    for group in grouped:
        yield from _read_group(context, block, group, tokens, scope)
    tokens = [token for token in tokens if not any(group.start <= token.start < group.end for group in grouped)]
    changed = list(read_courses(context, block, start, end, scope, source, tokens))
    yield from changed
    explained = {at for made in changed for at in made.starts}
    tokens = [token for token in tokens if token.start not in explained]
    covered = referrals(block.text, tokens, end, context.names)
    for reference, stop in covered:
        meaning = Meaning(str(reference.value), reference.text)
        yield make(
            context, block, reference.end, stop, meaning, scope, source, [t for t in tokens if t.start >= reference.start and t.end <= stop]
        )
    glued = [(begin, field) for begin, field in _inline_fields(block, start, end, tokens) if begin > title.name_start]
    for _, field in glued:
        yield read_labelled(context, block, field, scope)
    if glued:
        end = glued[0][0]
    for clause in clauses(block.text, start, end, [token for token in tokens if token.end <= end]):
        if any(group.start <= clause.start < group.end for group in grouped):
            continue
        if any(reference.start <= clause.start < stop or clause.start <= reference.start < clause.end for reference, stop in covered):
            clause = _before_reference(clause, covered)
        if clause.end <= clause.start or (clause.start <= title.name_start < clause.end and not values_in(clause.tokens)):
            continue
        yield from _clause_facts(context, block, title, clause, scope, source, _label_before(block.text, clause, start), drafted, apart)


def _read_group(context: Context, block: Block, group: Bracketed, tokens: list[Token], scope: Scope) -> Iterator[Made]:
    for field, known in group.fields:
        inside = [token for token in tokens if field.value_start <= token.start and token.end <= field.value_end]
        meaning = Meaning(known.attribute, block.text[field.start : field.end])
        yield make(context, block, field.value_start, field.value_end, meaning, scope, "field", inside)


def _inline_fields(block: Block, start: int, end: int, tokens: list[Token]) -> list[tuple[int, Field]]:
    """Sentences behind the name that are fields of their own ("Owner: Ines."), each with where it begins."""
    found = ((begin, inline_field(block, begin, stop)) for begin, stop in sentences(block.text, start, end, tokens))
    return [(begin, field) for begin, field in found if field is not None]


def _before_reference(clause: Clause, covered: list[tuple[Token, int]]) -> Clause:
    """The part of a clause in front of a dependency word, the whole of it behind is taken."""
    for reference, stop in covered:
        if reference.start <= clause.start < stop:
            return Clause(clause.end, clause.end, ())
        if clause.start <= reference.start < clause.end:
            return Clause(clause.start, reference.start, tuple(t for t in clause.tokens if t.end <= reference.start))
    return clause


def _clause_facts(
    context: Context, block: Block, title: Title, clause: Clause, scope: Scope, source: Source, before: str, drafted: bool, apart: bool
) -> Iterator[Made]:
    values, unit = values_in(clause.tokens), context.notes.whole
    if unit is not None and len(values) == 1 and values[0].kind == "number" and not _words_around(block.text, clause, values):
        priced = with_header_unit(values[0], unit)
        yield make(context, block, priced.start, priced.end, Meaning("cost", ""), scope, source, (priced,))
        return
    if not values:
        yield from _worded(context, block, clause, scope, source)
        return
    outside = [token for token in values if not _in_name(token, title, block.text) and not is_example(block.text, token.start)]
    if block.kind == "item":
        yield from _measured_in_name(context, block, clause, scope, source, [token for token in values if token not in outside])
    if not outside:
        return
    if not drafted and len(outside) == 1 and isinstance(outside[0].value, Window) and is_stamped(title, of_document=False):
        yield make(context, block, outside[0].start, outside[0].end, Meaning("as_of", "", title.name), scope, source, (outside[0],))
        return
    rest = _words_around(block.text, clause, values)
    if len(rest.split()) <= _MOST_WORDS and len(outside) <= 2 and not rest.endswith(_TIMES_MARKS):
        label = rest or before
        meaning = lookup_label(label) if label else None
        for token in outside:
            attribute = _attribute(token, meaning.attribute if meaning else "", clause, scope, bool(rest))
            if attribute in {"cost", "price"} and _SHARE.match(block.text, token.end):
                attribute = "funding"  # "€500K for 20%"
            if attribute in {"duration", "effort"} and (_is_step(context, block, token) or _is_listed(context, block, token)):
                attribute = ""
            if attribute == "end" and not (meaning is not None and meaning.attribute in _TIMES) and _modifies(block.text, clause, token):
                continue  # "(verify the 19 December fixes)"
            if attribute in {"end", "window"} and _bounds_figure(block.text, token, outside):
                continue  # "(a market of $2B by 2028)"
            if attribute in {"end", "window"} and _is_written(block.text, clause, token):
                attribute = "as_of"
            if attribute == "window" and not drafted and dates_paper(title):
                attribute = "as_of"
            if attribute == "duration" and source == "heading" and not drafted and not rest and not title.name:
                attribute = "window"  # "12 months" above targets: when they are due
            if ahead := _means(token, scope):
                attribute, token = "window", ahead
            if attribute == "duration" and not drafted and holds_for(title.name):
                meaning_of = Meaning("", title.name, title.name, item="" if apart and _is_of_section(title, "duration") else None)
                yield make(context, block, token.start, token.end, meaning_of, scope, source, (token,))
                continue
            if attribute == "window":
                token = as_period(token)
            if attribute:
                about = title.topic or not drafted  # "Human Resources (Total: $3.2M)": of that, not of the item around
                subject = (title.name or title.id) if about else ""
                item = "" if apart and _is_of_section(title, attribute) else None
                yield make(context, block, token.start, token.end, Meaning(attribute, label, subject, item=item), scope, source, (token,))
                continue
            yield from read_clause(context, block, Clause(clause.start, clause.end, clause.tokens), scope, source, only=token)
        return
    yield from read_clause(context, block, clause, scope, source)


def _measured_in_name(
    context: Context, block: Block, clause: Clause, scope: Scope, source: Source, tokens: Sequence[Token]
) -> Iterator[Made]:
    """What an entry that is an item promises of a measure: "Reach 99.9% uptime". Other figures are part of its name: "Top 10 report"."""
    for token in tokens:
        for made in read_clause(context, block, clause, scope, source, only=token):
            if made.fact.attribute in {"metric", "revenue"} and _is_promised(made.fact.subject or made.fact.label, token.value):
                yield made


def _is_promised(words: str, value: Quantity | Window | str) -> bool:
    """Whether a value is one of a measure that words name: those who are hired ("+2 developers") are none, nor is the first customer."""
    if not isinstance(value, Quantity) or (value.kind == "count" and value.most < _FEWEST_PROMISED):
        return False
    return measure_for(words, value) not in {"", "people", "developers"}


def _is_of_section(title: Title, attribute: str) -> bool:
    """Whether a time beside the name of a section is when what stands in it is, and not when the work around it is: "Next steps (week 1)",
    "Total budget (12 months)", but not "Timeline (weeks 1-4)"."""
    if attribute == "duration":
        return title.topic in _FINANCIAL
    return attribute in _TIMES and bool(title.name) and title.topic != "timeline"


def _is_step(context: Context, block: Block, token: Token) -> bool:
    """Whether an arrow leads to or from a length: "(1 min → 5 min → 30 min)" is no time of work."""
    beside = context.scanned.tokens_in(block.index, max(0, token.start - 3), min(len(block.text), token.end + 3))
    return any(other.kind == "operator" and other.value == "->" for other in beside)


def _is_listed(context: Context, block: Block, token: Token) -> bool:
    """Whether a length is one of three and more in a row: "Reminders (1 day, 3 days, 7 days)" says when, not how long it takes."""
    tokens = context.scanned.tokens[block.index]
    at, run = tokens.index(token), 1
    for step in (-1, 1):
        near = at
        while 0 <= near + step < len(tokens) and _is_next(block.text, *sorted((tokens[near], tokens[near + step]), key=_start)):
            near, run = near + step, run + 1
    return run >= _FEWEST_LISTED


def _start(token: Token) -> int:
    return token.start


def _is_next(text: str, first: Token, second: Token) -> bool:
    """Whether two lengths stand side by side in a list."""
    lengths = all(isinstance(token.value, Quantity) and token.value.kind == "duration" for token in (first, second))
    return lengths and not text[first.end : second.start].strip(" ,、，/;&")


def _modifies(text: str, clause: Clause, token: Token) -> bool:
    """Whether words stand on both sides of a day: it is part of what they say."""
    return all(any(map(str.isalpha, strip_joins(side))) for side in (text[clause.start : token.start], text[token.end : clause.end]))


def _bounds_figure(text: str, token: Token, beside: list[Token]) -> bool:
    """Whether a time is by when the amount or share right before it is reached, and no time of work."""
    window = token.value
    if not isinstance(window, Window) or window.start is not None or window.end is None:
        return False
    before = next((one for one in reversed(beside) if one.end <= token.start), None)
    figure = before.value if before is not None else None
    counts = isinstance(figure, Quantity) and figure.kind in {"money", "percent", "count", "score"}
    return before is not None and counts and not text[before.end : token.start].strip()


def _is_written(text: str, clause: Clause, token: Token) -> bool:
    """Whether the words before a day say that something was written or checked then: "(added 2026-04-17)", "(as of 5 May)"."""
    words = " ".join(text[clause.start : token.start].split()).strip("()[]（）【】:： ")
    if words:
        return names_writing(words)
    near = max(0, token.start - _LONGEST_NOTE)
    bracket = max(text.rfind("(", near, token.start), text.rfind("（", near, token.start))
    told = text[bracket + 1 : token.start].split() if bracket >= 0 else []
    closed = any(mark in text[bracket : token.start] for mark in ")）")
    return bool(told) and not closed and any(names_writing(" ".join(told[:size]).rstrip(",，")) for size in (1, 2))


def _means(token: Token, scope: Scope) -> Token | None:
    """A length in a title as the period it was read as."""
    window = scope.window
    same = window is not None and window.is_relative and window.text == token.text and isinstance(token.value, Quantity)
    return replace(token, kind="window", value=window) if same and window is not None else None


def _attribute(token: Token, named: str, clause: Clause, scope: Scope, labelled: bool) -> str:
    value = token.value
    if isinstance(value, Window):
        done = any(other.kind == "status" and other.value == "done" for other in clause.tokens)
        if named in {"start", "end", "window"}:
            return named
        if value.open_ended and value.precision == "day":
            return "start"
        return "end" if value.precision == "day" and value.start == value.end and (done or labelled) else "window"
    if (
        isinstance(value, Quantity)
        and value.kind == "duration"
        and value.is_range
        and value.unit in {"month", "week", "day", "year"}
        and not named
    ):
        return "duration"
    if named and not isinstance(value, str):
        if named in {"total", "subtotal"} and value_is_money(value):
            return attribute_of_value(value, scope)
        return named if fits(named, value) else ""
    if isinstance(value, Quantity) and value.kind == "percent" and labelled and any(other.kind == "status" for other in clause.tokens):
        return "progress"
    return attribute_of_value(value, scope) if not labelled or value_is_money(value) else ""


def value_is_money(value: Quantity | Window | str) -> bool:
    return isinstance(value, Quantity) and value.kind == "money"


def _worded(context: Context, block: Block, clause: Clause, scope: Scope, source: Source) -> Iterator[Made]:
    """ "area Platform", "owner Ana": a word of the lexicon and what follows it, in a clause of few words."""
    glued = _GLUED.match(block.text, clause.start, clause.end)
    known = sure_label(glued["label"]) if glued else None
    if glued and known is not None and known.attribute in _PARTY | _REFERENCES:
        yield make(context, block, glued.start("value"), clause.end, Meaning(known.attribute, glued["label"]), scope, source, ())
        return
    words = block.text[clause.start : clause.end].split()
    if not 2 <= len(words) <= 6:
        return
    if names_person(block.text, clause.start, clause.end, context.scanned.convention.language):
        yield make(context, block, clause.start, clause.end, Meaning("owner", ""), scope, source, ())
        return
    first = block.text.find(words[0], clause.start)
    meaning = lookup_label(words[0].strip("(:"))
    if meaning is None or meaning.attribute not in _PARTY:
        return
    start = first + len(words[0])
    while start < clause.end and block.text[start].isspace():
        start += 1
    yield make(context, block, start, clause.end, Meaning(meaning.attribute, words[0].strip("(:")), scope, source, ())


def _label_before(text: str, clause: Clause, start: int) -> str:
    """The words in front of the colon that a clause follows: "Total" in "(Total: $3.2M)"; before an equals sign those that say what is
    worth so much: "Adults" in "100 Adults (50%) = $4K"."""
    before = text[start : clause.start].rstrip()
    if text[clause.start : clause.end].lstrip().startswith("="):
        named = _NAMED.search(before)
        return strip_joins(named[0]) if named is not None and len(named[0].split()) <= _MOST_WORDS else ""
    if not before.endswith((":", "：")):
        return ""
    words = strip_joins(_CUTS.split(before[:-1])[-1])
    return words if len(words.split()) <= _MOST_WORDS else ""


def _words_around(text: str, clause: Clause, values: tuple[Token, ...]) -> str:
    words = words_outside(text, clause.start, clause.end, values)
    return words if any(character.isalpha() for character in words) else ""


def _in_name(token: Token, title: Title, text: str) -> bool:
    return token not in title.values and title.name_start <= token.start < title.end and text[token.start : token.end] in title.name
