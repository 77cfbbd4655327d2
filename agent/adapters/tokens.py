"""How many tokens a text is, for the models whose limits and prices we obey."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import tiktoken

VOCABULARY_SECONDS = 5.0
_LATEST = "o200k_base"


def estimate_tokens(text: str) -> int:
    """Tokens without a vocabulary, on the safe side: a token is 3 ASCII characters, or 2 bytes of anything else.

    Byte-pair vocabularies average 4 ASCII characters a token in prose and 3 in tables and code; a Han character (3 bytes) is 1 to 2.
    """
    ascii_characters = sum(1 for character in text if character < "\x80") if not text.isascii() else len(text)
    other_bytes = len(text.encode("utf-8", "replace")) - ascii_characters
    return -(-ascii_characters // 3) + -(-other_bytes // 2)


@dataclass(frozen=True, slots=True)
class EstimatedTokens:
    """Implements `ports.TokenCounter` where no vocabulary can be had: never far under, often a third over."""

    name: str = "estimate"

    def count(self, text: str) -> int:
        return estimate_tokens(text)


@dataclass(frozen=True, slots=True)
class TiktokenTokens:
    """Implements `ports.TokenCounter` with the vocabulary of an OpenAI model."""

    name: str
    encoding: tiktoken.Encoding = field(repr=False)

    def count(self, text: str) -> int:
        """Text that looks like a control token is counted as text: it comes from documents."""
        return len(self.encoding.encode(text.encode("utf-8", "replace").decode("utf-8"), disallowed_special=()))


def token_counter(
    model: str, *, say: Callable[[str], None] = lambda line: None, seconds: float = VOCABULARY_SECONDS
) -> TiktokenTokens | EstimatedTokens:
    """The counter of a model; `say` gets one line when it has to estimate.

    tiktoken fetches a vocabulary on first use, without a timeout of its own, so it loads in a thread that is given up after `seconds`.
    Unknown models count with the newest vocabulary.
    """
    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        name = _LATEST
    loaded: list[tiktoken.Encoding] = []
    thread = threading.Thread(target=_load, args=(name, loaded), daemon=True)
    thread.start()
    thread.join(seconds)
    if loaded:
        return TiktokenTokens(name, loaded[0])
    say(f"tokens are estimated on the safe side: the vocabulary {name} cannot be fetched")
    return EstimatedTokens()


def _load(name: str, loaded: list[tiktoken.Encoding]) -> None:
    try:
        loaded.append(tiktoken.get_encoding(name))
    except Exception:  # whatever requests and tiktoken raise: the caller estimates
        return
