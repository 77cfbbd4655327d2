"""Names with their value in brackets: "Sales Manager (1)", "Base case (confidence 50%)", "250 active users (50% retention)"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.binding import Binding, bind_label, subject_of
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.facts.no_figures import sizes_others
from agent.extract.facts.placed import attribute_of_value
from agent.extract.facts.prose import read_clause
from agent.extract.scoping.scopes import Scope
from agent.extract.wording.befores import is_former
from agent.extract.wording.clauses import Clause, measured_words, values_in, words_outside
from agent.extract.wording.labels import Field, split_group
from agent.extract.wording.meanings import suits
from agent.extract.wording.roles import heading_role, holds_for
from agent.extract.wording.words import is_bygone, is_total, names_paper, names_writing
from agent.facts import SURE, lookup_label
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

_ADJECTIVE = expression(r"\d-[^\W\d_]")  # "30-day turnover"
_WRAPPED = 60  # characters of a line that nobody ends before


def read_group(context: Context, block: Block, start: int, end: int, scope: Scope) -> Iterator[Made]:
    """A line that is a name with its value in brackets: "Sales Manager (1)", "Last comment (2026-01-20):", "Base case (confidence 50%)"."""
    field = split_group(block.text, start, end)
    if field is None or _goes_on(block, field.start, start):
        return
    inside = [token for token in context.scanned.tokens[block.index] if token.start >= field.value_start and token.end <= field.value_end]
    values = values_in(inside)
    rest = words_outside(block.text, field.value_start, field.value_end, values)
    if len(values) != 1 or len(rest.split()) > 1:
        return
    if (figure := _opening_figure(context, block, field)) is not None:
        made = tuple(_read_figure(context, block, field, figure, rest, inside, scope))
        if made or not attribute_of_value(values[0].value, scope):
            yield from made
            return
    label = block.text[field.start : field.end].strip()
    known = lookup_label(rest) if rest else None
    if known is not None and known.confidence >= SURE and suits(known.attribute, values):
        yield make(context, block, field.value_start, field.value_end, Meaning(known.attribute, rest, label), scope, "field", inside)
        return
    binding = bind_label(label, values, scope)
    alone = attribute_of_value(values[0].value, scope)
    timed = scope.topic in {"metrics", "acceptance"} or binding.attribute in {
        "payback",
        "duration",
        "effort",
        "window",
        "start",
        "end",
        "as_of",
    }
    if rest and alone == "duration" and is_bygone(rest):
        alone = ""  # "12 clicks (last 5 weeks)": what was counted over
    if rest and alone == "effort" and (known is None or known.attribute not in {"duration", "effort", "total"}):
        alone = ""  # "Support (24h response)": how fast, and not how much work
    if alone == "duration" and (holds_for(label) or (rest and _ADJECTIVE.search(values[0].text))):
        alone, binding = "", Binding("", "", binding.role)
    if alone in {"window", "duration", "effort"} and (not binding.attribute or is_total(label) or not timed):
        binding = Binding(
            "as_of" if alone == "window" and not scope.item and _dates_what_is_told(label, rest, values[0]) else alone, "", binding.role
        )
    if sizes_others(block.text, values[0]) or (binding.attribute == "metric" and block.kind == "heading" and values[0].kind == "number"):
        binding = Binding("", "", binding.role)  # "Integrations (4)": so many are listed below
    meaning = Meaning(binding.attribute, label, subject_of(label, binding, scope), binding.role)
    whole = make(context, block, field.value_start, field.value_end, meaning, scope, "field", inside)
    heads = context.scanned.tokens_in(block.index, field.start, field.head_end)
    yield Made(whole.fact, whole.place, whole.starts + tuple(token.start for token in heads))


def _goes_on(block: Block, first: int, start: int) -> bool:
    """Whether a line of running text goes on with the sentence of the line before it."""
    if block.kind != "paragraph" or first != start or start < _WRAPPED or not block.text[first].islower():
        return False
    line = block.text[block.text.rfind("\n", 0, start - 1) + 1 : start - 1].rstrip()
    return len(line) >= _WRAPPED and line[-1].isalnum()


def _opening_figure(context: Context, block: Block, field: Field) -> Token | None:
    """The quantity that words before a bracket open with and are not the name of: "250 active users (50% retention)"."""
    first = next(iter(context.scanned.tokens_in(block.index, field.start, field.end)), None)
    if first is None or first.start > field.start + 2 or not isinstance(first.value, Quantity) or first.value.kind == "duration":
        return None
    return first if any(map(str.isalpha, block.text[field.start : field.end])) else None


def _read_figure(
    context: Context, block: Block, field: Field, figure: Token, rest: str, inside: list[Token], scope: Scope
) -> Iterator[Made]:
    """Two figures, one in words and one in brackets behind them: each is of what its own words say, else the second of what the first
    is of."""
    source: Source = "bullet" if block.kind == "item" else "prose"
    clause = Clause(field.start, field.end, tuple(context.scanned.tokens_in(block.index, field.start, field.end)))
    found = list(read_clause(context, block, clause, scope, source))
    second = values_in(inside)[0].value
    if isinstance(second, Window):
        yield from (Made(replace(made.fact, window=second), made.place, (*made.starts, inside[0].start)) for made in found)
        return
    yield from found
    former = is_former(block.text, inside[0].start)
    if former and any(map(str.isalpha, block.text[values_in(inside)[0].end : field.value_end])):
        return  # "60% on phones (vs. 40% on the web)"
    own = "" if former else rest
    words = own or measured_words(block.text, clause, figure)
    if not words or not (own or found):
        return
    known = bind_label(words, values_in(inside), scope)
    alone = known.attribute if own or former else attribute_of_value(second, scope)
    meaning = Meaning(alone or known.attribute, words, subject_of(words, known, scope), "baseline" if former else known.role)
    yield make(context, block, field.value_start, field.value_end, meaning, scope, source, inside)


def _dates_what_is_told(label: str, rest: str, token: Token) -> bool:
    """Whether a day in brackets is when something was written or found, and no time of work: "Market survey (27 February 2026)",
    "Current status (6 January)", "Tables (Stand 6.1.)"."""
    if isinstance(token.value, Window) and token.value.precision == "month" and not token.value.is_relative and not rest:
        return names_paper(label)
    day = isinstance(token.value, Window) and token.value.precision == "day" and token.value.start == token.value.end
    return day and (names_writing(rest) if rest else heading_role(label) in {"actual", "baseline"} or names_paper(label))
