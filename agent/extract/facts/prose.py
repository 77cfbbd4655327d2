"""Facts of running text: an attribute word and a value in one clause, a change of something, a count of something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from agent.expressions import compiled, expression
from agent.extract.facts.courses import read_courses
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.facts.nearest import WORDS, nearest_label, window_meaning
from agent.extract.facts.no_figures import (
    is_beyond,
    is_in_name,
    is_of_nothing,
    is_operand,
    is_part_of_sum,
    is_quoted,
    is_said,
    is_scope,
    sizes_customers,
    sizes_others,
    some_who,
)
from agent.extract.facts.referrals import referrals
from agent.extract.facts.valued import SEGMENT
from agent.extract.scoping.scopes import Scope, speaks_of_staff
from agent.extract.wording.befores import asks_when, is_condition, is_example, is_former
from agent.extract.wording.clauses import (
    Clause,
    between,
    clauses,
    counted_noun,
    is_share_of,
    is_value,
    measured_words,
    sentences,
    strip_joins,
    values_in,
)
from agent.extract.wording.labels import Field, split_field
from agent.extract.wording.meanings import RUN_RATES, UNIT_ECONOMICS
from agent.facts import lexicon, lookup_label, measure_of
from agent.facts.folding import is_ideographic
from agent.facts.measures import counts_anyone, measure_for, names_people
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

_INLINE = frozenset({"mitigation", "owner", "impact", "likelihood", "depends_on", "status", "deliverable", "priority", "effort", "cost"})
_BRACKETS = frozenset("()（）")
_DEFINES = expression(r"\w\s+=\s+\S")  # "Payback = cost / net income": a formula, no figure
_EQUALS_NUMBER = expression(r"=\s*[~≈]?[$€£R¥]*\s?[\d(]")
_HAN_NOUN = expression(  # up to a small word
    r"(?:不同的?)?(?![的和与及或等以不全时])[\u4e00-\u9fff\u30a1-\u30fc](?:(?![的和与及或等以不全时而将])[\u4e00-\u9fff\u30a1-\u30fc]){1,9}"
)
_MIXED_NOUN = expression(r" ?[A-Za-z][\w.-]{1,20} ?的?(?:(?![和与及或等以不全时而将])[\u4e00-\u9fff]){2,10}")  # 真实中文 DOCX 合同
_LATIN_NOUN = expression(r" ?(?P<noun>[A-Za-z][\w.-]{1,20}(?: (?:[A-Z][\w.-]{1,20}|[\u4e00-\u9fff]{1,6})){0,2})")  # "5 个 API Key"
_MOST_STAFF, _MOST_HIRED = 200, 50  # where staff is spoken of, and elsewhere: "the programme reaches 100 developers"
_TIMES = expression(r"\s[x×]\s*\Z")
_WORDS_OF_A_ROLE = 4
_MOST_TRYING = 10  # people who test and work on something
_EACH = expression(r"(?:\s[^\W\d_]{2,20}){0,2}\s*(?:@|\bat\b|\bà\b|\bzu je\b|\bje\b|\ba\b|по|×)\s*", re.IGNORECASE)
_UNDER_WAY, _BEGUN = frozenset({"done", "in_progress"}), frozenset({"planned", "in_progress"})


def read_prose(context: Context, block: Block, start: int, end: int, scope: Scope) -> Iterator[Made]:
    """Facts of `block.text[start:end]`, clause by clause."""
    tokens = between(context.scanned.tokens[block.index], start, end)
    source: Source = "bullet" if block.kind == "item" else "prose"
    if scope.item and any(token.kind == "reference" for token in tokens):
        yield from _referral_sentences(context, block, start, end, scope, source)
    if not values_in(tokens):
        return
    if block.kind == "item" and scope.headings and asks_when(scope.headings[-1]):
        return  # "Team > 10 developers" below "When to split it"
    for begin, stop in sentences(block.text, start, end, tokens):
        if (field := inline_field(block, begin, stop)) is not None:
            yield read_labelled(context, block, field, scope)
            continue
        if is_quoted(block.text[begin:stop]):
            continue  # what somebody says or searches for
        if _DEFINES.search(block.text, begin, stop) and not _EQUALS_NUMBER.search(block.text, begin, stop):
            continue
        inside = between(tokens, begin, stop)
        found = list(read_courses(context, block, begin, stop, scope, source, inside))
        if found:
            yield from found
            inside = _unexplained(inside, found)
        found = []
        for clause in clauses(block.text, begin, stop, inside):
            if clause.start == begin and is_condition(block.text, begin):
                continue  # "If fewer than 40 come, ..."
            read = list(read_clause(context, block, clause, scope, source))
            found += [_as_before(block.text, found[-1], made) for made in read] if found else read
        yield from _with_period(block.text, found, inside)


def _unexplained(tokens: list[Token], found: list[Made]) -> list[Token]:
    starts = {start for made in found for start in made.starts}
    return [token for token in tokens if token.start not in starts]


def _as_before(text: str, last: Made, made: Made) -> Made:
    """A metric whose words say that it is what the one before it was: "Conversion 15%, up from 10%"."""
    if not (last.fact.attribute == made.fact.attribute == "metric") or not is_former(text, made.starts[0]):
        return made
    return replace(made, fact=replace(made.fact, label=last.fact.label, subject=last.fact.subject, role="baseline"))


def _referral_sentences(context: Context, block: Block, start: int, end: int, scope: Scope, source: Source) -> Iterator[Made]:
    """Sentences about the item that say nothing but what it needs: "Needs stage 1.", "Builds on 4.0 and the import."."""
    tokens = between(context.scanned.tokens[block.index], start, end)
    for begin, stop in sentences(block.text, start, end, tokens):
        for reference, until in referrals(block.text, between(tokens, begin, stop), stop, context.names):
            opens = not WORDS.search(block.text, begin, reference.start)
            if opens and reference.value == "depends_on" and not WORDS.search(block.text, until, stop):
                inside = between(tokens, reference.start, until)
                yield make(context, block, reference.end, until, Meaning("depends_on", reference.text), scope, source, inside)


def _with_period(text: str, found: list[Made], tokens: list[Token]) -> list[Made]:
    """The only period in a sentence with one figure says when the figure holds: "200 leads in Q4", "$25M revenue (year 3)". Of several
    each is that of the figure it stands in brackets behind: "$2M (2027), $8M (2028)"."""
    windows = [token for token in tokens if isinstance(token.value, Window)]
    used = {start for made in found for start in made.starts}
    if len(windows) > 1:
        return [_due(made, window) if (window := _right_behind(text, made, tokens)) is not None else made for made in found]
    if len(windows) != 1 or not found or windows[0].start in used or (len(found) > 1 and not _is_deadline(found, windows[0])):
        return found
    return [_due(made, windows[0]) for made in found]


def _right_behind(text: str, made: Made, tokens: list[Token]) -> Token | None:
    """The period in brackets behind a figure, with no other value between them."""
    following = next((token for token in values_in(tokens) if token.start > made.starts[-1]), None)
    if following is None or not isinstance(following.value, Window) or len(made.starts) != 1:
        return None
    alone = text[following.start - 1] in _BRACKETS and text[following.end : following.end + 1] in _BRACKETS
    return following if alone else None


def _is_deadline(found: list[Made], token: Token) -> bool:
    """Whether a time behind all figures of a sentence is by when they hold: "50K users, $5M revenue by 2028"."""
    window = token.value
    ends = isinstance(window, Window) and window.start is None and window.end is not None
    return ends and all(start < token.start for made in found for start in made.starts)


def _due(made: Made, token: Token) -> Made:
    window = token.value if isinstance(token.value, Window) else None
    return Made(replace(made.fact, window=window), made.place, (*made.starts, token.start))


def read_clause(context: Context, block: Block, clause: Clause, scope: Scope, source: Source, only: Token | None = None) -> Iterator[Made]:
    """One fact per value of a clause whose meaning the clause itself makes plain."""
    for token in values_in(clause.tokens):
        if not is_value(token):
            continue
        if (only is not None and token is not only) or is_example(block.text, token.start):
            continue
        meaning = _meaning(block.text, clause, token, scope, source)
        if meaning is not None and not is_operand(clause, token) and not is_said(block.text, token):
            yield make(context, block, clause.start, clause.end, meaning, scope, source, (token,))


def _meaning(text: str, clause: Clause, token: Token, scope: Scope, source: Source) -> Meaning | None:
    value = token.value
    if isinstance(value, Quantity) and value.kind == "percent" and (done := _done_words(text, clause, token)):
        return Meaning("progress", done[0], done[1])
    if isinstance(value, Window):
        return window_meaning(text, clause, token, value)
    if not isinstance(value, Quantity):
        return None
    if not value.unit and value.kind == "count" and (role := _role_counted(text, clause, token)):
        return Meaning("people", role, role)
    if is_in_name(text, token) or sizes_others(text, token):
        return None
    words = measured_words(text, clause, token)
    if scope.topic == "metrics" and is_part_of_sum(text, token, words):
        return Meaning("", words, words) if words else None
    words = some_who(text, clause, token, words) or words
    if value.kind == "money" and _is_of_each(text, clause, token):
        return Meaning("price", words, words)
    if is_scope(text, clause, token):
        return None  # "under 5 seconds for 30 seconds of sound"
    if source != "prose" and scope.topic != "metrics" and sizes_customers(value):
        return None  # "Clubs (10-50 members)" are those it is made for
    if scope.topic == "metrics" and words and (source != "prose" or measure_of(words) or not _only_counts(value)):
        return Meaning("metric", words, words)
    if scope.topic not in {"metrics", "acceptance"} and _counts_staff(value, scope):
        noun = counted_noun(text[token.start : token.end], value.unit)
        return Meaning("people", noun, noun)
    if value.kind == "money" and measure_for(words, value) in UNIT_ECONOMICS - RUN_RATES:
        return Meaning("metric", words, words)  # "cost per lead" is no cost
    near = nearest_label(text, clause, token, value)
    nothing = value.kind == "ratio" and is_of_nothing(value, words)
    if near is not None and not (nothing and near[1].attribute == "metric"):
        label, meaning = strip_joins(near[0]), near[1]
        if value.kind == "money" and ((meaning.attribute == "rate" and not value.per) or is_beyond(value, meaning.attribute, source)):
            return None  # "a recovery rate of 70% is $2,400 a year more"
        if meaning.attribute == "team":
            return Meaning("people", label)
        if meaning.attribute == "total":
            return Meaning("revenue" if scope.topic == "revenue" else "cost", label)
        subject = words if meaning.attribute == "metric" and words else ""
        return Meaning(meaning.attribute, label, subject or (label if meaning.attribute == "metric" else ""))
    if (
        words
        and ((value.change and value.kind != "count") or measure_for(_counted(text, token, words), value))
        and value.kind != "money"
        and token.kind == "quantity"
        and not nothing
        and not is_share_of(text, token)
    ):
        return Meaning("metric", words, words)
    if value.kind == "count" and value.unit and not (source == "prose" and _is_spelled(token)):
        noun = counted_noun(text[token.start : token.end], value.unit)
        noun = _han_noun(text, token.end) or noun if is_ideographic(noun[:1] or " ") and len(noun) == 1 else noun
        return Meaning("count", noun, noun)
    return None


def _is_of_each(text: str, clause: Clause, token: Token) -> bool:
    """Whether an amount of money is what each of the things counted before it pays or costs: "25 pupils @ $299", "20-30 clubs at €2K"."""
    before = next((other for other in reversed(values_in(clause.tokens)) if other.end <= token.start), None)
    if before is None or not isinstance(before.value, Quantity) or before.value.kind != "count" or not before.value.unit:
        return False
    return bool(_EACH.fullmatch(text, before.end, token.start))


def _han_noun(text: str, at: int) -> str:
    """The noun behind a counter: 30个彩色碎片 are fragments and not pieces, 5つの創造的提案 proposals."""
    found = _joined_noun().match(text, at) or _HAN_NOUN.match(text, at)
    if found is not None:
        owned = _HAN_NOUN.match(text, found.end() + 1) if text[found.end() : found.end() + 1] == "的" else None
        joined = _MIXED_NOUN.match(text, found.end()) if owned is None else None
        return (owned or found)[0].lstrip("の") + (joined[0] if joined else "")  # 公司认可的合同模板: templates
    latin = _LATIN_NOUN.match(text, at) if is_ideographic(text[at - 1]) else None
    return latin["noun"] if latin is not None else ""


def _counted(text: str, token: Token, words: str) -> str:
    """The words that name what a count is of: the noun behind it where it has one, and not all that follows."""
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "count" or not value.unit or is_ideographic(value.unit[0]):
        return words
    return counted_noun(text[token.start : token.end], value.unit)


def _is_spelled(token: Token) -> bool:
    """Whether a number is written as a word: in a running text "two versions may differ" counts nothing that a plan has."""
    return not any(character.isdecimal() for character in token.text)


def _only_counts(value: Quantity) -> bool:
    """A count of things in a sentence ("three countries") promises nothing."""
    return value.kind == "count" and value.comparator == "=" and not value.change


def _counts_staff(value: Quantity, scope: Scope) -> bool:
    """ "2 backend developers": people who work on something; "5,000 people" and firms of "10-50 employees" are those it is made for, and
    "people" are staff only where staff or their cost is spoken of."""
    if value.most > _MOST_TRYING and value.unit in lexicon.word_list("nouns", "trying"):
        return False  # "100 beta testers" use it
    if (value.is_range and value.most >= SEGMENT) or (counts_anyone(value.unit) and not speaks_of_staff(scope)):
        return False
    most = _MOST_STAFF if speaks_of_staff(scope) else _MOST_HIRED
    hired = not value.change or (value.least > 0 and speaks_of_staff(scope))  # "+1 engineer" below "Hires"
    return value.kind == "count" and bool(value.unit) and value.most <= most and hired and names_people(value.unit)


def _role_counted(text: str, clause: Clause, token: Token) -> str:
    """The role behind which it is told how many there are: "Data scientist x 2"."""
    times = _TIMES.search(text, clause.start, token.start)
    role = strip_joins(text[clause.start : times.start()]) if times is not None else ""
    alone = not any(map(str.isalnum, text[token.end : clause.end]))
    return role if role and alone and len(role.split()) <= _WORDS_OF_A_ROLE and names_people(role) else ""


def _done_words(text: str, clause: Clause, token: Token) -> tuple[str, str] | None:
    """ "White-label platform 80% done", "Better search ⏳ 20%": how far something is, and what."""
    status = next((t for t in clause.tokens if t.kind == "status" and t.value in _UNDER_WAY and 0 <= t.start - token.end <= 2), None)
    if status is not None:
        return status.text, strip_joins(text[clause.start : token.start])
    sign = next((t for t in clause.tokens if t.kind == "status" and t.end <= token.start and not t.text.isalpha()), None)
    beside = sign is not None and sign.value in _BEGUN and not text[sign.end : token.start].strip(" *\ufe0f")
    if sign is None or not beside or any(map(str.isalnum, text[token.end : clause.end])):
        return None
    words = strip_joins(text[clause.start : sign.start])
    return (words, words) if words else None


def inline_field(block: Block, start: int, end: int) -> Field | None:
    """A sentence inside running text that is a field of its own: "... Mitigation: a champion in each office. Owner: Payments lead."."""
    field = split_field(block.text, start, end, (), 3)
    if field is None or field.separator != ":" or field.value_end <= field.value_start:
        return None
    meaning = lookup_label(block.text[field.start : field.end])
    return field if meaning is not None and meaning.confidence >= 0.95 and meaning.attribute in _INLINE else None


def read_labelled(context: Context, block: Block, field: Field, scope: Scope) -> Made:
    label = block.text[field.start : field.end]
    meaning = lookup_label(label)
    tokens = [token for token in context.scanned.tokens[block.index] if token.start >= field.value_start and token.end <= field.value_end]
    end = field.value_end - (block.text[field.value_end - 1] == ".")
    return make(context, block, field.value_start, end, Meaning(meaning.attribute if meaning else "", label), scope, "field", tokens)


@cache
def _joined_noun() -> re.Pattern[str]:
    return compiled(r"の[\u4e00-\u9fff\u30a1-\u30fc]{2,12}")
