"""Everything asked twice, of two processes that hash differently: whether the product says the same bytes."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date

from agent.model.answer import Answer
from agent.model.finding import Finding
from evals.command_line import CommandLine
from evals.product import Asked, Documents, ProductError

SEEDS = ("1", "2")  # of the hashes of texts: the order of a set shows where it decides something
HERE = (sys.executable, "-P", "-m", "cli")  # the product of this process, as a command

Pair = tuple[str, str]


def twice(words: Sequence[str], documents: Documents) -> tuple[CommandLine, CommandLine]:
    """A command, or the product of this process, to be asked in two processes."""
    first, second = (CommandLine(tuple(words) or HERE, documents, seed) for seed in SEEDS)
    return first, second


def said_twice(products: tuple[CommandLine, CommandLine], asked: Sequence[Asked], today: date) -> Mapping[str, Pair | ProductError]:
    """Both answers to each question by its id, without the time that they took; the error where one of them failed."""
    try:
        first, second = (product.ask(asked, today) for product in products)
    except ProductError as error:
        return {one.id: error for one in asked}
    return {one.id: _pair(first.get(one.id), second.get(one.id), one.id) for one in asked}


def found_twice(products: tuple[CommandLine, CommandLine], names: Sequence[str], today: date) -> Mapping[str, Pair | ProductError]:
    """Both lists of findings on each document by its name; the documents are checked together."""
    try:
        first, second = (product.check(names, today).findings for product in products)
    except ProductError as error:
        return dict.fromkeys(names, error)
    return {name: (_of_document(first, name), _of_document(second, name)) for name in names}


def difference(pair: Pair) -> str:
    """Where two texts part, "" where they do not: some words of both from there on."""
    first, second = pair
    if first == second:
        return ""
    at = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), min(len(first), len(second)))
    start = max(0, at - 20)
    return f"…{first[start : at + 60]} / …{second[start : at + 60]}"


def _of_document(findings: Sequence[Finding], name: str) -> str:
    return "\n".join(one.model_dump_json() for one in findings if one.path == name)


def _pair(first: Answer | ProductError | None, second: Answer | ProductError | None, name: str) -> Pair | ProductError:
    said = tuple(one for one in (first, second) if isinstance(one, Answer))
    if len(said) < 2:
        return next((one for one in (first, second) if isinstance(one, ProductError)), ProductError("no answer came back", where=name))
    one, other = (answer.model_copy(update={"elapsed_ms": 0}).model_dump_json() for answer in said)
    return one, other
