"""Replies on disk: found again, bounded, and never in the way of other files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from agent.adapters import language_model_cache
from agent.adapters.language_model_cache import ReplyCache, key_of
from agent.settings import load_settings


def said(text: str) -> AIMessage:
    return AIMessage(content="", tool_calls=[{"name": "Reply", "args": {"text": text}, "id": "c1", "type": "tool_call"}])


def test_a_reply_comes_back_with_the_fence_of_the_new_run(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "replies")
    cache.put("k", "aaaa", said("see aaaa"))
    found = cache.get("k", "bbbb")
    assert found is not None
    assert found.tool_calls[0]["args"] == {"text": "see bbbb"}
    assert cache.get("other", "bbbb") is None


def test_the_key_depends_on_every_message_and_not_on_the_fence() -> None:
    def key(text: str, fence: str, model: str = "m") -> str:
        return key_of({"model": model}, [HumanMessage(f"{fence} {text}")], fence)

    assert key("a", "1111") == key("a", "2222")
    assert len({key("a", "1111"), key("b", "1111"), key("a", "1111", "n")}) == 3


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"content": "x", "tool_calls": [], "more": 1}'])
def test_a_file_that_is_no_reply_counts_as_absent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k.reply.json").write_bytes(content)
    assert ReplyCache(tmp_path).get("k", "f") is None


def test_the_oldest_replies_go_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_model_cache, "MOST_FILES", 3)
    (tmp_path / "other.json").write_text("mine", encoding="utf-8")
    cache = ReplyCache(tmp_path)
    for number in range(6):
        cache.put(f"k{number}", "f", said("x"))
        os.utime(tmp_path / f"k{number}.reply.json", (number, number))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["k3.reply.json", "k4.reply.json", "k5.reply.json", "other.json"]


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = ReplyCache(tmp_path / "file")
    cache.put("k", "f", said("x"))
    assert cache.get("k", "f") is None
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


def test_the_cache_is_in_the_home_folder_unless_told_otherwise(tmp_path: Path) -> None:
    assert load_settings(tmp_path).model.cache == Path.home() / ".cache" / "roadmap-agent" / "replies"
    (tmp_path / "roadmap.toml").write_text('[model]\ncache = "kept"\n', encoding="utf-8")
    assert load_settings(tmp_path).model.cache == tmp_path / "kept"
