"""The command line as a user meets it: streams, exit codes, errors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from agent.adapters.chroma import chroma_stores
from agent.adapters.hashing import HashEmbedder
from agent.app import rule_catalogue
from agent.index import Index
from cli import app

PLAN = """# Atlas roadmap 2031

## Phase 1: Foundation (Q1 2031)

- **Cost**: $400K
- **Owner**: Mira Solberg

### A1 Ledger service

- **Cost**: $250K
- **Effort**: 6 weeks
- **Depends on**: A2

### A2 Tariff engine

- **Cost**: $150K
- **Status**: done

## Targets

- Latency P95 < 120 ms
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "atlas.md"
    file.write_text(PLAN, encoding="utf-8")
    return file


def run(*arguments: str, data: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=data)


def told(result: Result) -> str:
    """The one line of an error that a user can fix."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_without_arguments_the_help_is_printed() -> None:
    result = run()
    assert result.exit_code == 0
    assert "Example:" in result.stdout


@pytest.mark.parametrize(
    "words",
    [("show",), ("ask",), ("chat",), ("ingest",), ("status",), ("doctor",), ("check",), ("rules",), ("explain",), ("models", "pull")],
)
def test_every_help_has_an_example(words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert f"roadmap {' '.join(words)}" in result.stdout.split("Example", 1)[1]


def test_version() -> None:
    assert run("--version").stdout.startswith("roadmap 0.")


def test_show_prints_the_items_with_their_lines(plan: Path) -> None:
    result = run("show", "atlas.md")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    for expected in ("Ledger service", ":8", "$250K", "6 weeks", "A2"):
        assert expected in result.stdout


def test_show_json_is_one_object_and_nothing_else(plan: Path) -> None:
    result = run("show", "atlas.md", "--json")
    shown = json.loads(result.stdout)
    assert shown["schema"] == "roadmap/model/1"
    assert [roadmap["path"] for roadmap in shown["roadmaps"]] == ["atlas.md"]
    assert {item["id"] for item in shown["roadmaps"][0]["items"]} >= {"A1", "A2"}


def test_coverage_counts_the_numbers_that_became_facts(plan: Path) -> None:
    found = json.loads(run("show", "atlas.md", "--coverage", "--json").stdout)
    assert found["schema"] == "roadmap/coverage/1"
    assert 0 < found["bound"] <= found["numbers"]
    assert "atlas.md" in run("show", "atlas.md", "--coverage").stdout


def test_the_same_input_gives_the_same_bytes(plan: Path) -> None:
    assert run("show", "atlas.md", "--json").stdout == run("show", "atlas.md", "--json").stdout


def test_stdin_is_a_document(plan: Path) -> None:
    result = run("show", "-", "--json", data=PLAN)
    assert json.loads(result.stdout)["roadmaps"][0]["path"] == "-"


def test_a_missing_file_is_told(plan: Path) -> None:
    assert "nowhere.md: does not exist" in told(run("show", "nowhere.md"))


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\x00\x01\x02PNG\x00" * 50])
def test_a_file_that_is_no_document_is_told(plan: Path, content: bytes) -> None:
    Path("odd.md").write_bytes(content)
    assert told(run("show", "odd.md")).startswith("error: odd.md: ")


def test_a_folder_with_nothing_is_told(plan: Path) -> None:
    Path("empty").mkdir()
    assert "empty" in told(run("show", "empty"))


def test_one_bad_file_among_good_ones_is_a_warning(plan: Path) -> None:
    Path("odd.md").write_bytes(b"")
    result = run("show", "atlas.md", "odd.md", "--json")
    assert result.exit_code == 0
    assert result.stderr.startswith("warning: odd.md: ")
    shown = json.loads(result.stdout)
    assert [failure["path"] for failure in shown["failures"]] == ["odd.md"]


def test_a_broken_configuration_is_told_with_its_file(plan: Path) -> None:
    Path("roadmap.toml").write_text("indx = 1\n", encoding="utf-8")
    message = told(run("show", "atlas.md"))
    assert "roadmap.toml" in message
    assert "indx" in message


@pytest.mark.parametrize("arguments", [["show"], ["show", "--jso", "a.md"], ["ask"], ["check", "--format", "xml", "a.md"], ["frobnicate"]])
def test_a_usage_error_is_one_line(plan: Path, arguments: list[str]) -> None:
    assert "--help`" in told(run(*arguments))


def test_a_wrong_choice_is_told_with_the_right_ones(plan: Path) -> None:
    line = told(run("check", "atlas.md", "--fail-on", "doom"))
    assert "'--fail-on': 'doom' is not one of 'error', 'warning', 'question', 'never'; see `" in line


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows file names that are no text")
def test_a_file_name_that_is_no_text_does_not_stop_anything(plan: Path) -> None:
    name = os.fsdecode(b"atl\xe3s.md")
    Path(name).write_text(PLAN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cli", "show", name, "--json"], capture_output=True, timeout=60, check=False, env=_environment()
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["roadmaps"][0]["title"] == "Atlas roadmap 2031"


def test_several_processes_find_what_one_finds(plan: Path) -> None:
    folder = str(Path(__file__).parent.parent / "corpus")
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "cli", "check", folder, "--json", "--today", "2026-11-21"],
            capture_output=True,
            timeout=60,
            check=False,
            env={**_environment(), "ROADMAP_PROCESSES": processes},
        ).stdout
        for processes in ("1", "3")
    }
    assert [len(json.loads(output)["documents"]) for output in outputs] == [6]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


def test_no_escape_sequence_of_a_document_reaches_the_terminal(plan: Path) -> None:
    Path("evil.md").write_text("# Plan \x1b]0;owned\x07\n\n## A1 Item \x1b[2J\u202e\n\n- **Cost**: $1M\x9b31m\n", encoding="utf-8")
    for arguments in (["show", "evil.md"], ["check", "evil.md", "--fail-on", "never"], ["ask", "cost of A1", "evil.md"]):
        output = run(*arguments).output
        assert not {char for char in output if char in "\x1b\x07\x9b\u202e"}, arguments


class TestAsk:
    def test_an_answer_cites_a_line_that_holds_its_quote(self, plan: Path) -> None:
        result = run("ask", "What does A1 cost?", "atlas.md", "--json")
        assert result.exit_code == 0, result.output
        answer = json.loads(result.stdout)
        assert answer["schema"] == "roadmap/answer/1"
        assert "250" in answer["answer"]
        lines = PLAN.splitlines()
        for cited in answer["citations"]:
            assert cited["quote"] in "\n".join(lines[cited["line"] - 1 : cited["end_line"]])

    def test_the_text_shows_where_it_comes_from(self, plan: Path) -> None:
        result = run("ask", "What does A1 cost?", "atlas.md")
        assert result.exit_code == 0
        assert "atlas.md:8-10" in result.stdout  # the name of the item and the figure, which stand together

    def test_what_the_documents_do_not_say_leaves_with_3(self, plan: Path) -> None:
        result = run("ask", "How many penguins live in the Reykjavik office?", "atlas.md", "--json")
        assert result.exit_code == 3
        assert json.loads(result.stdout)["answered"] is False

    def test_many_questions_are_answered_in_order_each_from_its_own_paths(self, plan: Path) -> None:
        Path("other.md").write_text("# Other\n\n## A1 Ledger service\n\n- **Cost**: $77K\n", encoding="utf-8")
        asked = [
            {"id": "b", "question": "What does A1 cost?"},
            {"id": 7, "question": "What does A1 cost?", "paths": ["other.md"]},
            {"id": "c", "question": "What does A1 cost?", "paths": ["missing.md"]},
            {"id": "a", "question": "What does A2 cost?", "paths": ["atlas.md"]},
        ]
        Path("questions.jsonl").write_text("\n".join(json.dumps(line) for line in asked) + "\n\n", encoding="utf-8")
        result = run("ask", "--questions", "questions.jsonl", "atlas.md", "--json")
        assert result.exit_code == 0, result.output
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert [answer["id"] for answer in answers] == ["b", 7, "c", "a"]
        assert "250" in answers[0]["answer"]
        assert "77" in answers[1]["answer"]
        assert answers[2]["answered"] is False
        assert "missing.md" in answers[2]["answer"]
        assert "150" in answers[3]["answer"]

    @pytest.mark.parametrize("line", ["{", '{"id": 1}', '["a"]', '{"id": 1, "question": "x", "paths": "a.md"}'])
    def test_a_line_that_is_no_question_is_told_before_anything_is_answered(self, plan: Path, line: str) -> None:
        Path("questions.jsonl").write_text('{"id": 1, "question": "What does A1 cost?"}\n' + line + "\n", encoding="utf-8")
        assert "questions.jsonl:2" in told(run("ask", "--questions", "questions.jsonl", "atlas.md"))


class TestChat:
    def test_a_question_is_understood_in_the_light_of_those_before(self, plan: Path) -> None:
        result = run("chat", "atlas.md", "--json", data="What does A1 cost?\n\nAnd A2?\nexit\nWhat does A1 cost?\n")
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert result.exit_code == 0
        assert [answer["question"] for answer in answers] == ["What does A1 cost?", "And A2?"]
        assert "250" in answers[0]["answer"]
        assert "150" in answers[1]["answer"]

    def test_without_documents_and_index_it_is_told(self, plan: Path) -> None:
        assert "there is no index" in told(run("chat", data="What does A1 cost?\n"))


class TestCheck:
    def test_findings_at_the_bar_leave_with_1(self, plan: Path) -> None:
        Path("open.md").write_text("# Plan\n\n```\nnever closed\n", encoding="utf-8")
        assert run("check", "open.md").exit_code == 1
        assert run("check", "open.md", "--fail-on", "never").exit_code == 0

    def test_a_clean_document_leaves_with_0_and_says_what_was_read(self, plan: Path) -> None:
        Path("clean.md").write_text("# Notes\n\nThe service ships in May 2031.\n", encoding="utf-8")
        result = run("check", "clean.md")
        assert result.exit_code == 0
        assert "Read 1 document" in result.stdout

    @pytest.mark.parametrize("option", [["--format", "json"], ["--json"]])
    def test_json_follows_the_contract(self, plan: Path, option: list[str]) -> None:
        result = run("check", "atlas.md", *option, "--fail-on", "never")
        found = json.loads(result.stdout)
        assert list(found)[:4] == ["schema", "documents", "findings", "summary"]
        assert found["schema"] == "roadmap/findings/1"

    def test_a_baseline_accepts_what_is_there_and_nothing_else(self, plan: Path) -> None:
        document = Path("open.md")
        document.write_text("# Plan\n\nTBD\n\n```\nnever closed\n", encoding="utf-8")
        assert run("check", "open.md", "--baseline", "accepted.json", "--update-baseline").exit_code == 0
        assert run("check", "open.md", "--baseline", "accepted.json").exit_code == 0
        assert run("check", "open.md").exit_code == 1

    def test_a_missing_baseline_is_told(self, plan: Path) -> None:
        assert "nothing.json" in told(run("check", "atlas.md", "--baseline", "nothing.json"))

    def test_an_unknown_rule_is_told(self, plan: Path) -> None:
        assert "RA999" in told(run("check", "atlas.md", "--select", "RA999"))

    def test_sarif_markdown_and_workflow_commands(self, plan: Path) -> None:
        Path("open.md").write_text("# Plan\n\n```\nnever closed\n", encoding="utf-8")
        assert json.loads(run("check", "open.md", "--format", "sarif").stdout)["version"] == "2.1.0"
        assert run("check", "open.md", "--format", "markdown").stdout.startswith("#")
        assert run("check", "open.md", "--format", "github").stdout.startswith("::error file=open.md,")


class TestCheckOfChanges:
    @pytest.fixture
    def repository(self, plan: Path) -> Path:
        Path("open.md").write_text("# Plan\n\nVendor: TBD\n", encoding="utf-8")
        for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "first"]):
            git(*arguments)
        return plan.parent

    def test_only_what_the_change_introduced_counts(self, repository: Path) -> None:
        assert json.loads(run("check", "open.md", "--base", "HEAD", "--json").stdout)["findings"] == []
        Path("open.md").write_text("# Plan\n\nNew first line.\n\nVendor: TBD\n\n```\nnever closed\n", encoding="utf-8")
        result = run("check", "open.md", "--base", "HEAD", "--json")
        found = json.loads(result.stdout)
        assert [finding["rule"] for finding in found["findings"]] == ["RA007"]
        assert (result.exit_code, found["summary"]["error"], found["unchanged"]) == (1, 1, 1)

    def test_a_problem_that_stays_where_its_lines_are_edited_was_there_before(self, repository: Path) -> None:
        rows = "# Fleet\n\n| Boat | Cost |\n|---|---|\n| Heron | $40K |\n| Teal | {teal} |\n| Coot | $30K |\n| **Total** | **$95K** |\n"
        Path("fleet.md").write_text(rows.format(teal="$20K"), encoding="utf-8")
        git("add", ".")
        git("commit", "--quiet", "--message", "wrong already")
        Path("fleet.md").write_text(rows.format(teal="$50K").replace("# Fleet\n", "# Fleet\n\nBoats to buy.\n"), encoding="utf-8")
        result = run("check", "fleet.md", "--base", "HEAD", "--json", "--select", "RA101")
        found = json.loads(result.stdout)
        assert (result.exit_code, found["findings"], found["unchanged"]) == (0, [], 1)
        Path("fleet.md").write_text(rows.format(teal="$25K"), encoding="utf-8")
        git("commit", "--quiet", "--all", "--message", "right")
        Path("fleet.md").write_text(rows.format(teal="$50K"), encoding="utf-8")
        result = run("check", "fleet.md", "--base", "HEAD", "--json", "--select", "RA101")
        assert [finding["line"] for finding in json.loads(result.stdout)["findings"]] == [8]

    def test_a_file_that_is_new_counts_wholly(self, repository: Path) -> None:
        Path("new.md").write_text("# Plan\n\n```\nnever closed\n", encoding="utf-8")
        assert run("check", "new.md", "--base", "HEAD").exit_code == 1

    @pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:open.md"])
    def test_an_unknown_revision_is_told(self, repository: Path, revision: str) -> None:
        assert "git knows no commit" in told(run("check", "open.md", f"--base={revision}"))

    def test_outside_a_repository_it_is_told(self, plan: Path) -> None:
        assert "git knows no commit" in told(run("check", "atlas.md", "--base", "HEAD"))


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, timeout=30)


def test_watching_checks_again_after_a_save(plan: Path) -> None:
    document = Path("open.md").absolute()
    document.write_text("# Plan\n\nAll is well.\n", encoding="utf-8")
    command = [sys.executable, "-m", "cli", "check", str(document), "--json", "--watch"]
    # What was started in the background of a script ignores interrupts, and hands that down.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    watching = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment())
    signal.signal(signal.SIGINT, heard)
    try:
        assert watching.stdout is not None
        assert json.loads(watching.stdout.readline())["findings"] == []
        assert watching.stderr is not None
        assert watching.stderr.readline().startswith(b"checked at ")
        document.write_text("# Plan\n\n```\nnever closed\n", encoding="utf-8")
        assert [finding["rule"] for finding in json.loads(watching.stdout.readline())["findings"]] == ["RA007"]
        assert watching.stderr.readline().startswith(b"checked at ")
        watching.send_signal(signal.SIGINT)
        output, errors = watching.communicate(timeout=30)
        assert (watching.returncode, output, errors) == (130, b"", b"")
    finally:
        watching.kill()


def test_rules_are_listed_and_explained() -> None:
    assert "RA001" in run("rules").stdout
    assert "Flagged" in run("explain", "RA001").stdout
    assert "RA999" in told(run("explain", "RA999"))
    assert "RA999" in told(run("explain", "RA999", "--json"))


def test_rules_as_json_are_one_object_with_the_words_of_the_list_and_of_the_page() -> None:
    found = json.loads(run("rules", "--json").stdout)
    assert found["schema"] == "roadmap/rules/1"
    every = rule_catalogue(semantic=True)
    assert [tuple(rule.values())[:5] for rule in found["rules"]] == [(r.code, r.name, r.family, r.severity, r.basis) for r in every]
    listed = run("rules").stdout
    assert all(rule["title"] in listed for rule in found["rules"])
    page = json.loads(run("explain", "sum-mismatch", "--json").stdout)
    assert page.pop("schema") == "roadmap/rule/1"
    assert {name: page[name] for name in found["rules"][0]} in found["rules"]
    written = run("explain", page["rule"]).stdout
    assert all(page[part].strip() in written for part in ("title", "claim", "why", "source", "flagged", "fine"))


class TestIndex:
    @pytest.fixture(autouse=True)
    def _without_weights(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ROADMAP_EMBEDDER", "hash")

    def test_what_was_ingested_is_answered_without_paths(self, plan: Path) -> None:
        assert run("ask", "What does A1 cost?").exit_code == 2
        report = json.loads(run("ingest", "atlas.md", "--json").stdout)
        assert (report["written"], report["unchanged"], report["index"]["documents"]) == (1, 0, 1)
        answer = json.loads(run("ask", "What does A1 cost?", "--json").stdout)
        assert "250" in answer["answer"]
        assert {cited["path"] for cited in answer["citations"]} == {"atlas.md"}

    def test_an_answer_from_what_the_file_said_before_says_so(self, plan: Path) -> None:
        run("ingest", "atlas.md")
        assert run("ask", "What does A1 cost?").stderr == ""
        plan.write_text(PLAN.replace("$250K", "$275K"), encoding="utf-8")
        changed = run("ask", "What does A1 cost?", "--json")
        assert "250" in json.loads(changed.stdout)["answer"]
        assert "atlas.md: has changed since it was indexed" in changed.stderr
        talk = run("chat", data="What does A1 cost?\nWhat does A2 cost?\n")
        assert talk.stderr.count("has changed") == 1
        run("ingest", "atlas.md")
        assert run("ask", "What does A1 cost?").stderr == ""
        plan.unlink()
        assert "atlas.md: is gone since it was indexed" in run("ask", "What does A1 cost?").stderr

    def test_an_index_that_is_still_empty_is_told(self, plan: Path) -> None:
        with Index.for_writing(Path(".roadmap"), HashEmbedder(), chroma_stores(Path(".roadmap"))):
            pass
        assert "the index holds no document yet; run: roadmap ingest PATH..." in told(run("ask", "What does A1 cost?"))

    def test_a_second_run_writes_nothing_and_a_removed_file_leaves(self, plan: Path) -> None:
        Path("more").mkdir()
        Path("more/second.md").write_text("# Second\n\n## B1 Ferry\n\n- **Cost**: $9K\n", encoding="utf-8")
        run("ingest", ".")
        again = json.loads(run("ingest", ".", "--json").stdout)
        assert (again["written"], again["unchanged"], again["removed"]) == (0, 2, 0)
        Path("more/second.md").unlink()
        after = json.loads(run("ingest", ".", "--json").stdout)
        assert (after["written"], after["unchanged"], after["removed"], after["index"]["documents"]) == (0, 1, 1, 1)

    def test_status_says_what_is_held(self, plan: Path) -> None:
        assert "there is no index" in told(run("status"))
        run("ingest", "atlas.md", "--index", "elsewhere")
        state = json.loads(run("status", "--index", "elsewhere", "--json").stdout)
        assert (state["schema"], state["documents"], state["complete"]) == ("roadmap/status/1", 1, True)
        assert "documents  1" in run("status", "--index", "elsewhere").stdout

    def test_an_index_made_otherwise_is_refused_with_the_way_out(self, plan: Path) -> None:
        run("ingest", "atlas.md")
        assert "leave out --store" in told(run("ingest", "atlas.md", "--store", "http://127.0.0.1:9"))

    def test_doctor_names_what_is_missing_and_shows_no_key(self, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-2")
        monkeypatch.setenv("OPENAI_BASE_URL", "http://user:canary-3@models.example:8000/v1")
        result = run("doctor", "--json")
        found = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
        assert result.exit_code == 0
        assert found["index"]["state"] == "note"
        assert "models.example" in found["key"]["detail"]
        assert "canary" not in result.output + run("doctor").output

    def test_a_folder_with_nothing_to_index_is_told(self, plan: Path) -> None:
        Path("empty").mkdir()
        assert "empty" in told(run("ingest", "empty"))

    def test_an_index_of_nothing_that_could_be_read_is_no_success(self, plan: Path) -> None:
        Path("scan.md").write_bytes(b"")
        result = run("ingest", "scan.md")
        assert result.exit_code == 2
        assert "1 not readable" in result.output
        assert run("ingest", "scan.md", "atlas.md").exit_code == 0

    def test_one_of_a_thing_is_not_told_in_the_plural(self, plan: Path) -> None:
        assert "holds 1 document in" in run("ingest", "atlas.md").output
