"""What a document plans, with what its text calls each: items, bold leads, rows and dated lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import canonical_terms, lookup_label, normalise
from agent.model.document import Block
from agent.model.quantity import Window
from agent.model.roadmap import Item, Roadmap
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.moments import scaled
from agent.rules.reading.period import Period
from agent.rules.reading.scope_words import is_beside
from agent.rules.reading.states import STATES, State, heads_progress
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern

PLANNED = frozenset({"phase", "initiative", "task", "milestone", "deliverable"})
NUMBERED = expression(r"(?<![\w.])([^\W\d_]{3,14})\.?\s(\d{1,2}|[IVX]{1,4})(?![\w%]|[.,]\d)")
IDENTIFIER = expression(r"(?<![\w-])[^\W\d_]{1,8}[-.]?\d{1,4}(?:[.-]\d{1,3}){0,2}(?![\w-])")
WORDS = expression(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff]")
SENTENCE = expression(r"[.?!]\s")
NAME_END = expression(r"[,;:()（）|：、。]|\s[–—-]\s|\.(?:\s|$)")
LONGEST_NAME = 10  # words
LONGEST_LEAD = 70
MOST_BETWEEN = 2  # words between a bold lead and its time
SEVERAL = 2
WHOLE = 100


class Thing(Struct, frozen=True):
    """Something that is planned. `words` are the stems of its whole title, `head` those of its name up to a comma, bracket or dash."""

    name: str
    head: frozenset[str]
    words: frozenset[str]
    window: Window | None
    period: Period | None
    line: int
    end_line: int
    kind: str = ""
    owners: tuple[str, ...] = ()
    state: State = ""
    inherited: bool = False
    aliases: tuple[str, ...] = ()


def things_of(roadmap: Roadmap, grids: Sequence[Grid], dated: Sequence[Dated]) -> Iterator[Thing]:
    language = roadmap.language
    lines: set[int] = set()
    rows = {line.line: (grid, line) for grid in grids for line in grid.lines}
    for item in roadmap.items:
        if item.kind in PLANNED:
            lines.add(item.span.line)
            row = rows.get(item.span.line)
            bare = row is not None and (item.window is None or item.window_inherited)
            window = _from_to(_windows_of(row[1])) if row and bare else None
            yield _of_item(item, language, window, STATES.get(item.status) or (_state_of(*row) if row else ""))
    around = _times_of_sections(roadmap)
    known = {alias for item in roadmap.items for alias in _own_aliases(item)}
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        lead = lead_of_block(block)
        if not lead or block.line in lines or not known.isdisjoint(aliases_in(lead[0])):
            continue
        own = next((token for token in tokens if isinstance(token.value, Window) and token.end > lead[1]), None)
        near = own is not None and len(block.text[lead[1] : own.start].split()) <= MOST_BETWEEN
        window = own.value if own and near and isinstance(own.value, Window) else around.get(block.section)
        lines.add(block.line)
        yield _thing(lead[0], language, window, block.line, end_of_block(roadmap, block), inherited=not near, kind="lead")
    for grid in grids:
        beside = is_beside(roadmap.document.heading_path(grid.block))
        for line in grid.lines if not beside else ():
            if line.line not in lines and (thing := _of_row(grid, line, language)):
                lines.add(line.line)
                yield thing
    for entry in dated:
        if entry.line not in lines and entry.time.line == entry.line and not entry.beside and _is_name(entry.text):
            yield _thing(entry.text, language, entry.time.window, entry.line, entry.line, inherited=False, kind="line")


def _is_name(text: str) -> bool:
    """Whether a line is called something, and is no sentence."""
    return bool(WORDS.search(text)) and len(text.split()) <= LONGEST_NAME and not SENTENCE.search(text)


def _of_item(item: Item, language: str, window: Window | None, state: State) -> Thing:
    """An item, with the dates of its row where it has none of its own."""
    return _thing(
        item.title,
        language,
        window or item.window,
        item.span.line,
        item.end_line,
        inherited=item.window_inherited and window is None,
        kind=item.kind,
        owners=_owners(item),
        state=state,
        aliases=tuple(_own_aliases(item)),
    )


def _thing(
    name: str,
    language: str,
    window: Window | None,
    line: int,
    end: int,
    *,
    inherited: bool,
    kind: str,
    owners: tuple[str, ...] = (),
    state: State = "",
    aliases: tuple[str, ...] = (),
) -> Thing:
    flat = " ".join(name.split())
    head = NAME_END.split(flat, maxsplit=1)[0].strip() or flat
    terms = frozenset(term for term in canonical_terms(flat, language) if not term.isdigit())
    own = frozenset(term for term in canonical_terms(head, language) if not term.isdigit())
    period = scaled(window) if window is not None else None
    return Thing(flat, own or terms, terms, window, period, line, max(line, end), kind, owners, state, inherited, aliases)


def _of_row(grid: Grid, line: Line, language: str) -> Thing | None:
    """A dated row that is no item: its first words are its name, a code before them calls it."""
    texts = [(at, cell) for at, cell in enumerate(line.cells) if cell.text]
    code = texts[0][1].text if texts and IDENTIFIER.fullmatch(texts[0][1].text) else ""
    named = next((cell.text for at, cell in texts if (at or not code) and not _is_timed(cell) and WORDS.search(cell.text)), "")
    window, state = _from_to(_windows_of(line)), _state_of(grid, line)
    if not named or (window is None and not state):
        return None
    owners = tuple(
        cell.text
        for cell, header in zip(line.cells, grid.headers, strict=False)
        if cell.text and (meant := lookup_label(header)) and meant.attribute == "owner"
    )
    if not code and (found := IDENTIFIER.match(named)) and WORDS.search(named, found.end()):
        code, named = found[0], named[found.end() :].strip(" :.–—-")
    aliases = (code.casefold(),) if code else ()
    return _thing(
        named,
        language,
        window,
        line.line,
        line.end_line,
        inherited=False,
        kind="row",
        owners=owners,
        state=state,
        aliases=aliases,
    )


def _state_of(grid: Grid, line: Line) -> State:
    """The state that a cell of a row tells, or its share that is complete."""
    for cell, header in zip(line.cells, grid.headers, strict=False):
        told = [token.value for token in cell.tokens if token.kind == "status" and token.value in STATES]
        if told and isinstance(told[0], str):
            return STATES[told[0]]
        share = cell.quantity
        if share and share.kind == "percent" and heads_progress(header):
            return "done" if share.least >= WHOLE else "in progress" if share.least > 0 else "open"
    return ""


def window_of(line: Line, *, beside: int) -> Window | None:
    """The time of a row as its cells tell it, one of them aside."""
    return _from_to(_windows_of(line, beside=beside))


def _windows_of(line: Line, *, beside: int = -1) -> list[Window]:
    """The times that the cells of a row tell, a code in the first cell aside ("W1" is no week)."""
    cells = [cell for at, cell in enumerate(line.cells) if at != beside and (at or not IDENTIFIER.fullmatch(cell.text))]
    return [token.value for cell in cells for token in cell.tokens if isinstance(token.value, Window)]


def _is_timed(cell: GridCell) -> bool:
    return any(isinstance(token.value, Window) for token in cell.tokens)


def _from_to(windows: Sequence[Window]) -> Window | None:
    """The one time of a row, or the stretch between the two days that it gives."""
    if len(windows) == SEVERAL and all(window.start and window.end and not window.open_ended for window in windows):
        first, last = windows
        if first.start and last.end and first.start < last.end:
            return replace(first, text=f"{first.text} - {last.text}", end=last.end)
    return windows[0] if len(windows) == 1 else None


def _owners(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.text for fact in item.facts if fact.attribute == "owner" and fact.text))


def _times_of_sections(roadmap: Roadmap) -> Mapping[int | None, Window]:
    """The one time that each heading tells, or the one above it."""
    found: dict[int | None, Window] = {}
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind == "heading":
            windows = [token.value for token in tokens if isinstance(token.value, Window)]
            window = windows[0] if len(windows) == 1 else found.get(block.section)
            if window is not None and (block.depth > 1 or window.precision != "year"):
                found[block.index] = window
    return found


def lead_of_block(block: Block) -> tuple[str, int] | None:
    """The bold words that a paragraph or entry begins with, and where they end."""
    if block.kind not in ("paragraph", "item") or not block.bold:
        return None
    start, end = block.bold[0]
    if start > SEVERAL or end - start > LONGEST_LEAD:
        return None
    name = block.text[start:end].strip(" .:–—-\n")
    first, comma, rest = name.partition(",")
    if comma and pattern("turns").fullmatch(first.strip()):
        name = rest.strip()
    return (name, end) if name else None


def end_of_block(roadmap: Roadmap, block: Block) -> int:
    """The last line of what hangs on a block: its list entries, too."""
    end = block.end_line
    for other in roadmap.document.behind(block):
        if other.parent != block.index:
            break
        end = other.end_line
    return end


def aliases_in(text: str) -> Iterator[str]:
    for match in IDENTIFIER.finditer(text):
        yield match[0].casefold()
    for match in NUMBERED.finditer(text):
        yield f"{normalise(match[1])} {match[2].casefold()}"


def _own_aliases(item: Item) -> Iterator[str]:
    if item.id:
        yield normalise(item.id) if " " in item.id else item.id.casefold()
    for match in NUMBERED.finditer(item.title):
        if not item.title[: match.start()].strip(" *#_"):
            yield f"{normalise(match[1])} {match[2].casefold()}"
