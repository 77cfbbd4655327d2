"""The command: paths, revisions, mapping, formats, exit codes and one-line errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from tests.compare.plans import HARBOUR, LIGHTHOUSE

runner = CliRunner()


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("harbour.md").write_text(HARBOUR, encoding="utf-8")
    Path("farol.md").write_text(LIGHTHOUSE, encoding="utf-8")


def run(*arguments: str) -> dict[str, object]:
    done = runner.invoke(app, ["compare", *arguments, "--json"])
    assert done.exit_code == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    return result


def paths(found: dict[str, object]) -> list[str]:
    roadmaps = found["roadmaps"]
    assert isinstance(roadmaps, list)
    return [one["path"] for one in roadmaps]


def git(*arguments: str) -> None:
    name = ("-c", "user.name=Keeper", "-c", "user.email=keeper@pier.test", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], check=True, capture_output=True)


def failed(*arguments: str) -> str:
    done = runner.invoke(app, ["compare", *arguments])
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def test_roadmaps_stand_in_the_order_of_the_arguments() -> None:
    assert paths(run("harbour.md", "farol.md")) == ["harbour.md", "farol.md"]
    assert paths(run("farol.md", "harbour.md")) == ["farol.md", "harbour.md"]


def test_a_folder_is_all_the_roadmaps_in_it() -> None:
    Path("plans").mkdir()
    Path("plans/a.md").write_text(HARBOUR, encoding="utf-8")
    Path("plans/b.md").write_text(LIGHTHOUSE, encoding="utf-8")
    assert paths(run("plans")) == ["plans/a.md", "plans/b.md"]


def test_a_file_at_a_revision_is_an_earlier_version() -> None:
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "plan")
    Path("harbour.md").write_text(HARBOUR.replace("Q3 2026", "Q4 2026"), encoding="utf-8")
    found = run("HEAD:harbour.md", "harbour.md")
    versions = found["versions"]
    assert isinstance(versions, list)
    assert (versions[0]["before"], versions[0]["after"]) == ("HEAD:harbour.md", "harbour.md")
    assert [change["kind"] for change in versions[0]["changes"]] == ["moved"]


def test_a_folder_at_a_revision_is_what_it_held() -> None:
    Path("plans").mkdir()
    Path("plans/a.md").write_text(HARBOUR, encoding="utf-8")
    Path("plans/picture.png").write_bytes(b"\x89PNG")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "plan")
    Path("plans/a.md").unlink()
    assert paths(run("HEAD:plans", "farol.md")) == ["HEAD:plans/a.md", "farol.md"]


def test_a_file_whose_name_holds_a_colon_is_itself() -> None:
    Path("v1:plan.md").write_text(HARBOUR, encoding="utf-8")
    assert paths(run("v1:plan.md", "farol.md")) == ["v1:plan.md", "farol.md"]


def test_the_same_file_twice_is_one_roadmap() -> None:
    assert failed("harbour.md", "harbour.md") == (
        "error: harbour.md, harbour.md: one roadmap cannot be compared; name a second file or folder, or an earlier version as REV:path"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("harbour.md",), "one roadmap cannot be compared"),
        (("harbour.md", "nowhere.md"), "nowhere.md"),
        (("harbour.md", "NOPE:farol.md"), "git knows no commit 'NOPE' here"),
        (("harbour.md", "farol.md", "--mapping", "none.csv"), "none.csv: cannot be read"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    message = failed(*arguments)
    assert said in message
    assert "\n" not in message


def test_a_mapping_file_overrules_the_matching() -> None:
    Path("pairs.csv").write_text("harbour.md,Single sign-on,farol.md,Login único (SSO),no\n", encoding="utf-8")
    before, after = run("harbour.md", "farol.md"), run("harbour.md", "farol.md", "--mapping", "pairs.csv")
    assert len(before["shared"]) - len(after["shared"]) == 1  # type: ignore[arg-type]


def test_a_file_is_written_in_the_format_of_its_name() -> None:
    done = runner.invoke(app, ["compare", "harbour.md", "farol.md", "-o", "out.html"])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "written: out.html\n")
    assert Path("out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_that_cannot_be_read_is_told_and_the_rest_compared() -> None:
    Path("plans").mkdir()
    Path("plans/a.md").write_text(HARBOUR, encoding="utf-8")
    Path("plans/b.md").write_bytes(b"")
    done = runner.invoke(app, ["compare", "plans", "farol.md", "--format", "csv"])
    assert done.exit_code == 0
    assert "plans/b.md" in done.stderr


def test_comparing_loads_no_model_and_no_page() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from cli import app; "
        "CliRunner().invoke(app, ['compare', 'harbour.md', 'farol.md', '--json']); "
        "print(sorted({'onnxruntime', 'chromadb', 'openai', 'langchain', 'jinja2', 'rich.table'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(root), "PATH": "/usr/bin"}
    )
    assert done.stdout.strip() == "[]"
