"""Whether a stated share of what is done is that of the boxes that are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.counted import arabic, counted_pattern, counted_range
from agent.answers.asking.question import Question
from agent.answers.reading.containers import below
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.finding import Computation
from agent.model.quantity import Quantity

FEWEST = 3  # boxes that make a share
NEAR = 2.0  # percent: shares are rounded
_KINDS = ("phase", "sprint", "milestone", "version")
_CHECKS = ("same", "correct", "adds_up", "fits")


def boxes_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The share a plan states for one of its parts against the share of its ticked boxes, with both.

    Holds only when the question speaks of a share and of what is done, and checks it.
    """
    concepts = question.concepts
    speaks = "share" in concepts or question.has("share") or "%" in question.text
    done = question.has("done", "open") or bool(concepts & {"done", "open_status", "in_progress", "progress"})
    if not question.is_verdict or not speaks or not done or not question.has(*_CHECKS) or len(matchings) != 1:
        return None
    matching = matchings[0]
    found = [(part, line, share) for line, share, part in _stated(matching.view)]
    chosen = [entry for entry in found if _is_meant(question, matching, entry[0])] or (found if len(found) == 1 else [])
    for part, line, share in chosen[:1]:
        return _draft(question, matching.view, part, line, share)
    return None


def _stated(view: View) -> list[tuple[int, Quantity, int]]:
    """(line, share, heading) for each share stated for a numbered part with boxes, in its heading or elsewhere; whole parts last."""
    found: list[tuple[int, Quantity, int]] = []
    for kind in _KINDS:
        mentions = view.mentions(kind)
        heads = {first: unit for unit, first, last in reversed(mentions) if first == last and view.units[unit].kind == "heading"}
        for unit, first, last in mentions:
            if first != last or first not in heads or len(_boxes(view, heads[first])) < FEWEST:
                continue
            share = _share_behind(view, unit, first, kind)
            if share is not None:
                found.append((unit, share, heads[first]))
    return sorted(found, key=lambda entry: (entry[1].least == 100, entry[0]))


def _share_behind(view: View, unit: int, number: int, kind: str) -> Quantity | None:
    """The share that stands behind the name of a part, before the next part is named."""
    text = view.units[unit].text
    places = [at for at, name, first in _named_in(view, text, kind) if first == number]
    others = [at for at, _, first in _named_in(view, text, kind) if first != number]
    for at in places:
        end = min((other for other in others if other > at), default=len(text))
        for token in view.scan(text[at:end]):
            if isinstance(token.value, Quantity) and token.value.kind == "percent":
                return token.value
    return None


def _named_in(view: View, text: str, kind: str) -> list[tuple[int, str, int]]:
    folded = arabic(fold(text))
    return [(match.start(), kind, counted_range(match)[0]) for match in counted_pattern(kind).finditer(folded)]


def _boxes(view: View, heading: int) -> list[int]:
    return [unit for unit in below(view.members, heading) if view.units[unit].checked is not None]


def _is_meant(question: Question, matching: Matching, part: int) -> bool:
    """Whether a part is the one asked about: by its number, by a telling word of its heading, or as the one under way."""
    view = matching.view
    if question.numbered:
        return any(unit == part and first == entry.first for entry in question.numbered for unit, first, _ in view.mentions(entry.kind))
    telling = [row for row, term in enumerate(question.terms) if term.weight >= 0.9 and matching.own[row, part] >= MATCHED]
    if "in_progress" in question.concepts:
        marked = {status_of(view, unit) for unit in _boxes(view, part)}
        return len(marked) > 1
    return bool(telling)


def _draft(question: Question, view: View, part: int, line: int, share: Quantity) -> Draft:
    boxes = _boxes(view, part)
    done = [unit for unit in boxes if view.units[unit].checked]
    value = 100 * len(done) / len(boxes)
    formula = f"{len(done)} / {len(boxes)} = {value:.0f}%"
    holds = abs(value - share.least) <= NEAR
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=f"{share.least:g}%")
    said = [state(view, line)]
    if part != line:
        said.append(state(view, part))
    said += [Statement(view, (unit,), ("✓ " if view.units[unit].checked else "☐ ") + spoken(view, unit), "", True) for unit in boxes[:12]]
    counts = (len(done), len(boxes))
    return Draft(
        "inconsistency",
        tuple(said),
        lead,
        Computation(formula=formula, expected=f"{value:.0f}%", stated=f"{share.least:g}%"),
        counts=counts,
    )
