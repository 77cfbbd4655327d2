"""Work over several processes: the same results in the same order, whatever becomes of the copies. Copies are made by a process of their
own, because one that runs tests has other threads at times, and copies nothing then."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agent.adapters.processes import _shares, over_processes

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells whether a process has other threads")


def outcome(script: str) -> str:
    """What a script prints that may use `spread`, over three processes, and `weigh`, which makes every thing worth a copy."""
    head = """
        import os, sys, threading
        from agent.adapters.processes import over_processes
        spread = over_processes(3)
        weigh = lambda thing: 1_000_000
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(head) + textwrap.dedent(script)], capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@example([0, 0], 2)
@given(st.lists(st.integers(0, 1000), max_size=20), st.integers(1, 6))
def test_every_thing_is_in_one_share_and_no_share_is_empty(weights: list[int], processes: int) -> None:
    shares = _shares(weights, processes)
    assert sorted(at for share in shares for at in share) == list(range(len(weights)))
    assert all(shares) or not weights
    loads = [sum(weights[at] for at in share) for share in shares]
    assert loads[0] == min(loads)
    assert max(loads) - min(loads) <= max(weights, default=0)


def test_results_come_in_the_order_of_the_things_from_several_processes() -> None:
    script = """
        results = spread(lambda at: (at * at, os.getpid()), range(7), weigh)
        print([square for square, _ in results], len({process for _, process in results}))
    """
    assert outcome(script) == "[0, 1, 4, 9, 16, 25, 36] 3"


def test_little_work_stays_in_this_process() -> None:
    assert outcome("print(set(spread(lambda at: os.getpid(), range(7), lambda at: 10)) == {os.getpid()})") == "True"
    assert outcome("print(spread(lambda at: at, [], weigh), spread(lambda at: at, [5], weigh))") == "[] [5]"


def test_one_process_copies_nothing() -> None:
    assert over_processes(1)(lambda at: os.getpid(), range(5), lambda at: 1_000_000) == [os.getpid()] * 5


def test_a_process_with_other_threads_copies_nothing() -> None:
    script = """
        done = threading.Event()
        other = threading.Thread(target=done.wait)
        other.start()
        print(set(spread(lambda at: os.getpid(), range(7), weigh)) == {os.getpid()})
        done.set()
        other.join()
    """
    assert outcome(script) == "True"


def test_what_a_killed_copy_leaves_is_done_here() -> None:
    script = """
        import signal
        here = os.getpid()
        def work(at):
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            return at + 1
        print(spread(work, range(6), weigh))
    """
    assert outcome(script) == "[1, 2, 3, 4, 5, 6]"


def test_a_copy_that_is_killed_while_it_sends_is_done_here() -> None:
    script = """
        import pickle
        def broken(found, pipe, protocol):
            pipe.write(pickle.dumps(found, protocol)[:-20])
        import agent.adapters.processes as processes
        processes.pickle.dump = broken
        print(spread(lambda at: "x" * 50 + str(at), range(4), weigh) == ["x" * 50 + str(at) for at in range(4)])
    """
    assert outcome(script) == "True"


def test_where_no_process_can_be_started_the_work_is_done_here() -> None:
    script = """
        before, here = len(os.listdir("/proc/self/fd")), os.getpid()
        started = []
        fork = os.fork
        def refused():
            if started:
                raise BlockingIOError(11, "Resource temporarily unavailable")
            started.append(1)
            return fork()
        os.fork = refused
        print(spread(lambda at: at * 2, range(6), weigh), len(os.listdir("/proc/self/fd")) - before, end=" ")
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            print("no child")
    """
    assert outcome(script) == "[0, 2, 4, 6, 8, 10] 0 no child"


def test_a_result_that_cannot_be_sent_is_worked_out_here() -> None:
    assert outcome("print([result() for result in spread(lambda at: lambda: at, range(4), weigh)])") == "[0, 1, 2, 3]"


def test_this_process_does_what_it_has_to_while_the_copies_work() -> None:
    script = """
        here = []
        spread = over_processes(2, lambda: here.append(os.getpid()))
        results = spread(lambda at: len(here), range(2), weigh)
        print(results, here == [os.getpid()])
    """
    assert outcome(script) == "[0, 0] True"


def test_an_error_in_a_copy_is_the_error_here_and_no_copy_stays() -> None:
    script = """
        def work(at):
            raise ValueError(f"number {at}")
        try:
            spread(work, range(4), weigh)
        except ValueError as error:
            print(str(error).startswith("number"), end=" ")
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            print("no child")
    """
    assert outcome(script) == "True no child"


def test_a_copy_prints_nothing_that_its_parent_had_not_yet_printed() -> None:
    assert outcome("print('once', end=' '); print(len(spread(lambda at: at, range(4), weigh)))") == "once 4"


def test_an_expression_that_a_copy_compiled_is_known_here() -> None:
    script = """
        from agent.expressions import compiled, new_codes
        sys.dont_write_bytecode = True  # or the next run of this test would know them
        def work(at):
            if at:
                compiled(f"only of {at}")
            return at
        spread(work, range(3), weigh)
        print(sorted(source for source, _ in new_codes() if source.startswith("only")))
    """
    assert outcome(script) == "['only of 1', 'only of 2']"
