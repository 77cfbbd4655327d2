"""What a sentence adds up or takes off makes another amount.

Claim: a sentence gives at least two amounts and, behind or before a word of result, what they come to ("the grant is €2.4M and partners
add €600,000, so the programme is worth €3.2M overall") or what is left between them ("it costs $210K now and $110K then, so we save
$120K"); no sum of them and no difference is that amount.

Why it matters: the amount behind "so" is what is approved.

Flagged:

    The grant is €2.4 million and partners add €600,000, so the programme is worth €3.2 million overall.

Fine:

    The grant is €2.4 million and partners add €600,000, so the programme is worth €3 million overall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from agent.expressions import expression
from agent.model.finding import Computation
from agent.rules.arithmetic import parts_in_brackets, parts_in_sentence, percent_of_near, price_and_result
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.passages import PROSE, is_slip
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.vocabulary import pattern

LONGEST_SENTENCE = 450  # characters: beyond that the figures are of more than one thought
MOST = 7
ROUNDING = 0.006
NEAREST, FARTHEST = 0.6, 1.6
REACH = 40  # characters before an amount in which the word of result stands
BEHIND = 22
BACK = 3  # sentences of a paragraph looked at before one
PERIODS = (12.0, 1 / 12, 4.0, 1 / 4, 3.0, 1 / 3)
OTHERWISE = expression(r"\b(?:if|unless|otherwise|instead|wenn|falls|sonst|si|sinon|se|caso|cap|capped|at most|up to)\b", re.IGNORECASE)
EACH = expression(r"\b(?:per|each|every|je|pro|cada|chaque|par)\b", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    told = {
        draft.evidence[0].line
        for rule in (price_and_result.RULE, percent_of_near.RULE, parts_in_sentence.RULE, parts_in_brackets.RULE)
        for draft in view.drafts(rule)
    }
    judged = {equation.span.line for equation in view.roadmap.equations}
    saying = {id(sentence) for sentence in view.saying("thus", "in_all", "better_by", "hence")}
    before: tuple[Sentence, ...] = ()
    for sentence in view.sentences:
        before = before if before and before[-1].block == sentence.block else ()
        if (
            id(sentence) in saying
            and sentence.kind in PROSE
            and sentence.tokens
            and len(sentence.text) < LONGEST_SENTENCE
            and sentence.line not in told
            and sentence.line not in judged
        ):
            drafts = list(_judge(view, sentence, values_in(sentence, view.roadmap.language)))
            yield from drafts or _judge_with(view, sentence, before)
        before = (*before[1 - BACK :], sentence)


def _judge_with(view: View, sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Draft]:
    """One amount behind a word of result, with the amounts of the sentences before it in the paragraph."""
    values = values_in(sentence, view.roadmap.language)
    own = [value for value in values if _is_amount(value)]
    earlier = [value for one in before for value in values_in(one, view.roadmap.language)]
    money = [value for value in earlier if _is_amount(value)]
    if not own or not 1 <= len(money) <= MOST or len({value.quantity.unit for value in (*own, *money)}) != 1:
        return
    gained = [value for value in own if pattern("better_by").search(sentence.text[value.end : value.end + BEHIND].split(",")[0])]
    result = next(iter(gained or [value for value in own if _is_result(sentence.text, values, value)]), own[-1] if len(own) <= 2 else None)
    if result is None:
        return
    parts = [*money, *(value for value in own if value.start < result.start)]
    less = pattern("better_by").search(sentence.text[result.end : result.end + BEHIND]) or pattern("better_by").search(
        sentence.text[: result.start][-REACH:]
    )
    if less and len(parts) > 2:
        parts = [part for part in parts if part.quantity.per and part.quantity.per == parts[-1].quantity.per]
    told = less or pattern("hence").search(sentence.text[: result.start]) or pattern("in_all").search(sentence.text)
    if (
        not told
        or len(parts) < 2
        or any(value.quantity.comparator not in ("=", "~") or value.quantity.is_range for value in (*parts, result))
    ):
        return
    if OTHERWISE.search(sentence.text) or _explained([*earlier, *values], parts, result):
        return
    texts = " ".join(one.text for one in before)
    if less and len(parts) == 2 and not OTHERWISE.search(texts):
        high, low = sorted(parts, key=lambda value: -value.most)
        draft = _told(
            view, (sentence, *before[-1:]), high.most - low.most, f"{stated_of(high.quantity)} - {stated_of(low.quantity)}", result
        )
    elif not less:
        sums = [group for size in range(2, len(parts) + 1) for group in combinations(parts, size)]
        near = [group for group in sums if is_slip(sum(part.most for part in group), result.most)]
        if len(near) != 1:
            return
        total, terms = sum(part.most for part in near[0]), " + ".join(stated_of(part.quantity) for part in near[0])
        draft = _told(view, (sentence, *before[-1:]), total, terms, result)
    else:
        return
    if draft:
        yield draft


def _is_amount(value: Value) -> bool:
    return value.kind == "money" and not value.quantity.change and value.most > 0


def _judge(view: View, sentence: Sentence, values: Sequence[Value]) -> Iterator[Draft]:
    money = [value for value in values if _is_amount(value)]
    if not 2 < len(money) <= MOST or len({value.quantity.unit for value in money}) != 1:
        return
    for at, result in enumerate(money):
        if at < 2 or not _is_result(sentence.text, values, result):
            continue
        clause = money[:at]
        if any(value.quantity.comparator not in ("=", "~") or value.quantity.is_range for value in (*clause, result)):
            return
        between = sentence.text[clause[0].start : result.start]
        if OTHERWISE.search(between) or EACH.search(between) or _explained(values, clause, result):
            return
        draft = _draft(view, sentence, clause, result)
        if draft:
            yield draft
        return


def _is_result(text: str, values: Sequence[Value], result: Value) -> bool:
    last = max((value.end for value in values if value.end <= result.start), default=0)
    front = text[max(last, result.start - REACH) : result.start]
    behind = text[result.end : result.end + BEHIND].split(".")[0]
    return bool(pattern("thus").search(front) or pattern("in_all").search(behind) or pattern("better_by").search(behind))


def _explained(values: Sequence[Value], parts: Sequence[Value], result: Value) -> bool:
    stated = allowed(result.quantity)
    wide = Interval(stated.low * (1 - ROUNDING), stated.high * (1 + ROUNDING))
    amounts = [allowed(part.quantity) for part in parts]
    made = [summed(group) for size in range(2, len(amounts) + 1) for group in combinations(amounts, size)]
    made += [one - other if one.middle > other.middle else other - one for one, other in combinations([*amounts, *made], 2)]
    made += amounts
    numbers = [value for value in values if value.kind in ("count", "duration", "ratio") and value.most > 0]
    for value in numbers:
        made += [one.scaled(value.most) for one in made[:40]] + [one.scaled(1 / value.most) for one in amounts]
    percents = [value.most / 100 for value in values if value.kind == "percent"]
    made += [one.scaled(factor) for one in made[:40] for share in percents for factor in (share, 1 - share, 1 + share)]
    return any(one.meets(wide) or any(one.scaled(factor).meets(wide) for factor in PERIODS) for one in made)


def _draft(view: View, sentence: Sentence, parts: Sequence[Value], result: Value) -> Draft | None:
    text = sentence.text
    less = pattern("better_by").search(text[parts[-1].end : result.end + BEHIND])
    if less and len(parts) >= 2:
        high, low = sorted((parts[0], parts[-1]), key=lambda value: -value.most)
        total, terms = high.most - low.most, f"{stated_of(high.quantity)} - {stated_of(low.quantity)}"
    else:
        total, terms = sum(part.most for part in parts), " + ".join(stated_of(part.quantity) for part in parts)
    if not less and any(part.quantity.per for part in parts):
        return None
    return _told(view, (sentence,), total, terms, result, sure=not less and bool(pattern("in_all").search(text)))


def _told(view: View, sentences: Sequence[Sentence], total: float, terms: str, result: Value, *, sure: bool = False) -> Draft | None:
    if not total or not NEAREST <= result.most / total <= FARTHEST:
        return None
    expected, stated = amount(total, result.quantity), stated_of(result.quantity)
    return Draft(
        f"{terms} is {expected}, not {stated}",
        tuple(span_of_sentence(view.scanned, sentence) for sentence in sentences),
        key=f"{terms}|{stated}",
        computation=Computation(formula=f"{terms} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the other amounts",
        severity="warning" if sure or is_slip(total, result.most) else "question",
    )


RULE = Rule("RA158", "sum-in-words", "arithmetic", "question", "computed", _find, __doc__)
