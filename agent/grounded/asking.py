"""A question to a model: what it is given, and what becomes of its reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from agent.errors import ModelError
from agent.facts import detect_language
from agent.grounded.brief import Brief, LanguageModel, Replied, Room
from agent.grounded.composing import compose
from agent.grounded.fencing import fenced, visible_to_model
from agent.grounded.growing import GrowingReply
from agent.grounded.ledger import Ledger
from agent.grounded.lines import lines_of
from agent.grounded.packing import packed
from agent.grounded.prompts import instructions, prompt, sent_back
from agent.grounded.reply import Claim, Reply
from agent.grounded.tools import Desk, SearchArguments, search_roadmaps, tools_of
from agent.grounded.verifying import Grounded, Rejected, examine, verify
from agent.model.answer import Answer
from agent.model.conversation import Conversation
from agent.model.finding import Finding
from agent.model.roadmap import Roadmap
from agent.ports import Search

TURNS = 3  # earlier questions that a follow-up is shown
SURE_QUESTION, SURE_ANSWER = 30, 60  # characters from which on the language of a text is certain enough to object to it


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question is asked of, and what was asked before. `refusal` says in the language of the question that there is no answer."""

    roadmaps: Sequence[Roadmap]
    search: Search | None
    findings: Sequence[Finding]
    room: Room
    context: Conversation | None = None
    refusal: str = "The roadmaps do not say."


@dataclass(frozen=True, slots=True)
class Reasoned:
    """An answer all of whose statements hold, those that were left out, and how many calls it took."""

    answer: Answer
    dropped: tuple[Rejected, ...]
    calls: int


def ask_model(question: str, setting: Setting, model: LanguageModel) -> Reasoned:
    """The model's answer as far as it holds.

    Raises ModelError when the model fails, or when nothing that it says can be verified.
    """
    ledger = Ledger(lines_of(setting.roadmaps), {finding.id: finding for finding in setting.findings})
    desk = Desk(ledger, setting.search, setting.room.fence)
    brief = brief_of(question, setting, desk)
    replied: Replied[Reply] = model.converse(brief)
    verdict = examine(replied.reply, ledger)
    if replied.reply.answered and not verdict.kept:
        why = verdict.rejected[0].reasons[0] if verdict.rejected else "it holds no statement"
        raise ModelError(f"nothing in the model's answer could be verified: {why}", remedy="ask more precisely, or another model")
    kept = verdict.kept
    answered = replied.reply.answered
    answer = compose(question, replied.reply.kind, kept, ledger, replied.usage, answered=answered, refusal=setting.refusal)
    return Reasoned(answer, verdict.rejected, replied.calls)


def brief_of(question: str, setting: Setting, desk: Desk) -> Brief[Reply]:
    """The instructions, the documents (whole when they fit the budget, else the best passages), and the question."""
    whole = packed(desk.ledger, setting.room.count, setting.room.budget)
    if whole is None:
        found = search_roadmaps(desk, SearchArguments(queries=(question[:400],)))
        names = "\n".join(f"{visible_to_model(r.document.path)}: {visible_to_model(r.title)}" for r in desk.roadmaps[:200])
        documents = fenced(f"the documents are too long to show; they are\n{names}", setting.room.fence) + "\n" + found
    else:
        documents = fenced(whole, setting.room.fence)
    asked = question.replace(setting.room.fence, "")
    return Brief(
        system=instructions("ask", setting.room.fence),
        user=prompt("question").filled({"documents": documents, "earlier": _earlier(setting), "question": asked}),
        tools=tools_of(desk),
        schema=Reply,
        objections=lambda reply: objections(question, reply, desk.ledger),
        send_back=lambda reasons: sent_back(reasons, setting.room.fence),
        fence=setting.room.fence,
        growing=GrowingReply("claims", lambda value: _held(value, desk.ledger), setting.room.watch)
        if setting.room.watch is not None
        else None,
    )


def _held(value: object, ledger: Ledger) -> str:
    """The words of a claim that holds, "" of anything else."""
    try:
        judged = verify(Claim.model_validate(value), ledger)
    except ValidationError:
        return ""
    return judged.text if isinstance(judged, Grounded) else ""


def objections(question: str, reply: Reply, ledger: Ledger) -> tuple[str, ...]:
    """Why a reply cannot go out as it is."""
    verdict = examine(reply, ledger)
    said = [f"{visible_to_model(one.text[:120])}: {visible_to_model(reason)}" for one in verdict.rejected for reason in one.reasons]
    if reply.answered and not reply.claims:
        said.append("the reply is answered but holds no claim")
    text = " ".join(claim.text for claim in verdict.kept)
    asked, spoken = detect_language(question), detect_language(text)
    if len(question) >= SURE_QUESTION and len(text) >= SURE_ANSWER and asked != spoken:
        said.append(f"the question is in the language {asked}, the answer in {spoken}")
    return tuple(said)


def _earlier(setting: Setting) -> str:
    turns = setting.context.turns[-TURNS:] if setting.context is not None else ()
    if not turns:
        return "none"
    said = [f"question: {turn.question}\nanswer: {turn.answer}" for turn in turns]
    return fenced("\n".join(visible_to_model(line) for text in said for line in text.split("\n")), setting.room.fence)
