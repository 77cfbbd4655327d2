"""Token counts: exact where a vocabulary can be had, on the safe side where not, and said once."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiktoken
from hypothesis import given
from hypothesis import strategies as st

from agent.adapters.tokens import EstimatedTokens, TiktokenTokens, estimate_tokens, token_counter


@pytest.fixture
def bytes_only() -> tiktoken.Encoding:
    """A vocabulary of single bytes: every count is known beforehand."""
    ranks = {bytes([at]): at for at in range(256)}
    return tiktoken.Encoding("bytes", pat_str=r"[\s\S]", mergeable_ranks=ranks, special_tokens={"<|endoftext|>": 256})


def test_text_that_looks_like_a_control_token_is_counted_as_text(bytes_only: tiktoken.Encoding) -> None:
    counter = TiktokenTokens("bytes", bytes_only)
    assert counter.count("<|endoftext|>") == 13
    assert counter.count("é\ud800") == 3


def test_where_no_vocabulary_can_be_fetched_it_is_estimated_and_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setattr(tiktoken.registry, "ENCODINGS", {})
    said: list[str] = []
    counter = token_counter("gpt-4o-mini", say=said.append)
    assert isinstance(counter, EstimatedTokens)
    assert said == ["tokens are estimated on the safe side: the vocabulary o200k_base cannot be fetched"]
    assert counter.count("abcdef") == 2


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("abc", 1), ("abcd", 2), ("予算", 3), ("é", 1), ("\U0001f680", 2), ("a" * 300, 100)],
)
def test_the_estimate_counts_three_ascii_characters_or_two_other_bytes_as_a_token(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_estimate_never_shrinks_when_text_is_added(one: str, other: str) -> None:
    assert estimate_tokens(one + other) >= max(estimate_tokens(one), estimate_tokens(other))
