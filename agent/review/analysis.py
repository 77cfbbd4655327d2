"""A change seen whole: what it does to the plan and to what cannot be true. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.model.change import Change
from agent.model.finding import Finding
from agent.model.review import AddedDirective, PlanChange, Review
from agent.model.wording import Wording
from agent.review.anchors import Anchor, anchor
from agent.review.delta import Delta, delta
from agent.review.pairs import Pair, Pairs
from agent.review.plan import plan_changes
from agent.rules.baseline import is_known
from agent.rules.engine import Outcome
from agent.rules.suppression import directives

SEVERITY = {"error": 0, "warning": 1, "question": 2}
MOST_COMMENTS = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding that the change introduces; `anchor` is where to comment on it, None for the summary alone.

    `edit` is the line at the anchor as it should read, where that is certain.
    """

    finding: Finding
    anchor: Anchor | None
    edit: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a review says, before it is written down. `introduced` are most severe first; `notes` are remarks about the run.

    `wording` is what a language model says of it, where there is one: a paragraph that nothing depends on.
    """

    change: Change
    documents: tuple[str, ...]
    plan: tuple[PlanChange, ...]
    introduced: tuple[Placed, ...]
    delta: Delta
    directives: tuple[AddedDirective, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    wording: Wording | None = None


def analyse(
    change: Change,
    changed: Sequence[Pair],
    before: Outcome,
    after: Outcome,
    *,
    accepted: frozenset[str] = frozenset(),
    unread: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Analysis:
    """Compare both sides. `accepted` are ids that a baseline of the target branch lists."""
    pairs = Pairs({pair.path: pair for pair in changed})
    hidden = {finding.id for finding in after.silenced} | accepted
    found = delta(
        [finding for finding in before.findings if not is_known(finding, hidden)],
        [finding for finding in after.findings if not is_known(finding, accepted)],
        pairs,
    )
    return Analysis(
        change=change,
        documents=tuple(pair.path for pair in changed),
        plan=tuple(plan for pair in changed for plan in plan_changes(pair)),
        introduced=tuple(sorted((_placed(finding, pairs) for finding in found.introduced), key=_rank)),
        delta=found,
        directives=tuple(_added_directives(changed, after.silenced)),
        unread=tuple(unread),
        notes=tuple(notes),
    )


def restored(review: Review, change: Change, changed: Sequence[Pair]) -> Analysis:
    """The analysis that a saved review came from, with places looked up anew and without edits to apply."""
    pairs = Pairs({pair.path: pair for pair in changed})
    placed = (Placed(finding, anchor(finding, pairs)) for finding in review.findings)
    return Analysis(
        change=change,
        documents=review.documents,
        plan=review.changes,
        introduced=tuple(sorted(placed, key=_rank)),
        delta=Delta(review.findings, review.fixed_findings, review.altered_findings, review.unchanged),
        directives=review.directives,
        unread=review.unread,
        notes=review.notes,
    )


def _placed(finding: Finding, pairs: Pairs) -> Placed:
    place = anchor(finding, pairs)
    return Placed(finding, place, _edit(finding, place, pairs) if place is not None else None)


def _edit(finding: Finding, place: Anchor, pairs: Pairs) -> str | None:
    """The anchored line with the stated figure corrected.

    Certain only when the change wrote this one of the places that disagree and left the others as they were, when the rule names the
    figure to put in, and when the figure to replace stands on the line once.
    """
    computed, roadmap = finding.computation, pairs.by_path[place.path].after
    if computed is None or roadmap is None or place.start != place.line or (finding.path, finding.line) != (place.path, place.line):
        return None
    if not finding.suggestion.startswith(f"change {computed.stated} to {computed.expected}"):
        return None
    others = [evidence for evidence in finding.evidence[1:] if (evidence.path, evidence.line) != (place.path, place.line)]
    if not others or any(pairs.wrote(evidence.path, line) for evidence in others for line in range(evidence.line, evidence.end_line + 1)):
        return None
    line = roadmap.document.raw_lines[place.line - 1]
    return line.replace(computed.stated, computed.expected) if _stands_once(computed.stated, line) else None


def _stands_once(figure: str, line: str) -> bool:
    """Whether a figure stands on a line once, and not as part of a longer one."""
    at = line.find(figure)
    if at < 0 or line.find(figure, at + 1) >= 0 or not line.isprintable() or "<!--" in line or line.lstrip().startswith("::"):
        return False  # also where the line could be read as something else than a line of text
    around = line[max(at - 1, 0) : at] + line[at + len(figure) : at + len(figure) + 1]
    return not any(character.isalnum() or character in ".," for character in around.replace(". ", ""))


def _added_directives(changed: Sequence[Pair], silenced: Sequence[Finding]) -> Iterator[AddedDirective]:
    for pair in changed:
        if pair.after is None:
            continue
        for directive in directives(pair.after.document):
            if directive.line in pair.lines.added:
                covered = tuple(finding for finding in silenced if finding.path == pair.path and directive.covers(finding))
                yield AddedDirective(path=pair.path, line=directive.line, text=directive.text[:600], silenced=covered)


def _rank(placed: Placed) -> tuple[int, str, int, str, str]:
    finding = placed.finding
    return SEVERITY[finding.severity], finding.path, finding.line, finding.rule, finding.id
