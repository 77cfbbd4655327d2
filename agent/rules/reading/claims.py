"""What a document claims: every figure with the names it may go by, and what is told around it, worked out where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from agent.extract.wording.roles import column_role, role_of
from agent.extract.wording.scenarios import scenario_of
from agent.extract.wording.words import names_total, topic_of
from agent.facts import canonical_terms, lookup_label
from agent.facts.changes import speaks_of_change
from agent.facts.lexicon import load, strings
from agent.model.document import Block
from agent.model.fence_kinds import is_text_or_keyed
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.entries import MARKS
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.lines import by_line
from agent.rules.reading.marks import Around, Places, case_in, parts_in, times_in, windows_in
from agent.rules.reading.statements import FORM
from agent.rules.reading.vocabulary import pattern, words_of

CUT = re.compile(
    r"[,;:.](?=\s|$)|[()（）\[\]、，；：。！？=|→]|\s[-–—&+]\s|\b(?:and|und|et|y|vs|via|with|com|mit|avec|con)\b", re.IGNORECASE
)
COLON = re.compile(r"[:：](?=\s|\D|$)")
LETTERS = re.compile(r"[^\W\d_]{2}")
WORDS = re.compile(r"[^\W\d_]{3,}")
BARS = re.compile(r"[█▓░▒■□]{3}")
LONGEST_LABEL = 60
MOST_FIGURES = 40  # of one line: more are data
NEAR = 40  # characters between a label and the figure that it names
MOSTLY = 0.6  # of a text: what is mostly a time is no name
READ = frozenset({"paragraph", "item", "heading"})
# Headers that say which figure of the thing a column holds, not what of it.
VALUES = frozenset(
    {
        "cost",
        "budget",
        "total",
        "amount",
        "value",
        "metric",
        "target",
        "baseline",
        "actual",
        "people",
        "effort",
        "duration",
        "result",
        "status",
    }
)
TIMES = frozenset({"window", "start", "end", "id", "priority", "depends_on"})
PRESENT = frozenset({"actual", "baseline"})
SIGNS = "+-−–▲▼"
SAME = {"avg": "averag"}
STEMMED = ("en", "pt", "es", "fr", "de", "ru")

Name = frozenset[str]


@dataclass(frozen=True)
class Setting:
    """A line or row as its figures see it: what surrounds it, told where it is asked for. Not slotted: what is told is kept."""

    places: Places
    roadmap: Roadmap
    block: Block
    text: str
    label: str
    tokens: tuple[Token, ...]

    @cached_property
    def around(self) -> Around:
        return self.places.around(self.block)

    @cached_property
    def terms(self) -> Name:
        """The stems of everything that the line stands below or beside, its own included."""
        return self.around.terms | terms_in(self.text, self.roadmap.language)

    @cached_property
    def time(self) -> frozenset[str]:
        """The marks of the time, phase or option that the line is of: the nearest ones that tell any."""
        return times_in(self.tokens) | parts_in(self.label) or self.around.time

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        return windows_in(self.tokens) or self.around.windows

    @cached_property
    def scenario(self) -> str:
        return scenario_of(self.text) or case_in(self.label) or self.around.scenario

    @cached_property
    def rival(self) -> bool:
        """Whether it speaks of somebody else."""
        return self.around.rival or bool(pattern("rivals").search(self.text))


@dataclass(frozen=True, slots=True)
class Claim:
    """`names` are the sets of stems that the figure may be called by, `label` the stems of the label of its line.

    `clause` is what tells its role: the clause that it stands in, or the header of its column.
    """

    names: tuple[Name, ...]
    value: Quantity
    line: int
    end_line: int
    setting: Setting
    label: Name
    clause: str

    @property
    def section(self) -> int | None:
        return self.setting.block.section

    @property
    def span(self) -> Span:
        document = self.setting.roadmap.document
        return document.span(self.line, self.end_line, self.setting.text.strip() if self.setting.block.kind != "table" else "")

    @property
    def role(self) -> str:
        return column_role(self.clause) or role_of(self.setting.label) or self.setting.around.role

    @property
    def present(self) -> bool:
        """Whether it tells how things are."""
        if (
            self.role in PRESENT
            or pattern("at_present").search(self.clause)
            or BARS.search(self.setting.roadmap.document.lines[self.line - 1])
        ):
            return True

        return self.setting.block.kind == "table" and any(role_of(word) in PRESENT for word in self.clause.split())

    @property
    def aimed(self) -> bool:
        """Whether it stands among the aims or measures of the plan."""
        return self.role == "target" or self.setting.around.aimed


def claims_of(roadmap: Roadmap, grids: Sequence[Grid]) -> tuple[Claim, ...]:
    """Every claim of the sentences, list entries, plain fences and tables in document order; totals are of what stands above them."""
    places = Places(roadmap)
    found = [claim for block in roadmap.document.blocks for claim in _in_text(roadmap, places, block)]
    found += [claim for grid in grids for claim in _in_grid(roadmap, places, grid)]
    return tuple(sorted((claim for claim in found if claim.names), key=lambda claim: (claim.line, claim.value.most)))


@cache
def _forms() -> Name:
    """The words of names that say which figure it is, stemmed in each language."""
    listed = (*words_of("figure_words"), *strings(load("scope_words").get("imperative")))
    stems = (canonical_terms(word, language) for word in listed for language in STEMMED)
    return FORM | frozenset(listed) | frozenset(found[0] for found in stems if len(found) == 1)


def strong(name: Name) -> Name:
    """The stems of a name that say what is meant: not "total", "current" or "per month"."""
    return name - _forms()


def terms_in(text: str, language: str) -> Name:
    """The stems of the words of a text, numbers aside."""
    return frozenset(SAME.get(term, term) for term in canonical_terms(text, language) if not term[0].isdigit())


def without_values(text: str, tokens: Sequence[Token], start: int = 0) -> str:
    """A text that begins at `start` without its figures and times; the number of a name ("D30") stays."""
    for token in reversed(tokens):
        first, last = token.start - start, token.end - start
        if (
            isinstance(token.value, (Quantity, Window))
            and first >= 0
            and last <= len(text)
            and not text[max(0, first - 1) : first].isalpha()
        ):
            text = f"{text[:first]} {text[last:]}"
    return text


def _in_text(roadmap: Roadmap, places: Places, block: Block) -> Iterator[Claim]:
    """The claims of the lines of a paragraph, list entry, heading or plain fence; computations are other rules'."""
    tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
    if not any(isinstance(token.value, Quantity) for token in tokens):
        return
    if block.kind in READ or (block.kind == "fence" and is_text_or_keyed(block.info)):
        for at, text, own in by_line(block.text, tokens):
            if any(isinstance(token.value, Quantity) for token in own) and not any(token.value in ("x", "=", "->") for token in own):
                yield from _Clauses(roadmap, places, block, block.line + at, text, own).claims()


class _Clauses:
    """One line cut into clauses."""

    def __init__(self, roadmap: Roadmap, places: Places, block: Block, line: int, text: str, tokens: tuple[Token, ...]) -> None:
        self.language, self.line, self.text, self.tokens = roadmap.language, line, text, tokens
        cuts = [m.span() for m in CUT.finditer(text) if not any(t.start < m.end() and m.start() < t.end for t in tokens)]
        self.clauses = list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True))
        self.figures = [(token, token.value) for token in tokens if isinstance(token.value, Quantity) and token.kind != "ordinal"]
        colon = COLON.search(text)
        self.colon = colon.start() if colon and colon.start() < LONGEST_LABEL else -1
        label = MARKS.sub("", text[: self.colon]) if self.colon > 0 else ""
        self.total = names_total(label or text[:LONGEST_LABEL])
        self.label = self._named(label)
        self.setting = Setting(places, roadmap, block, text, label, tokens)

    def claims(self) -> Iterator[Claim]:
        claiming = not self.total and len(self.figures) <= MOST_FIGURES
        for at, (start, end) in enumerate(self.clauses if claiming else ()):
            inside = [(token, value) for token, value in self.figures if start <= token.start and token.end <= end]
            for token, value in inside:
                if sum(other.kind == value.kind for _, other in inside) == 1:
                    clause = self.text[start:end]
                    changed = value.kind == "percent" and speaks_of_change(clause)
                    signed = _signed(value, self.text, token.start, changed=changed)
                    yield Claim(self._names(at, token, value), signed, self.line, self.line, self.setting, strong(self.label), clause)

    def _named(self, label: str) -> Name:
        """What stands before the colon, unless that is a time or only says what kind of line this is."""
        timed = sum(t.end - t.start for t in self.tokens if isinstance(t.value, Window) and t.end <= self.colon)
        if not label.strip() or topic_of(label) or timed > MOSTLY * len(label.strip()):
            return frozenset()
        return terms_in(label, self.language)

    def _names(self, at: int, token: Token, value: Quantity) -> tuple[Name, ...]:
        """By the words of its clause, by those of the clause before where it stands in brackets or alone, and by the label of the line."""
        start, end = self.clauses[at]
        own = self._words(start, end, _counted(token, value))
        bracketed = self.text[start - 1 : start] in ("(", "（")
        before: Name = frozenset()
        place = at - 1
        while place >= 0 and not strong(before) and (bracketed or not strong(own)):
            first, last = self.clauses[place]
            if any(first <= other.start and other.end <= last for other, _ in self.figures):
                return (own,) if strong(own) and not bracketed else ()  # it explains another figure
            before = self._words(first, last, "")
            place -= 1
        names = [own, before, own | before]
        alone = not any(self.colon < other.start < token.start for other, _ in self.figures)
        if strong(self.label) and self.colon < token.start <= self.colon + NEAR and alone:
            names += [self.label, self.label | own]
        return tuple(dict.fromkeys(name for name in names if strong(name)))

    def _words(self, start: int, end: int, counted: str) -> Name:
        """The stems of a clause without its figures and times; what is counted is a word."""
        return terms_in(f"{counted} {without_values(self.text[start:end], self.tokens, start)}", self.language)


def _counted(token: Token, value: Quantity) -> str:
    """What a number counts, with the words between: "500 moored boats"."""
    between = " ".join(word for word in WORDS.findall(token.text) if not pattern("scales").fullmatch(word))
    return f"{value.unit} {between}" if value.kind == "count" and value.unit else ""


def _in_grid(roadmap: Roadmap, places: Places, grid: Grid) -> Iterator[Claim]:
    """The claims of the cells of a table; a number that begins a row names it."""
    headers = [_Header(text, roadmap.language) for text in grid.headers]
    for line in grid.lines:
        name = _name_of(line) if any(cell.quantity for cell in line.cells) else ""
        label = terms_in(name, roadmap.language)
        if not strong(label) or line.total or names_total(name):
            continue
        for at, cell in enumerate(line.cells):
            if at and cell.quantity and cell.text != name and not headers[at].skips(cell.quantity):
                yield _cell(roadmap, places, grid, line, name, label, cell, cell.quantity, headers[at])


class _Header:
    """What the header of a column makes of its figures."""

    def __init__(self, text: str, language: str) -> None:
        meaning = lookup_label(text)
        attribute = meaning.attribute if meaning else ""
        self.text = text
        self.terms = terms_in(text, language)
        self.plain = attribute in VALUES or bool(column_role(text)) or not strong(self.terms)
        self.timed = attribute in TIMES
        self.changes = not LETTERS.search(text) or speaks_of_change(text) or bool(pattern("sort_of_change").search(text))

    def skips(self, value: Quantity) -> bool:
        """Whether the column holds changes, numbers of things or times: "Completion" is a date or a percentage."""
        return self.changes or (self.timed and value.kind != "percent")


def _name_of(line: Line) -> str:
    """The first cell of a row that is a name: no number and no time."""
    for cell in line.cells:
        timed = sum(token.end - token.start for token in cell.tokens if isinstance(token.value, Window))
        if cell.quantity is None and LETTERS.search(cell.text) and timed <= MOSTLY * len(cell.text):
            return cell.text
    return ""


def _cell(
    roadmap: Roadmap, places: Places, grid: Grid, line: Line, name: str, label: Name, cell: GridCell, value: Quantity, header: _Header
) -> Claim:
    own = terms_in(without_values(cell.text, cell.tokens), roadmap.language)
    whole = label if header.plain else label | header.terms
    names = (whole, whole | own, own) if strong(own) else (whole,)
    times = tuple(token for other in line.cells for token in other.tokens if isinstance(token.value, Window))
    told = " | ".join((name, header.text, *(other.text for other in line.cells if other is cell or other.quantity is None)))
    setting = Setting(places, roadmap, grid.block, told, f"{name}; {header.text}", times)
    signed = _signed(value, cell.text, cell.tokens[0].start if cell.tokens else 0)
    return Claim(names, signed, line.line, line.end_line, setting, frozenset(), header.text)


def _signed(value: Quantity, text: str, start: int, *, changed: bool = False) -> Quantity:
    """A figure with a sign is a difference."""
    signed = changed or text[start : start + 1] in SIGNS or (start > 0 and text[start - 1] in "+▲▼" and value.kind == "percent")
    return replace(value, change=True) if signed and not value.change else value
