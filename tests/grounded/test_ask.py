"""`roadmap ask` with a model: what it is given, what it may say, what it costs."""

from __future__ import annotations

from tests.grounded.plans import answer, ask
from tests.openai_server import OpenAIServer, claim, evidence, reply, shown_to_model, tools_of

QUESTION = "What does phase 1 cost?"


def test_an_answer_comes_with_citations_that_stand_in_the_file(server: OpenAIServer) -> None:
    server.says(
        lambda body: reply(
            claim(
                "Phase 1 costs $450K.",
                (evidence(body, "Phase 1"), "Phase 1: Foundation"),
                (evidence(body, "$450K"), "**Cost**: $450K"),
            )
        )
    )
    found = answer(QUESTION, "larkspur.md", "--require-model")
    assert found["mode"] == "model"
    assert found["answer"] == "Phase 1 costs $450K. [1][2]"
    assert [(c["n"], c["line"], c["quote"]) for c in found["citations"]] == [(1, 3, "Phase 1: Foundation"), (2, 5, "**Cost**: $450K")]
    assert found["usage"] == {"input_tokens": 1000, "output_tokens": 100, "cost_usd": None}
    assert tools_of(server.requests[0]) == {
        "search_roadmaps",
        "list_items",
        "get_item",
        "list_metrics",
        "list_findings",
        "calculate",
        "compare_facts",
        "Reply",
    }
    assert "E5 - **Cost**: $450K" in shown_to_model(server.requests[0])
    assert ask("--help").exit_code == 0
