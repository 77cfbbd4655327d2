"""Something is listed as done in one place and open in another.

Claim: a line that is marked done names, in its name or in what it says about it, all distinctive words of an open box, or of an entry
with a sign of open work (⬜, ⏳, 🚧), elsewhere in the roadmap. Stages of one thing, work that comes again and again, and boxes within
the done item are left out.

Why it matters: whoever plans the next weeks reads one of the two places.

Flagged:

    ## Done in December

    - ✅ **Tide forecast** (Dec 15) - live tide curve and storm warnings

    ## Next 30 days

    - [ ] Storm warnings
    - [ ] Fuel cards

Fine:

    ## Done in December

    - ✅ **Tide forecast** (Dec 15) - live tide curve

    ## Next 30 days

    - [ ] Storm warnings
    - [ ] Fuel cards
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.boxes import TICK
from agent.rules.reading.pieces import LONGEST, Piece, frequency, lead_of, recurs, short_label, stage_words
from agent.rules.reading.scope_words import is_beside
from agent.rules.reading.scopes import compared_by_name
from agent.rules.reading.ticks import CROSS, bullet_ticks, icon_lines, open_marks

LEAST_TERMS = 2
MOST_USES = 3  # words that more lines use tell of nothing in particular
MOST_EXTRA = 1  # words of a clause beside those of the box
CLAUSE = expression(r"[,;:：、，；|]|\s[-–—]\s|\s(?:and|und|e|y|et|и|&|\+)\s")
MARKS = expression(r"^\s*(?:[-*•+#]{1,6}|\d{1,3}[.)])?\s*(?:\[[xX]\]|✅|☑️?|✔️?)?\s*")
BRACKETS = expression(r"[(（][^()（）\n]*[)）]")
DESCRIBED = expression(r"[:：]\**\s(.*)")
SIGNS = expression(r"^\W+(?=\w)")
WORD = expression(r"\w+")
MOST_BETWEEN = 3  # headings from one tier to another
LETTERS = 5  # of a word that tells things apart
FEWEST_SAID = 3  # words of a description
RESULTS = expression(
    r"\b(?:deliverables?|criteria|success|results?|outcomes?|ergebnisse|kriterien|entreg\w+|critérios|resultados|entregables|criterios|livrables"
    r"|critères|результат\w*|критери\w*)|成果|基準|标准|验收",
    re.IGNORECASE,
)


def _find(view: View) -> Iterator[Draft]:
    language = view.roadmap.language
    icons = icon_lines(view.roadmap)
    ticked = [
        item
        for item in view.roadmap.items
        if item.status in ("done", "planned") and not is_beside(item.headings) and item.span.line not in icons
    ]
    done = compared_by_name(tuple(_done(view, ticked)), language)
    left = compared_by_name(tuple(_left(view, ticked)), language)
    uses = frequency(left)
    by_term: dict[str, list[Piece]] = defaultdict(list)
    for piece in filter(_is_telling, done):
        for term in piece.terms:
            by_term[term].append(piece)
    parts = []
    for piece in left:
        if len(piece.terms) < LEAST_TERMS or recurs(piece) or min(uses[term] for term in piece.terms) > MOST_USES:
            continue
        rare = min((term for term in piece.terms if by_term[term]), key=lambda term: (len(by_term[term]), term), default="")
        twins = (one for one in by_term[rare] if _is_twin(one, piece))
        twin = next((one for one in twins if _apart(view, one, piece)), None)
        if twin and len(by_term[rare]) <= MOST_USES:
            parts.append(_part(piece, twin))
    yield from bundled(parts, "{count} entries are open although another line says that they are done", most=1)


def _is_telling(piece: Piece) -> bool:
    """Whether one of the words is long enough to tell things apart; "free AI" is part of many names."""
    return any(len(word) >= LETTERS or not word.isascii() for word in WORD.findall(piece.label))


def _is_twin(done: Piece, left: Piece) -> bool:
    """Whether both lines name one thing: the done one in at most a word more, or the open one in all of its words and some behind them."""
    if left.terms <= done.terms:
        return len(done.terms) <= len(left.terms) + MOST_EXTRA
    behind = " ".join(left.label.casefold().split()).startswith(" ".join(done.label.casefold().split()) + " ")
    return behind and len(done.terms) >= FEWEST_SAID and len(left.terms) <= len(done.terms) + MOST_EXTRA


def _left(view: View, ticked: Sequence[Item]) -> Iterator[Piece]:
    """Every open item, entries with a sign of open work, and open boxes that reading took for one with a ticked box of the same name."""
    boxes = {block.line: block for block in view.document.blocks if block.checked is False}
    known = {item.span.line for item in ticked}
    for block in open_marks(view.roadmap):
        headings = view.document.heading_path(block)
        if block.line not in known and not is_beside(headings):
            name, state = lead_of(SIGNS.sub("", block.text.split("\n", 1)[0])), "crossed" if CROSS.match(block.text) else "planned"
            yield _piece("", name, view.document.span(block.line), headings, state)
    for item in ticked:
        if item.status == "planned":
            yield _piece(item.key, lead_of(item.title), item.span, item.headings, item.status)
            continue
        for block in (boxes[span.line] for span in item.mentions if span.line in boxes):
            yield _piece("", lead_of(item.title), view.document.span(block.line), view.document.heading_path(block), "planned")


def _done(view: View, ticked: Sequence[Item]) -> Iterator[Piece]:
    """Every clause of the lines that are marked done: items, and other entries of lists with a tick before them."""
    promised = {entry.line for lead, entries in view.lists if RESULTS.search(lead.text) for entry in entries}
    promised |= bullet_ticks(view.roadmap)
    items = {item.span.line: item for item in ticked if item.status == "done"}
    entries = {block.line: block for block in view.document.blocks if block.kind == "item" and block.checked is None}
    for line in sorted(items.keys() | entries.keys()):
        item, block = items.get(line), entries.get(line)
        text = view.document.lines[line - 1]
        headings = item.headings if item else view.document.heading_path(block) if block else ()
        if line in promised or (item is None and not TICK.match(text)):
            continue
        for part in _clauses(text):
            yield _piece(item.key if item else "", part, view.document.span(line), headings, "done")


def _clauses(line: str) -> list[str]:
    """What a line says is done, one thing each: its name and the parts of what stands behind it."""
    return [part.strip() for part in CLAUSE.split(BRACKETS.sub(" ", MARKS.sub("", line))) if part.strip()]


def _piece(key: str, label: str, span: Span, headings: tuple[str, ...], status: str) -> Piece:
    words = frozenset(label.casefold().split())
    return Piece(label[:LONGEST], frozenset(), words, span, headings=headings, status=status, key=key)


def _apart(view: View, done: Piece, left: Piece) -> bool:
    """Whether the open box is no part of the done item, and no later stage of it."""
    item, other = view.roadmap.by_key.get(done.key), view.roadmap.by_key.get(left.key)
    if left.status == "crossed" and done.headings[:-1] == left.headings[:-1] and _are_near(view, done, left):
        return False  # what this tier, market or rival has, and that one has not
    inside = other is not None and other.span.line <= done.span.line <= other.end_line
    inside = inside or (item is not None and item.span.line <= left.span.line <= item.end_line)
    return not inside and done.headings != left.headings and stage_words(left) <= stage_words(done) and not _told_apart(view, done, left)


def _are_near(view: View, one: Piece, other: Piece) -> bool:
    """Whether few headings stand between two lines."""
    first, last = sorted((one.span.line, other.span.line))
    return sum(block.kind == "heading" and first < block.line < last for block in view.document.blocks) <= MOST_BETWEEN


def _told_apart(view: View, done: Piece, left: Piece) -> bool:
    """Whether a description behind the colon of either line shares no word with the other's: one name, two works."""
    told = [DESCRIBED.search(view.document.lines[piece.span.line - 1]) for piece in (done, left)]
    words = [frozenset(canonical_terms(match[1], view.roadmap.language)) for match in told if match]
    return len(words) == len(told) and min(map(len, words)) >= FEWEST_SAID and not words[0] & words[1]


def _part(left: Piece, done: Piece) -> Part:
    name = short_label(left)
    draft = Draft(
        f'"{name}" is open in line {left.span.line}, but line {done.span.line} says that it is done',
        (left.span, done.span),
        key=f"{left.key}|{done.key}",
        suggestion="tick the box, or say what is left to do",
    )
    return of_two_lines(draft, name, left.span.line, done.span.line)


RULE = Rule("RA711", "done-and-open", "status", "question", "rule", _find, __doc__)
