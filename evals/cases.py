"""The cases of an eval suite: their JSON contract, and how a folder of them is loaded.

A suite is a folder of `*.jsonl` files, one case a line, with `suite.toml` beside them that says where the documents are and which day
counts as today. Lines of documents are 1-based.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from agent.errors import RoadmapError
from agent.model.finding import Family, Severity

Split = Literal["dev", "held"]
Verifiability = Literal["computed", "rule", "judgement"]


class SuiteError(RoadmapError):
    """A suite that cannot be read."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Frozen):
    """Lines of a document that hold a fact: one line, or the first and the last of a range."""

    document: str
    lines: tuple[int, ...] = Field(min_length=1, max_length=2)

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(range(self.lines[0], self.lines[-1] + 1))


class Judged(Evidence):
    """A place that a search should bring up: grade 2 answers the query, grade 1 helps."""

    grade: Literal[1, 2]


class Fact(_Frozen):
    """Something a right answer says: one of the patterns matches it, whatever the case of letters.

    The evidence itself holds the words, unless the fact is `computed` (formulas "a + b = c", joined by ";") or `inferred` (the reason).
    """

    any_of: tuple[str, ...] = Field(min_length=1)
    computed: str = ""
    inferred: str = ""


class Place(_Frozen):
    """Lines in one document; `quotes` stand in the lines of the same position."""

    document: str
    lines: tuple[int, ...] = Field(min_length=1)
    quotes: tuple[str, ...] = ()


class Mark(_Frozen):
    """A spot of a family of findings: single `lines` and ranges (`parts`) of the case's first document, `also` places in others."""

    family: Family
    lines: tuple[int, ...] = Field(min_length=1)
    parts: tuple[tuple[int, int], ...] = ()
    quotes: tuple[str, ...] = ()
    also: tuple[Place, ...] = ()


class Expected(Mark):
    """An inconsistency that is really there. `alt_families` are others that a reasonable person would file it under."""

    severity: Severity | None = None
    verifiability: Verifiability
    alt_families: tuple[Family, ...] = ()
    stated: str = ""
    computed: str = ""
    statement: str


class Silent(Mark):
    """Something that looks wrong and is right."""

    why: str


class Edit(_Frozen):
    """How a clean document becomes its twin: on `line`, `old` (there exactly once) becomes `new`."""

    document: str
    line: int
    old: str
    new: str


class _Case(_Frozen):
    id: str
    split: Split
    must: bool = False
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class QuestionCase(_Case):
    kind: Literal["question"]
    question: str
    answerable: bool
    facts: tuple[Fact, ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class FindingCase(_Case):
    """What `check` must report on the documents; `clean` documents must stay without errors and warnings."""

    kind: Literal["finding"]
    expected: tuple[Expected, ...] = ()
    clean: bool


class NearMissCase(_Case):
    kind: Literal["nearmiss"]
    silent: tuple[Silent, ...] = Field(min_length=1)


class PlantedCase(_Case):
    """One inconsistency put into a clean document; the twin differs by the edits only."""

    kind: Literal["planted"]
    edits: tuple[Edit, ...] = Field(min_length=1)
    expected: tuple[Expected, ...] = Field(min_length=1)


class RetrievalCase(_Case):
    """A query over all documents of the suite, or over `documents` if any are named."""

    kind: Literal["retrieval"]
    query: str
    relevant: tuple[Judged, ...] = Field(min_length=1)


AnyCase = QuestionCase | FindingCase | NearMissCase | PlantedCase | RetrievalCase
_CASE: TypeAdapter[AnyCase] = TypeAdapter(Annotated[AnyCase, Field(discriminator="kind")])


class Minimum(_Frozen):
    """How many cases of a kind a suite must hold at least; an empty run never passes for a good one."""

    question: int = 0
    finding: int = 0
    nearmiss: int = 0
    planted: int = 0
    retrieval: int = 0
    question_types: int = 0  # questions of each type
    languages: int = 0  # languages with at least five questions
    families: int = 0  # families with planted errors
    several_documents: int = 0  # questions about more than one document


class Settings(_Frozen):
    """`suite.toml`."""

    today: date | None = None
    documents: tuple[str, ...] = (".",)
    clean: str = ""
    manifest: str = ""
    minimum: Minimum = Minimum()


@dataclass(frozen=True)
class Suite:
    """Cases in the order of their files, and where their documents are."""

    folder: Path
    settings: Settings
    cases: tuple[AnyCase, ...]

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Every file of the document folders by its name."""
        folders = [self.folder / name for name in self.settings.documents]
        return {path.name: path.resolve() for folder in folders for path in sorted(folder.glob("*")) if path.is_file()}

    @cached_property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """The lines of every document, as an editor numbers them."""
        return {name: lines_of(path.read_bytes()) for name, path in self.paths.items() if path.suffix in (".md", ".txt", ".csv")}

    def of(self, split: Split | None) -> Suite:
        """The same suite with the cases of one split only."""
        return self if split is None else Suite(self.folder, self.settings, tuple(case for case in self.cases if case.split == split))


def lines_of(data: bytes) -> tuple[str, ...]:
    """Lines of a UTF-8 file; only line feeds end one."""
    return tuple(line.removesuffix("\r") for line in data.decode("utf-8-sig").removesuffix("\n").split("\n"))


def load_suite(folder: Path) -> Suite:
    """Read a suite. Raises SuiteError naming the file and line that is no case, or when there are no cases at all."""
    files = sorted(folder.glob("*.jsonl"))
    cases = tuple(case for file in files for case in _cases(file))
    if not cases:
        raise SuiteError("holds no cases", where=str(folder), remedy="name a folder with *.jsonl files of cases")
    return Suite(folder, _settings(folder / "suite.toml"), cases)


def _settings(file: Path) -> Settings:
    if not file.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SuiteError(str(error).splitlines()[0], where=str(file), remedy="compare it with evals/cases/suite.toml") from error


def _cases(file: Path) -> Iterator[AnyCase]:
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _CASE.validate_json(line)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            what = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
            raise SuiteError(what, where=f"{file}:{number}", remedy="the fields of a case are in evals/cases.py") from error
