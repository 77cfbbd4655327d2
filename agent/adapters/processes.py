"""Work spread over processes of this machine: copies of this one that work on a share each and send back what came of it.

A copy (`fork`) has all that was read so far without being sent it, and starts in milliseconds; only results are pickled. What a copy
cannot do, for want of memory or by an error, this process does itself, so that the outcome never depends on how the work was shared.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from typing import Generic, TypeVar, cast

from agent.expressions import Code, Source, learn, new_codes
from agent.spreading import Spread, in_turn

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# Below so many bytes of text a copy costs more than it saves; more than so many copies wait for each other's memory.
LEAST_WORK = 30_000
MOST_PROCESSES = 8
_THREADS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class _Copy(Generic[Result]):
    """A process at work on the things of some positions; its results come through `pipe`."""

    process: int
    pipe: int
    positions: tuple[int, ...]


def over_processes(most: int = 0, meanwhile: Callable[[], object] = lambda: None) -> Spread:
    """A spread over at most so many processes; 0 means as many as there are cores that this process may use.

    `meanwhile` is what this process has to do anyhow, once its own share is done and the copies are still at work.
    """

    def spread(work: Callable[[Thing], Result], things: Sequence[Thing], weigh: Callable[[Thing], int]) -> list[Result]:
        weights = [weigh(thing) for thing in things]
        shares = _shares(weights, min(most or usable_cores(), MOST_PROCESSES))
        if len(shares) < 2 or sum(weights) < LEAST_WORK or not _may_copy():
            return in_turn(work, things, weigh)
        results: dict[int, Result] = {}
        copies: list[_Copy[Result]] = []
        try:
            with suppress(OSError):  # no more processes or pipes: this one does the rest
                for positions in shares[1:]:
                    copies.append(_started(work, things, positions))  # noqa: PERF401 - those that were started have to be ended
            results.update((at, work(things[at])) for at in shares[0])
            meanwhile()
            for copy in copies:
                results.update(_received(copy))
        finally:
            for copy in copies:
                _ended(copy)
        return [results[at] if at in results else work(thing) for at, thing in enumerate(things)]

    return spread


def _shares(weights: Sequence[int], processes: int) -> list[tuple[int, ...]]:
    """Positions for each process, the heaviest thing first to whoever has least; the lightest share, this process's, comes first.

    Graham, Bounds on Multiprocessing Timing Anomalies (1969): at most a third longer than the best division.
    """
    loads: list[tuple[int, int, int, list[int]]] = [(0, 0, number, []) for number in range(max(1, min(processes, len(weights))))]
    for at in sorted(range(len(weights)), key=lambda at: (-weights[at], at)):
        load, count, number, positions = heappop(loads)  # of those with no more to do, the one with the fewest things
        heappush(loads, (load + weights[at], count + 1, number, [*positions, at]))
    return [tuple(sorted(positions)) for _, _, _, positions in sorted(loads)]


def usable_cores() -> int:
    """How many cores this process may use: a container often has fewer than its machine. 1 where the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _may_copy() -> bool:
    """Whether this process is alone in its memory: a copy has only the thread that asked for it, and locks of others would stay shut."""
    with suppress(OSError):
        return len(list(_THREADS.iterdir())) == 1
    return False


def _started(work: Callable[[Thing], Result], things: Sequence[Thing], positions: tuple[int, ...]) -> _Copy[Result]:
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if process == 0:  # the copy: it leaves by `_exit`, so that nothing of its parent is flushed or cleaned up twice
        with suppress(BaseException):
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(([(at, work(things[at])) for at in positions], new_codes()), pipe, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    os.close(writing)
    return _Copy(process, reading, positions)


def _received(copy: _Copy[Result]) -> list[tuple[int, Result]]:
    """What a copy sent, nothing when it broke off. The expressions that it compiled are kept with those of this process."""
    with suppress(EOFError, pickle.UnpicklingError), os.fdopen(copy.pipe, "rb", closefd=False) as pipe:
        results, codes = cast("tuple[list[tuple[int, Result]], dict[Source, Code]]", pickle.load(pipe))  # noqa: S301 - of this very process
        learn(codes)
        return results
    return []


def _ended(copy: _Copy[Result]) -> None:
    """No copy outlives its work, however the work ended."""
    os.close(copy.pipe)
    with suppress(ProcessLookupError):
        os.kill(copy.process, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(copy.process, 0)
