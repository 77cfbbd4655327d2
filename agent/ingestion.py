"""Files into the index, and the index opened for questions: adapters chosen by the settings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from agent.errors import DocumentError, StoreError
from agent.model.indexing import IndexState, IngestReport, Unreadable

if TYPE_CHECKING:
    from agent.index import Index, Source, Status
    from agent.ports import Embedder, VectorStores
    from agent.settings import Settings

Say = Callable[[str], None]
Progress = Callable[[int, int], None]


def ingest(
    paths: Sequence[str], include: Sequence[str], exclude: Sequence[str], settings: Settings, *, rebuild: bool, say: Say, progress: Progress
) -> IngestReport:
    """Bring the index to what the files are now. Unchanged files are hashed, not parsed.

    Raises DocumentError when nothing could be read, StoreError when the index is owned by another process or was made otherwise,
    ModelError when the embedder cannot be had.
    """
    from agent.documents import discover
    from agent.index import Index

    found = discover(paths, include=include, exclude=exclude)
    failures = [Unreadable(path=one.path, reason=one.reason, remedy=one.remedy) for one in found.failures]
    hashes = dict(_hashes(found.files, failures))
    if not hashes:
        raise _nothing(paths, failures)
    with Index.for_writing(settings.index, embedder_of(settings, say), stores_of(settings), rebuild=rebuild, say=say) as index:
        plan = index.plan(hashes, paths)
        done = index.ingest(_sources(plan.read, failures), gone=plan.gone, total=len(plan.read), progress=progress)
        state = _state(index.status())
    unread = tuple(sorted(failures, key=lambda one: one.path))
    return IngestReport(
        written=done.written, unchanged=len(plan.unchanged), removed=done.removed, embedded=done.embedded, failures=unread, index=state
    )


def index_state(settings: Settings) -> IndexState:
    """What the index of the settings holds. Raises StoreError when there is none."""
    from agent.index import read_status

    found = read_status(settings.index)
    if found is None:
        raise StoreError("there is no index", where=str(settings.index), remedy="run: roadmap ingest PATH...")
    return _state(found)


def open_index(settings: Settings, say: Say) -> Index:
    """The index, ready for questions. Raises StoreError when there is none or it was made otherwise."""
    from agent.index import Index

    if not settings.index.is_dir():
        raise StoreError("there is no index", where=str(settings.index), remedy="name the roadmaps to read, or run: roadmap ingest PATH...")
    return Index.for_reading(settings.index, embedder_of(settings, say), stores_of(settings), say=say)


def embedder_of(settings: Settings, say: Say) -> Embedder:
    """The embedder that the settings name, or the fallback that `say` tells of."""
    from agent.adapters.embedders import choose_embedder

    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    return choose_embedder(
        settings.embedder,
        models=settings.models,
        say=say,
        openai_model=settings.embedder_model,
        api_key=key,
        base_url=settings.openai_base_url,
    )


def stores_of(settings: Settings) -> VectorStores:
    """Where vectors are kept: in the folder of the index, or on a Chroma server."""
    from agent.adapters.chroma import chroma_stores

    return chroma_stores(settings.index, settings.store)


def _hashes(files: Sequence[str], failures: list[Unreadable]) -> Iterator[tuple[str, str]]:
    from agent.documents import file_bytes

    for file in files:
        try:
            yield file, hashlib.sha256(file_bytes(file)).hexdigest()
        except DocumentError as error:
            failures.append(Unreadable(path=file, reason=error.what, remedy=error.remedy))


def _sources(files: Sequence[str], failures: list[Unreadable]) -> Iterator[Source]:
    """Read and extracted one at a time, so that memory holds one batch however many there are."""
    from agent.documents import file_bytes, read_bytes
    from agent.extract import extract
    from agent.index import Source

    for file in files:
        try:
            content = file_bytes(file)
            document = read_bytes(content, file)
        except DocumentError as error:
            failures.append(Unreadable(path=file, reason=error.what, remedy=error.remedy))
            continue
        yield Source(document, extract(document), content)


def _nothing(paths: Sequence[str], failures: Sequence[Unreadable]) -> DocumentError:
    if failures:
        first = failures[0]
        return DocumentError(first.reason, where=first.path, remedy=first.remedy)
    return DocumentError("no roadmap found", where=", ".join(paths), remedy="name a Markdown, text, CSV, HTML, office or PDF file")


def _state(status: Status) -> IndexState:
    return IndexState(**asdict(status))
