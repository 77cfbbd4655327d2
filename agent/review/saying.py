"""Facts in few words, as the document writes them, for a list of changes."""

from __future__ import annotations

from agent.facts.convention import Convention
from agent.facts.formatting import format_quantity
from agent.model.quantity import Quantity
from agent.model.roadmap import Item

WIDTH = 120
DECIMAL_COMMA = frozenset(("pt", "es", "fr", "de", "it", "ru", "id", "nl"))


def brief(text: str, width: int = WIDTH) -> str:
    """Text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


def named(item: Item) -> str:
    """`K2 Single sign-on`: the id before the title, once."""
    title = brief(item.title)
    return title if not item.id or item.id.casefold() in title.casefold() else brief(f"{item.id} {title}")


def difference(before: Quantity, after: Quantity, language: str) -> str:
    """`+$300K`, `-2 weeks`: what changed between two single figures of one unit; "" where that cannot be said."""
    same = (before.kind, before.unit, before.per, before.change) == (after.kind, after.unit, after.per, after.change)
    size = after.least - before.least
    if not same or before.is_range or after.is_range or before.comparator != after.comparator or size == 0:
        return ""
    plain = Quantity(abs(size), abs(size), abs(size), abs(size), before.kind, before.unit)
    points = " points" if before.kind == "percent" else ""
    convention = Convention(decimal="," if language in DECIMAL_COMMA else ".", language=language)
    written = format_quantity(plain, convention).removesuffix("%" if points else "\0")
    return f"{'+' if size > 0 else '-'}{written}{points}{f'/{before.per}' if before.per else ''}"
