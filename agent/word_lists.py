"""The word lists and tables that stand as YAML beside the code."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from agent.kept import keep, load, place_beside

if TYPE_CHECKING:
    from importlib.abc import Traversable

    from agent.yaml_events import Entry

_FORM = 1  # of what is kept; another one where `parse_lists` makes something else of the same text


def read_lists(package: str, name: str) -> dict[str | int, Entry]:
    """The mapping in the file `name` of a package. Raises TypeError where it holds something else."""
    file = resources.files(package).joinpath(name)
    data = _kept(file) if isinstance(file, Path) else _parsed(file)
    if not isinstance(data, dict):
        raise TypeError(f"{name} must hold a mapping")
    return data


def _kept(file: Path) -> Entry:
    """What a file says, as it is kept beside the compiled code of its package; read anew, and kept if that may be written, once it changed.

    A start reads some 26 files, which takes a twentieth of a short run (0.05 s; 0.003 s as they are kept).
    """
    state = file.stat()
    stamp = (_FORM, state.st_mtime_ns, state.st_size)
    place = place_beside(file, ".lists")
    found: Entry = load(place, stamp)
    if found is None:
        found = _parsed(file)
        keep(place, stamp, found)
    return found


def _parsed(file: Traversable) -> Entry:
    from agent.yaml_events import parse_lists  # brings the library, which takes a hundredth of a second to import

    return parse_lists(file.read_text(encoding="utf-8"))


def forms_of(row: str) -> tuple[tuple[str, ...], ...]:
    """The forms in each column of a row such as "cost; price | Kosten; Preis": columns divided by bars, forms by semicolons."""
    return tuple(_forms(column) for column in row.split("|"))


def forms_in(row: str, at: int) -> tuple[str, ...]:
    """The forms in one column of such a row; IndexError where it has fewer."""
    return _forms(row.split("|")[at])


def _forms(column: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in column.split(";") if form.strip())
