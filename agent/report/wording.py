"""How a report names items and places."""

from __future__ import annotations

from agent.model.finding import Evidence
from agent.model.quantity import Quantity
from agent.model.report import Owner
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.reading.amounts import amount, number
from agent.rules.reading.naming import listed

NAME_SHOWN = 70


def evidence_of(span: Span) -> Evidence:
    return Evidence(path=span.path, line=span.line, end_line=span.end_line, quote=span.quote, locator=span.locator)


def owner_of(item: Item | None) -> Owner | None:
    """Who the roadmap says carries an item."""
    fact = item.first("owner") if item else None
    return Owner(name=fitted(fact.text, 60), evidence=evidence_of(fact.span)) if fact and fact.text.strip() else None


def short_name(item: Item) -> str:
    """An item as tables and charts call it: its id and title, cut where it gets long."""
    title = fitted(item.title, NAME_SHOWN)
    if item.id and item.id.casefold() not in title.casefold():
        return f"{item.id} {title}".strip()
    return title or item.id


def fitted(text: str, width: int) -> str:
    """A text on one line, cut at `width` characters, at a word where one ends near."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    word = cut.rfind(" ")
    return (cut[:word] if word > width * 0.7 else cut).rstrip(" ,;:-–—(") + "…"


def label(item: Item) -> str:
    """An item in a chain: its id, else its short title."""
    return item.id or fitted(item.title, 40)


def some(names: list[str], shown: int = 3) -> str:
    """Names as a sentence lists them, the rest as a number."""
    return listed(names[:shown] + ([f"{len(names) - shown} more"] if len(names) > shown else []))


def counted(count: int, one: str, many: str = "") -> str:
    """`1 item`, `1,200 items`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def ranged(least: float, most: float, like: Quantity) -> str:
    """A range with its unit once: 8-11 months."""
    first, last = amount(least, like), amount(most, like)
    if first == last:
        return first
    return f"{number(least)}-{last}" if like.kind == "duration" else f"{first} to {last}"
