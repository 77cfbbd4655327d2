"""The words of a document as it spells them, and which of them another spelling may mean: inflected, compound or mistyped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from agent.answers.asking.glossary import are_apart
from agent.answers.asking.words import stem

EXACT, STEM, PART, BEGINNING, TYPO = 1.0, 0.95, 0.8, 0.75, 0.7
SHORTEST_PART = 5  # letters: shorter beginnings say nothing
TYPO_LENGTH, TYPO_RATIO, SHORTEST_TYPO = 6, 84.0, 5


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The keys of `spellings` are the folded words of a document, in its order."""

    spellings: Mapping[str, object]
    _stems: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def by_stem(self, language: str) -> dict[str, tuple[str, ...]]:
        """Spellings of the document by their stem in a language."""
        if language not in self._stems:
            table: dict[str, list[str]] = {}
            for spelling in self.spellings:
                table.setdefault(stem(spelling, language), []).append(spelling)
            self._stems[language] = {key: tuple(found) for key, found in table.items()}
        return self._stems[language]

    @cached_property
    def _by_beginning(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for spelling in self.spellings:
            if len(spelling) >= SHORTEST_PART:
                table.setdefault(spelling[:4], []).append(spelling)
        return {key: tuple(found) for key, found in table.items()}

    @cached_property
    def _joined(self) -> str:
        return "\n" + "\n".join(self.spellings) + "\n"

    def like(self, word: str, languages: tuple[str, ...]) -> dict[str, float]:
        """Spellings of the document that may be this folded word, each with how sure that is (0..1)."""
        found: dict[str, float] = {}
        if word in self.spellings:
            found[word] = EXACT
        if not word.isalpha() or len(word) < 3:
            return found
        if "en" in languages:
            found.update({other: STEM for other in (word[:-1], word + "s") if other in self.spellings and _abbreviates(max(word, other))})
        for language in languages:
            for spelling in self.by_stem(language).get(stem(word, language), ()):
                if not are_apart(word, spelling):
                    found.setdefault(spelling, STEM)
        if len(word) >= SHORTEST_PART:
            self._beginnings(word, languages, found)
            if "de" in languages[:2] or "nl" in languages[:2]:
                self._inside(stem(word, languages[0]), found)
        if not found and len(word) >= TYPO_LENGTH:
            for spelling, ratio, _ in process.extract(word, list(self.spellings), scorer=fuzz.ratio, score_cutoff=TYPO_RATIO, limit=4):
                if spelling[0] == word[0]:
                    found[spelling] = TYPO * ratio / 100
        if not found and len(word) >= SHORTEST_TYPO:
            found.update(self._slips(word))
        return found

    def _slips(self, word: str) -> dict[str, float]:
        """Spellings one slip of the hand away: two letters exchanged, one left out or one too many. Another letter makes another word."""
        near = [spelling for spelling in self.spellings if abs(len(spelling) - len(word)) < 2 and spelling[0] == word[0]]
        return {
            spelling: TYPO * TYPO_RATIO / 100
            for spelling in near
            if len(spelling) >= SHORTEST_TYPO
            and (len(spelling) != len(word) or sorted(spelling) == sorted(word))
            and OSA.distance(word, spelling, score_cutoff=1) == 1
        }

    def _beginnings(self, word: str, languages: tuple[str, ...], found: dict[str, float]) -> None:
        bare = stem(word, languages[0])
        for spelling in self._by_beginning.get(word[:4], ()):
            if spelling in found or are_apart(word, spelling):
                continue
            shared = _shared(word, spelling)
            if shared >= SHORTEST_PART and (shared >= len(bare) or shared == len(spelling)):
                found[spelling] = PART
            elif shared >= SHORTEST_PART and shared * 4 >= max(len(word), len(spelling)) * 3:
                found[spelling] = BEGINNING

    def _inside(self, bare: str, found: dict[str, float]) -> None:
        """Compounds that hold the word ("Personalkosten" for "kosten")."""
        if len(bare) < SHORTEST_PART:
            return
        at = self._joined.find(bare)
        while at >= 0:
            start, end = self._joined.rfind("\n", 0, at) + 1, self._joined.find("\n", at)
            found.setdefault(self._joined[start:end], PART)
            at = self._joined.find(bare, end)

    def compounds(self, part: str) -> tuple[str, ...]:
        """Spellings that hold `part` with something before or behind it."""
        found: dict[str, float] = {}
        self._inside(part, found)
        return tuple(found)


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _abbreviates(plural: str) -> bool:
    """Whether a word in "s" is several of an abbreviation, which the stemmer leaves as it is: "prs", "kpis", "skus"."""
    return len(plural) > 2 and plural[-1] == "s" and plural[-2] != "s" and not _VOWELS & set(plural[:-2])


_VOWELS = frozenset("aeiouy")
