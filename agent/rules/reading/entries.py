"""The lines of lists, paragraphs and code fences with the amount that each states: what budgets outside of tables are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import names_total, passed_over
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token

READ = frozenset({"paragraph", "item", "fence"})
MARKS = expression(r"^[\s\-*•+>|│├└─✅☑✔☐□▪▸→#=]+")
RULED = expression(r"[\W_]*")
NUMBERED = expression(r"^\d{1,2}[.)]\s+")
BRACKETS = expression(r"[(（\[【][^()（）\[\]【】\n]*[)）\]】]")
LABEL_END = expression(r"[:：=]|\s[-–—|]\s")
SEVERAL = expression(r"\d{1,3} ?[x×] ?\D", re.IGNORECASE)
INDENT = expression(r"[ \t│├└─]*")
LONGEST_LABEL = 60
WORK = frozenset({"hour", "person-day", "person-week", "person-month", "person-hour"})

# What amounts have in common that may be added: kind, unit, and the time a price is for.
Sort = tuple[str, str, str]


class Entry(Struct, frozen=True):
    """A line with the one amount it states of each sort; `unclear` are sorts of which it states several.

    `depth` grows with indentation, over all blocks of a kind. `label` is what stands before the amount.
    """

    line: int
    block: int
    section: int | None
    depth: int
    label: str
    amounts: tuple[Quantity, ...]
    unclear: frozenset[Sort]
    shares: tuple[float, ...]  # percentages it names
    several: bool  # "2x Developer: $12k": whether the amount is of one or of all is a guess
    total: bool
    kind: str  # of its block
    ruled: bool  # a line of marks without a word
    timed: bool  # it names a time
    text: str

    def amount(self, sort: Sort) -> Quantity | None:
        return next((value for value in self.amounts if sort_of(value) == sort), None)


def sort_of(value: Quantity) -> Sort:
    return value.kind, value.unit, value.per


def entries_of(roadmap: Roadmap) -> tuple[Entry, ...]:
    """Every line of paragraphs, lists and fences in document order, in sections that state an amount at all."""
    blocks = [block for block in roadmap.document.blocks if block.kind in READ and block.text and block.index < len(roadmap.tokens)]
    sections = {block.section for block in blocks if any(_is_amount(token) for token in roadmap.tokens[block.index])}
    return tuple(entry for block in blocks if block.section in sections for entry in _lines(block, roadmap.tokens[block.index]))


def _is_amount(token: Token) -> bool:
    return isinstance(token.value, Quantity) and adds(token.value)


def _lines(block: Block, tokens: Sequence[Token]) -> Iterator[Entry]:
    start = 0
    for at, text in enumerate(block.text.split("\n")):
        end = start + len(text)
        if text.strip():
            own = [token for token in tokens if start <= token.start and token.end <= end]
            depth = block.depth * 2 + (1 if at else 0) if block.kind == "item" else _indent(text) if block.kind == "fence" else 0
            yield _entry(block, block.line + at, depth, text, own, start)
        start = end + 1


def _indent(text: str) -> int:
    match = INDENT.match(text)
    return len(match[0].replace("\t", "    ")) if match else 0


def _entry(block: Block, line: int, depth: int, text: str, tokens: Sequence[Token], start: int) -> Entry:
    found = [token for token in tokens if isinstance(token.value, Quantity) and adds(token.value)]
    label = _label(text, min((token.start - start for token in found), default=len(text)))
    amounts, unclear = _amounts(text, tokens, found, start)
    total = bool(label) and len(label) <= LONGEST_LABEL and names_total(label) and not passed_over(label)
    shares = tuple(token.value.most for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "percent")
    ruled = not label and bool(RULED.fullmatch(text))
    several = bool(SEVERAL.match(label))
    timed = any(isinstance(token.value, Window) for token in tokens)
    return Entry(line, block.index, block.section, depth, label, amounts, unclear, shares, several, total, block.kind, ruled, timed, text)


def adds(value: Quantity) -> bool:
    """Whether such amounts of different things add up: money, hours or days of work, and counts of one noun."""
    if value.change or value.kind == "money":
        return not value.change
    counted = value.kind == "count" and bool(value.unit) and value.comparator in "=~"
    return not value.per and (counted or (value.kind == "duration" and value.unit in WORK))


def _label(text: str, first: int) -> str:
    """What stands before the colon, the dash or the first amount, without marks of lists."""
    plain = NUMBERED.sub("", MARKS.sub("", text[:first]))
    end = LABEL_END.search(plain)
    return BRACKETS.sub(" ", plain[: end.start()] if end else plain).strip(" *_~≈\t")


def _amounts(text: str, tokens: Sequence[Token], found: Sequence[Token], start: int) -> tuple[tuple[Quantity, ...], frozenset[Sort]]:
    """The result of a computation, else what stands outside of brackets, else what stands in them: one amount of each sort."""
    equal = max((token.end for token in tokens if token.kind == "operator" and token.value == "="), default=0)
    aside = [match.span() for match in BRACKETS.finditer(text)]
    results = [token for token in found if token.start >= equal] if equal else list(found)
    outside = [token for token in results if not any(a <= token.start - start < b for a, b in aside)]
    by_sort: dict[Sort, list[Quantity]] = {}
    for token in outside or results:
        if isinstance(token.value, Quantity):
            by_sort.setdefault(sort_of(token.value), []).append(token.value)
    single = tuple(values[0] for values in by_sort.values() if len(values) == 1)
    return single, frozenset(sort for sort, values in by_sort.items() if len(values) > 1)
