"""Facts of lines that say `label: value`, and of bullets that stand for the value of the label above them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.asked import read_periods
from agent.extract.facts.belonging import is_of_other_time, is_wider, named_item, section_of, stamps_document, sums_up, tells_state
from agent.extract.facts.binding import Binding, bind_label, subject_of
from agent.extract.facts.grouped import read_group
from agent.extract.facts.headed import is_aside, read_aside, subject_above
from agent.extract.facts.listed import listed_figures
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.facts.money import role_of_words
from agent.extract.facts.placed import attribute_of_value
from agent.extract.facts.prose import inline_field, read_clause, read_prose
from agent.extract.facts.set_columns import column_end, is_drawn, is_scale, set_apart
from agent.extract.scoping.scopes import Scope
from agent.extract.tree.fence_groups import Group, groups_of
from agent.extract.tree.standings import lists_states
from agent.extract.wording.befores import is_placeholder, sets_condition
from agent.extract.wording.clauses import between, clauses, is_share_of, sentences, values_at, values_in
from agent.extract.wording.labels import Field, split_field, split_parts, split_spaced
from agent.extract.wording.meanings import names_role, takes_amounts, with_lengths
from agent.extract.wording.scenarios import scenario_named
from agent.extract.wording.words import topic_of
from agent.facts import lexicon, sure_label
from agent.facts.folding import is_ideographic
from agent.facts.headers import with_header_unit
from agent.facts.measures import measure_for, names_people
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

_MARKER = expression(r"[ \t│├└─]*[-*•+–] +|[ \t]*[│├└][│├└─ ]* +")  # before a line of a drawn list
_DRAWN = expression(r"\[?[█▓▒░■□▰▱▮▯⬛⬜🟩🟦🟨]{3,60}\]?\s+|\[[=#>\-. ]{3,60}\]\s+")
_GAP = expression(r"\S {3,}\S")
_FOLLOWS = expression(r"\s*(?:→|⇒|=>|->)\s*")
_KATAKANA = expression(r"[ァ-ヴー・]{2,20}")
_SET = frozenset({"fence", "paragraph", "item"})  # text that may be set in columns
_STATED = frozenset({"risk", "status", "priority", "impact", "likelihood", "confidence", "metric", "progress"})  # under no condition
_NEEDS = frozenset({"depends_on", "blocks", "after", "before"})
_PRICED = frozenset({"cost", "revenue", "benefit", "saving"})
_MOST_OF_A_ROLE = 50  # people
_SUMMED = frozenset({"deliverable", "total", "subtotal", "cost", "revenue", "benefit", "saving", "effort", "people"})
_QUOTES = frozenset("\"'“„«「『`")


class _Labelled(Struct, frozen=True):
    """A line of `label: value`: the tokens of its label and of its value, the period that its label names."""

    field: Field
    label: str
    heads: tuple[Token, ...]
    inside: tuple[Token, ...]
    period: Window | None


def read_paragraph(context: Context, block: Block, end: int, start: int = 0) -> Iterator[Made]:
    """Facts of a paragraph from offset `start` to `end`: its lines when they are fields, else its sentences."""
    yield from read_text(context, block, start, end, context.scopes.of_block(block.index))


def read_text(context: Context, block: Block, start: int, end: int, scope: Scope) -> Iterator[Made]:
    """Facts of several lines of a block."""
    at = prose_start = start
    groups = iter(groups_of(block.text, context.scanned.tokens[block.index])[block.text.count("\n", 0, start) :])
    while at < end:
        stop = block.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        group = next(groups)
        around = _grouped(scope, group, context.scanned.convention.language)
        made = list(read_line(context, block, at, stop, around, "field"))
        if not made and _GAP.search(block.text, at, stop):
            made = list(_spaced(context, block, at, stop, around))
        if made:
            yield from read_prose(context, block, prose_start, at, scope)
            yield from made
            prose_start = stop
        at = stop + 1
    yield from read_prose(context, block, prose_start, end, scope)


def read_line(context: Context, block: Block, start: int, end: int, scope: Scope, source: Source) -> Iterator[Made]:
    """The facts of one line of fields; nothing when it holds none."""
    parts = split_parts(block.text, start, end, block.bold)
    if parts:
        at = start
        for part in parts:
            yield from read_prose(context, block, at, part.start, scope)
            yield from read_field(context, block, part, scope, source)
            at = part.value_end
        yield from read_prose(context, block, at, end, scope)
        return
    field = split_field(block.text, start, end, block.bold, 5 if block.kind == "paragraph" else 8)
    if field is not None and block.kind in _SET and (column := column_end(block.text, field)) < field.value_end:
        yield from read_field(context, block, replace(field, value_end=column), scope, source)
        yield from read_line(context, block, column, end, scope, source)
        return
    if field is not None and _is_sentence(context, block, field):
        return
    if field is not None and field.separator == ":" and field.value_end > field.value_start:
        yield from read_field(context, block, field, scope, source)
    else:
        yield from read_group(context, block, start, end, scope)


def _grouped(scope: Scope, group: Group | None, language: str) -> Scope:
    """The scope of a line in a group: its period, and what its words say of the amounts in it ("【収益】", "Costs:")."""
    if group is None:
        return scope
    dated = replace(scope, window=group.window) if group.window is not None else scope
    topic = topic_of(group.words)
    if not topic and not role_of_words(group.words, language):
        return dated
    return replace(dated, headings=(*scope.headings, group.words), topic=topic or scope.topic)


def read_lines(context: Context, block: Block) -> Iterator[Made]:
    """The fields of a fence of plain text, line by line; columns set apart by spaces are label and value too."""
    around = context.scopes.of_block(block.index)
    groups = groups_of(block.text, context.scanned.tokens[block.index])
    at = 0
    for line, group in zip(block.text.split("\n"), groups, strict=True):
        scope = _grouped(around, group, context.scanned.convention.language)
        marker = _MARKER.match(line)
        start = at + (marker.end() if marker else 0)
        made = tuple(read_line(context, block, start, at + len(line), scope, "field"))
        yield from made or _spaced(context, block, start, at + len(line), scope)
        at += len(line) + 1


def _spaced(context: Context, block: Block, start: int, end: int, scope: Scope) -> Iterator[Made]:
    """The field of a line whose label and value only spaces set apart, as in columns: "Hosting        $84"."""
    spaced = split_spaced(block.text, start, end)
    if spaced is not None and (bar := _DRAWN.match(block.text, spaced.value_start, spaced.value_end)):
        spaced = replace(spaced, value_start=bar.end())
    if spaced is not None and values_at(context.scanned.tokens[block.index], spaced.value_start - 1, spaced.value_start + 1):
        yield from read_field(context, block, spaced, scope, "field")


def _is_sentence(context: Context, block: Block, field: Field) -> bool:
    """ "The trend is clear: costs fell" is a sentence; a label of four words or more must be known or have a value behind it."""
    label = block.text[field.start : field.end]
    if field.bold or block.kind != "paragraph" or len(label.split()) <= 3:
        return False
    if values_at(context.scanned.tokens[block.index], field.value_start, field.value_start + 2):
        return False
    return sure_label(label) is None


def read_field(context: Context, block: Block, field: Field, scope: Scope, source: Source) -> Iterator[Made]:
    """The fact of `label: value`. Values in the label's brackets ("Growth (2026): 5 %") belong to it too; a label that is only a period or
    a priority ("Q4: 10,000+ contributors") says when or how urgent, and what follows speaks for itself."""
    tokens = context.scanned.tokens[block.index]
    label = " ".join(block.text[field.start : field.end].split()).strip('"“”') or block.text[field.start : field.end]
    heads = tuple(between(tokens, field.start, field.head_end))
    inside = with_lengths(label, tuple(between(tokens, field.value_start, field.value_end)))
    period = next((token.value for token in heads if isinstance(token.value, Window)), None)
    if period is not None and scope.item and is_of_other_time(context, block, period, scope):
        scope = replace(scope, item="")
    if is_scale(block.text, field, inside) or (len(label) == 1 and block.text[field.value_end - 1] in "?？"):
        return  # the marks of an axis, a question of "Q:" and "A:"
    if is_placeholder(block.text[field.value_start : field.value_end]):
        return  # "Constraints: [e.g., under 200 ms]"
    if label in lexicon.word_list("sections", "answer_labels") and any(
        heading.rstrip("*_ ").endswith(("?", "？")) for heading in scope.headings[-2:]
    ):
        yield from read_prose(context, block, field.value_start, field.value_end, scope)  # the answer to the question above
        return
    if is_aside(context, block, field, label, heads, inside, scope):
        yield from read_aside(context, block, field, scope, source, heads, inside)
        return
    if (apart := set_apart(block.text, field, inside)) < field.value_end:
        yield from read_field(context, block, replace(field, value_end=apart), scope, source)
        yield from read_prose(context, block, apart, field.value_end, scope)
        return
    further = _further(block, field, inside)
    if further is not None:
        yield from read_field(context, block, replace(field, value_end=further[0]), scope, source)
        yield from read_field(context, block, further[1], scope, source)
        return
    if periods := read_periods(context, block, field, scope, source):
        yield from periods
        return
    if listed := listed_figures(context, block, field, inside, label, replace(scope, window=period or scope.window), source):
        yield from listed
        return
    yield from _read_value(context, block, _Labelled(field, label, heads, inside, period), scope, source)


def _read_value(context: Context, block: Block, line: _Labelled, scope: Scope, source: Source) -> Iterator[Made]:
    """The fact of a line that states one value, and what stands beside it."""
    field, label, heads, inside, period = line.field, line.label, line.heads, line.inside, line.period
    inside, binding = _priced(context, label, inside, scope)
    above = subject_above(context, block, field, label, heads, inside, scope)
    subject = (above if binding.attribute != "objective" else "") or subject_of(label, binding, scope)
    if binding.attribute == "objective" and above and _opens_with_measured(field, inside, above):
        binding, subject = Binding("metric", "", "target", True), above  # "Objectif : 99,9 %" below "Disponibilité"
    opens = bool(inside) and inside[0].kind == "quantity" and inside[0].start <= field.value_start + 1
    if (binding.attribute in _NEEDS and opens) or (binding.attribute == "title" and any(isinstance(t.value, Quantity) for t in inside)):
        binding = Binding("", "", binding.role)  # "Requires: 38 new schools a month"
        subject = label
    if binding.attribute in _STATED and sets_condition(label):
        binding = Binding("", "", binding.role)  # "If the risk is high: two sentences more"
    if binding.attribute == "id" and opens and inside[0].kind == "quantity":
        binding = Binding(attribute_of_value(inside[0].value, scope), "", binding.role)  # "Ticket 2: 60 min"
    if binding.attribute == "metric" and names_role(label) and (_is_in_a_name(block.text, inside) or _is_share_aside(block.text, inside)):
        binding = Binding("objective", "", binding.role, True)
    if not binding.attribute and (_says_progress(inside) or is_drawn(block, field, inside)):  # "Search: 80% complete"
        binding = Binding("progress", "", binding.role, True)
    if scope.item and (sums_up(label, scope) or is_wider(period, binding.attribute, scope)):
        scope = replace(scope, item="", window=None)
    if binding.attribute in {"start", "end", "window"} and block.text[field.value_start : field.value_start + 1] in _QUOTES:
        binding = Binding("", "", binding.role)  # 'From: "Rules 2026" page'
        subject = label
    if binding.attribute == "window" and stamps_document(context, block, label, inside):
        binding = Binding("as_of", "", "", True)
    if binding.attribute in {"baseline", "actual"} and period is not None and not any(isinstance(t.value, Quantity) for t in inside):
        binding = Binding("window", "", "", True)  # "Now (23 March): public launch"
    if binding.attribute == "as_of" and tells_state(block, field, label, inside):
        binding = Binding("status", "", "", True)
    if period is not None and binding.attribute in _SUMMED:
        section = section_of(context, block, period, scope)
        binding = replace(binding, role=section.role) if binding.role == scope.role else binding
        scope = section
    if binding.attribute == "status" and lists_states(block.text[field.value_start : field.value_end]):
        binding = Binding("note", "", "", True)
    named = named_item(context, block, label, block.text[field.value_start : field.value_end], inside, period)
    meaning = Meaning(binding.attribute, label, subject, binding.role, named, period, scenario_named(label))
    end = _value_end(block, field, binding.attribute, inside)
    stated = tuple(token for token in inside if token.end <= end)
    made = make(context, block, field.value_start, end, meaning, scope, source, stated)
    yield Made(made.fact, made.place, made.starts + tuple(token.start for token in heads))
    yield from _staff_named(context, block, field, heads, scope, source)
    yield from _beside(context, block, replace(field, value_end=end), scope, source, stated, made.starts)
    if end < field.value_end:
        yield from read_prose(context, block, end, field.value_end, scope)


def _further(block: Block, field: Field, tokens: tuple[Token, ...]) -> tuple[int, Field] | None:
    """A second field in the value, and where the value ends before it: behind an arrow ("Repairs: -20% → savings: $5,000"), or as a
    sentence of its own ("Owner: Ann. Cost: $4K.")."""
    for arrow in _FOLLOWS.finditer(block.text, field.value_start + 1, field.value_end):
        inner = split_field(block.text, arrow.end(), field.value_end, (), 4)
        known = sure_label(block.text[inner.start : inner.end]) if inner is not None and inner.separator == ":" else None
        if inner is not None and known is not None and inner.value_end > inner.value_start:
            return arrow.start(), inner
    for begin, stop in sentences(block.text, field.value_start, field.value_end, tokens)[1:]:
        following = inline_field(block, begin, stop)
        if following is not None:
            end = block.text.rfind(".", field.value_start, following.start)
            stop = field.value_end - (block.text[field.value_end - 1] == ".")
            return (end if end > field.value_start else begin), replace(following, value_end=stop)
    return None


def _value_end(block: Block, field: Field, attribute: str, tokens: tuple[Token, ...]) -> int:
    """Where the value ends: an amount that opens it and is a sentence by itself leaves the rest to speak for itself
    ("Budget: $187K. Staff $126K, vans $16K.")."""
    if not takes_amounts(attribute) or not tokens or tokens[0].start > field.value_start + 2:
        return field.value_end
    first = next(iter(sentences(block.text, field.value_start, field.value_end, tokens)), None)
    alone = first is not None and first[1] < field.value_end and first[1] - tokens[0].end <= 2
    return first[1] if first is not None and alone else field.value_end


def _priced(context: Context, label: str, tokens: tuple[Token, ...], scope: Scope) -> tuple[tuple[Token, ...], Binding]:
    """The value read in the document's unit of money where the label speaks of money, and what the label means."""
    if context.notes.whole is not None:
        priced = tuple(with_header_unit(token, context.notes.whole) for token in tokens)
        binding = bind_label(label, values_in(priced), scope)
        if binding.attribute in _PRICED and binding.named:
            return priced, binding
    return tokens, bind_label(label, values_in(tokens), scope)


def _beside(
    context: Context, block: Block, field: Field, scope: Scope, source: Source, tokens: tuple[Token, ...], explained: tuple[int, ...]
) -> Iterator[Made]:
    """Figures in a value that its label does not explain, where the words beside them do: "Staff: $58K (1 tester, 2 designers)"."""
    left = [token for token in values_in(tokens) if token.start not in explained]
    if not left:
        return
    for clause in clauses(block.text, field.value_start, field.value_end, tokens):
        for token in left:
            if token in clause.tokens:
                yield from read_clause(context, block, clause, scope, source, only=token)


def _staff_named(context: Context, block: Block, field: Field, heads: tuple[Token, ...], scope: Scope, source: Source) -> Iterator[Made]:
    """How many people a label counts beside its value: "Welder (0.6 FTE) - $24,000"."""
    name = block.text[field.start : field.end].strip()
    for token in heads:
        value = token.value
        if not isinstance(value, Quantity) or value.kind != "count":
            continue
        bare = not value.unit and value.most <= _MOST_OF_A_ROLE and block.text[token.start - 1 : token.start] in {"(", "（"}
        if value.unit == "FTE" or (bare and names_people(name.split("(")[0].split("（")[0].rstrip(" *"))):
            yield make(context, block, token.start, token.end, Meaning("people", name, name), scope, source, (token,))


def _is_in_a_name(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether the one figure of a goal only tells of a thing what it has: 完全な6ステップ記事作成の実装."""
    values = values_in(tokens)
    value = values[0].value if len(values) == 1 else None
    if not isinstance(value, Quantity) or value.kind != "count" or not _KATAKANA.fullmatch(value.unit):
        return False
    return is_ideographic(text[values[0].end : values[0].end + 1] or " ")


def _is_share_aside(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether the one figure of a goal stands in brackets as a share of something: "Reach Spanish families (30% of all pupils)"."""
    values = values_in(tokens)
    return len(values) == 1 and text[values[0].start - 1] in "(（" and is_share_of(text, values[0])


def _opens_with_measured(field: Field, tokens: tuple[Token, ...], name: str) -> bool:
    """Whether a value opens with a figure that something called so can have."""
    first = next(iter(values_in(tokens)), None)
    opens = first is not None and first.start <= field.value_start + 2
    return first is not None and opens and isinstance(first.value, Quantity) and bool(measure_for(name, first.value))


def _says_progress(tokens: tuple[Token, ...]) -> bool:
    """Whether a value opens with a percentage of completion."""
    first, second = (*tokens[:2], None, None)[:2]
    if first is None or second is None or not isinstance(first.value, Quantity) or first.value.kind != "percent":
        return False
    return second.kind == "status" and second.value == "done" and second.start - first.end <= 2
