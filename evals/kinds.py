"""The kinds of cases that are scored. Light: the help page of the command names them."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal[
    "question",
    "finding",
    "reported",
    "nearmiss",
    "planted",
    "clean",
    "retrieval",
    "hybrid",
    "review",
    "comparison",
    "repeat",
    "matcher",
    "support",
    "judge",
]
Split = Literal["dev", "held"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What a model judges.
MODELLED: tuple[Kind, ...] = ("support", "judge")
# What runs without a model, without weights and without a network.
OFFLINE: tuple[Kind, ...] = (
    "question",
    "finding",
    "reported",
    "nearmiss",
    "planted",
    "clean",
    "retrieval",
    "review",
    "comparison",
    "repeat",
    "matcher",
)
