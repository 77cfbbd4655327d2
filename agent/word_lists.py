"""The word lists and tables that stand as YAML beside the code."""

from __future__ import annotations

from importlib import resources
from typing import TypeAlias

import yaml

Entry: TypeAlias = "str | int | float | bool | list[Entry] | dict[str | int, Entry] | None"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SIGNS_OF_VALUES = frozenset(sign for sign in yaml.SafeLoader.yaml_implicit_resolvers if sign)  # what a number, date, yes or no begins with


def read_lists(package: str, name: str) -> dict[str | int, Entry]:
    """The mapping in the file `name` of a package. Raises TypeError where it holds something else."""
    data = parse_lists(resources.files(package).joinpath(name).read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise TypeError(f"{name} must hold a mapping")
    return data


def parse_lists(text: str) -> Entry:
    """What `yaml.safe_load` makes of a text without anchors and tags, from its events, which takes half the time: every start of a command
    reads some twenty files."""
    open_entries: list[list[Entry]] = [[]]
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.ScalarEvent):
            open_entries[-1].append(_scalar(event))
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            open_entries.append([])
        elif isinstance(event, yaml.SequenceEndEvent):
            entries = open_entries.pop()
            open_entries[-1].append(entries)
        elif isinstance(event, yaml.MappingEndEvent):
            entries = open_entries.pop()
            open_entries[-1].append(dict(zip(entries[::2], entries[1::2], strict=True)))  # type: ignore[arg-type]
        elif isinstance(event, yaml.AliasEvent):
            raise TypeError(f"*{event.anchor} is no word")
    return open_entries[0][0] if open_entries[0] else None


def _scalar(event: yaml.ScalarEvent) -> Entry:
    plain = event.implicit[0]
    if not plain or (event.value and event.value[0] not in _SIGNS_OF_VALUES):
        return str(event.value)
    return yaml.load(event.value, Loader=_Loader) if event.value else None  # noqa: S506 - a safe loader in both cases
