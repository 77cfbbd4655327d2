"""Which files of a change are read: those that were asked for, else those that look like roadmaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from agent.expressions import expression
from agent.model.change import FileChange, TreeEntry

MARKDOWN = frozenset((".md", ".markdown", ".mdown", ".mkd", ".mdx"))
READABLE = MARKDOWN | {".txt", ".text", ".csv", ".tsv", ".xlsx", ".xlsm", ".docx", ".docm", ".pptx", ".pptm", ".pdf", ".html", ".htm"}
# Words that say "plan", or what a plan has to agree with, in a path, in the languages of the extraction.
PLAN_WORD = expression(
    r"road[-_ ]?map|milestone|okrs?(?![a-z])|(?<![a-z])plan(?:s|ning|ned)?(?![a-z])|backlog|initiatives?|strategy"
    r"|budget|financ(?:e|es|ials?|ing)(?![a-z])|business[-_ ]?plan|hiring|staffing|headcount|presupuesto|or[cç]amento|finanz"
    r"|hoja[-_ ]de[-_ ]ruta|feuille[-_ ]de[-_ ]route|planejamento|planificaci|planification|planung|fahrplan|meilenstein|cronograma"
    r"|路线图|路線圖|规划|規劃|计划|計画|ロードマップ|预算|予算",
    re.IGNORECASE,
)
# Markdown that nearly every repository has and that plans nothing.
HOUSEKEEPING = frozenset(("changelog", "code_of_conduct", "contributing", "copying", "governance", "history", "install", "license")) | {
    *("maintainers", "news", "notice", "security", "support"),
}
FOREIGN_FOLDERS = frozenset(("node_modules", "vendor", "third_party", "site-packages", "dist", "build"))
# With more documents than this in a change, only those whose path speaks of a plan are read.
MANY = 50
# Documents beside the changed ones that contradictions are looked for in.
MOST_BESIDE = 30
MOST_BESIDE_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a review was asked to look at: paths and patterns from the top of the repository, and filters in .gitignore syntax."""

    paths: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return not (self.paths or self.include)


@dataclass(frozen=True, slots=True)
class Choice:
    """The changed files to read, and how many documents of the change were passed over because there are so many."""

    files: tuple[FileChange, ...]
    passed_over: int = 0


def changed_documents(files: Sequence[FileChange], wanted: Wanted) -> Choice:
    """The changed files to read. A renamed file counts under both its names."""
    asked = _Matcher(wanted)
    documents = [file for file in files if asked.takes(file.path) or (file.old_path and asked.takes(file.old_path))]
    if wanted.anything and len(documents) > MANY:
        planned = [file for file in documents if PLAN_WORD.search(file.path)]
        return Choice(tuple(planned), len(documents) - len(planned))
    return Choice(tuple(documents))


def documents_beside(entries: Sequence[TreeEntry], changed: Sequence[FileChange], wanted: Wanted) -> tuple[TreeEntry, ...]:
    """Unchanged documents to hold the changed ones against, nearest first, within a budget of files and bytes."""
    asked = _Matcher(wanted)
    known = {path for file in changed for path in (file.path, file.old_path)}
    near = [entry for entry in entries if entry.path not in known and asked.takes(entry.path)]
    if wanted.anything:
        near = [entry for entry in near if PLAN_WORD.search(entry.path)]
    near.sort(key=lambda entry: (min((_distance(entry.path, file.path) for file in changed), default=0), entry.path))
    chosen: list[TreeEntry] = []
    size = 0
    for entry in near[:MOST_BESIDE]:
        size += entry.size
        if size > MOST_BESIDE_BYTES:
            break
        chosen.append(entry)
    return tuple(sorted(chosen, key=lambda entry: entry.path))


class _Matcher:
    """Tells whether a path is asked for. Patterns are compiled once."""

    def __init__(self, wanted: Wanted) -> None:
        from pathspec import GitIgnoreSpec

        self._exact = frozenset(path.strip("/") for path in wanted.paths)
        self._all = bool(self._exact & {"", "."})
        patterns = [f"/{path.removeprefix('./').strip('/')}" for path in wanted.paths if set("*?[") & set(path)]
        self._patterns = GitIgnoreSpec.from_lines(patterns) if patterns else None
        self._include = GitIgnoreSpec.from_lines(wanted.include) if wanted.include else None
        self._exclude = GitIgnoreSpec.from_lines(wanted.exclude) if wanted.exclude else None
        self._anything = wanted.anything

    def takes(self, path: str) -> bool:
        if path in self._exact:  # named outright: no filter applies, as everywhere
            return True
        suffix = PurePosixPath(path).suffix.lower()
        if suffix not in READABLE or (self._exclude is not None and self._exclude.match_file(path)):
            return False
        if self._anything:
            return _looks_like_a_plan(path, suffix)
        if self._exact or self._patterns is not None:
            named = self._all or any(path.startswith(f"{folder}/") for folder in self._exact)
            if not named and (self._patterns is None or not self._patterns.match_file(path)):
                return False
        return self._include is None or self._include.match_file(path)


def _looks_like_a_plan(path: str, suffix: str) -> bool:
    parts = PurePosixPath(path).parts
    if any(part.startswith(".") or part.casefold() in FOREIGN_FOLDERS for part in parts):
        return False
    if suffix in MARKDOWN:
        return PurePosixPath(path).stem.casefold().replace("-", "_") not in HOUSEKEEPING
    return bool(PLAN_WORD.search(path))


def _distance(path: str, other: str) -> int:
    """Folders to climb and to descend from one file to the other."""
    here, there = PurePosixPath(path).parent.parts, PurePosixPath(other).parent.parts
    shared = next((at for at, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    return len(here) + len(there) - 2 * shared
