"""Facts as sentences that can be found: who, what, how much, when."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.model.roadmap import Fact, Item, Roadmap

# Headings that a sentence carries. Measured on evidence lines in the top 4: two find more than one (0.80 and 0.78) or all of them (0.79).
_HEADINGS = 2


class Sentence(Struct, frozen=True):
    line: int
    end_line: int
    headings: tuple[str, ...]
    text: str


def fact_sentences(roadmap: Roadmap) -> Iterator[Sentence]:
    """One sentence a fact, in document order; equal sentences of one line are one."""
    seen: set[tuple[int, str]] = set()
    for fact in roadmap.facts:
        item = roadmap.by_key.get(fact.item)
        text = _sentence(fact, item)
        if not text or (fact.span.line, text) in seen:
            continue
        seen.add((fact.span.line, text))
        said = [heading for heading in fact.headings[-_HEADINGS:] if item is None or _named(item) not in heading]
        yield Sentence(fact.span.line, fact.span.end_line, tuple(said), text)


def _sentence(fact: Fact, item: Item | None) -> str:
    """ "A2 Voice search: P95 latency: latency target: < 100 ms (Q3 2026)": nothing said twice, the attribute in its canonical name."""
    parts: list[str] = []
    for part in (_named(item) if item else "", fact.subject, _labelled(fact), fact.text):
        plain = " ".join(part.split())
        if plain and not any(plain.lower() in said.lower() for said in parts):
            parts.append(plain)
    when = fact.window.text if fact.window is not None else ""
    return ": ".join(parts) + (f" ({when})" if when and parts and when not in fact.text else "")


def _labelled(fact: Fact) -> str:
    """The label as written, with the canonical name of the attribute where that is another word: what finds it in other languages."""
    canonical = fact.attribute.replace("_", " ")
    label = fact.label or canonical
    return f"{label} ({canonical})" if canonical and canonical != label.lower() else label


def _named(item: Item) -> str:
    return f"{item.id} {item.title}".strip() if item.id not in item.title else item.title
