"""The report in the format that was asked for. The renderers are imported when needed: JSON loads no drawing library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.model.report import Report
    from agent.render.report_tables import ScoreRow

ReportFormat = Literal["html", "markdown", "json"]


def reported(report: Report, format: ReportFormat, method: Sequence[ScoreRow]) -> str:  # noqa: A002
    """What `roadmap report` writes; `method` are the rows that explain the scores."""
    if format == "json":
        from agent.render.contracts import contract_json

        return contract_json(report)
    if format == "markdown":
        from agent.render.report_markdown import report_markdown

        return report_markdown(report, method)
    from agent.render.report_html import report_html

    return report_html(report, method)
