"""Regular expressions that are compiled when they are first used, and whose compiled form is kept for the next start.

The modules name some 900 of them. A short document calls for a fifth, and to compile them all took a quarter of every start; those that it
does call for still took an eighth, for the library parses each expression in Python before the matcher gets it.
"""

from __future__ import annotations

import atexit
import re
import sys
from array import array
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import AnyStr, Generic, TypeAlias, cast

from agent.kept import keep, load, place_beside

try:  # how CPython's `re` makes a pattern: parsed, made into code, and given to the matcher
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # another Python: its library compiles
    _sre = None

_USES = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups", "groupindex")
# Source and flags; and the flags, code, number of groups and names of groups that are made of them.
Source: TypeAlias = tuple[str | bytes, int]
Code: TypeAlias = tuple[int, bytes, int, dict[str, int]]

_FORM = 1  # of what is kept
_MOST_KEPT = 5_000  # expressions: those of former versions of the code stand among them until there are so many


class _Compiled:
    """An expression that was used: it has the methods of the pattern, and nothing to look further for one."""


class _Uncompiled(_Compiled, Generic[AnyStr]):
    """Stands for an expression until it is used first."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _USES:
            raise AttributeError(name)
        pattern = compiled(self._pattern, self._flags)
        self.__dict__.update({use: getattr(pattern, use) for use in _USES})
        self.__class__ = _Compiled  # type: ignore[assignment]
        return self.__dict__[name]


def expression(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """A pattern as `re.compile` makes it, for the names of a module. What is wrong with it is told when it is first used.

    The `re` of a match is the compiled pattern, not what this returns: compare their `pattern`.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(pattern, int(flags)))


def compiled(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """`re.compile` for an expression that depends on the code and its word lists alone: its code is kept beside theirs.

    Not for one that is made of a document's words: there is no end of those. Raises `re.error` as `re.compile` does.
    """
    if _sre is None:
        return re.compile(pattern, flags)
    kept, source = _kept(), (pattern, int(flags))
    if source in kept:
        try:
            return _made(source, kept[source])
        except (RuntimeError, TypeError, ValueError, OverflowError):  # the matcher looks through the code that it is given
            del kept[source]
    code = _code_of(source)
    learn({source: code})
    return _made(source, code)


def learn(codes: Mapping[Source, Code]) -> None:
    """Take in codes that this process or a copy of it made, to be kept when this process ends."""
    if codes and not _new:
        atexit.register(_keep)
    _new.update(codes)
    _kept().update(codes)


def new_codes() -> dict[Source, Code]:
    """The codes that this process made."""
    return dict(_new)


_new: dict[Source, Code] = {}


@cache
def _kept() -> dict[Source, Code]:
    found = load(_place(), _stamp())
    return found if isinstance(found, dict) else {}


def _place() -> Path:
    return place_beside(Path(__file__), ".codes")


def _stamp() -> tuple[object, ...]:
    return _FORM, sys.hexversion, _sre.MAGIC, _sre.CODESIZE, sys.byteorder


def _keep() -> None:
    """Write what is new besides what other processes wrote meanwhile."""
    _kept.cache_clear()
    before = _kept()
    keep(_place(), _stamp(), {**(before if len(before) < _MOST_KEPT else {}), **_new})


def _code_of(source: Source) -> Code:
    pattern, flags = source
    parsed = _parser.parse(pattern, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, code, parsed.state.groups, parsed.state.groupdict


def _made(source: Source, code: Code) -> re.Pattern[AnyStr]:
    flags, packed, groups, index = code
    names: list[str | None] = [None] * groups
    for name, number in index.items():
        names[number] = name
    made: re.Pattern[AnyStr] = _sre.compile(source[0], flags, array("I", packed).tolist(), groups - 1, index, tuple(names))
    return made
