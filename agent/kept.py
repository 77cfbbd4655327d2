"""Small files beside the compiled code of the package: what every start would have to work out anew."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def place_beside(file: Path, suffix: str) -> Path:
    """Where something made of `file` is kept: in the folder of compiled code, by the version of Python that made it."""
    return Path(cache_from_source(f"{file}.py")).with_suffix(suffix)


def load(place: Path, stamp: tuple[object, ...]) -> Any:
    """What was kept under the same stamp; None where nothing was, or what is there cannot be read."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        made_of, value = marshal.loads(place.read_bytes())  # noqa: S302 - whoever can write here can write the code, too
        if made_of == stamp:
            return value
    return None


def keep(place: Path, stamp: tuple[object, ...], value: Any) -> None:
    """Keep a value of built-in types, so that no other process ever sees half of it; not where Python is to write no compiled code."""
    if sys.dont_write_bytecode:
        return
    half = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        try:
            half.write_bytes(marshal.dumps((stamp, value)))  # type: ignore[arg-type]  # of built-in types, as a stamp is
            half.replace(place)
        finally:
            half.unlink(missing_ok=True)
