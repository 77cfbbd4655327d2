"""When to ask an OpenAI-compatible server again: the only retry layer there is, for embeddings and for language models."""

from __future__ import annotations

import random

import httpx
import openai

LONGEST_WAIT = 30.0
RETRIED_STATUS = frozenset({408, 409, 429, 500, 502, 503, 504})


def wait_before_retry(error: Exception, attempt: int) -> float | None:
    """Seconds until the next attempt: what the server asked for, else doubling with jitter; None when trying again is no use."""
    if isinstance(error, openai.APIConnectionError | httpx.TransportError):
        return _backoff(attempt)
    if not isinstance(error, openai.APIStatusError) or error.status_code not in RETRIED_STATUS:
        return None
    if error.code == "insufficient_quota":
        return None
    try:
        return max(0.0, float(error.response.headers["retry-after"]))
    except (KeyError, ValueError):
        return _backoff(attempt)


def _backoff(attempt: int) -> float:
    return min(LONGEST_WAIT, 0.5 * 2.0 ** min(attempt, 10)) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret
