"""How rule tests read Markdown: the same way the product does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.finding import Finding
from agent.model.roadmap import Roadmap
from agent.rules import Thresholds, check

TODAY = date(2026, 1, 15)


def roadmaps_of(documents: Mapping[str, str]) -> tuple[Roadmap, ...]:
    """Roadmaps of Markdown texts by path."""
    return tuple(extract(parse_markdown(text, path)) for path, text in documents.items())


def split_documents(example: str) -> dict[str, str]:
    """The documents of an example of a rule's page: a line `=== name` starts the next one."""
    documents: dict[str, list[str]] = {}
    name = "plan.md"
    for line in example.splitlines():
        if line.startswith("=== "):
            name = line[4:].strip()
        else:
            documents.setdefault(name, []).append(line)
    return {path: "\n".join(lines) + "\n" for path, lines in documents.items()}


def found(
    documents: Mapping[str, str], codes: Sequence[str] = (), today: date = TODAY, thresholds: Thresholds | None = None
) -> tuple[Finding, ...]:
    return check(roadmaps_of(documents), today=today, select=codes, thresholds=thresholds)
