"""A model as a judge: three binary questions about a statement and the lines it rests on, asked several times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.errors import ModelError
from agent.grounded.prompts import prompt
from evals.cases import Evidence
from evals.chat import Chat
from evals.metrics import Texts
from evals.replies import Message

REPEATS = 3
_OBJECT = re.compile(r"\{[^{}]{0,400}\}")


class Verdict(BaseModel):
    """What the judge is asked about a statement."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    stated: bool
    contradicted: bool
    added: bool

    @property
    def supported(self) -> bool:
        return self.stated and not self.contradicted and not self.added


@dataclass(frozen=True, slots=True)
class Votes:
    """How often a statement was called supported."""

    supported: int
    of: int

    @property
    def majority(self) -> bool:
        return self.supported * 2 > self.of


@dataclass(frozen=True, slots=True)
class Judge:
    """Asks a chat model. An odd number of repeats leaves no tie."""

    chat: Chat
    repeats: int = REPEATS

    def votes(self, claim: str, source: str) -> Votes:
        """The verdicts on a statement. Raises ModelError when the model cannot be asked or replies with something else."""
        text = prompt("judge").filled({"claim": claim, "source": source})
        verdicts = [self._verdict(text, repeat) for repeat in range(self.repeats)]
        return Votes(sum(verdict.supported for verdict in verdicts), len(verdicts))

    def _verdict(self, text: str, repeat: int) -> Verdict:
        reply = self.chat.ask([Message(role="user", content=text)], repeat)
        return verdict_of(reply.text)


def verdict_of(reply: str) -> Verdict:
    """The verdict in a reply; text around the object is passed over. Raises ModelError when there is none."""
    for candidate in _OBJECT.findall(reply):
        try:
            return Verdict.model_validate_json(candidate)
        except ValidationError:
            continue
    raise ModelError("the judge gave no verdict", where=reply[:80], remedy="use a model that follows instructions")


def quoted(places: Sequence[Evidence], texts: Texts) -> str:
    """The lines of some places as the judge sees them: each document under its name, each line with its number."""
    parts = []
    for place in places:
        lines = texts[place.document]
        parts.append("\n".join([place.document, *(f"{number}: {lines[number - 1]}" for number in sorted(place.numbers))]))
    return "\n\n".join(parts)
