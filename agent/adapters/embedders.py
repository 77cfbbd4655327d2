"""Which embedder to use, and what to say when the wanted one cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from agent.errors import ModelError
from agent.ports import Embedder

EmbedderKind = Literal["minilm", "openai", "hash"]
FALLBACK_NOTE = "the embedding model is not here, so search uses the hash embedder (words only, no meaning); run: roadmap models pull"


def choose_embedder(
    kind: EmbedderKind,
    *,
    models: Path,
    say: Callable[[str], None],
    openai_model: str = "text-embedding-3-small",
    api_key: str = "",
    base_url: str | None = None,
) -> Embedder:
    """The embedder of that kind, ready to use.

    `models` is the folder that `roadmap models pull` fills. Where the weights of minilm are missing the hash embedder comes instead and
    `say` gets the line that says so: never silently, and never by waiting for a download. Raises ModelError when openai has no key.
    """
    if kind == "openai":
        if not api_key and base_url is None:
            raise ModelError("the openai embedder has no key", remedy="set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
        from agent.adapters.openai_embedder import OpenAIEmbedder
        from agent.adapters.tokens import token_counter

        counter = token_counter(openai_model, say=say)
        return OpenAIEmbedder(openai_model, api_key=api_key or "none", base_url=base_url, count=counter.count)
    from agent.adapters.hashing import HashEmbedder

    if kind == "hash":
        return HashEmbedder()
    from agent.adapters.weights import find_minilm

    folder = find_minilm(models)
    if folder is None:
        say(FALLBACK_NOTE)
        return HashEmbedder()
    from agent.adapters.minilm import MiniLM

    return MiniLM(folder)
