"""`roadmap report` from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from tests.report.reports import PLANS, ROOT

DAY = ["--today", "2026-05-04"]
DRAWING = ("matplotlib", "jinja2", "networkx.drawing")


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["report", *arguments])
    return done.exit_code, done.stdout, done.stderr


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_it_prints_markdown_and_json_on_stdout() -> None:
    code, text, _ = run(str(PLANS / "harbour.md"), *DAY)
    assert (code, text.splitlines()[0]) == (0, "# Risk report: Harbour: the new ticket system")
    code, text, _ = run(str(PLANS / "harbour.md"), *DAY, "--json")
    assert code == 0
    assert json.loads(text)["today"] == "2026-05-04"


def test_it_writes_each_file_in_the_format_of_its_name(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("r.html", "r.md", "r.json")]
    code, text, notes = run(str(PLANS / "harbour.md"), *DAY, *(part for file in files for part in ("-o", str(file))))
    assert (code, text) == (0, "")
    assert notes.count("report written") == 3
    assert files[0].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert files[1].read_text(encoding="utf-8").startswith("# Risk report")
    assert json.loads(files[2].read_text(encoding="utf-8"))["schema"] == "roadmap/report/1"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("r.pdf", "r.pdf: a PDF is printed from the page; write r.html, open it in a browser and print it"),
        ("r.docx", "r.docx: no format is called '.docx'; end the name in .html, .md or .json"),
        ("none/r.html", "No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(tmp_path: Path, name: str, said: str) -> None:
    code, text, notes = run(str(PLANS / "harbour.md"), "-o", str(tmp_path / name))
    assert (code, text) == (2, "")
    assert said in notes
    assert notes.count("\n") == 1


def test_nothing_to_read_is_said_in_one_line(tmp_path: Path) -> None:
    code, _, notes = run(str(tmp_path / "missing.md"))
    assert code == 2
    assert notes.count("\n") == 1


def test_the_trend_tells_what_appeared_went_and_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (PLANS / "harbour.md").read_text(encoding="utf-8")
    file = tmp_path / "plan.md"
    file.write_text(text, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "plan.md")
    git(tmp_path, "commit", "-qm", "first")
    now = (
        text.replace("**$1.2M**", "**$1.12M**")
        .replace("| 60% |", "| 20% |")
        .replace("| Venues stay", "| Rain | high | high | | |\n| Venues stay")
    )
    file.write_text(now, encoding="utf-8")
    (tmp_path / "new.md").write_text("# New\n\n- A thing\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, text, _ = run("plan.md", "new.md", *DAY, "--since", "HEAD", "--json")
    trend = json.loads(text)["trend"]
    assert code == 0
    assert "Rain" in [one["title"] for one in trend["appeared"]]
    assert any(one["title"].startswith('"Total" is stated as $1.2M') for one in trend["gone"])
    assert {one["title"]: (one["before"], one["now"]) for one in trend["moved"]}["The bank changes its interface"] == (16, 8)
    assert trend["new_documents"] == ["new.md"]
    assert trend["score_now"] - trend["score_before"] == sum(o["score"] for o in trend["appeared"]) - sum(
        o["score"] for o in trend["gone"]
    ) + sum(o["now"] - o["before"] for o in trend["moved"])
    shown = run("plan.md", *DAY, "--since", "HEAD")[1]
    assert "## Trend since HEAD" in shown
    assert "| new | R" in shown
    assert run("plan.md", *DAY, "--since", "HEAD", "-o", "r.html")[0] == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert '<h2 id="trend-h">Trend since HEAD</h2>' in page
    assert page.count('<td class="bad">new</td>') == len(trend["appeared"])


def test_an_unchanged_plan_has_no_trend_to_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.md").write_text((PLANS / "harbour.md").read_text(encoding="utf-8"), encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "plan.md")
    git(tmp_path, "commit", "-qm", "first")
    monkeypatch.chdir(tmp_path)
    assert "No risk appeared, went or changed its score." in run("plan.md", *DAY, "--since", "HEAD")[1]


def test_an_unknown_revision_is_said_in_one_line() -> None:
    code, _, notes = run(str(PLANS / "harbour.md"), "--since", "no-such-revision")
    assert code == 2
    assert "git knows no commit" in notes


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_text_formats_load_no_drawing_library(form: str) -> None:
    code = (
        f"import sys; sys.argv = ['roadmap', 'report', {str(PLANS / 'harbour.md')!r}, '--format', {form!r}]\nimport cli\n"
        f"import atexit; atexit.register(lambda: sys.stderr.write(' '.join(m for m in {DRAWING!r} if m in sys.modules)))\ncli.app()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert done.stderr == ""
    assert done.stdout
