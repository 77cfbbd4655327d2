"""Work goes on after the one who is in charge of it has left.

Claim: a sentence says until when somebody is there ("leaves on 5 June", "is on parental leave from May", "her contract ends in
August") or for which days not; the same person owns or leads something that is planned; that ends when they are gone, or falls into
their absence as a whole; and no sentence beside it names who takes over.

Why it matters: the plan counts on somebody who will not be there, and the hand-over is in no plan at all.

Flagged:

    | Work | From | To | Owner |
    |---|---|---|---|
    | Cellar | Mar 2026 | Apr 2026 | Olga |
    | Tasting room | Sep 2026 | Nov 2026 | Emeka |

    Emeka leaves us at the end of August 2026.

Fine:

    | Work | From | To | Owner |
    |---|---|---|---|
    | Cellar | Mar 2026 | Apr 2026 | Emeka |
    | Tasting room | Sep 2026 | Nov 2026 | Olga |

    Emeka leaves us at the end of August 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.quantity import Window
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed, shortened
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.things import Thing
from agent.rules.reading.vocabulary import pattern

NAME = expression(r"(?:(?:Frau|Herr|Mr|Mrs|Ms|Mme|Mlle|Dr|Sra?|Dra?|M)\.?\s)?([A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[ -][A-ZÀ-ÖØ-Þ][^\W\d_]+)?)")
LABELLED = expression(r"([^\W\d_][^:：.;,|()\n]{1,24})\s?[:：]\s?([^.;:,|()\n]{2,40})")
CLAUSE = expression(r"[;:]\s|,\s(?:and|und|et|y|e)\s|\s(?:and|und)\s(?=[A-Z])")
TITLE_OWNER = expression(r"\s[–—-]\s([A-Z][^\W\d_]+)(?:,|$)")
GRACE, EARLY = timedelta(days=7), timedelta(days=14)
LONGEST_THING = 12  # lines
MOST_NAMED = 3
NO_NAMES = frozenset({"the", "der", "die", "das", "le", "la", "el", "os", "as", "no", "in", "im", "on", "at", "her", "his", "their"})


class Absence(Struct, frozen=True):
    """Somebody is gone from a day on, or away for some days (`until` is the last of them)."""

    name: str
    since: date
    until: date | None
    sentence: Sentence


def _find(view: View) -> Iterator[Draft]:
    for absence in _absences(view):
        owned = [thing for thing in view.agenda.things if thing.state != "done" and _is_of(view, thing, absence.name)]
        missed = [thing for thing in owned if _misses(thing, absence)]
        if missed and not _is_covered(view, absence.sentence):
            yield _draft(view, absence, missed)


def _absences(view: View) -> Iterator[Absence]:
    for sentence in view.saying("is_gone", "is_away"):
        times = [token for token in sentence.tokens if isinstance(token.value, Window)]
        if sentence.kind not in ("paragraph", "item", "cell") or not times:
            continue
        cuts = [0, *(match.end() for match in CLAUSE.finditer(sentence.text)), len(sentence.text)]
        for start, end in pairwise(cuts):
            windows = [token.value for token in times if start <= token.start and token.end <= end and isinstance(token.value, Window)]
            text = sentence.text[:end]
            gone, away = pattern("is_gone").search(text, start), pattern("is_away").search(text, start)
            said = gone or away
            name = _name_before(sentence, said.start(), times) if said and len(windows) == 1 else ""
            absence = _absence(name, windows[0], sentence, away=gone is None) if name else None
            if absence:
                yield absence


def _name_before(sentence: Sentence, end: int, times: Sequence[Token]) -> str:
    """The last name of a person before the words of leaving; "1. Juni" is none."""
    found = [match for match in NAME.finditer(sentence.text, 0, end) if match[1].casefold() not in NO_NAMES]
    names = [match[1] for match in found if not any(token.start < match.end() and match.start() < token.end for token in times)]
    return names[-1] if names else ""


def _absence(name: str, window: Window, sentence: Sentence, *, away: bool) -> Absence | None:
    if away:
        return Absence(name, window.start, window.end, sentence) if window.start and window.end and not window.open_ended else None
    day = window.start if window.open_ended or window.end is None else window.end
    return Absence(name, day, None, sentence) if day else None


def _is_of(view: View, thing: Thing, name: str) -> bool:
    """Whether somebody is in charge of a thing: as its owner, by a label in its lines, or by a sentence that says that they lead it."""
    if any(_names(owner, name) for owner in thing.owners):
        return True
    if thing.owners or thing.end_line - thing.line > LONGEST_THING:
        return False
    text = "\n".join(view.document.lines[thing.line - 1 : thing.end_line])
    if name.split()[-1] not in text:
        return False
    labels = ((match[1], match[2]) for match in LABELLED.finditer(text))
    if any(_names(value, name) and _is_owner(label) for label, value in labels):
        return True
    if any(_names(match[1], name) for match in TITLE_OWNER.finditer(text)):
        return True
    leads = (match.end() for match in re.finditer(re.escape(name), text))
    return any((word := pattern("is_in_charge").search(text, at)) and not text[at : word.start()].strip() for at in leads)


def _is_owner(label: str) -> bool:
    meant = lookup_label(label.strip(" *-–—,"))
    return meant is not None and meant.attribute == "owner"


def _names(text: str, name: str) -> bool:
    first, last = name.split()[0], name.split()[-1]
    words = set(re.findall(r"[^\W\d_]+", text[:60]))
    return last in words or (first in words and len(words) <= MOST_NAMED)


def _misses(thing: Thing, absence: Absence) -> bool:
    period, window = thing.period, thing.window
    if period is None or window is None or period.axis != "calendar":
        return False
    if thing.inherited:  # it may be done early in the time of its part
        return absence.until is None and window.start is not None and absence.since <= window.start + EARLY
    if absence.until is None:
        return period.earliest_end is not None and period.earliest_end > (absence.since + GRACE).toordinal()
    inside = window.start and window.end and absence.since <= window.start and window.end <= absence.until
    return bool(inside)


def _is_covered(view: View, sentence: Sentence) -> bool:
    near = (other.text for other in view.sentences if other.block == sentence.block)
    return any(pattern("is_covered").search(text) for text in near)


def _draft(view: View, absence: Absence, missed: Sequence[Thing]) -> Draft:
    names = [f'"{shortened(thing.name)}" ({written(thing.window)})' for thing in missed if thing.window][:MOST_NAMED]
    when = f"is away from {absence.since} to {absence.until}" if absence.until else f"is there until {absence.since}"
    places: tuple[Span, ...] = tuple(view.document.span(thing.line) for thing in missed)
    return Draft(
        f"{absence.name} {when}, but is in charge of {listed(names)}",
        (span_of_sentence(view.scanned, absence.sentence), *places),
        key=f"{absence.name.casefold()}|{absence.since}",
        suggestion="say who takes over, or move the work",
    )


RULE = Rule("RA434", "owner-gone", "schedule", "question", "computed", _find, __doc__)
