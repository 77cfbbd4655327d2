"""An answer before it is worded: statements of the documents in the order in which to say them."""

from __future__ import annotations

from dataclasses import dataclass

from agent.answers.reading.units import Unit
from agent.answers.reading.view import View
from agent.model.answer import AnswerKind
from agent.model.finding import Computation

SHOWN_CONTEXT = 110  # characters of headings shown behind a statement


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a document says: the units it stands in (cited together where their lines adjoin) and how to say it.

    `text` is in the document's own words; `context` where it stands (headings from the outermost in), "" when that is said already;
    `member` marks an entry of the list that the statement before it introduces, `deep` one that stands below another entry; `again` are
    units elsewhere that say the same and are cited with it.
    """

    view: View
    units: tuple[int, ...]
    text: str
    context: str = ""
    member: bool = False
    deep: bool = False
    again: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """`lead` is the sentence that answers; without one the first statement does. `cited` are units that the lead
    rests on and no statement says. `score` (0..1) is how sure the draft is of itself,
    `counts` what was counted for the lead, `certain` that its maker has made sure that it
    is what was asked, `figures` what was computed for it beside the computation."""

    kind: AnswerKind
    statements: tuple[Statement, ...]
    lead: str = ""
    computation: Computation | None = None
    findings: tuple[str, ...] = ()
    cited: tuple[tuple[View, int], ...] = ()
    score: float = 1.0
    counts: tuple[int, ...] = ()
    figures: tuple[str, ...] = ()
    certain: bool = False


def state(view: View, unit: int, *, member: bool = False, context: bool = True) -> Statement:
    """A unit as a statement, with where it stands."""
    return Statement(view, (unit,), spoken(view, unit), context_of(view, unit) if context else "", member)


def spoken(view: View, unit: int) -> str:
    """The text of a unit; a table row names the columns of its cells."""
    found = view.units[unit]
    if found.header < 0 or not found.cells:
        return found.text
    names = view.units[found.header].cells
    pairs = []
    for place, cell in enumerate(found.cells):
        name = names[place] if place < len(names) else ""
        if cell and not place and cell.isdecimal() and any(map(str.isalpha, name)):
            pairs.append(f"{name} {cell}")  # a bare number does not say that it is a month
        elif cell:
            pairs.append(f"{name}: {cell}" if name and place and name.casefold() != cell.casefold() else cell)
    return " | ".join(pairs)


def context_of(view: View, unit: int) -> str:
    """What stands above a unit, outermost first: headings, lead line, enclosing items; the document's title left out."""
    found = view.units[unit]
    chain = [index for index in reversed(found.headings) if not is_title(view, view.units[index])]
    if found.lead >= 0 and view.units[found.lead].text.endswith((":", "：")):
        chain.append(found.lead)
    chain.extend(reversed(found.parents))
    texts = [shorten(view.units[index].text.rstrip(":： "), 70) for index in chain]
    while len(texts) > 1 and sum(map(len, texts)) > SHOWN_CONTEXT:
        texts.pop(0 if len(texts) > 2 else 1) if not _window_first(texts) else texts.pop(1)
    return " › ".join(texts)


def _window_first(texts: list[str]) -> bool:
    return len(texts) > 2 and any(character.isdecimal() for character in texts[0])


def is_title(view: View, unit: Unit) -> bool:
    """Whether a heading is the title of the whole document: the only one of its level, before all others."""
    return unit.level == 1 and not unit.headings and sum(1 for other in view.units if other.kind == "heading" and other.level == 1) == 1


def shorten(text: str, limit: int) -> str:
    """`text` cut at a word to at most `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:") + "…"
