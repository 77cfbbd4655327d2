"""The recorded run in docs/model-transcript.md: `python -m tests.grounded.transcript` writes it anew against the scripted server."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from cli import app
from tests.grounded.plans import PLAN, write_plan
from tests.openai_server import Call, OpenAIServer, Turn, claim, evidence, reply, result, sentence, sentences, serving

FILE = Path(__file__).parents[2] / "docs" / "model-transcript.md"
QUESTION = "Do the phases add up to the total, and what does L1 wait for?"
HEAD = """# A run with a language model, recorded

Made against a scripted server (tests/openai_server.py), not against a real model: the script says what a model might say, so that the run
shows what the program does with it, the same every time. A test holds this page up to date.

The first reply misquotes a figure and names an amount that no line holds. It is sent back once with the reasons; the second reply is
verified and becomes the answer.
"""

COMPARED = """## A comparison

The same plan against a later version of it, in which phase 1 costs $500K and the uptime target is 99.9%. The model gets the results of
the comparison, F1, F2 and so on, with the lines that they stand on: F4 says that the cost was $450K and is $500K. The first sentence of
its first reply turns that round.
"""


def script() -> list[Any]:
    """Two tools at once, a calculation, a reply that does not hold, a reply that does."""

    def first(body: dict[str, Any]) -> Turn:
        total = claim("The total is stated as $1.3M.", (evidence(body, "**Total**"), "$1.3M"))
        return reply(total, claim("The phases cost $1.1M together.", calculations=[1]), kind="inconsistency")

    def second(body: dict[str, Any]) -> Turn:
        return reply(
            claim("No, the phases add up to $1.09M.", calculations=[1]),
            claim("The total is stated as $1.2M.", (evidence(body, "**Total**"), "**Total**: $1.2M")),
            claim(
                "L1 waits for L2.", (evidence(body, "L1 Ledger"), "L1 Ledger service"), (evidence(body, "Depends on"), "**Depends on**: L2")
            ),
            kind="inconsistency",
        )

    return [
        Turn(calls=(Call("list_findings", {"family": "arithmetic"}), Call("get_item", {"id": "L1"}))),
        Turn(calls=(Call("calculate", {"expression": "$450K + $640K", "evidence": [5, 21]}),)),
        first,
        second,
    ]


def words() -> list[Any]:
    """A summary of which one sentence turns its figures round, and one without it."""

    def first(body: dict[str, Any]) -> Turn:
        return sentences(
            sentence("Phase 1 gets cheaper, from $500K to $450K.", result(body, "re-costed")),
            *rest(body),
        )

    def rest(body: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            sentence("The uptime target falls from 99.95% to 99.9%.", result(body, "99.95%")),
            sentence("The total stays $1.2M in both.", result(body, "whole of A"), result(body, "whole of B")),
        ]

    def second(body: dict[str, Any]) -> Turn:
        return sentences(sentence("Phase 1 gets dearer, from $450K to $500K.", result(body, "re-costed")), *rest(body))

    return [first, second]


def recorded(server: OpenAIServer) -> str:
    """The page, made in the working folder with the environment that points at the server."""
    write_plan(Path())
    server.says(*script())
    done = CliRunner().invoke(app, ["ask", QUESTION, "larkspur.md", "--require-model", "--usage"])
    parts = [HEAD, f"The document:\n\n```markdown\n{PLAN}```\n", "What went over the wire, the documents and instructions left out:\n"]
    parts.append("```text\n" + "\n".join(_exchange(server.requests[-1])) + "\n```\n")
    parts.append(f'What the person sees:\n\n```text\n$ roadmap ask "{QUESTION}" larkspur.md --usage\n{done.output.rstrip()}\n```\n')
    return "\n".join([*parts, *_compared(server)])


def _compared(server: OpenAIServer) -> list[str]:
    """A comparison with a later version of the plan."""
    write_plan(Path(), PLAN.replace("$450K", "$500K").replace("99.95%", "99.9%"), "larkspur-2.md")
    server.says(*words())
    command = ["compare", "larkspur.md", "larkspur-2.md"]
    done = CliRunner().invoke(app, [*command, "--require-model", "--today", "2031-01-01"], env={"COLUMNS": "100"})
    summary = done.stdout.split("Summary\n")[1].split("\n\n")[0]
    parts = [COMPARED, "```text\n" + "\n".join(_exchange(server.requests[-1])) + "\n```\n"]
    return [*parts, f"What the person sees at the top:\n\n```text\n$ roadmap {' '.join(command)}\n{done.stderr}\nSummary\n{summary}\n```\n"]


def _exchange(request: dict[str, Any]) -> list[str]:
    """The conversation as the last request holds it, without instructions and documents."""
    said: list[str] = []
    for message in request["messages"][2:]:
        for call in message.get("tool_calls") or ():
            said += [f"model    {call['function']['name']} {_short(call['function']['arguments'])}"]
        if message["role"] != "assistant":
            who = "tool" if message["role"] == "tool" else "program"
            said += [f"{who.ljust(8)} {line}" for line in _without_fence(message["content"]).split("\n") if line.strip()]
    return said


def _without_fence(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(("<<<DATA ", "DATA ")))


def _short(text: str) -> str:
    return text if len(text) <= 420 else text[:419] + "…"


def main() -> None:
    os.environ |= {"OPENAI_API_KEY": "sk-scripted"}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for server in serving():
            os.environ |= {"OPENAI_BASE_URL": server.url, "ROADMAP_MODEL__CACHE": f"{folder}/replies"}
            FILE.write_text(recorded(server), encoding="utf-8")


if __name__ == "__main__":
    main()
