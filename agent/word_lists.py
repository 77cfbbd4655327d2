"""The word lists and tables that stand as YAML beside the code."""

from __future__ import annotations

import marshal
import os
import sys
from collections import Counter
from contextlib import suppress
from importlib import resources
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeAlias

import yaml

Entry: TypeAlias = "str | int | float | bool | list[Entry] | dict[str | int, Entry] | None"

_FORM = 1  # of what is kept; another one where `parse_lists` makes something else of the same text
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_VALUES = yaml.SafeLoader.yaml_implicit_resolvers  # by first sign: what numbers, dates, yes and no look like


def read_lists(package: str, name: str) -> dict[str | int, Entry]:
    """The mapping in the file `name` of a package. Raises TypeError where it holds something else."""
    file = resources.files(package).joinpath(name)
    data = _kept(file) if isinstance(file, Path) else parse_lists(file.read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise TypeError(f"{name} must hold a mapping")
    return data


def _kept(file: Path) -> Entry:
    """What a file says, as it is kept beside the compiled code of its package; read anew, and kept if that may be written, once it changed.

    A start reads some 26 files, which takes a twentieth of a short run (0.05 s; 0.003 s as they are kept).
    """
    state = file.stat()
    stamp = (_FORM, state.st_mtime_ns, state.st_size)
    kept = Path(cache_from_source(f"{file}.py")).with_suffix(".lists")
    with suppress(OSError, ValueError, EOFError, TypeError):
        made_of, data = marshal.loads(kept.read_bytes())  # noqa: S302 - whoever can write here can write the code, too
        if made_of == stamp:
            found: Entry = data
            return found
    read = parse_lists(file.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(kept, marshal.dumps((stamp, read)))
    return read


def _keep(place: Path, content: bytes) -> None:
    """Write a file so that no other process ever sees half of it."""
    place.parent.mkdir(exist_ok=True)
    half = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        half.write_bytes(content)
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)


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
