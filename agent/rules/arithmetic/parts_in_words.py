"""The parts of a number that a sentence tells in words add up to another one.

Claim: a sentence counts something and then its parts, each with a number of its own that may be a word without a noun ("twelve posts:
six in the field, three in the office, two in schools and two in coordination", "of the eighteen, ten are engineers, four designers,
..."); the parts make another number.

Why it matters: somebody was added to the list and not to the sum, or the other way round.

Flagged:

    Twelve posts: six in the field, three in the office, two in schools and two in coordination.

Fine:

    Twelve posts: five in the field, three in the office, two in schools and two in coordination.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.expressions import expression
from agent.model.finding import Computation
from agent.rules.arithmetic import count, parts_in_brackets, parts_in_sentence, sum_of_list
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.enumerations import is_people
from agent.rules.reading.passages import PROSE, is_slip
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.vocabulary import pattern

OPENS = expression(r"[^.;:()]{0,45}?(?:[:：(（]|\s[—–-]\s|——)")
OF_ALL = expression(
    r"(?:^|[.;]\s*)(?:of|out of|von|de|sur|entre|dos|das|degli|dei)\s(?:the|these|those|our|all|den|diesen|les|ces"
    r"|los|las|estos|estas|os|as|dos|das|i|gli|le)?\s*$"
)
BETWEEN = expression(r",(?!\d)|;|\s(?:and|und|sowie|et|y|e|plus)\s|\s[&+]\s")
LEAD = expression(r"^[\s*_]*(?:(?:and|und|et|y|e|plus|the|another|further|weitere|noch|otros|otras|autres|outros|outras|only|just)\s+)*$")
OPEN_ENDED = expression(r"\.\.\.|…|\betc\b|\bu\. ?a\b|\bsome\b|\bothers?\b|\brest\b|\bremaining\b", re.IGNORECASE)
COMMA = expression(r"(?: [^\W\d_]+){0,5}, ")
NEXT_WORD = expression(r" ([^\W\d_]+) ")
NOUN_BEFORE = expression(r"[^\W\d_]{3,} $")
LONGEST_JOINING = 6  # letters of "in", "for", "dans"
FEWEST_OF_MANY = 20  # halls, phases and sites are not numbered beyond
FEWEST = 2
NEAREST, FARTHEST = 0.6, 1.6
LARGEST = 5000
LONGEST = 600  # characters of a sentence


def _find(view: View) -> Iterator[Draft]:
    rules = (parts_in_sentence.RULE, parts_in_brackets.RULE, sum_of_list.RULE, count.RULE)
    told = {draft.evidence[0].line for rule in rules for draft in view.drafts(rule)}
    for sentence in view.sentences:
        listed = sentence.kind in PROSE and ("," in sentence.text or ":" in sentence.text) and len(sentence.text) < LONGEST
        if not listed or sentence.line in told:
            continue
        values = [value for value in values_in(sentence, view.roadmap.language) if value.kind == "count"]
        if len(values) > FEWEST and not OPEN_ENDED.search(sentence.text):
            yield from _judge(view, sentence, values)


def _judge(view: View, sentence: Sentence, values: Sequence[Value]) -> Iterator[Draft]:
    text = sentence.text
    for at, whole in enumerate(values[:-FEWEST]):
        start = _opened(text, whole, values)
        beside = 0 if start else _beside(text, whole, values[at + 1 :])
        if not (start or beside) or not _is_whole(whole):
            continue
        parts = _parts(text, start or beside, values[at + 1 :], whole)
        total = sum(part.most for part in parts)
        if beside and not (_are_alike(text, parts) and (total > whole.most or is_slip(total, whole.most))):
            continue  # some of them may be elsewhere
        if parts and total != whole.most and NEAREST <= total / whole.most <= FARTHEST and not _is_told(text, whole, parts, total, values):
            yield _draft(view, sentence, whole, parts, total)
        if parts:
            return


def _is_whole(value: Value) -> bool:
    quantity = value.quantity
    plain = quantity.comparator == "=" and not quantity.is_range and not quantity.change and not quantity.per
    return plain and 3 <= value.most <= LARGEST and value.most == int(value.most)


def _opened(text: str, whole: Value, values: Sequence[Value]) -> int:
    """Where the parts of a number begin; 0 where none are announced."""
    behind = max((value.start for value in values if value.start > whole.start), default=len(text))
    if OF_ALL.search(text[: whole.start].casefold()):
        comma = text.find(",", whole.end)
        colon = text.find(":", whole.end)
        ends = [end for end in (comma, colon) if end >= 0]
        return min(ends) + 1 if ends and min(ends) - whole.end < 40 else whole.end
    match = OPENS.match(text, whole.end)
    if match is None or match.end() > behind or any(whole.end <= value.start < match.end() for value in values):
        return 0
    bare = not whole.quantity.unit and not whole.spoken
    return 0 if bare else match.end()


def _beside(text: str, whole: Value, following: Sequence[Value]) -> int:
    """Where parts begin behind nothing but a comma: "348 sensors, 216 in hall 1 and 168 in hall 2"; 0 where none do."""
    match = COMMA.match(text, whole.end)
    if match is None or not whole.quantity.unit:
        return 0
    first = next((value for value in following if value.start >= match.end()), None)  # behind "in two halls"
    return match.end() if first is not None and first.start == match.end() else 0


def _are_alike(text: str, parts: Sequence[Value]) -> bool:
    """Whether the same small word stands behind each part: "216 in hall 1 and 168 in hall 2"."""
    words = [match[1].casefold() if (match := NEXT_WORD.match(text, part.end)) else "" for part in parts]
    return len(set(words)) == 1 and 0 < len(words[0]) <= LONGEST_JOINING


def _parts(text: str, start: int, values: Sequence[Value], whole: Value) -> list[Value]:
    """One number at the beginning of each piece; none at all where a piece begins with something else."""
    closing = text.find(")", start) if text[start - 1] in "(（" else -1
    end = closing if closing > 0 else len(text)
    cuts = [start, *(match.end() for match in BETWEEN.finditer(text, start, end)), end]
    found: list[Value] = []
    for first, last in pairwise(cuts):
        piece = text[first:last]
        inside = [value for value in values if first <= value.start and value.end <= last]
        inside = [*inside[:1], *(value for value in inside[1:] if not _numbers_place(text, value))]
        if not inside:
            if BETWEEN.fullmatch(piece.strip() or ",") or not piece.strip(" ,;.*_)"):
                continue
            return []
        one = inside[0]
        plain = one.quantity.comparator == "=" and not one.quantity.per and not one.quantity.is_range and not one.course
        if not plain or len(inside) > 1 or not (LEAD.match(text[first : one.start].casefold()) or _ends(piece, one, first)):
            return []
        found.append(one)
    units = {part.quantity.unit for part in found}
    enough = len(found) > FEWEST or (len(found) == FEWEST and (is_people(whole.quantity) or units <= {"", whole.quantity.unit}))
    return found if enough and all(part.most <= whole.most for part in found) else []


def _numbers_place(text: str, value: Value) -> bool:
    """Whether a number tells places apart: "216 in hall 1"."""
    return (
        value.kind == "count"
        and not value.quantity.unit
        and value.most < FEWEST_OF_MANY
        and NOUN_BEFORE.search(text[: value.start]) is not None
    )


def _ends(piece: str, one: Value, first: int) -> bool:
    """ "Spain 4": the number is the last of the piece."""
    return not piece[one.end - first :].strip(" .)*_") and one.kind == "count" and not one.quantity.unit


def _is_told(text: str, whole: Value, parts: Sequence[Value], total: float, values: Sequence[Value]) -> bool:
    """Whether the text calls them some of the whole, or names the sum."""
    lead = text[whole.start : parts[0].start]
    some = bool(pattern("some_of").search(lead)) and total < whole.most and not OF_ALL.search(text[: whole.start].casefold())
    return some or any(value.most == total for value in values if value is not whole and value not in parts)


def _draft(view: View, sentence: Sentence, whole: Value, parts: Sequence[Value], total: float) -> Draft:
    stated = " ".join(whole.text.split())
    formula = f"{' + '.join(number(part.most) for part in parts)} = {number(total)}"
    return Draft(
        f'"{stated}" are counted, but the parts named behind it add up to {number(total)}',
        (span_of_sentence(view.scanned, sentence),),
        key=f"{stated}|{formula}",
        computation=Computation(formula=formula, expected=number(total), stated=number(whole.most)),
        suggestion=f"change {stated} to {number(total)}, or correct one of the parts",
    )


RULE = Rule("RA159", "parts-in-words", "arithmetic", "question", "computed", _find, __doc__)
