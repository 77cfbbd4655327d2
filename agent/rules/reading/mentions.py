"""Where running text speaks of an item by its name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.roadmap import Item, Roadmap
from agent.rules.reading.sentences import Sentence

NAMED = frozenset({"initiative", "task", "milestone", "deliverable", "phase"})
WORD = expression(r"[^\W_]+(?:[-'][^\W_]+)*")
IDENTIFIER = expression(r"[A-Za-z]{1,6}-?\d{1,4}")
SHORTEST_WORD = 5  # letters of a title of one word


class Mention(Struct, frozen=True):
    """`sentence.text[start:end]` names `item`."""

    item: Item
    sentence: Sentence
    start: int
    end: int


def mentions_of(roadmap: Roadmap, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """All mentions in paragraphs, notes and entries outside the item's own lines, longest name first at each place."""
    names = _names(roadmap)
    if not names:
        return ()
    sizes: dict[str, set[int]] = defaultdict(set)
    for words in names:
        sizes[words[0]].add(len(words))
    repeated = {item.key: _lines(item) for item in names.values() if item.mentions}
    longest_first = {word: sorted(found, reverse=True) for word, found in sizes.items()}
    return tuple(mention for sentence in sentences for mention in _in_sentence(sentence, names, longest_first, repeated))


def _names(roadmap: Roadmap) -> dict[tuple[str, ...], Item]:
    """The words of each title, its last two words where they name one item only, and ids that are one word."""
    full: dict[tuple[str, ...], Item] = {}
    endings: Counter[tuple[str, ...]] = Counter()
    tails: dict[tuple[str, ...], Item] = {}
    for item in roadmap.items:
        words = tuple(word.casefold() for word in WORD.findall(item.title))
        if item.kind not in NAMED or not words or (len(words) == 1 and (len(words[0]) < SHORTEST_WORD or words[0].isdigit())):
            continue
        full.setdefault(words, item)
        if len(words) > 2:
            endings[words[-2:]] += 1
            tails[words[-2:]] = item
    ids = Counter(item.id.casefold() for item in roadmap.items if IDENTIFIER.fullmatch(item.id))
    by_id: dict[tuple[str, ...], Item] = {
        (item.id.casefold(),): item for item in roadmap.items if ids[item.id.casefold()] == 1 and item.kind in NAMED
    }
    single = {tail: item for tail, item in tails.items() if endings[tail] == 1 and min(map(len, tail)) > 2 and tail not in full}
    return {**by_id, **single, **full}


def _in_sentence(
    sentence: Sentence, names: Mapping[tuple[str, ...], Item], sizes: Mapping[str, Sequence[int]], repeated: Mapping[str, frozenset[int]]
) -> Iterator[Mention]:
    """`sizes` are the numbers of words of names by their first word, longest first: looking names up keeps a long list of items linear."""
    said = WORD.findall(sentence.text.casefold())
    if sizes.keys().isdisjoint(said) or not _names_any(said, names, sizes):
        return
    words = [(match[0].casefold(), match.start(), match.end()) for match in WORD.finditer(sentence.text)]
    at = 0
    while at < len(words):
        width = 1
        for size in sizes.get(words[at][0], ()):
            item = names.get(tuple([word for word, _, _ in words[at : at + size]])) if at + size <= len(words) else None
            if item and not _is_own(item, sentence, repeated):
                yield Mention(item, sentence, words[at][1], words[at + size - 1][2])
                width = size
                break
        at += width


def _names_any(said: Sequence[str], names: Mapping[tuple[str, ...], Item], sizes: Mapping[str, Sequence[int]]) -> bool:
    starts = [at for at, word in enumerate(said) if word in sizes]
    return any(tuple(said[at : at + size]) in names for at in starts for size in sizes[said[at]])


def _lines(item: Item) -> frozenset[int]:
    return frozenset(line for span in item.mentions for line in range(span.line, span.end_line + 1))


def _is_own(item: Item, sentence: Sentence, repeated: Mapping[str, frozenset[int]]) -> bool:
    """Whether the sentence stands in the lines that define the item."""
    if item.span.line <= sentence.line <= max(item.end_line, item.span.end_line):
        return True
    return sentence.line in repeated.get(item.key, ())
