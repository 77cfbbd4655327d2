"""Where a line of fields belongs when its own words say it: to another item than the one it stands in, to the section it closes, to the
whole document."""

from __future__ import annotations

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.making import Context
from agent.extract.scoping.scopes import Scope, is_only_period
from agent.extract.tree.nodes import Node
from agent.extract.wording.clauses import values_in, words_outside
from agent.extract.wording.labels import Field
from agent.extract.wording.numbering import fold_id, numbered_reference
from agent.extract.wording.words import is_total, kind_of
from agent.facts import canonical_terms, lookup_label, normalise
from agent.facts.calendar_words import phrases_of
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_LENGTHS = ("relative", "day", "month", "quarter", "half", "year")
_COUNTED = expression(r"([^\W\d_]{4,})-?\d+(?:~\d+)?$")  # the key of a numbered item: "phase-3"
_BRACKETS = expression(r"[(（][^()（）]{2,60}[)）]")
_AMOUNTS = frozenset({"cost", "revenue", "benefit", "saving"})
_LETTERS_OF_A_STATE = 8
_FEWEST_OF_A_TITLE = 2  # words


def is_of_other_time(context: Context, block: Block, period: Window, scope: Scope) -> bool:
    """Whether a line speaks of another period than the item it stands in, which is nothing but a period: "Year 1: €900" below "Year 3"."""
    for node in context.tree.above(context.tree.home[block.index]):
        if context.scopes.around[node.index].item != scope.item:
            own = node.title.window if node.kind == "heading" and is_only_period(context.scanned, node) else None
            return own is not None and _is_apart(period, own)
    return False


def _is_apart(one: Window, other: Window) -> bool:
    """Whether two periods counted alike have nothing in common."""
    if one.is_relative and one.unit == other.unit and None not in {one.first, one.last, other.first, other.last}:
        return one.last < other.first or other.last < one.first  # type: ignore[operator]
    if None in {one.start, one.end, other.start, other.end}:
        return False
    return one.end < other.start or other.end < one.start  # type: ignore[operator]


def section_of(context: Context, block: Block, period: Window, scope: Scope) -> Scope:
    """The scope of the section that a closing line sums up by its period: "Result Q1" below the last part of the quarter."""
    for node in context.tree.above(context.tree.home[block.index]):
        own = node.title.window if node.kind == "heading" else None
        if own is not None and _span(own) == _span(period):
            around = context.scopes.inside[node.index]
            return replace(scope, item=around.item, role=around.role)
    return scope


def tells_state(block: Block, field: Field, label: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a status tells more than its day: "Audio fixed (19 Dec), tests to follow" is no date of the paper."""
    known = lookup_label(label)
    if known is None or known.attribute != "status":
        return False
    rest = words_outside(block.text, field.value_start, field.value_end, values_in(tokens))
    return sum(character.isalpha() for character in rest) >= _LETTERS_OF_A_STATE


def stamps_document(context: Context, block: Block, label: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a day, month or year labelled nothing but "Date" right below the title, or outside all sections, is when all was written."""
    home = context.tree.home_node(block.index)
    first = context.tree.nodes[0] if context.tree.nodes else None
    whole = home is None or (home.kind == "heading" and first is not None and first.rank == 1 and _is_subtitle(context, home))
    days = [token for token in tokens if isinstance(token.value, Window) and token.value.precision in {"day", "month", "year"}]
    return whole and len(days) == len(values_in(tokens)) == 1 and normalise(label) in phrases_of("dates")


def _is_subtitle(context: Context, home: Node) -> bool:
    """Whether a heading is the title of the document, or one of those that follow it at once and name no work."""
    before = context.tree.nodes[: home.index + 1]
    followed = all(node.kind == "heading" and node.block == before[0].block + at for at, node in enumerate(before))
    return followed and (home.index == 0 or not context.scopes.inside[home.index].item)


def is_wider(period: Window | None, attribute: str, scope: Scope) -> bool:
    """Whether an amount is of a longer time than the phase it stands under: "Budget 2026" at the end of the third quarter."""
    around = scope.window
    if period is None or around is None or attribute not in _AMOUNTS or None in {period.start, period.end, around.start, around.end}:
        return False
    if period.fiscal and not period.is_relative:  # nobody says when it starts: a half is longer than a quarter all the same
        return period.precision in _LENGTHS and _LENGTHS.index(period.precision) > _LENGTHS.index(around.precision)
    return (period.start, around.end) != (around.start, period.end) and period.start <= around.start and period.end >= around.end  # type: ignore[operator]


def sums_up(label: str, scope: Scope) -> bool:
    """Whether a total below a phase is of all phases: "Total of the three phases" at the end of the last one."""
    if not is_total(label):
        return False
    counted = _COUNTED.match(scope.item)
    if counted is None or kind_of(counted[1]) is None or numbered_reference(label) is not None:
        return False
    return any(word.startswith(counted[1][:-1]) for word in normalise(label).split())


def named_item(
    context: Context, block: Block, label: str, value: str, tokens: tuple[Token, ...], period: Window | None = None
) -> str | None:
    """The item that a label names beside its attribute: "Phase 2 budget". Below a heading that carries the same number it is that one, and
    no namesake in another project. None when it names none, "" when the line titles another item with that number, or one of another time
    ("Phase 2 (days 30-90)" where the only phase 2 is in days 90-180)."""
    reference = numbered_reference(label)
    if reference is None:
        return None
    wanted = fold_id(reference[0])
    for node in context.tree.above(context.tree.home[block.index]):
        text = context.block(node.block).text[node.start : node.stop]
        carried = numbered_reference(text) if node.block != block.index and node.kind != "bullet" else None
        if carried is not None and fold_id(carried[0]) == wanted:
            return context.scopes.inside[node.index].item or None
    found = context.names.by_id_and_words(reference[0], " ".join(_BRACKETS.findall(label)))
    if found and _is_part_elsewhere(context, block, found):
        return "" if label.casefold().startswith(reference[0].casefold()) else None
    if found and period is not None:
        timely = [key for key in context.names.namesakes.get(wanted, (found,)) if not _is_other_time(context, key, period)]
        found = found if found in timely else timely[0] if len(timely) == 1 else ""
        if not found:
            return ""
    return "" if found and _is_namesake(context, found, label, value, tokens) else found or None


def _is_part_elsewhere(context: Context, block: Block, key: str) -> bool:
    """Whether an item is a numbered part of work that a line does not stand in."""
    scopes = context.scopes
    owner = next((scopes.around[at].item for at, scope in enumerate(scopes.inside) if scope.item == key), "")
    return bool(owner) and owner not in {scopes.inside[node.index].item for node in context.tree.above(context.tree.home[block.index])}


def _is_other_time(context: Context, key: str, period: Window) -> bool:
    """Whether a period beside a number has nothing in common with that of the item which has this number."""
    own = next((scope.window for scope in context.scopes.inside if scope.item == key), None)
    if own is None:
        return False
    first, second = sorted((period, own), key=lambda window: window.first or 0.0)
    touching = own.is_relative and own.unit == period.unit and first.last is not None and first.last == second.first != first.first
    return touching or _is_apart(period, own)


def _is_namesake(context: Context, key: str, label: str, value: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a line such as "Phase 2: Discovery of agents" titles another item than the one that has its number: nothing of its words
    stands in the title of that one."""
    reference = numbered_reference(label)
    if reference is None or fold_id(reference[0]) != fold_id(label) or any(isinstance(token.value, Quantity) for token in tokens):
        return False
    titled = context.names.terms.get(key, frozenset())
    words = canonical_terms(value.split("(")[0], context.names.language)
    return len(words) >= _FEWEST_OF_A_TITLE and bool(titled) and not titled & frozenset(words)


def _span(window: Window) -> tuple[object, ...]:
    return (window.start, window.end, window.unit, window.first, window.last)
