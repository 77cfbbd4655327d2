"""Text that was UTF-8 and was once decoded with another table (`â€™` for an apostrophe), put right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agent.expressions import compiled, expression

if TYPE_CHECKING:
    import ftfy

_TABLES = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso-8859-2", "mac-roman", "cp437", "cp850")
# How the first two bytes of what people write most begin in code page 850: accented letters, dashes and arrows, emoji.
_CONSOLE = expression("(?:[\u251c\u252c][\u00a1-\u2593]|\u00d4[\u00a1-\u2593]{2}|\u00ad\u0192[\u00a1-\u2593]{2})+")


def looks_garbled(line: str) -> bool:
    """Whether a line holds a pair that two bytes of UTF-8 become under one of the usual wrong tables: cheap, and often wrong."""
    return _pattern().search(line) is not None


def ungarble(line: str) -> str:
    """The line as it was meant, if ftfy is sure of it; quotes are not uncurled, entities and widths stay as they are."""
    import ftfy

    line = _CONSOLE.sub(_from_console, line)
    fixed = ftfy.fix_text(line, _config())
    return line if any(_is_private(character) for character in fixed) else fixed


def _from_console(found: re.Match[str]) -> str:
    """Text that a Western European console showed (code page 850), a table ftfy does not know."""
    try:
        return found[0].encode("cp850").decode("utf-8")
    except UnicodeError:
        return found[0]


def _is_private(character: str) -> bool:
    """Private characters come out when text is put right with a table it never went through."""
    return "\ue000" <= character <= "\uf8ff"


@cache
def _pattern() -> re.Pattern[str]:
    pairs = []
    for table in _TABLES:
        first = _decoded(table, range(0xC2, 0xF5))
        second = _decoded(table, range(0x80, 0xC0))
        pairs.append(f"[{re.escape(first)}][{re.escape(second)}]")
    return compiled("|".join(pairs) + "|\u00e2\u20ac|\u00c3[\u0080-\u00bf ]|[\u00c2-\u00f4]\ufffd")


def _decoded(table: str, codes: range) -> str:
    return "".join(bytes([code]).decode(table, "ignore") for code in codes)


@cache
def _config() -> ftfy.TextFixerConfig:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_encoding=True,
        restore_byte_a0=True,
        replace_lossy_sequences=True,
        decode_inconsistent_utf8=True,
        fix_c1_controls=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=True,
        remove_control_chars=False,
        normalization=None,
    )
