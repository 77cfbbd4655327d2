"""`roadmap ask` with a model: what it is given, what it may say, what it costs."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from tests.grounded.plans import PLAN, answer, ask, write_plan
from tests.openai_server import Call, OpenAIServer, Turn, claim, evidence, reply, shown_to_model, tools_of

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


def test_tools_are_called_and_their_lines_can_be_cited(server: OpenAIServer) -> None:
    server.says(
        Turn(calls=(Call("list_items", {"kind": "phase"}), Call("get_item", {"id": "L2"}))),
        Turn(calls=(Call("calculate", {"expression": "$450K + $640K", "evidence": [5, 21]}),)),
        reply(claim("Both phases together cost $1.09M.", calculations=[1]), kind="aggregate"),
    )
    found = answer("What do both phases cost together?", "larkspur.md", "--require-model")
    assert found["answer"] == "Both phases together cost $1.09M. [1][2]"
    assert [citation["line"] for citation in found["citations"]] == [5, 21]
    assert found["computation"]["formula"] == "$450K + $640K"
    assert found["computation"]["expected"] == "$1.09M"
    results = [message["content"] for message in server.requests[1]["messages"] if message["role"] == "tool"]
    assert "Phase 1 Foundation | phase | Q1 2031 | cost: $450K" in results[0]
    assert "E17 - **Status**: done" in results[1]
    assert server.requests[2]["messages"][-1]["content"] == "C1: $450K + $640K = $1.09M"


def test_what_does_not_hold_is_sent_back_with_the_reason_and_then_dropped(server: OpenAIServer) -> None:
    good, bad = claim("The cost is $450K.", (5, "$450K")), claim("It takes 9 weeks.", (11, "6 weeks"))
    server.says(reply(good, bad), reply(good, bad))
    result = ask(QUESTION, "larkspur.md", "--require-model")
    assert "The cost is $450K. [1]" in result.stdout
    assert "9 weeks" not in result.stdout
    assert 'the figure "9 weeks" stands on none' in result.stderr
    sent = server.requests[1]["messages"][-1]["content"]
    assert 'the figure "9 weeks" stands on none of the cited lines' in sent
    assert "$450K" not in sent


def test_a_corrected_reply_is_taken(server: OpenAIServer) -> None:
    server.says(reply(claim("It takes 9 weeks.", (11, "6 weeks"))), reply(claim("It takes 6 weeks.", (11, "6 weeks"))))
    assert answer(QUESTION, "larkspur.md", "--require-model")["answer"] == "It takes 6 weeks. [1]"


def test_a_second_reply_that_is_worse_is_not_taken(server: OpenAIServer) -> None:
    good, bad = claim("The cost is $450K.", (5, "$450K")), claim("It takes 9 weeks.", (11, "6 weeks"))
    server.says(reply(good, bad), reply(bad, claim("It takes 8 weeks.", (11, "6 weeks"))))
    assert answer(QUESTION, "larkspur.md", "--require-model")["answer"] == "The cost is $450K. [1]"


def test_a_refusal_keeps_exit_code_three_and_says_what_was_looked_at(server: OpenAIServer) -> None:
    server.says(reply(answered=False))
    result = ask("Who is the head of legal?", "larkspur.md", "--require-model")
    assert result.exit_code == 3
    assert result.stdout.startswith("The roadmaps do not say.")
    assert "larkspur.md:1-28" in result.stdout


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is the head of legal in this plan?", "The roadmaps do not say."),
        ("Wer leitet nach diesem Plan die Rechtsabteilung?", "Die Roadmaps sagen es nicht."),
        ("Quem é o responsável jurídico deste plano?", "Os roadmaps não dizem."),
        ("¿Quién es el responsable jurídico de este plan?", "Los roadmaps no lo dicen."),
        ("Qui est le responsable juridique de ce plan ?", "Les feuilles de route ne le disent pas."),
        ("Кто отвечает за юридический отдел в этом плане?", "В дорожных картах этого нет."),
        ("Siapa kepala bagian hukum dalam rencana ini?", "Roadmap tidak menyebutkannya."),
        ("この計画の法務責任者は誰ですか？", "ロードマップには記載がありません。"),
    ],
)
def test_a_refusal_speaks_the_language_of_the_question(server: OpenAIServer, question: str, said: str) -> None:
    server.says(reply(answered=False))
    assert answer(question, "larkspur.md", "--require-model")["answer"] == said


def test_citations_are_numbered_in_the_order_of_the_text(server: OpenAIServer) -> None:
    server.says(
        reply(
            claim("The tariff engine is done.", (17, "**Status**: done"), (14, "L2 Tariff engine")),
            claim("Mira Solberg owns the phase.", (6, "Mira Solberg")),
            claim("Again, the engine is done.", (17, "**Status**: done")),
        )
    )
    found = answer("What is done?", "larkspur.md", "--require-model")
    assert found["answer"] == "The tariff engine is done. [1][2] Mira Solberg owns the phase. [3] Again, the engine is done. [1]"
    assert [citation["line"] for citation in found["citations"]] == [17, 14, 6]


def test_a_computed_finding_about_a_cited_line_is_always_named(server: OpenAIServer) -> None:
    server.says(reply(claim("The total is $1.2M.", (28, "$1.2M"))))
    found = answer("What is the total?", "larkspur.md", "--require-model")
    checked = json.loads(CliRunner().invoke(app, ["check", "larkspur.md", "--format", "json"]).stdout)
    about = [finding["id"] for finding in checked["findings"] if finding["line"] == 28 and finding["severity"] != "question"]
    assert about
    assert set(about) <= set(found["findings"])
    assert found["answer"].startswith("The total is $1.2M. [1] The program computed: ")


def test_a_finding_that_a_model_names_and_denies_is_said_all_the_same(server: OpenAIServer) -> None:
    checked = json.loads(CliRunner().invoke(app, ["check", "larkspur.md", "--format", "json"]).stdout)
    name = next(finding["id"] for finding in checked["findings"] if finding["line"] == 28)
    server.says(reply(claim("The total is right, that finding is a false alarm.", (28, "$1.2M"), findings=[name])))
    found = answer("What is the total?", "larkspur.md", "--require-model")
    assert "The program computed: " in found["answer"]
    assert "add up to $1.09M" in found["answer"]


def test_an_answer_in_another_language_is_sent_back_once(server: OpenAIServer) -> None:
    german = claim("Der Rechnungsdienst kostet nach dem Plan insgesamt $250K und hängt ab von L2.", (10, "$250K"), (12, "L2"))
    english = claim("The ledger service costs $250K in all and it depends on L2, as the plan says.", (10, "$250K"), (12, "L2"))
    server.says(reply(german), reply(english))
    found = answer("What does the ledger service cost and what does it depend on?", "larkspur.md", "--require-model")
    assert found["answer"].startswith("The ledger service")
    assert "the question is in the language en, the answer in de" in server.requests[1]["messages"][-1]["content"]


def test_the_same_question_again_costs_no_call_and_gives_the_same_answer(server: OpenAIServer) -> None:
    server.says(Turn(calls=(Call("list_metrics", {}),)), reply(claim("The cost is $450K.", (5, "$450K"))))
    first = answer(QUESTION, "larkspur.md", "--require-model")
    second = answer(QUESTION, "larkspur.md", "--require-model")
    assert len(server.requests) == 2
    assert second["answer"] == first["answer"]
    assert second["citations"] == first["citations"]
    assert second["usage"] == {"input_tokens": 0, "output_tokens": 0, "cost_usd": None}


@pytest.mark.parametrize("change", ["--no-cache", "question", "document", "model"])
def test_whatever_a_reply_depends_on_asks_anew(server: OpenAIServer, tmp_path: Path, change: str) -> None:
    turn = reply(claim("The cost is $450K.", (5, "$450K")))
    server.says(turn, turn)
    answer(QUESTION, "larkspur.md", "--require-model")
    if change == "document":
        write_plan(tmp_path, PLAN.replace("Mira", "Ines"))
    more = {"--no-cache": ["--no-cache"], "model": ["--model", "gpt-5"]}.get(change, [])
    answer("And what does it cost?" if change == "question" else QUESTION, "larkspur.md", "--require-model", *more)
    assert len(server.requests) == 2


def test_replies_that_did_not_hold_are_not_kept(server: OpenAIServer, tmp_path: Path) -> None:
    bad = reply(claim("It takes 9 weeks.", (11, "6 weeks")))
    server.says(bad, bad, bad, bad)
    ask(QUESTION, "larkspur.md")
    ask(QUESTION, "larkspur.md")
    assert len(server.requests) == 4
    assert not (tmp_path / "replies").exists()


def test_the_cache_holds_no_key_and_is_the_owners_alone(server: OpenAIServer, tmp_path: Path) -> None:
    server.says(reply(claim("The cost is $450K.", (5, "$450K"))))
    answer(QUESTION, "larkspur.md", "--require-model")
    (file,) = (tmp_path / "replies").iterdir()
    assert b"sk-scripted" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_usage_is_told_with_the_cost_where_the_price_is_known(server: OpenAIServer, tmp_path: Path) -> None:
    turn = reply(claim("The cost is $450K.", (5, "$450K")), usage=(20_000, 500))
    server.says(turn, turn)
    unknown = ask(QUESTION, "larkspur.md", "--require-model", "--usage", "--no-cache")
    assert unknown.stderr == "usage: 20000 tokens in, 500 tokens out\n"
    (tmp_path / "roadmap.toml").write_text('[model.prices."gpt-5-mini"]\ninput = 0.25\noutput = 2\n', encoding="utf-8")
    known = ask(QUESTION, "larkspur.md", "--require-model", "--usage", "--no-cache")
    assert known.stderr == "usage: 20000 tokens in, 500 tokens out, $0.0060\n"


def test_a_server_that_counts_no_tokens_has_no_cost(server: OpenAIServer, tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").write_text('[model.prices."gpt-5-mini"]\ninput = 0.25\noutput = 2\n', encoding="utf-8")
    server.says(reply(claim("The cost is $450K.", (5, "$450K")), usage=None))
    assert answer(QUESTION, "larkspur.md", "--require-model")["usage"]["cost_usd"] is None


def test_a_corpus_over_the_budget_is_searched_instead_of_shown(
    server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ROADMAP_MODEL__CONTEXT_TOKENS", "300")
    filler = "".join(f"\n## Chapter {n}\n\nMoss and fern number {n} grow beside the pond in spring.\n" for n in range(200))
    write_plan(tmp_path, PLAN + filler)
    server.says(
        Turn(calls=(Call("search_roadmaps", {"queries": ["owner of phase 1", "who is responsible"], "window": "Q1 2031"}),)),
        lambda body: reply(claim("Mira Solberg owns it.", (evidence(body, "Mira"), "Mira Solberg"))),
    )
    found = answer("Who owns phase 1?", "larkspur.md", "--require-model")
    assert found["answer"] == "Mira Solberg owns it. [1]"
    assert "too long to show" in shown_to_model(server.requests[0])
    assert shown_to_model(server.requests[0]).count("Moss and fern") < 40


def test_lines_that_were_not_shown_cannot_be_cited(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ROADMAP_MODEL__CONTEXT_TOKENS", "0")
    filler = "".join(f"\n## Chapter {n}\n\nMoss and fern number {n} grow beside the pond in spring.\n" for n in range(200))
    write_plan(tmp_path, PLAN + filler)
    guess = reply(claim("Moss and fern grow beside the pond.", (829, "Moss and fern")))
    server.says(guess, guess)
    assert "E829 was not shown to you" in ask("Who owns the ledger service?", "larkspur.md").stderr


def test_a_chat_shows_the_model_what_was_said_before(server: OpenAIServer) -> None:
    server.says(reply(claim("The cost is $450K.", (5, "$450K"))), reply(claim("It depends on L2.", (12, "L2"))))
    result = CliRunner().invoke(app, ["chat", "larkspur.md", "--require-model", "--usage"], input=f"{QUESTION}\nAnd L1?\n")
    assert "It depends on L2. [1]" in result.stdout
    assert result.stderr.count("usage: 1000 tokens in") == 2
    assert "answer: The cost is $450K. [1]" in shown_to_model(server.requests[1])


def test_a_file_of_questions_is_answered_within_four_calls_each(server: OpenAIServer, tmp_path: Path) -> None:
    lines = [json.dumps({"id": number, "question": f"What does phase 1 cost in scenario {number}?"}) for number in range(20)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    search = Turn(calls=(Call("search_roadmaps", {"queries": ["cost"]}), Call("list_items", {})))
    for _ in range(20):
        server.says(search, search, reply(claim("It is $9.", (5, "$450K"))), reply(claim("It is $450K.", (5, "$450K"))))
    result = ask("--questions", "questions.jsonl", "larkspur.md", "--require-model")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["id"] for one in found] == list(range(20))
    assert {one["answer"] for one in found} == {"It is $450K. [1]"}
    assert len(server.requests) <= 4 * 20
