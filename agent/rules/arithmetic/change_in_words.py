"""What a sentence says of a change is not the change that its figures show.

Claim: a sentence, or two in a row, give what something is and what it becomes ("from 1,200 depots to 1,500", "90 seconds, down from three
minutes"), and say in words or percent how much more, less or how many times that is ("a third more", "half of it", "doubles", "eight
hires"). It is not. Warning where the wording leads from the one figure to the other; else a question.

Why it matters: the words are what is remembered; the figures are what is built.

Flagged:

    We have 1,200 depots today and want 1,500 by December, that is a third more.

Fine:

    We have 1,200 depots today and want 1,500 by December, that is a quarter more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.rules.arithmetic import growth, relation_in_line, text_change
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number
from agent.rules.reading.interval import Interval
from agent.rules.reading.passages import PROSE
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Part, Value, multiples_in, parts_in, values_in
from agent.rules.reading.value_pairs import ValuePair, pairs_of
from agent.rules.reading.vocabulary import pattern

FARTHEST = 3.0  # times: what two figures are to each other that no wording joins
CHOICE = expression(r"\s*(?:/|\bor\b|\boder\b|\bou\b|\bo\b|\bof\b)\s*", re.IGNORECASE)
LONGEST_SENTENCE = 450  # characters: beyond that the figures are of more than one thought
NEXT = 14  # characters between a figure of change and its word
NEAR = 0.07  # relative, of a fraction in words
LOOSE = 0.16  # of one that is hedged
POINT = 0.6  # of percent
HEDGED = expression(
    r"(?:nearly|almost|about|around|roughly|more than|over|less than|just|well|good|close to|some|fast|knapp|rund"
    r"|etwa|gut|mehr als|über|fast|presque|environ|près|plus de|casi|cerca|más de"
    r"|quase|mais de|circa|quasi)\s(?:\w+\s)?$"
)
OF_IT = expression(r"^\s*(?:of|what|as|von|dessen|der|des|du|de|d'|do|da|del|di)\b|^\s*[)\].,;:]|^\s*$")
TOLD = expression(
    r"(?:that is|that's|thats|which is|i\.e\.,?|is only|only|das ist|das sind|also|soit|c'est(?:-à-dire)?|es decir,?"
    r"|o sea,?|ou seja,?|isto é,?|cioè|[(:–—-])\s*(?:now |just |about |only |nur |à peine |solo |apenas )?$"
)
BY = expression(r"(?:\bby|\bum|\bde|\bd'|\bin|\ben|\bem|\bdi)\s*$")
COUNTED = expression(
    r"[:–—-]\s*$|(?:that is|that's|which is|i\.e\.,?|so|meaning|das sind|das heißt|also|soit|c'est-à-dire|es decir,?"
    r"|o sea,?|ou seja,?|cioè)\s*$|,\s*(?:an? (?:increase|rise|drop|fall|gain) of|plus|ein plus von)\s*$"
)
HIRED = expression(
    r"(?:\w+\s){0,2}?(?:hires?|joiners|more|extra|additional|new|fewer|less|incorporaciones|contrataciones|nuevas?"
    r"|nuevos?|más|menos|neue\w*|weitere\w*|zusätzliche\w*|mehr|weniger|einstellungen|neueinstellungen"
    r"|embauches|recrutements|nouveaux|nouvelles|de plus|supplémentaires|contratações|novos|novas|mais|a mais"
    r"|assunzioni|nuovi|nuove|in più)(?!\w)"
)


class Said(Struct, frozen=True):
    """How something is said to change: the readings that a pair must give one of, as functions of its ratio."""

    text: str
    start: int
    end: int
    sort: str  # "more", "less", "times" or "of"
    factor: float
    slack: float


def _find(view: View) -> Iterator[Draft]:
    told = {draft.evidence[0].line for rule in (growth.RULE, relation_in_line.RULE, text_change.RULE) for draft in view.drafts(rule)}
    for sentence in view.saying("spoken_parts", "comparatives_up", "comparatives_down", "hires"):
        if sentence.kind in PROSE and sentence.tokens and sentence.line not in told and len(sentence.text) < LONGEST_SENTENCE:
            yield from _judge(view, sentence)


def _judge(view: View, sentence: Sentence) -> Iterator[Draft]:
    values = values_in(sentence, view.roadmap.language)
    saids = tuple(_said(sentence.text, values))
    if saids:
        pairs = [pair for pair in pairs_of(sentence.text, values) if not any(_is_of(pair, said) for said in saids)]
        if len(saids) == 1 and (len(pairs) == 1 or len([pair for pair in pairs if pair.sure]) == 1):
            pair = next((pair for pair in pairs if pair.sure), pairs[0])
            if (pair.sure or _may_become(sentence.text, pair)) and not _holds(pair, saids[0]):
                yield _draft(view, sentence, pair, saids[0])
    yield from _counted(view, sentence, values)


def _may_become(text: str, pair: ValuePair) -> bool:
    """Whether the one of two figures that no wording joins may become the other: of some size to it, with a sign or noun, and no choice."""
    first, second = sorted((pair.first, pair.second), key=lambda value: value.start)
    ratio = pair.ratio
    near = ratio is not None and 1 / FARTHEST <= abs(ratio.middle) <= FARTHEST
    bare = first.spoken or second.spoken or all(value.text.strip().isdecimal() for value in (first, second))
    return near and not bare and not CHOICE.fullmatch(text[first.end : second.start])


def _is_of(pair: ValuePair, said: Said) -> bool:
    return any(value.start < said.end and said.start < value.end for value in (pair.first, pair.second))


def _said(text: str, values: Sequence[Value]) -> Iterator[Said]:
    """Fractions, multiples and percentages that stand for a change."""
    folded = text.casefold()
    for part in parts_in(text):
        sort = _sort(folded, part.start, part.end)
        if sort:
            yield Said(part.text, part.start, part.end, sort, part.factor, _slack(folded, part))
    for part in multiples_in(text):
        if not any(one.start <= part.start < one.end for one in parts_in(text)):
            yield Said(part.text, part.start, part.end, "times", part.factor, _slack(folded, part) * part.factor)
    for value in values:
        if value.kind == "percent" and value.end > value.start and not value.quantity.is_range and value.quantity.comparator in ("=", "~"):
            sort = _sort(folded, value.start, value.end)
            if sort in ("more", "less"):
                slack = 0.05 if value.quantity.comparator == "~" else POINT / 100 + (value.quantity.high - value.quantity.low) / 200
                yield Said(value.text, value.start, value.end, sort, abs(value.most) / 100, slack)


def _slack(folded: str, part: Part) -> float:
    return part.factor * (LOOSE if HEDGED.search(folded[: part.start]) else NEAR)


def _sort(folded: str, start: int, end: int) -> str:
    """What a fraction or percentage says: "more", "less", "of" what it was; "" where it is of something else."""
    behind, front = folded[end : end + NEXT], folded[max(0, start - 48) : start]
    clause = behind.split(",")[0].split(".")[0]
    more, less = pattern("comparatives_up").search(clause), pattern("comparatives_down").search(clause)
    if more or less:
        return "less" if less and (not more or less.start() < more.start()) else "more"
    if BY.search(front):
        more, less = pattern("change_up").search(front), pattern("change_down").search(front)
        return "less" if less else "more" if more else ""
    return "of" if TOLD.search(front) and OF_IT.search(behind) else ""


def _holds(pair: ValuePair, said: Said) -> bool:
    ratio = pair.ratio
    if ratio is None or ratio.low <= 0:
        return True
    back = Interval(1 / ratio.high, 1 / ratio.low)
    ways = [ratio] if pair.sure else [ratio, back]
    if said.sort == "more":
        readings = [Interval(way.low - 1, way.high - 1) for way in ways]
        readings += [Interval(1 - back.high, 1 - back.low)] if pair.sure and back.high < 1 and said.factor > 0.9 else []
    elif said.sort == "less":
        readings = [Interval(1 - way.high, 1 - way.low) for way in ways] + [Interval(way.low - 1, way.high - 1) for way in ways]
    elif said.sort == "times":
        readings = [ratio, back]
    else:
        readings = [ratio, back, Interval(abs(1 - ratio.high), abs(1 - ratio.low)), Interval(abs(1 - back.high), abs(1 - back.low))]
    wide = Interval(said.factor - said.slack, said.factor + said.slack)
    return any(wide.meets(Interval(min(one.low, one.high), max(one.low, one.high))) for one in readings)


def _draft(view: View, sentence: Sentence, pair: ValuePair, said: Said) -> Draft:
    ratio = pair.ratio
    assert ratio is not None
    way = ratio.middle
    names = f"from {_name(pair.first)} to {_name(pair.second)}"
    change = f"{number(abs(way - 1) * 100)}% {'more' if way > 1 else 'less'}"
    expected = f"{number(way)} times as much" if said.sort in ("times", "of") else change
    return Draft(
        f'{names} is {expected}, not "{said.text}"',
        (span_of_sentence(view.scanned, sentence),),
        key=f"{names}|{said.text}",
        computation=Computation(formula=f"{_name(pair.second)} / {_name(pair.first)} = {number(way)}", expected=expected, stated=said.text),
        suggestion=f'correct "{said.text}" or one of the two figures',
        severity=None if pair.sure else "question",
    )


def _name(value: Value) -> str:
    return amount(value.most, value.quantity) if value.course or value.start == value.end else " ".join(value.text.split())


def _counted(view: View, sentence: Sentence, values: Sequence[Value]) -> Iterator[Draft]:
    """ "from 12 to 20 people: eight hires"."""
    folded = sentence.text.casefold()
    for at, value in enumerate(values):
        if at < 2 or value.kind != "count" or not COUNTED.search(folded[: value.start][-30:]):
            continue
        if not HIRED.match(folded[value.start + len(_digits(value)) :].lstrip()):
            continue
        pairs = [pair for pair in pairs_of(sentence.text, values[:at]) if pair.first.kind == "count"]
        if len(pairs) != 1 or not (difference := pairs[0].difference) or difference.low != difference.high:
            continue
        pair, made = pairs[0], abs(difference.low)
        if made and made != value.most and value.quantity.comparator == "=" and value.most < max(pair.first.most, pair.second.most):
            names = f"from {_name(pair.first)} to {_name(pair.second)}"
            yield Draft(
                f'{names} are {number(made)}, not "{" ".join(value.text.split())}"',
                (span_of_sentence(view.scanned, sentence),),
                key=f"{names}|{value.text}",
                computation=Computation(
                    formula=f"{number(pair.second.most)} - {number(pair.first.most)} = {number(pair.second.most - pair.first.most)}",
                    expected=number(made),
                    stated=number(value.most),
                ),
                suggestion=f"correct {number(value.most)} or one of the two figures",
                severity=None if pair.sure else "question",
            )


def _digits(value: Value) -> str:
    """What of the text of a value is the number itself."""
    return value.text if value.spoken else value.text.split()[0] if value.text.split() else ""


RULE = Rule("RA155", "change-in-words", "arithmetic", "question", "computed", _find, __doc__)
