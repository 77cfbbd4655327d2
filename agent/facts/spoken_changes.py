"""Whether words right beside a percentage or multiple make it a difference: "a 58% increase", "reduce costs by 30%", 增长 50%."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agent.expressions import expression
from agent.facts.folding import fold, is_ideographic
from agent.facts.lexicon import section, strings, word_list
from agent.facts.phrases import Phrases

_WORD = expression(r"[^\W\d_]+")
_AFTER, _BEFORE = 40, 48  # characters looked at
_MOST_BETWEEN = 2  # words between the figure and the noun it is of: "20% support cost reduction"
_FAR = 4  # words between "reduce" and "by 30%"
_PERIODIC = frozenset({"yoy", "mom", "qoq"})  # "20% YoY" is a change, "85% MoM retention" is none
_REACHED = tuple("到至为")  # 0% 提升到 30% says where it gets to
_NOUNS_OF = frozenset({"de", "di", "d"})
_SPACES = frozenset(" \u00a0")
_PAST = ("ed", "ado", "ada", "ido", "ida", "ados", "adas", "idos", "idas", "grew", "fell", "rose", "ato", "ata", "otto", "otta")
_STOP = expression(r"[,;:.!?()（）\[\]|/\n→=，。；：、]|-\s|\s-")
_FROM = expression(r"\b(?:de|di|d['’]) ?$")  # "by" and "from"
_LEADS_TO = expression(r" ?(?:para|a|al|à|hasta|ate) [<>~≈$€£]{0,2} ?\d")


def is_spoken_change(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a percentage or multiple, says by how much something changes. A bound or level ("up to 30%", "increase
    to 95%", "95% less than a second") does not, nor does a change that another figure states."""
    folded = fold(text)
    behind = _STOP.split(folded[end : end + _AFTER], maxsplit=1)[0]
    before = _STOP.split(folded[max(0, start - _BEFORE) : start])[-1]
    if _is_noun_of(behind) or (not behind.strip() and _is_verb_of(before)):
        return True
    return _is_object_of(before) and not (_FROM.search(before) and _LEADS_TO.match(folded, end))


@lru_cache(maxsize=8192)
def opens_with_change(text: str) -> bool:
    """Whether the first word of a text is one of change: "Reducir CAC", "Cuts cost per lead"."""
    first = _WORD.search(fold(text))
    return first is not None and first.group().startswith(_stems())


def _is_verb_of(before: str) -> bool:
    """ "Retention improved 20%", "CAC reduzido 30%": what has changed, and at once by how much."""
    words = _WORD.findall(before)
    return len(words) > 1 and before[-1:] in _SPACES and words[-1].startswith(_stems()) and words[-1].endswith(_PAST)


def _is_noun_of(behind: str) -> bool:
    """ "... increase", "de redução", "cost reduction", "faster": the first word of change, before any other figure or joining word."""
    if behind[:1] and is_ideographic(behind.lstrip(" の的")[:1] or " "):
        stripped = behind.lstrip(" の的")
        return any(stripped.startswith(word) and stripped[len(word) : len(word) + 1] not in _REACHED for word in _ideographic())
    words = _WORD.findall(re.split(r"\d", behind, maxsplit=1)[0])
    if words and words[0] in _NOUNS_OF:
        return len(words) > 1 and words[1] in _changes()  # "30% de redução", and not "30% de la croissance"
    for at, word in enumerate(words[: _MOST_BETWEEN + 1]):
        if word in _changes() and word in _PERIODIC and at + 1 < len(words):
            continue  # "20% YoY growth"
        if word in _changes() and not (at + 1 < len(words) and words[at + 1] in _otherwise()):
            return True
        if word in _breaking():
            return False
    return False


def _is_object_of(before: str) -> bool:
    """ "reduce ... by", "redução de", "Senkung um", 增长: the change stands before, and a word for "by" at the figure."""
    plain = before.rstrip(" \u00a0~≈")
    if plain and is_ideographic(plain[-1]):
        return plain.rstrip("约約").endswith(_ideographic())
    words = _WORD.findall(plain)
    if len(words) < 2 or words[-1] not in _by():
        return False
    return any(word in _changes() or word.startswith(_stems()) for word in words[-2 - _FAR : -1])


def lowers_by(text: str, start: int, end: int) -> bool:
    """Whether the words of `text[start:end]`, which end before an amount, say that something falls by it: "offset costs by", "senkt um"."""
    words = _WORD.findall(fold(text[max(start, end - _BEFORE) : end]))
    if len(words) < 2 or words[-1] not in word_list("marks", "lowered_by"):
        return False
    return any(word.startswith(_lowering()) for word in words[-2 - _FAR : -1])


@cache
def _lowering() -> tuple[str, ...]:
    return tuple(fold(word) for word in word_list("marks", "lowering_stems"))


@cache
def _changes() -> frozenset[str]:
    listed = section("marks", "change")
    return frozenset(fold(word) for key in ("up", "down") for word in strings(listed.get(key))) - {"up", "down", "menos", "mas", "mais"}


@cache
def _ideographic() -> tuple[str, ...]:
    return tuple(word for word in _changes() if is_ideographic(word[0]))


@cache
def _stems() -> tuple[str, ...]:
    return tuple(fold(word) for word in word_list("marks", "change_stems"))


@cache
def _by() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("marks", "change_by"))


@cache
def _linking() -> frozenset[str]:
    return frozenset(word for word in Phrases((w, w) for w in word_list("equations", "of")) if " " not in word)


@cache
def _otherwise() -> frozenset[str]:
    """Words that make another thing of the word of change before them: "95% less than a second", "40% reduced to 20%"."""
    return frozenset(fold(word) for word in word_list("marks", "than"))


@cache
def _breaking() -> frozenset[str]:
    """Words behind which something else is said: "95% of requests", "30% and higher", "40% to reduce"."""
    return _linking() | frozenset(fold(word) for word in word_list("marks", "change_breaks"))
