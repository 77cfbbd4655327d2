"""The README shows what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from agent.expressions import expression

ROOT = Path(__file__).parent.parent
SHOWN = expression(r"^    \$ (roadmap (?:ask|check|show) .*\bcorpus\b.*)\n((?:(?:    .*)?\n)+)", re.MULTILINE)


def _examples() -> list[tuple[str, str]]:
    return SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("command", "shown"), _examples())
def test_each_line_shown_of_an_example_is_printed_in_this_order(command: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = " ".join(CliRunner().invoke(cli.app, shlex.split(command)[1:]).stdout.split())
    at = 0
    for part in shown.split("…"):
        text = " ".join(part.split())
        assert text in printed[at:], text
        at = printed.index(text, at) + len(text)


def test_the_examples_are_found() -> None:
    assert {command.split()[1] for command, _ in _examples()} == {"ask", "check", "show"}
