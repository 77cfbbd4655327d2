"""Whole reports, as they are read. After a wanted change, write them anew with ROADMAP_GOLDEN=1."""

from __future__ import annotations

import json
import os

import pytest
from markdown_it import MarkdownIt

from agent.model.report import Report
from agent.render.report import ReportFormat, reported
from agent.report.scoring import method
from tests.report.reports import GOLDEN, PLANS, report_on

WRITE = bool(os.environ.get("ROADMAP_GOLDEN"))  # read before the fixtures clean the environment
SUFFIX: dict[ReportFormat, str] = {"markdown": "md", "json": "json"}


def text_of(name: str, form: ReportFormat) -> str:
    text = reported(report_on([PLANS / f"{name}.md"]), form, method())
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n" if form == "json" else text


@pytest.mark.parametrize("form", ["markdown", "json"])
@pytest.mark.parametrize("name", ["harbour", "relative", "quiet"])
def test_the_report_reads_as_agreed(name: str, form: ReportFormat) -> None:
    file = GOLDEN / f"{name}.{SUFFIX[form]}"
    if WRITE:
        file.write_text(text_of(name, form), encoding="utf-8")
    assert text_of(name, form) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["markdown", "json", "html"])
def test_the_same_documents_give_the_same_bytes(form: ReportFormat) -> None:
    one, other = (reported(report_on([PLANS / "harbour.md", PLANS / "relative.md"]), form, method()) for _ in range(2))
    assert one == other


def test_the_json_has_the_keys_of_its_contract_and_reads_back() -> None:
    text = reported(report_on([PLANS / "harbour.md"]), "json", method())
    report = json.loads(text)
    assert "\n" not in text
    assert report["schema"] == "roadmap/report/1"
    assert {"risks", "totals", "timeline", "dependencies"} <= set(report)
    assert {"id", "title", "likelihood", "impact", "score", "category", "evidence", "findings", "mitigation"} <= set(report["risks"][0])
    assert json.loads(Report.model_validate(report).model_dump_json(by_alias=True)) == report


def test_the_markdown_has_no_empty_section_and_whole_tables() -> None:
    for name in ("harbour", "relative", "quiet"):
        tokens = MarkdownIt("commonmark").enable("table").parse(text_of(name, "markdown"))
        kinds = [token.type for token in tokens]
        for at, kind in enumerate(kinds[:-1]):
            assert not (
                kind == "heading_close" and tokens[at].tag == "h2" and kinds[at + 1] == "heading_open" and tokens[at + 1].tag == "h2"
            )
        assert kinds[-1] != "heading_close"
        assert sum(kind == "table_open" for kind in kinds) == text_of(name, "markdown").count("\n| --- |")
