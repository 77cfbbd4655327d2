"""A suite: cases, the documents they speak of, and what is true of all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from evals.cases import AnyCase, QuestionCase, SuiteError
from evals.kinds import Split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEXTS = (".md", ".txt", ".csv")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Minimum(_Frozen):
    """How many cases of a kind a suite must hold at least; an empty run never passes for a good one."""

    question: int = 0
    finding: int = 0
    nearmiss: int = 0
    planted: int = 0
    retrieval: int = 0
    review: int = 0
    comparison: int = 0
    judge: int = 0
    labelled: int = 0
    question_types: int = 0  # questions of each type
    languages: int = 0  # languages with at least five questions
    families: int = 0  # families with planted errors
    several_documents: int = 0  # questions about more than one document


class Settings(_Frozen):
    """`suite.toml`. Folders are relative to it; one that is not there is passed over, because a wheel lays them out differently."""

    today: date | None = None
    documents: tuple[str, ...] = (".",)
    clean: str = ""
    manifest: str = ""
    gates: str = ""
    minimum: Minimum = Minimum()


@dataclass(frozen=True)
class Suite:
    """Cases in the order of their files, and the bytes of their documents by the names that the cases use.

    `declared_clean` are documents that must have a case saying so; `manifest` is the file that lists the defects of the others.
    """

    name: str
    cases: tuple[AnyCase, ...]
    documents: Mapping[str, bytes]
    today: date | None = None
    minimum: Minimum = field(default_factory=Minimum)
    gates: Path | None = None
    manifest: Path | None = None
    declared_clean: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def texts(self) -> Mapping[str, tuple[str, ...]]:
        """The lines of every text document, as an editor numbers them."""
        texts = {name: lines_of(data, name) for name, data in self.documents.items() if PurePosixPath(name).suffix in TEXTS}
        return MappingProxyType(texts)

    @cached_property
    def digest(self) -> str:
        """A hash over every case and every document: two runs with the same one measured the same thing."""
        total = hashlib.sha256()
        for line in sorted(case.model_dump_json() for case in self.cases):
            total.update(line.encode() + b"\n")
        for name in sorted(self.documents):
            total.update(f"{name} {hashlib.sha256(self.documents[name]).hexdigest()}\n".encode())
        return total.hexdigest()

    def question(self, name: str) -> QuestionCase:
        """The question with that id. Raises SuiteError when there is none."""
        if name not in self._questions:
            raise SuiteError("has no such question", where=name, remedy="a labelled answer names the id of its question")
        return self._questions[name]

    @cached_property
    def _questions(self) -> Mapping[str, QuestionCase]:
        return MappingProxyType({case.id: case for case in self.cases if isinstance(case, QuestionCase)})

    def of(self, split: Split | None) -> Suite:
        """The same suite with the cases of one split only."""
        return self if split is None else replace(self, cases=tuple(case for case in self.cases if case.split == split))


def lines_of(data: bytes, name: str = "") -> tuple[str, ...]:
    """Lines of a UTF-8 file; only line feeds end one. Raises SuiteError for a file in another encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SuiteError("is not UTF-8", where=name, remedy="save it as UTF-8") from error
    return tuple(line.removesuffix("\r") for line in text.removesuffix("\n").split("\n"))


def documents_in(folders: Sequence[Path]) -> Mapping[str, bytes]:
    """Every file of the folders by its name; the first folder wins, hidden files are left out."""
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(folder.glob("*")):
            if path.is_file() and not path.name.startswith("."):
                found.setdefault(path.name, path.read_bytes())
    return MappingProxyType(found)
