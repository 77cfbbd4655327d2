"""Figures of several measures behind one label that names none of them."""

from __future__ import annotations

from msgspec.structs import replace

from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.facts.prose import read_clause
from agent.extract.scoping.scopes import Scope
from agent.extract.wording.clauses import between, clauses, values_in
from agent.extract.wording.labels import Field
from agent.extract.wording.words import topic_of
from agent.facts import lookup_label
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.roadmap import Source
from agent.model.token import Token

_FEWEST_LISTED = 2


def listed_figures(
    context: Context, block: Block, field: Field, tokens: tuple[Token, ...], label: str, scope: Scope, source: Source
) -> tuple[Made, ...]:
    """The figures of a value that lists several measures behind a label that names none: "KPIs: conversion ≥ 14 %; uptime 99.9 %". Nothing
    when one of them is not named by its own words."""
    values = [token for token in values_in(tokens) if isinstance(token.value, Quantity)]
    known = lookup_label(label)
    if (
        len(values) < _FEWEST_LISTED
        or topic_of(label) not in {"metrics", "acceptance"}
        or (known is not None and known.attribute != "metric")
    ):
        return ()
    parts = clauses(block.text, field.value_start, field.value_end, tokens)
    if sum(bool(set(values).intersection(part.tokens)) for part in parts) < _FEWEST_LISTED:
        return ()
    measured = replace(scope, topic="metrics")
    made = [one for part in parts for one in read_clause(context, block, part, measured, source)]
    explained = {start for one in made for start in one.starts}
    if not all(token.start in explained for token in values):
        return ()
    whole = make(context, block, field.value_start, field.value_end, Meaning("", label, label), scope, source, ())
    heads = between(context.scanned.tokens[block.index], field.start, field.head_end)
    return (Made(whole.fact, whole.place, tuple(token.start for token in heads)), *made)
