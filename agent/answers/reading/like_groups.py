"""Values put together with those they agree with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Value = TypeVar("Value")


def like_groups(values: Iterable[Value], agrees: Callable[[Sequence[Value], Value], bool]) -> list[list[Value]]:
    """Groups in order of their first members; each value joins the first group that `agrees(group, value)`, or begins one."""
    groups: list[list[Value]] = []
    for value in values:
        home = next((group for group in groups if agrees(group, value)), None)
        if home is None:
            groups.append([value])
        else:
            home.append(value)
    return groups
