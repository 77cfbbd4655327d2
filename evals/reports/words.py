"""What the figures are called, for every report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.answer import Usage
from evals.summary import Figure, Summary

TITLES = {
    "question": "Questions",
    "finding": "Expected findings",
    "reported": "Errors and warnings reported",
    "nearmiss": "Near misses",
    "planted": "Planted errors",
    "clean": "Clean documents",
    "retrieval": "Retrieval by words",
    "hybrid": "Retrieval by words and meaning",
    "review": "Review comments",
    "comparison": "Comparison cells",
    "repeat": "Repetition",
    "matcher": "Answers judged by patterns, against labels by hand",
    "support": "Answers of the model, judged by a model",
    "judge": "Judge against labels by hand",
}
RIGHT = {
    "question": "answered right",
    "finding": "found",
    "reported": "documents where all of them are real",
    "nearmiss": "left alone",
    "planted": "found",
    "clean": "without errors and warnings",
    "retrieval": "queries answered by the first ten passages",
    "hybrid": "queries answered by the first ten passages",
    "review": "reviews with just the expected comments",
    "comparison": "cells with the right value",
    "repeat": "same bytes the second time",
    "matcher": "answers judged as labelled",
    "support": "answers whose cited lines support every statement",
    "judge": "claims judged as labelled",
}


def kinds_in(summary: Summary) -> tuple[str, ...]:
    """The kinds that have figures, in order."""
    return tuple(dict.fromkeys(figure.name.partition(".")[0] for figure in summary.figures))


def of_kind(kind: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of a kind."""
    return tuple(figure for figure in figures if figure.name.partition(".")[0] == kind)


def label(figure: Figure) -> str:
    """A figure in words: the group for one of a group, what was counted else."""
    kind, _, name = figure.name.partition(".")
    plain = RIGHT.get(kind, "right") if name == "right" else name
    return figure.group if figure.by and name == "right" else f"{plain}, {figure.group}" if figure.by else plain


def written(figure: Figure) -> str:
    """The value, with its counts when it is a share."""
    return f"{figure.right}/{figure.of} = {figure.value:.3f}" if figure.of else f"{figure.value:.3f}"


def interval(figure: Figure) -> str:
    return f"{figure.low:.2f}–{figure.high:.2f}"


def dimensions_in(figures: Sequence[Figure]) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """The figures of groups, dimension by dimension."""
    for by in dict.fromkeys(figure.by for figure in figures if figure.by):
        yield by, tuple(figure for figure in figures if figure.by == by)


def taken(usage: Usage) -> str:
    """What a model took: tokens, and their cost where the price is known."""
    cost = "" if usage.cost_usd is None else f", ${usage.cost_usd:.4f}"
    return f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out{cost}"
