"""What is said to remain is not the whole less the part that goes first.

Claim: a sentence, list or table speaks of the remaining, other or rest of some counted things; just before it counts those that go first,
and the document counts all of them. No whole that it states is the sum of the two, nor of what remains and other parts counted there.

Why it matters: some of them are in no group of the plan, or in two.

Flagged:

    We run 38 clinics.

    | Date | Step |
    |---|---|
    | March | Pilot in six clinics |
    | June | Opening in the remaining 30 clinics |

Fine:

    We run 38 clinics.

    | Date | Step |
    |---|---|
    | March | Pilot in six clinics |
    | June | Opening in the remaining 32 clinics |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.numerals import number_words
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.claims import Name, terms_in
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

NEAR = 5  # lines before what remains in which the part stands that goes first
MOST_PARTS = 6
FARTHEST = 0.3  # of the whole: what is farther off counts something else
AROUND = 18  # characters beside a number
LEAST = 4  # a rest of two or three is told in many ways
PART_OF = expression(  # "Four of them"
    r"\W{0,3}([^\W\d_]{2,12}) (?:of (?:them|these|those|the|our)|davon|von ihnen|d'entre (?:eux|elles)|de (?:ellos|ellas)|de(?:les|las)"
    r"|di (?:essi|esse)|из них)\b"
)
LONGEST_PART_OF = 60  # characters
READ = frozenset({"paragraph", "item", "cell"})


class Counted(Struct, frozen=True):
    """A number of things, `noun` what they are as stems, `rest` whether it counts what remains."""

    value: float
    noun: Name
    sentence: Sentence
    start: int
    rest: bool
    span: Span


def _find(view: View) -> Iterator[Draft]:
    if not view.saying("what_remains"):
        return
    counted = tuple(_counted(view))
    for at, rest in enumerate(counted):
        before = [one for one in counted[:at] if _is_near(one, rest)] if rest.rest and rest.value >= LEAST else []
        parts = [one for one in before if _is_same(one, rest)]
        if not parts:
            continue
        wholes = _wholes(counted, rest, parts)
        if wholes and not _adds_up(rest, parts, wholes):
            whole = min(wholes, key=lambda one: abs(one.value - rest.value - parts[-1].value))
            if parts[-1] is not whole and abs(whole.value - rest.value - parts[-1].value) <= FARTHEST * whole.value:
                yield _draft(whole, parts[-1], rest)


def _counted(view: View) -> Iterator[Counted]:
    for sentence in view.sentences:
        if sentence.kind in READ and (told := PART_OF.match(fold(sentence.text[:LONGEST_PART_OF]))):
            found = number_words(view.roadmap.language).match(told.group(1), 0)
            if found and found[1] == len(told.group(1)):
                yield Counted(found[0], frozenset(), sentence, 0, False, span_of_sentence(view.scanned, sentence))
        for token in sentence.tokens if sentence.kind in READ else ():
            value = token.value
            if (
                isinstance(value, Quantity)
                and value.kind == "count"
                and token.kind in ("quantity", "number")
                and not (value.change or value.per or value.is_range or value.comparator != "=")
                and value.most == int(value.most)
            ):
                noun = terms_in(value.unit, view.roadmap.language)
                span = span_of_sentence(view.scanned, sentence)
                yield Counted(value.most, noun, sentence, token.start, _is_rest(sentence.text, token), span)


def _is_rest(text: str, token: Token) -> bool:
    """Whether the word beside a number says that it counts what remains."""
    before, after = text[max(0, token.start - AROUND) : token.start].split(), text[token.end : token.end + AROUND].split()
    beside = [*before[-1:], *after[:1], *token.text.split()[1:]]
    return any(pattern("what_remains").search(word) for word in beside)


def _is_near(one: Counted, rest: Counted) -> bool:
    same = one.sentence.block == rest.sentence.block and rest.sentence.kind != "cell"
    return same or 0 <= rest.sentence.line - one.sentence.line <= NEAR


def _is_same(one: Counted, rest: Counted) -> bool:
    """Whether both count one kind of thing; a bare number does in the same sentence or paragraph."""
    if one.rest:
        return False
    bare = not one.noun or not rest.noun
    return bool(one.noun & rest.noun) or (bare and one.sentence.block == rest.sentence.block and one.sentence.kind != "cell")


def _wholes(counted: Sequence[Counted], rest: Counted, parts: Sequence[Counted]) -> list[Counted]:
    """What may be all of them: greater numbers of the same things; for a bare number those before it in its paragraph."""
    least = max(rest.value, parts[-1].value)
    nouns = rest.noun or frozenset[str]().union(*(part.noun for part in parts))
    if nouns:
        return [one for one in counted if one.value > least and not one.rest and one.noun & nouns]
    block = rest.sentence.block
    return [one for one in counted if one.value > least and one.noun and one.sentence.block == block][:1]


def _adds_up(rest: Counted, parts: Sequence[Counted], wholes: Sequence[Counted]) -> bool:
    """Whether what remains and some of the parts before it make a whole that is stated."""
    values = [one.value for one in parts if one.value < max(whole.value for whole in wholes)][-MOST_PARTS:]
    sums = {rest.value + sum(some) for size in range(len(values) + 1) for some in combinations(values, size)}
    return any(whole.value in sums for whole in wholes)


def _draft(whole: Counted, part: Counted, rest: Counted) -> Draft:
    expected = f"{whole.value - part.value:,g}"
    total, first, left = (f"{one.value:,g}" for one in (whole, part, rest))
    return Draft(
        f"of {total}, {first} go first and {left} remain, but {total} less {first} is {expected}",
        tuple(dict.fromkeys((rest.span, part.span, whole.span))),
        key=f"{'|'.join(sorted(rest.noun))}|{left}",
        computation=Computation(formula=f"{total} - {first} = {expected}", expected=expected, stated=left),
        suggestion=f"change {left} to {expected}, or say where the others are",
    )


RULE = Rule("RA140", "rest-of-all", "arithmetic", "question", "computed", _find, __doc__)
