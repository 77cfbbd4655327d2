"""Folders of gold annotations: `qa.jsonl`, `findings.jsonl`, `nearmiss.jsonl` on a folder of documents, and planted errors.

The documents of `gold/NAME` are looked for in the folder itself, then in `NAME` beside `gold`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.model.finding import Family, Severity
from evals.cases import (
    AnyCase,
    Evidence,
    Expected,
    Fact,
    FindingCase,
    NearMissCase,
    PlantedCase,
    QuestionCase,
    Silent,
    SuiteError,
    Verifiability,
    split_of,
)
from evals.suite import Suite, documents_in

Row = TypeVar("Row", bound=BaseModel)
FILES = ("qa.jsonl", "findings.jsonl", "nearmiss.jsonl")


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Evidence(_Gold):
    doc: str
    lines: tuple[int, ...]


class _Fact(_Gold):
    any_of: tuple[str, ...]


class _Question(_Gold):
    id: str
    docs: tuple[str, ...]
    type: str
    question: str
    facts: tuple[_Fact, ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[_Evidence, ...] = ()
    answerable: bool = True
    language: str = "en"


class _Spot(_Gold):
    doc: str
    lines: tuple[int, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    family: Family = "document"


class _Finding(_Spot):
    id: str = ""
    clean: bool | str = False
    other: object = None
    severity: str = ""
    verifiability: Verifiability = "rule"
    alt_families: tuple[Family, ...] = ()
    difficulty: str = ""
    statement: str = ""
    stated: object = None  # a text, or a number as the table has it
    language: str = ""
    split: str = ""


class _NearMiss(_Spot):
    why_fine: str


def is_gold(folder: Path) -> bool:
    """Whether a folder holds annotations by document: our own suites have no file of these names."""
    return any((folder / name).is_file() for name in ("qa.jsonl", "nearmiss.jsonl"))


def is_planted(folder: Path) -> bool:
    """Whether a folder holds clean documents with changed versions."""
    return (folder / "index.jsonl").is_file()


def load_gold(folder: Path, documents: Path | None = None) -> Suite:
    """Annotations as a suite. Raises SuiteError naming the file and line that is none."""
    places = [documents] if documents else [folder, folder.parent.parent / folder.name]
    bodies = {name: data for name, data in documents_in(places).items() if name not in FILES}
    cases = (*_questions(folder / "qa.jsonl"), *_findings(folder / "findings.jsonl"), *_near_misses(folder / "nearmiss.jsonl"))
    missing = sorted({name for case in cases for name in case.documents} - bodies.keys())
    if missing:
        raise SuiteError(
            f"has no {missing[0]}", where=" or ".join(map(str, places)), remedy="name the folder of documents with --documents"
        )
    return _suite(folder, cases, bodies)


def load_planted(folder: Path) -> Suite:
    """Clean documents and their changed versions as a suite. Raises SuiteError naming the line that is none."""
    rows = tuple(_rows(folder / "index.jsonl", _Planted))
    names = sorted({name for row in rows for name in (row.doc, row.clean)})
    bodies = {name: (folder / name).read_bytes() for name in names}
    planted = tuple(
        PlantedCase(
            kind="planted",
            id=row.id,
            split=split_of(row.id),
            tags=_tags(row.family, row.language, row.difficulty),
            documents=(row.clean,),
            twin=row.doc,
            expected=(_expected(row),),
        )
        for row in rows
    )
    clean = tuple(_clean(name, "") for name in sorted({row.clean for row in rows}))
    return _suite(folder, (*planted, *clean), bodies)


class _Planted(_Finding):
    clean: str


def _suite(folder: Path, cases: tuple[AnyCase, ...], documents: Mapping[str, bytes]) -> Suite:
    if not cases:
        raise SuiteError("holds no cases", where=str(folder), remedy=f"it should hold one of {', '.join(FILES)}")
    return Suite(name=folder.name, cases=cases, documents=MappingProxyType(dict(documents)))


def _questions(file: Path) -> Iterator[AnyCase]:
    for row in _rows(file, _Question):
        yield QuestionCase(
            kind="question",
            id=row.id,
            split=split_of(row.id),
            tags=_tags(row.type, row.language),
            documents=row.docs,
            question=row.question,
            answerable=row.answerable,
            facts=tuple(Fact(any_of=fact.any_of) for fact in row.facts),
            forbidden=row.forbidden,
            evidence=tuple(Evidence(document=one.doc, lines=one.lines) for one in row.evidence),
        )


def _findings(file: Path) -> Iterator[AnyCase]:
    """Annotations that need a second document are left out: the documents are checked one by one."""
    rows = tuple(_rows(file, _Finding))
    wanted = [row for row in rows if not row.clean and not row.other]
    for row in wanted:
        yield FindingCase(
            kind="finding",
            id=row.id,
            split=split_of(row.id),
            tags=_tags(row.family, row.difficulty),
            documents=(row.doc,),
            expected=(_expected(row),),
            clean=False,
        )
    for name in sorted({row.doc for row in rows} - {row.doc for row in wanted}):
        yield _clean(name, "")


def _near_misses(file: Path) -> Iterator[AnyCase]:
    for number, row in enumerate(_rows(file, _NearMiss), 1):
        name = f"n-{number:03}"
        silent = Silent(family=row.family, lines=row.lines, parts=row.parts, why=row.why_fine)
        yield NearMissCase(kind="nearmiss", id=name, split=split_of(name), tags=_tags(row.family), documents=(row.doc,), silent=(silent,))


def _expected(row: _Finding) -> Expected:
    severity: Severity | None = row.severity if row.severity in ("error", "warning", "question") else None  # type: ignore[assignment]
    return Expected(
        family=row.family,
        lines=row.lines,
        parts=row.parts,
        severity=severity,
        verifiability=row.verifiability,
        alt_families=row.alt_families,
        stated=str(row.stated or ""),
        statement=row.statement,
    )


def _clean(name: str, language: str) -> FindingCase:
    identity = f"c-{name}"
    return FindingCase(
        kind="finding", id=identity, split=split_of(identity), tags=_tags("clean", language), documents=(name,), expected=(), clean=True
    )


def _tags(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)


def _rows(file: Path, form: type[Row]) -> Iterator[Row]:
    if not file.is_file():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield form.model_validate(json.loads(line))
        except (ValidationError, json.JSONDecodeError) as error:
            what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise SuiteError(str(what), where=f"{file}:{number}", remedy="it is no annotation of the form that the folder needs") from error
