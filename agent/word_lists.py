"""The word lists and tables that stand as YAML beside the code."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import TypeAlias

import yaml

Entry: TypeAlias = "str | int | float | bool | list[Entry] | dict[str | int, Entry] | None"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_VALUES = yaml.SafeLoader.yaml_implicit_resolvers  # by first sign: what numbers, dates, yes and no look like


def read_lists(package: str, name: str) -> dict[str | int, Entry]:
    """The mapping in the file `name` of a package. Raises TypeError where it holds something else."""
    data = parse_lists(resources.files(package).joinpath(name).read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise TypeError(f"{name} must hold a mapping")
    return data


def forms_of(row: str) -> tuple[tuple[str, ...], ...]:
    """The forms in each column of a row such as "cost; price | Kosten; Preis": columns divided by bars, forms by semicolons."""
    return tuple(tuple(form.strip() for form in column.split(";") if form.strip()) for column in row.split("|"))


def parse_lists(text: str) -> Entry:
    """What `yaml.safe_load` makes of a text without anchors and tags, from its events, which takes a third less time (0.10 s -> 0.06 s for
    all files): every start of a command reads some twenty. A name that stands twice, of which YAML would keep the last, is refused."""
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
            named: dict[str | int, Entry] = dict(zip(entries[::2], entries[1::2], strict=True))  # type: ignore[arg-type]
            if len(named) * 2 < len(entries):
                raise TypeError(f"{next(name for name, times in Counter(map(str, entries[::2])).items() if times > 1)} is listed twice")
            open_entries[-1].append(named)
        elif isinstance(event, yaml.AliasEvent):
            raise TypeError(f"*{event.anchor} is no word")
    return open_entries[0][0] if open_entries[0] else None


def _scalar(event: yaml.ScalarEvent) -> Entry:
    written = str(event.value)
    if event.implicit[0] and any(looks.match(written) for _, looks in _VALUES.get(written[:1], ())):
        return yaml.load(written, Loader=_Loader) if written else None  # noqa: S506 - a safe loader in both cases
    return written
