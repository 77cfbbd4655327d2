"""Two runs side by side, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from evals.comparison import Comparison, Difference, Flip
from evals.reports.words import TITLES

WIDTH = 120


def difference_report(comparison: Comparison) -> str:
    """Every figure before and after with its verdict, then the cases that flipped."""
    lines = [f"{_short(comparison.before)} against {_short(comparison.after)}, data {comparison.data[:12]}"]
    if comparison.alone:
        lines.append(f"{comparison.alone} samples are in one of the runs only and are left out")
    lines += ["", *(_line(difference) for difference in comparison.differences)]
    wrong = [flip for flip in comparison.flips if flip.to == "wrong"]
    right = [flip for flip in comparison.flips if flip.to == "right"]
    lines += [*_flipped("now wrong", wrong), *_flipped("now right", right)]
    return "\n".join([*lines, "", f"verdict: {comparison.verdict}"]) + "\n"


def flipped_lines(flips: tuple[Flip, ...]) -> Iterator[str]:
    """One line for each case that flipped."""
    for flip in flips:
        yield f"  {flip.id:16} {flip.kind:10} {'must pass: ' if flip.must else ''}{flip.said[:WIDTH]}"


def _line(difference: Difference) -> str:
    name = f"{TITLES.get(difference.kind, difference.kind)}: {difference.name}"
    change = f"{difference.before:.3f} to {difference.after:.3f} ({difference.low:+.3f} to {difference.high:+.3f})"
    p = "" if difference.p is None else f", p = {difference.p:.3f}"
    return f"{name:<48} {change}{p}: {difference.verdict}"


def _flipped(title: str, flips: list[Flip]) -> Iterator[str]:
    if flips:
        yield from ("", f"{title} ({len(flips)})")
        yield from flipped_lines(tuple(flips))


def _short(commit: str) -> str:
    return commit[:12] or "an unknown commit"
