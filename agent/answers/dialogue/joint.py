"""Two questions in one: "which month is the break-even, and when does the second store open?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, read_question, subject_terms
from agent.answers.reading.figures import measure_terms
from agent.answers.wording.draft import Draft, Statement
from agent.expressions import expression

FEWEST = 3  # words of a part
MOST = 4  # statements of a part that stand for themselves
_AND = r"(?:[,;]\s*|\s+)(?:and|und|e|y|et|и)\s+"
_ASKS = (
    r"(?:(?:by|at|in|for|to|on|from|em|no|na|en|à|a|dans|in|bis|für|в|к|на)\s+)?(?:which|what|when|who|how|where|why"
    r"|wann|welche[rsmn]?|wer|wie|was|wo|warum|qual|quais|quando|quem|quant[oa]s?|onde|que|qu[eé]|cu[aá]l(?:es)?|cu[aá]ndo|qui[eé]n"
    r"|cu[aá]nt[oa]s?|quel(?:le)?s?|quand|qui|combien|comment|когда|как(?:ой|ая|ие|ое)|кто|сколько)"
)
_JOINT = expression(rf"{_AND}(?={_ASKS}\b)", re.IGNORECASE)


def parts_of(question: Question) -> tuple[Question, ...]:
    """The two questions of a joint one, with the thing and measure of the first where the second names none; () for a single one."""
    found = _JOINT.search(question.text)
    if found is None or _JOINT.search(question.text, found.end()) is not None:
        return ()
    first, second = question.text[: found.start()].strip() + "?", question.text[found.end() :].strip()
    if min(len(first.split()), len(second.split())) < FEWEST:
        return ()
    one, other = read_question(first, (question.language,)), read_question(second, (question.language,))
    spoken_of = [term.text for term in subject_terms(one)]
    if spoken_of and (other.has("referring") or (_names(other) and not subject_terms(other))) and not (other.numbered or other.ids):
        other = read_question(f"{second.rstrip('?')} ({' '.join(spoken_of)})?", (question.language,))  # "and how long does it run?"
    measures = [term.text for term in measure_terms(one)]
    if measures and not (_names(other) or other.concepts & group("money")):
        other = read_question(f"{second.rstrip('?')} ({' '.join(measures)})?", (question.language,))
    return (one, other) if _names(one) and (_names(other) or other.numbered or other.ids) else ()


def _names(question: Question) -> bool:
    """Whether a part says what it is about."""
    return bool(subject_terms(question) or measure_terms(question))


def joined(drafts: Sequence[Draft]) -> Draft:
    """One draft that says what each part says, the first first, nothing twice."""
    said: list[Statement] = []
    for draft in drafts:
        said.extend(statement for statement in _leading(draft) if all(statement.units != other.units for other in said))
    lead = " ".join(draft.lead for draft in drafts if draft.lead)
    computation = next((draft.computation for draft in drafts if draft.computation is not None), None)
    cited = tuple(place for draft in drafts for place in draft.cited)
    figures = tuple(figure for draft in drafts for figure in draft.figures)
    counts = tuple(count for draft in drafts for count in draft.counts)
    return Draft(drafts[0].kind, tuple(said), lead, computation, cited=cited, counts=counts, figures=figures, certain=True)


def _leading(draft: Draft) -> list[Statement]:
    """The first statements of a draft, each with the members of the list it introduces."""
    kept: list[Statement] = []
    plain = 0
    for statement in draft.statements:
        plain += not statement.member
        if plain > MOST:
            break
        kept.append(statement)
    return kept
