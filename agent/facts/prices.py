"""What a price or rate is per: "/month", "per user per month", "monthly", 月額."""

from __future__ import annotations

from functools import cache

from agent.expressions import expression
from agent.facts.folding import is_ideographic, is_letter
from agent.facts.lexicon import section, strings, word_list
from agent.facts.phrases import Phrases, by_words
from agent.facts.terms import stopwords
from agent.facts.units import Unit
from agent.facts.view import View

_WORD_STARTS = expression(r"[^\W\d_]+|/")
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "sprint", "month", "quarter", "year"})
_MOST = 3  # denominators: "per user per month"
_LONGEST = 12  # letters of a denominator that is no time unit
_PREFIX = 16  # characters before an amount that say what it is for
_THING = expression(r"(?P<name>[^\W\d_]+)(?:-(?:hour|day|week|month|year|minute|second)s?(?![\w-]))?")
_BATCH = expression(
    r"(?P<count>\d[\d.,]{0,9}(?: ?(?:k|m|mm|thousand|million|billion|mil|tausend|mille|万|千))?|thousand|million|billion)"
    r" (?P<thing>[^\W\d_]{3,20})"
)
_ROUND = expression(r"1(?:[.,]?000)+|1 ?(?:k|m|thousand|million|billion|mil)|thousand|million|billion|100")
_AND = expression(r" (?:und|y|e|et|and) ")
_EACH = expression(
    r"(?:[1一]?(?P<each>人|名|社|件|台|ユーザー|アカウント|月|日|年|時間|席)(?:あたり|当たり|当り|につき|ごと)|每(?P<every>人|户|席|次|家|台|件|单))\s?$"
)
_EACH_TIMES = {"月": "month", "日": "day", "年": "year", "時間": "hour"}
_PER_PREFIXES = {
    "月额": "month",
    "月額": "month",
    "月费": "month",
    "每月": "month",
    "毎月": "month",
    "年額": "year",
    "年额": "year",
    "年费": "year",
    "每年": "year",
}


def per_at(view: View, end: int, unit: Unit | None) -> tuple[str, int]:
    """The denominator that follows an amount ending at `end` ("month", "user/month"; "" when there is none), and where it ends."""
    if unit is not None and unit.kind == "duration" and view.char(end) != "/":
        return _denominator(view, end) or ("", end)  # "40 hours per integration"
    if unit is not None and unit.kind in {"percent", "ratio", "rate"} and view.char(end) != "/":
        often = _denominator(view, end) if unit.kind == "ratio" and unit.name == "x" else None
        return often if often is not None and often[0] in _TIMES else ("", end)  # "3x per week"
    at = view.skip_space(end)
    adverb = _adverbs().match(view.folded, at) if at > end else None
    if adverb:
        return adverb
    denominators: list[str] = []
    reached = end
    counted = unit is not None and unit.kind == "count"
    priced = unit is not None and unit.kind == "money"
    if priced and (batch := _batch(view, end)):
        return batch
    while len(denominators) < _MOST and (found := _denominator(view, reached, slashed=not counted or bool(denominators), priced=priced)):
        denominators.append(found[0])
        reached = found[1]
    if priced and denominators and denominators[-1] not in _TIMES and (also := _also(view, reached)):
        denominators.append(also[0])
        reached = also[1]
    if counted and not denominators and (thing := _denominator(view, end)) and view.char(thing[1]) == "/":
        time = _denominator(view, thing[1])  # "100 calls/user/month"
        return (f"{thing[0]}/{time[0]}", time[1]) if time and time[0] in _TIMES else ("", end)
    return ("/".join(denominators), reached) if denominators else ("", end)


def per_of(view: View) -> str:
    """The time unit that a label names as its denominator: "Monthly cost", "Gehalt je Monat", "Cost/month"; "" when there is none."""
    for match in _WORD_STARTS.finditer(view.folded):
        found = _adverbs().match(view.folded, match.start()) if view.starts_word(match.start()) else None
        found = found or _denominator(view, match.start() - 1 if view.char(match.start()) != "/" else match.start())
        if found and found[0] in _TIMES:
            return found[0]
    return ""


def adverb_at(view: View, at: int) -> tuple[str, int] | None:
    """The time unit of an adverb that starts at `at` ("monthly", "p.a."), and where it ends."""
    return _adverbs().match(view.folded, at)


def denominator_at(view: View, at: int) -> tuple[str, int] | None:
    """The time unit of a denominator whose word or slash starts at `at` ("per month", "/Monat"), and where it ends."""
    word = _per_words().match(view.folded, at)
    begin = view.skip_space(word[1]) if word else at
    if not word or (is_letter(word[0][-1]) and begin == word[1]) or (word[0] != "/" and not view.starts_word(at)):
        return None
    unit = _per_units().match(view.folded, begin)
    return unit if unit and view.ends_word(unit[1]) else None


def prefixed_per(view: View, at: int) -> str:
    """What stands before the amount: 月額9,800円, 1人あたり500円, 每人每月30元."""
    before = view.folded[max(0, at - _PREFIX) : at]
    period = _PER_PREFIXES.get(before[-2:], "")
    thing = _EACH.search(before[:-2] if period else before)
    if thing is None:
        return period
    name = thing["each"] or thing["every"]
    return "/".join(part for part in (_EACH_TIMES.get(name, name), period) if part)


def _batch(view: View, end: int) -> tuple[str, int] | None:
    """A number of things that money is paid for: "per 1,000 requests", "/ 1M tokens", "per million words"."""
    at = view.skip_space(end)
    word = _per_words().match(view.folded, at)
    if not word or word[0] not in _per_things():
        return None
    found = _BATCH.match(view.folded, view.skip_space(word[1]))
    if found is None or (word[0] == "/" and not _ROUND.fullmatch(found["count"])) or not view.ends_word(found.end()):
        return None
    if word[0] == "/" and _per_units().match(view.folded, found.start("thing")):
        return None  # "$600K / 12 months" divides
    return view.text[found.start() : found.end()], found.end()


def _also(view: View, end: int) -> tuple[str, int] | None:
    """A time behind "and" or the like: "pro Kopf und Monat", "por usuario y mes"."""
    joined = _AND.match(view.folded, end)
    unit = _per_units().match(view.folded, joined.end()) if joined else None
    return unit if unit and view.ends_word(unit[1]) else None


def _denominator(view: View, end: int, *, slashed: bool = True, priced: bool = False) -> tuple[str, int] | None:
    """One denominator; behind a noun a slash opens only a time ("5 calls/day"), not a thing ("5 NGOs/charities")."""
    at = view.skip_space(end)
    word = _per_words().match(view.folded, at)
    if not word or (word[0] != "/" and at == end):
        return None
    begin = view.skip_space(word[1])
    if is_letter(word[0][-1]) and begin == word[1]:
        return None
    unit = _per_units().match(view.folded, begin)
    if unit and view.ends_word(unit[1]):
        return unit
    if " " in word[0] and not priced:
        return None  # "1 guide for each course"
    return _thing(view, begin, priced=priced) if word[0] in _per_things() and (slashed or word[0] != "/") else None


def _thing(view: View, begin: int, *, priced: bool) -> tuple[str, int] | None:
    """A denominator that is no time: "user", "seat"; of money also "GB", "vCPU-hour" and 人."""
    found = _THING.match(view.text, begin)
    if found is None or not view.ends_word(found.end()) or found["name"].lower() in stopwords():
        return None
    plain = found["name"]
    if priced and ((len(plain) == 2 and plain[1].isupper()) or is_ideographic(plain[0])):
        return plain, found.end("name")
    stop = found.end() if priced else found.end("name")
    return (view.text[begin:stop].lower(), stop) if 2 < len(plain) <= _LONGEST else None


@cache
def _per_units() -> Phrases[str]:
    return by_words({str(unit): strings(listed) for unit, listed in section("numbers", "per").items()})


@cache
def _per_words() -> Phrases[str]:
    return Phrases((word, word) for key in ("per_things", "per_times") for word in word_list("numbers", key))


@cache
def _per_things() -> frozenset[str]:
    return frozenset(word_list("numbers", "per_things"))


@cache
def _adverbs() -> Phrases[str]:
    return by_words({str(unit): strings(listed) for unit, listed in section("numbers", "adverbs").items()})
