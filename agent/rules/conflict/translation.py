"""A document and its translation state different figures.

Claim: two of the documents that are read together are the same text in two languages: nearly all of their headings, paragraphs, list
entries and tables come in the same order. Where a paragraph, an entry or a row has as many numbers of each kind in both, one of them
differs; or a box is ticked in one and open in the other.

Why it matters: whoever reads the other language plans with another number, and nobody notices: the same person rarely reads both.

Flagged:

    === plan.de.md

    # Fahrplan

    ## Ausbau

    - Das Budget beträgt 250.000 €.
    - Das Team hat 6 Entwickler.
    - Der Start ist im März 2027.

    ## Betrieb

    - Die Kosten sind 4.000 € im Monat.
    - Die Übergabe dauert 3 Wochen.
    - Danach folgt die Wartung.

    === plan.en.md

    # Roadmap

    ## Build

    - The budget is €280,000.
    - The team has 6 developers.
    - It starts in March 2027.

    ## Operation

    - The cost is €4,000 a month.
    - The handover takes 3 weeks.
    - After that comes maintenance.

Fine:

    === plan.de.md

    # Fahrplan

    ## Ausbau

    - Das Budget beträgt 250.000 €.
    - Das Team hat 6 Entwickler.
    - Der Start ist im März 2027.

    ## Betrieb

    - Die Kosten sind 4.000 € im Monat.
    - Die Übergabe dauert 3 Wochen.
    - Danach folgt die Wartung.

    === plan.en.md

    # Roadmap

    ## Build

    - The budget is €250,000.
    - The team has 6 developers.
    - It starts in March 2027.

    ## Operation

    - The cost is €4,000 a month.
    - The handover takes 3 weeks.
    - After that comes maintenance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.document import Block, Document
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.tokens import with_tokens

COMPARED = frozenset({"heading", "paragraph", "item", "table"})
LEAST_BLOCKS = 8
SAME_SHAPE = 0.9  # of the blocks of the longer document
DIGITS = expression(r"\d+")
EXACT = 1e-6
KINDS = frozenset({"money", "percent", "duration", "count", "size", "score"})


def _find(view: View) -> Iterator[Draft]:
    own = None
    for other in view.others:
        if other.document.path <= view.document.path or other.language == view.roadmap.language or _unlike(view.document, other.document):
            continue
        own = own or _shape(view.document)
        pairs = _aligned(own, _shape(other.document))
        if pairs:
            scanned = with_tokens(other)
            yield from (draft for pair in pairs for draft in _differences(view.scanned, scanned, *pair))


def _unlike(one: Document, other: Document) -> bool:
    """Whether two documents surely differ in shape, told at a glance: every pair of documents is asked for."""
    sizes = sorted((len(one.blocks), len(other.blocks)))
    return sizes[0] < SAME_SHAPE * SAME_SHAPE * sizes[1]


def _shape(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind in COMPARED]


def _outline(block: Block) -> tuple[object, ...]:
    return (block.kind, block.depth, tuple(len(row.cells) for row in block.rows))


def _aligned(own: Sequence[Block], theirs: Sequence[Block]) -> list[tuple[Block, Block]]:
    """Blocks that take the same place in two documents of one shape; none where the documents differ in shape.

    A text is aligned section by section: a paragraph that was added shifts no more than its own section.
    """
    sections, others = _sections(own), _sections(theirs)
    if [_outline(section[0]) for section in sections] != [_outline(section[0]) for section in others]:
        return []
    pairs = [
        pair
        for one, other in zip(sections, others, strict=True)
        if list(map(_outline, one)) == list(map(_outline, other))
        for pair in zip(one, other, strict=True)
    ]
    longest = max(len(own), len(theirs))
    return pairs if len(pairs) >= LEAST_BLOCKS and len(pairs) >= SAME_SHAPE * longest else []


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks from each heading to the next."""
    found: list[list[Block]] = []
    for block in blocks:
        if block.kind == "heading" or not found:
            found.append([])
        found[-1].append(block)
    return found


def _differences(one: Roadmap, other: Roadmap, first: Block, second: Block) -> Iterator[Draft]:
    if first.checked is not None and second.checked is not None and first.checked != second.checked:
        yield _draft(one, other, first.line, second.line, *("done" if block.checked else "open" for block in (first, second)))
    if first.rows:
        for at, (row, their) in enumerate(zip(first.rows, second.rows, strict=True)):
            for column in range(len(row.cells)):
                mine, theirs = one.cells.get((first.index, at, column), ()), other.cells.get((second.index, at, column), ())
                found = _unequal(mine, theirs, row.cells[column].text, their.cells[column].text)
                if found:
                    yield _draft(one, other, row.line, their.line, *found)
    elif found := _unequal(one.tokens[first.index], other.tokens[second.index], first.text, second.text):
        yield _draft(one, other, first.line, second.line, *found)


def _unequal(mine: Sequence[Token], theirs: Sequence[Token], text: str, their_text: str) -> tuple[str, str] | None:
    """The one figure that differs, as either writes it: as many figures of each kind in both, and not the same digits."""
    for kind in sorted(KINDS) if _digits(text) != _digits(their_text) else ():
        first, second = _figures(mine, kind), _figures(theirs, kind)
        apart = [pair for pair in zip(first, second, strict=False) if not _same(*pair)]
        if len(first) == len(second) and len(apart) == 1 and _comparable(*apart[0], kind):
            return _flat(apart[0][0]), _flat(apart[0][1])
    return _unequal_times(mine, theirs)


def _same(one: Token, other: Token) -> bool:
    first, second = one.value, other.value
    if not isinstance(first, Quantity) or not isinstance(second, Quantity):
        return False
    pairs = ((first.least, second.least), (first.most, second.most))
    return all(abs(a - b) <= EXACT * max(abs(a), abs(b)) for a, b in pairs)


def _comparable(one: Token, other: Token, kind: str) -> bool:
    """Whether the two are of one unit; what is counted has a name in each language."""
    first, second = one.value, other.value
    return kind == "count" or (isinstance(first, Quantity) and isinstance(second, Quantity) and first.unit == second.unit)


def _unequal_times(mine: Sequence[Token], theirs: Sequence[Token]) -> tuple[str, str] | None:
    first, second = ([token.value for token in tokens if isinstance(token.value, Window)] for tokens in (mine, theirs))
    if len(first) != 1 or len(second) != 1:
        return None
    a, b = first[0], second[0]
    if a.is_dated and b.is_dated and a.precision == b.precision and (a.start, a.end) != (b.start, b.end):
        return a.text, b.text
    return (a.text, b.text) if a.unit and a.unit == b.unit and (a.first, a.last) != (b.first, b.last) else None


def _figures(tokens: Sequence[Token], kind: str) -> list[Token]:
    return [token for token in tokens if isinstance(token.value, Quantity) and token.value.kind == kind]


def _flat(token: Token) -> str:
    return " ".join(token.text.split())


def _digits(text: str) -> list[str]:
    return sorted(DIGITS.findall(text))


def _draft(one: Roadmap, other: Roadmap, line: int, their_line: int, first: str, second: str) -> Draft:
    path = other.document.path
    return Draft(
        f'"{first}" in line {line}, but "{second}" in line {their_line} of {path}, which says the same in another language',
        (one.document.span(line), other.document.span(their_line)),
        key=f"{first}|{second}|{path}",
        computation=Computation(formula=f"{first} ≠ {second}", expected=second, stated=first),
        suggestion="make both languages say the same",
    )


RULE = Rule("RA612", "translation-differs", "conflict", "question", "computed", _find, __doc__)
