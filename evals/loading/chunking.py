"""Chunking collections: `questions_df.csv` with the passages that answer a question, by their offsets, and `corpora/NAME.md`.

That is the form of Chroma's chunking evaluation (Smith and Troynikov 2024). Its texts have whole chapters on one line, where a judgement by
lines says nothing: each sentence is set on a line of its own, which moves no offset, because a space becomes a line feed.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from evals.cases import Judged, RetrievalCase, SuiteError, split_of
from evals.suite import Suite

QUESTIONS, TEXTS, SUFFIX = "questions_df.csv", "corpora", ".md"
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[\w\"'(“‘])")


class _Reference(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    content: str
    start_index: int
    end_index: int


_REFERENCES = TypeAdapter(Annotated[tuple[_Reference, ...], Field(min_length=1)])


def is_chunking(folder: Path) -> bool:
    """Whether a folder is a chunking collection."""
    return (folder / QUESTIONS).is_file() and (folder / TEXTS).is_dir()


def load_chunking(folder: Path) -> Suite:
    """One case a question, asked of its own text alone. Raises SuiteError naming the row whose passage does not stand at its offsets."""
    texts = {file.stem: file.read_bytes().decode("utf-8") for file in sorted((folder / TEXTS).glob(f"*{SUFFIX}"))}
    documents = {f"{name}{SUFFIX}": _by_sentence(text) for name, text in texts.items()}
    starts = {name: _line_starts(text) for name, text in documents.items()}
    cases = tuple(_cases(folder / QUESTIONS, texts, starts))
    if not cases:
        raise SuiteError("has no question", where=str(folder), remedy=f"{QUESTIONS} should have some")
    bodies = MappingProxyType({name: text.encode() for name, text in documents.items()})
    return Suite(name=folder.name, cases=cases, documents=bodies)


def _cases(file: Path, texts: Mapping[str, str], starts: Mapping[str, Sequence[int]]) -> Iterator[RetrievalCase]:
    with file.open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows), 1):
            where = f"{file}, question {number}"
            try:
                found = _REFERENCES.validate_json(row["references"])
                query, name = row["question"], row["corpus_id"]
            except (KeyError, ValidationError) as error:
                raise SuiteError("is no question with references", where=where, remedy="see evals/loading/chunking.py") from error
            if any(texts.get(name, "")[one.start_index : one.end_index] != one.content for one in found):
                raise SuiteError(f"has a passage that does not stand in {name}", where=where, remedy="fetch the collection again")
            document, identity = f"{name}{SUFFIX}", f"{name}-{number:03}"
            places = tuple(Judged(document=document, lines=_lines(one, starts[document]), grade=1) for one in found)
            yield RetrievalCase(
                kind="retrieval", id=identity, split=split_of(identity), documents=(document,), query=query, relevant=places, answers_from=1
            )


def _by_sentence(text: str) -> str:
    return _SENTENCE_END.sub("\n", text)


def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(at + 1 for at, char in enumerate(text) if char == "\n"))


def _lines(reference: _Reference, starts: Sequence[int]) -> tuple[int, ...]:
    """The first and the last line of a passage."""
    first, last = (bisect_right(starts, at) for at in (reference.start_index, max(reference.start_index, reference.end_index - 1)))
    return (first,) if first == last else (first, last)
