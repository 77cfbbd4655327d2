"""What a roadmap plans, as names that can be compared with those of another roadmap, in another language even."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.compare.lexicon import Named, capability_of, common_concepts, quality_words
from agent.facts import canonical_terms, lookup_label, normalise
from agent.index.concepts import concept_terms
from agent.model.roadmap import Item, Roadmap
from agent.rules.reading.pieces import LEAD, Piece, is_parked, pieces_of, recurs
from agent.rules.reading.scope_words import terms_of
from agent.versions.names import lead_of, named

DESCRIBING = ("scope", "objective", "")


@dataclass(frozen=True, slots=True)
class Work:
    """One planned thing of one roadmap (`side` is its place among those compared).

    `title` is its whole title folded, `rest` the words of the lead of its title that do not name `capability`, `concepts` what its words
    mean in any language, together with the words that the glossary does not know. `forms` are the words as written, by their stems.
    """

    side: int
    item: Item
    piece: Piece
    title: str
    capability: Named | None
    rest: frozenset[str]
    forms: Mapping[str, str]
    concepts: frozenset[str]
    language: str

    @property
    def is_phase(self) -> bool:
        return self.item.kind == "phase"


def works_of(side: int, roadmap: Roadmap) -> tuple[Work, ...]:
    """Every phase and every planned piece of work, but what each plan has (tests, documentation) and mere ideas, in document order."""
    planned = {piece.key for piece in pieces_of(roadmap) if piece.key and not is_parked(piece) and not recurs(piece)}
    return tuple(
        _work(side, roadmap, item)
        for item in roadmap.items
        if (item.key in planned or item.kind == "phase") and normalise(item.title) and not _names_nothing(roadmap, item)
    )


def _work(side: int, roadmap: Roadmap, item: Item) -> Work:
    piece = named(roadmap, item)
    lead = lead_of(item.title)
    capability = capability_of(lead, roadmap.language) or _described(roadmap, item)
    rest = terms_of(lead, roadmap.language) - frozenset(capability.terms if capability else ()) - quality_words(roadmap.language)
    forms = _forms(piece.label, roadmap.language)
    return Work(
        side, item, piece, normalise(item.title), capability, rest, forms, _concepts(piece.label, roadmap.language), roadmap.language
    )


def _is_label(title: str) -> bool:
    meaning = lookup_label(title)
    return meaning is not None and meaning.confidence == 1.0


def _names_nothing(roadmap: Roadmap, item: Item) -> bool:
    """Whether a title is nothing but a time ("Q3 2026") or the label of a field ("Description")."""
    if " " not in normalise(item.title) and _is_label(item.title):
        return True
    if item.window is None or item.window_inherited:
        return False
    rest = normalise(item.title).replace(normalise(LEAD.split(item.window.text, maxsplit=1)[0]), " ")
    return not any(term.isalpha() and len(term) > 1 for term in terms_of(rest, roadmap.language))


def _described(roadmap: Roadmap, item: Item) -> Named | None:
    """The capability that the words behind the colon of its own line begin with: "Global rollout: multi-region deployment"."""
    for fact in item.facts:
        if fact.span.line == item.span.line and fact.attribute in DESCRIBING and not fact.values:
            found = capability_of(fact.text, roadmap.language)
            terms = canonical_terms(fact.text, roadmap.language)
            if found and terms[: len(found.terms)] == found.terms:
                return found
    return None


@lru_cache(maxsize=16384)
def _forms(label: str, language: str) -> Mapping[str, str]:
    """The words of a label by their stems; those that stand for several words are left out."""
    found = {}
    for word in normalise(label).replace("-", " ").split():
        terms = canonical_terms(word, language)
        if len(terms) == 1:
            found[terms[0]] = word
    return found


@lru_cache(maxsize=16384)
def _concepts(label: str, language: str) -> frozenset[str]:
    known: Sequence[str] = concept_terms(label, (language,))
    unknown = (word for word in terms_of(label, language) if not concept_terms(word, (language,)) and len(word) > 1)
    return frozenset(known) - common_concepts() | frozenset(unknown)
