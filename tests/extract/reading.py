"""Short ways to read a small document and to say what was read."""

from __future__ import annotations

from textwrap import dedent

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.roadmap import Fact, Item, Roadmap


def read(text: str) -> Roadmap:
    """The roadmap of a Markdown text that may be indented as a whole."""
    return extract(parse_markdown(dedent(text).lstrip("\n"), "plan.md"))


def kinds(roadmap: Roadmap) -> list[tuple[str, str, str]]:
    """Kind, key and parent of each item."""
    return [(item.kind, item.key, item.parent) for item in roadmap.items]


def stated(item: Item) -> list[tuple[str, str]]:
    """Attribute and text of each fact of an item."""
    return [(fact.attribute, fact.text) for fact in item.facts]


def fact(roadmap: Roadmap, text: str) -> Fact:
    """The one fact whose value is written so."""
    found = [fact for fact in roadmap.facts if fact.text == text]
    assert len(found) == 1, found
    return found[0]


def amounts(fact: Fact) -> list[float]:
    """The middle of each quantity of a fact."""
    return [(quantity.least + quantity.most) / 2 for quantity in fact.quantities]
