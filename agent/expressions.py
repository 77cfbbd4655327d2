"""Regular expressions that are compiled when they are first used.

The modules name some 900 of them. A short document calls for a fifth, and to compile them all took a quarter of every start.
"""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast

_USES = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups", "groupindex")


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
        compiled = re.compile(self._pattern, self._flags)
        self.__dict__.update({use: getattr(compiled, use) for use in _USES})
        self.__class__ = _Compiled  # type: ignore[assignment]
        return self.__dict__[name]


def expression(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """A pattern as `re.compile` makes it, for the names of a module. What is wrong with it is told when it is first used.

    The `re` of a match is the compiled pattern, not what this returns: compare their `pattern`.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(pattern, int(flags)))
