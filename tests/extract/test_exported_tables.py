"""Tables that tools for projects export: the phase, the kind of ticket and the running number stand before what the rows are called."""

from __future__ import annotations

import pytest

from agent.documents import read_bytes
from agent.extract import extract
from agent.model.roadmap import Roadmap


def read(text: str) -> Roadmap:
    return extract(read_bytes(text.encode(), "pond.csv"))


def titles(text: str) -> list[str]:
    return [item.title for item in read(text).items]


PHASES = """phase,task,owner,status
Phase 0,Dig the pit,Ada,done
Phase 0,Lay the sheet,Bo,planned
Phase 1,Fill it up,Ada,planned
Phase 1,Bring the fish,Cy,planned
"""


def test_tasks_of_phases_are_named_by_their_own_column() -> None:
    assert titles(PHASES) == ["Dig the pit", "Lay the sheet", "Fill it up", "Bring the fish"]


def test_a_phase_a_row_is_named_by_its_phase() -> None:
    assert titles(
        "phase,deliverable,owner,status\nDig,a pit,Ada,done\nLine,a sheet,Bo,planned\nFill,water,Ada,planned\nStock,fish,Cy,planned\n"
    ) == [
        "Dig",
        "Line",
        "Fill",
        "Stock",
    ]


def test_tasks_that_repeat_name_their_rows_no_better_than_the_phase() -> None:
    rows = "".join(f"Phase {n // 2},check,Ada,2026-0{n + 1}-01\n" for n in range(4))
    assert set(titles(f"phase,task,owner,due\n{rows}")) != {"check"}


def test_tickets_are_named_by_their_summary_and_not_numbered_by_their_kind() -> None:
    rows = [("Epic", "Dig the pit"), ("Story", "Buy a spade"), ("Story", "Mark the edge"), ("Story", "Take the turf off")]
    text = "Issue Type,Summary,Story Points,Priority\n" + "".join(f"{kind},{name},3,High\n" for kind, name in rows)
    assert [(item.id, item.title) for item in read(text).items] == [("", name) for _, name in rows]


def test_a_schedule_with_its_baseline_is_no_table_of_measures() -> None:
    text = (
        "ID,Task_Name,Duration,Predecessors,Start_Date,Actual_Start,Baseline_Start\n"
        "1,Dig,5 days,,2026-05-01,2026-05-02,2026-05-01\n2,Line,2 days,1,2026-05-08,,2026-05-06\n"
    )
    assert titles(text) == ["Dig", "Line"]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Task Name", "Resource Names"),
        ("Vorgangsname", "Ressourcennamen"),
        ("Nombre de tarea", "Nombres de los recursos"),
        ("タスク名", "担当者"),
    ],
)
def test_headers_of_exports_in_the_languages_of_their_tools(name: str, owner: str) -> None:
    items = read(f"{name},{owner},Start\nDig the pit,Ada,2026-05-01\nLay the sheet,Bo,2026-06-01\n").items
    assert [item.title for item in items] == ["Dig the pit", "Lay the sheet"]
    assert [item.first("owner").text for item in items if item.first("owner")] == ["Ada", "Bo"]
