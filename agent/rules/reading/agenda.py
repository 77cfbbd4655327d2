"""What a document plans, by the names that running text calls it: an item, a heading, a bold lead, a row, each with its time.

A name in a sentence is seldom the whole title: "the pilot", "phase 2", "W3", "once the databases have moved". `Agenda.named` finds what
such words mean, or nothing where they could mean several things.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from agent.facts import canonical_terms
from agent.model.document import Block
from agent.model.roadmap import Roadmap
from agent.rules.reading.grid import Grid
from agent.rules.reading.scope_words import STEM, distinctive, has_form, is_stage, same_word
from agent.rules.reading.things import SEVERAL, Thing, aliases_in, end_of_block, lead_of_block, things_of
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern, words_of

SHORTEST = 4  # letters of a name of one word
MOST_OTHER = 1  # words of a mention that the name of the thing does not have


class Agenda:
    """The things of a document by their words, their ids and their numbers ("phase 2", "lot 3")."""

    def __init__(self, roadmap: Roadmap, grids: Sequence[Grid], dated: Sequence[Dated]) -> None:
        self._language = roadmap.language
        self.things = tuple(sorted(things_of(roadmap, grids, dated), key=lambda thing: (thing.line, -thing.end_line)))
        self._by_word: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.things:
            for word in thing.words:
                self._by_word[word].append(thing)
        self._by_front: dict[str, list[str]] = defaultdict(list)
        for word in self._by_word:
            self._by_front[word[:STEM]].append(word)
        self._by_alias = _aliases(self.things)
        self._places = sorted(self._all_places(roadmap), key=lambda place: (place[0], -place[1]))
        self._starts = [start for start, _, _ in self._places]

    def _all_places(self, roadmap: Roadmap) -> Iterator[tuple[int, int, Thing]]:
        """The lines that speak of each thing: its own, sections that repeat an item, paragraphs that begin with its code in bold."""
        by_line = {thing.line: thing for thing in self.things}
        headings = {block.line: block for block in roadmap.document.blocks if block.kind == "heading"}
        for thing in self.things:
            yield thing.line, thing.end_line, thing
        for item in roadmap.items:
            known = by_line.get(item.span.line)
            for span in item.mentions if known else ():
                if known and (heading := headings.get(span.line)):
                    yield span.line, _end_of_section(roadmap, heading), known
        for block in roadmap.document.blocks:
            lead = lead_of_block(block)
            called = self.called(lead[0]) if lead and block.line not in by_line else ()
            if len(called) == 1:
                yield block.line, end_of_block(roadmap, block), called[0]

    def at(self, line: int) -> Thing | None:
        """The innermost thing whose lines hold a line."""
        for _, end, thing in reversed(self._places[: bisect_right(self._starts, line)]):
            if line <= end:
                return thing
        return None

    def called(self, text: str) -> tuple[Thing, ...]:
        """The things that a text calls by id or number."""
        found = [thing for alias in aliases_in(text) for thing in self._by_alias.get(alias, ())]
        return tuple(dict.fromkeys(found))

    def named(self, text: str, line: int) -> tuple[Thing, ...]:
        """What a noun phrase names: all things that it may mean, none when its words are those of no thing or of too many.

        `line` is that of the sentence, whose own thing it does not mean by its words alone.
        """
        called = self.called(text)
        if called:
            return called
        said = [term for term in canonical_terms(pattern("done_words").sub(" ", text) or text, self._language) if not term.isdigit()]
        telling = [term for term in said if term in distinctive({term}) and term not in _sorts(self._language)]
        found: dict[Thing, int] = {}
        for term in telling:
            for known in self._alike(term):
                for thing in self._by_word[known]:
                    if not thing.line <= line <= thing.end_line or thing.end_line - thing.line > SEVERAL:
                        found[thing] = found.get(thing, 0) + 1
        if not found:
            return ()
        most = max(found.values())
        best = tuple(thing for thing, count in found.items() if count == most)
        return tuple(thing for thing in best if self._is_named(thing, said, telling))

    def _alike(self, term: str) -> tuple[str, ...]:
        if term in self._by_word:
            return (term,)
        return tuple(known for known in self._by_front.get(term[:STEM], ()) if same_word(known, term)) if len(term) >= SHORTEST else ()

    def _is_named(self, thing: Thing, said: Sequence[str], telling: Sequence[str]) -> bool:
        """Whether the words of a mention are those of a thing: the whole of its name, or a part with at most one other word."""
        shared = [term for term in telling if has_form(thing.words, term)]
        others = [term for term in telling if term not in shared]
        if any(is_stage(term) for term in others):
            return False
        head = distinctive(thing.head) or thing.head
        whole = all(has_form(said, word) for word in head)
        if whole:
            behind = telling[: len(telling) - len(others)] == shared  # "the ramp opens", but not "customers of the ramp"
            return len(others) <= max(len(head) - 1, int(behind)) and (len(head) > 1 or len(shared[0]) >= SHORTEST)
        if len(shared) >= SEVERAL:
            return len(others) <= MOST_OTHER
        return not others and len(shared[0]) >= SHORTEST and (not is_stage(shared[0]) or len(self._by_word[shared[0]]) == 1)


@cache
def _sorts(language: str) -> frozenset[str]:
    """Words that say what sort of thing is named: "the billing wave", "the phase of preparation"."""
    return frozenset(term for word in words_of("sort_words") for term in canonical_terms(word, language))


def is_bare(text: str, language: str) -> bool:
    """Whether a part of a sentence names nothing: a pronoun, or a verb of beginning."""
    plain = pattern("beginning_words").sub(" ", text)
    return not canonical_terms(plain, language)


def _end_of_section(roadmap: Roadmap, heading: Block) -> int:
    """The last line below a heading, before the next one of its level."""
    end = heading.end_line
    for other in roadmap.document.below(heading):
        end = other.end_line
    return end


def _aliases(things: Sequence[Thing]) -> Mapping[str, tuple[Thing, ...]]:
    """The things by their ids and the numbers in their names, where these call one of them only."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        for alias in dict.fromkeys(thing.aliases):
            found[alias].append(thing)
    return {alias: tuple(listed) for alias, listed in found.items() if len(listed) == 1}
