"""Which inconsistencies there are: the findings of the rules, all of them or those of the kind that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import cue_spans, listed, load, mapping
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement
from agent.answers.wording.frames import frame
from agent.model.finding import Finding

SHOWN = 6
SEVERITIES = ("error", "warning", "question")


def problems_answer(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding]) -> Draft | None:
    """The findings, the most severe first; None where the question asks about one thing, which then decides what is looked at."""
    if not question.has("problems", *_families()):
        return None
    families = frozenset(family for cue, family in _families().items() if question.has(cue))
    named = [term for term in question.terms if not _is_plain(term) and not _asks(question, term)]
    families |= frozenset(family for term in named for concept in term.concepts for family in _concept_families().get(concept, ()))
    if any(not any(concept in _concept_families() for concept in term.concepts) for term in named):
        return None
    views = {matching.view.document.path: matching.view for matching in matchings}
    found = [finding for finding in findings if (not families or finding.family in families) and finding.path in views]
    found.sort(key=lambda finding: (SEVERITIES.index(finding.severity), finding.path, finding.line, finding.id))
    placed = [(finding, _places(views, finding)) for finding in found]
    shown = [(finding, places) for finding, places in placed if places][:SHOWN]
    if not shown:
        return None
    said = tuple(Statement(places[0][0], (places[0][1],), finding.message) for finding, places in shown)
    cited = tuple(place for _, places in shown for place in places[1:4])
    counts = [len(found), *(sum(1 for finding in found if finding.severity == severity) for severity in SEVERITIES)]
    lead = frame("problems", question.language, count=counts[0], errors=counts[1], warnings=counts[2], questions=counts[3])
    ids = tuple(finding.id for finding, _ in shown)
    return Draft("inconsistency", said, lead, shown[0][0].computation, ids, cited, counts=tuple(counts), certain=True)


def _places(views: dict[str, View], finding: Finding) -> list[tuple[View, int]]:
    """The units at which the evidence of a finding stands."""
    places = []
    for piece in finding.evidence:
        view = views.get(piece.path)
        unit = next(iter(view.on_line(piece.line)), -1) if view is not None else -1
        if view is not None and unit >= 0:
            places.append((view, unit))
    return places


def _is_plain(term: Term) -> bool:
    """Whether a word says nothing about which problems are meant."""
    return term.weight < CONTENT * 0.9 or bool(set(term.concepts) & (group("item_nouns") | group("light") | {"issue"}))


def _asks(question: Question, term: Term) -> bool:
    """Whether a word belongs to the phrase that asks for problems."""
    cues = ("problems", *_families())
    return any(first <= term.position < last for cue in cues for first, last in cue_spans(question.text, cue, question.language))


def _families() -> dict[str, str]:
    """Cues that ask for one family of rules."""
    return {cue: str(family) for cue, family in mapping(load("groups").get("problem_cues")).items()}


def _concept_families() -> dict[str, tuple[str, ...]]:
    """Families of rules by what the problems are with."""
    return {concept: listed(families) for concept, families in mapping(load("groups").get("problem_families")).items()}
