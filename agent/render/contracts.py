"""Results as the JSON that other programs read: UTF-8, stable key order, nothing else."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from pydantic import BaseModel

from agent.model.answer import Answer
from agent.model.chunk import Retrieved
from agent.model.document import ReadFailure
from agent.model.roadmap import Fact, Item, Metric, Roadmap, Total

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def json_text(value: Json) -> str:
    """One object on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def contract_json(result: BaseModel) -> str:
    """A result whose type is a contract."""
    return json_text(result.model_dump(mode="json", by_alias=True))


def answer_json(answer: Answer, identity: str | int | None = None, passages: Sequence[Retrieved] = ()) -> str:
    """`roadmap/answer/1`, led by the `id` of its question when there were many, followed by `passages` when they were asked for."""
    fields: dict[str, Json] = {} if identity is None else {"id": identity}
    fields.update(answer.model_dump(mode="json", by_alias=True))
    if passages:
        fields["passages"] = [_passage(found) for found in passages]
    return json_text(fields)


def _passage(found: Retrieved) -> Json:
    chunk = found.chunk
    place: dict[str, Json] = {"path": chunk.path, "line": chunk.line, "end_line": chunk.end_line}
    return {**place, "score": found.score, "lexical": found.lexical, "semantic": found.semantic}


def roadmaps_json(roadmaps: Sequence[Roadmap], failures: Sequence[ReadFailure] = ()) -> str:
    """`roadmap/model/1`: everything that was read."""
    return json_text(
        {
            "schema": "roadmap/model/1",
            "roadmaps": [_roadmap(roadmap) for roadmap in roadmaps],
            "failures": [_plain(failure) for failure in failures],
        }
    )


def coverage_json(roadmaps: Sequence[Roadmap]) -> str:
    """`roadmap/coverage/1`: numbers seen and bound, by document and of all."""
    documents: list[Json] = [{"path": r.document.path, "numbers": r.numbers, "bound": r.numbers_bound} for r in roadmaps]
    numbers, bound = sum(r.numbers for r in roadmaps), sum(r.numbers_bound for r in roadmaps)
    return json_text({"schema": "roadmap/coverage/1", "documents": documents, "numbers": numbers, "bound": bound})


def _roadmap(roadmap: Roadmap) -> Json:
    document = roadmap.document
    return {
        "path": document.path,
        "title": roadmap.title,
        "format": document.format,
        "encoding": document.encoding,
        "language": roadmap.language,
        "lines": len(document.raw_lines),
        "numbers": {"seen": roadmap.numbers, "bound": roadmap.numbers_bound},
        "items": [_item(item) for item in roadmap.items],
        "facts": [_fact(fact) for fact in roadmap.facts],
        "metrics": [_metric(metric) for metric in roadmap.metrics],
        "totals": [_total(total) for total in roadmap.totals],
        "equations": [_plain(equation) for equation in roadmap.equations],
        "notes": [_plain(note) for note in document.notes],
        "unread": [_plain(unread) for unread in roadmap.unread],
    }


def _item(item: Item) -> Json:
    """An item; its facts stand under `facts` of the roadmap, by its key."""
    return {name: _plain(getattr(item, name)) for name in item.__struct_fields__ if name != "facts"}


def _fact(fact: Fact) -> Json:
    return {name: _plain(getattr(fact, name)) for name in fact.__struct_fields__ if name != "block"}


def _metric(metric: Metric) -> Json:
    fields = {name: _plain(getattr(metric, name)) for name in metric.__struct_fields__ if name != "fact"}
    return {**fields, "span": _plain(metric.fact.span), "item": metric.fact.item}


def _total(total: Total) -> Json:
    return {
        "measure": total.measure,
        "basis": total.basis,
        "label": total.stated.label,
        "value": _plain(total.value),
        "span": _plain(total.stated.span),
        "groupings": [
            [{"text": fact.text, "value": _plain(value), "span": _plain(fact.span)} for fact, value in terms] for terms in total.groupings
        ],
    }


def _plain(value: object) -> Json:
    """A frozen value as JSON: its fields in order, dates as ISO 8601, infinities as null (an open end of an interval)."""
    if isinstance(value, Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(member) for member in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return (
            (int(value) if value.is_integer() and abs(value) < 1e15 else value) if abs(value) != float("inf") and value == value else None
        )
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"no JSON form for {type(value).__name__}")
