"""The step of the GitHub Action, run as the runner runs it, and the files around it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pytest_httpserver import HTTPServer

from tests.review.github_server import TOKEN, GitHubServer
from tests.review.repositories import PLAN, Repository

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / "docs" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w.-]+(?:/[\w.-]+)*@[0-9a-f]{40}")


@pytest.fixture
def server(tmp_path: Path, httpserver: HTTPServer) -> GitHubServer:
    repository = Repository(tmp_path / "repository")
    base = repository.commit(plan=PLAN)
    return GitHubServer(httpserver, repository, base, repository.commit(plan=PLAN.replace("**$600K**", "**$650K**")))


def step(server: GitHubServer, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step with the inputs that differ from the defaults of action.yml."""
    command = folder / "roadmap"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    variables = {key: value for key, value in ACTION["runs"]["steps"][-1]["env"].items() if "inputs." in value}
    named = {key: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", r"\1", value) for key, value in variables.items()}
    given = {key: inputs.get(name.replace("-", "_"), str(ACTION["inputs"][name].get("default", ""))) for key, name in named.items()}
    files = {"GITHUB_STEP_SUMMARY": str(folder / "summary"), "GITHUB_OUTPUT": str(folder / "output"), "RUNNER_TEMP": str(folder)}
    fixed = {"GITHUB_TOKEN": TOKEN, "GITHUB_API_URL": server.address, "REPOSITORY": "acme/plans", "NUMBER": inputs.get("number", "7")}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ROADMAP_COMMAND": str(command), **given, **files, **fixed}
    script = str(ROOT / "action" / "review.sh")
    return subprocess.run(["bash", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=90, check=False)


def test_it_annotates_summarises_saves_and_comments(server: GitHubServer, tmp_path: Path) -> None:
    done = step(server, tmp_path, sarif="out.sarif", save="review.json", paths="\nplan.md\n docs \n")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=plan.md,line=10,")
    assert "What changes in the plan" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert (tmp_path / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    assert '"RA101"' in (tmp_path / "out.sarif").read_text(encoding="utf-8")
    assert (tmp_path / "review.json").exists()
    assert len(server.comments) == len(server.reviewed) == 1
    assert TOKEN not in done.stdout + done.stderr


def test_from_a_fork_it_annotates_and_keeps_the_verdict(server: GitHubServer, tmp_path: Path) -> None:
    server.read_only = True
    done = step(server, tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=plan.md,line=10,")
    assert (tmp_path / "summary").exists()
    assert "not posted" in done.stderr


def test_the_pair_of_workflows_posts_what_was_saved(server: GitHubServer, tmp_path: Path) -> None:
    step(server, tmp_path, comment="false", save="review.json")
    assert server.writes == []
    done = step(server, tmp_path, **{"from": "review.json", "expect_head": server.head})
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert len(server.reviewed) == 1
    assert step(server, tmp_path, **{"from": "review.json", "expect_head": "0" * 40}).returncode == 2


@pytest.mark.parametrize("number", ["", "7; touch trap", "$(touch trap)", "-1"])
def test_only_a_number_names_a_pull_request(server: GitHubServer, tmp_path: Path, number: str) -> None:
    assert step(server, tmp_path, number=number).returncode == 2
    assert not (tmp_path / "trap").exists()
    assert server.requests == []


def test_a_path_is_never_an_option(server: GitHubServer, tmp_path: Path) -> None:
    assert step(server, tmp_path, comment="false", paths="--help\n--write=json=trap").returncode == 0
    assert not (tmp_path / "trap").exists()


def test_no_script_contains_an_expression() -> None:
    steps = [*ACTION["runs"]["steps"]]
    for file in WORKFLOWS:
        steps += [one for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values() for one in job["steps"]]
    assert not [one["run"] for one in steps if "${{" in one.get("run", "")]


@pytest.mark.parametrize("file", [ROOT / "action.yml", *WORKFLOWS], ids=lambda file: file.name)
def test_everything_used_is_pinned_by_its_hash(file: Path) -> None:
    used = re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8"))
    assert used
    assert all(PINNED.fullmatch(name) for name in used)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_ask_for_no_more_rights_than_they_need(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in file.read_text(encoding="utf-8")
    for job in workflow["jobs"].values():
        assert job["permissions"].items() <= {
            ("actions", "read"),
            ("contents", "read"),
            ("pull-requests", "read"),
            ("pull-requests", "write"),
        }
        writes = job["permissions"]["pull-requests"] == "write"
        assert not (writes and any("checkout" in str(one.get("uses")) for one in job["steps"]))


def test_every_input_is_documented_and_used() -> None:
    page = (ROOT / "docs" / "github.md").read_text(encoding="utf-8")
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name in ACTION["inputs"]:
        assert f"inputs.{name} " in text, name
        if name not in ("pull-request", "token", "python-version"):
            assert f"`{name}`" in page, name
