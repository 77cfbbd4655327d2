"""Words that say that a figure is what another was before: "99.9% (currently 99.2%)", "15%, up from 10%", "from 5% to 1%"."""

from __future__ import annotations

import re
from functools import cache

from agent.expressions import compiled, expression
from agent.facts import lexicon
from agent.facts.folding import is_ideographic

_NEAR = 24  # characters that the words and their bracket take
_REACH = 60  # characters that an example may take
_FEWEST_HINTED = 6  # words
_JAPANESE = expression(r"\s*から\s*")


def is_former(text: str, start: int) -> bool:
    """Whether the words before the figure at `start` say that it is what the figure before it was, or now is."""
    return bool(_former().search(text[max(0, start - _NEAR) : start]))


@cache
def _former() -> re.Pattern[str]:
    aside, anywhere = (_any_of(key) for key in ("former", "former_anywhere"))
    return compiled(rf"(?:[(（,，]\s*(?:{aside}|{anywhere})|\b(?:{anywhere}))\s*[:：]?\s*$", re.IGNORECASE)


def is_compared(text: str, start: int) -> bool:
    """Whether the words right before the figure at `start` only set the figure before it against it: "$0 vs $300 a year"."""
    return text[max(0, start - _NEAR) : start].rstrip().lower().endswith(_compared())


def precedes_other(text: str, end: int) -> bool:
    """Whether the words right behind a figure set another against it: "7 days vs 1 week"."""
    return text[end : end + _NEAR].lower().startswith(_compared())


@cache
def _compared() -> tuple[str, ...]:
    return tuple(f" {words}" for words in lexicon.word_list("befores", "compared"))


def is_led_to(before: str, between: str) -> bool:
    """Whether the words before a figure and those between it and the next say that it rises or falls to that."""
    if _JAPANESE.fullmatch(between):
        return True
    return follows_from(before) and is_joined(between)


def follows_from(before: str) -> bool:
    """Whether the words before a figure end with "from"."""
    return _from().search(before[-_NEAR:]) is not None


def is_joined(between: str) -> bool:
    """Whether the words between two figures are those of a range or a course: "to", "bis"."""
    return _to().fullmatch(between) is not None


def opens_with_from(text: str) -> bool:
    return _opens_range().match(text) is not None


def joiner_end(text: str) -> int:
    """Where the figure behind a "to" begins that a text opens with; 0 without one."""
    opened = _to().match(text)
    return opened.end() if opened and opened[0].strip() else 0


def without_from(before: str) -> str:
    """The words before a figure without the last "from"."""
    return _from().sub("", before)


def joined_ends(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where both ends of "from 5% to 8%" stand in it; None for a range without such words."""
    opened = _opens_range().match(text)
    joined = _to().search(text, opened.end()) if opened else None
    return ((opened.end(), joined.start()), (joined.end(), len(text))) if opened and joined and joined[0].strip() else None


@cache
def _from() -> re.Pattern[str]:
    return compiled(rf"(?:\b(?:{_words_of('from')})\s|从|由)\s*$", re.IGNORECASE)


@cache
def _opens_range() -> re.Pattern[str]:
    return compiled(rf"(?:(?:{_words_of('from')})\s|从|由)\s*", re.IGNORECASE)


@cache
def _to() -> re.Pattern[str]:
    return compiled(rf"\s*(?:\b(?:(?:down|up|back)\s)?(?:{_words_of('to')})\b|[^\W\d_]{{0,3}}(?:到|至))\s*", re.IGNORECASE)


def _words_of(key: str) -> str:
    """The words of letters that join the ends of a course."""
    return "|".join(re.escape(word) for word in lexicon.word_list("equations", key) if word.isalpha() and not is_ideographic(word[0]))


def is_example(text: str, start: int) -> bool:
    """Whether the figure at `start` stands in a list of examples: "Short days (e.g., 4 hours instead of 8)"."""
    return bool(_examples().search(text[max(0, start - _REACH) : start]))


@cache
def _examples() -> re.Pattern[str]:
    return compiled(rf"[(（\[,;–—-]\s*(?:{_any_of('examples')})[^)）\]\n]*$", re.IGNORECASE)


def is_condition(text: str, start: int) -> bool:
    """Whether the words at `start` say under what condition something else is done: "If accuracy < 88%, then ..."."""
    return bool(_conditions().match(text, start))


def sets_condition(heading: str) -> bool:
    """Whether a heading or lead says under what condition that holds which stands below it: "If underfunded", "Wenn die Halle fehlt:"; not
    "Caso de uso 2", "SI-Team"."""
    found = _setting().match(heading)
    return found is not None and not found[1].isupper()


@cache
def _setting() -> re.Pattern[str]:
    return compiled(r"[\W_]*(" + _either("sets_condition", behind=r"(?=\s+[^\W\d_])") + ")", re.IGNORECASE)


@cache
def _conditions() -> re.Pattern[str]:
    return compiled(r"[\W_]*(?:" + _either("conditions", behind=r"\s") + ")", re.IGNORECASE)


def is_placeholder(value: str) -> bool:
    """Whether a value only says in brackets what is to be written there: "[domain, e.g., 10k users]", "[one or two sentences on what is
    new]"; not a box or a link."""
    if value[:1] != "[" or value[-1:] != "]" or value.find("]") != len(value) - 1:
        return False
    return len(value.split()) >= _FEWEST_HINTED or "..." in value or "…" in value or _hint().search(value) is not None


@cache
def _hint() -> re.Pattern[str]:
    return compiled(rf"(?:\[|, )(?:{_any_of('hints')})", re.IGNORECASE)


def asks_when(heading: str) -> bool:
    """Whether what stands below a heading says under what conditions it is done: "When to move to a larger hall", "Normalmente quando:"."""
    return bool(_whens().search(heading))


@cache
def _whens() -> re.Pattern[str]:
    opening = _either("asks_when", behind=r"(?!\w)")
    return compiled(rf"^[\W\d_]{{0,12}}(?:{opening})|(?<!\w)(?:{_any_of('says_when')})\W{{0,4}}$", re.IGNORECASE)


def _any_of(key: str) -> str:
    """The words of a list as alternatives."""
    return "|".join(map(re.escape, lexicon.word_list("befores", key)))


def _either(key: str, *, behind: str) -> str:
    """Any word of a list, with what has to stand behind those of scripts that set words apart."""
    listed = lexicon.word_list("befores", key)
    spaced = "|".join(re.escape(word) for word in listed if not is_ideographic(word[0]))
    joined = "|".join(re.escape(word) for word in listed if is_ideographic(word[0]))
    return f"(?:{spaced}){behind}|{joined}"
