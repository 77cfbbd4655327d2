"""Retrieval collections in BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv` (Thakur et al. 2021)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import Judged, RetrievalCase, SuiteError, split_of
from evals.suite import Suite

SUFFIX = ".txt"  # what the product reads the texts as


class _Text(BaseModel):
    """One text or query of a collection."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(alias="_id")
    title: str | None = None
    text: str


def is_collection(folder: Path) -> bool:
    """Whether a folder is a retrieval collection."""
    return (folder / "corpus.jsonl").is_file() and (folder / "queries.jsonl").is_file()


def load_collection(folder: Path) -> Suite:
    """One case a query that has judgements, one document a text, on one line. Raises SuiteError naming the file that is broken."""
    texts = {one.id: " ".join(f"{one.title or ''} {one.text}".split()) for one in _texts(folder / "corpus.jsonl")}
    documents = {f"{identity}{SUFFIX}": text.encode() for identity, text in texts.items() if text}
    relevant = _judgements(folder / "qrels" / "test.tsv", documents)
    cases = tuple(
        RetrievalCase(kind="retrieval", id=one.id, split=split_of(one.id), query=one.text, relevant=relevant[one.id], answers_from=1)
        for one in _texts(folder / "queries.jsonl")
        if one.id in relevant
    )
    if not cases:
        raise SuiteError("has no query with judgements", where=str(folder), remedy="qrels/test.tsv should name its queries")
    return Suite(name=folder.name, cases=cases, documents=MappingProxyType(documents))


def _judgements(file: Path, documents: Mapping[str, bytes]) -> Mapping[str, tuple[Judged, ...]]:
    """Judged documents by query. Judgements of empty texts stay: what cannot be found counts against recall."""
    found: dict[str, list[Judged]] = {}
    try:
        with file.open(encoding="utf-8", newline="") as rows:
            for query, document, grade in list(csv.reader(rows, delimiter="\t"))[1:]:
                if int(grade) > 0:
                    found.setdefault(query, []).append(Judged(document=f"{document}{SUFFIX}", lines=(1,), grade=int(grade)))
    except (OSError, ValueError) as error:
        raise SuiteError(str(error), where=str(file), remedy="it should have the columns query-id, corpus-id and score") from error
    return {query: tuple(places) for query, places in found.items()}


def _texts(file: Path) -> Iterator[_Text]:
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                yield _Text.model_validate(json.loads(line))
            except (ValidationError, json.JSONDecodeError) as error:
                raise SuiteError("is no text with an _id", where=f"{file}:{number}", remedy="the collection is not in BEIR form") from error
