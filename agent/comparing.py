"""`compare` around the comparison: which roadmaps, at which revisions, what `check` finds in them, and what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from agent.errors import DocumentError, SettingsError
from agent.grounding import EMBEDDED, ModelOptions, grounding

if TYPE_CHECKING:
    from datetime import date

    from agent.compare import Side
    from agent.grounding import Grounding
    from agent.library import Library
    from agent.model.comparison import Comparison
    from agent.model.document import ReadFailure
    from agent.model.roadmap import Roadmap
    from agent.ports import Embedder
    from agent.settings import Settings

FEWEST = 2
SECOND = "name a second file or folder, or an earlier version as REV:path"


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What `compare` was asked: `today` decides what is overdue, `mapping` is a file of decisions, `meaning` adds the local
    embedder, `versions` says that all are versions of one roadmap, oldest first. `model` words a summary.
    """

    today: date
    mapping: str = ""
    meaning: bool = False
    versions: bool = False
    model: ModelOptions = EMBEDDED


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison, and what could not be read."""

    comparison: Comparison
    failures: tuple[ReadFailure, ...] = ()


def run_compare(
    library: Library, paths: tuple[str, ...], options: CompareOptions, settings: Settings, say: Callable[[str], None]
) -> Compared:
    """Put the roadmaps behind the paths side by side, in the order of the paths.

    Raises DocumentError when fewer than two could be read, SettingsError for an unknown revision or a wrong mapping, ModelError when a
    required model fails.
    """
    from agent.compare import compare
    from agent.compare.matching.mapping import read_mapping

    roadmaps = tuple({roadmap.document.path: roadmap for roadmap in _roadmaps(library, paths)}.values())
    if len(roadmaps) < FEWEST:
        raise DocumentError("one roadmap cannot be compared", where=", ".join(paths), remedy=SECOND)
    chosen = read_mapping(_text(Path(options.mapping)), options.mapping, roadmaps) if options.mapping else {}
    embedder = _embedder(settings, say) if options.meaning else None
    sides = _sides(roadmaps, options.today, settings)
    comparison = compare(sides, chosen, embedder, known=options.versions)
    return Compared(_worded(comparison, roadmaps, grounding(settings, options.model, say)), library.failures)


def _worded(comparison: Comparison, roadmaps: tuple[Roadmap, ...], mind: Grounding | None) -> Comparison:
    """The comparison with a summary by a language model, where there is one and what it says holds."""
    if mind is None:
        return comparison
    from agent.grounded.telling_comparison import comparison_telling

    wording = mind.word(comparison_telling(comparison, roadmaps))
    return comparison if wording is None else comparison.model_copy(update={"mode": "model", "wording": wording})


def _roadmaps(library: Library, paths: tuple[str, ...]) -> Iterator[Roadmap]:
    """The roadmaps behind each path, in order; a path that exists is itself, even with a colon in its name."""
    for path in paths:
        revision, colon, name = path.partition(":")
        if colon and revision and name and not Path(path).exists():
            yield from _at_revision(revision, name)
        else:
            yield from library.roadmaps((path,))


def _at_revision(revision: str, name: str) -> Iterator[Roadmap]:
    """The file of that name at a revision; of a folder, all the roadmaps in it."""
    from agent.adapters.git import commit_of, file_at

    file = Path(name).absolute()
    folder = next(parent for parent in file.parents if parent.is_dir())
    commit = commit_of(revision, folder)
    content = file_at(commit, file) if file.parent.is_dir() else None
    found = {name: content} if content is not None else _folder_at(commit, file, name)
    for path, data in sorted(found.items()):
        if data.strip():
            yield _extracted(data, f"{revision}:{path}")
    if not any(data.strip() for data in found.values()):
        raise DocumentError(f"holds no roadmap at {revision}", where=name, remedy=f"see git ls-tree -r --name-only {revision}")


def _folder_at(commit: str, folder: Path, name: str) -> dict[str, bytes]:
    """The roadmaps under a folder at a commit, by their names as the folder was named."""
    from agent.adapters.git import GitRepository, top_of
    from agent.documents.discovery import SUFFIXES

    base = next(parent for parent in folder.parents if parent.is_dir())
    inside = folder.resolve().relative_to(top_of(base).resolve()).as_posix()
    repository = GitRepository(base, commit, commit)
    prefix = "" if inside == "." else f"{inside}/"
    wanted = [
        entry for entry in repository.tree(commit) if entry.path.startswith(prefix) and PurePosixPath(entry.path).suffix.lower() in SUFFIXES
    ]
    return {f"{name.rstrip('/')}/{entry.path.removeprefix(prefix)}": repository.blob(entry.blob) for entry in wanted}


def _extracted(data: bytes, path: str) -> Roadmap:
    from agent.documents import read_bytes
    from agent.extract import extract

    return extract(read_bytes(data, path))


def _sides(roadmaps: tuple[Roadmap, ...], today: date, settings: Settings) -> tuple[Side, ...]:
    """Each roadmap with what `check` finds in it, under the settings of the project."""
    from agent.compare import Side
    from agent.rules import check, thresholds_from

    thresholds = thresholds_from(settings.check.thresholds, "check.thresholds")
    ignored = settings.check.ignore
    inline = settings.check.inline_config
    return tuple(
        Side(roadmap, check((roadmap,), today=today, ignore=ignored, thresholds=thresholds, inline_config=inline), _file(roadmap))
        for roadmap in roadmaps
    )


def _file(roadmap: Roadmap) -> str:
    """The absolute path of the file, whatever revision it was read at; "" for stdin."""
    path = roadmap.document.path
    name = path if Path(path).exists() else path.partition(":")[2] or path
    return "" if path == "-" else str(Path(name).absolute())


def _embedder(settings: Settings, say: Callable[[str], None]) -> Embedder | None:
    """The local embedder; where its weights are missing the hash embedder knows nothing of meaning, and is no help here."""
    from agent.adapters.embedders import choose_embedder
    from agent.adapters.weights import find_minilm

    if find_minilm(settings.models) is None:
        say("the embedding model is not here, so names are compared by their words only; run: roadmap models pull")
        return None
    return choose_embedder("minilm", models=settings.models, say=say)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("cannot be read", where=str(file), remedy="give a CSV file in UTF-8") from error
