"""A goal is listed among measures but cannot be measured.

Claim: a cell in a column of target numbers holds words, or a field that carries a threshold in most items ("done when", "target")
holds only vague words in one of them, or a list of measures names several without a single number. Lists are reported once a
document, as a question: some lists only name what is watched.

Why it matters: nobody will be able to say whether it was reached.

Flagged:

    | Key result | Baseline | Target | Now |
    |---|---:|---:|---:|
    | Signed schools | 0 | 40 | 8 |
    | Tickets a month | 18 | lower | 15 |
    | Open rate | 22% | 34% | 25% |

Fine:

    | Key result | Baseline | Target | Now |
    |---|---:|---:|---:|
    | Signed schools | 0 | 40 | 8 |
    | Tickets a month | 18 | 12 | 15 |
    | Open rate | 22% | 34% | 25% |
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts import lookup_label, normalise, role_of
from agent.model.document import Block
from agent.model.finding import Severity
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid, is_blank
from agent.rules.reading.naming import listed
from agent.rules.reading.reported import TICKED, is_report
from agent.rules.reading.sections import measure_lists
from agent.rules.reading.vocabulary import pattern

FEWEST_NUMBERS = 2  # beside each cell of words in a column of targets
LONGEST_CELL = 6  # words
FEWEST_FIELDS = 4
MEASURED_SHARE = 0.6  # of the fields with one label that carry a number
FEWEST_BULLETS = 3
FEWEST_MEASURES = 5  # in all lists that are told: of fewer most only name what is looked at
NONE = expression(r"\W*(?:zero|no|none|kein\w*|null|zéro|aucun\w*|cero|ning[uú]n\w*|nenhum\w*|nessun\w*|geen|ноль|нет)\s", re.IGNORECASE)
FAILED = expression(r"\s*(?:❌|✗|✘)")  # a list with such a mark reports what was checked
# says where the measure stands, if without a figure
AT_ONCE = expression(
    r"(?:\w+ )?(?:immediate|instant|positive|negative|break.?even|none|nil|sofort|positiv|negativ|inmediato|imediato|positivo|negativo"
    r"|immédiat|positif|négatif)",
    re.IGNORECASE,
)
NAMED = 3  # lists named in the message
LONGEST_LEAD = 5  # words
MEASURED = frozenset({"metric", "acceptance", "target", "success_criteria"})


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        yield from _cells(view, grid)
    yield from _fields(view)
    yield from _lists(view)


def _cells(view: View, grid: Grid) -> Iterator[Draft]:
    for at, header in enumerate(grid.headers):
        meaning = lookup_label(header)
        if "target" not in (role_of(header), meaning.attribute if meaning else ""):
            continue
        cells = [(line, line.cells[at]) for line in grid.lines]
        numbers = sum(any(t.kind in ("quantity", "number") for t in cell.tokens) for _, cell in cells)
        words = [(line, cell) for line, cell in cells if cell.text and not is_blank(cell.text) and not any(c.isdigit() for c in cell.text)]
        for line, cell in words if numbers >= FEWEST_NUMBERS * len(words) else ():
            if len(cell.text.split()) <= LONGEST_CELL and pattern("vague").search(cell.text) and not AT_ONCE.fullmatch(cell.text.strip()):
                yield _draft(
                    f'the target of "{line.label}" is "{cell.text}", without a number',
                    (view.document.span(line.line, line.end_line),),
                    line.label,
                )


def _fields(view: View) -> Iterator[Draft]:
    """Fields with one label over many items: the one of vague words among those with numbers."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in view.roadmap.facts:
        if fact.source == "field" and fact.item and (fact.attribute in MEASURED or fact.role == "target") and fact.text:
            groups[fact.label.casefold()].append(fact)
    for members in groups.values():
        unlike = {(fact.span.line, fact.text): fact for fact in members}
        facts = list(unlike.values())
        numbered = [fact for fact in facts if _has_number(fact)]
        if len(facts) < FEWEST_FIELDS or len(numbered) < MEASURED_SHARE * len(facts):
            continue
        for fact in facts:
            if not _has_number(fact) and pattern("vague").search(fact.text):
                yield _draft(f'"{fact.label}: {fact.text}" names nothing that can be measured', (fact.span,), f"{fact.item}|{fact.label}")


def _lists(view: View) -> Iterator[Draft]:
    """Lists of measures of success in which no entry has a number, one finding a document; one more for those that others outdo."""
    if is_report(view.document):
        return  # what was measured, not what is to be
    measures = [(lead, bullets) for lead, bullets in measure_lists(view.lists) if _is_list(lead, bullets)]
    bare = [(lead, bullets) for lead, bullets in measures if not _is_numbered(bullets)]
    bare = [one for one in bare if not _is_work(view, one[0])]
    sure = [(lead, bullets) for lead, bullets in bare if not _is_watched(view, lead)]
    outdone = {_plain(lead) for lead, bullets in measures if _is_numbered(bullets)}
    yield from _told(view, sure if sum(len(bullets) for _, bullets in sure) >= FEWEST_MEASURES else ())
    yield from _told(
        view, [one for one in bare if one not in sure and _plain(one[0]) in outdone], ", while other lists of that name have numbers"
    )


def _is_watched(view: View, lead: Block) -> bool:
    """Whether the measures are shown on a board or looked at, as the name of the list or a heading above it says."""
    shown = any(pattern("boards").search(heading) for heading in view.document.heading_path(lead))
    return shown or bool(pattern("watched").search(lead.text))


def _is_work(view: View, lead: Block) -> bool:
    """Whether the heading names work with its effort, whose parts follow: "Usage metrics (6 hours)"."""
    return any(isinstance(token.value, Quantity) and token.value.kind == "duration" for token in view.scanned.tokens[lead.index])


def _is_list(lead: Block, bullets: Sequence[Block]) -> bool:
    """Several entries that are no boxes: what a box says is to be built."""
    boxes = lead.checked is not None or (lead.kind != "heading" and any(block.checked is not None for block in bullets))
    return len(bullets) >= FEWEST_BULLETS and not boxes and not any(FAILED.match(block.text) for block in bullets)


def _is_numbered(bullets: Sequence[Block]) -> bool:
    """Whether an entry has a figure, in digits or as "zero", or all of them are ticked: such were reached."""
    ticked = all(TICKED.search(block.text) for block in bullets)
    return ticked or any(letter.isdigit() for block in bullets for letter in block.text) or any(NONE.match(block.text) for block in bullets)


def _plain(lead: Block) -> str:
    return " ".join(word for word in normalise(lead.text).split() if word.isalpha())


def _told(view: View, bare: Sequence[tuple[Block, Sequence[Block]]], beside: str = "") -> Iterator[Draft]:
    """One finding for lists without a number, and what stands `beside` them."""
    if not bare:
        return
    leads = Counter(f'"{lead.text.strip().rstrip(":")}"' for lead, _ in bare)
    shown = [name if times == 1 else f"{name} ({times} times)" for name, times in leads.items()]
    names = listed(shown[:NAMED] + ([f"{len(shown) - NAMED} more"] if shown[NAMED:] else []))
    places = tuple(view.document.span(block.line) for lead, bullets in bare for block in (lead, *bullets))
    count = sum(len(bullets) for _, bullets in bare)
    verb = "lists" if len(leads) == 1 else "list"
    yield _draft(f"{names} {verb} {count} measures without a single number{beside}", places, names, "question")


def _has_number(fact: Fact) -> bool:
    return any(token.kind in ("quantity", "number", "window") for token in fact.values) or any(c.isdigit() for c in fact.text)


def _draft(message: str, places: tuple[Span, ...], key: str, severity: Severity | None = None) -> Draft:
    suggestion = "state the number, its unit and the day it is to be reached"
    return Draft(message, places, key=key, suggestion=suggestion, severity=severity)


RULE = Rule("RA804", "unmeasurable-target", "metric", "question", "rule", _find, __doc__)
