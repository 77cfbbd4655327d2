"""A result in the format that was asked for. The renderers are imported when needed: JSON loads no terminal library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from agent.render.page import Page
from agent.render.visible import visible

if TYPE_CHECKING:
    from agent.model.answer import Answer
    from agent.model.chunk import Retrieved
    from agent.model.comparison import Comparison
    from agent.model.diagnosis import Diagnosis
    from agent.model.document import ReadFailure
    from agent.model.finding import Findings
    from agent.model.indexing import IndexState, IngestReport
    from agent.model.review import Review
    from agent.model.roadmap import Roadmap
    from agent.rules.base import Rule

ComparisonFormat = Literal["text", "json", "markdown", "csv", "html"]
FindingsFormat = Literal["text", "json", "sarif", "markdown", "github"]
ReviewFormat = FindingsFormat


def shown(roadmaps: Sequence[Roadmap], failures: Sequence[ReadFailure], page: Page, *, as_json: bool) -> str:
    """What `roadmap show` prints."""
    if as_json:
        from agent.render.contracts import roadmaps_json

        return roadmaps_json(roadmaps, failures)
    from agent.render.tree import show_text

    return show_text(roadmaps, page)


def covered(roadmaps: Sequence[Roadmap], page: Page, *, as_json: bool) -> str:
    """What `roadmap show --coverage` prints."""
    if as_json:
        from agent.render.contracts import coverage_json

        return coverage_json(roadmaps)
    from agent.render.coverage import coverage_text

    return coverage_text(roadmaps, page)


def answered(answer: Answer, page: Page, *, as_json: bool, passages: Sequence[Retrieved] = ()) -> str:
    """What `roadmap ask` prints; `passages` are what the search found, when the person wants to know."""
    if as_json:
        from agent.render.contracts import answer_json

        return answer_json(answer, passages=passages)
    from agent.render.answer import answer_text

    return answer_text(answer, page, passages=passages)


def answer_line(identity: str | int, answer: Answer) -> str:
    """One line of what `roadmap ask --questions` prints."""
    from agent.render.contracts import answer_json

    return answer_json(answer, identity)


def checked(findings: Findings, format: FindingsFormat, rules: Sequence[Rule], version: str, page: Page) -> str:  # noqa: A002
    """What `roadmap check` prints."""
    if format == "json":
        from agent.render.findings_json import findings_json

        return findings_json(findings)
    if format == "sarif":
        from agent.render.findings_sarif import findings_sarif

        return findings_sarif(findings, rules, version)
    if format == "markdown":
        from agent.render.findings_markdown import findings_markdown

        return findings_markdown(findings)
    if format == "github":
        from agent.render.findings_github import findings_github

        return findings_github(findings)
    from agent.render.findings_text import findings_text

    return findings_text(findings, page)


def reviewed(review: Review, format: ReviewFormat, rules: Sequence[Rule], version: str, page: Page) -> str:  # noqa: A002
    """What `roadmap review` prints."""
    from agent.render.review import introduced, review_json, review_markdown

    if format == "json":
        return review_json(review)
    if format == "markdown":
        return review_markdown(review)
    if format in ("github", "sarif"):
        return checked(introduced(review), format, rules, version, page)
    from agent.render.review_text import review_text

    return review_text(review, page)


def listed(rules: Sequence[Rule], *, as_json: bool) -> str:
    """What `roadmap rules` prints."""
    if as_json:
        from agent.render.rules_json import rules_json

        return rules_json(rules)
    from agent.rules.pages import rule_list

    return rule_list(rules)


def explained(rule: Rule, *, as_json: bool) -> str:
    """What `roadmap explain` prints."""
    if as_json:
        from agent.render.rules_json import rule_json

        return rule_json(rule)
    from agent.rules.pages import explain

    return explain(rule.code)


def pulled(folder: str, source: str, *, as_json: bool) -> str:
    """What `roadmap models pull` prints."""
    if as_json:
        from agent.render.contracts import json_text

        return json_text({"schema": "roadmap/models/1", "minilm": {"folder": folder, "source": source}})
    return f"{visible(folder)} ({source})"


def ingested(report: IngestReport, *, as_json: bool) -> str:
    """What `roadmap ingest` prints."""
    if as_json:
        from agent.render.contracts import contract_json

        return contract_json(report)
    from agent.render.indexing import ingest_text

    return ingest_text(report)


def state(found: IndexState, *, as_json: bool) -> str:
    """What `roadmap status` prints."""
    if as_json:
        from agent.render.contracts import contract_json

        return contract_json(found)
    from agent.render.indexing import state_text

    return state_text(found)


def diagnosed(diagnosis: Diagnosis, page: Page, *, as_json: bool) -> str:
    """What `roadmap doctor` prints."""
    if as_json:
        from agent.render.contracts import contract_json

        return contract_json(diagnosis)
    from agent.render.doctor import diagnosis_text

    return diagnosis_text(diagnosis, page)


def comparison_format(file: str, asked: ComparisonFormat) -> ComparisonFormat:
    """The format that the ending of a file asks for, where none was named."""
    endings: dict[str, ComparisonFormat] = {"html": "html", "htm": "html", "md": "markdown", "json": "json", "csv": "csv"}
    return endings.get(file.rpartition(".")[2].lower(), asked) if asked == "text" and "." in file else asked


def compared(comparison: Comparison, format: ComparisonFormat, page: Page) -> str:  # noqa: A002
    """What `roadmap compare` prints."""
    if format == "json":
        from agent.render.contracts import contract_json

        return contract_json(comparison)
    if format == "markdown":
        from agent.render.comparison_markdown import comparison_markdown

        return comparison_markdown(comparison)
    if format == "csv":
        from agent.render.comparison_csv import comparison_csv

        return comparison_csv(comparison)
    if format == "html":
        from agent.render.comparison_html import comparison_html

        return comparison_html(comparison)
    from agent.render.comparison_text import comparison_text

    return comparison_text(comparison, page)
