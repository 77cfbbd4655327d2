"""A document was changed after the day that it gives as that of its last change.

Claim: one of the first lines says when the document was last updated, and a line further down says right before or behind a date that
something was updated, revised or corrected then; that date lies later. Other lines of the same label and changes that are still to come are
left out.

Why it matters: readers take the whole for older than it is, or look for the newer copy.

Flagged:

    # Harbour plan

    *Last updated: 12 January 2026*

    ## Berth prices (updated 3 March 2026)

    A berth costs 90 a week.

Fine:

    # Harbour plan

    *Last updated: 3 March 2026*

    ## Berth prices (updated 3 March 2026)

    A berth costs 90 a week.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.model.quantity import Window
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.lines import by_line
from agent.rules.reading.period import period_of
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

FIRST = 14  # lines of a document in which its own date stands
COLON = expression(r"\s*[:：]\s*")
BEFORE = expression(r"[\s:：]*(?:(?:on|at|in|am|im|vom|em|no dia|el|le|du|il|del|от|в)\s+)?")  # between a word for a change and the date
COMING = expression(r"(?:\bto be|\bwill(?: be)?|\bnext|\bwird|\bwerden|\bser[áà]|\bsera|\bsarà|\bnot|\bnicht|\bnão|\bno|\bbe)\s*$", 2)
MARKS = " \t*_>#-"


def _find(view: View) -> Iterator[Draft]:
    own = _own_date(view) if view.saying("last_updated") else None
    if own is None:
        return
    label, window, stated, span = own
    last = period_of(window)
    for sentence in view.saying("changed_words"):
        told = [token for token in sentence.tokens if isinstance(token.value, Window)]
        if sentence.line == span.line or pattern("last_updated").match(sentence.text.strip(MARKS)):
            continue
        for token in told:
            changed = period_of(token.value) if isinstance(token.value, Window) and token.value.start else None
            if (
                changed
                and last
                and changed.start is not None
                and last.end is not None
                and changed.start > last.end
                and _is_change(sentence.text, token.start, token.end)
            ):
                yield Draft(
                    f'"{label}" gives {stated}, but line {sentence.line} was changed on {token.text.strip()}',
                    (span, span_of_sentence(view.roadmap, sentence)),
                    key=label.casefold(),
                    suggestion="give the day of the last change at the top",
                )
                return


def _own_date(view: View) -> tuple[str, Window, str, Span] | None:
    """The one date behind the label of the last change among the first lines."""
    for block in view.document.blocks:
        if block.line > FIRST:
            return None
        if block.kind not in ("paragraph", "item") or not pattern("last_updated").search(block.text):
            continue
        for at, text, tokens in by_line(block.text, view.scanned.tokens[block.index]):
            label, colon, _ = text.replace("：", ":").partition(":")
            told = [
                (token.value, token.text) for token in tokens if isinstance(token.value, Window) and token.value.start and token.value.end
            ]
            if colon and len(told) == 1 and pattern("last_updated").fullmatch(label.strip(MARKS)):
                return label.strip(MARKS), *told[0], view.document.span(block.line + at)
    return None


def _is_change(text: str, start: int, end: int) -> bool:
    """Whether a word for a change stands right before or behind a date, and none that says that it is still to come."""
    for match in pattern("changed_words").finditer(text):
        before = match.end() <= start and BEFORE.fullmatch(text[match.end() : start])
        behind = match.start() >= end and not text[end : match.start()].strip(" ()（）,，")
        if (before or behind) and not COMING.search(text[: match.start()]):
            return True
    return False


RULE = Rule("RA031", "changed-after-its-date", "document", "warning", "computed", _find, __doc__)
