"""A sentence counts another part of the whole as done than the list shows.

Claim: a sentence says "two of five milestones have been reached", exactly one list has that many entries with a state, a sign of it or a
check box, and another number of them is done (or open, or in progress, whichever the sentence counts); or it counts more as done than
there are ("14 of 12 tests passed").

Why it matters: the sentence is what is reported upwards.

Flagged:

    Two of four milestones have been reached.

    | ID | Milestone | Status |
    |---|---|---|
    | M1 | Sign-in works | reached |
    | M2 | Case files accepted | open |
    | M3 | First permit online | open |
    | M4 | Desk closed | open |

Fine:

    One of four milestones has been reached.

    | ID | Milestone | Status |
    |---|---|---|
    | M1 | Sign-in works | reached |
    | M2 | Case files accepted | open |
    | M3 | First permit online | open |
    | M4 | Desk closed | open |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from unicodedata import category

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.model.finding import Computation
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import is_blank
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.tallies import number_at_word
from agent.rules.reading.vocabulary import pattern

WORD = expression(r"\w[\w'-]*")
JOINS = expression(
    r"\s*(?:out of|of|von|der|das|dos|de|des|sur|di|из)(?:\s+(?:the|our|all|den|unseren|los|las|les|nos|nossas|nossos))?\s+", re.IGNORECASE
)
WORK = expression(
    r"\s*(?:hours?|hrs?|h|days?|weeks?|points?|pts|sp|stunden|tage|wochen|horas|días|dias|heures|jours|ore|giorni|часов|дней)\b",
    re.IGNORECASE,
)
SLASHED = expression(r"(?<![\d/.,-])(\d{1,3})\s?/\s?(\d{1,3})(?![\d/%.,-])\s")
BEYOND = expression(r"(?<![\d/.,$€£¥₹-])(\d{1,4})(?:\s?/\s?|\s(?:out of|of|von|de|sur|di|из)\s)(\d{1,4})(?![\d/%.,-])(?=\s)", re.IGNORECASE)
# "of the five initiatives three are done", "sur cinq chantiers, trois sont terminés"
WHOLE_FIRST = expression(
    r"\b(?:of|out of|von|unter|sur|des|de|dos|das|di|dei|delle|su|из)\s+"
    r"(?:(?:the|our|all|den|unseren|les|nos|os|as|nossos|nossas|los|las|nuestros|i|le)\s+)?"
    r"(\w[\w'-]*)\s",
    re.IGNORECASE,
)
NAMED_COUNT = expression(r"(?:^|[\n.;] ?)\W*([^\W\d_][^:.\n]{1,40}):\s*\(?\d{1,3}\s?/\s?\d{1,3}\b")
NEAR = 8  # lines
HAN_NUMBER = r"(\d{1,3}|[一二三四五六七八九十两]{1,3})"
HAN_PART = expression(
    HAN_NUMBER
    + r"[^\d、。，；一二三四五六七八九十]{0,8}?(?:のうち|うち|の中で|中)[、，]?(?:已?有)?"
    + HAN_NUMBER
    + r"(?:つ|件|個|个|项|項目?|本|条|家)?"
)
STATES = {"done": "part_done", "in progress": "counted_in_progress", "open": "counted_open"}
OTHER = "other"
MARKED = {"done": "done", "in_progress": "in progress", "planned": "open", "new": "open"}
REACH = 60  # characters behind the whole in which the state must be named
FEWEST = 3
ALL_DAY = (24, 7)
SHOWN = 12


class Entries(Struct, frozen=True):
    """A list that has a state for each of its entries."""

    states: tuple[str, ...]
    spans: tuple[Span, ...]


class Part(Struct, frozen=True):
    count: int
    whole: int
    state: str


def _find(view: View) -> Iterator[Draft]:
    lists: tuple[Entries, ...] | None = None
    for sentence in view.saying(*STATES.values()):
        yield from _beyond(view, sentence)
        part = _part(sentence, view.roadmap.language) if sentence.kind in ("paragraph", "item", "footnote") else None
        if part is None:
            continue
        lists = lists if lists is not None else tuple(_lists(view))
        fitting = [entries for entries in lists if len(entries.states) == part.whole]
        if len(fitting) == 1 and _of_another(view, sentence, fitting[0]):
            continue
        if len(fitting) != 1 or sentence.line in {span.line for span in fitting[0].spans}:
            continue
        if part.state != "done" and OTHER in fitting[0].states:
            continue
        found = fitting[0].states.count(part.state)
        if found != part.count:
            yield _draft(view, sentence, part, fitting[0], found)


def _beyond(view: View, sentence: Sentence) -> Iterator[Draft]:
    """More that is done than there is: a slip of digits."""
    for match in BEYOND.finditer(sentence.text):
        count, whole = int(match[1]), int(match[2])
        behind = re.split(r"[,;:.(|]", sentence.text[match.end() : match.end() + REACH // 2])[0]
        ratio = (count, whole) == ALL_DAY or count + whole == 100  # "24/7", "80/20"
        if count > whole >= FEWEST and not ratio and not WORK.match(sentence.text, match.end()) and pattern("part_done").search(behind):
            yield Draft(
                f"{count} of {whole} cannot be {pattern('part_done').findall(behind)[0]}",
                (span_of_sentence(view.roadmap, sentence),),
                key=f"{count}/{whole}",
                computation=Computation(formula=f"{count} > {whole}", expected=f"at most {whole}", stated=str(count)),
                suggestion=f"correct {count} or {whole}",
            )


def _of_another(view: View, sentence: Sentence, entries: Entries) -> bool:
    """Whether a line far from the list says by a name of its own what it counts: "Track A: 9/9 done"."""
    named = NAMED_COUNT.search(sentence.text)
    blocks = view.document.blocks
    near = min(abs(span.line - sentence.line) for span in entries.spans) <= NEAR
    if named is None or near:
        return False
    section = next((block.section for block in blocks if block.line == entries.spans[0].line), None)
    heads = " ".join(view.document.heading_path(blocks[section])) + " " + blocks[section].text if section is not None else ""
    return normalise(named[1]) not in normalise(heads)


def _part(sentence: Sentence, language: str) -> Part | None:
    """ "two of five milestones have been reached": the only such count of the sentence."""
    found: list[Part] = []
    for match in WORD.finditer(sentence.text):
        join = JOINS.match(sentence.text, match.end())
        count = number_at_word(sentence.text, match.start(), match.end(), language) if join else None
        second = WORD.match(sentence.text, join.end()) if join and count is not None else None
        whole = number_at_word(sentence.text, second.start(), second.end(), language) if second else None
        if count is None or whole is None or second is None or whole < max(count, FEWEST):
            continue
        behind = re.split(r"[,;:.(]", sentence.text[second.end() : second.end() + REACH])[0]
        states = [name for name, words in STATES.items() if pattern(words).search(behind)]
        if states:
            found.append(Part(count, whole, states[0] if len(states) == 1 else "open" if "open" in states else states[0]))
    found = found or [*_slashed(sentence.text), *_whole_first(sentence.text, language), *_han_part(sentence.text)]
    return found[0] if len(found) == 1 else None


def _slashed(text: str) -> Iterator[Part]:
    """ "3/5 done"."""
    for match in SLASHED.finditer(text):
        if WORK.match(text, match.end()):
            continue  # "5/8 hours done"
        yield from _named_part(int(match[1]), int(match[2]), text[match.end() : match.end() + REACH // 2])


def _whole_first(text: str, language: str) -> Iterator[Part]:
    """ "Of the five initiatives three are done", where no other state is counted."""
    if sum(1 for words in STATES.values() if pattern(words).search(text)) > 1:
        return
    for match in WHOLE_FIRST.finditer(text):
        whole = number_at_word(text, *match.span(1), language)
        counts = [
            (word.end(), count)
            for word in WORD.finditer(text, match.end())
            if whole and (count := number_at_word(text, *word.span(), language)) is not None
        ]
        if whole and len(counts) == 1 and counts[0][0] - match.end() <= REACH:
            yield from _named_part(counts[0][1], whole, text[counts[0][0] : counts[0][0] + REACH])


def _han_part(text: str) -> Iterator[Part]:
    """五つのうち三つが完了, 5件中3件完了."""
    found = list(HAN_PART.finditer(text))
    for match in found if len(found) == 1 else ():
        count, whole = (number_at_word(text, *match.span(at), "") for at in (2, 1))
        behind = re.split(r"[、。，；]", text[match.end() :])
        if (
            count is not None
            and whole is not None
            and not any(pattern(words).search(rest) for rest in behind[1:] for words in STATES.values())
        ):
            yield from _named_part(count, whole, behind[0])


def _named_part(count: int, whole: int, behind: str) -> Iterator[Part]:
    """The part with the one state that the words behind it name."""
    clause = re.split(r"[,;:.(]", behind)[0]
    states = [name for name, words in STATES.items() if pattern(words).search(clause)]
    if len(states) == 1 and whole >= FEWEST and count <= whole:
        yield Part(count, whole, states[0])


def _lists(view: View) -> Iterator[Entries]:
    """Runs of check boxes, and tables with a column of states."""
    ticked = [block for block in view.document.blocks if block.checked is not None]
    boxes = [block for block in ticked if block.depth == 0] or ticked
    runs = [list(run) for _, run in groupby(boxes, key=lambda block: block.section)]
    for found in (*runs, *([boxes] if len(runs) > 1 else [])):
        yield Entries(tuple("done" if b.checked else "open" for b in found), tuple(view.document.span(b.line) for b in found))
    yield from _marked(view)
    for grid in view.grids:
        for column in range(grid.width):
            cells = [(line, line.cells[column].text.strip()) for line in grid.lines if not line.total]
            states = tuple(_state(text) for _, text in cells)
            if len(states) >= FEWEST and all(states) and "done" in states:
                yield Entries(states, tuple(view.document.span(line.line, line.end_line) for line, _ in cells))


def _marked(view: View) -> Iterator[Entries]:
    """All entries of the document that begin with a sign, where some of the signs say that something is done."""
    found = []
    for block, tokens in zip(view.document.blocks, view.scanned.tokens, strict=False):
        if block.kind == "item" and block.checked is None and block.text and category(block.text[0]) == "So":
            state = str(tokens[0].value) if tokens and tokens[0].kind == "status" and tokens[0].start == 0 else ""
            found.append((MARKED.get(state, OTHER), view.document.span(block.line)))
    states = tuple(state for state, _ in found)
    if len(found) >= FEWEST and "done" in states and len(set(states)) > 1:  # ticks alone are bullets
        yield Entries(states, tuple(span for _, span in found))


def _state(text: str) -> str:
    """The state a cell names, "" when it names none."""
    if is_blank(text) or len(text.split()) > 4:
        return ""
    for name in ("open", "in progress", "done"):
        if pattern(STATES[name]).search(text):
            return name
    return ""


def _draft(view: View, sentence: Sentence, part: Part, entries: Entries, found: int) -> Draft:
    places = [span for span, state in zip(entries.spans, entries.states, strict=True) if state == part.state]
    defaulted: dict[str, int] = defaultdict(int)
    for state in entries.states:
        defaulted[state] += 1
    return Draft(
        f"the text counts {part.count} of {part.whole} as {part.state}, but the list shows {found}",
        (span_of_sentence(view.scanned, sentence), *(places or list(entries.spans))[:SHOWN]),
        key=f"{part.whole}|{part.state}",
        computation=Computation(
            formula=" + ".join(f"{count} {state}" for state, count in sorted(defaulted.items())) + f" = {part.whole}",
            expected=f"{found} of {part.whole}",
            stated=f"{part.count} of {part.whole}",
        ),
        suggestion=f"write {found} of {part.whole}, or correct the states",
    )


RULE = Rule("RA706", "counted-part", "status", "question", "computed", _find, __doc__)
