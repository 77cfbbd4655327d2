"""JSON that other programs read."""

from __future__ import annotations

import json
from datetime import date

from agent.documents import read_bytes
from agent.extract import extract
from agent.model.answer import Answer
from agent.render.contracts import answer_json, roadmaps_json

ORDER = [
    "schema",
    "question",
    "answered",
    "answer",
    "mode",
    "kind",
    "citations",
    "findings",
    "computation",
    "retrieved",
    "usage",
    "elapsed_ms",
]
PLAN = b"""# Plan

## A1 Ledger (Q2 2031)

- **Cost**: $8-12M
- **Depends on**: A2

| Team | Cost |
|------|-----:|
| Core | $1M |
| Data | $2M |
| Total | $3M |
"""


def test_an_answer_has_the_keys_of_the_contract_in_order() -> None:
    answer = Answer(question="q", answered=False, answer="", kind="refusal")
    found = json.loads(answer_json(answer))
    assert list(found) == ORDER
    assert found["schema"] == "roadmap/answer/1"
    assert list(json.loads(answer_json(answer, 7)))[:2] == ["id", "schema"]


def test_a_roadmap_is_told_wholly() -> None:
    roadmap = extract(read_bytes(PLAN, "plan.md"))
    shown = json.loads(roadmaps_json([roadmap]))["roadmaps"][0]
    item = next(item for item in shown["items"] if item["title"].endswith("Ledger"))
    assert item["window"]["start"] == date(2031, 4, 1).isoformat()
    assert [dependency["text"] for dependency in item["dependencies"]] == ["A2"]
    cost = next(fact for fact in shown["facts"] if fact["item"] == item["key"] and fact["attribute"] == "cost")
    assert (cost["span"]["line"], cost["values"][0]["value"]["least"]) == (5, 8_000_000)
    assert "facts" not in item
    assert "\n" not in roadmaps_json([roadmap])


def test_every_quote_of_the_json_stands_at_its_lines() -> None:
    lines = PLAN.decode().splitlines()
    shown = json.loads(roadmaps_json([extract(read_bytes(PLAN, "plan.md"))]))["roadmaps"][0]
    for fact in shown["facts"]:
        span = fact["span"]
        assert span["quote"] in "\n".join(lines[span["line"] - 1 : span["end_line"]])
