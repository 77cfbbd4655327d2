"""Without a key nothing of the model path is loaded and nothing touches the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.grounded.plans import PLAN, write_plan

HEAVY = ("langchain", "langchain_core", "langchain_openai", "langgraph", "langsmith", "openai", "tiktoken")
TELL = """
import atexit
atexit.register(lambda: sys.stderr.write(f"|{attempts} {[name for name in HEAVY if name in sys.modules]}"))
"""
DENIED = """
import socket, sys
attempts = []
def refuse(*arguments, **options):
    attempts.append(arguments[:1])
    raise OSError("no network here")
socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "What does phase 1 cost?", "larkspur.md"],
        ["ask", "What does phase 1 cost?", "larkspur.md", "--model", "none"],
        ["ask", "What does phase 1 cost?", "larkspur.md", "--model", "gpt-5"],
        ["check", "larkspur.md", "--fail-on", "never"],
        ["show", "larkspur.md"],
        ["compare", "larkspur.md", "heron.md"],
        ["compare", "larkspur.md", "heron.md", "--model", "gpt-5"],
        ["report", "larkspur.md"],
        ["report", "larkspur.md", "--model", "gpt-5"],
    ],
    ids=lambda words: " ".join(words[:1] + words[3:]),
)
def test_no_key_no_connection_and_no_import(tmp_path: Path, words: list[str]) -> None:
    write_plan(tmp_path)
    write_plan(tmp_path, PLAN.replace("Larkspur", "Heron"), "heron.md")
    code = f"{DENIED}\nsys.argv = ['roadmap', *{words!r}]\nHEAVY = {HEAVY!r}\n{TELL}\nimport cli\ncli.app()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert (done.returncode, done.stderr.rsplit("|", 1)[-1]) == (0, "[] []"), done.stderr
