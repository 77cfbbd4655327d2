"""Whether two documents plan one thing, so that what they state differently is a contradiction.

Two documents of one plan (a business plan and its roadmap, a plan and its summary, a plan and its translation) have to agree. Versions
of one document need not: the later one is a change of the earlier. Documents of different things need not, either.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.index.concepts import concept_terms
from agent.model.roadmap import Roadmap
from agent.rules.reading.vocabulary import pattern

# "one": both are of the whole of one plan; "near": of one product or company, the scope of either is its own.
Kinship = Literal["", "near", "one"]

NUMBER = r"(?<![a-z0-9])(?:v|ver|rev|version|fy)[ .]?\d+(?:\.\d+)*(?![a-z0-9])|(?<![a-z0-9])(?:20\d\d ?)?[qh][1-4](?![a-z0-9])"
MARK = expression(rf"{NUMBER}|(?<![a-z0-9])\d+(?:\.\d+)*(?![a-z0-9])")
FILE_MARK = expression(rf"{NUMBER}|(?<![a-z0-9])20\d\d(?![a-z0-9])")  # another number at the front of a file is its place in the folder
YEAR = expression(r"(?:^20|fy ?(?:20)?)(\d\d)(?!\d)")
QUARTER = expression(r"[qh][1-4]")
WORD = expression(r"[^\W\d_]\w*")
SPACING = expression(r"[_\-./]+")
FILE = expression(r"[\w-]{4,80}\.(?:md|markdown|txt|csv|xlsx|docx|pptx|pdf|html?)(?![a-z])", re.IGNORECASE)
ENDINGS = (".md", ".MD", ".markdown", ".txt", ".csv", ".xlsx", ".docx", ".pptx", ".pdf", ".htm")
COMMON_FILES = frozenset({"readme.md", "roadmap.md", "changelog.md", "contributing.md", "index.md", "todo.md", "license.md", "plan.md"})
UNSPACED = ("ja", "zh")
SHORTEST = 3  # letters of a name; one written in Han or kana is never shorter
HEAD_LINES = 15  # where a document says what it is and what became of it
SAME_PIECES = 3  # pieces of work that make two documents without a name of their own documents of one plan
SAME_SHARE = 0.25  # of the smaller one's
VERSION_SHARE = 0.5


class Naming(Struct, frozen=True):
    """What a document is called: `words` of what it plans, `marks` of its version and time.

    `title` and `stem` are the whole name and the file's name without the marks, `superseded` whether it says that it no longer holds,
    `files` the other files it names.
    """

    words: frozenset[str]
    language: str
    marks: frozenset[str]
    title: str
    stem: str
    superseded: bool
    file: str
    files: frozenset[str]


def naming_of(roadmap: Roadmap) -> Naming:
    """The name of a document by its title, its file and its first lines."""
    path = PurePosixPath(roadmap.document.path)
    title, stem = _folded(roadmap.title), _folded(SPACING.sub(" ", path.stem))
    words = frozenset(word for word in _words(pattern("document_form").sub(" ", _plain(title))) if _is_name(word))
    head = "\n".join(roadmap.document.lines[:HEAD_LINES])
    return Naming(
        words=words,
        language=roadmap.language,
        marks=_marks(title, MARK) | _marks(stem, FILE_MARK),
        title=" ".join(sorted(_words(_plain(title)))),
        stem=" ".join(_words(_plain(stem))),
        superseded=bool(pattern("superseded").search(head)),
        file=path.name.casefold(),
        files=_files(roadmap) - COMMON_FILES,
    )


def _files(roadmap: Roadmap) -> frozenset[str]:
    lines = (line for line in roadmap.document.lines if "." in line and any(ending in line for ending in ENDINGS))
    return frozenset(name.casefold() for line in lines for name in FILE.findall(line))


def kinship(one: Naming, other: Naming, same_work: int, smaller: int) -> Kinship:
    """How two documents are related; `same_work` items stand in both, of the `smaller` number that either has.

    Versions of one document, documents of different years or quarters, and a document that says it is superseded are no kin.
    """
    if one.superseded or other.superseded or _of_other_times(one, other) or _are_versions(one, other, same_work, smaller):
        return ""
    much = same_work >= SAME_PIECES and same_work >= SAME_SHARE * smaller
    named = one.file in other.files or other.file in one.files
    if not (one.words & other.words or much or named):
        return ""  # before any glossary is read
    first, second = _proper(one), _proper(other)
    if first and second and not first & second:
        return ""
    if (first and one.words == other.words) or (much and (one.words == other.words or not (one.words and other.words))):
        return "one"
    return "near" if first & second or much or named else ""


def _proper(name: Naming) -> frozenset[str]:
    """The words of a name that no glossary knows: what the product or the company is called."""
    return frozenset(word for word in name.words if not _is_known(word, name.language))


def _of_other_times(one: Naming, other: Naming) -> bool:
    """Whether both names say a year, or a quarter, and not the same."""
    times = ((_found(time, one.marks), _found(time, other.marks)) for time in (YEAR, QUARTER))
    return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in times)


@lru_cache(maxsize=1024)
def _found(time: re.Pattern[str], marks: frozenset[str]) -> frozenset[str]:
    return frozenset(found for mark in marks for found in time.findall(mark))


def _are_versions(one: Naming, other: Naming, same_work: int, smaller: int) -> bool:
    """Whether the names differ in marks of version and time alone, or in nothing, and then so does the file or the work is the same."""
    if one.title != other.title:
        return False
    return one.marks != other.marks or one.stem == other.stem or same_work >= max(1.0, VERSION_SHARE * smaller)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _words(text: str) -> list[str]:
    return WORD.findall(normalise(text))


def _plain(text: str) -> str:
    """A name without the marks of its version."""
    return pattern("version_mark").sub(" ", MARK.sub(" ", text))


def _marks(text: str, numbers: re.Pattern[str]) -> frozenset[str]:
    return frozenset(mark.strip() for mark in (*numbers.findall(text), *pattern("version_mark").findall(text)))


def _is_name(word: str) -> bool:
    return len(word) >= SHORTEST or not word.isascii()


@lru_cache(maxsize=4096)
def _is_known(word: str, language: str) -> bool:
    return bool(concept_terms(word, ("en",) if word.isascii() and language in UNSPACED else (language, "en")))
