"""Questions to a language model where there is one, and to the embedded mode where it fails: the same Answer either way."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from agent.errors import ModelError

if TYPE_CHECKING:
    import httpx

    from agent.grounded.brief import LanguageModel, Room, Watch
    from agent.grounded.semantic import Surveyed
    from agent.grounded.telling import Telling
    from agent.grounded.verifying import Rejected
    from agent.model.answer import Answer
    from agent.model.conversation import Conversation
    from agent.model.finding import Finding
    from agent.model.roadmap import Roadmap
    from agent.model.wording import Wording
    from agent.ports import Search
    from agent.settings import Settings

T = TypeVar("T")
Say = Callable[[str], None]
Count = Callable[[str], int]  # tokens of a text
FENCE_BYTES = 12
LEAST_PART = 4_000  # tokens of a piece of a document: less has no context
NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What the command line said: a model by name ("" for that of the settings, "none" for no model), whether it is required, whether
    kept replies may be used, and who watches it work.

    For runs that are recorded: `transport` takes the requests, and `fence` is the random delimiter of all questions, drawn by whoever has
    to recognise it in them. Without one it is drawn for each question.
    """

    name: str = ""
    required: bool = False
    cached: bool = True
    watch: Watch | None = None
    transport: httpx.BaseTransport | None = None
    fence: str = ""


EMBEDDED = ModelOptions(name=NO_MODEL)


@dataclass
class Grounding:
    """A language model for one command, made when the first question needs it."""

    settings: Settings
    options: ModelOptions
    say: Say
    _made: list[tuple[LanguageModel, Count]] = field(default_factory=list)

    def answer(
        self,
        question: str,
        roadmaps: Sequence[Roadmap],
        search: Search,
        findings: Sequence[Finding],
        context: Conversation | None,
        embedded: Callable[[], Answer],
    ) -> Answer:
        """The model's answer as far as it can be verified; where the model fails, `embedded()` and one line that says why.

        Raises ModelError instead when the model is required.
        """
        from agent.answers.asking.question import question_language
        from agent.answers.wording.frames import frame
        from agent.grounded.asking import Setting, ask_model

        refusal = frame("not_found", question_language(question, sorted({roadmap.language for roadmap in roadmaps})))
        reasoned = self._attempt(
            lambda model, room: ask_model(question, Setting(roadmaps, search, findings, room, context, refusal), model),
            "this answer is the embedded one",
        )
        if reasoned is None:
            return embedded()
        self._tell_dropped(reasoned.dropped, "statement")
        return reasoned.answer

    def survey(self, roadmaps: Sequence[Roadmap], search: Search, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """What the model proposes to look at, as far as code could verify it; nothing, and one line that says why, where it fails.

        Raises ModelError instead when the model is required.
        """
        from agent.grounded.semantic import Survey, survey

        def work(model: LanguageModel, room: Room) -> Surveyed:
            budget = max(room.budget, LEAST_PART)
            return survey(Survey(roadmaps, search, findings, room.count, budget, lambda: secrets.token_hex(FENCE_BYTES)), model)

        done = self._attempt(work, "only computed findings are listed")
        if done is None:
            return ()
        if done.rejected:
            self.say(f"note: {done.rejected} proposals of the model did not hold and were left out")
        if done.unread:
            self.say(f"warning: {done.unread} lines were not shown to the model; check fewer documents at once")
        return done.findings

    def word(self, telling: Telling) -> Wording | None:
        """The model's words for computed results, as far as they hold; None, and one line that says why, where it fails.

        Raises ModelError instead when the model is required.
        """
        from agent.grounded.telling import tell

        told = self._attempt(lambda model, room: tell(telling, model, room), "the words are the computed ones")
        if told is None:
            return None
        self._tell_dropped(told.dropped, "sentence")
        return told.wording

    def _attempt(self, work: Callable[[LanguageModel, Room], T], otherwise: str) -> T | None:
        """What comes of some work with the model; None where it fails, which is told with what is done `otherwise`.

        Raises ModelError instead when the model is required.
        """
        from agent.grounded.brief import Room, Step

        try:
            model, count = self.model()
            if self.options.watch is not None:
                self.options.watch(Step("ask", model.name))
            fence = self.options.fence or secrets.token_hex(FENCE_BYTES)
            return work(model, Room(count, self.settings.model.context_tokens, fence, self.options.watch))
        except ModelError as error:
            if self.options.required:
                raise
            failure = error
        finally:
            if self.options.watch is not None:
                self.options.watch(Step("end"))
        self.say(f"warning: {failure}; {otherwise}")
        return None

    def _tell_dropped(self, dropped: Sequence[Rejected], noun: str) -> None:
        for one in dropped:
            self.say(f"warning: a {noun} of the model was left out: {one.reasons[0]}")

    def model(self) -> tuple[LanguageModel, Count]:
        """The model, and what counts its tokens. Raises ModelError when there is no key for it."""
        if not self._made:
            self._made.append(_made(self.settings, self.options, self.say))
        return self._made[0]


def grounding(settings: Settings, options: ModelOptions, say: Say) -> Grounding | None:
    """A grounding when a model is to be used: one was named, or there is a key or a server. None means the embedded mode.

    Raises ModelError when a model is required and none is to be used.
    """
    name = options.name or settings.model.name
    configured = bool(options.name or options.required or settings.openai_api_key or settings.openai_base_url)
    if name == NO_MODEL and options.required:
        raise ModelError("a model is required and none is to be used", remedy="name one with --model")
    return Grounding(settings, options, say) if configured and name != NO_MODEL else None


def _made(settings: Settings, options: ModelOptions, say: Say) -> tuple[LanguageModel, Count]:
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key is not None else ""
    if not key and not settings.openai_base_url:
        raise ModelError("the language model has no key", remedy="set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
    from agent.adapters.language_model import OpenAILanguageModel
    from agent.adapters.language_model_cache import ReplyCache
    from agent.adapters.tokens import EstimatedTokens, token_counter

    chosen = settings.model.model_copy(update={"name": options.name or settings.model.name})
    cache = ReplyCache(chosen.cache) if options.cached else None
    model = OpenAILanguageModel(
        chosen,
        api_key=key or "none",
        base_url=settings.openai_base_url,
        cache=cache,
        watch=options.watch,
        transport=options.transport,
    )
    # The vocabulary of a foreign server's model is unknown, and tiktoken would fetch one from a third place, past every transport: the
    # estimate is safe, and the same wherever a run is repeated.
    counter = EstimatedTokens() if settings.openai_base_url or options.transport else token_counter(chosen.name, say=say)
    return model, counter.count
