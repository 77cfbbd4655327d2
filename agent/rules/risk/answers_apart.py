"""A list of risks shares no word with the list of what is done about them.

Claim: one section has lists of risks and one list of mitigations beside them, and of at least three risks of one list none shares a
distinctive word with any mitigation.

Why it matters: the answers were written for other risks, or for none in particular.

Flagged:

    ## Risks

    ### Market

    - Fewer yachts in the north
    - Cheaper harbour across the bay

    ### Operation

    - Crane breaks down
    - Storm closes the lock
    - Pilots are ill

    ### Mitigation strategies

    - Yachts get a second season
    - Cheaper winter berths

Fine:

    ## Risks

    ### Market

    - Fewer yachts in the north
    - Cheaper harbour across the bay

    ### Operation

    - Crane breaks down
    - Storm closes the lock
    - Pilots are ill

    ### Mitigation strategies

    - Yachts get a second season
    - Second crane on call
    - Cheaper winter berths
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.facts import canonical_terms, normalise
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed
from agent.rules.reading.scope_words import has_form, terms_of
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
LONGEST_NAME = 4  # words of a heading that names all mitigations


def _find(view: View) -> Iterator[Draft]:
    entries: dict[int, list[Block]] = defaultdict(list)
    families: dict[int, list[Block]] = defaultdict(list)
    for block in view.document.blocks:
        if block.kind == "item" and block.parent is None and block.section is not None:
            entries[block.section].append(block)
        elif block.kind == "heading" and block.section is not None:
            families[block.section].append(block)
    for section, members in families.items():
        answers = [block for block in members if _names_answers(block) and entries[block.index]]
        if len(answers) == 1 and pattern("risk").search(view.document.blocks[section].text):
            yield from _judge(view, members, answers[0], entries)


def _names_answers(block: Block) -> bool:
    """Whether a heading names the mitigations of all risks, not those of one kind."""
    words = normalise(block.text).split()
    return len(words) <= LONGEST_NAME and bool(pattern("mitigation").search(block.text)) and not pattern("risk").search(block.text)


def _judge(view: View, members: Sequence[Block], answers: Block, entries: dict[int, list[Block]]) -> Iterator[Draft]:
    language = view.roadmap.language
    given = frozenset(term for entry in entries[answers.index] for term in canonical_terms(entry.text, language))
    bare = [
        block
        for block in members
        if block is not answers
        and len(entries[block.index]) >= FEWEST
        and not any(_is_answered(e, given, language) for e in entries[block.index])
    ]
    if bare:
        names = [f'"{" ".join(block.text.split())}"' for block in bare]
        risks = [entry for block in bare for entry in entries[block.index]]
        yield Draft(
            f"none of the {len(risks)} risks under {listed(names)} is answered by a mitigation",
            tuple(view.document.span(block.line) for block in (*bare, *risks, answers)),
            key="|".join(normalise(name) for name in names),
            suggestion="say what is done about each of them, or that it is accepted",
        )


def _is_answered(entry: Block, given: frozenset[str], language: str) -> bool:
    if pattern("mitigation").search(entry.text) or any(mark in entry.text for mark in ("→", "->", ":", "：")):
        return True  # it has its answer beside it
    terms = terms_of(entry.text, language)
    return any(has_form(given, term) for term in terms)


RULE = Rule("RA904", "risks-without-their-answers", "risk", "question", "rule", _find, __doc__)
