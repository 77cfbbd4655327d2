"""How messages name things."""

from __future__ import annotations

from agent.model.roadmap import Item

TITLE_SHOWN = 60
DRAWN = " │├└┌─"


def name_of(item: Item) -> str:
    """An item as a reader knows it: its id with its title, or its title alone."""
    short = shortened(item.title)
    if item.id and short and item.id.casefold() not in short.casefold():
        return f'{item.id} "{short}"'
    return item.id if item.id and not short else f'"{short}"'


def shortened(text: str, most: int = TITLE_SHOWN) -> str:
    """A text on one line, cut to at most so many characters; the lines it is drawn with and the quotes around all of it are left out, a
    bracket it left open is closed."""
    flat = without_quotes(" ".join(text.split()).lstrip(DRAWN).rstrip(" ("))
    flat = f"{flat})" if flat.count("(") == flat.count(")") + 1 else flat
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def without_quotes(name: str) -> str:
    """A name without the quotes that stand around all of it: those who tell it set their own."""
    quoted = len(name) > 2 and name[0] == name[-1] == '"' and '"' not in name[1:-1]
    return name[1:-1] if quoted else name


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def further(count: int, noun: str) -> str:
    """So many others: "1 more line", "3 more lines"."""
    return f"{count} more {noun}{'' if count == 1 else 's'}"
