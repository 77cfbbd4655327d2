"""Column headers and labels whose word names an attribute only there."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

TABLE = """
# Plan

| ID | {title} | {owner} | {start} | {end} | {needs} |
|---|---|---|---|---|---|
| A1 | Karte | Ines | 2026-02-01 | 2026-03-03 | – |
| A2 | Suche | Paul | 2026-03-04 | 2026-04-03 | A1 |
"""


@pytest.mark.parametrize(
    ("title", "owner", "start", "end", "needs"),
    [
        ("What", "Who", "From", "Until", "Needs"),
        ("Was", "Wer", "Von", "Bis", "Benötigt"),
        ("O quê", "Quem", "De", "Até", "Precisa de"),
        ("Qué", "Quién", "Desde", "Hasta", "Requiere"),
        ("Quoi", "Qui", "Du", "Au", "Nécessite"),
        ("做什么", "负责人", "启动日期", "到期", "前置任务"),
        ("施策", "担当", "着手", "まで", "先行タスク"),
    ],
)
def test_reads_a_table_whose_headers_are_small_words(title: str, owner: str, start: str, end: str, needs: str) -> None:
    roadmap = read(TABLE.format(title=title, owner=owner, start=start, end=end, needs=needs))
    second = roadmap.by_key["a2"]
    assert second.title == "Suche"
    assert [dependency.target for dependency in second.dependencies] == ["a1"]
    assert second.window is not None
    assert (str(second.window.start), str(second.window.end)) == ("2026-03-04", "2026-04-03")
    assert [fact.text for fact in second.all("owner")] == ["Paul"]


@pytest.mark.parametrize("header", ["From", "To", "By", "Work", "All"])
def test_small_words_above_other_values_name_nothing(header: str) -> None:
    roadmap = read(f"# Mail\n\n| Subject | {header} |\n|---|---|\n| Hello | Ann Smith |\n| Goodbye | Bob Jones |\n")
    assert not {fact.attribute for fact in roadmap.facts} & {"start", "end", "depends_on", "effort", "total"}
