"""Two roadmaps plan the same work.

Claim: pieces of work with the same name stand in two of the documents that were loaded together. All of them are one finding for a pair
of documents, reported on the first document. Versions of one roadmap (most pieces are the same) are not
compared; between plans of different things, features that most products have and short names are left out.

Why it matters: two products build what one could share, or each believes that the other does it.

Flagged:

    === accounts.md

    # Accounts

    - [ ] Single consent dialog
    - [ ] Passwordless login
    - [ ] Account recovery

    === shop.md

    # Shop

    - [ ] Single consent dialog
    - [ ] Gift cards
    - [ ] Wish lists

Fine:

    === accounts.md

    # Accounts

    - [ ] Single consent dialog
    - [ ] Passwordless login
    - [ ] Account recovery

    === shop.md

    # Shop

    - [ ] Gift cards
    - [ ] Wish lists
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed
from agent.rules.reading.pieces import Piece
from agent.rules.reading.scopes import is_common, words_in

VERSION_SHARE = 0.5  # of the smaller document's pieces: then these are two versions of one plan
COINCIDENCE = 0.03  # of the smaller document's pieces: as many common names any two plans share
SURE_WORDS = 3  # names of so many words do not meet by chance
NAMED = 3
SHOWN = 10


def _find(view: View) -> Iterator[Draft]:
    own = view.plans.scopes(view.roadmap)
    kin = {other.document.path for other, _ in view.kin}
    for other in view.others:
        if not own or other.document.path <= view.document.path:
            continue
        theirs = view.plans.scopes(other)
        same = own.keys() & theirs.keys()
        shared = (
            [(piece, theirs[terms]) for terms, piece in own.items() if terms in same and not _both_done(piece, theirs[terms])]
            if same
            else []
        )
        smaller = min(len(own), len(theirs))
        versions = len(shared) >= VERSION_SHARE * smaller
        if shared and other.document.path not in kin:
            shared = [pair for pair in shared if all(_is_telling(piece, view.roadmap.language) for piece in pair)]
        coincidence = len(shared) < COINCIDENCE * smaller and other.document.path not in kin
        if shared and not versions and not coincidence:
            yield _draft(shared, other.document.path)


def _is_telling(piece: Piece, language: str) -> bool:
    """Whether a name is no feature that most products have: those stand in plans that have nothing to do with each other."""
    return words_in(piece.label) >= SURE_WORDS and not is_common(piece.label, language)


def _both_done(one: Piece, other: Piece) -> bool:
    return one.status == other.status == "done"


def _draft(shared: list[tuple[Piece, Piece]], path: str) -> Draft:
    names = [f'"{" ".join(piece.label.split())}"' for piece, _ in shared[:NAMED]]
    more = [f"{len(shared) - NAMED} more"] if len(shared) > NAMED else []
    verb = "is" if len(shared) == 1 else "are"
    return Draft(
        f"{listed(names + more)} {verb} planned here and in {path}",
        tuple(span for piece, other in shared[:SHOWN] for span in (piece.span, other.span)),
        key="|".join(sorted(" ".join(sorted(piece.terms)) for piece, _ in shared)) + path,
        suggestion="decide who builds it, and let the other roadmap depend on it",
    )


RULE = Rule("RA504", "planned-in-two-roadmaps", "overlap", "question", "rule", _find, __doc__)
