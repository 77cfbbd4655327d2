"""The claims of one document by their words, lines and sections, with how much each word tells."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from agent.facts import normalise
from agent.model.roadmap import Roadmap
from agent.rules.reading.claims import Claim, Name, strong, terms_in

WEAK = 0.15  # the weight of a word of form


class Likeness(Struct, frozen=True):
    """Of two sections: how many figures go by one name, how many of these differ, and how many labels are the same."""

    same_names: int
    differing: int
    same_labels: int


class ClaimIndex:
    """The claims of one document with how much each word tells and what stands in which section and line."""

    def __init__(self, roadmap: Roadmap, claims: Sequence[Claim]) -> None:
        self.roadmap, self.claims, self.language = roadmap, claims, roadmap.language
        lines: dict[int, set[str]] = defaultdict(set)
        for claim in claims:
            lines[claim.line].update(*claim.names)
        used = Counter(term for terms in lines.values() for term in terms)
        self.rarest, self.in_two_lines = math.log(1 + len(lines)), math.log(1 + len(lines) / 2)
        telling = strong(frozenset(used))
        self.weights = {term: math.log(1 + len(lines) / often) * (1.0 if term in telling else WEAK) for term, often in used.items()}
        self.by_line: dict[int, list[Claim]] = defaultdict(list)
        self.by_section: dict[int | None, dict[tuple[Name, str], set[float]]] = defaultdict(dict)
        for claim in claims:
            self.by_line[claim.line].append(claim)
            self.by_section[claim.section].setdefault((claim.names[0], claim.value.kind), set()).add(claim.value.most)
        self.by_word: dict[str | Name, list[int]] = defaultdict(list)
        for at, claim in enumerate(claims):
            for term in sorted(strong(frozenset().union(*claim.names))):
                self.by_word[term].append(at)
            for name in claim.names:
                self.by_word[name].append(at)
        self._likeness: dict[tuple[int | None, int | None], Likeness] = {}

    @cached_property
    def labelled(self) -> dict[Name, set[int]]:
        """The lines that begin with a label, by its words."""
        found: dict[Name, set[int]] = defaultdict(set)
        for fact in self.roadmap.facts:
            if fact.label and fact.source == "field":
                found[strong(terms_in(fact.label, self.language))].add(fact.span.line)
        for claim in self.claims:
            if claim.label and not claim.in_table:
                found[strong(claim.label)].add(claim.line)
        return found

    @cached_property
    def labels(self) -> dict[tuple[str, ...], set[str]]:
        """The labels of the fields of each section, by its headings."""
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for fact in self.roadmap.facts:
            if fact.label and fact.source == "field":
                found[fact.headings].add(normalise(fact.label))
        return found

    def likeness(self, one: Claim, other: Claim) -> Likeness:
        """How alike the sections of two claims are, worked out once for all pairs of both."""
        sections = one.section, other.section
        if sections not in self._likeness:
            own, theirs = self.by_section[one.section], self.by_section[other.section]
            both = [key for key in own if key in theirs and strong(key[0])]
            differing = sum(not own[key] & theirs[key] for key in both)
            self._likeness[sections] = Likeness(len(both), differing, len(self._labels_of(one) & self._labels_of(other)))
        return self._likeness[sections]

    def _labels_of(self, claim: Claim) -> set[str]:
        blocks = self.roadmap.document.blocks
        return self.labels[tuple(blocks[at].text.replace("\n", " ") for at in claim.setting.around.path)]

    def weight(self, name: Name) -> float:
        """How much the words of a name tell; one that no figure goes by tells as much as the rarest."""
        return sum(self.weights.get(term, self.rarest) for term in name)

    def sharing(self, name: Name) -> tuple[Claim, ...]:
        """The claims that use the rarest word of a name."""
        places = min(filter(None, (self.by_word.get(term, []) for term in sorted(strong(name)))), key=len, default=[])
        return tuple(self.claims[at] for at in places)

    def words_in(self, name: Name) -> int:
        """How many words that say something a name has; pairs of Han or kana count half."""
        terms = strong(name)
        han = sum(1 for term in terms if term[0] > "\u2e7f")
        return len(terms) - han + (han + 1) // 2
