"""Questions to a language model where there is one, and to the embedded mode where it fails: the same Answer either way."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agent.errors import ModelError

if TYPE_CHECKING:
    import httpx

    from agent.grounded.brief import LanguageModel, Watch
    from agent.model.answer import Answer
    from agent.model.conversation import Conversation
    from agent.model.finding import Finding
    from agent.model.roadmap import Roadmap
    from agent.ports import Search
    from agent.settings import Settings

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
        from agent.grounded.asking import Setting, ask_model

        try:
            model, count = self.model()
            budget, fence = self.settings.model.context_tokens, self.options.fence or secrets.token_hex(FENCE_BYTES)
            reasoned = ask_model(question, Setting(roadmaps, search, findings, count, budget, fence, context, self.options.watch), model)
        except ModelError as error:
            if self.options.required:
                raise
            self._end()
            self.say(f"warning: {error}; this answer is the embedded one")
            return embedded()
        finally:
            self._end()
        for dropped in reasoned.dropped:
            self.say(f"warning: a statement of the model was left out: {dropped.reasons[0]}")
        return reasoned.answer

    def _end(self) -> None:
        """Tell who watches that the model has stopped working."""
        if self.options.watch is not None:
            from agent.grounded.brief import Step

            self.options.watch(Step("end"))

    def survey(self, roadmaps: Sequence[Roadmap], search: Search, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """What the model proposes to look at, as far as code could verify it; nothing, and one line that says why, where it fails.

        Raises ModelError instead when the model is required.
        """
        from agent.grounded.semantic import Survey, survey

        try:
            model, count = self.model()
            budget = max(self.settings.model.context_tokens, LEAST_PART)
            asked = Survey(roadmaps, search, findings, count, budget, lambda: secrets.token_hex(FENCE_BYTES))
            done = survey(asked, model)
        except ModelError as error:
            if self.options.required:
                raise
            self._end()
            self.say(f"warning: {error}; only computed findings are listed")
            return ()
        finally:
            self._end()
        if done.rejected:
            self.say(f"note: {done.rejected} proposals of the model did not hold and were left out")
        if done.unread:
            self.say(f"warning: {done.unread} lines were not shown to the model; check fewer documents at once")
        return done.findings

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
