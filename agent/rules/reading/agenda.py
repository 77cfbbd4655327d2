"""What a document plans, by the names that running text calls it: an item, a heading, a bold lead, a row, each with its time.

A name in a sentence is seldom the whole title: "the pilot", "phase 2", "W3", "once the databases have moved". `Agenda.named` finds what
such words mean, or nothing where they could mean several things.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

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
from agent.rules.reading.pieces import STEM, distinctive, has_form, is_beside, is_stage, same_word
from agent.rules.reading.states import STATES, State
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern, words_of

PLANNED = frozenset({"phase", "initiative", "task", "milestone", "deliverable"})
NUMBERED = expression(r"(?<![\w.])([^\W\d_]{3,14})\.?\s(\d{1,2}|[IVX]{1,4})(?![\w%]|[.,]\d)")
IDENTIFIER = expression(r"(?<![\w-])[^\W\d_]{1,8}[-.]?\d{1,4}(?:[.-]\d{1,3}){0,2}(?![\w-])")
WORDS = expression(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff]")
SENTENCE = expression(r"[.?!]\s")
NAME_END = expression(r"[,;:()（）|：、。]|\s[–—-]\s|\.(?:\s|$)")
LONGEST_NAME = 10  # words
LONGEST_LEAD = 70
MOST_BETWEEN = 2  # words between a bold lead and its time
SHORTEST = 4  # letters of a name of one word
MOST_OTHER = 1  # words of a mention that the name of the thing does not have
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


class Agenda:
    """The things of a document by their words, their ids and their numbers ("phase 2", "lot 3")."""

    def __init__(self, roadmap: Roadmap, grids: Sequence[Grid], dated: Sequence[Dated]) -> None:
        self._language = roadmap.language
        self.things = tuple(sorted(_things(roadmap, grids, dated), key=lambda thing: (thing.line, -thing.end_line)))
        self._by_word: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.things:
            for word in thing.words:
                self._by_word[word].append(thing)
        self._by_front: dict[str, list[str]] = defaultdict(list)
        for word in self._by_word:
            self._by_front[word[:STEM]].append(word)
        self._by_alias = _aliases(self.things)
        self._places = sorted(self._all_places(roadmap), key=lambda place: (place[0], -place[1]))
        self._starts = [start for start, _, _ in self._places]

    def _all_places(self, roadmap: Roadmap) -> Iterator[tuple[int, int, Thing]]:
        """The lines that speak of each thing: its own, sections that repeat an item, paragraphs that begin with its code in bold."""
        by_line = {thing.line: thing for thing in self.things}
        headings = {block.line: block for block in roadmap.document.blocks if block.kind == "heading"}
        for thing in self.things:
            yield thing.line, thing.end_line, thing
        for item in roadmap.items:
            known = by_line.get(item.span.line)
            for span in item.mentions if known else ():
                if known and (heading := headings.get(span.line)):
                    yield span.line, _end_of_section(roadmap, heading), known
        for block in roadmap.document.blocks:
            lead = _lead(block)
            called = self.called(lead[0]) if lead and block.line not in by_line else ()
            if len(called) == 1:
                yield block.line, _end_of(roadmap, block), called[0]

    def at(self, line: int) -> Thing | None:
        """The innermost thing whose lines hold a line."""
        for _, end, thing in reversed(self._places[: bisect_right(self._starts, line)]):
            if line <= end:
                return thing
        return None

    def called(self, text: str) -> tuple[Thing, ...]:
        """The things that a text calls by id or number."""
        found = [thing for alias in _aliases_in(text) for thing in self._by_alias.get(alias, ())]
        return tuple(dict.fromkeys(found))

    def named(self, text: str, line: int) -> tuple[Thing, ...]:
        """What a noun phrase names: all things that it may mean, none when its words are those of no thing or of too many.

        `line` is that of the sentence, whose own thing it does not mean by its words alone.
        """
        called = self.called(text)
        if called:
            return called
        said = [term for term in canonical_terms(pattern("done_words").sub(" ", text) or text, self._language) if not term.isdigit()]
        telling = [term for term in said if term in distinctive({term}) and term not in _sorts(self._language)]
        found: dict[Thing, int] = {}
        for term in telling:
            for known in self._alike(term):
                for thing in self._by_word[known]:
                    if not thing.line <= line <= thing.end_line or thing.end_line - thing.line > SEVERAL:
                        found[thing] = found.get(thing, 0) + 1
        if not found:
            return ()
        most = max(found.values())
        best = tuple(thing for thing, count in found.items() if count == most)
        return tuple(thing for thing in best if self._is_named(thing, said, telling))

    def _alike(self, term: str) -> tuple[str, ...]:
        if term in self._by_word:
            return (term,)
        return tuple(known for known in self._by_front.get(term[:STEM], ()) if same_word(known, term)) if len(term) >= SHORTEST else ()

    def _is_named(self, thing: Thing, said: Sequence[str], telling: Sequence[str]) -> bool:
        """Whether the words of a mention are those of a thing: the whole of its name, or a part with at most one other word."""
        shared = [term for term in telling if has_form(thing.words, term)]
        others = [term for term in telling if term not in shared]
        if any(is_stage(term) for term in others):
            return False
        head = distinctive(thing.head) or thing.head
        whole = all(has_form(said, word) for word in head)
        if whole:
            behind = telling[: len(telling) - len(others)] == shared  # "the ramp opens", but not "customers of the ramp"
            return len(others) <= max(len(head) - 1, int(behind)) and (len(head) > 1 or len(shared[0]) >= SHORTEST)
        if len(shared) >= SEVERAL:
            return len(others) <= MOST_OTHER
        return not others and len(shared[0]) >= SHORTEST and (not is_stage(shared[0]) or len(self._by_word[shared[0]]) == 1)


@cache
def _sorts(language: str) -> frozenset[str]:
    """Words that say what sort of thing is named: "the billing wave", "the phase of preparation"."""
    return frozenset(term for word in words_of("sort_words") for term in canonical_terms(word, language))


def is_bare(text: str, language: str) -> bool:
    """Whether a part of a sentence names nothing: a pronoun, or a verb of beginning."""
    plain = pattern("beginning_words").sub(" ", text)
    return not canonical_terms(plain, language)


def _things(roadmap: Roadmap, grids: Sequence[Grid], dated: Sequence[Dated]) -> Iterator[Thing]:
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
        lead = _lead(block)
        if not lead or block.line in lines or not known.isdisjoint(_aliases_in(lead[0])):
            continue
        own = next((token for token in tokens if isinstance(token.value, Window) and token.end > lead[1]), None)
        near = own is not None and len(block.text[lead[1] : own.start].split()) <= MOST_BETWEEN
        window = own.value if own and near and isinstance(own.value, Window) else around.get(block.section)
        lines.add(block.line)
        yield _thing(lead[0], language, window, block.line, _end_of(roadmap, block), inherited=not near, kind="lead")
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
        if share and share.kind == "percent" and pattern("progress").fullmatch(header.strip(" %()")):
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


def _lead(block: Block) -> tuple[str, int] | None:
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


def _end_of(roadmap: Roadmap, block: Block) -> int:
    """The last line of what hangs on a block: its list entries, too."""
    end = block.end_line
    for other in roadmap.document.behind(block):
        if other.parent != block.index:
            break
        end = other.end_line
    return end


def _end_of_section(roadmap: Roadmap, heading: Block) -> int:
    """The last line below a heading, before the next one of its level."""
    end = heading.end_line
    for other in roadmap.document.below(heading):
        end = other.end_line
    return end


def _aliases_in(text: str) -> Iterator[str]:
    for match in IDENTIFIER.finditer(text):
        yield match[0].casefold()
    for match in NUMBERED.finditer(text):
        yield f"{normalise(match[1])} {match[2].casefold()}"


def _aliases(things: Sequence[Thing]) -> Mapping[str, tuple[Thing, ...]]:
    """The things by their ids and the numbers in their names, where these call one of them only."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        for alias in dict.fromkeys(thing.aliases):
            found[alias].append(thing)
    return {alias: tuple(listed) for alias, listed in found.items() if len(listed) == 1}


def _own_aliases(item: Item) -> Iterator[str]:
    if item.id:
        yield normalise(item.id) if " " in item.id else item.id.casefold()
    for match in NUMBERED.finditer(item.title):
        if not item.title[: match.start()].strip(" *#_"):
            yield f"{normalise(match[1])} {match[2].casefold()}"
