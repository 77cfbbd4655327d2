"""A question to an Answer, without a model and without the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.answers.asking.question import Question, read_question
from agent.answers.asking.single import asks_for_group, asks_for_people
from agent.answers.computed.adding import adding_answer
from agent.answers.computed.comparing import comparing_answer
from agent.answers.computed.contrasted import contrasted_answer, side_by_side_answer
from agent.answers.computed.counted_in import counted_in_answer
from agent.answers.computed.counting import count_answer
from agent.answers.computed.ends_of_plan import ends_of_plan_answer
from agent.answers.computed.enumerating import enumerated_answer, picked_answer
from agent.answers.computed.fuller_sum import fuller_sum
from agent.answers.computed.holding import holding_answer
from agent.answers.computed.lasting import lasting_answer
from agent.answers.computed.named import named_answer
from agent.answers.computed.of_each import of_each_answer
from agent.answers.computed.over_time import over_time_answer
from agent.answers.computed.peaks import peaks_answer
from agent.answers.computed.products import product_answer
from agent.answers.computed.progressing import progress_answer
from agent.answers.computed.reckoning import reckoned_answer
from agent.answers.computed.side_totals import side_totals_sum
from agent.answers.computed.standing import standing_answer
from agent.answers.computed.summing import same_thing_sum
from agent.answers.computed.ticking import stages_in_state, state_list
from agent.answers.computed.together import together_answer
from agent.answers.computed.whole import asks_for_all, part_total, whole_total
from agent.answers.dialogue.context import follow_up
from agent.answers.dialogue.joint import joined, parts_of
from agent.answers.lookups.across import about, across_answer
from agent.answers.lookups.again import with_other_places
from agent.answers.lookups.cells import cells_answer
from agent.answers.lookups.depending import depending_answer
from agent.answers.lookups.differing import differing_answer
from agent.answers.lookups.explaining import passage_answer
from agent.answers.lookups.extractive import extract_answer, list_answer
from agent.answers.lookups.fields import dependency_field, field_answer
from agent.answers.lookups.filtering import filtered_answer
from agent.answers.lookups.following import following_answer
from agent.answers.lookups.fuller import with_fuller
from agent.answers.lookups.gravest import gravest_answer
from agent.answers.lookups.in_each import each_states_answer, mentioned_answer
from agent.answers.lookups.moments import moments_apart, moments_ordered
from agent.answers.lookups.of_document import of_document_answer
from agent.answers.lookups.ordering import first_of_two
from agent.answers.lookups.owned import owned_answer
from agent.answers.lookups.placing import placing_answer
from agent.answers.lookups.planned_then import planned_then_answer
from agent.answers.lookups.problems import problems_answer
from agent.answers.lookups.profitable import profitable_answer
from agent.answers.lookups.repeating import repeating_answer
from agent.answers.lookups.retrieving import with_passages
from agent.answers.lookups.sequence import sequence_answer
from agent.answers.lookups.stating import BEHIND, outdone, outsaid, stated_count, stated_total, states_number
from agent.answers.lookups.waiting import waiting_answer
from agent.answers.reading.matching import Matching, match
from agent.answers.reading.own_kinds import with_own_kinds
from agent.answers.reading.view import View, view_of
from agent.answers.refusals.refusing import Refusal, refusal
from agent.answers.refusals.second_look import second_look
from agent.answers.verdicts.verdict import verdict_answer
from agent.answers.wording.compose import compose
from agent.answers.wording.dated import with_times
from agent.answers.wording.draft import Draft
from agent.answers.wording.verifying import unfounded, verbatim
from agent.model.answer import Answer, Passage
from agent.model.conversation import Conversation
from agent.model.finding import Finding
from agent.model.roadmap import Roadmap
from agent.ports import Search

BESIDE = 0.9  # of what the line says that says most of a question: a computation must say so much to be put before another one
LOOKED_AT = 5  # passages named with every answer
_SUMMED = ("money", "duration", "count", "quantity", "percent", "any", "name")
_CHECKED = ("correct", "same", "adds_up", "fits")  # "is the return over three years right": nothing is filtered by "over three years"
_PEOPLE = frozenset({"team", "person", "role", "stakeholder", "member"})  # "who is on the team": several
_Maker = Callable[[Question, list[Matching]], Draft | None]
# What is asked of most plans; each answers only where nothing else is named.
_EVERYDAY: tuple[_Maker, ...] = (
    of_document_answer,
    stated_count,
    stated_total,
    profitable_answer,
    stages_in_state,
    progress_answer,
    gravest_answer,
)


def answer(
    question: str,
    roadmaps: Sequence[Roadmap],
    *,
    search: Search | None = None,
    findings: Sequence[Finding] | None = None,
    context: Conversation | None = None,
) -> Answer:
    """What the roadmaps say to a question, in their own words, with citations that stand verbatim in the files; or why they do not say.

    `findings` are those of the rules over the same roadmaps; they are looked at only when the question asks whether something holds.
    `context` is what was asked before. The answer has at most 1,500 characters and is in the language of the question but for quotes.
    """
    views = [view_of(roadmap) for roadmap in roadmaps]
    asked = with_own_kinds(follow_up(read_question(question, sorted({view.language for view in views})), context, views), views)
    matchings = [match(asked, view) for view in views]
    matchings = about(asked, matchings)
    draft = draft_answer(asked, matchings, findings if findings is not None else (), search)
    if draft is not None and not (draft.lead or draft.certain):
        draft = _in_parts(asked, views, findings if findings is not None else (), search) or draft
    declined = refusal(asked, matchings, draft)
    found = second_look(asked, matchings) if declined is not None and declined.valueless else None
    if found is not None:
        return _worded(question, found, roadmaps, matchings)
    if declined is not None or draft is None:
        return _refused(question, declined)
    return _worded(question, with_other_places(asked, matchings, draft), roadmaps, matchings)


def _in_parts(question: Question, views: Sequence[View], findings: Sequence[Finding], search: Search | None) -> Draft | None:
    """What both questions of a joint one are answered with, when each has an answer by itself."""
    drafts: list[Draft] = []
    for part in parts_of(question):
        matchings = [match(part, view) for view in views]
        draft = draft_answer(part, matchings, findings, search)
        if draft is None or refusal(part, matchings, draft) is not None:
            return None
        drafts.append(draft)
    return joined(drafts) if drafts else None


def draft_answer(question: Question, matchings: list[Matching], findings: Sequence[Finding], search: Search | None = None) -> Draft | None:
    """The answer of the first kind that fits the question and that the facts allow; the best statements when none does."""
    if len(matchings) == 1 and asks_for_all(question):
        return named_answer(question, matchings) or same_thing_sum(question, matchings) or whole_total(question, matchings[0])
    if (ends := ends_of_plan_answer(question, matchings)) is not None:
        return ends
    makers: list[_Maker] = [
        lambda asked, found: problems_answer(asked, found, findings),
        repeating_answer,
        over_time_answer,
        each_states_answer,
        mentioned_answer,
        *_EVERYDAY,
        owned_answer,
        of_each_answer,
        waiting_answer,
        _named_dependents,
        peaks_answer,
        named_answer,
        lambda asked, found: _certain(reckoned_answer(asked, found)),
        together_answer,
        contrasted_answer,
        product_answer,
        lasting_answer,
        cells_answer,
    ]
    if not question.is_verdict and question.wanted == "count" and not states_number(question, matchings):
        makers += [counted_in_answer, enumerated_answer, count_answer]
    makers += [
        planned_then_answer,
        sequence_answer,
        differing_answer,
        picked_answer,
        first_of_two,
        moments_apart,
        lambda asked, found: None if asked.is_verdict else moments_ordered(asked, found),
        following_answer,
        side_totals_sum,
        part_total,
        field_answer,
        depending_answer,
        dependency_field,
        adding_answer,
        holding_answer,
        *(() if question.is_verdict and question.has(*_CHECKED) else (filtered_answer,)),
        state_list,
        standing_answer,
        side_by_side_answer,
        comparing_answer,
    ]
    if question.is_verdict or question.has("same"):
        makers.append(lambda asked, found: verdict_answer(asked, found, findings))
    if question.wanted in _SUMMED and (question.has("sum", "adds_up") or (question.wanted == "money" and question.has("until", "exclude"))):
        makers += [same_thing_sum, fuller_sum]
    makers += [reckoned_answer, across_answer, placing_answer]
    first = _first(makers, question, matchings)
    plain = _plain_answer(question, matchings, search)
    draft = plain if first is None else with_fuller(question, matchings, first, plain)
    return with_times(question, draft) if draft is not None else None


def _first(makers: Sequence[_Maker], question: Question, matchings: list[Matching]) -> Draft | None:
    """The first draft that holds; of those that compute, a later one where the first rests on lines that say too little of the question."""
    drafts = (draft for make in makers if (draft := make(question, matchings)) is not None and not outdone(question, matchings, draft))
    first = next(drafts, None)
    if first is None or first.computation is None or not outsaid(matchings, first, BEHIND):
        return first
    return next((draft for draft in drafts if draft.computation is not None and not outsaid(matchings, draft, BESIDE)), first)


def _named_dependents(question: Question, matchings: list[Matching]) -> Draft | None:
    """What depends on a thing: "which items depend on the alarm" calls a column and a row, and asks for other rows than that."""
    return depending_answer(question, matchings) if question.has("waiting") and question.wanted == "name" else None


def _certain(draft: Draft | None) -> Draft | None:
    return draft if draft is not None and draft.certain else None


def _plain_answer(question: Question, matchings: list[Matching], search: Search | None) -> Draft | None:
    """In the documents' own words; over several documents, and where words alone rarely meet (how, why), the search helps to find them."""
    explained = question.wanted in ("way", "reason")
    found = with_passages(question, matchings, search) if explained or len(matchings) > 1 else matchings
    if explained and not (question.has("happens") and not question.has("if")):
        return passage_answer(question, found)
    somebody = question.wanted == "person" and not (asks_for_group(question, _PEOPLE) or asks_for_people(question))
    if explained or question.wanted == "name" or (question.wanted == "person" and not somebody) or question.has("list"):
        return list_answer(question, found)
    return extract_answer(question, found)


def _worded(question: str, draft: Draft, roadmaps: Sequence[Roadmap], matchings: Sequence[Matching]) -> Answer:
    """The draft in words, verified: a lead with a figure that nothing cited holds is not said."""
    documents = [roadmap.document for roadmap in roadmaps]
    text, citations = compose(draft, several=len(roadmaps) > 1)
    citations = verbatim(citations, documents)
    if unfounded(draft, citations, documents):
        text, citations = compose(replace(draft, lead=""), several=len(roadmaps) > 1)
        citations = verbatim(citations, documents)
    return Answer(
        question=question,
        answered=True,
        answer=text,
        kind=draft.kind,
        citations=citations,
        findings=draft.findings,
        computation=draft.computation,
        retrieved=_looked_at(matchings),
    )


def _refused(question: str, declined: Refusal | None) -> Answer:
    """A refusal names what was looked at."""
    places = declined.places if declined is not None else ()
    retrieved = tuple(
        Passage(path=view.document.path, line=view.units[unit].line, end_line=view.units[unit].end_line, score=0.0) for view, unit in places
    )
    return Answer(
        question=question, answered=False, answer=declined.text if declined is not None else "", kind="refusal", retrieved=retrieved
    )


def _looked_at(matchings: Sequence[Matching]) -> tuple[Passage, ...]:
    """The places that fit the question best, with the share of it that each meets."""
    pool = [
        (float(matching.coverage[unit]), matching.view, int(unit))
        for matching in matchings
        for unit in matching.scores.argsort()[::-1][:LOOKED_AT]
    ]
    pool.sort(key=lambda entry: (-entry[0], entry[1].document.path, entry[2]))
    return tuple(
        Passage(path=view.document.path, line=view.units[unit].line, end_line=view.units[unit].end_line, score=round(min(1.0, score), 3))
        for score, view, unit in pool[:LOOKED_AT]
    )
