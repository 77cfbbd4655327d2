"""A line counts other things than the list, table or headings right below it.

Claim: a line that ends in a colon, or a heading, counts things ("Three conditions must hold:", "The seven gates"), what follows right
below is one list, table or row of headings, and no way of counting it gives that number: not its entries, not those below them, not the
names in them, not the lists of the section. Lines that count people, times or amounts, that count something else beside, or whose
count is only told on the way to what follows ("cut into three tiers, which lets us:") announce nothing.

Why it matters: something was added or dropped after the count was written, and nobody knows which of the two is meant.

Flagged:

    Three conditions must hold:

    1. The slipway is dry.
    2. The crane is certified.
    3. The tide is low.
    4. The crew is complete.

Fine:

    Four conditions must hold:

    1. The slipway is dry.
    2. The crane is certified.
    3. The tide is low.
    4. The crew is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.arithmetic import announced
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.enumerations import is_people
from agent.rules.reading.followers import Followers, Following
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.stated_totals import is_sum
from agent.rules.reading.vocabulary import pattern

FEWEST, MOST = 2, 30
FARTHEST = 1.7  # times: beyond that something else is counted
SURE = 3  # entries that a heading needs where they have no numbers
NEAR = 2  # by how many a heading may be off
LEADS = expression(r"[:：][\s*_]*$")
NOUN_BEHIND = expression(r"\s[^\W\d_]{4,}")
NAME_BEFORE = expression(r"[^\W\d_]\s*[#.:]?\s*$")
NAMED = expression(r"\d\s*$|[#/]$|[a-zß-ÿ][ ][A-ZÀ-Þ][a-zß-ÿ]+ $")  # "related Phase Two indicators"
BRACKET = expression(r"[(\[（【]")
OPENED = expression(r"[^\W\d_][\s*_]*[(（]$")
CLOSED = expression(r"\s*[(（][^()（）]*[)）]\s*$")  # "(in this order)" at the end
OPENED_LAST = expression(r"[(（]([^()（）]*)[)）][\s*_]*$")
BREAK = expression(r"[,;(（，；、]|\s[-–—]\s")
OPEN_END = expression(
    r"\b(?:with|by|can|will|must|we|you|they|it|include|includes|including|via|using|from|per|to|for|at|on|mit|durch|von|avec|par|con|por|com|met|"
    r"door)\W*$",
    re.IGNORECASE,
)
# "After all 5 phases are closed:", "All 4 boats above are to go": what is counted stands before
BEFORE = expression(
    r"^\W*(?:after|once|when|nachdem|sobald|wenn|après|quand|dès|después|cuando|depois|quando|dopo|zodra)\b|\babove\b|\boben\b|ci-dessus|\barriba\b"
    r"|\bacima\b|\bsopra\b|hierboven|上述|以上",
    re.IGNORECASE,
)
COLUMNS = expression(r"column|spalte|colonn|coluna|kolom|列|栏", re.IGNORECASE)
WORDS_FIRST = 2
WORDS_BEFORE = 4
WORDS_BEHIND = 4


def _find(view: View) -> Iterator[Draft]:
    told = {draft.evidence[0].line for draft in view.drafts(announced.RULE)}
    followers = Followers(view.document)
    blocks = view.document.blocks
    for at, sentence in enumerate(view.sentences):
        if sentence.kind not in ("heading", "paragraph", "item") or not sentence.tokens or sentence.line in told:
            continue
        token = _announced(sentence)
        if token is None:
            continue
        block = blocks[sentence.block]
        last = at + 1 == len(view.sentences) or view.sentences[at + 1].block != sentence.block
        follows = followers.after(block)
        leads = last and _is_lead(block, sentence)
        if follows and (follows.numbered or leads) and _differs(token, follows, sentence):
            yield _draft(view, sentence, token, follows)


def _is_lead(block: Block, sentence: Sentence) -> bool:
    """Whether a line names what follows: a heading, a line that ends in a colon, or one that is bold throughout and ends in a bracket."""
    if sentence.kind == "heading" or LEADS.search(sentence.text):
        return True
    closed = sentence.text.rstrip(" *_").endswith((")", "）"))
    if closed and block.kind == "item" and (opened := OPENED_LAST.search(sentence.text)):
        return is_sum(opened[1])
    return closed and block.kind == "paragraph" and any(end - start >= len(block.text.strip()) - 1 for start, end in block.bold)


def _announced(sentence: Sentence) -> Token | None:
    """The one count of the line, of what follows."""
    values = [token for token in sentence.tokens if isinstance(token.value, Quantity)]
    token = values[0] if len(values) == 1 else None
    if token is None or not isinstance(token.value, Quantity) or not _is_plain(token.value):
        return None
    before, behind = sentence.text[: token.start], sentence.text[token.end :]
    if not _has_noun(token.value, before, behind) or pattern("staff").search(sentence.text):
        return None
    if pattern("part_of").search(sentence.text[max(0, token.start - 14) : token.end]) or pattern("some_of").search(before):
        return None
    return token if _leads(sentence, before, behind) else None


def _is_plain(value: Quantity) -> bool:
    whole = value.least == value.most and float(value.least).is_integer() and FEWEST <= value.least <= MOST
    return value.kind == "count" and whole and value.comparator == "=" and not value.per and not value.change and not is_people(value)


def _has_noun(value: Quantity, before: str, behind: str) -> bool:
    """Whether it counts things, and is no number of a thing ("step 3", "3. budgets")."""
    if value.unit:
        return not NAMED.search(before)
    in_bracket = OPENED.search(before) and behind[:1] in (")", "）")
    return bool(in_bracket) or bool(NOUN_BEHIND.match(behind) and not NAME_BEFORE.search(before))


def _leads(sentence: Sentence, before: str, behind: str) -> bool:
    """Whether the line begins or ends with what it counts, and tells nothing else behind it."""
    if BEFORE.search(sentence.text):
        return False
    rest = CLOSED.sub("", LEADS.sub("", behind)).strip(" *_")
    cut = BREAK.search(rest)
    first = len(before.split()) <= WORDS_FIRST
    if (cut and not (first and cut[0] == ",")) or OPEN_END.search(rest):
        return False
    if sentence.kind == "heading" and not rest.strip(")）]】") and BRACKET.search(before):
        return False  # another rule judges numbers in brackets
    return len(before.split()) <= WORDS_BEFORE or len(rest.split()) <= WORDS_BEHIND


def _differs(token: Token, follows: Following, sentence: Sentence) -> bool:
    value = token.value
    stated = int(value.least) if isinstance(value, Quantity) else 0
    found = len(follows.lines)
    plain = not follows.numbered and (sentence.kind == "heading" or "," in sentence.text[token.end :])
    if found < (SURE if plain else FEWEST) or stated in follows.readings or not 1 / FARTHEST <= found / stated <= FARTHEST:
        return False
    if stated in follows.columns and (sentence.kind == "heading" or COLUMNS.search(sentence.text)):
        return False
    return not plain or (sentence.kind == "heading" and abs(found - stated) <= NEAR)


def _draft(view: View, sentence: Sentence, token: Token, follows: Following) -> Draft:
    stated, found = number(token.value.least) if isinstance(token.value, Quantity) else "", len(follows.lines)
    said = " ".join(token.text.split())
    return Draft(
        f'the line says "{said}", but {found} follow',
        (span_of_sentence(view.scanned, sentence), *(view.document.span(line) for line in follows.lines)),
        key=f"{said}|{found}|{' '.join(sentence.text.split())[:60]}",
        computation=Computation(formula=f"entries = {found}", expected=str(found), stated=stated),
        suggestion=f"change {stated} to {found}, or complete the list",
    )


RULE = Rule("RA171", "counted-lead", "arithmetic", "question", "computed", _find, __doc__)
