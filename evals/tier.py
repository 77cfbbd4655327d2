"""The model tier of a run: one model that answers the way the product lets it, and judges what is answered, on recorded replies."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import SecretStr

from agent.errors import ModelError
from agent.grounded.configuration import price_of, usage_of
from agent.grounding import Grounding
from agent.grounding import ModelOptions as Ask
from agent.model.answer import Usage
from agent.settings import Settings
from evals.chat import OPENAI, Chat
from evals.judging import Judge
from evals.replies import About, Replies
from evals.wire import Wire

REPLIES = Path(__file__).parent / "replies"
FENCE_BYTES = 12
SCRIPTED = "The replies are those of a script, not of a model: these figures show that the machinery works, and measure no model."
NO_KEY = "no key"  # what a run that only repeats replies is given: it sends nothing


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """The model tier: which model at which URL, with what key, and where its replies are recorded. `replay_only` asks nothing new.

    `settings` are the limits and prices of the product's own questions, `about` what new replies are said to come from.
    """

    name: str
    url: str = OPENAI
    key: str = ""
    replies: Path = REPLIES
    replay_only: bool = False
    settings: Settings = field(default_factory=Settings)
    about: About | None = None

    @property
    def file(self) -> Path:
        """Where the replies of this model are recorded."""
        return self.replies / f"{re.sub('[^A-Za-z0-9._-]', '_', self.name)}.jsonl"


@dataclass(frozen=True, slots=True)
class Tier:
    """A model at work: `mind` answers over `wire`, `judge` judges."""

    options: ModelOptions
    replies: Replies
    wire: Wire
    mind: Grounding
    judge: Judge

    @property
    def note(self) -> str:
        """What a reader of the figures must know about where the replies come from."""
        return "" if self.replies.about.replies_of == "model" else f"{SCRIPTED} {self.replies.about.note}".strip()

    @property
    def usage(self) -> Usage:
        """What the run took so far, replayed replies as if they were new; without a cost where nobody stated the price."""
        priced = self.options.settings.model.model_copy(update={"name": self.options.name})
        taken = self.replies.input_tokens, self.replies.output_tokens
        return usage_of(*taken, price_of(priced, None if self.options.url == OPENAI else self.options.url) if any(taken) else None)


@contextmanager
def tier_of(options: ModelOptions | None) -> Iterator[Tier | None]:
    """The tier of a run, None without a model.

    Raises ModelError when the model can neither be asked nor replayed, SuiteError when the recorded replies cannot be read.
    """
    if options is None:
        yield None
        return
    if not options.key and options.url == OPENAI and not options.replay_only:
        raise ModelError("there is no key", where=options.name, remedy="set OPENAI_API_KEY, or repeat recorded replies with --replay-only")
    replies = Replies.of(options.file, options.about or About(replies_of="model", name=options.name, url=options.url))
    if options.replay_only:  # whatever the address is here, the requests are those of the recording
        options = replace(options, url=replies.about.url)
    wire = Wire(replies, secrets.token_hex(FENCE_BYTES), options.replay_only)
    try:
        judge = Judge(Chat(options.name, replies, options.url, options.key, options.replay_only))
        yield Tier(options, replies, wire, _mind(options, wire), judge)
    finally:
        wire.close()


def _mind(options: ModelOptions, wire: Wire) -> Grounding:
    """The product's model path. Its own cache is left out: it forgets what a call took."""
    own = {"openai_api_key": SecretStr(options.key or NO_KEY), "openai_base_url": None if options.url == OPENAI else options.url}
    asked = Ask(options.name, cached=False, transport=wire, fence=wire.fence)
    return Grounding(options.settings.model_copy(update=own), asked, lambda line: None)
