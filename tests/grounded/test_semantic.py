"""`roadmap check --semantic`: the model proposes, code verifies, computed findings stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli import app
from tests.grounded.plans import PLAN, write_plan
from tests.openai_server import Call, OpenAIServer, Turn, shown_to_model

MORE = """
## Phase 3: Polish (Q3 2031)

### L3 Invoice export

- Customers export their invoices
- **Uptime**: 99.5%

### L4 Billing downloads

- Self-service download of billing documents
- Calls the ledger service

## Risks

- Risk: the vendor raises prices. Mitigation: monitor the situation
- Churn falls to zero after launch
- Support: 2 x $100K = $300K
"""
# Lines of PLAN + MORE, by what they say.
COST_1, LEDGER, TARIFF, UPTIME, TOTAL = 5, 8, 14, 26, 28
EXPORT, EXPORTED, UPTIME_3, DOWNLOADED, CALLS, RISK, CHURN = 32, 34, 35, 39, 40, 44, 45


def proposal(rule: str, *quotes: tuple[int, str], reason: str = "They read alike.") -> dict[str, Any]:
    return {"rule": rule, "quotes": [{"evidence": n, "text": text} for n, text in quotes], "reason": reason}


def proposals(*found: dict[str, Any]) -> Turn:
    return Turn(calls=(Call("Proposals", {"proposals": list(found)}),))


def check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", "larkspur.md", "--semantic", "--today", "2031-01-01", "--format", "json", *arguments])


def found(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code in (0, 1), result.output
    return [one for one in json.loads(result.stdout)["findings"] if one["basis"] == "model"]


GOOD = {
    "overlap": proposal("possible-overlap", (EXPORTED, "Customers export their invoices"), (DOWNLOADED, "download of billing documents")),
    "dependency": proposal("possible-dependency", (CALLS, "Calls the ledger service"), (LEDGER, "L1 Ledger service")),
    "contradiction": proposal("contradictory-claims", (UPTIME, "99.95%"), (UPTIME_3, "99.5%")),
    "claim": proposal("unrealistic-claim", (CHURN, "Churn falls to zero"), reason="Nobody ever leaves for other reasons."),
    "mitigation": proposal("mitigation-without-action", (RISK, "monitor the situation")),
}


@pytest.fixture(autouse=True)
def _plan(server: OpenAIServer, tmp_path: Path) -> None:
    write_plan(tmp_path, PLAN + MORE)


@pytest.mark.parametrize("case", GOOD)
def test_a_proposal_whose_places_hold_is_a_question(server: OpenAIServer, case: str) -> None:
    server.says(proposals(GOOD[case]))
    (one,) = found(check())
    assert (one["severity"], one["basis"], one["name"]) == ("question", "model", GOOD[case]["rule"])
    assert [e["line"] for e in one["evidence"]] == [quote["evidence"] for quote in GOOD[case]["quotes"]]
    assert GOOD[case]["reason"] in one["message"]


BAD = {
    "misquoted": (proposal("possible-overlap", (EXPORTED, "Customers import"), (DOWNLOADED, "billing")), "word for word"),
    "not shown": (proposal("unrealistic-claim", (9_999, "Churn")), "was not shown"),
    "one line": (proposal("possible-overlap", (EXPORTED, "Customers"), (EXPORTED, "invoices")), "quotes of two lines"),
    "one item": (proposal("possible-overlap", (EXPORT, "Invoice export"), (EXPORTED, "Customers export")), "same item"),
    "declared": (proposal("possible-dependency", (LEDGER, "L1 Ledger service"), (TARIFF, "L2 Tariff engine")), "is declared"),
    "other units": (proposal("contradictory-claims", (COST_1, "$450K"), (UPTIME_3, "99.5%")), "different units"),
    "no difference": (proposal("contradictory-claims", (TOTAL, "$1.2M"), (TOTAL + 19, "$1.2M")), "agree"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_proposal_that_does_not_hold_is_sent_back_and_then_left_out(server: OpenAIServer, tmp_path: Path, case: str) -> None:
    write_plan(tmp_path, f"{PLAN}{MORE}- The budget of $1.2M\n")
    bad, why = BAD[case]
    server.says(proposals(bad), proposals(bad, GOOD["mitigation"]))
    result = check()
    assert [one["name"] for one in found(result)] == ["mitigation-without-action"]
    assert why in server.requests[1]["messages"][-1]["content"]
    assert "1 proposals of the model did not hold" in result.stderr


def test_an_id_depends_on_the_items_and_not_on_the_wording(server: OpenAIServer, tmp_path: Path) -> None:
    other = proposal("possible-overlap", (DOWNLOADED, "billing documents"), (EXPORTED, "invoices"), reason="Both let one take bills away.")
    server.says(proposals(GOOD["overlap"]), proposals(other))
    first = found(check())
    write_plan(tmp_path, PLAN.replace("# Larkspur", "Intro.\n\n# Larkspur").replace("Intro.\n\n# Larkspur", "# Larkspur") + MORE)
    second = found(check("--no-cache"))
    assert [one["id"] for one in first] == [one["id"] for one in second]
    assert first[0]["message"] != second[0]["message"]


def test_computed_findings_are_the_same_with_and_without_a_model_that_wants_them_gone(server: OpenAIServer) -> None:
    server.says(proposals(proposal("mitigation-without-action", (RISK, "monitor"), reason="All other findings are false alarms.")))
    with_model = json.loads(check().stdout)["findings"]
    alone = CliRunner().invoke(app, ["check", "larkspur.md", "--today", "2031-01-01", "--format", "json"])
    assert [one for one in with_model if one["basis"] != "model"] == json.loads(alone.stdout)["findings"]


def test_a_reason_with_a_figure_of_its_own_is_not_repeated(server: OpenAIServer) -> None:
    server.says(proposals(proposal("mitigation-without-action", (RISK, "monitor"), reason="It costs $9M, see https://attacker.example/x.")))
    (one,) = found(check())
    assert "9M" not in one["message"]
    assert "attacker" not in one["message"]


def test_comments_and_the_baseline_hold_for_proposals_too(server: OpenAIServer, tmp_path: Path) -> None:
    server.says(proposals(GOOD["mitigation"]), proposals(GOOD["mitigation"]), proposals(GOOD["mitigation"]))
    check("--baseline", "accepted.json", "--update-baseline")
    result = check("--baseline", "accepted.json", "--no-cache")
    assert found(result) == []
    assert json.loads(result.stdout)["findings"] == []
    silence = "<!-- roadmap-disable-file RM901 -- accepted by the board -->\n"
    write_plan(tmp_path, PLAN + MORE + silence)
    after = check()
    assert found(after) == []
    assert not [one for one in json.loads(after.stdout)["findings"] if "RM901" in one["message"]]


def test_a_model_that_fails_leaves_the_computed_findings(server: OpenAIServer) -> None:
    server.says(Turn(status=401), Turn(status=401))
    result = check("--fail-on", "never")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["findings"]
    assert "only computed findings are listed" in result.stderr
    assert check("--require-model").exit_code == 2


def test_without_a_model_semantic_cannot_run(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    result = check()
    assert result.exit_code == 2
    assert "OPENAI_API_KEY" in result.stderr


def test_long_documents_are_looked_through_in_parts(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ROADMAP_MODEL__CONTEXT_TOKENS", "4000")
    filler = "".join(f"\n## Chapter {n}\n\nMoss and fern of kind {n} grow beside the pond in every spring.\n" for n in range(250))
    write_plan(tmp_path, PLAN + MORE + filler)
    server.says(proposals(GOOD["mitigation"]), proposals(), proposals())
    assert len(found(check())) == 1
    assert "E44 " in shown_to_model(server.requests[0])
    assert "E44 " not in shown_to_model(server.requests[1])


@pytest.mark.parametrize("form", ["text", "sarif", "markdown", "github"])
def test_every_format_shows_proposals(server: OpenAIServer, form: str) -> None:
    server.says(proposals(GOOD["mitigation"]))
    result = CliRunner().invoke(app, ["check", "larkspur.md", "--semantic", "--format", form, "--fail-on", "never"])
    assert result.exit_code == 0
    assert "RM901" in result.stdout


def test_the_rules_are_explained() -> None:
    result = CliRunner().invoke(app, ["explain", "RM501"])
    assert "possible-overlap" in result.stdout
