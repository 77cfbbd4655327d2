"""Risks that a roadmap states itself, with what it says about them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agent.extract.wording.words import topic_of
from agent.facts import normalise
from agent.facts.lexicon import words
from agent.model.finding import Evidence
from agent.model.report import Mitigation
from agent.model.roadmap import Fact, Item
from agent.report.found import UNANSWERED_RISK
from agent.report.plan import Plan
from agent.report.risks import Draft
from agent.report.scoring import IMPACT, STATED_LEVEL, UNANSWERED, UNKNOWN_LIKELIHOOD, Step, level_of_probability
from agent.report.wording import evidence_of, fitted, owner_of
from agent.rules.reading.amounts import number
from agent.rules.reading.vocabulary import pattern

CONSEQUENCE = "the authors expect it themselves"
MEASURES_SHOWN = 8
TELLING = frozenset({"likelihood", "impact", "mitigation"})


def stated_risks(plan: Plan) -> Iterator[Draft]:
    """One draft for each item of kind risk."""
    for item in plan.roadmap.items:
        if item.kind == "risk" and _is_risk(item):
            yield _draft(plan, item)


def _is_risk(item: Item) -> bool:
    """Whether the roadmap surely means a risk, and not an answer to one.

    Fields for likelihood, impact or mitigation decide; without them, an entry under a heading that speaks of mitigation, or below a
    thing that is filed by its level of risk ("Medium risk"), may be either.
    """
    if any(fact.attribute in TELLING or _answers(fact) for fact in item.facts):
        return True
    nearest, above = (item.headings[-1:] or ("",))[0], (item.headings[-2:-1] or ("",))[0]
    if pattern("mitigation").search(nearest) or topic_of(nearest) == "mitigations":
        return False
    return topic_of(nearest) == "risks" or not _graded(above)


def _graded(heading: str) -> bool:
    """Whether a heading files things by their level of risk."""
    return topic_of(heading) == "risks" and not _levels().isdisjoint(normalise(heading).split())


@cache
def _levels() -> frozenset[str]:
    """The words for high, medium and low in every language."""
    return frozenset(normalise(word) for listed in words("marks", "priority").values() for word in listed)


def _draft(plan: Plan, item: Item) -> Draft:
    answer = mitigation_of(plan, item)
    missed = [finding for finding in plan.findings if finding.rule == UNANSWERED_RISK and finding.line == item.span.line]
    title = " ".join(item.title.split())
    said = _said_beside(item)
    unanswered = () if answer.text or said else (UNANSWERED,)
    places = [evidence_of(item.span), *(evidence_of(fact.span) for fact in item.facts if fact.attribute in ("likelihood", "impact"))]
    return Draft(
        key=f"stated\x1f{plan.path}\x1f{item.key}",
        title=title,
        category="stated",
        source="stated",
        statement=f"The roadmap names this risk: {title}{f': {said}' if said else ''}",
        consequence=CONSEQUENCE,
        evidence=_distinct(places),
        likelihood=(_level(item.first("likelihood")) or UNKNOWN_LIKELIHOOD, *unanswered),
        impact=(_level(item.first("impact")) or IMPACT["stated"],),
        owner=owner_of(item),
        findings=tuple(finding.id for finding in missed),
        mitigation=answer if answer.text or not missed else Mitigation(text=missed[0].suggestion, basis="proposed"),
    )


def _level(fact: Fact | None) -> Step | None:
    """What a stated likelihood or impact counts as; None where its words are not understood."""
    if fact is None:
        return None
    said = fitted(fact.text, 60)
    for token in fact.values:
        if isinstance(token.value, str) and token.value in STATED_LEVEL:
            return Step(STATED_LEVEL[token.value], f'the roadmap says "{said}" (line {fact.span.line})')
    for quantity in fact.quantities:
        if quantity.kind == "percent" and fact.attribute == "likelihood":
            middle = (quantity.least + quantity.most) / 2
            return Step(level_of_probability(middle), f'the roadmap says "{said}" ({number(middle)}%, line {fact.span.line})')
    return None


def mitigation_of(plan: Plan, item: Item) -> Mitigation:
    """What the roadmap says is done against a risk: a field or column for it, else the list of measures its section ends with."""
    answers = [fact for fact in item.facts if _answers(fact)]
    if answers:
        text = "; ".join(dict.fromkeys(" ".join(fact.text.split()) for fact in answers))
        return Mitigation(text=text, basis="stated", evidence=_distinct([evidence_of(fact.span) for fact in answers]))
    for headings, line, measures in plan.measures:
        if line > item.span.line and headings in (item.headings, item.headings[:-1]):
            text = "; ".join(" ".join(place.quote.split()).lstrip("-*•+ ") for place in measures[:MEASURES_SHOWN])
            return Mitigation(text=f"for the section as a whole: {text}", basis="stated", evidence=measures[:MEASURES_SHOWN])
    return Mitigation()


def _said_beside(item: Item) -> str:
    """What follows the name of a risk in its line: a description or an answer, which only a reader can tell apart."""
    texts = [fact.text for fact in item.facts if fact.attribute in ("scope", "") and not fact.label and fact.span.line == item.span.line]
    return " ".join(texts[0].split()) if texts else ""


def _answers(fact: Fact) -> bool:
    if fact.attribute == "mitigation":
        return bool(fact.text.strip())
    return not fact.attribute and bool(fact.label) and bool(pattern("mitigation").search(fact.label)) and bool(fact.text.strip())


def _distinct(places: list[Evidence]) -> tuple[Evidence, ...]:
    """Each line once, the longest quote of it."""
    by_line: dict[tuple[str, int, int], Evidence] = {}
    for place in places:
        key = (place.path, place.line, place.end_line)
        if key not in by_line or len(place.quote) > len(by_line[key].quote):
            by_line[key] = place
    return tuple(by_line.values())
