"""The account: which numbers of a document ended in a fact, and why the others did not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.facts.making import Made, Place
from agent.extract.wording.clauses import is_value
from agent.extract.wording.meanings import is_typed
from agent.extract.wording.scanned import Scanned, is_code
from agent.facts.folding import is_ideographic
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Metric, Roadmap, Unread
from agent.model.token import Token

_NEAR, _NEAR_HAN = 8, 30  # words behind a label, Han and kana
_LABELLED = frozenset({"field", "column", "heading", "front_matter"})
_OPENED = '"“„«「『'
_QUOTED = expression(r"[\"“„«「『][^\"“”„«»「」『』]{0,300}[\"”»」』]")
_COMPARED = expression(
    r"\([^()]{0,40}\b(?:vs|versus|compared (?:to|with)|contra|frente a|contre|gegenüber|rispetto a|tegenover|против)\b\.? [^()]{0,60}\Z",
    re.IGNORECASE,
)
_FEWEST_QUOTED, _FEWEST_HAN = 4, 10  # words, Han and kana


class Account(Struct, frozen=True):
    numbers: int
    bound: int
    unread: tuple[Unread, ...]


class Coverage(Struct, frozen=True):
    """Of `numbers` numeric tokens `bound` ended in a fact."""

    path: str
    numbers: int
    bound: int

    @property
    def share(self) -> float:
        """0..1; 1 for a document without numbers."""
        return self.bound / self.numbers if self.numbers else 1.0


def coverage(roadmaps: Sequence[Roadmap]) -> tuple[Coverage, ...]:
    """The share of numbers bound, by document in the given order."""
    return tuple(Coverage(roadmap.document.path, roadmap.numbers, roadmap.numbers_bound) for roadmap in roadmaps)


def account(
    scanned: Scanned,
    made: Sequence[Made],
    shaped: Sequence[int],
    equations: Sequence[tuple[Place, int, int]],
    metrics: Sequence[Metric],
) -> Account:
    """Check off every numeric token that a fact keeps. `shaped` are the tables whose headers were read: periods in them say when their
    columns are; `equations` are place, start and end of computations; `metrics` those of the facts.
    """
    blocks = scanned.document.blocks
    explaining: dict[tuple[Place, int], list[Fact]] = {}
    kinds = _kinds_measured(metrics)
    for one in made:
        if _explains(one):
            for start in one.starts:
                explaining.setdefault((one.place, start), []).append(one.fact)
    headed = {(block, at) for block in shaped for at, row in enumerate(blocks[block].rows) if row.header}
    periods = {(one.place[0], one.fact.window.text) for one in made if one.fact.window is not None}
    computed: dict[Place, list[tuple[int, int]]] = {}
    for place, start, end in equations:
        computed.setdefault(place, []).append((start, end))
    numbers = count = 0
    unread: list[Unread] = []
    for place, token in _numeric(scanned):
        numbers += 1
        inside = any(start <= token.start < end for start, end in computed.get(place, ()))
        named = place[:2] in headed and isinstance(token.value, Window) and (place[0], token.value.text) in periods
        if named or inside or any(_holds(fact, token, kinds) for fact in explaining.get((place, token.start), ())):
            count += 1
        else:
            unread.append(Unread(_line(scanned, place, token), token.text, _reason(scanned, place, token)))
    unread += [
        Unread(
            block.line,
            f"{block.end_line - block.line + 1} lines",
            "a drawing of a screen" if block.index in scanned.screens else "source code",
        )
        for block in blocks
        if (block.kind == "fence" and is_code(block)) or block.index in scanned.screens
    ]
    return Account(numbers, count, tuple(sorted(unread, key=lambda one: (one.line, one.text))))


def _numeric(scanned: Scanned) -> Iterator[tuple[Place, Token]]:
    """Every token that is a number, with its place."""
    for block, tokens in enumerate(scanned.tokens):
        yield from (((block, -1, -1), token) for token in tokens if is_value(token))
    for place, tokens in scanned.cells.items():
        yield from ((place, token) for token in tokens if is_value(token))


def _line(scanned: Scanned, place: Place, token: Token) -> int:
    block = scanned.document.blocks[place[0]]
    return block.rows[place[1]].line if place[1] >= 0 else block.line_at(token.start)


def _explains(made: Made) -> bool:
    """A value is bound when the fact says what it is: an attribute, or a label of the document's own with something it is about."""
    return bool(made.fact.attribute or made.fact.label)


def _kinds_measured(metrics: Sequence[Metric]) -> dict[int, set[str]]:
    """The kinds of figures that the metrics of a fact state, by the identity of the fact."""
    kinds: dict[int, set[str]] = {}
    for metric in metrics:
        if metric.value is not None:
            kinds.setdefault(id(metric.fact), set()).add(metric.value.kind)
    return kinds


def _holds(fact: Fact, token: Token, kinds: Mapping[int, set[str]]) -> bool:
    """Whether a fact keeps a number: as one of its values (or the label that it is there: "Version: 2"), or as the time it holds for. A
    number that only stands in its label is lost, and so is what stands beside a metric and measures nothing: "20% (10 meetings)"."""
    measured = kinds.get(id(fact))
    labelled = fact.source in _LABELLED and fact.attribute != "count" and not is_typed(fact.attribute)
    for value in (value for value in fact.values if value.text == token.text or _is_end_of(value, token)):
        if "(" in fact.text and _COMPARED.search(fact.text, 0, value.start):
            return False  # "$4K (vs $6K elsewhere)"
        if labelled and value.kind != "ordinal" and _is_told_in_passing(fact.text, value):
            return False
        if isinstance(value.value, Quantity):
            return measured is None or value.value.kind in measured
        if value.kind == "ordinal" or isinstance(value.value, Window):
            return True
    return isinstance(token.value, Window) and fact.window is not None and fact.window.text == token.value.text


def _is_end_of(value: Token, token: Token) -> bool:
    """Whether a fact keeps the end of a range, or of "до 5%", as a value of its own: where something goes, or from where."""
    if not isinstance(token.value, Quantity) or not isinstance(value.value, Quantity) or not token.text.endswith(value.text):
        return False
    return token.value.is_range or token.value.comparator != value.value.comparator


def _is_told_in_passing(text: str, value: Token) -> bool:
    """Whether a number stands far into a sentence behind its label, or in what somebody is quoted to say: the label does not tell what it
    is of."""
    before = text[text.rfind("\n", 0, value.start) + 1 : value.start]
    if len(before.split()) > _NEAR or sum(map(is_ideographic, before)) > _NEAR_HAN:
        return True
    opened = max(text.rfind(mark, 0, value.start) for mark in _OPENED)
    quote = _QUOTED.match(text, opened) if opened >= 0 else None
    if quote is None or quote.end() <= value.end:
        return False
    return len(quote.group().split()) >= _FEWEST_QUOTED or sum(map(is_ideographic, quote.group())) >= _FEWEST_HAN


def _reason(scanned: Scanned, place: Place, token: Token) -> str:
    kind = scanned.document.blocks[place[0]].kind
    if kind == "table":
        return "the table has no header that says what the column holds"
    if kind == "fence":
        return "a diagram or text in a code fence"
    if isinstance(token.value, Quantity):
        return "no word beside it says what it measures"
    return "no word beside it says what happens then"
