"""How a command ends: one line, one exit code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from agent.console import OneLineErrors, note, page, write
from agent.errors import DocumentError


def failing(error: BaseException) -> typer.Typer:
    app = typer.Typer(cls=OneLineErrors, rich_markup_mode=None)

    @app.callback()
    def group() -> None: ...

    @app.command()
    def fail(count: int = 1) -> None:
        raise error

    return app


def outcome(error: BaseException, *arguments: str) -> Result:
    return CliRunner().invoke(failing(error), ["fail", *arguments])


def test_what_a_user_can_fix_is_one_line_and_exit_2() -> None:
    result = outcome(DocumentError("is not a\nroadmap", where="a.md", remedy="write one"))
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "error: a.md: is not a roadmap; write one\n")


@pytest.mark.parametrize("arguments", [["--unknown"], ["--count", "many"], ["extra"]])
def test_a_usage_error_is_one_line_that_names_the_help(arguments: list[str]) -> None:
    result = outcome(RuntimeError("never reached"), *arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "fail --help`" in result.stderr


def test_a_bug_is_one_line_unless_debugging(monkeypatch: pytest.MonkeyPatch) -> None:
    result = outcome(KeyError("lost\nkey"))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("ROADMAP_DEBUG", "1")
    assert "Traceback" in outcome(KeyError("lost")).stderr


def test_an_operating_system_error_names_the_file() -> None:
    result = outcome(PermissionError(13, "Permission denied", "/secret/plan.md"))
    assert result.stderr == "error: /secret/plan.md: Permission denied; check the path and its permissions\n"


def test_interruption_leaves_with_130_and_no_traceback() -> None:
    result = outcome(KeyboardInterrupt())
    assert (result.exit_code, result.stdout) == (130, "")
    assert "Traceback" not in result.stderr


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    code = "from agent.console import *\nimport typer\napp = typer.Typer(cls=OneLineErrors, rich_markup_mode=None)\n"
    code += "@app.callback(invoke_without_command=True)\ndef long():\n    [write('line ' * 20) for _ in range(10_000)]\napp()"
    command = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.readline()
    command.stdout.close()
    said = command.stderr.read()
    command.stderr.close()
    assert (command.wait(timeout=30), said) == (141, b"")


def test_output_is_utf8_whatever_the_locale() -> None:
    code = "from agent.console import write, note; write('Umsatz 1,5 Mio. \\u20ac \\udcff'); note('nota: a\\xe7\\xe3o \\x1b[2J')"
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, timeout=30, check=True)
    assert done.stdout == "Umsatz 1,5 Mio. € \\udcff\n".encode()
    assert b"\x1b" not in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_nothing_is_written_for_an_empty_result(capsys: pytest.CaptureFixture[str]) -> None:
    write("")
    assert capsys.readouterr().out == ""


def test_a_note_is_one_visible_line(capsys: pytest.CaptureFixture[str]) -> None:
    note("warning: a\nb\x1b[31m.md: odd")
    assert capsys.readouterr().err == "warning: a\\nb\\x1b[31m.md: odd\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_colour_and_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "123")
    now = page("file://{path}")
    assert (now.width, now.terminal, now.colour) == (123, True, True)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_that_asks_for_none_gets_no_colour(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    assert not page().colour


def test_a_pipe_gets_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    now = page()
    assert (now.terminal, now.colour) == (False, False)


ENDING = """
import atexit, os, sys, threading, typer
from agent.console import App, OneLineErrors

app = App(cls=OneLineErrors, rich_markup_mode=None)

class Held:
    def __del__(self):
        os.write(1, b" freed")

held = Held()
cycle = [held]
cycle.append(cycle)

@app.callback()
def group() -> None: ...

@app.command()
def work(threads: bool = False) -> None:
    atexit.register(lambda: sys.stdout.write(" kept"))
    if threads:
        threading.Thread(target=lambda: (gate.wait(30), os.write(1, b" joined"))).start()
        threading.Timer(0, gate.set).start()
    sys.stdout.write("x" * 200_000)
    raise typer.Exit(1)

gate = threading.Event()
app()
"""


@pytest.mark.parametrize("arguments", [[], ["--threads"]])
def test_a_process_ends_with_all_that_was_written_and_its_exit_code(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", ENDING, "work", *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("x") == 200_000
    assert " kept" in done.stdout
    assert (" joined" in done.stdout) == bool(arguments)


def test_a_process_does_not_free_what_it_read() -> None:
    done = subprocess.run([sys.executable, "-c", ENDING, "work"], capture_output=True, text=True, timeout=60, check=False)
    assert " freed" not in done.stdout
