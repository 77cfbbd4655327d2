"""How a document writes its numbers: decided once, from all of them."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from agent.expressions import compiled, expression
from agent.facts.folding import GROUP_SPACE, fold
from agent.facts.language import detect_language
from agent.facts.legend import legend_of
from agent.facts.lexicon import section, strings

DateOrder = Literal["dmy", "mdy", "ymd"]
_COMMA_LANGUAGES = frozenset({"pt", "es", "fr", "de", "it", "ru", "id", "nl"})
_SPACE_LANGUAGES = frozenset({"fr", "ru"})
_STRONG, _WEAK, _HABIT = 1.0, 0.34, 0.3
_PROOF, _DOUBT = 1.5, 0.25  # votes that prove the decimal point, and the share of votes against it that takes the proof away

# A number with separators that is no date, version or clause number: nothing glued to it on either side.
# Each begins with a digit and looks behind it: a search for a digit jumps, one for what stands before it does not.
_SEPARATED = expression(r"\d(?<![\w.,/:-]\d)\d*(?:[.,]\d+)+(?![\w/:-]|[.,]\d)(?:[kmb]\b)?", re.IGNORECASE)
_SPACED = expression(r"\d(?<![\d.,/-]\d)(?<!\d[ \u00a0]\d)\d{0,2}(?:[ \u00a0]\d{3})+(?![\d.,/-]|[ \u00a0]\d)")
_SPACED_MONEY = expression(
    r"\d(?<![\d.,/-]\d)(?<!\d[ \u00a0]\d)\d{0,2}(?:[ \u00a0]\d{3})+[ \u00a0]?"
    r"(?:€|eur\b|chf\b|kr\b|sek\b|nok\b|dkk\b|pln\b|zł|czk\b|kč|huf\b|₽|rub\b|руб|uah\b|₴)"
    r"|(?:[€$£₽₴]|\b(?:eur|chf|kr|sek|nok|dkk|pln|czk|huf))[ \u00a0]?\d{1,3}(?:[ \u00a0]\d{3})+(?![\d.,/-]|[ \u00a0]\d)",
    re.IGNORECASE,
)
_SIGNS = frozenset("$€£")
# "R1 500", "R450", "R1.50", "R2m", "R90/month"; no "R2", "R12", which name a release or a risk.
RAND = expression(
    r"R(?<![\w$.#/-]R)(?: ?\d{1,3}(?:[ ,\u00a0]\d{3})+(?![\w])| ?\d{3,}(?:[.,]\d\d?)?(?![\w-])|\d{1,2}[.,]\d\d(?![\w.])"
    r"|\d+(?:[.,]\d+)? ?(?:k|K|m|M|bn|million)\b|\d+ ?/ ?[a-z]{2,})"
)
_GROUPED_RAND = expression(r"\d[ ,\u00a0]\d{3}")
_RAND_SPACED = expression(r"R ?\d{1,3}[ \u00a0]\d{3}(?!\d)")
_RAND_NAMED = expression(
    r"\bZAR\b|\brands?\b(?!\()|South Africa|Südafrika|África do Sul|Sudáfrica|Afrique du Sud|Zuid-Afrika|ЮАР|南非|南アフリカ"
)
_FEWEST_RAND = 3  # amounts that no other word explains
_FEWEST_SPACED = 2  # amounts of money that prove the habit in a language that has another one
_DATE = expression(r"(\d(?<![\d/.]\d)\d?)[/.](\d{1,2})[/.](?:20)?\d\d(?![\d/.])")
_TRIMESTERS = frozenset({"fr", "es", "pt", "it"})
_TRIMESTER = expression(r"trimestr|T[1-4][ /]20\d\d", re.IGNORECASE)
_LETTERED = expression(r"(?<![\w.-])(?:T(\d{1,3})|(\d{1,2})T)(?![\w]|[.-]\d)")
_LETTERED_ENTRY = expression(r"(?m)^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?:\[.\][ \t]+)?[*_]{0,2}T\d[*_]{0,2}(?:\s?[:.)–—]|\s-\s)")
_QUARTERS = frozenset("1234")
_FEWEST_QUARTERS = 2
_CLAUSE = expression(r"(?m)^[\s#>*|_-]*\d+(?:\.\d+)+[.)]?(?=\s+\S)")


class Convention(Struct, frozen=True):
    """The habits of one document.

    `decimal` is its decimal separator, `spaced` whether plain spaces group thousands ("12 000"), `language` the ISO 639-1 code of most of
    its text, `currency` what "$" means in it, `yen` what "¥" means, `date_order` how 03/04/2026 reads,
    `proven` whether its numbers leave no doubt that the point is the decimal separator,
    `marks` the statuses that its own legend gives to signs, `year_parts` the letters that name a part of the year without the year:
    "t" where "T3" is the third quarter, `rand` whether "R450" is money of South Africa.
    """

    decimal: Literal[".", ","] = "."
    language: str = "en"
    currency: str = "USD"
    yen: str = "JPY"
    date_order: DateOrder = "mdy"
    spaced: bool = False
    proven: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    year_parts: str = ""
    rand: bool = False

    @property
    def group(self) -> str:
        """The separator of thousands that goes with the decimal one."""
        return "," if self.decimal == "." else "."


def decide_convention(text: str) -> Convention:
    """The convention that most numbers of the document prove; its language's habit where they prove nothing."""
    language = detect_language(text)
    folded = fold(text)
    rand = _speaks_of_rand(text)
    decimal, proven = _decimal(folded, language)
    return Convention(
        decimal=decimal,
        proven=proven,
        language=language,
        currency=_dollar(text),
        yen="CNY" if language == "zh" else "JPY",
        date_order=_date_order(folded, language),
        spaced=_is_spaced(folded, language) or (rand and _RAND_SPACED.search(text) is not None),
        marks=legend_of(text),
        year_parts=_year_parts(text, language),
        rand=rand,
    )


def _decimal(folded: str, language: str) -> tuple[Literal[".", ","], bool]:
    """The decimal separator, and whether the numbers prove that it is the point."""
    habit: Literal[".", ","] = "," if language in _COMMA_LANGUAGES else "."
    clauses = {match.end() for match in _CLAUSE.finditer(folded)}
    found = (match for match in _SEPARATED.finditer(folded) if match.end() not in clauses and not _is_argument(folded, match))
    votes = [_vote(match.group().rstrip("kmb"), _is_priced(folded, match)) for match in found]
    comma = sum(votes, start=_HABIT if habit == "," else -_HABIT)
    against = sum(vote for vote in votes if vote > 0)
    return habit if comma == 0 else "," if comma > 0 else ".", habit == "." and comma <= -_PROOF and against <= -_DOUBT * comma


def _is_argument(folded: str, match: re.Match[str]) -> bool:
    """ "DECIMAL(15,2)" lists two numbers."""
    before = folded[max(0, match.start() - 2) : match.start()]
    return len(before) == 2 and before[1] == "(" and before[0].isalpha() and folded[match.end() : match.end() + 1] == ")"


def _is_priced(folded: str, match: re.Match[str]) -> bool:
    """Whether a currency sign stands before a number and no letter of scale in it: an amount is seldom told to a tenth of a cent."""
    return folded[max(0, match.start() - 2) : match.start()].rstrip(" \u00a0")[-1:] in _SIGNS and match.group()[-1].isdecimal()


def _vote(literal: str, priced: bool = False) -> float:
    """What one number says: positive for the decimal comma, negative for the point, weakly where "1.234" could be either."""
    marks = [character for character in literal if character in ".,"]
    digits = re.split("[.,]", literal)
    grouped = all(len(part) == 3 for part in digits[1:]) and 1 <= len(digits[0]) <= 3
    if len(set(marks)) == 2:
        sign = 1.0 if marks[-1] == "," and marks.count(",") == 1 else -1.0 if marks[-1] == "." and marks.count(".") == 1 else 0.0
        return sign * _STRONG
    sign = 1.0 if marks[0] == "," else -1.0
    if len(marks) > 1:
        return -sign * _STRONG if grouped else 0.0
    if not grouped or digits[0].startswith("0"):
        # "2.1" is often a clause or a version, "3,5" is seldom anything but a decimal.
        return sign * (_STRONG if marks[0] == "," else _WEAK * 2)
    return -sign * (_WEAK * 2 if priced else _WEAK)


def _speaks_of_rand(text: str) -> bool:
    """Whether amounts as "R1 500" are money: the document names the currency or the country, or writes several with their thousands."""
    found = [match.group() for match in RAND.finditer(text)] if "R" in text else []
    grouped = sum(1 for amount in found if _GROUPED_RAND.search(amount))
    return bool(found) and (grouped >= _FEWEST_RAND or _RAND_NAMED.search(text) is not None)


def _is_spaced(folded: str, language: str) -> bool:
    found = [match.group() for match in _SPACED.finditer(folded)]
    if not found or language in _SPACE_LANGUAGES or any(GROUP_SPACE in literal for literal in found):
        return bool(found)
    return len(_SPACED_MONEY.findall(folded)) >= _FEWEST_SPACED


def _year_parts(text: str, language: str) -> str:
    """ "t" where "T1" to "T4" are the quarters of a document that speaks of quarters in such a language, and no tasks or teams: none has a
    higher number, and no list entry has one for a label."""
    if language not in _TRIMESTERS or _TRIMESTER.search(text) is None:
        return ""
    numbers = {first or second for first, second in _LETTERED.findall(text)}
    listed = _LETTERED_ENTRY.search(text) is not None
    return "t" if len(numbers) >= _FEWEST_QUARTERS and numbers <= _QUARTERS and not listed else ""


def _date_order(folded: str, language: str) -> DateOrder:
    """Day first unless the document proves otherwise or is English; a number above 12 proves its side."""
    first = second = 0
    for match in _DATE.finditer(folded):
        first += int(match.group(1)) > 12
        second += int(match.group(2)) > 12
    if first != second:
        return "dmy" if first > second else "mdy"
    return "ymd" if language in {"ja", "zh", "ko"} else "mdy" if language == "en" else "dmy"


def _dollar(text: str) -> str:
    """The dollar or peso a document names, when it names exactly one and never the US dollar."""
    if "$" not in text or ("US" in text and re.search(r"\bUSD\b|US\$", text)):
        return "USD"
    named = set(_dollar_codes().findall(text)) if any(code in text for code in _listed_dollars()) else set()
    return named.pop() if len(named) == 1 and not _is_part_of_names(next(iter(named)), text) else "USD"


def _is_part_of_names(code: str, text: str) -> bool:
    """Whether the letters of a currency also name something in the document: where "MXN.chat" is planned, "MXN users" are its users."""
    return re.search(rf"(?<![A-Za-z]){code}[._-][A-Za-z]", text) is not None


@cache
def _listed_dollars() -> tuple[str, ...]:
    return strings(section("money", "dollars").get("codes"))


@cache
def _dollar_codes() -> re.Pattern[str]:
    """ "MXN.chat" and "mxn_notes" are names of other things."""
    codes = "|".join(_listed_dollars())
    return compiled(rf"(?<![A-Za-z._-])(?:{codes})(?![A-Za-z_]|[.-]\w)")
