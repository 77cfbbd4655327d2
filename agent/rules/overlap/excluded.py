"""Something that the plan leaves out is planned.

Claim: a section about what is not done ("Out of scope", "What we do not do", "Ideas we said no to") names something, and the words of its
name stand together in something that the plan does, or in one sentence that says what is built.

Why it matters: some will wait for it, others will refuse to work on it.

Flagged:

    ## Plan

    - Family accounts for parents
    - Waitlist offers

    ## What we do not do

    No video visits, no family accounts, no drive-in.

Fine:

    ## Plan

    - Family accounts for parents
    - Waitlist offers

    ## What we do not do

    No video visits, no paid tier, no drive-in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.naming import shortened
from agent.rules.reading.scope_words import distinctive, has_form, is_beside, is_stage
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern, words_of

PARTS = expression(r"[,;、，；]|\s(?:and|or|und|oder|et|ou|y|o|e|и|или)\s|和|或|以及|と|や")
REASON = expression(r"\s*[:：–—(（]|\s-\s|(?<=[.。;；])\s")
LEAST = 2
LONG = 5  # letters of a word that names a thing alone
LONGEST_LEAD = 60
SINGLE = expression(r"\w")
MANY, MOST_SHARE = 4, 0.7  # of so many words, this share is enough
LONGEST, MOST_TERMS = 120, 12


class Named(Struct, frozen=True):
    """Something that a line names, by its distinctive words."""

    text: str
    terms: frozenset[str]
    span: Span
    above: frozenset[str] = frozenset()  # the words of the heading it stands under
    is_item: bool = False


def _find(view: View) -> Iterator[Draft]:
    left_out = tuple(_left_out(view))
    if not left_out:
        return
    known = frozenset(canonical_terms(view.roadmap.title, view.roadmap.language))
    planned = tuple(_planned(view))
    parts = []
    for one in left_out:
        match = next((other for other in planned if _same(one.terms - known, other)), None) or _only_one(view, one, planned)
        if match:
            parts.append(_part(one, match))
    yield from bundled(parts, "{count} things that are left out are planned")


def _is_excluding(view: View, sentence: Sentence) -> bool:
    headings = _headings(view, sentence)
    return bool(headings) and bool(pattern("excluded").search(headings[-1]))


def _headings(view: View, sentence: Sentence) -> tuple[str, ...]:
    return view.document.heading_path(view.document.blocks[sentence.block])


def _left_out(view: View) -> Iterator[Named]:
    """What the sections about what is not done name: the first words of an entry, and the parts of a sentence."""
    for sentence in view.sentences:
        if sentence.kind not in ("paragraph", "item"):
            continue
        if not _is_excluding(view, sentence):
            yield from _listed(view, sentence)
            continue
        texts = PARTS.split(sentence.text) if sentence.kind == "paragraph" else [REASON.split(sentence.text, maxsplit=1)[0]]
        for text in texts:
            terms = _terms(view, text)
            if _is_telling(view, text, terms) and len(terms) <= MOST_TERMS and len(text) <= LONGEST:
                yield Named(" ".join(text.split()).strip(" .。"), terms, span_of_sentence(view.scanned, sentence))


def _listed(view: View, sentence: Sentence) -> Iterator[Named]:
    """What a sentence lists behind a colon as left out: "What we leave alone for now: the quay, and a customer app." """
    lead, colon, rest = sentence.text.partition(":")
    if not colon or len(lead) > LONGEST_LEAD or not pattern("excluded").search(lead) or not SINGLE.search(rest):
        return
    for text in PARTS.split(rest):
        terms = _terms(view, text)
        if len(distinctive(terms)) >= LEAST and len(terms) <= MOST_TERMS:
            yield Named(" ".join(text.split()).strip(" .。"), terms, span_of_sentence(view.scanned, sentence))


def _is_telling(view: View, text: str, terms: frozenset[str]) -> bool:
    """Whether a name has words enough, or is one word of a thing and one of what is done with it: "exchange of printers"."""
    if len(distinctive(terms)) >= LEAST:
        return True
    left = _without_action(view, terms)
    return len(left) == 1 and len(terms) == LEAST and all(len(term) >= LONG for term in left)


def _without_action(view: View, terms: frozenset[str]) -> frozenset[str]:
    language = view.roadmap.language
    actions = {term for word in words_of("action_nouns") for term in canonical_terms(word, language)}
    return terms - actions


def _planned(view: View) -> Iterator[Named]:
    """What the plan does: its items, and the sentences of other sections that neither deny nor report anything."""
    language = view.roadmap.language
    for item in view.roadmap.items:
        if item.kind not in ("risk", "team_role", "objective") and not any(pattern("excluded").search(name) for name in item.headings):
            above = " ".join(item.headings[-1:])
            yield Named(
                item.title, frozenset(canonical_terms(item.title, language)), item.span, frozenset(canonical_terms(above, language))
            )
    for sentence in view.sentences:
        if sentence.kind not in ("paragraph", "item") or is_beside(_headings(view, sentence)) or len(sentence.text) > 2 * LONGEST:
            continue
        listed = any(_listed(view, sentence))
        if listed or pattern("denied").search(sentence.text):
            continue
        if not any(pattern("excluded").search(name) for name in _headings(view, sentence)):
            yield Named(sentence.text, _terms(view, sentence.text), span_of_sentence(view.scanned, sentence))


def _terms(view: View, text: str) -> frozenset[str]:
    return frozenset(canonical_terms(pattern("denied").sub(" ", text), view.roadmap.language))


def _same(one: frozenset[str], other: Named) -> bool:
    """Whether the words of one name stand in another place: all that are distinctive, or most of many; some in the heading above it."""
    own = distinctive(one)
    shared = {term for term in one if has_form(other.terms, term)}
    around = {term for term in one - shared if has_form(other.above, term)}
    known = shared | around
    if any(is_stage(term) for term in one - shared):
        return False
    most = len(one) >= MANY and len(known) >= MOST_SHARE * len(one)
    longer = other.is_item and len(shared) >= len(other.terms) and len(own - known) <= 1  # the name of an item, and a word more
    return len(shared & own) >= LEAST and (own <= known or longer or (most and len(shared) > LEAST))


def _only_one(view: View, one: Named, planned: Sequence[Named]) -> Named | None:
    """The one planned thing that has the word of a thing that is left out, where the other word says only what is done with it."""
    left = _without_action(view, one.terms)
    if len(left) != 1 or len(one.terms) != LEAST or any(len(term) < LONG for term in left):
        return None
    said = [other for other in planned if left <= other.terms]
    places = {other.span.line for other in said}
    return said[0] if len(places) == 1 and len(said[0].terms) <= MOST_TERMS else None


def _part(one: Named, other: Named) -> Part:
    name, planned = shortened(one.text), shortened(other.text)
    draft = Draft(
        f'"{name}" is left out in line {one.span.line}, but line {other.span.line} plans it: "{planned}"',
        (one.span, other.span),
        key=f"{'|'.join(sorted(one.terms))}",
        suggestion="drop it from one of the two places, or say which part of it is left out",
    )
    return of_two_lines(draft, name, one.span.line, other.span.line)


RULE = Rule("RA511", "excluded-but-planned", "overlap", "question", "rule", _find, __doc__)
