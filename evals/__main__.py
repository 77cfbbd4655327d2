"""`python -m evals validate` and `python -m evals run`: check the suite, or measure a command with it."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from agent.errors import RoadmapError
from evals.cases import Suite, load_suite
from evals.product import CommandLine
from evals.report import report
from evals.runner import ALL_KINDS, run
from evals.validate import problems

CASES = Path(__file__).parent / "cases"


def main() -> int:
    """0 when the suite is sound or was run, 2 when it is not or cannot."""
    arguments = _arguments()
    try:
        suite = load_suite(arguments.suite)
        return _validate(suite) if arguments.task == "validate" else _run(suite, arguments)
    except RoadmapError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("task", choices=("validate", "run"))
    parser.add_argument("--suite", type=Path, default=CASES, help="folder of cases")
    parser.add_argument("--kind", choices=ALL_KINDS, action="append", help="only this kind; may be repeated")
    parser.add_argument("--split", choices=("dev", "held"), help="only this split")
    parser.add_argument("--command", default="roadmap", help="the command to measure")
    parser.add_argument("--failures", action="store_true", help="list what failed")
    return parser.parse_args()


def _validate(suite: Suite) -> int:
    found = problems(suite)
    sys.stdout.write("".join(f"{problem}\n" for problem in found) or f"{len(suite.cases)} cases, no problems\n")
    return 2 if found else 0


def _run(suite: Suite, arguments: argparse.Namespace) -> int:
    kinds = arguments.kind or ALL_KINDS
    samples = run(suite.of(arguments.split), CommandLine(tuple(shlex.split(arguments.command))), kinds)
    sys.stdout.write(report(samples, failures=arguments.failures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
