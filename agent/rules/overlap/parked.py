"""An idea that waits for a decision is already planned.

Claim: an entry of a parking lot, backlog or list of unfunded candidates holds the words of something that the plan already schedules,
ships or funds, and says little more than that: where they share two words that other pieces of work have, too, no more than two others.
What is written as a question, or bears a cross, is no plan.

Why it matters: it will be discussed, estimated and perhaps funded a second time.

Flagged:

    | ID | Initiative | Due |
    |---|---|---|
    | B1 | Delivery slot booking | 2026-03-31 |
    | B2 | Loyalty points | 2026-06-30 |

    ## Parking lot

    - Let shoppers book a delivery slot
    - Gift cards

Fine:

    | ID | Initiative | Due |
    |---|---|---|
    | B1 | Delivery slot booking | 2026-03-31 |
    | B2 | Loyalty points | 2026-06-30 |

    ## Parking lot

    - Delivery to lockers
    - Gift cards
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.pieces import Piece, frequency, is_parked, short_label, stage_words
from agent.rules.reading.scope_words import has_form
from agent.rules.reading.scopes import compared, is_aspect
from agent.rules.reading.ticks import CROSS

LEAST_MATCHED = 2
SHARE = 0.66  # of the planned thing's words
OWN_SHARE = 0.28  # of the idea's words
OWN_SHARE_OF_FEW = 0.5  # the same where it shares no more than the least, in words that other pieces have, too
RARE = 2  # pieces that have a word
TESTS = expression(r"(?<![a-z])(?:test(?:s|ing|ar|en)?)(?![a-z])|テスト|测试", re.IGNORECASE)  # what is tested is built elsewhere


def _find(view: View) -> Iterator[Draft]:
    yield from bundled(list(_parts(view)), "{count} ideas that wait are planned or done already")


def _parts(view: View) -> Iterator[Part]:
    pieces = compared(view.pieces, view.roadmap.language)
    known = {piece.span.line for piece in view.plans.compared(view.roadmap)}  # no matrix of features and no summary
    planned = [piece for piece in pieces if not is_parked(piece) and piece.span.line in known and _is_plan(piece)]
    often = frequency(pieces)
    for idea in (piece for piece in pieces if is_parked(piece)):
        match = _already(idea, planned, often)
        if match:
            state = "is done" if match.status == "done" else "is planned already"
            draft = Draft(
                f'"{short_label(idea)}" waits as an idea, but "{short_label(match)}" {state}',
                (idea.span, match.span),
                key=f"{match.key}|{'|'.join(sorted(idea.terms))}",
                suggestion=f"drop it from the list, or say what it adds to line {match.span.line}",
            )
            yield of_two_lines(draft, short_label(idea), idea.span.line, match.span.line)


def _is_plan(piece: Piece) -> bool:
    """Whether it says what is done, not what is asked or left out."""
    return not piece.label.rstrip(" *_").endswith(("?", "？")) and not CROSS.match(piece.span.quote)


def _is_rare(terms: Iterable[str], often: Mapping[str, int]) -> bool:
    """Whether each of some words is hardly anybody else's."""
    return all(often[term] <= RARE for term in terms)


def _already(idea: Piece, planned: list[Piece], often: Mapping[str, int]) -> Piece | None:
    """The planned piece whose words the idea holds; the one with the most of them."""
    best: tuple[int, Piece] | None = None
    for piece in planned:
        shared = frozenset(term for term in piece.terms if has_form(idea.terms, term))
        matched = len(shared)
        enough = (
            not is_aspect(shared)
            and matched >= LEAST_MATCHED
            and matched >= SHARE * len(piece.terms)
            and matched >= (OWN_SHARE if matched > LEAST_MATCHED or _is_rare(shared, often) else OWN_SHARE_OF_FEW) * len(idea.terms)
        )
        if (
            enough
            and not TESTS.search(piece.label)
            and not (stage_words(idea) - stage_words(piece))
            and (best is None or matched > best[0])
        ):
            best = (matched, piece)
    return best[1] if best else None


RULE = Rule("RA503", "idea-already-planned", "overlap", "question", "rule", _find, __doc__)
