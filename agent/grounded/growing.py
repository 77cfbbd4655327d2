"""A reply while it streams in: each statement is told as soon as it is complete and verified, never before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from agent.grounded.ledger import Ledger
from agent.grounded.reply import Claim
from agent.grounded.verifying import Grounded, verify

_DECODER = json.JSONDecoder()


@dataclass
class GrowingReply:
    """Given the text of a reply as it grows, tells the statements that hold; each once, also when the reply begins anew."""

    ledger: Ledger
    tell: Callable[[str], None]
    _judged: int = 0
    _said: set[str] = field(default_factory=set)

    def __call__(self, text: str) -> None:
        claims = list(complete_claims(text))
        if len(claims) < self._judged:
            self._judged = 0
        for claim in claims[self._judged :]:
            held = verify(claim, self.ledger)
            if isinstance(held, Grounded) and held.text not in self._said:
                self._said.add(held.text)
                self.tell(held.text)
        self._judged = len(claims)


def complete_claims(text: str) -> Iterator[Claim]:
    """The claims that a beginning of a reply holds whole; none where it is no reply."""
    _, found, rest = text.partition('"claims"')
    at = rest.find("[")
    if not found or at < 0 or rest[:at].strip() != ":":
        return
    at += 1
    while True:
        while at < len(rest) and rest[at] in " \t\r\n,":
            at += 1
        try:
            value, at = _DECODER.raw_decode(rest, at)
            yield Claim.model_validate(value)
        except (ValueError, RecursionError, ValidationError):
            return
