"""What an item says it depends on, resolved to the items it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from msgspec import Struct

from agent.expressions import compiled, expression
from agent.extract.scoping.names import Names
from agent.extract.wording.numbering import numbered_reference
from agent.facts import lexicon, normalise
from agent.model.document import Document
from agent.model.roadmap import Dependency
from agent.model.token import Token

Kind = Literal["depends_on", "blocks", "after", "before"]
_SLASHED = expression(r"(?<=[\w)])/(?=[A-Za-z]+-?\d)")
_RANGE = expression(r"^([A-Za-z]+-?(?:\d+\.)*)(\d+)\s*(?:-|–|—|to|bis|até|a|à|до|～|~)\s*(?:\1)?(\d+)$")
_EDGE = " \t\n.:：;,*_`\"'“”[]-–—→"
_WORDS = expression(r"\w")


class Referrals(Struct, frozen=True):
    """Dependencies found in one text; `independent` when it says there are none."""

    found: tuple[Dependency, ...]
    independent: bool


def read_dependencies(
    text: str,
    tokens: tuple[Token, ...],
    line: int,
    end_line: int,
    kind: Kind,
    document: Document,
    names: Names,
    children: Callable[[str], tuple[str, ...]],
) -> Referrals:
    """Read the value of a dependency field ("A1 (Import), B1/B2", "all phase 1 items", "None")."""
    stripped = text.strip(_EDGE)
    span = document.span(line, end_line, text.strip())
    targets: list[tuple[str, str]] = []
    none = _says_none(stripped, tokens)
    for part in _parts(stripped):
        targets += _targets(part, names, children)
    if none and not any(key for _, key in targets):
        return Referrals((), True)
    seen: set[tuple[str, str]] = set()
    found: list[Dependency] = []
    for written, key in targets:
        if (written if not key else "", key) not in seen:
            seen.add((written if not key else "", key))
            found.append(Dependency(written, key, span, kind))
    return Referrals(tuple(found), none)


def _says_none(text: str, tokens: tuple[Token, ...]) -> bool:
    """ "None (foundational)", "–", "nothing new, ..."; a text that opens with a word of absence."""
    if not _WORDS.search(text):
        return True
    first = next((token for token in tokens if token.kind == "reference"), None)
    if first is not None and first.value == "none" and not _WORDS.search(text[: max(first.start - 1, 0)].strip(_EDGE)):
        return True
    head = normalise(text).split()
    return bool(head) and head[0] in lexicon.word_list("nouns", "nothings")


def _parts(text: str) -> list[str]:
    """The text cut at commas and "and", but not inside brackets; "B1/B2" is cut too."""
    parts: list[str] = []
    depth, at = 0, 0
    cuts = {match.start(): match.end() for match in _between_parts().finditer(text)}
    cuts.update({match.start(): match.end() for match in _SLASHED.finditer(text)})
    for position, character in enumerate(text):
        depth += (character in "([（") - (character in ")]）")
        if position in cuts and depth == 0 and position >= at:
            parts.append(text[at:position])
            at = cuts[position]
    parts.append(text[at:])
    return [part for part in parts if _WORDS.search(part)]


def _targets(part: str, names: Names, children: Callable[[str], tuple[str, ...]]) -> list[tuple[str, str]]:
    written = _article().sub("", part.strip(_EDGE))
    if written.startswith("(") and written.endswith(")"):
        written = written[1:-1].strip(_EDGE)
    if found := _RANGE.match(written):
        first, last = int(found.group(2)), int(found.group(3))
        if 0 < last - first <= 50:
            width = len(found.group(2)) if found.group(2).startswith("0") else 1
            span = [f"{found.group(1)}{number:0{width}d}" for number in range(first, last + 1)]
            return [(identifier, names.by_id(identifier)) for identifier in span]
    if _all_of().search(written) and (reference := numbered_reference(written)) and (phase := names.by_id(reference[0])):
        return [(written, key) for key in children(phase)] or [(written, phase)]
    outside = written.split("(")[0].split("（")[0].strip()
    return [(written, names.by_id(outside) or names.by_outline(outside) or names.meant(outside) or names.named(written))]


@cache
def _between_parts() -> re.Pattern[str]:
    return compiled(rf"\s*(?:[,;、，；]|\s[/+&]\s|\s(?:{'|'.join(lexicon.word_list('nouns', 'between_needed'))})\s)\s*")


@cache
def _all_of() -> re.Pattern[str]:
    listed = lexicon.word_list("nouns", "alls")
    spaced, others = [word for word in listed if word.isalpha() and word[0] < "\u2e80"], [word for word in listed if word[0] >= "\u2e80"]
    return compiled(rf"\b(?:{'|'.join(spaced)})\b|{'|'.join(others)}", re.IGNORECASE)


@cache
def _article() -> re.Pattern[str]:
    return compiled(rf"^(?:{'|'.join(lexicon.word_list('nouns', 'articles'))})\s(?=\S)", re.IGNORECASE)
