"""The process around a command: its streams, its exit codes, and errors told in one line.

Nothing here knows what a roadmap is. Kept free of heavy imports, because `roadmap --help` passes through it.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from agent.errors import RoadmapError
from agent.render.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The contract of every command.
OK, FOUND, CANNOT_RUN, NOT_ANSWERABLE = 0, 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 + the signal, as shells report it

# Reading makes many small values that all stay: looking for cycles among them every 700 takes a tenth of a run, every 100,000 still a
# twentieth of a short one, and frees nothing. So many are some hundred megabytes; cycles that a long run leaves are looked for then.
MADE_BEFORE_COLLECTION = 1_000_000


class App(typer.Typer):
    """A command line whose process ends with the command, instead of taking apart what Python holds: a twentieth of a short run."""

    def __call__(self, *arguments: Any, **settings: Any) -> Any:
        try:
            return super().__call__(*arguments, **settings)
        except SystemExit as end:
            gc.freeze()  # where the process has to end as ever, nothing is looked through for cycles once more
            if isinstance(end.code, int) and threading.active_count() == 1:
                with suppress(OSError):  # a stream that takes nothing more: Python says so
                    _end(end.code)
            raise


def _end(code: int) -> NoReturn:
    """What Python does at the end of a process, but for freeing memory. mypy ends so, too."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


class OneLineErrors(TyperGroup):
    """A command group whose failures are one line on stderr: what, where, what to do. `ROADMAP_DEBUG=1` adds the traceback."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command line; ends the process with its exit code, as `standalone_mode` asks for."""
        gc.set_threshold(MADE_BEFORE_COLLECTION, 10, 10)
        try:
            code = super().main(args, prog_name, standalone_mode=False, **extra) or OK
        except typer.Abort:
            code = INTERRUPTED
        except typer.TyperException as error:
            code = _refuse(_usage(error))
        except RoadmapError as error:
            code = _refuse(str(error))
        except Exception as error:
            code = _refuse(_unexpected(error))
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader that went away ends it in silence."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return leave(_closed_pipe())


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "roadmap"
    return f"{error.format_message().rstrip('.').replace(': Value error, ', ': ', 1)}; see `{command} --help`"


def _unexpected(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return str(RoadmapError(error.strerror, where=str(error.filename or ""), remedy="check the path and its permissions"))
    return f"unexpected {type(error).__name__}: {error}; set ROADMAP_DEBUG=1 to see where, and please report it"


def _refuse(message: str) -> int:
    note(f"error: {' '.join(message.split())}")
    if os.environ.get("ROADMAP_DEBUG"):
        traceback.print_exc()
    return CANNOT_RUN


def _closed_pipe() -> int:
    """Point stdout at nothing, so that the interpreter's last flush is as silent as `head` expects."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def write(text: str) -> None:
    """Print a result on stdout as UTF-8, whatever the locale. Bytes of a file name that are no text appear escaped."""
    data = (text if text.endswith("\n") or not text else f"{text}\n").encode("utf-8", "backslashreplace")
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # stdout was replaced by a text-only stream
        sys.stdout.write(data.decode("utf-8"))
    else:
        sys.stdout.flush()
        stream.write(data)
    sys.stdout.flush()


def note(text: str) -> None:
    """Print one line for the person on stderr; results never go there. Control characters of file names are made visible."""
    visible = "".join(char if char.isprintable() else char.encode("unicode_escape", "backslashreplace").decode("ascii") for char in text)
    sys.stderr.write(visible.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def leave(code: int) -> NoReturn:
    """End the command with an exit code of the contract."""
    raise typer.Exit(code)


def is_person(stream: Any) -> bool:
    """Whether a stream is a terminal."""
    return bool(stream.isatty())


def standard_input(paths: Sequence[str]) -> bytes | None:
    """The whole of stdin when one of the paths is `-`."""
    return sys.stdin.buffer.read() if "-" in paths else None


def questions_of_person(prompt: str) -> Iterator[str]:
    """Lines as they are typed, until the end of input, `exit` or `quit`; blank ones are skipped. The prompt appears on a terminal only."""
    for line in _typed(prompt) if is_person(sys.stdin) else sys.stdin:
        question = line.strip()
        if question.casefold() in ("exit", "quit"):
            return
        if question:
            yield question


def _typed(prompt: str) -> Iterator[str]:
    with suppress(ImportError):
        import readline  # noqa: F401  arrow keys and history while the session lasts
    with suppress(EOFError):
        while True:
            if not is_person(sys.stdout):  # there, the prompt would become part of the result
                sys.stderr.write(prompt)
                sys.stderr.flush()
            yield input(prompt if is_person(sys.stdout) else "")


def wait_for_changes() -> None:
    """Half a second, in which a file may be saved."""
    time.sleep(0.5)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr while it is a terminal; elsewhere nothing. Yields `advance(done, total)`."""
    if not is_person(sys.stderr):
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def page(link: str = "") -> Page:
    """The page that stdout is: styles and links only on a terminal, colours only without NO_COLOR; no clock, no cursor tricks."""
    terminal = is_person(sys.stdout) and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((100, 24)).columns
    colour = terminal and not os.environ.get("NO_COLOR")
    return Page(width=max(width, 40), terminal=terminal, colour=colour, link=link, folder=str(Path.cwd()))
