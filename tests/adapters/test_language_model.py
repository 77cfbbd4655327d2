"""A real service, only when somebody asks for it: ROADMAP_LIVE=1 with OPENAI_API_KEY, or OPENAI_BASE_URL, set."""

from __future__ import annotations

import os

import pytest

from agent.adapters.language_model import OpenAILanguageModel
from agent.compare import Side, compare
from agent.documents import read_bytes
from agent.extract import extract
from agent.grounded.asking import Setting, ask_model
from agent.grounded.brief import Room
from agent.grounded.configuration import ModelSettings, Price, price_of, usage_of
from agent.grounded.telling import tell
from agent.grounded.telling_comparison import comparison_telling
from tests.grounded.plans import PLAN

# Read before the fixture that cleans the environment.
LIVE, KEY, URL = os.environ.get("ROADMAP_LIVE"), os.environ.get("OPENAI_API_KEY", ""), os.environ.get("OPENAI_BASE_URL")
MODEL = os.environ.get("ROADMAP_MODEL__NAME", "gpt-5-mini")


live = pytest.mark.skipif(not LIVE, reason="asks a real service; set ROADMAP_LIVE=1 and a key")
ROOM = Room(len, 10**6, "0123456789abcdef")


def real_model() -> OpenAILanguageModel:
    return OpenAILanguageModel(ModelSettings(name=MODEL), api_key=KEY or "none", base_url=URL)


@live
@pytest.mark.enable_socket
def test_a_real_model_answers_with_citations() -> None:
    setting = Setting([extract(read_bytes(PLAN.encode(), "larkspur.md"))], None, (), ROOM)
    found = ask_model("What does phase 1 cost?", setting, real_model()).answer
    assert found.answered
    assert "$450K" in found.answer
    assert 5 in {citation.line for citation in found.citations}


@live
@pytest.mark.enable_socket
def test_a_real_model_words_a_comparison() -> None:
    texts = {"a.md": PLAN, "b.md": PLAN.replace("$450K", "$500K").replace("99.95%", "99.9%")}
    roadmaps = [extract(read_bytes(text.encode(), path)) for path, text in texts.items()]
    comparison = compare([Side(roadmap) for roadmap in roadmaps], known=True)
    told = tell(comparison_telling(comparison, roadmaps), real_model(), ROOM).wording
    assert 3 <= len(told.sentences) <= 6
    assert any("$500K" in sentence.text for sentence in told.sentences)


def test_list_prices_hold_for_the_service_itself_only() -> None:
    assert price_of(ModelSettings(name="gpt-5-mini"), None) == Price(input=0.25, output=2.0)
    assert price_of(ModelSettings(name="gpt-5-mini"), "http://127.0.0.1/v1") is None
    assert price_of(ModelSettings(name="unheard-of"), None) is None
    own = ModelSettings(name="mine", prices={"mine": Price(input=1.0, output=2.0)})
    assert price_of(own, "http://127.0.0.1/v1") == Price(input=1.0, output=2.0)


def test_cost_is_tokens_times_price_for_a_million() -> None:
    assert usage_of(2_000_000, 500_000, Price(input=0.25, output=2.0)).cost_usd == 1.5
    assert usage_of(2_000_000, 500_000, None).cost_usd is None
