"""Figures of business terms ("ARPU", "paying users", "churn") wherever a document states them: in cells, list entries, lines and fences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.scenarios import scenario_of
from agent.model.document import Block
from agent.model.fence_kinds import is_text_or_keyed
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.around import LONGEST_LEAD, LONGEST_START, MARKS, Around, Surroundings
from agent.rules.reading.business_terms import Term, is_payer_column, kinds_of, names_term, narrowing, rest_of, term_of
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.lines import TextLine, by_line
from agent.rules.reading.moments import due_by_label
from agent.rules.reading.vocabulary import pattern

LABEL = expression(r"([^:：=;|│]{2,70})[:：=][^\w(（]*$")
BEFORE = expression(r"((?:[^\W\d_][\w'’/-]*[ ]){1,4})[^\w\n]{0,3}$")
BEHIND = expression(r"\+?[ \t]?((?:[^\W\d_][\w'’/-]*[ ]?){1,4})")
CLAUSE = expression(
    r"[,;:.(（、，；：+]|\s[-–—&|→x×]\s|\s(?:and|und|et|e|y|with|für|for|by|from|in|at|to|por|en|am|im|zum|with)\s", re.IGNORECASE
)
SERIES = expression(r"\s*[(（][^()（）]{1,24}[)）]\s*[,;、，；]\s*")  # what stands between "$5K (month 6), $15K (month 12)"
LEAST_PRICE = 5  # what so many pay together is at least so many units of money each
ASIDE_OF_LABEL = expression(r"[^()（）\w]{0,3}[)）][\s*_]{0,4}[:：][\s*_~≈]{0,4}")  # between the figures of "Commission (12%): $96,000"
FIGURE_UNIT = expression(r"\s{1,2}(MRR|ARR)\b")  # "Revenue: $3M MRR"
LETTERS = expression(r"[^\W\d_]{2}")
OWN = expression(r"^.*\d(?:[kKmMbB](?![^\W\d_]))?\+?\s*")
AT_BREAK_EVEN = {"payers": "break_even_payers", "users": "break_even_payers", "transactions": "break_even_transactions"}
MARGINS = {"margin": "gross_profit", "profit_margin": "profit"}  # as an amount
FIXED_PER = {"mrr": "month", "arr": "year"}
AMOUNTS = frozenset({"mrr", "arr", "gmv", "ltv", "revenue", "profit", "gross_profit", "cost", "price"})
READ = frozenset({"paragraph", "item", "fence"})


class Named(Struct, frozen=True):
    """`per` is the time a flow is of ("month", "year", "day", "" when not told), `window` what it holds for.

    `place` is what is read together: a column or a row of one table, or the lines of one section.
    """

    term: str
    rest: frozenset[str]
    name: str
    value: Quantity
    per: str
    window: Window | None
    scenario: str
    section: int | None
    place: tuple[object, ...]
    span: Span

    @property
    def flows(self) -> str:
        """The time a flow is of, by what is written or, where nothing is, by the time it stands for: the revenue of "Year 2"."""
        window = self.window
        if self.per or window is None:
            return self.per
        if window.unit:
            return window.unit if window.first == window.last else ""
        return window.precision if window.precision in ("month", "quarter", "year") else ""


PAYERS = Term("payers", frozenset())


def named_of(roadmap: Roadmap, grids: Sequence[Grid]) -> tuple[Named, ...]:
    """Every such figure in document order."""
    context = Surroundings(roadmap)
    found = [named for block in roadmap.document.blocks if _is_read(roadmap, block) for named in _of_block(roadmap, block, context)]
    found += [named for grid in grids for named in _of_grid(roadmap, grid, context)]
    return tuple(sorted(found, key=lambda named: (named.span.line, named.term, named.value.most)))


def _is_read(roadmap: Roadmap, block: Block) -> bool:
    if block.kind not in READ or not block.text or block.index >= len(roadmap.tokens):
        return False
    figures = any(isinstance(token.value, Quantity) for token in roadmap.tokens[block.index])
    return figures and (block.kind != "fence" or is_text_or_keyed(block.info))


def _of_block(roadmap: Roadmap, block: Block, context: Surroundings) -> Iterator[Named]:
    """The figures of the lines of a block; a line that names a time tells it for the lines below."""
    told: tuple[Window | None, ...] = ()
    for at, text, tokens in by_line(block.text, roadmap.tokens[block.index]):
        windows = [token.value for token in tokens if isinstance(token.value, Window)]
        told = (windows[0] if len(windows) == 1 else None,) if windows else told
        if any(isinstance(token.value, Quantity) for token in tokens) and names_term(text):
            around = context.around(block)
            line = TextLine(text, block.line + at, block.index, block.section, "", tokens)
            yield from _of_line(roadmap, line, replace(around, window=told[0]) if told else around)


def _of_line(roadmap: Roadmap, line: TextLine, around: Around) -> Iterator[Named]:
    """The figures of a line; behind "=" stands the result of a computation, what stands before it are its terms."""
    equal = max((token.end for token in line.tokens if token.value == "="), default=0)
    figures = [token for token in line.tokens if isinstance(token.value, Quantity) and token.start >= equal]
    scenario = scenario_of(line.text[:LONGEST_START]) or around.scenario
    even = around.even or bool(pattern("break_even").search(line.text))
    last: Named | None = None
    narrowed = frozenset() if even or not figures else _before_colon(line.text, figures[0].start, roadmap.language)
    start = 0
    for at, token in enumerate(figures):
        end = figures[at + 1].start if at + 1 < len(figures) else len(line.text)
        named = _first(line.text, token, start, end, roadmap.language, narrowed)
        value = token.value
        start = token.end
        if not isinstance(value, Quantity) or value.change:
            continue
        if named is None and last is not None:
            named = _repeated(line.text, figures[at - 1].end, token, last, value)
        term, name = named or (None, "")
        term = _by_value(term, value) if term else None
        if term is None:
            continue
        if term.name == "profit_margin" and last is not None and last.term == "gross_profit":
            term = Term("margin", term.rest)  # "Gross profit: $1.5M (92% margin)"
        per = _per(term.name, value, name) or (last.per if last and last.name == name else "")
        kind = AT_BREAK_EVEN.get(term.name, term.name) if even else term.name
        window = _window_of(line, token, end, around)
        span = roadmap.document.span(line.line)
        last = Named(kind, term.rest | around.rest, name, value, per, window, scenario, line.section, ("lines", line.section), span)
        yield last


def _window_of(line: TextLine, token: Token, end: int, around: Around) -> Window | None:
    """The one time of the line, or of several the one in brackets right behind the figure: "$5K (month 6), $15K (month 12)"."""
    windows = [one for one in line.tokens if isinstance(one.value, Window)]
    if len(windows) > 1:
        behind = [one for one in windows if token.end <= one.start < end and line.text[token.end : one.start].strip() in ("(", "（")]
        windows = behind[:1]
        return next((one.value for one in windows if isinstance(one.value, Window)), None)
    return next((one.value for one in windows if isinstance(one.value, Window)), due_by_label(line.text, line.tokens) or around.window)


def _by_value(term: Term, value: Quantity) -> Term | None:
    """The term that a label names for a value of this kind: a commission or a margin that is an amount is what it brings, not its rate."""
    if term.name == "commission" and value.kind == "money":
        return Term("commission_income", term.rest)
    if term.name in MARGINS and value.kind == "money":
        return Term(MARGINS[term.name], term.rest)
    return term if value.kind in kinds_of(term.name) else None


def _as_money(term: str, cell: GridCell) -> Quantity:
    """The figure of a cell whose term is always an amount, where its currency is told elsewhere or nowhere: "7.1万" of MRR."""
    value = cell.quantity
    assert value is not None
    bare = value.kind == "count" and not value.unit and term in AMOUNTS and cell.text.strip(MARKS) == cell.tokens[0].text
    return replace(value, kind="money") if bare else value


def _repeated(text: str, since: int, token: Token, last: Named, value: Quantity) -> tuple[Term, str] | None:
    """What a figure without a name of its own is: the next of a series; in brackets the amount before it in another currency, or what those
    before it pay, each of them or all."""
    same = Term(last.term, last.rest), last.name
    if SERIES.fullmatch(text, since, token.start) and value.kind == last.value.kind and value.unit == last.value.unit:
        return same
    if not _is_aside(text, token) or value.kind != "money":
        return None
    if last.value.kind == "money" and value.unit != last.value.unit:
        return same
    if last.term not in ("payers", "break_even_payers") or not value.per:
        return None
    if value.most < last.value.most:
        return Term("price", last.rest), "price"
    return (Term("mrr", last.rest), "MRR") if value.most >= LEAST_PRICE * last.value.most and value.per == "month" else None


def _is_aside(text: str, token: Token) -> bool:
    opened = text.rfind("(", 0, token.start)
    return opened > 0 and ")" not in text[opened : token.start]


def _before_colon(text: str, first: int, language: str) -> frozenset[str]:
    """What the label of a line narrows its figures to: the tier of "Pro: 300 customers ($29,700 MRR)"."""
    label, colon, _ = text[:first].partition(":")
    return narrowing(label.strip(MARKS), language) if colon and len(label) <= LONGEST_LEAD else frozenset()


def _first(text: str, token: Token, start: int, end: int, language: str, narrowed: frozenset[str]) -> tuple[Term, str] | None:
    """The term of a figure: that of the label before the colon, else of the words behind the figure, else of those before it, which the
    label of the line narrows."""
    before = text[start : token.start]
    label = LABEL.search(before if start == 0 else f" {before}")
    told = label[1].strip(MARKS) if label else ""
    if not told and start and ASIDE_OF_LABEL.fullmatch(before):
        told = text[: max(text.rfind("(", 0, start), text.rfind("（", 0, start), 0)].strip(MARKS)
    if told and (term := term_of(told, language)) and _fits(term, token):
        unit = FIGURE_UNIT.match(text, token.end) if term.name == "revenue" else None
        return Term(unit[1].lower(), term.rest) if unit else term, told
    for name in _beside(text, token, before, end):
        plain = name.strip(MARKS)
        if plain and (term := term_of(plain, language)) and (term.name != "frequency" or _is_kind(token, term.name)):
            return Term(term.name, term.rest | narrowed), plain
    return None


def _fits(term: Term, token: Token) -> bool:
    """Whether a label may name a figure: "Revenue model: 10% commission" is no revenue of 10%."""
    return _is_kind(token, term.name) or (term.name == "commission" and _is_kind(token, "commission_income"))


def _is_kind(token: Token, term: str) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind in kinds_of(term)


def _beside(text: str, token: Token, before: str, end: int) -> Iterator[str]:
    behind = BEHIND.match(text[:end], token.end)
    own = OWN.sub("", token.text)
    rest = CLAUSE.split(" " + behind[1] + " ", maxsplit=1)[0].strip() if behind else ""
    yield f"{own} {rest}".strip()
    if own and rest:
        yield own
    words = BEFORE.search(before)
    if words:
        yield words[1]


def _per(term: str, value: Quantity, name: str) -> str:
    if value.per or (value.kind == "rate" and "/" in value.unit):
        return (value.per or value.unit).split("/")[-1]
    if term in FIXED_PER:
        return FIXED_PER[term]
    return "month" if pattern("monthly").search(name) else "year" if pattern("yearly").search(name) else ""


def _of_grid(roadmap: Roadmap, grid: Grid, context: Surroundings) -> Iterator[Named]:
    """The figures of a table: what is counted is named by the rows or by the columns, the other of the two says when or of what."""
    columns = [term_of(header, roadmap.language) for header in grid.headers]
    if any(term and term.name == "users" for term in columns):
        columns = [term or (PAYERS if is_payer_column(header) else None) for term, header in zip(columns, grid.headers, strict=True)]
    rows = [term_of(line.label, roadmap.language) for line in grid.lines]
    if not any(rows) and not any(columns):
        return
    around = context.around(grid.block)
    heads = [_window(_header_tokens(roadmap, grid, at)) for at in range(grid.width)]
    for line, row in zip(grid.lines, rows, strict=True):
        if not row and not any(columns):
            continue
        beside = [window for cell in line.cells if not cell.quantity and (window := _window(cell.tokens))]
        for at, cell in enumerate(line.cells):
            named = _of_cell(roadmap, grid, line, at, row, columns[at])
            if named is None or cell.quantity is None or cell.quantity.change:
                continue
            value = _as_money(named[0].name, cell)
            term, place = _by_value(named[0], value), named[1]
            if term is None:
                continue
            window = (
                heads[at] or (beside[0] if len(beside) == 1 else None) or (_counted(line, heads) if columns[at] else None) or around.window
            )
            name = line.label if row and not columns[at] else grid.headers[at]
            scenario = scenario_of(f"{line.label} {grid.headers[at]}") or around.scenario
            per = _per(term.name, value, f"{name} {grid.headers[at]}")
            span = roadmap.document.span(line.line, line.end_line)
            found = Named(term.name, term.rest | around.rest, name, value, per, window, scenario, grid.block.section, place, span)
            yield found
            if term.name == "payers" and columns[at] and (rate := _rate_in_header(roadmap, grid, at)):
                yield replace(found, term="conversion", value=rate, span=roadmap.document.span(grid.block.line))


def _label_of(line: Line) -> str:
    """What a row is called, a figure in its name included: "LTV (3-year)"."""
    first = line.cells[0]
    return first.text if first.quantity and LETTERS.search(first.text) else line.label


def _rate_in_header(roadmap: Roadmap, grid: Grid, at: int) -> Quantity | None:
    """The one share that the header of a column gives in brackets: "Premium (5% conv.)"."""
    tokens = [token for token in _header_tokens(roadmap, grid, at) if isinstance(token.value, Quantity)]
    value = tokens[0].value if len(tokens) == 1 and _is_aside(grid.headers[at], tokens[0]) else None
    return value if isinstance(value, Quantity) and value.kind == "percent" and not value.change else None


def _of_cell(
    roadmap: Roadmap, grid: Grid, line: Line, at: int, row: Term | None, column: Term | None
) -> tuple[Term, tuple[object, ...]] | None:
    language = roadmap.language
    if row and not column:
        beside = rest_of(grid.headers[at], language) if at else frozenset()
        return Term(row.name, row.rest | beside), (grid.block.index, "column", at)
    if column and not row:
        timed = any(isinstance(token.value, Window) for cell in line.cells for token in cell.tokens)
        beside = frozenset() if line.total or timed else rest_of(_label_of(line), language)
        return Term(column.name, column.rest | beside), (grid.block.index, "row", line.index)
    return None


def _counted(line: Line, heads: Sequence[Window | None]) -> Window | None:
    """The time that the first cell of a row is, where it holds nothing else ("1" in a column of months)."""
    return _window(line.cells[0].tokens) if line.cells else None


def _window(tokens: Sequence[Token]) -> Window | None:
    windows = [token.value for token in tokens if isinstance(token.value, Window)]
    return windows[0] if len(windows) == 1 else None


def _header_tokens(roadmap: Roadmap, grid: Grid, at: int) -> tuple[Token, ...]:
    return roadmap.cells.get((grid.block.index, 0, at), ())
