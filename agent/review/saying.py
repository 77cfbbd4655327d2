"""Facts in few words, as the document writes them, for a list of changes."""

from __future__ import annotations

from agent.facts.convention import Convention
from agent.facts.formatting import format_quantity
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Dependency, Item, Roadmap

WIDTH = 120
DECIMAL_COMMA = frozenset(("pt", "es", "fr", "de", "it", "ru", "id", "nl"))
SHORT_WINDOW = 28


def brief(text: str, width: int = WIDTH) -> str:
    """Text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


def named(item: Item) -> str:
    """`K2 Single sign-on`: the id before the title, once."""
    title = brief(item.title)
    return title if not item.id or item.id.casefold() in title.casefold() else brief(f"{item.id} {title}")


def dates_of(window: Window | None) -> str:
    """`Q3 2026` as written while that is short, else the days."""
    if window is None:
        return ""
    if window.is_dated and (len(window.text) > SHORT_WINDOW or "," in window.text):
        start, end = (day.isoformat() if day is not None else "…" for day in (window.start, window.end))
        return start if start == end else f"{start} – {end}"
    return brief(window.text)


def dependency_name(dependency: Dependency, roadmap: Roadmap) -> str:
    """The item that is depended on, or the words that name it."""
    target = roadmap.by_key.get(dependency.target)
    return named(target) if target is not None else brief(dependency.text)


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
